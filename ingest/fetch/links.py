"""Links, as they are asked for."""

import re
from ipaddress import ip_address
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import getproxies

from index_config.errors import ConfigurationError, InsecureLink


def chosen_proxy(setting: str) -> str:
    """Return the proxy that ``KB_FETCH_PROXY`` names: a link, ``environment`` for that of HTTPS_PROXY, or none.

    Raises:
        ConfigurationError: it is not the link of an HTTP proxy, or the environment names none.
    """
    proxy = getproxies().get("https", "") if setting == "environment" else setting
    if setting and not re.fullmatch(r"https?://[^\s/]+/?", proxy):
        # The link may hold a password: it is not repeated.
        raise ConfigurationError(reason="KB_FETCH_PROXY: must be http://host:port, or environment with HTTPS_PROXY set")
    return proxy


def clean_link(url: str) -> str:
    """Return an https link ready to be asked for: ASCII only, without fragment.

    Raises:
        InsecureLink: not https, without a host, or with a name and password inside.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        if parts.scheme.lower() != "https" or not host or parts.username is not None:
            raise InsecureLink(url=url)
        ascii_host = f"[{host}]" if ":" in host else host.encode("ascii" if host.isascii() else "idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise InsecureLink(url=url) from error
    netloc = ascii_host if port in {None, 443} else f"{ascii_host}:{port}"
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~-._?[]") for part in (parts.path, parts.query))
    return urlunsplit(("https", netloc, path or "/", query, ""))


def as_text(header: str) -> str:
    """Read a Location as it was meant: some hosts send it in raw UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return header


def is_address(host: str) -> bool:
    """Tell whether a host is given as an address."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
