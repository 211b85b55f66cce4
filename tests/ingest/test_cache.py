"""The embedding cache is a convenience: whatever becomes of it, the run goes on and ends the same."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index_config.store.base import Index
from ingest import embed
from ingest.job import Job
from tests.ingest.watching import contents

pytestmark = pytest.mark.slow  # each runs the job once or more


def _garbage(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 1000)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _damaged_inside(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(bytes(data))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _short_vectors(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE vectors SET vector = x'0000'")
    database.close()


def _not_numbers(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE vectors SET vector = ?", (b"\xff" * 4 * 384,))
    database.close()


def _other_table(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE vectors")
        database.execute("CREATE TABLE vectors (something TEXT)")
    database.close()


@pytest.mark.parametrize(
    "spoil", [_garbage, _cut, _damaged_inside, _folder, _short_vectors, _not_numbers, _other_table]
)
def test_a_spoilt_cache_is_done_without(
    spoil: Callable[[Path], None], job: Job, collection: Path, index: Index, tmp_path: Path
) -> None:
    job.run([collection])
    before = contents(index)
    path = job.settings.data_dir / "embeddings.sqlite"
    spoil(path)
    report = job.run([collection], rebuild=True)
    assert report.exit_code == 0
    assert contents(index) == before
    report = job.run([collection])
    assert report.exit_code == 0


def test_a_broken_cache_is_begun_anew(job: Job, collection: Path) -> None:
    job.run([collection])
    path = job.settings.data_dir / "embeddings.sqlite"
    _garbage(path)
    job.run([collection], rebuild=True)
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM vectors").fetchone()[0] > 6
    database.close()


def test_a_cache_that_is_locked_is_done_without(job: Job, collection: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "_WAIT", 0.05)
    job.settings.data_dir.mkdir()
    database = sqlite3.connect(job.settings.data_dir / "embeddings.sqlite")
    database.execute("BEGIN EXCLUSIVE")
    report = job.run([collection])
    database.close()
    assert (report.exit_code, report.documents) == (0, 3)
