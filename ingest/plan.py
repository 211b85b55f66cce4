"""What an ingestion has to do: the files found, beside what the index remembers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index_config.domain import DocumentRecord
from index_config.errors import DuplicateSource, KnowledgeBaseError, SourceTooLarge, SourceUnreadable, UnsupportedType
from ingest.catalogue import Catalogue, load_sidecar, overlay
from ingest.prepare import version_of
from ingest.read import SUFFIXES
from ingest.report import Fate, Outcome
from ingest.sources import FoundFile, Source, find_files, hash_file


@dataclass(frozen=True, slots=True)
class Todo:
    """A source to take in, and why."""

    source: Source
    fate: Fate  # NEW, CHANGED or MOVED


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


def make_plan(
    given: Sequence[Path], known: Mapping[str, DocumentRecord], recipe: str, *, size_limit: int, rebuild: bool = False
) -> Plan:
    """Compare the files below ``given`` with the documents in the index, by id.

    ``size_limit`` is in bytes. With ``rebuild`` every document is to be done again, those of earlier runs included.

    Raises:
        CatalogueError: a catalogue or sidecar is wrong; nothing is done before it is right.
        SourceUnreadable: a given path, or the folder of an earlier run in a rebuild, is not there.
    """
    roots = {Path(record.root) for record in known.values()}
    paths = [path.resolve() for path in given]
    if rebuild:
        paths += [Path(record.root) / record.file for record in known.values() if _still_there(record)]
    sources, settled = _sources(find_files(paths, roots), size_limit, known, rebuild=rebuild)
    todo: list[Todo] = []
    gone = [
        record for record in known.values() if _was_below(record, paths) and record.id not in _ids(sources, settled)
    ]
    gone_hashes = {record.sha256 for record in gone}
    for source in sources:
        record = known.get(source.file.document_id)
        if record is not None and rebuild:
            todo.append(Todo(source, Fate.REBUILT))
        elif record is not None and record.version == version_of(source, recipe) and _same_place(record, source):
            settled.append(Outcome(source.file.name, Fate.UNCHANGED, record.id, record.pages, record.passages))
        elif record is not None:
            todo.append(Todo(source, Fate.CHANGED if _same_place(record, source) else Fate.MOVED))
        else:
            todo.append(Todo(source, Fate.MOVED if source.sha256 in gone_hashes else Fate.NEW))
    return Plan(tuple(todo), tuple(gone), tuple(settled))


def _sources(
    files: Iterable[FoundFile], size_limit: int, known: Mapping[str, DocumentRecord], *, rebuild: bool
) -> tuple[list[Source], list[Outcome]]:
    catalogues: dict[Path, Catalogue] = {}
    sources: list[Source] = []
    refused: list[Outcome] = []
    by_id: dict[str, FoundFile] = {}
    for file in files:
        try:
            _require_readable(file, size_limit, by_id, known)
            catalogue = catalogues.setdefault(file.root, Catalogue(file.root))
            metadata = overlay(load_sidecar(file.path), catalogue.entry(file.path))
            sources.append(Source(file, hash_file(file.path), metadata))
        except (UnsupportedType, SourceTooLarge, SourceUnreadable, DuplicateSource) as error:
            kept = file.document_id in known and not rebuild
            refused.append(Outcome.refused(file.name, _named(error, file), document_id=file.document_id, kept=kept))
    return sources, refused


def _require_readable(
    file: FoundFile, size_limit: int, by_id: dict[str, FoundFile], known: Mapping[str, DocumentRecord]
) -> None:
    if file.path.suffix.lower() not in SUFFIXES:
        raise UnsupportedType(file=file.name, reason=file.path.suffix or "no suffix")
    try:
        size = file.path.stat().st_size
    except OSError as error:
        raise SourceUnreadable(file=file.name, reason=error.strerror or str(error)) from error
    if size > size_limit:
        raise SourceTooLarge(file=file.name, reason=f"{size >> 20} MiB, limit {size_limit >> 20} MiB")
    other = by_id.setdefault(file.document_id, file)
    if other is not file:
        raise DuplicateSource(file=file.name, reason=str(other.path))
    record = known.get(file.document_id)
    if record is not None and Path(record.root) != file.root and (Path(record.root) / record.file).is_file():
        raise DuplicateSource(file=file.name, reason=f"{record.root}/{record.file}")


def _named(error: KnowledgeBaseError, file: FoundFile) -> KnowledgeBaseError:
    return type(error)(**{**error.details, "file": file.name})


def _ids(sources: Iterable[Source], settled: Iterable[Outcome]) -> set[str]:
    return {source.file.document_id for source in sources} | {outcome.document_id for outcome in settled}


def _same_place(record: DocumentRecord, source: Source) -> bool:
    """Tell whether the file lies where it lay; a collection may be moved as a whole and keeps its ids."""
    return Path(record.root) == source.file.root


def _was_below(record: DocumentRecord, given: Iterable[Path]) -> bool:
    """Tell whether the document's file lies, or lay, at or below one of the given paths."""
    path = Path(record.root) / record.file
    return any(path == folder or folder in path.parents for folder in given)


def _still_there(record: DocumentRecord) -> bool:
    """Tell whether an earlier run's file is there; a folder that is missing as a whole stops a rebuild.

    A folder that is not there is more likely a disk that is not plugged in than a collection thrown away.
    """
    if not Path(record.root).is_dir():
        raise SourceUnreadable(file=record.root, reason="the folder of an earlier run is not there")
    return (Path(record.root) / record.file).is_file()
