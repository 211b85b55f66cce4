"""One writer at a time, among all processes of a machine."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index_config.errors import IndexBusy, StoreUnavailable

_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES}


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file ``path``; the system lets go of it when the process ends, however it ends.

    Raises:
        IndexBusy: another process, or another thread of this one, holds it.
        StoreUnavailable: the file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreUnavailable(reason=f"{path}: {error.strerror}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            raise IndexBusy() from None
        raise StoreUnavailable(reason=f"{path}: {error.strerror}") from error
    else:
        yield
    finally:
        os.close(descriptor)
