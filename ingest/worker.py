"""A worker process that reads files, stopped when one takes too long or too much memory.

The process is started fresh (``spawn``), keeps its imports from file to file, and is replaced after it was stopped or
died. It gets paths and sends back documents; it never opens the index. It leads a process group of its own, so that the
programs it starts (OCR) end with it, and it ends when its parent does, however that ends. What the readers' libraries
print goes nowhere: it may hold text of the documents, and would spoil what we print.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Self

from index_config.errors import ConfigurationError, DamagedSource, KnowledgeBaseError, SourceTimeout, SourceTooLarge
from ingest.prepare import Prepared, prepare
from ingest.sources import Source

_START_SECONDS = 120  # importing the readers on a cold disk
_READY = "ready"


class Worker:
    """One worker process. ``submit`` and ``result`` alternate, so that the caller can work while it reads."""

    def __init__(self, *, recipe: str, seconds: int, memory_mb: int) -> None:
        self._recipe = recipe
        self._seconds = seconds
        self._memory = memory_mb << 20
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._source: Source | None = None
        self._given = 0  # files since the process was started

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop()

    def submit(self, source: Source) -> None:
        """Give the worker a file to read. Raises ``ConfigurationError`` when no worker can be started."""
        self._source = source
        try:
            self._running().send(source)
        except OSError:  # it died since it answered last
            self._stop()
            self._running().send(source)
        self._given += 1

    def result(self) -> Prepared:
        """Wait for the file given last.

        A worker that dies, or runs out of memory, after it has read other files may do so for what they left behind:
        then the file is read once more, by a fresh one.

        Raises:
            SourceError: the file cannot be taken in, took longer than the limit, or brought the worker down.
        """
        source, self._source = self._source, None
        assert source is not None
        fresh = self._given == 1
        answer = self._answer(source)
        if _may_be_ours(answer) and not fresh:
            self._stop()
            self.submit(source)
            answer = self._answer(source)
        if _may_be_ours(answer):
            self._stop()  # what it took may not come back, and the next file must not pay for it
        if isinstance(answer, Prepared):
            return answer
        kind = DamagedSource if isinstance(answer, _BroughtDown) else type(answer)
        raise kind(**{**answer.details, "file": source.file.label})

    def _answer(self, source: Source) -> Prepared | KnowledgeBaseError:
        assert self._pipe is not None
        try:
            if not self._pipe.poll(self._seconds):
                self._stop()
                return SourceTimeout(file=source.file.label, seconds=self._seconds)
            answer = self._pipe.recv()
        except (EOFError, OSError):
            return _BroughtDown(file=source.file.label, reason=f"reading it brought the reader down, {self._cause()}")
        assert isinstance(answer, Prepared | KnowledgeBaseError)
        return answer

    def _running(self) -> Connection:
        if self._process is None or self._pipe is None or not self._process.is_alive():
            self._start()
        assert self._pipe is not None
        return self._pipe

    def _start(self) -> None:
        self._stop()
        self._given = 0
        ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs, self._recipe, self._memory), daemon=True)
        self._pipe = ours
        with theirs:
            self._process.start()
        with contextlib.suppress(EOFError, OSError):
            if ours.poll(_START_SECONDS) and ours.recv() == _READY:
                return
        self._stop()
        raise ConfigurationError(reason="the process that reads files does not start; KB_FILE_MEMORY_MB may be too low")

    def _stop(self) -> None:
        if self._process is not None:
            if self._process.pid is not None:
                _kill_group(self._process.pid)
                self._process.kill()
                self._process.join()
            self._process.close()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None

    def _cause(self) -> str:
        assert self._process is not None
        self._process.join(5)
        code = self._process.exitcode
        if code is None or code >= 0:
            return f"exit status {code}"
        return f"signal {signal.Signals(-code).name}"


class _BroughtDown(DamagedSource):
    """The worker died over the file."""


def _may_be_ours(answer: Prepared | KnowledgeBaseError) -> bool:
    """Tell whether the worker's state may have had a part in the failure."""
    return isinstance(answer, _BroughtDown | SourceTooLarge)


def _kill_group(leader: int) -> None:
    """Kill a worker with the programs it started; one that has not yet got its group is left to the caller."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def _serve(pipe: Connection, recipe: str, memory: int) -> None:
    """Answer files with documents or errors until the other end closes."""
    os.setpgid(0, 0)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _be_silent()
    _limit_memory(memory)
    pipe.send(_READY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            source: Source = pipe.recv()
            answer = _answer(source, recipe)
            try:
                pipe.send(answer)
            except MemoryError:
                pipe.send(_out_of_memory(source))


def _end_with_parent() -> None:
    """Wait for the parent's end, then kill our group: a reader that never comes back would outlive it."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os.killpg(0, signal.SIGKILL)


def _be_silent() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _answer(source: Source, recipe: str) -> Prepared | KnowledgeBaseError:
    try:
        return prepare(source, recipe)
    except KnowledgeBaseError as error:
        return error
    except MemoryError:
        return _out_of_memory(source)
    except RecursionError:
        return DamagedSource(file=source.file.label, reason="nested too deeply")
    except (
        Exception
    ) as error:  # a reader's library may raise anything on a broken file; one file must not stop the rest
        return DamagedSource(file=source.file.label, reason=f"{type(error).__name__}: {error}"[:300])


def _out_of_memory(source: Source) -> SourceTooLarge:
    return SourceTooLarge(file=source.file.label, reason="memory")


def _limit_memory(limit: int) -> None:
    """Limit the address space to ``limit`` bytes more than it is now, where the system can (not on macOS)."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as statm:
            used = int(statm.read().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (used + limit, hard))
    except (ImportError, ValueError, OSError):
        return
