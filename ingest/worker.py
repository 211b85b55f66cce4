"""A worker process that reads files, stopped when one takes too long or too much memory.

The process is started fresh (``spawn``), keeps its imports from file to file, and is replaced after it was stopped or
died. It gets paths and sends back documents; it never opens the index.
"""

import contextlib
import multiprocessing
from collections.abc import Iterator
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from index_config.errors import DamagedSource, KnowledgeBaseError, SourceTimeout, SourceTooLarge
from ingest.prepare import Prepared, prepare
from ingest.sources import Source

_START_SECONDS = 120  # importing the readers on a cold disk


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

    def __enter__(self) -> Self:
        self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop()

    def submit(self, source: Source) -> None:
        """Give the worker a file to read."""
        if self._process is None or not self._process.is_alive():
            self._start()
        self._source = source
        assert self._pipe is not None
        self._pipe.send(source)

    def result(self) -> Prepared:
        """Wait for the file given last.

        Raises:
            SourceError: the file cannot be taken in, took longer than the limit, or brought the worker down.
        """
        source, self._source = self._source, None
        assert source is not None and self._pipe is not None
        name = source.file.name
        if not self._pipe.poll(self._seconds):
            self._stop()
            raise SourceTimeout(file=name, seconds=self._seconds)
        try:
            answer = self._pipe.recv()
        except EOFError:
            code = self._exit_code()
            raise DamagedSource(file=name, reason=f"reading it brought the reader down, exit status {code}") from None
        if isinstance(answer, KnowledgeBaseError):
            answer.details["file"] = name
            raise type(answer)(**answer.details)
        assert isinstance(answer, Prepared)
        return answer

    def _start(self) -> None:
        self._stop()
        ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(theirs, self._recipe, self._memory), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        if not ours.poll(_START_SECONDS) or ours.recv() != "ready":
            raise DamagedSource(file="–", reason="the reader process does not start")

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None

    def _exit_code(self) -> int | None:
        assert self._process is not None
        self._process.join(5)
        return self._process.exitcode


def _serve(pipe: Connection, recipe: str, memory: int) -> None:
    """Answer files with documents or errors until the other end closes."""
    _limit_memory(memory)
    pipe.send("ready")
    while True:
        try:
            source: Source = pipe.recv()
        except (EOFError, OSError):
            return
        with _ignoring_a_closed_pipe():
            pipe.send(_answer(source, recipe))


def _answer(source: Source, recipe: str) -> Prepared | KnowledgeBaseError:
    try:
        return prepare(source, recipe)
    except KnowledgeBaseError as error:
        return error
    except MemoryError:
        return SourceTooLarge(file=source.file.name, reason="memory")
    except RecursionError:
        return DamagedSource(file=source.file.name, reason="nested too deeply")
    except (
        Exception
    ) as error:  # a reader's library may raise anything on a broken file; one file must not stop the rest
        return DamagedSource(file=source.file.name, reason=f"{type(error).__name__}: {error}"[:300])


@contextlib.contextmanager
def _ignoring_a_closed_pipe() -> Iterator[None]:
    with contextlib.suppress(BrokenPipeError):
        yield


def _limit_memory(limit: int) -> None:
    """Limit the address space where the system can (not on macOS)."""
    try:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (ImportError, ValueError, OSError):
        return
