"""A Qdrant server or cluster through qdrant-client, one collection an index."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException, ResponseHandlingException

from index_config.errors import StoreUnavailable
from index_config.store.base import (
    DENSE,
    INTEGER_FIELDS,
    KEYWORD_FIELDS,
    SPARSE,
    AnyOf,
    Condition,
    Point,
    ScoredPoint,
    StoreQuery,
    Where,
    in_batches,
    require_finite,
)
from index_config.store.fusion import one_leg, together

_PAGE = 512  # points a scroll step


@contextmanager
def server_errors() -> Iterator[None]:
    """Turn the client's errors into ours."""
    try:
        yield
    except (ApiException, ResponseHandlingException) as error:
        raise StoreUnavailable(reason=f"Qdrant: {error}") from error
    except (OSError, RuntimeError) as error:
        raise StoreUnavailable(reason=f"Qdrant: {error}") from error


class ServerStore:
    """One collection (or alias) of a Qdrant server."""

    def __init__(self, client: QdrantClient, collection: str) -> None:
        self._client = client
        self.collection = collection

    @classmethod
    def create(
        cls, client: QdrantClient, collection: str, dimensions: int, shards: int = 1, replicas: int = 1
    ) -> "ServerStore":
        """Make an empty collection for dense vectors of length ``dimensions``."""
        with server_errors():
            client.create_collection(
                collection,
                vectors_config={DENSE: models.VectorParams(size=dimensions, distance=models.Distance.COSINE)},
                sparse_vectors_config={SPARSE: models.SparseVectorParams(modifier=models.Modifier.IDF)},
                shard_number=shards,
                replication_factor=replicas,
            )
            for name in KEYWORD_FIELDS:
                client.create_payload_index(collection, name, models.PayloadSchemaType.KEYWORD)
            for name in INTEGER_FIELDS:
                client.create_payload_index(collection, name, models.PayloadSchemaType.INTEGER)
        return cls(client, collection)

    def upsert(self, points: Sequence[Point]) -> None:
        """Put points in, replacing those with the same id."""
        require_finite(points)
        with server_errors():
            for batch in in_batches(points):
                self._client.upsert(self.collection, [_to_struct(point) for point in batch], wait=True)

    def delete(self, where: Where) -> None:
        """Remove the points that match."""
        if where.impossible:
            return
        with server_errors():
            selector = models.FilterSelector(filter=_filter(where))
            self._client.delete(self.collection, selector, wait=True)

    def query(self, query: StoreQuery) -> list[ScoredPoint]:
        """Return the best points, best first."""
        legs = _legs(query)
        if query.where.impossible or query.limit < 1 or not legs:
            return []
        alone = len(legs) == 1
        requests = [
            models.QueryRequest(
                query=leg.query,
                using=leg.using,
                filter=leg.filter,
                score_threshold=leg.score_threshold,
                limit=query.limit if alone else query.candidates,
                with_payload=alone,
            )
            for leg in legs
        ]
        with server_errors():
            answers = self._client.query_batch_points(self.collection, requests)
        if alone:
            return one_leg(query, [(str(hit.id), hit.payload or {}, hit.score) for hit in answers[0].points])
        return together(
            query, [[(str(hit.id), hit.score) for hit in answer.points] for answer in answers], self.retrieve
        )

    def retrieve(self, ids: Sequence[str]) -> list[Point]:
        """Return the points with these ids, in this order."""
        if not ids:
            return []
        with server_errors():
            records = self._client.retrieve(self.collection, list(ids), with_payload=True, with_vectors=False)
        found = {str(record.id): record.payload or {} for record in records}
        return [Point(id, found[id]) for id in ids if id in found]

    def scroll(self, where: Where, fields: Sequence[str] | None = None) -> Iterator[Point]:
        """Yield all points that match, in order of id."""
        if where.impossible:
            return
        offset = None
        while True:
            with server_errors():
                records, offset = self._client.scroll(
                    self.collection,
                    scroll_filter=_filter(where),
                    limit=_PAGE,
                    offset=offset,
                    with_payload=True if fields is None else list(fields),
                    with_vectors=False,
                )
            yield from (Point(str(record.id), record.payload or {}) for record in records)
            if offset is None:
                return

    def count(self, where: Where) -> int:
        """Count the points that match."""
        if where.impossible:
            return 0
        with server_errors():
            return self._client.count(self.collection, count_filter=_filter(where), exact=True).count

    def facet(self, field: str, where: Where, limit: int = 100) -> list[tuple[str, int]]:
        """Count the points that match by value of a keyword field."""
        if where.impossible:
            return []
        with server_errors():
            hits = self._client.facet(self.collection, field, facet_filter=_filter(where), limit=limit, exact=True).hits
        return sorted(((str(hit.value), hit.count) for hit in hits), key=lambda pair: (-pair[1], pair[0]))

    def close(self) -> None:
        """Nothing to release: the client belongs to the index."""


def _to_struct(point: Point) -> models.PointStruct:
    vectors: dict[str, Any] = {}
    if point.dense is not None:
        vectors[DENSE] = point.dense.tolist()
    if point.sparse is not None and point.sparse.indices:
        vectors[SPARSE] = models.SparseVector(indices=list(point.sparse.indices), values=list(point.sparse.values))
    return models.PointStruct(id=point.id, vector=vectors, payload=point.payload)


def _legs(query: StoreQuery) -> list[models.Prefetch]:
    where = _filter(query.where)
    legs = []
    if query.dense is not None:
        legs.append(
            models.Prefetch(
                query=query.dense.tolist(),
                using=DENSE,
                filter=where,
                limit=query.candidates,
                score_threshold=query.floor,
            )
        )
    if query.sparse is not None and query.sparse.indices:
        vector = models.SparseVector(indices=list(query.sparse.indices), values=list(query.sparse.values))
        legs.append(models.Prefetch(query=vector, using=SPARSE, filter=where, limit=query.candidates))
        if query.dense is not None and query.aside is not None:
            aside = _filter(query.where.also(query.aside))
            legs.append(models.Prefetch(query=vector, using=SPARSE, filter=aside, limit=query.candidates))
            legs.append(legs[0].model_copy(update={"filter": aside}))
    return legs


def _filter(where: Where) -> models.Filter:
    return models.Filter(
        must=[_condition(condition) for condition in where.must],
        must_not=[_condition(condition) for condition in where.must_not],
    )


def _condition(condition: Condition) -> models.FieldCondition:
    if isinstance(condition, AnyOf):
        match = models.MatchAny(any=list(condition.values))
        return models.FieldCondition(key=condition.field, match=match)
    return models.FieldCondition(key=condition.field, range=models.Range(gte=condition.low, lte=condition.high))
