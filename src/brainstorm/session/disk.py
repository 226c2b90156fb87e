"""Appending bytes to a journal so that what was reported as written is still there after a power cut."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from brainstorm.session import lock


def make_folder(folder: Path) -> None:
    """Create `folder` and what is missing above it, private (0700), each new name fsynced into its parent."""
    missing: list[Path] = []
    here = folder
    while not here.exists():
        missing.append(here)
        if here.parent == here:
            break
        here = here.parent
    for new in reversed(missing):
        try:
            new.mkdir(mode=0o700)
        except FileExistsError:  # another program made it at the same moment
            continue
        sync_folder(new.parent)


def sync_folder(folder: Path) -> None:
    """fsync a directory, so that a file created in it is found after a crash."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError:  # some file systems cannot sync a directory; the file itself is synced
        pass
    finally:
        os.close(fd)


class JournalFile:
    """One journal, open for appending under its lock.

    After an error the file is what it was before: half a line is taken back, or, where even that fails, closed off
    with a newline before the next one.
    """

    def __init__(self, path: Path, *, new: bool, patience: float = lock.PATIENCE) -> None:
        """Open `path` and take its lock; `new` creates it, and refuses when it is there already.

        Raises:
            OSError: it cannot be opened or created.
            lock.InUseError: another program holds it.
        """
        flags = os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        if new:
            make_folder(path.parent)
            flags |= os.O_CREAT | os.O_EXCL
        self.path = path
        self.fd = os.open(path, flags, 0o600)
        try:
            lock.take(self.fd, patience)
            if new:
                sync_folder(path.parent)
            elif not os.path.samestat(os.fstat(self.fd), os.stat(path)):
                raise FileNotFoundError(f"{path} was replaced while it was being opened")
            self._end = os.fstat(self.fd).st_size
            self._open_line = self._end > 0 and os.pread(self.fd, 1, self._end - 1) != b"\n"
        except BaseException:
            if new:  # an empty file left here would stand in the way of the next try
                with contextlib.suppress(OSError):
                    os.unlink(path)
            os.close(self.fd)
            raise

    def append(self, data: bytes) -> None:
        """Append `data` (whole lines) with one write and fsync it.

        Raises:
            OSError: it is not safely on disk; nothing of it stays in the file, as far as the disk allows.
        """
        if self._open_line:
            data = b"\n" + data
        try:
            written = os.write(self.fd, data)
            while written < len(data):  # a short write: the disk is full, or the line very long
                written += os.write(self.fd, data[written:])
            os.fsync(self.fd)
        except OSError:
            self._take_back()
            raise
        self._end += len(data)
        self._open_line = False

    def _take_back(self) -> None:
        try:
            os.ftruncate(self.fd, self._end)
        except OSError:
            self._end = os.fstat(self.fd).st_size
            self._open_line = True

    def in_place(self) -> bool:
        """Whether the file is still where it was: not deleted, moved or replaced."""
        try:
            return os.path.samestat(os.fstat(self.fd), os.stat(self.path))
        except OSError:
            return False

    def close(self) -> None:
        """Give the lock back."""
        os.close(self.fd)
