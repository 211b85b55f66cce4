"""The ingestion job: make the index agree with the files.

Promises kept here: the same input twice embeds nothing and changes no id; a changed file replaces its old passages, new
ones first; a file that has become unreadable keeps its old version and is reported; a run that is killed leaves the
index as it was, and the next one ends where an undisturbed run would have.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index_config.domain import DocumentRecord
from index_config.encoder import Encoder
from index_config.manifest import Manifest, read_manifest, write_manifest
from index_config.models import model_spec
from index_config.records import DOCUMENT, PASSAGE, PRACTICE, document_from
from index_config.settings import Settings
from index_config.sparse import SparseEncoder
from index_config.store.base import AnyOf, Index, Store, Where, Writer
from index_config.tokens import TokenCounter
from index_config.vocabulary import Vocabulary
from ingest.embed import CachedEmbedder, EmbeddingCache
from ingest.intake import carry_over, forget, take_in
from ingest.leftovers import leftovers
from ingest.pipeline import Pipeline
from ingest.plan import Plan, make_plan
from ingest.practices import PracticeSync
from ingest.report import Fate, Outcome, Report
from ingest.sources import collection_root
from ingest.summary import update_summary
from ingest.worker import Worker

#: Bump this when reading, cleaning, structure or splitting change what comes out of the same file.
RECIPE_VERSION = 3

#: Hears what became of a file, how many are done and how many there are to do.
Listener = Callable[[Outcome, int, int], None]


def _deaf(outcome: Outcome, done: int, total: int) -> None:
    """Hear nothing."""


@dataclass(frozen=True, slots=True)
class Job:
    """An ingestion into one index with one encoder."""

    settings: Settings
    index: Index
    encoder: Encoder
    vocabulary: Vocabulary
    listener: Listener = _deaf

    def run(self, paths: Sequence[Path], *, rebuild: bool = False) -> Report:
        """Take in what lies below ``paths`` and forget what no longer does.

        An index made by another model, or by an older version of ours, is rebuilt from all folders of earlier runs.

        Raises:
            IndexBusy: another ingestion is at work.
            CatalogueError, SourceUnreadable: a catalogue or a given path is wrong; the index is left as it was.
            StoreError: the index cannot be written; it is left as it was.
        """
        started = time.monotonic()
        with self.index.writer() as writer, self._pipeline() as pipeline:
            manifest = Manifest(self.encoder.fingerprint)
            current = writer.current
            known = known_documents(current)
            rebuild = current is not None and (rebuild or read_manifest(current) != manifest)
            keeping = current is not None and _same_schema(read_manifest(current), manifest)
            limit = self.settings.file_size_mb << 20
            plan = make_plan(paths, known, self.recipe, size_limit=limit, rebuild=rebuild, keeping=keeping)
            opened = _LazyStore(writer, self.encoder, rebuild=rebuild)
            for left in leftovers(current, known) if current is not None and not rebuild else ():
                opened.writing.delete(left)
            outcomes = list(self._documents(plan, pipeline, opened))
            if current is not None and rebuild and keeping:
                carry_over(_unreadable(known, outcomes), current, pipeline, opened.writing)
            roots = _whole_roots(paths, known.values(), plan, everything=rebuild)
            outcomes += PracticeSync(roots, pipeline.practice_points).run(opened.reading, lambda: opened.writing)
            update_summary(opened.reading, lambda: opened.writing)
            store = opened.reading
            return Report(
                outcomes=tuple(outcomes),
                documents=_count(store, DOCUMENT),
                passages=_count(store, PASSAGE),
                practices=_count(store, PRACTICE, AnyOf("status", ("curated",))),
                seconds=time.monotonic() - started,
                rebuilt=rebuild,
            )

    @property
    def recipe(self) -> str:
        """Fingerprint of everything of ours that shapes a document's passages."""
        bare = "" if self.settings.context_headings else "/bare"
        return f"{RECIPE_VERSION}/{self.settings.passage_tokens}{bare}"

    def _documents(self, plan: Plan, pipeline: Pipeline, opened: "_LazyStore") -> Iterator[Outcome]:
        total = len(plan.settled) + len(plan.todo) + len(plan.removed)
        for done, outcome in enumerate(self._outcomes(plan, pipeline, opened), start=1):
            self.listener(outcome, done, total)
            yield outcome

    def _outcomes(self, plan: Plan, pipeline: Pipeline, opened: "_LazyStore") -> Iterator[Outcome]:
        yield from plan.settled
        refused = set()
        if plan.todo:
            settings = self.settings
            with Worker(recipe=self.recipe, seconds=settings.file_seconds, memory_mb=settings.file_memory_mb) as worker:
                done = take_in(plan.todo, worker, pipeline, opened.writing)
                for item, outcome in zip(plan.todo, done, strict=True):
                    if outcome.fate is Fate.REFUSED:
                        refused.add(item.source.sha256)
                    yield outcome
        # A file that got another name and then could not be read stays under the old one.
        removed = [record for record in plan.removed if record.sha256 not in refused]
        if removed:
            yield from forget(removed, opened.writing)

    @contextmanager
    def _pipeline(self) -> Iterator[Pipeline]:
        with EmbeddingCache(self.settings.data_dir / "embeddings.sqlite") as cache:
            yield Pipeline(
                CachedEmbedder(self.encoder, cache),
                SparseEncoder(),
                TokenCounter.of(model_spec(self.settings)),
                self.vocabulary,
                passage_tokens=self.settings.passage_tokens,
                recipe=self.recipe,
                context=self.settings.context_headings,
            )


class _LazyStore:
    """The index of a run: read as it is until something must be written, then the next one.

    A run that changes nothing publishes nothing, so that readers need not reload.
    """

    def __init__(self, writer: Writer, encoder: Encoder, *, rebuild: bool) -> None:
        self._writer = writer
        self._encoder = encoder
        self._rebuild = rebuild
        self._next: Store | None = None

    @property
    def writing(self) -> Store:
        if self._next is None:
            self._next = self._writer.open(dimensions=self._encoder.dimensions, rebuild=self._rebuild)
            write_manifest(self._next, Manifest(self._encoder.fingerprint))
        return self._next

    @property
    def reading(self) -> Store:
        return self._next or (self._writer.current if not self._rebuild else None) or self.writing


def known_documents(store: Store | None) -> dict[str, DocumentRecord]:
    """Return the documents in the index by id."""
    if store is None:
        return {}
    records = (document_from(point.payload) for point in store.scroll(Where((AnyOf("type", (DOCUMENT,)),))))
    return {record.id: record for record in records}


def _whole_roots(paths: Iterable[Path], known: Iterable[DocumentRecord], plan: Plan, *, everything: bool) -> list[Path]:
    """Return the collection roots that this run covers from top to bottom: their practices are brought up to date."""
    recorded = {Path(record.root) for record in known}
    given = [path.resolve() for path in paths]
    roots = {collection_root(path, recorded) for path in given} | {item.source.file.root for item in plan.todo}
    whole = (root for root in roots | recorded if any(path == root or path in root.parents for path in given))
    return sorted(roots | recorded if everything else whole)


def _same_schema(found: Manifest | None, wanted: Manifest) -> bool:
    return found is not None and found.schema == wanted.schema


def _unreadable(known: Mapping[str, DocumentRecord], outcomes: Iterable[Outcome]) -> list[DocumentRecord]:
    """Return the documents that a rebuild could not do again though nobody removed their files."""
    done = {outcome.document_id for outcome in outcomes if outcome.fate is not Fate.REFUSED}
    return [record for record in known.values() if record.id not in done]


def _count(store: Store, kind: str, *conditions: AnyOf) -> int:
    return store.count(Where((AnyOf("type", (kind,)), *conditions)))
