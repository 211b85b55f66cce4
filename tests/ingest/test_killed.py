"""Promise 4: killed at any point, the next run ends where an undisturbed run would have.

``KB_TEST_KILLS`` says how many times (3), ``KB_TEST_SEED`` which (1). Half of the kills come at a random moment of the
run's duration, the other half at a random step that changes something on disk; of these every second one while the new
generation is being published. ``pytest -s`` shows the figures.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index_config.store.base import StoreQuery, Where
from index_config.store.copying import copy_tree
from index_config.store.edge_index import EdgeIndex
from tests.conftest import WordEncoder
from tests.ingest.launcher import Ended, Launcher, ended

KILLS = int(os.environ.get("KB_TEST_KILLS", "3"))
SEED = int(os.environ.get("KB_TEST_SEED", "1"))
FILES = 60
_LAST = 12  # events: renaming the new generation, flipping to it

_TOPICS = {"en": ("naloxone", "methadone", "prison", "police", "court"), "ru": ("налоксон", "метадон", "тюрьма", "суд")}

Contents = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Served:
    """All that a reader finds: the payloads by id, and the answers to a few questions."""

    contents: Contents
    answers: tuple[tuple[str, ...], ...]

    @property
    def documents(self) -> set[str]:
        return {payload["document_id"] for payload in self.contents.values() if payload["type"] == "document"}


@dataclass(frozen=True, slots=True)
class Scene:
    """An index of files as they were (``data``), the files as they are now, and what is served before and after."""

    launcher: Launcher
    data: Path
    files: Path
    before: Served
    after: Served
    undisturbed: Ended


def serve(data: Path) -> Served:
    """Read the index as another process would."""
    store = EdgeIndex(data / "index").reader()
    contents = {point.id: point.payload for point in store.scroll(Where())}
    vectors = WordEncoder().embed_queries(["naloxone police", "метадон тюрьма"])
    answers = (store.query(StoreQuery(dense=np.asarray(vector), limit=5)) for vector in vectors)
    return Served(contents, tuple(tuple(hit.id for hit in hits) for hits in answers))


def text_of(number: int, version: int) -> tuple[str, str]:
    """The name and the text of a generated file."""
    language = "en" if number % 2 else "ru"
    words = _TOPICS[language]
    chosen = [words[(number + step) % len(words)] for step in range(4)]
    lines = "\n\n".join(f"{step}. {' '.join(chosen)} {number} {version} {step}." for step in range(1, 4))
    return f"{language}-{number:02d}.{'md' if number % 3 else 'txt'}", f"# {chosen[0]} {number}\n\n{lines}\n"


def write(folder: Path, numbers: range, version: int) -> None:
    for number in numbers:
        name, text = text_of(number, version)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    """A folder in memory where there is one with room, for it is a hundred times faster."""
    memory = Path("/dev/shm")
    fast = memory.is_dir() and shutil.disk_usage(memory).free > 4 << 30
    folder = Path(tempfile.mkdtemp(prefix="kb-killed-", dir=memory if fast else None))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def scene(room: Path) -> Iterator[Scene]:
    """60 files: 50 of an earlier run, of which 12 have changed and 10 are gone, and 20 new ones."""
    files, data = room / "files", room / "before"
    files.mkdir()
    (files / "collection.yaml").write_text("title: {en: Killed}\n", encoding="utf-8")
    with Launcher() as launcher:
        write(files, range(50), version=1)
        assert launcher.run(data, [files]).report["counts"]["new"] == 50
        write(files, range(12), version=2)
        for number in range(40, 50):
            (files / text_of(number, 1)[0]).unlink()
        write(files, range(50, 70), version=1)
        copy_tree(data, room / "undisturbed")
        undisturbed = launcher.run(room / "undisturbed", [files])
        counts = undisturbed.report["counts"]
        assert (counts["new"], counts["changed"], counts["removed"], counts["unchanged"]) == (20, 12, 10, 28)
        before, after = serve(data), serve(room / "undisturbed")
        assert len(before.documents) == 50 and len(after.documents) == FILES
        yield Scene(launcher, data, files, before, after, undisturbed)


@dataclass(frozen=True, slots=True)
class Kill:
    """When to kill: after some seconds, or at an event."""

    seconds: float = 0.0
    event: int = 0


def plan_kills(scene: Scene) -> list[Kill]:
    chance = random.Random(SEED)
    events = scene.undisturbed.events
    kills = []
    for number in range(KILLS):
        if number % 2 == 0:
            kills.append(Kill(seconds=chance.uniform(0, scene.undisturbed.seconds)))
        else:
            low = 1 if number % 4 == 1 else events - _LAST
            kills.append(Kill(event=chance.randint(low, events)))
    return kills


def kill(scene: Scene, data: Path, moment: Kill) -> bool:
    """Run and kill; tell whether the run was killed before it ended by itself. No process of it may be left."""
    pid = scene.launcher.start(data, [scene.files], die_at=moment.event)
    if moment.seconds:
        time.sleep(moment.seconds)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    end = scene.launcher.wait()
    assert ended(pid), "the worker outlives the job"
    return end.signal == signal.SIGKILL


@pytest.mark.slow
def test_killed_at_any_point_nothing_is_lost(scene: Scene, room: Path) -> None:
    figures: Counter[str] = Counter()
    for number, moment in enumerate(plan_kills(scene)):
        data = room / f"killed-{number}"
        copy_tree(scene.data, data)
        while not kill(scene, data, moment):  # it ended before, being faster than the run that was measured
            moment = Kill(moment.seconds * 0.7, moment.event - 1 if moment.event else 0)
            shutil.rmtree(data)
            copy_tree(scene.data, data)
        figures["killed"] += 1
        served = serve(data)
        assert served in (scene.before, scene.after), f"kill {number} {moment}: neither the old state nor the new"
        figures["served the old state" if served == scene.before else "served the new state"] += 1
        figures["left a part"] += any(path.suffix == ".partial" for path in (data / "index").iterdir())
        again = scene.launcher.run(data, [scene.files])
        assert again.report, f"kill {number} {moment}: the next run failed: {again.error or again.signal}"
        assert serve(data) == scene.after, f"kill {number} {moment}: the next run ends elsewhere"
        for count in ("documents", "passages", "practices"):
            assert again.report[count] == scene.undisturbed.report[count]
        left = sorted(path.name for path in (data / "index").iterdir())
        assert left == sorted(path.name for path in (room / "undisturbed" / "index").iterdir()), left
        shutil.rmtree(data)
    seconds, events = scene.undisturbed.seconds, scene.undisturbed.events
    sys.stdout.write(f"\n{json.dumps(figures)}; an undisturbed run: {seconds:.1f} s, {events} events\n")


@pytest.mark.slow
def test_killed_in_a_rebuild_the_old_index_serves(scene: Scene, room: Path) -> None:
    data = room / "rebuilt"
    copy_tree(scene.data, data)
    pid = scene.launcher.start(data, [scene.files], die_at=40, rebuild=True)
    assert scene.launcher.wait().signal == signal.SIGKILL
    assert ended(pid)
    assert serve(data) == scene.before
    assert scene.launcher.run(data, [scene.files], rebuild=True).report["rebuilt"]
    assert serve(data).contents == scene.after.contents


@pytest.mark.slow
def test_killed_in_the_first_run_there_is_no_index_and_then_the_whole(scene: Scene, room: Path) -> None:
    data = room / "first"
    scene.launcher.start(data, [scene.files], die_at=60)
    assert scene.launcher.wait().signal == signal.SIGKILL
    assert not EdgeIndex(data / "index").exists()
    assert scene.launcher.run(data, [scene.files]).report["documents"] == FILES
    assert serve(data).contents == scene.after.contents
