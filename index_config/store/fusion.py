"""Weighted reciprocal rank fusion (Cormack, Clarke & Büttcher 2009).

Fused here and not by the engine: its weights stretch the ranks, 1 / ((rank + 1) / weight + k − 1), so that a leg of
little weight still has its first hit near the top; and it leaves the order of equal scores to chance.
"""

from collections.abc import Iterable, Sequence

from index_config.store.base import StoreQuery


def fuse(rankings: Iterable[Sequence[str]], weights: Iterable[float], k: int) -> list[tuple[str, float]]:
    """Return ids with Σ weight / (k + rank) over the rankings that hold them, rank from 0; equal scores by id."""
    scores: dict[str, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, id in enumerate(ranking):
            scores[id] = scores.get(id, 0.0) + weight / (k + rank)
    return sorted(((id, score) for id, score in scores.items() if score), key=lambda pair: (-pair[1], pair[0]))


def fused(query: StoreQuery, rankings: Sequence[Sequence[str]]) -> list[tuple[str, float]]:
    """Fuse the rankings of a query's legs (dense, sparse, aside) and keep as many as it wants."""
    fusion = query.fusion
    weights = (fusion.dense_weight, fusion.sparse_weight, fusion.aside_weight)[: len(rankings)]
    return fuse(rankings, weights, fusion.k)[: query.limit]
