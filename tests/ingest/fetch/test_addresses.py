from collections.abc import Iterable

import httpcore
import pytest

from index_config.errors import AddressRefused, ConnectionFailed
from ingest.fetch.addresses import AddressPolicy, is_public
from ingest.fetch.client import CheckedBackend

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"]
NOT_PUBLIC = [
    "127.0.0.1",
    "127.8.9.10",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",  # carrier-grade NAT
    "169.254.169.254",  # metadata of cloud machines
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%1",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",  # IPv4 in other clothes
    "::ffff:93.184.216.34",
    "::127.0.0.1",
    "2002:7f00:1::",  # 6to4
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo
    "64:ff9b::7f00:1",  # NAT64 of a loopback address
    "64:ff9b:1::a00:1",
    "localhost",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_other_addresses_are_not(address: str) -> None:
    assert not is_public(address)


def test_one_bad_address_among_good_ones_refuses_the_host() -> None:
    policy = AddressPolicy(lambda host, port: ("93.184.216.34", "10.0.0.1"))
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        policy.addresses("texts.test", 443)


@pytest.mark.parametrize("found", [(), None])
def test_an_unknown_name_is_a_failed_connection(found: tuple[str, ...] | None) -> None:
    def resolve(host: str, port: int) -> tuple[str, ...]:
        if found is None:
            raise OSError("no such name")
        return found

    with pytest.raises(ConnectionFailed, match="unknown host"):
        AddressPolicy(resolve).addresses("texts.test", 443)


def test_the_real_resolver_sees_through_other_spellings_of_this_machine() -> None:
    for host in ("127.0.0.1", "2130706433", "0x7f.1", "localhost"):
        with pytest.raises((AddressRefused, ConnectionFailed)):
            AddressPolicy().addresses(host, 443)


class Connections:
    """Stands in for the system's connect: remembers the addresses and refuses those in ``down``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, down: Iterable[str] = ()) -> None:
        self.made: list[str] = []
        self.down = set(down)
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", self.connect)

    def connect(self, host: str, *rest: object) -> httpcore.NetworkStream:
        self.made.append(host)
        if host in self.down:
            raise httpcore.ConnectError("down")
        return httpcore.NetworkStream()


def test_the_name_is_resolved_once_and_the_checked_address_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers differently the second time (DNS rebinding) gains nothing."""
    answers = [("93.184.216.34",), ("127.0.0.1",)]
    connections = Connections(monkeypatch)
    CheckedBackend(AddressPolicy(lambda host, port: answers.pop(0))).connect_tcp("texts.test", 443)
    assert connections.made == ["93.184.216.34"]
    assert answers == [("127.0.0.1",)]


def test_a_refused_address_is_never_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    connections = Connections(monkeypatch)
    with pytest.raises(AddressRefused):
        CheckedBackend(AddressPolicy(lambda host, port: ("10.0.0.1",))).connect_tcp("texts.test", 443)
    assert connections.made == []


def test_the_next_address_is_tried_when_one_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    both = ("93.184.216.34", "8.8.8.8")
    connections = Connections(monkeypatch, down=both[:1])
    CheckedBackend(AddressPolicy(lambda host, port: both)).connect_tcp("texts.test", 443)
    assert connections.made == list(both)
    connections.down = set(both)
    with pytest.raises(httpcore.ConnectError):
        CheckedBackend(AddressPolicy(lambda host, port: both)).connect_tcp("texts.test", 443)
