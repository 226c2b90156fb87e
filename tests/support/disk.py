"""A disk that fails on command: it stands in for `os` in brainstorm.session.disk and does the real thing otherwise."""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable
from typing import Any


def fault(number: int) -> OSError:
    """The error the system raises for `number`."""
    return OSError(number, os.strerror(number))


class FaultyDisk:
    """`os`, but a call can be made to fail: for once (`next`), or from now on (`always`).

    A plan is an errno; for a write it may also be (bytes that are written first, errno or None), a short write.
    """

    def __init__(self) -> None:
        self.always: dict[str, int | None] = {}
        self.next: dict[str, deque[Any]] = {"write": deque(), "fsync": deque(), "ftruncate": deque(), "open": deque()}
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def heal(self) -> None:
        """Nothing fails any more."""
        self.always.clear()
        for plans in self.next.values():
            plans.clear()

    def full(self) -> None:
        """Nothing can be written any more."""
        self.always["write"] = errno.ENOSPC

    def _fails(self, name: str) -> Any:
        self.calls.append(name)
        plans = self.next[name]
        return plans.popleft() if plans else self.always.get(name)

    def write(self, fd: int, data: bytes) -> int:
        plan = self._fails("write")
        if isinstance(plan, tuple):
            some, then = plan
            if then is None:
                return os.write(fd, data[: max(1, some)])
            os.write(fd, data[:some])
            plan = then
        if plan is not None:
            raise fault(plan)
        return os.write(fd, data)

    def _one(self, name: str, real: Callable[..., Any], *args: Any) -> Any:
        plan = self._fails(name)
        if plan is not None:
            raise fault(plan)
        return real(*args)

    def fsync(self, fd: int) -> None:
        self._one("fsync", os.fsync, fd)

    def ftruncate(self, fd: int, size: int) -> None:
        self._one("ftruncate", os.ftruncate, fd, size)

    def open(self, path: Any, flags: int, mode: int = 0o777) -> int:
        return int(self._one("open", os.open, path, flags, mode))
