"""What an ingestion has to do: the files found, beside what the index remembers."""

import os
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index_config.domain import DocumentRecord
from index_config.errors import (
    DuplicateSource,
    KnowledgeBaseError,
    SourceError,
    SourceTooLarge,
    SourceUnreadable,
    UnsupportedType,
)
from ingest.catalogue import Catalogue, load_sidecar, overlay
from ingest.prepare import version_of
from ingest.read import SUFFIXES
from ingest.report import Fate, Outcome
from ingest.sources import FoundFile, Source, find_files, hash_file, printable


@dataclass(frozen=True, slots=True)
class Todo:
    """A source to take in, and why. ``kept`` tells that an earlier version stays in the index if this one fails."""

    source: Source
    fate: Fate  # NEW, CHANGED, MOVED or REBUILT
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of one run. ``settled`` are the files about which nothing is to be done."""

    todo: tuple[Todo, ...]
    removed: tuple[DocumentRecord, ...]
    settled: tuple[Outcome, ...]

    @property
    def empty(self) -> bool:
        """Tell whether the index stays as it is."""
        return not self.todo and not self.removed


@dataclass(slots=True)
class _Found:
    """What lies below the given paths: sources, and what cannot be one."""

    sources: list[Source] = field(default_factory=list)
    refused: list[Outcome] = field(default_factory=list)
    closed: list[Path] = field(default_factory=list)  # folders that the system does not let us look into


def make_plan(
    given: Sequence[Path],
    known: Mapping[str, DocumentRecord],
    recipe: str,
    *,
    size_limit: int,
    rebuild: bool = False,
    keeping: bool = True,
) -> Plan:
    """Compare the files below ``given`` with the documents in the index, by id.

    ``size_limit`` is in bytes. With ``rebuild`` every document is to be done again, those of earlier runs included;
    ``keeping`` tells whether a document whose file cannot be read any more stays in the index.

    Raises:
        CatalogueError: a catalogue or sidecar is wrong; nothing is done before it is right.
        SourceUnreadable: a given path, or the folder of an earlier run in a rebuild, is not there.
    """
    paths = [Path(os.path.realpath(path)) if os.path.exists(path) else path for path in given]
    if rebuild:
        _require_roots(known.values())
        paths += [path for record in known.values() if not _was_below(record, paths) and (path := _file_of(record))]
    found = _look(paths, size_limit, known, keeping=keeping)
    there = {source.file.document_id for source in found.sources} | {outcome.document_id for outcome in found.refused}
    gone = [
        record
        for record in known.values()
        if record.id not in there and (rebuild or _was_below(record, paths)) and not _was_below(record, found.closed)
    ]
    settled = list(found.refused)
    todo: list[Todo] = []
    gone_hashes = {record.sha256 for record in gone}
    for source in found.sources:
        fate = _fate(source, known, recipe, gone_hashes, rebuild=rebuild)
        earlier = known.get(source.file.document_id)
        if fate is Fate.UNCHANGED and earlier is not None:
            settled.append(Outcome(source.file.label, fate, earlier.id, earlier.pages, earlier.passages))
        else:
            todo.append(Todo(source, fate, kept=earlier is not None and keeping))
    return Plan(tuple(todo), tuple(gone), tuple(settled))


def _fate(
    source: Source, known: Mapping[str, DocumentRecord], recipe: str, gone_hashes: Collection[str], *, rebuild: bool
) -> Fate:
    record = known.get(source.file.document_id)
    if record is None:
        return Fate.MOVED if source.sha256 in gone_hashes else Fate.NEW
    if rebuild:
        return Fate.REBUILT
    if not _same_place(record, source):
        return Fate.MOVED
    return Fate.UNCHANGED if record.version == version_of(source, recipe) else Fate.CHANGED


def _look(paths: Sequence[Path], size_limit: int, known: Mapping[str, DocumentRecord], *, keeping: bool) -> _Found:
    found = _Found()
    catalogues: dict[Path, Catalogue] = {}
    by_id: dict[str, FoundFile] = {}

    def refuse(file: FoundFile, error: KnowledgeBaseError, document_id: str, *, kept: bool) -> None:
        named = type(error)(**{**error.details, "file": file.label})
        found.refused.append(Outcome.refused(file.label, named, document_id=document_id, kept=kept and keeping))

    def closed(folder: FoundFile, error: OSError) -> None:
        found.closed.append(folder.path)
        reason = SourceUnreadable(reason=error.strerror or str(error), file=folder.label)
        refuse(folder, reason, "", kept=any(_was_below(record, [folder.path]) for record in known.values()))

    roots = {Path(record.root) for record in known.values()}
    for file in find_files(paths, roots, closed):
        try:
            _require_readable(file, size_limit, by_id, known)
            catalogue = catalogues.setdefault(file.root, Catalogue(file.root))
            metadata = overlay(load_sidecar(file.path), catalogue.entry(file.path))
            found.sources.append(Source(file, hash_file(file.path), metadata))
        except SourceError as error:
            refuse(file, error, file.document_id, kept=file.document_id in known)
    return found


def _require_readable(
    file: FoundFile, size_limit: int, by_id: dict[str, FoundFile], known: Mapping[str, DocumentRecord]
) -> None:
    if not _is_text(file.path):
        raise SourceUnreadable(file=file.label, reason="its name is not valid UTF-8; rename it")
    if file.path.suffix.lower() not in SUFFIXES:
        raise UnsupportedType(file=file.label, reason=file.path.suffix or "no suffix")
    try:
        size = file.path.stat().st_size
    except OSError as error:
        raise SourceUnreadable(file=file.label, reason=error.strerror or str(error)) from error
    if size > size_limit:
        raise SourceTooLarge(file=file.label, reason=f"{size >> 20} MiB, limit {size_limit >> 20} MiB")
    other = by_id.setdefault(file.document_id, file)
    if other is not file:
        raise DuplicateSource(file=file.label, reason=printable(str(other.path)))
    record = known.get(file.document_id)
    path = _file_of(record) if record is not None and Path(record.root) != file.root else None
    if path is not None and not path.samefile(file.path):
        raise DuplicateSource(file=file.label, reason=printable(str(path)))


def _is_text(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _same_place(record: DocumentRecord, source: Source) -> bool:
    """Tell whether the file lies where it lay; a collection may be moved as a whole and keeps its ids."""
    return Path(record.root) == source.file.root and record.file == source.file.name


def _was_below(record: DocumentRecord, given: Iterable[Path]) -> bool:
    """Tell whether the document's file lies, or lay, at or below one of the given paths."""
    path = Path(record.root) / record.file
    return any(path == folder or folder in path.parents for folder in given)


def _file_of(record: DocumentRecord) -> Path | None:
    """Return where the document's file is now, if it still is."""
    path = Path(record.root) / record.file
    if os.path.isfile(path):
        return path
    composed = unicodedata.normalize("NFC", str(path))
    return Path(composed) if os.path.isfile(composed) else None


def _require_roots(known: Iterable[DocumentRecord]) -> None:
    """Refuse to rebuild without a folder of an earlier run.

    A folder that is not there is more likely a disk that is not plugged in than a collection thrown away.
    """
    for root in sorted({record.root for record in known}):
        if not os.path.isdir(root):
            raise SourceUnreadable(file=printable(root), reason="the folder of an earlier run is not there")
