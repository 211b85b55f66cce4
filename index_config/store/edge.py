"""Qdrant Edge: the engine inside the process, one directory an index.

Points without vectors are allowed; a point id is a UUID string. A finished index has no write-ahead log, so that
several processes can read it at once.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import qdrant_edge as edge

from index_config.errors import StoreUnavailable
from index_config.store.base import (
    DENSE,
    INTEGER_FIELDS,
    KEYWORD_FIELDS,
    SPARSE,
    AnyOf,
    Condition,
    Point,
    Scalar,
    ScoredPoint,
    StoreQuery,
    Where,
    in_batches,
    require_finite,
)
from index_config.store.fusion import one_leg, together
from index_config.store.space import bytes_of, require_space

_PAGE = 512  # points a scroll step


@contextmanager
def engine_errors() -> Iterator[None]:
    """Turn the engine's errors, which are bare ``Exception``, into ours."""
    try:
        yield
    except (StoreUnavailable, ValueError, TypeError, KeyError):
        raise
    except Exception as error:
        raise StoreUnavailable(reason=str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of the engine's; its class cannot be imported
            raise
        raise StoreUnavailable(reason=str(error)) from error


class EdgeStore:
    """One index directory, opened."""

    def __init__(self, path: Path, shard: edge.EdgeShard) -> None:
        self.path = path
        self._shard = shard

    @classmethod
    def create(cls, path: Path, dimensions: int) -> "EdgeStore":
        """Make an empty index for dense vectors of length ``dimensions``."""
        path.mkdir(parents=True, exist_ok=True)
        config = edge.EdgeConfig(
            vectors={DENSE: edge.EdgeVectorParams(size=dimensions, distance=edge.Distance.Cosine)},
            sparse_vectors={SPARSE: edge.EdgeSparseVectorParams(modifier=edge.Modifier.Idf)},
            wal_enabled=False,
        )
        with engine_errors():
            store = cls(path, edge.EdgeShard.create(str(path), config))
            for name in KEYWORD_FIELDS:
                store._index_field(name, edge.PayloadSchemaType.Keyword)
            for name in INTEGER_FIELDS:
                store._index_field(name, edge.PayloadSchemaType.Integer)
        return store

    @classmethod
    def open(cls, path: Path) -> "EdgeStore":
        """Open an existing index."""
        with engine_errors():
            return cls(path, edge.EdgeShard.load(str(path)))

    def _index_field(self, name: str, schema: edge.PayloadSchemaType) -> None:
        self._shard.update(edge.UpdateOperation.create_field_index(name, schema))

    def upsert(self, points: Sequence[Point]) -> None:
        """Put points in, replacing those with the same id."""
        require_finite(points)
        with engine_errors():
            for batch in in_batches(points):
                require_space(self.path, bytes_of(batch))
                self._shard.update(edge.UpdateOperation.upsert_points([_to_edge(point) for point in batch]))

    def delete(self, where: Where) -> None:
        """Remove the points that match."""
        if where.impossible:
            return
        with engine_errors():
            self._shard.update(edge.UpdateOperation.delete_points_by_filter(_filter(where)))

    def query(self, query: StoreQuery) -> list[ScoredPoint]:
        """Return the best points, best first."""
        if query.where.impossible or query.limit < 1:
            return []
        legs = _legs(query)
        if len(legs) == 1:
            return one_leg(
                query, [(str(hit.id), hit.payload or {}, hit.score) for hit in self._run(legs[0], query.limit)]
            )
        found = [[(str(hit.id), hit.score) for hit in self._run(leg, query.candidates, payload=False)] for leg in legs]
        return together(query, found, self.retrieve)

    def _run(self, leg: edge.Prefetch, limit: int, *, payload: bool = True) -> list[edge.ScoredPoint]:
        request = edge.QueryRequest(
            limit=limit,
            query=leg.query,
            filter=leg.filter,
            score_threshold=leg.score_threshold,
            with_payload=payload,
        )
        with engine_errors():
            return self._shard.query(request)

    def retrieve(self, ids: Sequence[str]) -> list[Point]:
        """Return the points with these ids, in this order."""
        if not ids:
            return []
        with engine_errors():
            found = {str(record.id): record.payload or {} for record in self._shard.retrieve(list(ids), True, False)}
        return [Point(id, found[id]) for id in ids if id in found]

    def scroll(self, where: Where, fields: Sequence[str] | None = None) -> Iterator[Point]:
        """Yield all points that match, in order of id."""
        if where.impossible:
            return
        payload = True if fields is None else edge.PayloadSelector.Include(list(fields))
        offset = None
        while True:
            request = edge.ScrollRequest(offset=offset, limit=_PAGE, filter=_filter(where), with_payload=payload)
            with engine_errors():
                records, offset = self._shard.scroll(request)
            yield from (Point(str(record.id), record.payload or {}) for record in records)
            if offset is None:
                return

    def count(self, where: Where) -> int:
        """Count the points that match."""
        if where.impossible:
            return 0
        with engine_errors():
            return self._shard.count(edge.CountRequest(exact=True, filter=_filter(where)))

    def facet(self, field: str, where: Where, limit: int = 100) -> list[tuple[str, int]]:
        """Count the points that match by value of a keyword field."""
        if where.impossible:
            return []
        request = edge.FacetRequest(key=field, limit=limit, exact=True, filter=_filter(where))
        with engine_errors():
            hits = self._shard.facet(request).hits
        return sorted(((str(hit.value), hit.count) for hit in hits), key=lambda pair: (-pair[1], pair[0]))

    def finish(self) -> None:
        """Write everything to disk."""
        with engine_errors():
            self._shard.flush()

    def close(self) -> None:
        """Release the directory."""
        with engine_errors():
            self._shard.close()


def _to_edge(point: Point) -> edge.Point:
    vectors: dict[str, object] = {}
    if point.dense is not None:
        vectors[DENSE] = point.dense.tolist()
    if point.sparse is not None and point.sparse.indices:
        vectors[SPARSE] = edge.SparseVector(list(point.sparse.indices), list(point.sparse.values))
    return edge.Point(point.id, vectors, point.payload)  # type: ignore[arg-type]


def _legs(query: StoreQuery) -> list[edge.Prefetch]:
    where = _filter(query.where)
    legs = []
    if query.dense is not None:
        nearest = edge.Query.Nearest(query.dense.tolist(), DENSE)
        legs.append(edge.Prefetch(query.candidates, nearest, filter=where, score_threshold=query.floor))
    if query.sparse is not None and query.sparse.indices:
        vector = edge.SparseVector(list(query.sparse.indices), list(query.sparse.values))
        sparse = edge.Query.Nearest(vector, SPARSE)
        legs.append(edge.Prefetch(query.candidates, sparse, filter=where))
        if query.dense is not None and query.aside is not None:
            aside = _filter(query.where.also(query.aside))
            legs.append(edge.Prefetch(query.candidates, sparse, filter=aside))
            legs.append(edge.Prefetch(query.candidates, nearest, filter=aside, score_threshold=query.floor))
    return legs


def _filter(where: Where) -> edge.Filter:
    return edge.Filter(
        must=[_condition(condition) for condition in where.must],
        must_not=[_condition(condition) for condition in where.must_not],
    )


def _condition(condition: Condition) -> edge.FieldCondition:
    if isinstance(condition, AnyOf):
        return edge.FieldCondition(condition.field, match=_match(condition.values))
    return edge.FieldCondition(condition.field, range=edge.RangeFloat(gte=condition.low, lte=condition.high))


def _match(values: tuple[Scalar, ...]) -> edge.MatchAny | edge.MatchValue:
    if len(values) == 1:
        return edge.MatchValue(values[0])
    return edge.MatchAny(list(values))  # type: ignore[arg-type]
