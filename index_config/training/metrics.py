"""Retrieval metrics over unit vectors; a score is a cosine, higher is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
_BLOCK = 512


def accuracy_at_1(queries: Vectors, documents: Vectors) -> float:
    """Share of queries whose nearest document is the one in the same row.

    Both arrays have the shape ``(n, width)``.
    """
    hits = 0
    for start in range(0, len(queries), _BLOCK):
        nearest = (queries[start : start + _BLOCK] @ documents.T).argmax(axis=1)
        hits += int((nearest == np.arange(start, start + len(nearest))).sum())
    return hits / max(len(queries), 1)


def top(queries: Vectors, documents: Vectors, k: int = 10) -> NDArray[np.int64]:
    """Rows of the ``k`` nearest documents of each query, best first, ``(n, k)``."""
    k = min(k, len(documents))
    found = []
    for start in range(0, len(queries), _BLOCK):
        scores = queries[start : start + _BLOCK] @ documents.T
        best = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        order = np.take_along_axis(scores, best, axis=1).argsort(axis=1)[:, ::-1]
        found.append(np.take_along_axis(best, order, axis=1))
    return np.concatenate(found) if found else np.empty((0, k), dtype=np.int64)


def ndcg(ranked: NDArray[np.int64], relevant: Sequence[Mapping[int, float]]) -> float:
    """Mean normalised discounted cumulative gain (Järvelin & Kekäläinen 2002).

    Args:
        ranked: document rows of each query, best first, shape ``(n, k)``.
        relevant: the gain of each relevant document row, one mapping a query.

    Gain *g* at rank *r* (from 1) adds ``g / log2(r + 1)``; the ideal order is cut at *k*.
    """
    discount = 1 / np.log2(np.arange(ranked.shape[1]) + 2)
    values = []
    for row, gains in zip(ranked, relevant, strict=True):
        got = np.array([gains.get(int(document), 0.0) for document in row])
        best = np.sort(list(gains.values()))[::-1][: len(discount)]
        values.append(float(got @ discount) / float(best @ discount[: len(best)]))
    return float(np.mean(values)) if values else 0.0
