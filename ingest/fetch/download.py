"""One link into one file: resumed where it broke off, within the limits, checked before it counts.

The bytes go to ``<stem>.part`` in the hidden folder, with ``<stem>.json`` beside it saying of what they are a part. A
download that breaks is taken up again only if the host proves, by ``If-Range``, that it still means the same bytes.
"""

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from index_config.errors import (
    ConnectionFailed,
    DownloadTooLarge,
    FolderRefused,
    LinkGone,
    LinkRefused,
    PageWithoutText,
    WrongType,
)
from ingest.fetch.client import Client, Response
from ingest.fetch.media import HEAD, Media, allowed_media, check_head, check_whole
from ingest.sources import hash_file

_MIB = 1 << 20
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Version:
    """Which bytes a host gave: where, and how it names their version."""

    url: str
    etag: str = ""
    last_modified: str = ""

    @classmethod
    def of(cls, response: Response) -> Self:
        """Read it from an answer."""
        return cls(response.url, response.headers.get("etag", ""), response.headers.get("last-modified", ""))

    @property
    def strong(self) -> str:
        """What ``If-Range`` may say: a strong ETag, else the date; empty when there is neither."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for the text only if it has changed."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True, slots=True)
class Download:
    """A finished download, still at ``path`` in the hidden folder."""

    path: Path
    media: Media
    version: Version
    content_type: str
    sha256: str
    size: int


class Partial:
    """The bytes of an unfinished download and the version they belong to."""

    def __init__(self, folder: Path, stem: str) -> None:
        self.path = folder / f"{stem}.part"
        self._about = folder / f"{stem}.json"

    def resumable(self, url: str) -> tuple[Version, int] | None:
        """Return what can be taken up for the link ``url``, and how many bytes of it are here."""
        try:
            about = json.loads(self._about.read_text(encoding="utf-8"))
            version = Version(**about["version"])
            size = self.path.stat().st_size
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return (version, size) if about["link"] == url and version.strong and size else None

    def begin(self, url: str, version: Version) -> None:
        """Start afresh."""
        self.path.write_bytes(b"")
        self._about.write_text(json.dumps({"link": url, "version": asdict(version)}), encoding="utf-8")

    def discard(self) -> None:
        """Forget it."""
        self.path.unlink(missing_ok=True)
        self._about.unlink(missing_ok=True)


def download(client: Client, url: str, partial: Partial, known: Version | None, max_mb: int) -> Download | None:
    """Get the text at ``url``; None when it is still the ``known`` version.

    Raises:
        FetchError: one of its kinds, which says why there is no text. What has come so far is kept when the connection
        broke, and removed when the text is not one that we take.
        FolderRefused: the bytes cannot be written.
    """
    try:
        while True:
            started = partial.resumable(url)
            with client.open(url, functools.partial(_headers, started, known)) as response:
                if response.status == 304 and known is not None and started is None:
                    return None
                if _continues(response, started):
                    return _receive(response, url, partial, started, max_mb)
            partial.discard()  # the host has other bytes than ours by now: once more, from the start
    except OSError as error:
        raise FolderRefused(folder=str(partial.path.parent), reason=error.strerror or str(error)) from error
    except (WrongType, DownloadTooLarge, PageWithoutText, LinkGone):
        partial.discard()
        raise


def _headers(started: tuple[Version, int] | None, known: Version | None, hop: str) -> Mapping[str, str]:
    """Versions are named only to the address that gave them."""
    if started is not None:
        version, size = started
        return {"Range": f"bytes={size}-", "If-Range": version.strong} if hop == version.url else {}
    return known.conditions() if known is not None and hop == known.url else {}


def _continues(response: Response, started: tuple[Version, int] | None) -> bool:
    """Tell whether the answer can be received; False when what we have does not fit and must go."""
    if response.status == 200:
        return True
    if started is not None and response.status == 206:
        found = _RANGE.fullmatch(response.headers.get("content-range", ""))
        return found is not None and int(found[1]) == started[1] and Version.of(response).strong == started[0].strong
    if started is not None and response.status in {206, 416}:
        return False
    if response.status in {404, 410}:
        raise LinkGone(url=response.url, code=response.status)
    raise LinkRefused(url=response.url, code=response.status)


def _receive(
    response: Response, url: str, partial: Partial, started: tuple[Version, int] | None, max_mb: int
) -> Download:
    content_type = response.headers.get("content-type", "")
    allowed = allowed_media(content_type, response.url)
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise ConnectionFailed(url=response.url, reason="compressed, although we did not ask for it")
    had = started[1] if started is not None and response.status == 206 else 0
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and had + int(declared) > max_mb * _MIB:
        raise DownloadTooLarge(url=response.url, limit=max_mb)
    if not had:
        partial.begin(url, Version.of(response))
    _write(response, partial.path, had, allowed, max_mb)
    media = check_whole(partial.path, allowed, response.url)
    size = partial.path.stat().st_size
    return Download(partial.path, media, Version.of(response), content_type, hash_file(partial.path), size)


def _write(response: Response, path: Path, had: int, allowed: frozenset[Media], max_mb: int) -> None:
    size, looked = had, False
    with path.open("ab") as stream:
        for chunk in response.chunks():
            size += len(chunk)
            if size > max_mb * _MIB:
                raise DownloadTooLarge(url=response.url, limit=max_mb)
            stream.write(chunk)
            if not looked and size >= HEAD:
                stream.flush()
                _look(path, allowed, response.url)
                looked = True


def _look(path: Path, allowed: frozenset[Media], url: str) -> None:
    with path.open("rb") as stream:
        check_head(stream.read(HEAD), allowed, url)
