"""The reader as one object: everything the service, the command line and the retriever ask of the index."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from index_config.domain import Access, DocumentRecord, Filters, Page, Query
from index_config.encoder import Encoder, SentenceTransformerEncoder
from index_config.errors import NotFound
from index_config.manifest import Manifest, read_manifest
from index_config.models import model_spec
from index_config.records import (
    DOCUMENT,
    PASSAGE,
    PRACTICE,
    document_from,
    document_point_id,
    page_from,
    page_point_id,
    raw_point_id,
)
from index_config.settings import Settings
from index_config.store import open_index
from index_config.store.base import AnyOf, Index, Store
from index_config.vocabulary import Vocabulary
from search_api.answer import Answer, FoundPractice
from search_api.facets import NEEDED, count_facets
from search_api.filters import where
from search_api.practices import PracticeFinder, PracticeQuery
from search_api.search import Searcher


@dataclass(frozen=True, slots=True)
class Status:
    """What the index holds."""

    documents: int
    passages: int
    practices: int
    model: str
    by: Mapping[str, tuple[tuple[str, int], ...]]  # documents by each facet


class Library:
    """Opens the current index for every question and refuses one made by another model."""

    def __init__(self, settings: Settings, index: Index, encoder: Encoder, vocabulary: Vocabulary) -> None:
        self.settings = settings
        self.vocabulary = vocabulary
        self._index = index
        self._encoder = encoder
        self._searcher = Searcher(settings, encoder, vocabulary)
        self._practices = PracticeFinder(encoder, vocabulary)
        self._checked: Store | None = None
        self._lock = threading.Lock()

    @classmethod
    def open(cls, settings: Settings) -> "Library":
        """Return the library that settings describe: their index, their model, the vocabulary."""
        encoder = SentenceTransformerEncoder(model_spec(settings), threads=settings.threads, offline=settings.offline)
        return cls(settings, open_index(settings), encoder, Vocabulary.load())

    def search(self, query: Query) -> Answer:
        """Answer a question. Raises ``IndexMissing``, ``IndexMismatch``."""
        return self._searcher.search(query, self._store())

    def practices(self, query: PracticeQuery) -> tuple[list[FoundPractice], int]:
        """Look up good practices: the page asked for and the number in all."""
        return self._practices.find(query, self._store())

    def documents(
        self, filters: Filters | None = None, limit: int = 20, offset: int = 0
    ) -> tuple[list[DocumentRecord], int]:
        """List documents that satisfy the filters, by title: the page asked for and the number in all."""
        points = self._store().scroll(where(DOCUMENT, filters or Filters()))
        records = sorted((document_from(point.payload) for point in points), key=_by_title)
        return records[offset : offset + limit], len(records)

    def document(self, document_id: str) -> DocumentRecord:
        """Return a document's record. Raises ``NotFound``; a restricted document is not found."""
        return _document(self._store(), document_id)

    def page(self, document_id: str, number: int) -> tuple[DocumentRecord, Page]:
        """Return a page with its canonical and raw text. Raises ``NotFound``."""
        store = self._store()
        record = _document(store, document_id)
        ids = [make(record.id, record.version, number) for make in (page_point_id, raw_point_id)]
        points = store.retrieve(ids)
        if len(points) < len(ids):
            raise NotFound(what=f"page {number} of {document_id}")
        return record, page_from(*(point.payload for point in points))

    def status(self, language: str = "en") -> Status:
        """Count what the index holds; ``language`` is that of the names of bodies."""
        store = self._store()
        everything = where(DOCUMENT, restricted=True)
        manifest = read_manifest(store)
        return Status(
            documents=store.count(everything),
            passages=store.count(where(PASSAGE, restricted=True)),
            practices=store.count(where(PRACTICE, Filters(), AnyOf("status", ("curated",)), restricted=True)),
            model=manifest.model if manifest else "",
            by=count_facets((point.payload for point in store.scroll(everything, NEEDED)), self.vocabulary, language),
        )

    @property
    def encoder(self) -> Encoder:
        """What embeds the questions."""
        return self._encoder

    def reconfigured(self, settings: Settings) -> "Library":
        """Return a library over the same index and encoder that searches with other settings."""
        return Library(settings, self._index, self._encoder, self.vocabulary)

    def warm(self) -> None:
        """Load the model, which takes seconds, before the first question asks for it."""
        self._encoder.embed_queries(["warm"])

    def ready(self) -> bool:
        """Tell whether a question could be answered now. Raises the error that stands in the way."""
        self._store()
        return True

    def close(self) -> None:
        """Release the index."""
        self._index.close()

    def _store(self) -> Store:
        """Open the current index and check once that this reader may search it."""
        store = self._index.reader()
        with self._lock:
            if store is not self._checked:
                Manifest(self._encoder.fingerprint).require(read_manifest(store))
                self._checked = store
        return store


def _document(store: Store, document_id: str) -> DocumentRecord:
    points = store.retrieve([document_point_id(document_id)])
    if not points:
        raise NotFound(what=f"document {document_id}")
    record = document_from(points[0].payload)
    if record.metadata.access is not Access.PUBLIC:
        raise NotFound(what=f"document {document_id}")
    return record


def _by_title(record: DocumentRecord) -> tuple[str, str]:
    return record.metadata.title.casefold(), record.id
