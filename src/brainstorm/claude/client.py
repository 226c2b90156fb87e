"""Asking Claude from a thread: one request at a time, progress by callback, and a cancel that works at once.

The work is done by a child process (`brainstorm.claude.child`); cancelling kills it, and the kernel closes its
connection. Nothing here imports the API's library.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from brainstorm.claude.errors import CANCELLED, ClaudeError
from brainstorm.claude.hosts import base_url, key
from brainstorm.claude.request import Reply, Request

PATIENCE = 120.0
"""Seconds of silence after which a request is given up."""
LONGEST = 900.0
"""Seconds a request may take in all, retries included."""

_TICK = 0.25  # seconds between two steps of a countdown


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a request is.

    Attributes:
        state: starting (the library is being loaded), sent, reading or waiting (for another try).
        tokens: About how many tokens have come so far.
        seconds: How long the wait for another try is.
    """

    state: str
    tokens: int = 0
    seconds: float = 0.0


class Client:
    """Whoever answers at `ANTHROPIC_BASE_URL`, else Anthropic. It keeps no key: that stays in the environment."""

    def __init__(self, environ: Mapping[str, str] | None = None, *, patience: float = PATIENCE) -> None:
        self._environ = environ
        self._patience = patience
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._cancelled = False
        self._asked = 0
        self._rest = b""

    def start(self) -> None:
        """Start the child now, so that the library is loaded by the time the first request is made."""
        with self._lock:
            if self._cancelled:
                raise _cancelled()
            if self._child is not None and self._child.poll() is None:
                return
            _bury(self._child)
            self._rest = b""
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", "-m", "brainstorm.claude.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=None if self._environ is None else dict(self._environ),
                start_new_session=True,
            )

    def ask(self, request: Request, tell: Callable[[Progress], None] = lambda _: None) -> Reply:
        """Send `request` and wait for the reply. Call it from a thread where somebody is looking at a screen.

        Raises:
            ClaudeError: there is no reply that could be used, or `cancel` was called.
        """
        environ = os.environ if self._environ is None else self._environ
        key(environ)
        base_url(environ)
        tell(Progress("starting"))
        self.start()
        child = self._child
        assert child is not None
        assert child.stdin is not None
        self._asked += 1
        line = json.dumps({"id": self._asked, "body": request.body(), "timeout": self._patience})
        try:
            child.stdin.write(line.encode() + b"\n")
            child.stdin.flush()
        except OSError:
            raise self._gone() from None
        return self._listen(child, tell)

    def _listen(self, child: subprocess.Popen[bytes], tell: Callable[[Progress], None]) -> Reply:
        deadline = time.monotonic() + LONGEST
        again = 0.0  # when the library tries again
        while True:
            event = self._next(child, deadline, again, tell)
            again = 0.0
            if event["id"] != self._asked:
                continue
            match event["event"]:
                case "reply":
                    return Reply(event["text"], event["usage"], event["model"])
                case "error":
                    raise ClaudeError(event["kind"], event["line"])
                case "retry":
                    again = time.monotonic() + event["seconds"]
                    tell(Progress("waiting", seconds=event["seconds"]))
                case "tokens":
                    tell(Progress("reading", tokens=event["out"]))
                case _:
                    tell(Progress("sent"))

    def _next(
        self, child: subprocess.Popen[bytes], deadline: float, again: float, tell: Callable[[Progress], None]
    ) -> dict[str, Any]:
        """The next word of the child; while it waits until `again`, the seconds left are counted down."""
        assert child.stdout is not None
        while b"\n" not in self._rest:
            now = time.monotonic()
            waiting = again > now
            ready, _, _ = select.select([child.stdout], [], [], _TICK if waiting else max(0.0, deadline - now))
            if not ready and waiting:
                tell(Progress("waiting", seconds=max(0.0, again - time.monotonic())))
                continue
            if not ready:
                self._end()
                raise ClaudeError("timeout", f"no whole reply within {LONGEST / 60:.0f} minutes; ask again later")
            read = os.read(child.stdout.fileno(), 65536)
            if self._cancelled:
                raise _cancelled()
            if not read:
                raise self._gone()
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\n")
        event: dict[str, Any] = json.loads(line)
        return event

    def _gone(self) -> ClaudeError:
        if self._cancelled:
            return _cancelled()
        self._end()
        return ClaudeError("broken", "the process that asks Claude ended without an answer; ask again")

    def cancel(self) -> None:
        """Give up what is being asked, at once, from any thread; this client asks nothing more."""
        with self._lock:
            self._cancelled = True
            child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the child and wait until it is gone."""
        self._end()

    def _end(self) -> None:
        with self._lock:
            child, self._child = self._child, None
        _bury(child)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _cancelled() -> ClaudeError:
    return ClaudeError(CANCELLED, "cancelled; nothing was changed")


def _bury(child: subprocess.Popen[bytes] | None) -> None:
    if child is None:
        return
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
