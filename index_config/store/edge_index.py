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

import os
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from index_config.errors import IndexMissing, StoreUnavailable
from index_config.store.base import Store, Writer
from index_config.store.copying import copy_tree
from index_config.store.edge import EdgeStore
from index_config.store.edge_view import open_generation
from index_config.store.locking import exclusive
from index_config.store.space import allocated, require_space

_PREFIX = "gen-"
_PARTIAL = ".partial"
_KEPT = 2  # the current generation and the one before, which a slow reader may be about to open
_AT_ONCE = 16  # files forced to disk together: ten times faster than one by one


class EdgeIndex:
    """The embedded index below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pointer = folder / "current"
        self._lock = threading.Lock()
        self._open: tuple[str, EdgeStore] | None = None

    def exists(self) -> bool:
        """Tell whether a generation has been published."""
        return self._pointed() is not None

    def generation(self) -> str:
        """Name the current generation. Raises ``IndexMissing``, ``StoreUnavailable`` when it is not there."""
        name = self._pointed()
        if name is None:
            raise IndexMissing()
        if not name.startswith(_PREFIX) or not (self._folder / name).is_dir():
            reason = f"{self._pointer} names {name!r}, which is not there; remove the folder and ingest again"
            raise StoreUnavailable(reason=reason)
        return name

    def reader(self) -> Store:
        """Open the current generation, or return it if it is open already."""
        with self._lock:
            while True:
                name = self._pointed()
                try:
                    return self._opened()
                except StoreUnavailable:
                    if self._pointed() == name:
                        raise
                    # Writers were faster than we: the generation is gone, and there is a newer one.

    def _opened(self) -> EdgeStore:
        name = self.generation()
        if self._open is None or self._open[0] != name:
            # The old store is not closed here: searches under way hold it, and the last of them lets go of it.
            self._open = (name, open_generation(self._folder / name))
        return self._open[1]

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Become the one writer; what was opened is published when the block is left without an exception."""
        with exclusive(self._folder / "writer.lock"):
            self._sweep()
            writer = _EdgeWriter(self)
            try:
                yield writer
                writer.publish()
            finally:
                writer.drop()
            self._sweep()

    def close(self) -> None:
        """Let go of the open generation."""
        with self._lock:
            self._open = None

    def _pointed(self) -> str | None:
        with self._disk_errors():
            try:
                return self._pointer.read_text(encoding="utf-8", errors="replace").strip()
            except FileNotFoundError:
                return None

    def _next_name(self) -> str:
        # Counted, not dated: a clock that goes back must not make an old generation look new.
        taken = [int(path.name[len(_PREFIX) :][:6]) for path in self._generations()]
        return f"{_PREFIX}{max(taken, default=0) + 1:06d}"

    def _generations(self) -> list[Path]:
        return sorted(path for path in self._folder.glob(f"{_PREFIX}[0-9]*") if path.is_dir())

    def start(self, dimensions: int, *, rebuild: bool) -> EdgeStore:
        """Open the next generation for writing, under a name that no reader looks at."""
        base = self._folder / self.generation() if self.exists() and not rebuild else None
        partial = self._folder / (self._next_name() + _PARTIAL)
        require_space(self._folder, allocated(base) if base is not None else 0)
        try:
            if base is None:
                return EdgeStore.create(partial, dimensions)
            with self._disk_errors():
                copy_tree(base, partial)
            return EdgeStore.open(partial)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)  # the room is needed, above all when there was too little
            raise

    def publish(self, partial: Path) -> None:
        """Make a closed generation the current one."""
        name = partial.name.removesuffix(_PARTIAL)
        draft = self._folder / "current.draft"
        with self._disk_errors():
            with ThreadPoolExecutor(_AT_ONCE) as pool:  # file systems write many requests in one go
                list(pool.map(_sync, [partial, *partial.rglob("*")]))
            draft.write_text(name + "\n", encoding="utf-8")
            _sync(draft)
            partial.rename(self._folder / name)
            _sync(self._folder)
            os.replace(draft, self._pointer)
            _sync(self._folder)

    def _sweep(self) -> None:
        """Remove what killed writers left and the generations no reader will open any more."""
        current = self._pointed()
        finished = [path for path in self._generations() if path.suffix != _PARTIAL]
        older = [path for path in finished if current is not None and path.name < current]
        newer = [path for path in finished if current is None or path.name > current]
        partial = [path for path in self._generations() if path.suffix == _PARTIAL]
        for path in [*partial, *newer, *older[: max(len(older) - _KEPT + 1, 0)]]:
            shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            where = error.filename or self._folder
            raise StoreUnavailable(reason=f"{where}: {error.strerror or error}") from error


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
            with suppress(StoreUnavailable):
                self._store.close()  # or the engine would write into the folder while it is removed
            shutil.rmtree(self._store.path, ignore_errors=True)


def _sync(path: Path) -> None:
    """Force a file or a folder's entries to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
