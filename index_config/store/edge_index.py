"""Generations of the embedded index.

Below the data folder::

    index/current                 text file: the name of the generation that readers open
    index/gen-000007/             a finished generation, never written again
    index/gen-000008.partial/     one in the making; left behind by a killed writer, removed by the next
    index/writer.lock             held by the one writer

A writer copies the current generation, changes the copy, flushes and closes it, renames it and then flips ``current``
by an atomic rename. Readers compare ``current`` on every call and open the new generation when it changed; searches
under way keep the old one open until they are done.
"""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index_config.errors import IndexBusy, IndexMissing, StoreUnavailable
from index_config.store.base import Store, Writer
from index_config.store.copying import copy_tree
from index_config.store.edge import EdgeStore

_PREFIX = "gen-"
_PARTIAL = ".partial"
_KEPT = 2  # the current generation and the one before, which a slow reader may be about to open


class EdgeIndex:
    """The embedded index below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pointer = folder / "current"
        self._lock = threading.Lock()
        self._open: tuple[str, EdgeStore] | None = None

    def exists(self) -> bool:
        """Tell whether a generation has been published."""
        return self._current() is not None

    def generation(self) -> str:
        """Name the current generation. Raises ``IndexMissing``."""
        name = self._current()
        if name is None:
            raise IndexMissing()
        return name

    def reader(self) -> Store:
        """Open the current generation, or return it if it is open already."""
        with self._lock:
            name = self.generation()
            if self._open is None or self._open[0] != name:
                # The old store is not closed here: searches under way hold it, and the last of them lets go of it.
                self._open = (name, EdgeStore.open(self._folder / name))
            return self._open[1]

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Become the one writer; what was opened is published when the block is left without an exception."""
        with self._exclusive():
            self._sweep()
            writer = _EdgeWriter(self)
            try:
                yield writer
                writer.publish()
            except OSError as error:
                raise StoreUnavailable(reason=f"{self._folder.name}: {error.strerror or error}") from error
            finally:
                writer.drop()
            self._sweep()

    def close(self) -> None:
        """Let go of the open generation."""
        with self._lock:
            self._open = None

    def _current(self) -> str | None:
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreUnavailable(reason=f"{self._pointer.name}: {error.strerror}") from error
        if not name.startswith(_PREFIX) or not (self._folder / name).is_dir():
            raise StoreUnavailable(reason=f"{self._pointer.name} names {name!r}, which is not there")
        return name

    def _next_name(self) -> str:
        # Counted, not dated: a clock that goes back must not make an old generation look new.
        taken = [int(path.name[len(_PREFIX) :][:6]) for path in self._generations()]
        return f"{_PREFIX}{max(taken, default=0) + 1:06d}"

    def _generations(self) -> list[Path]:
        return sorted(path for path in self._folder.glob(f"{_PREFIX}[0-9]*") if path.is_dir())

    def start(self, dimensions: int, *, rebuild: bool) -> EdgeStore:
        """Open the next generation for writing, under a name that no reader looks at."""
        base = None if rebuild else self._current()
        partial = self._folder / (self._next_name() + _PARTIAL)
        if base is None:
            return EdgeStore.create(partial, dimensions)
        copy_tree(self._folder / base, partial)
        return EdgeStore.open(partial)

    def publish(self, partial: Path) -> None:
        """Make a closed generation the current one."""
        for path in sorted(partial.rglob("*")):
            if path.is_file():
                _sync(path)
        name = partial.name.removesuffix(_PARTIAL)
        final = self._folder / name
        partial.rename(final)
        _sync(self._folder)
        draft = self._folder / "current.draft"
        draft.write_text(name + "\n", encoding="utf-8")
        _sync(draft)
        os.replace(draft, self._pointer)
        _sync(self._folder)

    def _sweep(self) -> None:
        """Remove what killed writers left and the generations no reader will open any more."""
        current = self._current()
        finished = [path for path in self._generations() if path.suffix != _PARTIAL]
        older = [path for path in finished if current is not None and path.name < current]
        newer = [path for path in finished if current is None or path.name > current]
        partial = [path for path in self._generations() if path.suffix == _PARTIAL]
        for path in [*partial, *newer, *older[: max(len(older) - _KEPT + 1, 0)]]:
            shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._folder / "writer.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreUnavailable(reason=f"{self._folder.name}: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise IndexBusy() from None
        else:
            yield
        finally:
            os.close(descriptor)


class _EdgeWriter:
    """The one writer of an ``EdgeIndex``."""

    def __init__(self, index: EdgeIndex) -> None:
        self._index = index
        self._store: EdgeStore | None = None

    @property
    def current(self) -> Store | None:
        return self._index.reader() if self._index.exists() else None

    def open(self, *, dimensions: int, rebuild: bool = False) -> Store:
        self._store = self._index.start(dimensions, rebuild=rebuild)
        return self._store

    def publish(self) -> None:
        if self._store is not None:
            self._store.finish()
            self._store.close()
            self._index.publish(self._store.path)
            self._store = None

    def drop(self) -> None:
        if self._store is not None:
            shutil.rmtree(self._store.path, ignore_errors=True)


def _sync(path: Path) -> None:
    """Force a file or a folder's entries to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
