"""Getting the lines of a running drill onto the disk, in order, whatever the disk does.

A line counts as recorded once it is written and fsynced. When that fails the line waits here, those behind it wait
in order, and a thread tries again until it works; nothing is dropped and nothing overtakes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

from brainstorm.session.codec import encode
from brainstorm.session.disk import JournalFile
from brainstorm.session.events import Line
from brainstorm.session.lock import InUseError

_RETRY = (0.2, 0.5, 1.0, 2.0)

_PLAIN = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EIO: "the disk reports an error",
    errno.ENOTDIR: "a file stands where the folder should be",
    errno.EEXIST: "another file has taken its place",
    errno.ELOOP: "a link stands where the journal should be",
}


def explain(error: OSError | InUseError) -> str:
    """What went wrong with the disk, in a few plain words."""
    if isinstance(error, InUseError):
        return str(error)
    return _PLAIN.get(error.errno or 0) or (error.strerror or str(error)).lower()


class Writer:
    """Appends lines to one journal and holds its lock until closed."""

    def __init__(
        self,
        path: Path,
        *,
        new: bool,
        changed: Callable[[], None] = lambda: None,
        retry: tuple[float, ...] = _RETRY,
    ) -> None:
        """Open the journal at `path`; `new` creates it.

        Args:
            path: The journal.
            new: It must not be there yet; otherwise it must.
            changed: Called, from any thread, when a line was saved by the thread or trouble came or went.
            retry: Seconds to wait before trying again, the last for all later tries.

        Raises:
            OSError: it cannot be opened or created.
            InUseError: another program is writing it.
        """
        self._file = JournalFile(path, new=new)
        # What was there before is kept, so that a journal deleted under us can be written again, whole.
        self._before = b"" if new else path.read_bytes()
        self._changed = changed
        self._retry = retry
        self._lines: list[bytes] = []
        self._saved = 0
        self._trouble: str | None = None
        self._closing = False
        self._io = threading.Lock()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def path(self) -> Path:
        """Where the journal is now."""
        return self._file.path

    @property
    def saved(self) -> int:
        """How many times something was put here and is safely on disk."""
        return self._saved

    @property
    def waiting(self) -> int:
        """How many lines are not on disk yet."""
        return sum(data.count(b"\n") for data in self._lines[self._saved :])

    @property
    def trouble(self) -> str | None:
        """Why lines are waiting, in a few words; None while the disk takes them."""
        return self._trouble

    def put(self, *lines: Line, wait: bool = False) -> int:
        """Take `lines` for writing, all in one go; they are saved once `saved` has reached the number returned.

        With `wait` they are written by this very thread, if the disk takes it; without, this never blocks on the disk.
        """
        data = encode(lines[0]) if len(lines) == 1 else b"".join(map(encode, lines))
        with self._wake:
            self._lines.append(data)
            number = len(self._lines)
        if not wait or not self._flush():
            self._call_thread()
        return number

    def _call_thread(self) -> None:
        with self._wake:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def _run(self) -> None:
        tries = 0
        while True:
            with self._wake:
                while self._saved == len(self._lines) and not self._closing:
                    self._wake.wait()
                if self._closing:
                    return
            before = self._saved, self._trouble
            done = self._flush()
            if (self._saved, self._trouble) != before:
                self._changed()
            if done:
                tries = 0
                continue
            delay = self._retry[min(tries, len(self._retry) - 1)]
            tries += 1
            with self._wake:
                if not self._closing:
                    self._wake.wait(delay)

    def _flush(self) -> bool:
        """Write what waits, in order; False when the disk refused."""
        with self._io:
            while self._saved < len(self._lines):
                try:
                    if self._file.in_place():
                        self._append()
                        self._saved += 1
                    else:
                        self._write_anew(self._file.path)
                except (OSError, InUseError) as error:
                    self._trouble = explain(error)
                    return False
                self._trouble = None
            return True

    def _append(self) -> None:
        """Write the next lines; where the disk takes only some of them, those."""
        data = self._lines[self._saved]
        try:
            self._file.append(data)
        except OSError:
            left = data.splitlines(keepends=True)
            taken = b""
            if len(left) == 1:
                raise
            try:
                while left:
                    self._file.append(left[0])
                    taken += left.pop(0)
            finally:  # the ones before have been saved under their own number, or stood there before
                if self._saved:
                    self._lines[self._saved - 1] += taken
                else:
                    self._before += taken
                self._lines[self._saved] = b"".join(left)

    def _write_anew(self, path: Path) -> None:
        """Write the whole session to a new file at `path` and go on there."""
        lines = self._lines[:]
        file = JournalFile(path, new=True)
        try:
            before = self._before if self._before.endswith(b"\n") or not self._before else self._before + b"\n"
            file.append(before + b"".join(lines))
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(path)
            file.close()
            raise
        self._file.close()
        self._file = file
        self._saved = len(lines)

    def move_to(self, folder: Path) -> None:
        """Write the whole session into another sessions folder and go on there; the old file stays as it is.

        Raises:
            OSError: it cannot be written there either.
        """
        with self._io:
            self._write_anew(folder / self.path.parent.name / self.path.name)
            self._trouble = None
        self._changed()

    def close(self) -> tuple[bytes, ...]:
        """One last try, then give the lock back; the lines that could not be saved are returned."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._flush()
        self._file.close()
        return tuple(b"".join(self._lines[self._saved :]).splitlines(keepends=True))
