"""From a question to an answer: correct, expand, retrieve, arrange, cite."""

import time
from collections.abc import Iterable, Iterator, Sequence

from index_config.domain import HEAD_NOTE, DocumentRecord, Hit, Mode, Passage, Query
from index_config.encoder import Encoder
from index_config.records import PASSAGE, document_from, document_point_id, passage_from
from index_config.settings import Settings
from index_config.sparse import SparseEncoder
from index_config.store.base import AnyOf, Fusion, ScoredPoint, Store, StoreQuery, Where
from index_config.text.language import detect_language
from index_config.text.terms import TermKind, analyse, analyse_query
from index_config.vocabulary import Expansion, Vocabulary
from search_api.answer import Answer
from search_api.cite import cite, pages_of
from search_api.facets import count_facets
from search_api.filters import where
from search_api.grouping import Candidate, arrange
from search_api.overview import OverviewShelf

#: Points each leg brings to the fusion, and the most that are ranked. Deep enough for 50 documents with several
#: passages each.
CANDIDATES = 200
#: Passages that tell whether anything in the collection is about the question.
_NEAREST = 3


class Searcher:
    """Answers questions over one open store after another. Holds no index itself, so it can be shared by threads."""

    def __init__(self, settings: Settings, encoder: Encoder, vocabulary: Vocabulary) -> None:
        self._encoder = encoder
        self._sparse = SparseEncoder()
        self._vocabulary = vocabulary
        self._overviews = OverviewShelf(vocabulary.words())
        self._fusion = Fusion(
            dense_weight=settings.dense_weight,
            sparse_weight=settings.sparse_weight,
            aside_weight=settings.other_language_weight,
        )

    def search(self, query: Query, store: Store) -> Answer:
        """Answer a question. Passages whose quote cannot be verified are left out."""
        started = time.perf_counter()
        overview = self._overviews.of(store)
        correction = overview.speller.correct(query.text) if query.spelling else None
        text = correction.query if correction else query.text
        language = detect_language(text)
        expanding = query.expand and query.mode is not Mode.DENSE
        expansions = self._vocabulary.expand(text) if expanding else ()
        points = store.query(self._store_query(query, text, language, expansions))
        candidates = arrange(points, query.group, language, overview.twins)
        wanted = candidates[query.offset : query.offset + query.limit]
        near = closeness(points)
        return Answer(
            query=query.text,
            language=language,
            hits=tuple(self._hits(wanted, text, expansions, store)),
            facets=count_facets((point.payload for point in points), self._vocabulary, language),
            expansions=tuple(expansions),
            took_ms=(time.perf_counter() - started) * 1000,
            correction=correction,
            closeness=near,
            nothing_found=not points or (query.mode is not Mode.SPARSE and self._unlikely(near, text, points)),
        )

    def _unlikely(self, near: float | None, text: str, points: Sequence[ScoredPoint]) -> bool:
        """Tell whether an answer is unlikely: all passages are far off, and none holds a number the question names.

        ``near`` is None where the dense leg brought nothing at all.
        """
        limit = self._encoder.nothing_below
        if limit is None or (near is not None and near >= limit):
            return False
        named = {term.key for term in analyse_query(text) if term.kind is TermKind.IDENTIFIER}
        return not any(named & {term.key for term in analyse(point.payload["text"])} for point in points[:_NEAREST])

    def _store_query(self, query: Query, text: str, language: str, expansions: Sequence[Expansion]) -> StoreQuery:
        return StoreQuery(
            dense=self._encoder.embed_queries([text])[0] if query.mode is not Mode.SPARSE else None,
            sparse=self._sparse.encode_query(text, expansions) if query.mode is not Mode.DENSE else None,
            where=where(PASSAGE, query.filters),
            limit=CANDIDATES,
            floor=self._encoder.floor,
            candidates=CANDIDATES,
            fusion=self._fusion,
            aside=_other_languages(query, language),
        )

    def _hits(
        self, wanted: Sequence[Candidate], text: str, expansions: Sequence[Expansion], store: Store
    ) -> Iterator[Hit]:
        passages = [passage_from(candidate.point.payload) for candidate in wanted]
        records = documents(store, (passage.document_id for passage in passages))
        pages = pages_of(passages, store)
        notes = _notes(passages, store)
        find = self._sparse.highlighter(text, expansions)
        for candidate, passage in zip(wanted, passages, strict=True):
            record = records.get(passage.document_id)
            highlights = find(passage.text)
            citation = cite(passage, record, pages, highlights) if record else None
            if citation is not None:
                called = tuple(notes[id] for id in passage.notes if id in notes)
                yield Hit(passage, candidate.point.score, highlights, citation, candidate.duplicates, called)


def closeness(points: Sequence[ScoredPoint]) -> float | None:
    """Return the mean cosine of the nearest three passages but notes at the head of digests; None without any."""
    known = (point.similarity for point in points if point.payload.get("note") != HEAD_NOTE)
    best = sorted((value for value in known if value is not None), reverse=True)[:_NEAREST]
    return sum(best) / len(best) if best else None


def documents(store: Store, ids: Iterable[str]) -> dict[str, DocumentRecord]:
    """Return the records of documents by id."""
    points = store.retrieve([document_point_id(id) for id in dict.fromkeys(ids)])
    records = (document_from(point.payload) for point in points)
    return {record.id: record for record in records}


def _notes(passages: Sequence[Passage], store: Store) -> dict[str, Passage]:
    """Return the footnotes that passages call, by id."""
    points = store.retrieve(list(dict.fromkeys(id for passage in passages for id in passage.notes)))
    return {point.id: passage_from(point.payload) for point in points}


def _other_languages(query: Query, language: str) -> Where | None:
    """Return the passages that the words of the query can hardly rank beside those in its own language.

    They share but names, numbers and added forms with it. Ranked among themselves as well, the best of them come up.
    """
    if not language or query.filters.languages:
        return None
    return Where(must_not=(AnyOf("language", (language,)),))
