"""Who may write a journal: a running drill holds an exclusive lock on the file, everybody else borrows it briefly.

The lock is the kernel's (flock), so it is gone the moment the process that held it is, however it ended.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 2.0
"""Seconds to wait for a lock before saying that the session is in use."""

_NO_LOCKS_HERE = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


class InUseError(Exception):
    """Another program is writing this session."""


def take(
    fd: int,
    patience: float = PATIENCE,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Take the exclusive lock of the open file `fd`, waiting at most `patience` seconds.

    A file system without locks is written without one.

    Raises:
        InUseError: somebody else held it all the while.
    """
    deadline = clock() + patience
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if error.errno in _NO_LOCKS_HERE:
                return
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EINTR):
                raise
            if clock() >= deadline:
                raise InUseError("is in use by another brainstorm; end the drill there first") from None
            sleep(0.02)


def held(path: Path) -> bool:
    """Whether some process holds the lock of the journal at `path` right now."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return False
    except OSError as error:
        return error.errno in (errno.EWOULDBLOCK, errno.EACCES)
    finally:
        os.close(fd)
