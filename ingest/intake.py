"""Taking documents into a store, one at a time, while the worker reads the next."""

import time
from collections.abc import Iterator, Sequence

from index_config.domain import DocumentRecord
from index_config.errors import SourceError
from index_config.store.base import AnyOf, Store, Where
from ingest.pipeline import Pipeline
from ingest.plan import Todo
from ingest.prepare import Prepared
from ingest.report import Fate, Outcome
from ingest.sources import printable
from ingest.worker import Worker


def take_in(todo: Sequence[Todo], worker: Worker, pipeline: Pipeline, store: Store) -> Iterator[Outcome]:
    """Put the documents in, yielding what became of each, in the same order.

    New points go in before stale ones are removed, and a document's record comes after its other points: killed in
    between, the next run finds the old record and does the document again. Killed before the stale points are removed,
    the next run removes them (``ingest.leftovers``).
    """
    if todo:
        worker.submit(todo[0].source)
    for index, item in enumerate(todo):
        started = time.monotonic()
        prepared = _result(worker)
        if index + 1 < len(todo):
            worker.submit(todo[index + 1].source)
        file = item.source.file
        if isinstance(prepared, SourceError):
            yield Outcome.refused(file.label, prepared, document_id=file.document_id, kept=item.kept)
            continue
        record, points = pipeline.points(prepared, item.source)
        store.upsert(points)
        if item.fate is not Fate.REBUILT:
            store.delete(stale(record))
        seconds = time.monotonic() - started
        yield Outcome(file.label, item.fate, record.id, record.pages, record.passages, seconds, record.warnings)


def stale(record: DocumentRecord) -> Where:
    """Return what matches the document's points of other versions."""
    return Where((AnyOf("document_id", (record.id,)),), (AnyOf("version", (record.version,)),))


def carry_over(records: Sequence[DocumentRecord], old: Store, pipeline: Pipeline, store: Store) -> None:
    """Bring documents whose files cannot be read any more from the index before a rebuild into the new one."""
    for record in records:
        store.upsert(pipeline.again(list(old.scroll(Where((AnyOf("document_id", (record.id,)),))))))


def forget(removed: Sequence[DocumentRecord], store: Store) -> Iterator[Outcome]:
    """Remove documents whose files are gone."""
    for record in removed:
        store.delete(Where((AnyOf("document_id", (record.id,)),)))
        yield Outcome(printable(record.file), Fate.REMOVED, record.id, record.pages, record.passages)


def _result(worker: Worker) -> Prepared | SourceError:
    try:
        return worker.result()
    except SourceError as error:
        return error
