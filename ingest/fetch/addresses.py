"""Which network addresses may be connected to.

A link, or a redirect, must not reach this machine or a private network. The host is resolved here, once; every address
it has is checked; and the connection goes to a checked address, so that a name cannot mean one thing when checked and
another when used.
"""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass

from index_config.errors import AddressRefused, ConnectionFailed

#: Host and port → its addresses, best first. Raises ``OSError`` when the name is unknown.
Resolver = Callable[[str, int], tuple[str, ...]]

_UNICAST_6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """Ask the operating system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Tell whether ``address`` is an ordinary public one: not private, loopback, link-local, reserved or multicast.

    Of IPv6 only global unicast counts, without the ranges that carry an IPv4 address of the sender's choice; addresses
    that a network itself makes for an IPv4 host (NAT64) are judged by that host's.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return parsed.is_global and not parsed.is_multicast
    if parsed in _NAT64:
        return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    if parsed.scope_id is not None or parsed.sixtofour is not None or parsed.teredo is not None:
        return False
    return parsed in _UNICAST_6 and parsed.is_global


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """How names become addresses, and which of these are allowed."""

    resolve: Resolver = system_resolver
    allowed: Callable[[str], bool] = is_public

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """Return the addresses of ``host``, all of them checked.

        Raises:
            ConnectionFailed: the name is unknown.
            AddressRefused: one of the addresses is not allowed.
        """
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise ConnectionFailed(url=host, reason=f"unknown host: {error}") from error
        for address in found:
            if not self.allowed(address):
                raise AddressRefused(url=host, address=address)
        if not found:
            raise ConnectionFailed(url=host, reason="unknown host")
        return found
