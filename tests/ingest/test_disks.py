"""Disks that are full and folders that may not be written: clear errors, and the old index is served."""

import gc
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from index_config.domain import Query
from index_config.errors import DiskFull, StoreUnavailable
from index_config.store import open_index
from index_config.store.base import Index
from index_config.store.edge_index import EdgeIndex
from ingest.job import Job
from ingest.report import Fate
from search_api.library import Library
from tests.ingest.places import fill, read_only, small_disk
from tests.ingest.watching import change, contents, python

pytestmark = pytest.mark.slow  # each runs the job once or more


def test_too_little_room_is_found_out_before_anything_is_written(
    job: Job, collection: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    before = contents(index)
    change(collection)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12, 30 << 20))
        with pytest.raises(DiskFull, match="30 MiB are free") as raised:
            job.run([collection])
    assert "30 МиБ" in raised.value.message("ru")
    assert contents(index) == before
    assert job.run([collection]).counts[Fate.CHANGED] == 1


GROW = """
import sys, uuid
from pathlib import Path
import numpy as np
from index_config.errors import DiskFull
from index_config.store.base import Point, Where
from index_config.store.edge_index import EdgeIndex

index = EdgeIndex(Path(sys.argv[1]))
vector = np.full(384, 384**-0.5, dtype=np.float32)

def points(start, number):
    text = "".join(map(str, range(2000)))
    return [Point(str(uuid.UUID(int=start + at)), {"type": "page", "text": text}, vector) for at in range(number)]

if not index.exists():
    with index.writer() as writer:
        writer.open(dimensions=384).upsert(points(0, 50))
try:
    with index.writer() as writer:
        store = writer.open(dimensions=384)
        for round in range(1000):
            store.upsert(points(1000 + 100 * round, 100))
except DiskFull:
    print("full", round, index.reader().count(Where()))
"""


def test_a_disk_that_runs_full_under_the_writer_is_an_error_and_not_its_death(tmp_path: Path) -> None:
    with small_disk(tmp_path, 140) as disk:
        printed, _ = python(GROW, str(disk / "index")).communicate(timeout=120)
        word, rounds, served = printed.split()
        assert (word, served) == ("full", "50") and int(rounds) > 3
        assert sorted(path.name for path in (disk / "index").iterdir()) == ["current", "gen-000001", "writer.lock"]


def test_an_index_on_a_full_disk_can_still_be_searched(tmp_path: Path, job: Job, collection: Path) -> None:
    job.run([collection])
    with small_disk(tmp_path, 100) as disk:
        shutil.copytree(job.settings.data_dir / "index", disk / "index", copy_function=_sparse)
        fill(disk)
        assert shutil.disk_usage(disk).free == 0
        index = EdgeIndex(disk / "index")
        assert contents(index) == contents(job.index)
        with pytest.raises(DiskFull), index.writer() as writer:
            writer.open(dimensions=384)
        index.close()
        gc.collect()


def _sparse(source: str, target: str) -> None:
    subprocess.run(["cp", "--sparse=always", source, target], check=True)


def test_a_data_folder_that_may_only_be_read_is_searched_and_not_written(job: Job, collection: Path) -> None:
    job.run([collection])
    before = contents(job.index)
    job.index.close()
    gc.collect()
    views = _views()
    with read_only(job.settings.data_dir):
        index = open_index(job.settings)
        assert contents(index) == before
        library = Library(job.settings, index, job.encoder, job.vocabulary)
        assert library.search(Query("methadone prison doctor")).hits
        with pytest.raises(StoreUnavailable, match=r"writer\.lock|current"):
            Job(job.settings, index, job.encoder, job.vocabulary).run([collection])
        library.close()
        del index, library
        gc.collect()
    assert _views() == views, "what was opened elsewhere is removed"


def _views() -> set[Path]:
    places = [Path(tempfile.gettempdir()), Path("/dev/shm")]
    return {path for place in places for path in place.glob("kb-view-*")}


def test_an_engine_that_fails_for_another_reason_is_not_tried_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    (folder / "gen-000001").mkdir(parents=True)
    (folder / "current").write_text("gen-000001\n", encoding="utf-8")
    before = _views()
    with pytest.raises(StoreUnavailable):
        EdgeIndex(folder).reader()
    assert _views() == before


def test_without_room_for_a_copy_either_the_error_says_so(
    job: Job, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12, 0))
    with pytest.raises(StoreUnavailable, match="fits nowhere else"):
        open_index(job.settings).reader()


def test_a_data_folder_that_cannot_be_made_is_named(job: Job, collection: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    settings = job.settings.model_copy(update={"data_dir": tmp_path / "file" / "data"})
    with pytest.raises(StoreUnavailable, match="file/data"):
        Job(settings, open_index(settings), job.encoder, job.vocabulary).run([collection])
