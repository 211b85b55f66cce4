"""A scored point tells its cosine to the query where the dense leg brought it, whatever else ran."""

import uuid
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from qdrant_client import QdrantClient

from index_config.sparse import SparseVector
from index_config.store.base import AnyOf, Point, Store, StoreQuery, Where
from index_config.store.edge import EdgeStore
from index_config.store.server import ServerStore

ALONG, SLANTED, ACROSS, WORDS = (str(uuid.UUID(int=number)) for number in range(1, 5))
QUERY = np.asarray([1, 0, 0, 0], dtype=np.float32)
TERMS = SparseVector((7,), (1.0,))


def _edge(path: Path) -> Store:
    return EdgeStore.create(path / "index", 4)


def _server(path: Path) -> Store:
    return ServerStore.create(QdrantClient(":memory:"), "index", 4)


@pytest.fixture(params=[_edge, _server])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Points along the query, slanted by 60° and across it; the last two hold the term, and one that has no vector."""
    make: Callable[[Path], Store] = request.param
    made = make(tmp_path)
    made.upsert(
        [
            Point(ALONG, {"language": "en"}, np.asarray([1, 0, 0, 0], dtype=np.float32)),
            Point(SLANTED, {"language": "en"}, np.asarray([0.5, 0.75**0.5, 0, 0], dtype=np.float32), TERMS),
            Point(ACROSS, {"language": "ru"}, np.asarray([0, 1, 0, 0], dtype=np.float32), TERMS),
            Point(WORDS, {"language": "ru"}, None, TERMS),
        ]
    )
    return made


def similarities(store: Store, query: StoreQuery) -> dict[str, float | None]:
    return {hit.id: hit.similarity for hit in store.query(query)}


def test_a_dense_query_scores_by_it(store: Store) -> None:
    hits = store.query(StoreQuery(dense=QUERY))
    assert [hit.id for hit in hits] == [ALONG, SLANTED, ACROSS]
    assert [hit.similarity for hit in hits] == pytest.approx([1.0, 0.5, 0.0], abs=1e-4)
    assert [hit.score for hit in hits] == [hit.similarity for hit in hits]


def test_a_hybrid_query_keeps_it_beside_the_fused_score(store: Store) -> None:
    hits = {hit.id: hit for hit in store.query(StoreQuery(dense=QUERY, sparse=TERMS))}
    assert hits[ALONG].similarity == pytest.approx(1.0, abs=1e-4)
    assert hits[SLANTED].similarity == pytest.approx(0.5, abs=1e-4)
    assert hits[ACROSS].similarity == pytest.approx(0.0, abs=1e-4)
    assert hits[WORDS].similarity is None
    assert hits[SLANTED].score > hits[ALONG].score, "both legs have it"


def test_what_lies_below_the_floor_was_found_by_its_words_only(store: Store) -> None:
    found = similarities(store, StoreQuery(dense=QUERY, sparse=TERMS, floor=0.3))
    assert found.keys() == {ALONG, SLANTED, ACROSS, WORDS}
    assert found[ACROSS] is None and found[WORDS] is None


def test_the_leg_aside_does_not_change_it(store: Store) -> None:
    aside = Where(must_not=(AnyOf("language", ("en",)),))
    plain, with_aside = (
        similarities(store, StoreQuery(dense=QUERY, sparse=TERMS, floor=0.3, aside=one)) for one in (None, aside)
    )
    assert with_aside == plain


def test_a_sparse_query_knows_none(store: Store) -> None:
    assert similarities(store, StoreQuery(sparse=TERMS)) == {SLANTED: None, ACROSS: None, WORDS: None}
