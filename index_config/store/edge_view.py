"""Opening a finished generation where nothing may be written, or nothing can: the engine writes a little to open one.

In a folder that is not ours to write the engine refuses; on a full disk the system kills the process (see
``store.space``). There a copy in a temporary place is opened, and removed with its store.
"""

import os
import shutil
import tempfile
import weakref
from pathlib import Path

from index_config.errors import StoreUnavailable
from index_config.store.copying import copy_tree
from index_config.store.edge import EdgeStore
from index_config.store.space import allocated

#: Bytes that must be free to open a generation where it lies; the engine needs some kilobytes.
_ROOM = 8 << 20
#: Where a copy may go besides the system's temporary folder, which may lie on the full disk.
_MEMORY = Path("/dev/shm")


def open_generation(path: Path) -> EdgeStore:
    """Open a generation for reading.

    Raises:
        StoreUnavailable: the engine does not open it, or there is nowhere to put a copy.
    """
    try:
        return EdgeStore.open(path) if _writable(path) else _open_elsewhere(path)
    except OSError as error:
        raise StoreUnavailable(reason=f"{path}: {error.strerror or error}") from error


def _open_elsewhere(path: Path) -> EdgeStore:
    size = allocated(path)
    for place in (Path(tempfile.gettempdir()), _MEMORY):
        if place.is_dir() and shutil.disk_usage(place).free >= size + _ROOM:
            return _open_copy(path, place)
    reason = f"{path} is on a full disk or may only be read, and a copy of {(size >> 20) + 1} MiB fits nowhere else"
    raise StoreUnavailable(reason=reason)


def _writable(path: Path) -> bool:
    """Tell whether the engine may write to all of a generation, and there is room to."""
    if shutil.disk_usage(path).free < _ROOM:
        return False
    # Another process that opens the same generation makes files for a moment: what has gone again does not count.
    places = (os.path.join(folder, name) for folder, folders, files in os.walk(path) for name in (*folders, *files))
    return os.access(path, os.W_OK) and all(os.access(place, os.W_OK) or not os.path.exists(place) for place in places)


def _open_copy(path: Path, place: Path) -> EdgeStore:
    folder = Path(tempfile.mkdtemp(prefix="kb-view-", dir=place))
    try:
        copy_tree(path, folder / path.name)
        store = EdgeStore.open(folder / path.name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
    return store
