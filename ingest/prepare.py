"""From a file to a document: read, clean, guess what is missing, find the structure.

This is everything that touches a file of unknown origin, so it runs in a worker process (``ingest.worker``) that can be
stopped.
"""

import hashlib
import json
import unicodedata
from dataclasses import asdict, dataclass

from index_config.domain import Document, Kind, Metadata
from index_config.errors import EmptySource, SourceChanged, SourceError
from ingest.catalogue import overlay
from ingest.clean import clean
from ingest.guess import guess_metadata
from ingest.read import read
from ingest.sources import Source, hash_file, printable
from ingest.structure import find_structure


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be cut, with what the reader wants to have said."""

    document: Document
    warnings: tuple[str, ...] = ()


def prepare(source: Source, recipe: str) -> Prepared:
    """Read a source and find its structure.

    Raises:
        SourceError: the file cannot be taken in; the error names it.
    """
    try:
        raw = read(source.file.path)
    except SourceError:
        _require_same(source)  # half of a file that is just being copied looks damaged
        raise
    _require_same(source)
    pages, marks = clean(raw)
    text = "".join(page.text for page in pages)
    if not text.strip():
        raise EmptySource(file=source.file.label)
    stated = overlay(source.metadata, raw.metadata)
    metadata = guess_metadata(text, stated, _composed_name(source))
    structure = find_structure(text, metadata.kind or Kind.REPORT, metadata.language, marks)
    document = Document(
        id=source.file.document_id,
        version=version_of(source, recipe),
        pages=pages,
        marks=structure,
        metadata=metadata,
    )
    return Prepared(document, raw.warnings)


def _composed_name(source: Source) -> str:
    return printable(unicodedata.normalize("NFC", source.file.path.name))


def _require_same(source: Source) -> None:
    if hash_file(source.file.path) != source.sha256:
        raise SourceChanged(file=source.file.label)


def version_of(source: Source, recipe: str) -> str:
    """Return the version of a document: it changes with the file, what is said of it, and how we treat it."""
    said = json.dumps(_plain(source.metadata), sort_keys=True, ensure_ascii=False)
    digest = hashlib.blake2b(f"{source.sha256}\n{said}\n{recipe}".encode(), digest_size=6)
    return digest.hexdigest()


def _plain(metadata: Metadata) -> dict[str, object]:
    return asdict(metadata) | {"guessed": sorted(metadata.guessed)}
