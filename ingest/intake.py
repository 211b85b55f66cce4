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
from ingest.worker import Worker


def take_in(todo: Sequence[Todo], worker: Worker, pipeline: Pipeline, store: Store) -> Iterator[Outcome]:
    """Put the documents in, yielding what became of each.

    New points go in before stale ones are removed, and a document's record comes last of all: killed in between, the
    next run finds the old record and does the document again.
    """
    if todo:
        worker.submit(todo[0].source)
    for index, item in enumerate(todo):
        started = time.monotonic()
        prepared = _result(worker)
        if index + 1 < len(todo):
            worker.submit(todo[index + 1].source)
        if isinstance(prepared, SourceError):
            kept = item.fate is Fate.CHANGED
            yield Outcome.refused(item.source.file.name, prepared, document_id=item.source.file.document_id, kept=kept)
            continue
        record, points = pipeline.points(prepared, item.source)
        store.upsert(points)
        if item.fate in {Fate.CHANGED, Fate.MOVED}:
            store.delete(Where((AnyOf("document_id", (record.id,)),), (AnyOf("version", (record.version,)),)))
        yield Outcome(
            item.source.file.name,
            item.fate,
            record.id,
            record.pages,
            record.passages,
            time.monotonic() - started,
            record.warnings,
        )


def forget(removed: Sequence[DocumentRecord], store: Store) -> Iterator[Outcome]:
    """Remove documents whose files are gone."""
    for record in removed:
        store.delete(Where((AnyOf("document_id", (record.id,)),)))
        yield Outcome(record.file, Fate.REMOVED, record.id, record.pages, record.passages)


def _result(worker: Worker) -> Prepared | SourceError:
    try:
        return worker.result()
    except SourceError as error:
        return error
