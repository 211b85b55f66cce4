"""The worker process and what files may do to it. The process is the real one; the files' paths misbehave."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index_config.domain import Kind, Metadata
from index_config.errors import ConfigurationError, DamagedSource, SourceError, SourceTimeout, SourceTooLarge
from ingest import worker as worker_module
from ingest.sources import FoundFile, Source, hash_file
from ingest.worker import Worker
from tests.ingest import misbehaving
from tests.ingest.launcher import ROOT

pytestmark = pytest.mark.slow  # each starts a process or two

TEXT = "# Note\n\nNaloxone saves lives when an overdose happens, and it must be within reach.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "note.md").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(recipe="test", seconds=120, memory_mb=512) as started:
        yield started


def source(folder: Path, kind: type[Path] = Path) -> Source:
    path = folder / "note.md"
    return Source(
        FoundFile(folder, kind(path)), hash_file(path), Metadata(title="Note", language="en", kind=Kind.REPORT)
    )


def descendants() -> set[int]:
    """The worker processes that this process has and that still are, zombies too."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
            command = (path / "cmdline").read_bytes()
        except OSError:
            continue
        if parent == os.getpid() and b"resource_tracker" not in command:
            found.add(int(path.name))
    return found


def gone(pid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("kind", "error", "reason"),
    [
        (misbehaving.TakesMemory, SourceTooLarge, "memory"),
        (misbehaving.EatsMemory, SourceTooLarge, "memory"),
        (misbehaving.Leaves, DamagedSource, "exit status 3"),
        (misbehaving.Crashes, DamagedSource, "SIGSEGV"),
        (misbehaving.Nests, DamagedSource, "nested too deeply"),
        (misbehaving.Fails, DamagedSource, "ZeroDivisionError: page 0 of 0"),
    ],
)
def test_a_file_that_brings_the_reader_down_is_named_and_the_next_one_is_read(
    kind: type[Path], error: type[SourceError], reason: str, folder: Path, worker: Worker
) -> None:
    worker.submit(source(folder, kind))
    with pytest.raises(error, match=reason) as raised:
        worker.result()
    assert raised.value.details["file"] == "note.md"
    worker.submit(source(folder))
    assert "Naloxone" in worker.result().document.text


def test_a_file_that_hangs_is_stopped_with_the_programs_it_started(folder: Path) -> None:
    with Worker(recipe="test", seconds=2, memory_mb=512) as worker:
        worker.submit(source(folder, misbehaving.Hangs))
        started = time.monotonic()
        with pytest.raises(SourceTimeout, match=r"note\.md: reading was stopped after 2 s"):
            worker.result()
        assert 1.5 < time.monotonic() - started < 10
        for pid in (folder / "note.md.pid").read_text(encoding="ascii").split():
            assert gone(int(pid))
    with Worker(recipe="test", seconds=120, memory_mb=512) as worker:
        worker.submit(source(folder))
        assert worker.result().document.text


def test_a_worker_that_dies_between_two_files_is_replaced(folder: Path, worker: Worker) -> None:
    worker.submit(source(folder))
    worker.result()
    for pid in descendants():
        os.kill(pid, signal.SIGKILL)
    worker.submit(source(folder))
    assert worker.result().document.text


def test_what_libraries_print_reaches_nobody(folder: Path, worker: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    worker.submit(source(folder, misbehaving.Shouts))
    assert worker.result().document.text
    captured = capfd.readouterr()
    assert "SHOUT" not in captured.out + captured.err


def test_nothing_is_left_of_workers_that_came_and_went(folder: Path) -> None:
    def once() -> None:
        with Worker(recipe="test", seconds=120, memory_mb=512) as worker:
            for kind in (misbehaving.Leaves, Path):
                worker.submit(source(folder, kind))
                try:
                    worker.result()
                except DamagedSource:
                    continue

    once()  # starts what stays: the process that tracks resources
    open_before = set(os.listdir("/proc/self/fd"))
    once()
    assert len(os.listdir("/proc/self/fd")) == len(open_before)
    assert descendants() == set(), "a process or a zombie is left"


def test_a_worker_that_does_not_start_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "_START_SECONDS", 0)
    with pytest.raises(ConfigurationError, match="does not start"), Worker(recipe="test", seconds=1, memory_mb=512):
        pass
    assert descendants() == set()


ORPHAN = """
import sys
from pathlib import Path
from ingest.worker import Worker
from tests.ingest import misbehaving
from tests.ingest.test_worker import source

if __name__ == "__main__":
    with Worker(recipe="test", seconds=600, memory_mb=512) as worker:
        worker.submit(source(Path(sys.argv[1]), misbehaving.Hangs))
        worker.result()
"""


def test_a_worker_ends_with_its_parent_however_that_ends(folder: Path) -> None:
    script = folder / "orphan.py"
    script.write_text(ORPHAN, encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script), str(folder)], env={**os.environ, "PYTHONPATH": str(ROOT)})
    pids = folder / "note.md.pid"
    deadline = time.monotonic() + 120
    while not (pids.is_file() and pids.read_text(encoding="ascii").count(" ")):
        assert time.monotonic() < deadline and parent.poll() is None
        time.sleep(0.1)
    worker, program = map(int, pids.read_text(encoding="ascii").split())
    assert os.getpgid(worker) == worker, "a Ctrl-C at the terminal is for the parent alone"
    parent.kill()
    parent.wait()
    assert gone(worker) and gone(program)
