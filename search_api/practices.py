"""Looking up good practices by words of either language, country, region, topic and guideline."""

from collections.abc import Iterator
from dataclasses import dataclass

from index_config.domain import Citation, Filters, Practice
from index_config.encoder import Encoder
from index_config.records import PRACTICE, passage_from, practice_from
from index_config.sparse import SparseEncoder
from index_config.store.base import AnyOf, Condition, Store, StoreQuery, Where
from index_config.vocabulary import Vocabulary
from search_api.answer import FoundPractice
from search_api.cite import cite, pages_of
from search_api.filters import where
from search_api.search import CANDIDATES, documents


@dataclass(frozen=True, slots=True)
class PracticeQuery:
    """What to look up. Empty words list all that the filters let through."""

    text: str = ""
    filters: Filters = Filters()
    guidelines: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("curated",)
    limit: int = 20
    offset: int = 0


class PracticeFinder:
    """Finds practices in one open store after another."""

    def __init__(self, encoder: Encoder, vocabulary: Vocabulary) -> None:
        self._encoder = encoder
        self._sparse = SparseEncoder()
        self._vocabulary = vocabulary

    def find(self, query: PracticeQuery, store: Store) -> tuple[list[FoundPractice], int]:
        """Return the page of practices asked for, best first (by id for a listing), and how many there are in all."""
        scope = where(PRACTICE, query.filters, *_conditions(query))
        found = list(self._ranked(query.text, store, scope) if query.text.strip() else _listed(store, scope))
        page = found[query.offset : query.offset + query.limit]
        return [FoundPractice(practice, _citations(practice, store), score) for practice, score in page], len(found)

    def _ranked(self, text: str, store: Store, scope: Where) -> Iterator[tuple[Practice, float]]:
        query = StoreQuery(
            dense=self._encoder.embed_queries([text])[0],
            sparse=self._sparse.encode_query(text, self._vocabulary.expand(text)),
            where=scope,
            limit=CANDIDATES,
            floor=self._encoder.floor,
            candidates=CANDIDATES,
        )
        for point in store.query(query):
            yield practice_from(point.payload), point.score


def _listed(store: Store, scope: Where) -> Iterator[tuple[Practice, float]]:
    practices = (practice_from(point.payload) for point in store.scroll(scope))
    yield from ((practice, 0.0) for practice in sorted(practices, key=lambda practice: practice.id))


def _conditions(query: PracticeQuery) -> Iterator[Condition]:
    yield AnyOf("status", query.statuses)
    if query.guidelines:
        yield AnyOf("guideline", query.guidelines)


def _citations(practice: Practice, store: Store) -> tuple[Citation, ...]:
    """Cite the evidence of a practice; evidence that can no longer be verified is left out."""
    points = store.retrieve([evidence.passage_id for evidence in practice.evidence])
    passages = [passage_from(point.payload) for point in points]
    records = documents(store, (passage.document_id for passage in passages))
    pages = pages_of(passages, store)
    cited = (
        cite(passage, records[passage.document_id], pages) for passage in passages if passage.document_id in records
    )
    return tuple(citation for citation in cited if citation is not None)
