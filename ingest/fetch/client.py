"""One GET over https, to a checked address.

Redirects are followed here, hop by hop, each under the same rules. Neither cookies nor proxies of the environment are
used. With a proxy that the user has set, the proxy resolves the names, so only hosts given as addresses are checked.
"""

import datetime as dt
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore

from index_config.errors import (
    AddressRefused,
    ConnectionFailed,
    FetchError,
    FetchTimeout,
    HostBusy,
    TooManyRedirects,
)
from ingest.fetch.addresses import AddressPolicy
from ingest.fetch.links import as_text, clean_link, is_address
from ingest.fetch.pace import Pacer, retry_after

USER_AGENT = "eeca-knowledge-base/0.1 (kb fetch; one document at a time, at a reader's request)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_TRIES = 3  # how often a busy host is asked, its wait kept each time

#: URL of a hop → the headers to add for it.
HeadersFor = Callable[[str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how far we go for one text. Times in seconds."""

    redirects: int = 5
    connect: float = 15.0
    read: float = 30.0  # between two pieces of an answer
    total: float = 900.0  # for the whole of an answer


class Response:
    """An answer whose body is still to be read. ``url`` is the last hop's; header names are lower case."""

    def __init__(self, url: str, response: httpcore.Response, deadline: float, clock: Callable[[], float]) -> None:
        self.url = url
        self.status = response.status
        self.headers = {
            name.decode("latin-1").lower(): value.decode("latin-1") for name, value in reversed(response.headers)
        }
        self._response = response
        self._deadline = deadline
        self._clock = clock

    def chunks(self) -> Iterator[bytes]:
        """Yield the body. Raises ``FetchTimeout`` or ``ConnectionFailed``."""
        with _errors(self.url):
            for chunk in self._response.iter_stream():
                if self._clock() > self._deadline:
                    raise FetchTimeout(url=self.url)
                yield chunk


class Client:
    """Makes requests, one at a time. ``proxy`` is a link like ``http://host:port``, or empty."""

    def __init__(
        self,
        policy: AddressPolicy | None = None,
        pacer: Pacer | None = None,
        limits: Limits | None = None,
        trust: ssl.SSLContext | None = None,
        proxy: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._policy = policy or AddressPolicy()
        self._pacer = pacer or Pacer()
        self._limits = limits or Limits()
        self._clock = clock
        self._proxied = bool(proxy)
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust or httpcore.default_ssl_context(),
            proxy=httpcore.Proxy(proxy) if proxy else None,
            max_connections=1,
            network_backend=None if proxy else CheckedBackend(self._policy),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close()

    @contextmanager
    def open(self, url: str, headers_for: HeadersFor = lambda _: {}) -> Iterator[Response]:
        """Ask for ``url`` and follow its redirects.

        Raises:
            InsecureLink, AddressRefused, TooManyRedirects: we do not go where the link leads.
            HostBusy: the host asks to come back later than we can wait.
            FetchTimeout, ConnectionFailed: no or not the whole answer.
        """
        hop, visited = clean_link(url), set[str]()
        while True:
            if hop in visited or len(visited) > self._limits.redirects:
                raise TooManyRedirects(url=url, limit=self._limits.redirects)
            visited.add(hop)
            with self._ask_patiently(hop, headers_for(hop)) as response:
                target = response.headers.get("location", "")
                if response.status not in _REDIRECTS or not target:
                    yield response
                    return
            hop = clean_link(urljoin(hop, as_text(target)))

    @contextmanager
    def _ask_patiently(self, url: str, headers: Mapping[str, str]) -> Iterator[Response]:
        """Ask, and ask again when a busy host has said when. Its last answer, if it says nothing, is passed on."""
        host = urlsplit(url).netloc
        wait = 0.0
        for _ in range(_TRIES):
            self._pacer.wait(host)
            try:
                with self._ask(url, headers) as response:
                    asked = retry_after(response.headers.get("retry-after", ""), dt.datetime.now(dt.UTC))
                    if response.status not in _BUSY or asked is None:
                        yield response
                        return
                    wait = asked
                    self._pacer.hold(host, wait)
            finally:
                self._pacer.done(host)
        raise HostBusy(host=host, seconds=round(wait))

    @contextmanager
    def _ask(self, url: str, headers: Mapping[str, str]) -> Iterator[Response]:
        self._check_literal(url)
        limits = self._limits
        timeout = {"connect": limits.connect, "read": limits.read, "write": limits.read, "pool": limits.connect}
        sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Accept": "*/*", **headers}
        deadline = self._clock() + limits.total
        with (
            _errors(url),
            self._pool.stream("GET", url, headers=list(sent.items()), extensions={"timeout": timeout}) as response,
        ):
            yield Response(url, response, deadline, self._clock)

    def _check_literal(self, url: str) -> None:
        """Through a proxy no name is resolved here, but an address can still be judged."""
        host = (urlsplit(url).hostname or "").strip("[]")
        if self._proxied and is_address(host) and not self._policy.allowed(host):
            raise AddressRefused(url=url, address=host)


class CheckedBackend(httpcore.SyncBackend):
    """Connects to addresses that the policy has checked. The TLS layer above still asks for the host's own name."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check every address, then try them in order."""
        last: Exception = httpcore.ConnectError("no address")
        for address in self._policy.addresses(host, port):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last


@contextmanager
def _errors(url: str) -> Iterator[None]:
    """Make the library's errors ours, and name the link in errors that only knew the host."""
    try:
        yield
    except FetchError as error:
        if "url" in error.details and error.details["url"] == urlsplit(url).hostname:
            raise type(error)(**{**error.details, "url": url}) from error
        raise
    except httpcore.TimeoutException as error:
        raise FetchTimeout(url=url) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
        raise ConnectionFailed(url=url, reason=str(error) or type(error).__name__) from error
