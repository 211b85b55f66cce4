"""From a question to an answer: analyse, retrieve, rank, cite."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from index_config.domain import DocumentRecord, Grouping, Hit, Mode, Query
from index_config.encoder import Encoder
from index_config.records import PASSAGE, document_from, document_point_id, passage_from
from index_config.settings import Settings
from index_config.sparse import SparseEncoder
from index_config.store.base import Fusion, ScoredPoint, Store, StoreQuery
from index_config.text.language import detect_language
from index_config.vocabulary import Expansion, Vocabulary
from search_api.answer import Answer, Facets
from search_api.cite import cite
from search_api.filters import where

#: Points each leg brings to the fusion, and the most that are ranked. Deep enough for 50 documents with several
#: passages each.
CANDIDATES = 200

#: Payload fields that facets count, and the name each has on the wire.
FACETS = {
    "language": "language",
    "kind": "kind",
    "countries": "country",
    "regions": "region",
    "topics": "topic",
    "bodies": "body",
}


class Searcher:
    """Answers questions over one open store after another. Holds no index itself, so it can be shared by threads."""

    def __init__(self, settings: Settings, encoder: Encoder, vocabulary: Vocabulary) -> None:
        self._encoder = encoder
        self._sparse = SparseEncoder()
        self._vocabulary = vocabulary
        self._fusion = Fusion(dense_weight=settings.dense_weight, sparse_weight=settings.sparse_weight)

    def search(self, query: Query, store: Store) -> Answer:
        """Answer a question. Passages whose quote cannot be verified are left out."""
        started = time.perf_counter()
        expansions = self._vocabulary.expand(query.text) if query.mode is not Mode.DENSE else ()
        candidates = _grouped(store.query(self._store_query(query, expansions)), query.group)
        hits = list(self._hits(query, candidates, expansions, store))
        return Answer(
            query=query.text,
            language=detect_language(query.text),
            hits=tuple(hits),
            facets=_facets(candidates),
            expansions=tuple(expansions),
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def _store_query(self, query: Query, expansions: Sequence[Expansion]) -> StoreQuery:
        dense = self._encoder.embed_queries([query.text])[0] if query.mode is not Mode.SPARSE else None
        sparse = self._sparse.encode_query(query.text, expansions) if query.mode is not Mode.DENSE else None
        return StoreQuery(
            dense=dense,
            sparse=sparse,
            where=where(PASSAGE, query.filters),
            limit=CANDIDATES,
            floor=self._encoder.floor,
            candidates=CANDIDATES,
            fusion=self._fusion,
        )

    def _hits(
        self, query: Query, candidates: Sequence[ScoredPoint], expansions: Sequence[Expansion], store: Store
    ) -> Iterator[Hit]:
        wanted = candidates[query.offset : query.offset + query.limit]
        records = documents(store, (point.payload["document_id"] for point in wanted))
        for point in wanted:
            passage = passage_from(point.payload)
            record = records.get(passage.document_id)
            highlights = self._sparse.highlights(query.text, passage.text, expansions)
            citation = cite(passage, record, store, highlights) if record else None
            if citation is not None:
                yield Hit(passage, point.score, highlights, citation)


def documents(store: Store, ids: Iterable[str]) -> dict[str, DocumentRecord]:
    """Return the records of documents by id."""
    points = store.retrieve([document_point_id(id) for id in dict.fromkeys(ids)])
    records = (document_from(point.payload) for point in points)
    return {record.id: record for record in records}


def _grouped(points: Sequence[ScoredPoint], group: Grouping) -> list[ScoredPoint]:
    if group is Grouping.NONE:
        return list(points)
    best: dict[str, ScoredPoint] = {}
    for point in points:
        best.setdefault(point.payload["document_id"], point)
    return list(best.values())


def _facets(points: Iterable[ScoredPoint]) -> Facets:
    """Count the documents among the candidates by each facet's values, most frequent first."""
    one_each = {point.payload["document_id"]: point.payload for point in points}
    facets = {}
    for field, name in FACETS.items():
        counts: Counter[str] = Counter()
        for payload in one_each.values():
            value = payload.get(field) or []
            counts.update([value] if isinstance(value, str) else value)
        facets[name] = tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    return facets
