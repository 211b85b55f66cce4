"""Room on the disk, asked for before it is needed.

The engine writes through memory maps of files with holes: when the disk runs full under one, the system does not return
an error but kills the process (SIGBUS). So a writer looks first.
"""

import contextlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from index_config.errors import DiskFull
from index_config.store.base import Point

#: Bytes left free: for what the engine keeps in memory until it is flushed, and for everybody else.
RESERVE = 64 << 20
_A_POINT = 8 << 10  # bytes: its vectors, index entries and the short fields


def require_space(folder: Path, needed: int) -> None:
    """Raise ``DiskFull`` unless ``needed`` bytes and the reserve are free where ``folder`` lies."""
    free = shutil.disk_usage(folder).free
    if free < needed + RESERVE:
        raise DiskFull(folder=str(folder), free=free >> 20, needed=(needed + RESERVE >> 20) + 1)


def bytes_of(points: Sequence[Point]) -> int:
    """Return about how many bytes the points will take, rather too many than too few."""
    texts = sum(len(value) for point in points for value in point.payload.values() if isinstance(value, str))
    return 4 * texts + _A_POINT * len(points)


def allocated(folder: Path) -> int:
    """Return the bytes that the files below ``folder`` take on disk, holes not counted.

    Files that go while we look are drafts of a reader that is just opening the folder.
    """
    total = 0
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            with contextlib.suppress(FileNotFoundError):
                total += os.lstat(os.path.join(place, name)).st_blocks * 512
    return total
