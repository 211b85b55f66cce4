"""The contract of ``Store`` and ``Index``, the same for every adapter.

The server adapter runs against qdrant-client's in-memory mode, and against a real server when ``KB_TEST_QDRANT_URL``
names one.
"""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from qdrant_client import QdrantClient

from index_config.errors import IndexBusy, IndexMissing, StoreUnavailable
from index_config.sparse import SparseVector
from index_config.store.base import AnyOf, Between, Fusion, Index, Point, Store, StoreQuery, Where
from index_config.store.edge_index import EdgeIndex
from index_config.store.server_index import ServerIndex

DIMENSIONS = 4


def make_index(adapter: str, folder: Path) -> Index:
    if adapter == "edge":
        return EdgeIndex(folder)
    if adapter == "memory":
        return ServerIndex(QdrantClient(":memory:"), "test")
    url = os.environ.get("KB_TEST_QDRANT_URL")
    if not url:
        pytest.skip("KB_TEST_QDRANT_URL names no Qdrant server")
    return ServerIndex(QdrantClient(url=url), f"test-{uuid.uuid4().hex[:8]}")


@pytest.fixture(params=["edge", "memory", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Index]:
    made = make_index(request.param, tmp_path / "index")
    yield made
    if isinstance(made, ServerIndex):
        made._drop_others(keep=None)
    made.close()


def point(
    number: int, *, dense: list[float] | None = None, sparse: dict[int, float] | None = None, **payload: object
) -> Point:
    vector = None
    if dense is not None:
        vector = np.asarray(dense, dtype=np.float32)
        vector /= np.linalg.norm(vector)
    terms = SparseVector(tuple(sorted(sparse)), tuple(sparse[key] for key in sorted(sparse))) if sparse else None
    return Point(str(uuid.UUID(int=number)), payload, vector, terms)


POINTS = [
    point(
        1, dense=[1, 0, 0, 0], sparse={7: 1.0}, type="passage", language="ru", countries=["RU", "KZ"], date_min=20190101
    ),
    point(
        2,
        dense=[0, 1, 0, 0],
        sparse={7: 1.0, 8: 1.0},
        type="passage",
        language="en",
        countries=["KG"],
        date_min=20200101,
    ),
    point(3, dense=[0.9, 0.1, 0, 0], sparse={9: 1.0}, type="passage", language="en", countries=[], date_min=20210101),
    point(4, type="document", record={"title": "Название", "list": [1, 2, {"a": None}]}),
]


@pytest.fixture
def store(index: Index) -> Store:
    with index.writer() as writer:
        writer.open(dimensions=DIMENSIONS).upsert(POINTS)
    return index.reader()


def ids(*numbers: int) -> list[str]:
    return [str(uuid.UUID(int=number)) for number in numbers]


def test_a_point_comes_back_as_it_went_in(store: Store) -> None:
    (found,) = store.retrieve(ids(4))
    assert found.payload == POINTS[3].payload


def test_retrieve_keeps_the_order_asked_for_and_leaves_out_the_unknown(store: Store) -> None:
    assert [found.id for found in store.retrieve(ids(3, 99, 1))] == ids(3, 1)
    assert store.retrieve([]) == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where(), [1, 2, 3, 4]),
        (Where((AnyOf("language", ("en",)),)), [2, 3]),
        (Where((AnyOf("countries", ("KZ", "KG")),)), [1, 2]),
        (Where((AnyOf("language", ("en",)), AnyOf("countries", ("KG",)))), [2]),
        (Where((AnyOf("language", ("fr",)),)), []),
        (Where((AnyOf("language", ()),)), []),
        (Where((Between("date_min", low=20200101),)), [2, 3]),
        (Where((Between("date_min", low=20200101, high=20200101),)), [2]),
        (Where((AnyOf("type", ("passage",)),), must_not=(AnyOf("language", ("en",)),)), [1]),
    ],
)
def test_filters_say_what_they_mean_everywhere(store: Store, where: Where, expected: list[int]) -> None:
    assert sorted(found.id for found in store.scroll(where)) == ids(*expected)
    assert store.count(where) == len(expected)
    hits = store.query(StoreQuery(dense=np.full(4, 0.5, dtype=np.float32), where=where))
    assert {hit.id for hit in hits} == set(ids(*expected)) - set(ids(4))


def test_dense_leg_ranks_by_cosine_and_keeps_to_the_floor(store: Store) -> None:
    query = np.asarray([1, 0, 0, 0], dtype=np.float32)
    hits = store.query(StoreQuery(dense=query, floor=0.5))
    assert [hit.id for hit in hits] == ids(1, 3)
    assert hits[0].score == pytest.approx(1.0, abs=1e-4)


def test_sparse_leg_weighs_terms_by_rarity(store: Store) -> None:
    hits = store.query(StoreQuery(sparse=SparseVector((7, 8), (1.0, 1.0))))
    assert [hit.id for hit in hits] == ids(2, 1)
    (rare,) = store.query(StoreQuery(sparse=SparseVector((8,), (1.0,))))
    common = store.query(StoreQuery(sparse=SparseVector((7,), (1.0,))))
    assert rare.score > common[0].score


def test_hybrid_is_reciprocal_rank_fusion(store: Store) -> None:
    query = StoreQuery(
        dense=np.asarray([1, 0, 0, 0], dtype=np.float32),
        sparse=SparseVector((7, 8), (1.0, 1.0)),
        fusion=Fusion(k=20, dense_weight=1.0, sparse_weight=1.0),
    )
    hits = store.query(query)
    assert {hit.id for hit in hits} == set(ids(1, 2, 3))
    # Point 1 is first by cosine and second by terms; points 2 and 3 are lower in one and first or absent in the other.
    assert hits[0].id in ids(1, 2)
    assert all(left.score >= right.score for left, right in zip(hits, hits[1:], strict=False))


def test_a_query_without_vectors_or_limit_finds_nothing(store: Store) -> None:
    assert store.query(StoreQuery()) == []
    assert store.query(StoreQuery(sparse=SparseVector((), ()))) == []
    assert store.query(StoreQuery(sparse=SparseVector((7,), (1.0,)), limit=0)) == []


def test_facet_counts_by_value_most_frequent_first(store: Store) -> None:
    assert store.facet("language", Where((AnyOf("type", ("passage",)),))) == [("en", 2), ("ru", 1)]
    assert store.facet("countries", Where()) == [("KG", 1), ("KZ", 1), ("RU", 1)]


def test_upsert_replaces_and_delete_removes(index: Index, store: Store) -> None:
    with index.writer() as writer:
        following = writer.open(dimensions=DIMENSIONS)
        following.upsert([point(1, dense=[0, 0, 1, 0], type="passage", language="kk")])
        following.delete(Where((AnyOf("language", ("en",)),)))
        following.delete(Where((AnyOf("language", ()),)))
    reader = index.reader()
    assert sorted(found.id for found in reader.scroll(Where())) == ids(1, 4)
    assert reader.retrieve(ids(1))[0].payload == {"type": "passage", "language": "kk"}


def test_vectors_that_are_not_finite_are_refused(index: Index) -> None:
    broken = Point(str(uuid.UUID(int=9)), {}, np.asarray([1, float("nan"), 0, 0], dtype=np.float32))
    with pytest.raises(ValueError, match="not finite"), index.writer() as writer:
        writer.open(dimensions=DIMENSIONS).upsert([broken])
    assert not index.exists()


def test_scrolling_goes_on_past_one_page(index: Index) -> None:
    with index.writer() as writer:
        writer.open(dimensions=DIMENSIONS).upsert([point(number, type="page") for number in range(1, 1301)])
    assert sum(1 for _ in index.reader().scroll(Where((AnyOf("type", ("page",)),)))) == 1300


def test_nothing_is_there_before_the_first_ingestion(index: Index) -> None:
    assert not index.exists()
    with pytest.raises(IndexMissing):
        index.reader()
    with index.writer() as writer:
        assert writer.current is None


def test_a_writer_that_opens_nothing_publishes_nothing(index: Index) -> None:
    with index.writer():
        pass
    assert not index.exists()


def test_only_one_writer_at_a_time(index: Index) -> None:
    with index.writer(), pytest.raises(IndexBusy), index.writer():
        pass
    with index.writer():
        pass


def test_a_first_index_that_fails_leaves_nothing(index: Index) -> None:
    with pytest.raises(RuntimeError), index.writer() as writer:
        writer.open(dimensions=DIMENSIONS).upsert(POINTS)
        raise RuntimeError
    assert not index.exists()


def test_a_rebuild_that_fails_leaves_the_old_index(index: Index, store: Store) -> None:
    with pytest.raises(RuntimeError), index.writer() as writer:
        writer.open(dimensions=DIMENSIONS, rebuild=True).upsert(POINTS[:1])
        raise RuntimeError
    assert index.reader().count(Where()) == 4


def test_a_rebuild_starts_empty_and_replaces_the_index_at_once(index: Index, store: Store) -> None:
    with index.writer() as writer:
        fresh = writer.open(dimensions=DIMENSIONS, rebuild=True)
        fresh.upsert(POINTS[:1])
        assert index.reader().count(Where()) == 4
    assert index.reader().count(Where()) == 1


def test_embedded_readers_keep_their_generation_and_new_ones_get_the_next(tmp_path: Path) -> None:
    index = EdgeIndex(tmp_path / "index")
    with index.writer() as writer:
        writer.open(dimensions=DIMENSIONS).upsert(POINTS)
    other_process = EdgeIndex(tmp_path / "index")
    before = other_process.reader()
    with index.writer() as writer:
        writer.open(dimensions=DIMENSIONS).delete(Where((AnyOf("language", ("en",)),)))
        assert other_process.reader() is before
    assert before.count(Where()) == 4
    assert other_process.reader().count(Where()) == 2
    assert index.generation() == "gen-000002"


def test_embedded_writer_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = EdgeIndex(folder)
    with index.writer() as writer:
        writer.open(dimensions=DIMENSIONS).upsert(POINTS)
    (folder / "gen-000002.partial").mkdir()
    (folder / "gen-000003").mkdir()  # renamed, but `current` was not flipped
    with index.writer():
        pass
    assert sorted(path.name for path in folder.iterdir()) == ["current", "gen-000001", "writer.lock"]


def test_embedded_index_names_a_generation_that_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "current").write_text("gen-000009\n")
    with pytest.raises(StoreUnavailable, match="gen-000009"):
        EdgeIndex(folder).reader()
    (folder / "current").write_text("../elsewhere\n")
    with pytest.raises(StoreUnavailable, match="elsewhere"):
        EdgeIndex(folder).reader()


def test_a_server_that_does_not_answer_is_named_as_such() -> None:
    index = ServerIndex(QdrantClient(url="http://127.0.0.1:9", timeout=1, check_compatibility=False), "test")
    with pytest.raises(StoreUnavailable, match="Qdrant"):
        index.exists()
