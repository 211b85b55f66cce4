"""Weighted reciprocal rank fusion (Cormack, Clarke & Büttcher 2009).

Fused here and not by the engine: its weights stretch the ranks, 1 / ((rank + 1) / weight + k − 1), so that a leg of
little weight still has its first hit near the top; and it leaves the order of equal scores to chance.
"""

from collections.abc import Callable, Iterable, Sequence

from index_config.store.base import Payload, Point, ScoredPoint, StoreQuery


def fuse(rankings: Iterable[Sequence[str]], weights: Iterable[float], k: int) -> list[tuple[str, float]]:
    """Return ids with Σ weight / (k + rank) over the rankings that hold them, rank from 0; equal scores by id."""
    scores: dict[str, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, id in enumerate(ranking):
            scores[id] = scores.get(id, 0.0) + weight / (k + rank)
    return sorted(((id, score) for id, score in scores.items() if score), key=lambda pair: (-pair[1], pair[0]))


def fused(query: StoreQuery, rankings: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
    """Fuse the rankings of a query's legs (dense, sparse, both once more aside) and keep as many as it wants."""
    fusion = query.fusion
    weights = (fusion.dense_weight, fusion.sparse_weight, fusion.aside_weight, fusion.aside_weight)
    return fuse(rankings, weights[: len(rankings)], fusion.k)[: query.limit]


def one_leg(query: StoreQuery, hits: Iterable[tuple[str, Payload, float]]) -> list[ScoredPoint]:
    """Return the points (id, payload, score) that the one leg of a query found."""
    dense = query.dense is not None
    return [ScoredPoint(id, payload, score, score if dense else None) for id, payload, score in hits]


def together(
    query: StoreQuery,
    legs: Sequence[Sequence[tuple[str, float]]],
    retrieve: Callable[[Sequence[str]], Sequence[Point]],
) -> list[ScoredPoint]:
    """Fuse what several legs found, ids with scores, and fetch the best points. The dense leg is the first."""
    scores = dict(fused(query, [[id for id, _ in leg] for leg in legs]))
    similarity = dict(legs[0]) if query.dense is not None else {}
    points = retrieve(list(scores))
    return [ScoredPoint(point.id, point.payload, scores[point.id], similarity.get(point.id)) for point in points]
