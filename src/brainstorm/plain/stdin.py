"""Lines from stdin and signals, waited for together, so that neither the clock nor a write is ever cut into."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator

_PAUSE = 0.05
"""Seconds after which whoever writes into a pipe as fast as it takes it must have written again."""


class Leave(Exception):  # noqa: N818 (a signal, not a fault)
    """A signal asks the program to leave."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Signals:
    """SIGINT, SIGTERM and SIGHUP as something to wait for, so that none cuts into the writing of a line."""

    _CAUGHT = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __enter__(self) -> Signals:
        self.fd, self._write = os.pipe()
        for fd in (self.fd, self._write):
            os.set_blocking(fd, False)
        self._old = {number: signal.signal(number, lambda *_: None) for number in self._CAUGHT}
        self._old_fd = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._old_fd)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        os.close(self.fd)
        os.close(self._write)

    def check(self) -> None:
        """Raise `Leave` if one has come."""
        with contextlib.suppress(BlockingIOError):
            for number in os.read(self.fd, 64):
                if number in self._CAUGHT:
                    raise Leave(number)


class Lines:
    """Lines of bytes from a file descriptor, waited for without blocking the clock."""

    def __init__(self, fd: int, signals: Signals) -> None:
        self._fd = fd
        self._signals = signals
        self._terminal = os.isatty(fd)
        self._whole: deque[bytes] = deque()
        self._buffer = b""
        self.at_end = False

    @property
    def rest(self) -> str:
        """What has been read and not been taken, an unfinished line included."""
        return b"\n".join((*self._whole, self._buffer)).decode(errors="replace")

    def ready(self, timeout: float) -> Iterator[bytes]:
        """The whole lines that come within `timeout` seconds, at the end of file also an unfinished one.

        Raises:
            Leave: a signal came.
        """
        self._signals.check()
        if not self.at_end:
            readable, _, _ = select.select([self._fd, self._signals.fd], [], [], timeout)
            self._signals.check()
            if self._fd in readable:
                self._take(self._read())
        while self._whole:
            yield self._whole.popleft()
        if self.at_end and self._buffer:
            line, self._buffer = self._buffer, b""
            yield line

    def put_back(self, lines: Iterable[bytes]) -> None:
        """Have the lines that `ready` just gave unread again."""
        self._whole.extendleft(reversed(list(lines)))

    def drain(self, most: int, seconds: float) -> bool:
        """Read on into `rest` until the end of file, or until nothing more is there.

        Returns:
            False when there was still more after `most` bytes or `seconds`.
        """
        deadline = time.monotonic() + seconds
        while not self.at_end and select.select([self._fd], [], [], _PAUSE)[0]:
            if most <= 0 or time.monotonic() > deadline:
                return False
            data = self._read()
            most -= len(data)
            self._take(data)
        return True

    def _take(self, data: bytes) -> None:
        self.at_end = not data
        *whole, rest = data.split(b"\n")
        if whole:
            whole[0] = self._buffer + whole[0]
            self._whole.extend(whole)
            self._buffer = rest
        else:
            self._buffer += rest

    def _read(self) -> bytes:
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            gone, data = self._terminal, b""
        else:
            gone = self._terminal and not data and not os.isatty(self._fd)  # ctrl+d leaves the terminal there
        if gone:  # and its SIGHUP was ignored or is still to come
            raise Leave(signal.SIGHUP)
        return data

    def waiting(self, timeout: float) -> bool:
        """Whether more comes within `timeout` seconds."""
        if self._whole or self._buffer:
            return True
        return bool(select.select([self._fd, self._signals.fd], [], [], timeout)[0])

    def next(self) -> str | None:
        """The next line, however long it takes; None at the end of file."""
        while True:
            for line in self.ready(1.0):
                return line.decode(errors="replace")
            if self.at_end:
                return None

    def within(self, seconds: float) -> str | None:
        """The next line if it comes within `seconds`; None when it doesn't, and at the end of file."""
        deadline = time.monotonic() + seconds
        while not self.at_end and (left := deadline - time.monotonic()) > 0:
            for line in self.ready(min(1.0, left)):
                return line.decode(errors="replace")
        return None
