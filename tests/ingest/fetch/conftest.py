"""A real https server on this machine, under names that a test's policy resolves to it; everything else is judged by the
default policy. Nothing leaves the machine: the only connections are to this server.
"""

import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import pytest
import trustme

from ingest.fetch.addresses import AddressPolicy
from ingest.fetch.client import Client, Limits
from ingest.fetch.job import FetchJob
from ingest.fetch.listing import Offer, load_sources
from ingest.fetch.pace import Pacer
from ingest.fetch.report import FetchReport
from tests.conftest import write_collection

NAMES = ("texts.test", "other.test")
PAGE = f"<!doctype html><html><body><h1>Ruling</h1><p>{'The Court found a violation. ' * 40}</p></body></html>".encode()


@dataclass
class Asked:
    """A request as it arrived."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Answer:
    """What the server says at a path. ``cut``: it closes after so many bytes; ``declared``: whether it says the length."""

    body: bytes = PAGE
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    declared: bool = True
    cut: int | None = None


class Site(ThreadingHTTPServer):
    """Answers by path, and knows ranges and conditions. ``answers`` may hold a function of the request."""

    daemon_threads = True

    def __init__(self, certificate: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.socket = certificate.wrap_socket(self.socket, server_side=True)
        self.answers: dict[str, Answer | Callable[[Asked], Answer]] = {}
        self.asked: list[Asked] = []

    def url(self, path: str, host: str = "texts.test") -> str:
        return f"https://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves early is what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site = cast(Site, self.server)
        asked = Asked(self.headers["Host"], self.path, {name.lower(): value for name, value in self.headers.items()})
        site.asked.append(asked)
        found = site.answers.get(self.path, Answer(b"gone", 404))
        self._send(_conditional(found(asked) if callable(found) else found, asked))

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.declared:
            self.send_header("Content-Length", str(len(answer.body)))
        if not answer.declared or answer.cut is not None:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(answer.body[: answer.cut])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _conditional(answer: Answer, asked: Asked) -> Answer:
    """Do what a file server does with ``If-None-Match`` and ``Range``."""
    etag = answer.headers.get("ETag", "")
    if answer.status != 200 or not etag:
        return answer
    if asked.headers.get("if-none-match") == etag:
        return Answer(b"", 304, {"ETag": etag})
    if "range" in asked.headers and asked.headers.get("if-range") == etag:
        start, whole = int(asked.headers["range"].removeprefix("bytes=").rstrip("-")), len(answer.body)
        if start >= whole:
            return Answer(b"", 416, {"Content-Range": f"bytes */{whole}"})
        about = answer.headers | {"Content-Range": f"bytes {start}-{whole - 1}/{whole}"}
        return Answer(answer.body[start:], 206, about)
    return answer


@dataclass(frozen=True)
class LocalNames(AddressPolicy):
    """The test's names lead to the server; all else is resolved and judged as ever."""

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",) if host in NAMES else AddressPolicy.addresses(self, host, port)


def no_names(host: str, port: int) -> tuple[str, ...]:
    """Resolve addresses only: a test never asks a name server."""
    if not host[0].isdigit() and ":" not in host:
        raise OSError(f"a test asked for {host}")
    return (host,)


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture
def site(authority: trustme.CA) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES, key_type=trustme.KeyType.ECDSA).configure_cert(context)
    server = Site(context)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def client(trust: ssl.SSLContext, time: Time) -> Iterator[Client]:
    pacer = Pacer(clock=time.clock, sleep=time.sleep)
    with Client(LocalNames(resolve=no_names), pacer, Limits(), trust) as made:
        yield made


@dataclass
class Desk:
    """A collection with one work, ``alpha``, and a folder that its text is downloaded into."""

    root: Path
    folder: Path
    client: Client

    def offers(self, *links: str) -> tuple[Offer, ...]:
        rows = "".join(f"    - {{{link}}}\n" for link in links)
        (self.root / "sources.yaml").write_text(
            "- work_id: alpha\n  title: Alpha v. Testland\n  body: Court\n  languages: [en]\n  licence: not stated\n"
            f"  links:\n{rows}",
            encoding="utf-8",
        )
        return load_sources(self.root).choose(["alpha"])

    def run(self, *links: str, now: str = "2026-01-01T00:00:00+00:00", max_mb: int = 1) -> FetchReport:
        return FetchJob(self.folder, self.client, max_mb, lambda: now).run(self.offers(*links))

    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir() if not path.name.startswith("."))

    def partial(self) -> list[str]:
        return sorted(path.name for path in (self.folder / ".partial").iterdir() if path.name != "lock")


@pytest.fixture
def desk(tmp_path: Path, client: Client) -> Desk:
    return Desk(write_collection(tmp_path / "collection"), tmp_path / "fetched", client)


def direct(url: str, part: str = "", what: str = "official", language: str = "en") -> str:
    """A link of ``sources.yaml`` that may be downloaded."""
    return f'url: "{url}", what: {what}, direct: true, language: {language}' + (f', part: "{part}"' if part else "")
