"""Reciprocal rank fusion, with the arithmetic shown."""

import uuid
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from qdrant_client import QdrantClient

from index_config.sparse import SparseVector
from index_config.store.base import AnyOf, Fusion, Point, Store, StoreQuery, Where
from index_config.store.edge import EdgeStore
from index_config.store.fusion import fuse
from index_config.store.server import ServerStore


def test_each_ranking_adds_its_weight_over_k_plus_rank() -> None:
    fused = fuse([["a", "b"], ["b", "c"]], [1.0, 0.5], k=20)
    assert fused == [("b", 1 / 21 + 0.5 / 20), ("a", 1 / 20), ("c", 0.5 / 21)]


def test_equal_scores_stand_in_order_of_id_and_a_leg_without_weight_brings_nothing() -> None:
    assert [id for id, _ in fuse([["b"], ["a"]], [1.0, 1.0], k=20)] == ["a", "b"]
    assert fuse([["a"], ["b"]], [1.0, 0.0], k=20) == [("a", 1 / 20)]


def _edge(path: Path) -> Store:
    return EdgeStore.create(path / "index", 4)


def _server(path: Path) -> Store:
    return ServerStore.create(QdrantClient(":memory:"), "index", 4)


@pytest.mark.parametrize("make", [_edge, _server])
def test_the_aside_legs_rank_their_points_among_themselves(make: Callable[[Path], Store], tmp_path: Path) -> None:
    """Three Russian points hold the term more often than the English one, which comes last in both legs."""
    store = make(tmp_path)
    points = [
        Point(
            str(uuid.UUID(int=number)),
            {"type": "passage", "language": language},
            np.asarray([1, 0.1 * number, 0, 0], dtype=np.float32),
            SparseVector((7,), (float(9 - number),)),
        )
        for number, language in enumerate(("ru", "ru", "ru", "en"), start=1)
    ]
    store.upsert(points)
    query = StoreQuery(
        dense=np.asarray([1, 0, 0, 0], dtype=np.float32),
        sparse=SparseVector((7,), (1.0,)),
        where=Where((AnyOf("type", ("passage",)),)),
        fusion=Fusion(k=20, aside_weight=1.0),
        aside=Where(must_not=(AnyOf("language", ("ru",)),)),
    )
    scores = {hit.payload["language"]: hit.score for hit in store.query(query)}
    first, *_ = store.query(query)
    assert first.payload["language"] == "en"
    assert scores["en"] == pytest.approx(2 / 23 + 2 / 20)
    without = store.query(StoreQuery(query.dense, query.sparse, query.where, fusion=query.fusion))
    assert [hit.id for hit in without] == [point.id for point in points]
