"""The folder of downloads: names, sidecars, and the marks that make it a collection.

A file is named by us from the work's id, never by what a host says. Its own work id ends in ``-text``: the official
text is not the digest, whose paragraphs good practices point to.
"""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from index_config.errors import FetchBusy, FolderRefused
from ingest.catalogue import COLLECTION
from ingest.fetch.listing import Offer, SourceLink

PARTIAL = ".partial"  # hidden, so that an ingestion passes it by
_COLLECTION = """\
# Texts downloaded by `kb fetch`, each with a sidecar; `kb ingest` takes this folder as it is.
title:
  en: Official texts
  ru: Официальные тексты
not_documents: [fetched.json]
"""


def stem(link: SourceLink, work_id: str) -> str:
    """Return the name of a text's file without its suffix: lower-case letters, digits and hyphens."""
    part = re.sub(r"[^a-z0-9]+", "-", link.part.lower()).strip("-")
    return "-".join(word for word in (work_id, "text", part, link.language) if word)


def sidecar_text(offer: Offer, link: SourceLink, final_url: str) -> str:
    """Say what a downloaded file is, from the catalogue. Its language is left to be found from the text."""
    work = offer.work

    def spoken(texts: dict[str, str]) -> str:
        return texts.get(link.language) or texts.get("en") or next(iter(texts.values()), "")

    title = spoken(work.title)
    stated = {
        "title": f"{title}: {link.part}" if link.part else title,
        "kind": str(work.kind),
        "work_id": f"{work.work_id}-text",
        "issuing_body": spoken(work.body),
        "countries": list(work.countries),
        "date": work.date,
        "reference": spoken(work.reference),
        "source_url": final_url,
        "topics": list(work.topics),
        "access": str(work.access),
    }
    return yaml.safe_dump({name: value for name, value in stated.items() if value}, allow_unicode=True, sort_keys=False)


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Make the folder a collection of its own and keep other downloads out of it.

    Raises:
        FolderRefused: it cannot be written to.
        FetchBusy: another download into it is at work.
    """
    try:
        (folder / PARTIAL).mkdir(parents=True, exist_ok=True)
        if not (folder / COLLECTION).exists():
            write_whole(folder / COLLECTION, _COLLECTION)
        descriptor = os.open(folder / PARTIAL / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise FolderRefused(folder=str(folder), reason=error.strerror or str(error)) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise FetchBusy(folder=str(folder)) from None
    finally:
        os.close(descriptor)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there in full or not at all.

    Raises:
        FolderRefused: the disk is full or the folder closed to us.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=".writing-", delete=False
        ) as stream:
            stream.write(text)
        os.chmod(stream.name, 0o644)
        os.replace(stream.name, path)
    except OSError as error:
        raise FolderRefused(folder=str(path.parent), reason=error.strerror or str(error)) from error


def sha256(text: str) -> str:
    """Return the checksum of a text of ours."""
    return hashlib.sha256(text.encode()).hexdigest()
