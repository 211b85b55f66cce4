"""Copying an index directory without filling its holes.

The engine reserves tens of megabytes a file and writes only what it needs; a plain copy would turn the reserve into
real zeros on disk.
"""

import os
from pathlib import Path

_CHUNK = 1 << 20


def copy_tree(source: Path, target: Path) -> None:
    """Copy a directory of files; ``target`` must not exist. Raises the first ``OSError``.

    Hidden files are drafts of a reader that is just opening the directory, and may be gone at any moment: left out.
    """
    target.mkdir()
    for entry in os.scandir(source):
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            copy_tree(Path(entry.path), target / entry.name)
        else:
            _copy_file(Path(entry.path), target / entry.name)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as reader, target.open("wb") as writer:
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


def _next_data(descriptor: int, position: int, size: int) -> tuple[int, int]:
    """Return the next range that holds data, or an empty one at the end; where holes are unknown, all is data."""
    if not hasattr(os, "SEEK_DATA"):
        return position, size
    try:
        start = os.lseek(descriptor, position, os.SEEK_DATA)
    except OSError:  # ENXIO: nothing but a hole up to the end
        return size, size
    return start, os.lseek(descriptor, start, os.SEEK_HOLE)
