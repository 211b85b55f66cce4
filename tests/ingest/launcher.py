"""Starts ingestions in processes of their own, quickly: all is imported once, and each run is a fork of that process.

The runs are real: the real job with its worker process, into a real embedded index; only the encoder is the tests' own.
A run can be told to kill itself at the n-th *event*: just before or after a step that changes something on disk.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

# Nothing heavy is imported up here: the worker process imports this module again.

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: ``signal`` that killed it or 0; else its report, its seconds and the events it saw."""

    signal: int
    seconds: float
    events: int = 0
    report: Any = None
    error: str = ""


class Launcher:
    """The process that forks. ``start`` a run, then ``wait`` for its end; in between it can be killed by its ``pid``."""

    def __enter__(self) -> Self:
        environment = {**os.environ, "TOKENIZERS_PARALLELISM": "false", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.ingest.launcher"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
        )
        assert self._answer() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def start(self, data: Path, paths: Sequence[Path], *, die_at: int = 0, rebuild: bool = False) -> int:
        """Begin an ingestion; return its process id."""
        assert self._process.stdin
        order = {"data": str(data), "paths": [str(path) for path in paths], "die_at": die_at, "rebuild": rebuild}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._answer())

    def wait(self) -> Ended:
        """Wait for the end of the run."""
        return Ended(**self._answer())

    def run(self, data: Path, paths: Sequence[Path], *, die_at: int = 0, rebuild: bool = False) -> Ended:
        """Begin an ingestion and wait for its end."""
        self.start(data, paths, die_at=die_at, rebuild=rebuild)
        return self.wait()

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the launcher died"
        return json.loads(line)


def processes_of(run: int) -> list[int]:
    """Return the processes of a run, which is the leader of a session, that still are: its own and its workers."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = _stat(stat)
        if fields and fields[0] != "Z" and int(fields[3]) == run:
            found.append(int(stat.parent.name))
    return found


def ended(run: int, seconds: float = 10) -> bool:
    """Tell whether all processes of a run come to an end within some seconds."""
    deadline = time.monotonic() + seconds
    while processes_of(run):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _stat(path: Path) -> list[str]:
    """State, parent, group, session … of a process; empty when it is gone."""
    try:
        return path.read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def _serve() -> None:
    _warm_up()
    _say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        started = time.monotonic()
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            os.setsid()
            _run(order, writing)
            os._exit(0)
        os.close(writing)
        _say(pid)
        with os.fdopen(reading) as stream:
            result = json.loads(stream.read() or "{}")
        status = os.waitpid(pid, 0)[1]
        killed = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        _say({"signal": killed, "seconds": time.monotonic() - started, **result})


def _say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _warm_up() -> None:
    import ingest.job  # noqa: F401
    from index_config.sparse import SparseEncoder
    from index_config.store.edge_index import EdgeIndex  # noqa: F401
    from index_config.vocabulary import Vocabulary
    from tests.conftest import WordEncoder

    SparseEncoder().encode_passage("Слово и слово, a word and a word.")
    WordEncoder().embed_passages(["word"])
    Vocabulary.load()


def _run(order: dict[str, Any], pipe: int) -> None:
    from index_config.errors import KnowledgeBaseError
    from index_config.settings import load_settings
    from index_config.store import open_index
    from index_config.vocabulary import Vocabulary
    from ingest.job import Job
    from tests.conftest import WordEncoder

    events = _Events(order["die_at"])
    events.watch()
    settings = load_settings(data_dir=order["data"], file_seconds=60)
    job = Job(settings, open_index(settings), WordEncoder(), Vocabulary.load())
    try:
        report = job.run([Path(path) for path in order["paths"]], rebuild=order["rebuild"])
        result: dict[str, Any] = {"report": report.as_json()}
    except KnowledgeBaseError as error:
        result = {"error": f"{type(error).__name__}: {error}"}
    with os.fdopen(pipe, "w") as stream:
        json.dump({**result, "events": events.seen}, stream)


class _Events:
    """Counts the steps that change something on disk, and kills this process at one of them."""

    def __init__(self, die_at: int) -> None:
        self.seen = 0
        self._die_at = die_at
        self._lock = threading.Lock()

    def watch(self) -> None:
        """Count from now on."""
        import shutil

        from index_config.store import edge_index
        from index_config.store.edge import EdgeStore
        from ingest.embed import EmbeddingCache

        for place, name in [(os, "fsync"), (os, "replace"), (Path, "rename"), (shutil, "rmtree")]:
            self._wrap(place, name)
        self._wrap(edge_index, "copy_tree")
        for name in ("create", "upsert", "delete", "finish", "close"):
            self._wrap(EdgeStore, name)
        self._wrap(EmbeddingCache, "put")

    def _wrap(self, place: Any, name: str) -> None:
        original: Callable[..., Any] = getattr(place, name)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self._tick()
            result = original(*args, **kwargs)
            self._tick()
            return result

        setattr(place, name, staticmethod(counted) if hasattr(original, "__self__") and place is not os else counted)

    def _tick(self) -> None:
        with self._lock:
            self.seen += 1
            if self.seen == self._die_at:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    _serve()
