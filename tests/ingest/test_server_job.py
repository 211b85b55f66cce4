"""The job against the server adapter, in qdrant-client's memory: an index that is changed in place."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from qdrant_client import QdrantClient, models

from index_config.errors import IndexBusy
from index_config.store.base import Index, Point, Where
from index_config.store.edge_index import EdgeIndex
from index_config.store.server import ServerStore
from index_config.store.server_index import ServerIndex
from ingest.job import Job, known_documents
from ingest.report import Fate
from tests.conftest import RULING_EN, WordEncoder, write_collection
from tests.ingest.watching import contents

pytestmark = pytest.mark.slow  # each runs the job once or more


@pytest.fixture
def client() -> QdrantClient:
    return QdrantClient(":memory:")


@pytest.fixture
def index(client: QdrantClient) -> Iterator[Index]:
    made = ServerIndex(client, "test")
    yield made
    made.close()


def change(collection: Path) -> None:
    """One file changed, one new, one gone; one practice changed."""
    text = RULING_EN.replace("methadone", "buprenorphine").replace("expert she had named", "expert")
    (collection / "court_decisions" / "alpha.md").write_text(text, encoding="utf-8")
    (collection / "note.md").write_text("# Note\n\nNaloxone saves lives.\n", encoding="utf-8")
    (collection / "minutes.txt").unlink(missing_ok=True)
    practise(collection, "Buprenorphine in prison", "gp-two")


def practise(collection: Path, what: str, *ids: str) -> None:
    (collection / "good_practices").mkdir(exist_ok=True)
    lines = (
        f'- {{id: {id}, what: {{en: {what}}}, evidence: [{{document: alpha, paragraph: "1"}}]}}'
        for id in ("gp-one", *ids)
    )
    (collection / "good_practices" / "one.yaml").write_text("\n".join(lines), encoding="utf-8")


def test_new_changed_and_removed_files(job: Job, collection: Path, index: Index) -> None:
    practise(collection, "Methadone in prison")
    report = job.run([collection])
    assert (report.exit_code, report.documents, report.practices) == (0, 3, 1)
    before = contents(index)
    assert {outcome.fate for outcome in job.run([collection]).outcomes} == {Fate.UNCHANGED}
    assert contents(index) == before
    change(collection)
    report = job.run([collection])
    counts = report.counts
    assert (counts[Fate.NEW], counts[Fate.CHANGED], counts[Fate.REMOVED], counts[Fate.UNCHANGED]) == (1, 1, 1, 1)
    texts = " ".join(str(payload.get("text")) for payload in contents(index).values())
    assert "buprenorphine" in texts and "methadone" not in texts


def test_a_server_ends_with_what_the_embedded_engine_has(
    job: Job, collection: Path, index: Index, tmp_path: Path
) -> None:
    embedded = EdgeIndex(tmp_path / "embedded")
    for _ in range(2):
        job.run([collection])
        replace(job, index=embedded).run([collection])
        assert contents(index) == contents(embedded)
        change(collection)


def test_a_rebuild_moves_the_alias_and_leaves_one_collection(
    job: Job, collection: Path, index: Index, client: QdrantClient
) -> None:
    job.run([collection])
    before = contents(index)
    reading = index.reader()
    encoder = WordEncoder()
    encoder.fingerprint = "words@2"
    report = replace(job, encoder=encoder).run([collection])
    assert report.rebuilt and report.documents == 3
    manifest_apart = {id: payload for id, payload in before.items() if payload["type"] != "manifest"}
    assert manifest_apart.items() <= contents(index).items()
    assert [found.name for found in client.get_collections().collections] == ["test-000002"]
    assert reading.count(Where()) == len(before), "who was reading reads on, in the new collection"


def test_a_rebuild_keeps_what_has_become_unreadable(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    (collection / "minutes.txt").write_bytes(b"")
    assert job.run([collection], rebuild=True).documents == 3


def test_collections_of_others_are_left_alone(job: Job, collection: Path, client: QdrantClient) -> None:
    size = models.VectorParams(size=4, distance=models.Distance.COSINE)
    for name in ("test-2024", "test-archive", "test-backup-000001", "test-0000001"):
        client.create_collection(name, vectors_config=size)
    client.create_collection("test-000009", vectors_config=size)  # left by a killed writer of ours
    job.run([collection])
    job.run([collection], rebuild=True)
    names = {found.name for found in client.get_collections().collections}
    assert names == {"test-2024", "test-archive", "test-backup-000001", "test-0000001", "test-000002"}


def test_an_alias_that_somebody_set_by_hand_can_be_rebuilt(job: Job, collection: Path, client: QdrantClient) -> None:
    job.run([collection])
    store = ServerStore.create(client, "by-hand", 384)
    operation = models.CreateAlias(collection_name=store.collection, alias_name="test")
    client.update_collection_aliases([models.CreateAliasOperation(create_alias=operation)])
    assert job.run([collection], rebuild=True).documents == 3
    assert "by-hand" in {found.name for found in client.get_collections().collections}


def test_two_processes_of_one_data_folder_do_not_write_at_once(client: QdrantClient, tmp_path: Path) -> None:
    one, other = (ServerIndex(client, "test", lock=tmp_path / "lock") for _ in range(2))
    with one.writer(), pytest.raises(IndexBusy), other.writer():
        pass
    with other.writer():
        pass


class Killed(BaseException):
    """Stands for the end of the process: what was sent to the server stays there."""


def dying(patch: pytest.MonkeyPatch, step: int) -> Callable[[], int]:
    """Die at the ``step``-th change of the server; an upsert gets half way. Return the count of steps so far."""
    seen = 0
    upsert, delete = ServerStore.upsert, ServerStore.delete

    def dying_upsert(self: ServerStore, points: Sequence[Point]) -> None:
        nonlocal seen
        seen += 1
        if seen == step:
            upsert(self, points[: len(points) // 2])
            raise Killed
        upsert(self, points)

    def dying_delete(self: ServerStore, where: Where) -> None:
        nonlocal seen
        seen += 1
        if seen == step:
            raise Killed
        delete(self, where)

    patch.setattr(ServerStore, "upsert", dying_upsert)
    patch.setattr(ServerStore, "delete", dying_delete)
    return lambda: seen


def test_killed_at_any_step_the_next_run_ends_where_an_undisturbed_one_would(
    job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "collection"

    def prepared() -> Job:
        shutil.rmtree(root, ignore_errors=True)
        write_collection(root)
        practise(root, "Methadone in prison")
        fresh = replace(job, index=ServerIndex(QdrantClient(":memory:"), "test"))
        fresh.run([root])
        change(root)
        return fresh

    undisturbed = prepared()
    with monkeypatch.context() as patch:
        steps = dying(patch, 0)
        undisturbed.run([root])
    wanted = contents(undisturbed.index)
    assert steps() >= 7
    for step in range(1, steps() + 1):
        killed = prepared()
        ids = set(known_documents(killed.index.reader()))
        with monkeypatch.context() as patch, pytest.raises(Killed):
            dying(patch, step)
            killed.run([root])
        served = set(known_documents(killed.index.reader()))
        assert ids & set(known_documents(undisturbed.index.reader())) <= served, f"step {step}"
        killed.run([root])
        assert contents(killed.index) == wanted, f"step {step}"


def test_what_a_killed_run_left_of_a_file_that_is_gone_goes_too(
    job: Job, collection: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    before = contents(index)
    (collection / "note.md").write_text("# Note\n\nNaloxone saves lives.\n", encoding="utf-8")
    with monkeypatch.context() as patch, pytest.raises(Killed):
        dying(patch, 2)
        job.run([collection])
    assert contents(index) != before
    (collection / "note.md").unlink()
    assert {outcome.fate for outcome in job.run([collection]).outcomes} == {Fate.UNCHANGED}
    assert contents(index) == before
