"""Copying an index directory without filling its holes.

The engine reserves tens of megabytes a file and writes only what it needs; a plain copy would turn the reserve into
real zeros on disk.
"""

import os
import shutil
from pathlib import Path

_CHUNK = 1 << 20


def copy_tree(source: Path, target: Path) -> None:
    """Copy a directory of files; ``target`` must not exist."""
    shutil.copytree(source, target, copy_function=_copy_file)


def _copy_file(source: str, target: str) -> str:
    with open(source, "rb") as reader, open(target, "wb") as writer:
        size = os.fstat(reader.fileno()).st_size
        position = 0
        while position < size:
            start, end = _next_data(reader.fileno(), position, size)
            reader.seek(start)
            writer.seek(start)
            for left in range(end - start, 0, -_CHUNK):
                writer.write(reader.read(min(_CHUNK, left)))
            position = end
        writer.truncate(size)
    return target


def _next_data(descriptor: int, position: int, size: int) -> tuple[int, int]:
    """Return the next range that holds data, or an empty one at the end; where holes are unknown, all is data."""
    if not hasattr(os, "SEEK_DATA"):
        return position, size
    try:
        start = os.lseek(descriptor, position, os.SEEK_DATA)
    except OSError:  # ENXIO: nothing but a hole up to the end
        return size, size
    return start, os.lseek(descriptor, start, os.SEEK_HOLE)
