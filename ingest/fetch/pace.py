"""Politeness: a pause between two requests to one host, and waiting when a host asks for it."""

import datetime as dt
import math
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime

from index_config.errors import HostBusy

PAUSE = 2.0  # seconds between two requests to the same host
PATIENCE = 60.0  # the longest wait, in seconds, that a host may ask for within one run


class Pacer:
    """Says when the next request to a host may start. Requests are made one after the other."""

    def __init__(
        self,
        pause: float = PAUSE,
        patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._not_before: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Sleep until the host may be asked again.

        Raises:
            HostBusy: the host asked for a longer wait than we have patience for.
        """
        remaining = self._not_before.get(host, 0.0) - self._clock()
        if remaining > max(self._patience, self._pause):
            raise HostBusy(host=host, seconds=math.ceil(remaining))
        if remaining > 0:
            self._sleep(remaining)

    def done(self, host: str) -> None:
        """Note that a request to the host has just ended."""
        self.hold(host, self._pause)

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long; never shortens an earlier wait."""
        self._not_before[host] = max(self._not_before.get(host, 0.0), self._clock() + seconds)


def retry_after(value: str, now: dt.datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for: a number, or a date; None when it says neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=dt.UTC)
    return max((date - now).total_seconds(), 0.0)
