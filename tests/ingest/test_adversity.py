"""What a laptop does to an ingestion: files that change, vanish or are forbidden, clocks, other processes.

In each case the error is clear or there is none, the index that was served is served still, the next run is right.
"""

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index_config.errors import IndexBusy
from index_config.store import edge_view
from index_config.store.base import Index, Where
from index_config.store.edge_index import EdgeIndex
from ingest.job import Job, known_documents
from ingest.plan import make_plan
from ingest.report import Fate
from ingest.sources import hash_file
from tests.conftest import RULING_EN
from tests.ingest.watching import change, contents, outcome_of, python

pytestmark = pytest.mark.slow  # each runs the job once or more


def test_a_file_that_may_not_be_read_keeps_its_earlier_version(
    job: Job, collection: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    before = contents(index)
    path = collection / "minutes.txt"
    path.write_text("Другой текст, которого никто не прочтёт.", encoding="utf-8")
    with monkeypatch.context() as patch:
        deny(patch, path)
        report = job.run([collection])
        refused = outcome_of(report, "minutes.txt")
        assert (refused.fate, refused.error, refused.kept) == (Fate.REFUSED, "source-unreadable", True)
        assert "Permission denied" in refused.reason["en"] and report.exit_code == 1
        assert contents(index) == before
    path.chmod(0o644)
    assert outcome_of(job.run([collection]), "minutes.txt").fate is Fate.CHANGED


def test_a_folder_that_may_not_be_looked_into_keeps_its_documents(
    job: Job, collection: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    before = contents(index)
    folder = collection / "court_decisions"
    with monkeypatch.context() as patch:
        deny(patch, folder)
        report = job.run([collection])
        refused = outcome_of(report, "court_decisions")
        assert (refused.fate, refused.kept, report.exit_code) == (Fate.REFUSED, True, 1)
        assert contents(index) == before
    folder.chmod(0o755)
    assert set(outcome.fate for outcome in job.run([collection]).outcomes) == {Fate.UNCHANGED}


def deny(patch: pytest.MonkeyPatch, denied: Path) -> None:
    """Take the right to read: by the permissions, for the superuser, who has all rights, by a stand-in."""
    if os.geteuid() != 0:
        denied.chmod(0)
        return
    for name in ("open", "iterdir"):
        original = getattr(Path, name)

        def guarded(self: Path, *args: Any, _original: Callable[..., Any] = original, **kwargs: Any) -> Any:
            if self == denied:
                raise PermissionError(13, "Permission denied", str(self))
            return _original(self, *args, **kwargs)

        patch.setattr(Path, name, guarded)


def after_planning(patch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something when the files have been listed and hashed and none has been read."""
    original = make_plan

    def planned(*args: Any, **kwargs: Any) -> Any:
        made = original(*args, **kwargs)
        act()
        return made

    patch.setattr("ingest.job.make_plan", planned)


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_run(
    job: Job, collection: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    before = contents(index)
    path = change(collection)
    with monkeypatch.context() as patch:
        after_planning(patch, lambda: path.write_text(RULING_EN.replace("methadone", "heroin"), encoding="utf-8"))
        refused = outcome_of(job.run([collection]), "court_decisions/alpha.md")
    assert (refused.error, refused.kept) == ("source-changed", True)
    assert contents(index) == before
    assert outcome_of(job.run([collection]), "court_decisions/alpha.md").fate is Fate.CHANGED
    assert any("heroin" in str(payload.get("text")) for payload in contents(index).values())


def test_a_file_that_is_being_copied_has_changed_and_is_not_called_damaged(
    job: Job, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = collection / "growing.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    after_planning(monkeypatch, lambda: path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<"))
    assert outcome_of(job.run([collection]), "growing.pdf").error == "source-changed"


def test_a_file_that_vanishes_is_kept_and_gone_after_the_next_run(
    job: Job, collection: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    before = contents(index)
    path = change(collection)
    (collection / "court_decisions" / "catalogue.yaml").unlink()
    with monkeypatch.context() as patch:
        after_planning(patch, path.unlink)
        refused = outcome_of(job.run([collection]), "court_decisions/alpha.md")
    assert (refused.error, refused.kept) == ("source-unreadable", True)
    assert contents(index).keys() == before.keys()
    assert outcome_of(job.run([collection]), "court_decisions/alpha.md").fate is Fate.REMOVED


def test_a_file_that_vanishes_between_listing_and_hashing_stops_nothing(
    job: Job, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = hash_file

    def hashed(path: Path) -> str:
        if path.name == "minutes.txt":
            path.unlink()
        return original(path)

    monkeypatch.setattr("ingest.plan.hash_file", hashed)
    report = job.run([collection])
    assert outcome_of(report, "minutes.txt").error == "source-unreadable"
    assert report.documents == 2


def test_dates_of_files_and_of_generations_mean_nothing(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    assert isinstance(index, EdgeIndex)
    for path in [*collection.rglob("*"), *(job.settings.data_dir / "index").rglob("*")]:
        os.utime(path, (2**31 - 1, 2**31 - 1))
    assert {outcome.fate for outcome in job.run([collection]).outcomes} == {Fate.UNCHANGED}
    os.utime(change(collection), (0, 0))
    assert job.run([collection]).counts[Fate.CHANGED] == 1
    assert index.generation() == "gen-000002"
    assert any("buprenorphine" in str(payload.get("text")) for payload in contents(index).values())


def test_a_clock_that_goes_back_disturbs_nothing(
    job: Job, collection: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    job.run([collection])
    monkeypatch.setattr(time, "time", lambda: 0.0)
    change(collection)
    assert job.run([collection]).counts[Fate.CHANGED] == 1
    assert isinstance(index, EdgeIndex) and index.generation() == "gen-000002"


HOLD = """
import sys
from pathlib import Path
from index_config.store.edge_index import EdgeIndex
with EdgeIndex(Path(sys.argv[1])).writer():
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_two_writers_at_once(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    before = contents(index)
    change(collection)
    other = python(HOLD, str(job.settings.data_dir / "index"))
    assert other.stdout and other.stdout.readline() == "writing\n"
    with pytest.raises(IndexBusy):
        job.run([collection])
    assert contents(index) == before
    other.kill()
    other.communicate()
    assert job.run([collection]).counts[Fate.CHANGED] == 1


READ = """
import json, sys, threading
from pathlib import Path
from index_config.store.base import AnyOf, StoreQuery, Where
from index_config.store.edge_index import EdgeIndex
from tests.conftest import WordEncoder

index = EdgeIndex(Path(sys.argv[1]))
wanted = set(json.loads(sys.argv[2]))
vector = WordEncoder().embed_queries(["methadone prison"])[0]
first = index.reader()
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
print("reading", flush=True)
searches, errors, missing, generations = 0, [], [], set()
while not stop.is_set() or searches < 20:
    try:
        store = index.reader()
        generations.add(index.generation())
        for opened in (store, first):
            hits = opened.query(StoreQuery(dense=vector, limit=20, where=Where((AnyOf("type", ("passage",)),))))
            records = {point.payload["document_id"] for point in opened.scroll(Where((AnyOf("type", ("document",)),)))}
            if not hits or wanted - records:
                missing.append(sorted(wanted - records))
            searches += 1
    except Exception as error:
        errors.append(repr(error))
print(json.dumps([searches, errors[:3], missing[:3], len(generations)]))
"""


def test_a_reader_searches_on_through_ten_ingestions(job: Job, collection: Path, index: Index) -> None:
    job.run([collection])
    ids = sorted(known_documents(index.reader()))
    reader = python(READ, str(job.settings.data_dir / "index"), json.dumps(ids))
    assert reader.stdout and reader.stdout.readline() == "reading\n"
    for number in range(10):
        (collection / "minutes.txt").write_text(f"Протокол {number}\n\nТекст заседания {number}.\n", encoding="utf-8")
        (collection / f"new-{number}.md").write_text(f"# New {number}\n\nText {number}.\n", encoding="utf-8")
        assert job.run([collection]).counts[Fate.CHANGED] == 1
    printed, _ = reader.communicate(timeout=60)
    searches, errors, missing, generations = json.loads(printed)
    assert (errors, missing) == ([], [])
    assert searches >= 20 and generations > 1


def test_a_file_that_goes_while_we_look_keeps_nobody_from_reading(tmp_path: Path) -> None:
    index = EdgeIndex(tmp_path / "index")
    with index.writer() as writer:
        writer.open(dimensions=4)
    generation = tmp_path / "index" / index.generation()
    (generation / ".atomicwrite1").symlink_to(tmp_path / "gone")  # listed, and not there when it is looked at
    assert edge_view._writable(generation)
    assert EdgeIndex(tmp_path / "index").reader().count(Where()) == 0


def test_a_reader_that_was_overtaken_opens_the_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = EdgeIndex(tmp_path / "index")
    for _ in range(2):
        with index.writer() as writer:
            writer.open(dimensions=4)
    slow = EdgeIndex(tmp_path / "index")
    original = edge_view.open_generation

    def overtaken(path: Path) -> Any:
        if path.name == "gen-000002":
            shutil.rmtree(path)
            (tmp_path / "index" / "current").write_text("gen-000001\n", encoding="utf-8")
        return original(path)

    monkeypatch.setattr("index_config.store.edge_index.open_generation", overtaken)
    assert slow.reader().count(Where()) == 0
