"""The store as the rest of the house sees it: points in, scored points out, nothing of Qdrant.

Two protocols. ``Store`` is one open index. ``Index`` is the place where indexes live: it opens the current one for
reading, and lets one writer at a time prepare the next one, which becomes current all at once or not at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index_config.sparse import SparseVector

DenseVector = NDArray[np.float32]
Payload = dict[str, Any]
Scalar = str | int | bool

#: Names of the two vectors of a point.
DENSE = "dense"
SPARSE = "sparse"

#: Payload fields with an index, for filters and facets. Bump ``schema.SCHEMA_VERSION`` when this changes.
KEYWORD_FIELDS = (
    "type",
    "document_id",
    "work_id",
    "language",
    "kind",
    "countries",
    "regions",
    "topics",
    "bodies",
    "access",
)
INTEGER_FIELDS = ("date_min", "date_max")


@dataclass(frozen=True, slots=True)
class Point:
    """A stored thing. ``dense`` has shape (dimensions,), float32, length 1; points without vectors are data only."""

    id: str
    payload: Payload
    dense: DenseVector | None = None
    sparse: SparseVector | None = None


@dataclass(frozen=True, slots=True)
class ScoredPoint:
    """A point that answers a query. ``score`` is higher-is-better; what it measures depends on the legs that ran.

    ``similarity`` is its cosine to the query where the dense leg brought it, else None.
    """

    id: str
    payload: Payload
    score: float
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The field holds one of ``values``. An empty tuple matches nothing."""

    field: str
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The integer field lies in ``[low, high]``; None leaves a side open."""

    field: str
    low: int | None = None
    high: int | None = None


Condition = AnyOf | Between


@dataclass(frozen=True, slots=True)
class Where:
    """All of ``must`` hold and none of ``must_not``."""

    must: tuple[Condition, ...] = ()
    must_not: tuple[Condition, ...] = ()

    @property
    def impossible(self) -> bool:
        """Tell whether a condition matches nothing, so that no store needs to be asked."""
        return any(isinstance(condition, AnyOf) and not condition.values for condition in self.must)

    def also(self, other: "Where") -> "Where":
        """Return the conditions of both."""
        return Where((*self.must, *other.must), (*self.must_not, *other.must_not))


@dataclass(frozen=True, slots=True)
class Fusion:
    """Weighted reciprocal rank fusion: score = Σ weight / (k + rank), rank from 0."""

    k: int = 20
    dense_weight: float = 1.0
    sparse_weight: float = 1.0
    aside_weight: float = 0.5


@dataclass(frozen=True, slots=True)
class StoreQuery:
    """A search. One vector gives one leg; both are fused.

    ``floor`` is the least cosine similarity of the dense leg; ``candidates`` how many points each leg brings to the
    fusion. ``aside`` has both legs run once more, among those points of ``where`` that meet ``aside`` as well, so that
    they are ranked among themselves, too.
    """

    dense: DenseVector | None = None
    sparse: SparseVector | None = None
    where: Where = Where()
    limit: int = 10
    floor: float | None = None
    candidates: int = 100
    fusion: Fusion = field(default_factory=Fusion)
    aside: Where | None = None


class Store(Protocol):
    """One open index. Every method raises ``StoreUnavailable`` when the engine fails."""

    def upsert(self, points: Sequence[Point]) -> None:
        """Put points in, replacing those with the same id. Raises ValueError for vectors that are not finite."""
        ...

    def delete(self, where: Where) -> None:
        """Remove the points that match."""
        ...

    def query(self, query: StoreQuery) -> list[ScoredPoint]:
        """Return the best points, best first."""
        ...

    def retrieve(self, ids: Sequence[str]) -> list[Point]:
        """Return the points with these ids, in this order, without vectors; unknown ids are left out."""
        ...

    def scroll(self, where: Where, fields: Sequence[str] | None = None) -> Iterator[Point]:
        """Yield all points that match, without vectors, in order of id; ``fields`` limits the payload."""
        ...

    def count(self, where: Where) -> int:
        """Count the points that match."""
        ...

    def facet(self, field: str, where: Where, limit: int = 100) -> list[tuple[str, int]]:
        """Count the points that match by value of a keyword field, most frequent first, then by value."""
        ...

    def close(self) -> None:
        """Release the store; further calls are errors."""
        ...


class Writer(Protocol):
    """The right to write, and what is there now."""

    @property
    def current(self) -> Store | None:
        """The index as it is, for reading; None when nothing has been ingested."""
        ...

    def open(self, *, dimensions: int, rebuild: bool = False) -> Store:
        """Start the next index, from the current one unless ``rebuild``. Not called: nothing is published."""
        ...


class Index(Protocol):
    """Where indexes live: one current, at most one in the making."""

    def reader(self) -> Store:
        """Open the current index; a newer one is picked up on the next call. Raises ``IndexMissing``."""
        ...

    def exists(self) -> bool:
        """Tell whether anything has been ingested."""
        ...

    def writer(self) -> AbstractContextManager["Writer"]:
        """Become the one writer.

        Leaving the block publishes what was written; an exception drops it and leaves the current index as it was (on a
        server, where an index is changed in place: as far as it got, document by document).
        Raises ``IndexBusy`` when another writer is at work.
        """
        ...

    def close(self) -> None:
        """Release what is open."""
        ...


def in_batches(points: Iterable[Point], size: int = 256) -> Iterator[list[Point]]:
    """Yield lists of at most ``size`` points."""
    batch: list[Point] = []
    for point in points:
        batch.append(point)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def require_finite(points: Sequence[Point]) -> None:
    """Refuse vectors with NaN or infinity, which the engine would accept and never find again.

    Raises:
        ValueError: names the first such point.
    """
    for point in points:
        if point.dense is not None and not np.isfinite(point.dense).all():
            raise ValueError(f"the dense vector of point {point.id} is not finite")
