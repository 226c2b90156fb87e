"""A program on a real terminal, driven from a test: type, wait for what it prints, kill it, ask how it ended."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

DEADLINE = 30.0
"""Seconds before a condition that does not come fails the test; only a broken program ever takes as long."""

# The child makes the terminal its own (so that closing it sends SIGHUP) and becomes the program.
_BECOME = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "for fd in range(3, 64):\n"
    "    try: os.close(fd)\n"
    "    except OSError: pass\n"
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)


def status_of(code: int) -> int:
    """An exit status as a shell shows it: 128 and the number for a signal."""
    return code if code >= 0 else 128 - code


class Terminal:
    """A pseudo-terminal with a program in it.

    Attributes:
        pid: The program's process.
        seen: All that it has printed so far, as far as it was waited for or drained.
    """

    def __init__(
        self,
        args: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        size: tuple[int, int] = (24, 80),
        echo: bool = True,
        controlling: bool = True,
    ) -> None:
        """Start `args` (the program's own path first) on a terminal of `size` rows and columns.

        Without `echo` the terminal does not repeat what is typed, so `seen` is the program's output alone. One that
        is not `controlling` sends no signals: neither for ctrl+c nor when it is closed.
        """
        self.seen = ""
        self._at = 0
        self._raw = b""
        self._master, slave = pty.openpty()
        try:
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
            if not echo:
                mode = termios.tcgetattr(slave)
                mode[3] &= ~termios.ECHO
                termios.tcsetattr(slave, termios.TCSANOW, mode)
            self._child = subprocess.Popen(
                [*([sys.executable, "-ISc", _BECOME] if controlling else []), *map(str, args)],
                stdin=slave,
                stdout=slave,
                stderr=slave,
                start_new_session=True,
                env=None if env is None else dict(env),
                cwd=cwd,
            )
        finally:
            os.close(slave)
        self.pid = self._child.pid

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def send(self, text: str) -> None:
        """Type `text`; a `\\n` in it is the Enter key."""
        data = text.encode()
        while data:
            _, writable, _ = select.select([], [self._master], [], DEADLINE)
            assert writable, f"the terminal takes no more keys; so far it showed:\n{self.seen}"
            data = data[os.write(self._master, data) :]

    def line(self, text: str) -> None:
        """Type `text` and Enter."""
        self.send(text + "\n")

    def expect(self, text: str | re.Pattern[str], within: float = DEADLINE) -> str:
        """Wait until `text` is printed after what was last expected; what came up to its end is returned."""
        pattern = text if isinstance(text, re.Pattern) else re.compile(re.escape(text))
        deadline = time.monotonic() + within
        while not (match := pattern.search(self.seen, self._at)):
            left = deadline - time.monotonic()
            if left <= 0 or not self._read(left):
                why = "was not printed" if left <= 0 else "will not be printed any more"
                raise AssertionError(f"{pattern.pattern!r} {why}; so far:\n{self.seen}")
        came = self.seen[self._at : match.end()]
        self._at = match.end()
        return came

    def drain(self) -> str:
        """Read until the program (and whatever else had the terminal) has let go of it; all of `seen`."""
        while self._read(DEADLINE):
            pass
        return self.seen

    def pump(self, seconds: float) -> None:
        """Read what comes in the next `seconds`; for a kill at a moment of chance, never to wait for something."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            if not self._read(left):
                return

    def catch_up(self) -> None:
        """Read what has been printed so far; only what comes after it is expected."""
        while self._read(0):
            pass
        self._at = len(self.seen)

    def is_full(self) -> bool:
        """Whether so much was printed and not read that the terminal takes no more."""
        screen = os.open(f"/proc/{self.pid}/fd/1", os.O_WRONLY | os.O_NOCTTY)
        try:
            return not select.select([], [screen], [], 0)[1]
        finally:
            os.close(screen)

    def send_until(self, keys: str, sign: str, every: float) -> None:
        """Press `keys` once `every` so many seconds until `sign` is printed; some keys are taken only after a rest."""
        deadline, begun = time.monotonic() + DEADLINE, self._at
        while sign not in self.seen[begun:]:
            assert time.monotonic() < deadline, f"{sign!r} was not printed; so far:\n{self.seen}"
            self.pump(every)
            if sign not in self.seen[begun:]:
                self.send(keys)
                self.pump(every)
        self.expect(sign)

    def _read(self, timeout: float) -> bool:
        """Read once; False when nothing can come any more, or nothing came in time."""
        if self._master < 0:
            return False
        readable, _, _ = select.select([self._master], [], [], timeout)
        if not readable:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError as gone:  # Linux says EIO once nobody holds the other side
            if gone.errno != errno.EIO:
                raise
            data = b""
        self._raw += data
        self.seen = self._raw.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)

    def resize(self, rows: int, columns: int) -> None:
        """Make the window another size."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self._child.send_signal(number)

    def kill(self) -> int:
        """SIGKILL; its exit status."""
        self.signal(signal.SIGKILL)
        return self.wait()

    def hang_up(self) -> None:
        """Close the window."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def wait(self, within: float = DEADLINE) -> int:
        """Wait until the program has ended, reading on meanwhile; its exit status as a shell shows it."""
        deadline = time.monotonic() + within
        while self._child.poll() is None:
            assert time.monotonic() < deadline, f"the program goes on; so far:\n{self.seen}"
            if not self._read(0.02):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._child.wait(0.02)
        return status_of(self._child.returncode)

    def close(self) -> None:
        """End it all."""
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        self.hang_up()
