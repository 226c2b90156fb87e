"""Drill time: seconds on a clock that runs on while the computer sleeps, less the pauses."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

AWAY = 5.0
"""Seconds between two readings, normally one second apart, that mean nobody can have been there."""

_TICK = 1.0


def steady() -> float:
    """Seconds on a clock that nobody can set and that runs on in suspend."""
    # time.monotonic() stands still while a Linux or macOS laptop sleeps.
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()


class DrillClock:
    """t of a running drill, in seconds, to the millisecond; it never falls."""

    def __init__(self, raw: Callable[[], float] = steady) -> None:
        self._raw = raw
        self._origin = 0.0
        self._stood: float | None = 0.0

    @property
    def going(self) -> bool:
        """Whether it counts."""
        return self._stood is None

    def read(self) -> float:
        """The time now."""
        t = self._raw() - self._origin if self._stood is None else self._stood
        return round(max(t, 0.0), 3)

    def go(self, start: float | None = None) -> None:
        """Count on from where it stands, or from `start`."""
        self._origin = self._raw() - (self.read() if start is None else start)
        self._stood = None

    def stop(self) -> None:
        """Stand still."""
        self._stood = self.read()

    def skip(self, seconds: float) -> None:
        """Take `seconds` that have passed off the clock."""
        if self._stood is None:
            self._origin += seconds


class Watch:
    """Notices when the whole program stood still: lid closed, ctrl+z.

    A thread reads the clock every second, so that a screen that blocks (output nobody reads) is not taken for it.
    """

    def __init__(self, raw: Callable[[], float] = steady) -> None:
        self._raw = raw
        self._last = raw()
        self._gap = 0.0
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        self._last = self._raw()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._done.wait(_TICK):
            self.look()

    def look(self) -> None:
        """Read the clock, and note a gap since the last reading."""
        with self._lock:
            now = self._raw()
            if now - self._last > AWAY:
                self._gap += now - self._last
            self._last = now

    def take_gap(self) -> float:
        """The seconds of absence noticed since this was last asked."""
        self.look()
        with self._lock:
            gap, self._gap = self._gap, 0.0
        return gap

    def stop(self) -> None:
        """Stop the thread."""
        self._done.set()
