"""Paths whose files are bad company for whoever reads them: they do to the worker what broken libraries do.

A path travels to the worker process with the source, so that the reader meets it there.
"""

import ctypes
import logging
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path, PosixPath


class Hangs(PosixPath):
    """Never comes back, and has started a program that does not either; its process id lies beside the file."""

    def read_bytes(self) -> bytes:
        program = subprocess.Popen(["sleep", "600"])
        Path(str(self) + ".pid").write_text(f"{os.getpid()} {program.pid}", encoding="ascii")
        while True:
            time.sleep(1)


class TakesMemory(PosixPath):
    """Wants more memory than there is."""

    def read_bytes(self) -> bytes:
        return bytes(1 << 40)


class EatsMemory(PosixPath):
    """Wants more memory, little by little, and keeps it."""

    def read_bytes(self) -> bytes:
        _EATEN.append(b"")
        while True:
            _EATEN.append(bytes(1 << 22))


class Leaves(PosixPath):
    """Ends the process."""

    def read_bytes(self) -> bytes:
        os._exit(3)


class Crashes(PosixPath):
    """Reads memory that is not there."""

    def read_bytes(self) -> bytes:
        return ctypes.string_at(0)


class Nests(PosixPath):
    """Goes too deep."""

    def read_bytes(self) -> bytes:
        return self.read_bytes()


class Fails(PosixPath):
    """Raises what no reader expects."""

    def read_bytes(self) -> bytes:
        raise ZeroDivisionError("page 0 of 0")


class Shouts(PosixPath):
    """Prints in every way there is."""

    def read_bytes(self) -> bytes:
        sys.stdout.write("SHOUT to standard output\n")
        sys.stderr.write("SHOUT to standard error\n")
        sys.stdout.flush()
        os.write(1, b"SHOUT below Python\n")
        os.write(2, b"SHOUT below Python\n")
        logging.getLogger("pypdf").warning("SHOUT: Ignoring wrong pointing object 6 0 (offset 0)")
        warnings.warn("SHOUT: deprecated", stacklevel=1)
        return super().read_bytes()


_EATEN: list[bytes] = []
