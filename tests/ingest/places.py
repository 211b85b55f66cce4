"""Bad places to keep an index in: disks that are small, folders that may not be written."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[Path]:
    """Mount a disk of that size, an image file with ext4 on it; skip where that is not allowed."""
    maker = shutil.which("mkfs.ext4", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if os.geteuid() != 0 or maker is None:
        pytest.skip("only the superuser can mount a small disk, and mkfs.ext4 makes it")
    image, place = folder / "disk.img", folder / "disk"
    place.mkdir()
    with image.open("wb") as stream:
        stream.truncate(mebibytes << 20)
    subprocess.run([maker, "-q", "-m", "0", str(image)], check=True, capture_output=True)
    if subprocess.run(["mount", "-o", "loop", str(image), str(place)], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk image")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True, capture_output=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody write below a folder: by its permissions, for the superuser by a mount."""
    if os.geteuid() != 0:
        paths = [folder, *folder.rglob("*")]
        modes = [path.stat().st_mode for path in paths]
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            yield
        finally:
            for path, mode in zip(paths, modes, strict=True):
                path.chmod(mode)
        return
    for options in (["--bind", str(folder), str(folder)], ["-o", "remount,bind,ro", str(folder)]):
        if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
            pytest.skip("this machine lets nobody mount a folder read-only")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True, capture_output=True)


def fill(place: Path) -> None:
    """Fill a disk to the last byte."""
    with suppress(OSError), (place / "fill").open("wb", buffering=0) as stream:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while stream.write(bytes(size)):
                    pass
            os.fsync(stream.fileno())
