"""The index for a command: what it says on the way, and a bar where reading takes long."""

import sqlite3
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from brainstorm.cli.common import warn
from brainstorm.cli.run import Failure
from brainstorm.history.index import IndexFailure, ask
from brainstorm.history.store import problems

if TYPE_CHECKING:
    from brainstorm.settings import Places

T = TypeVar("T")
_PATIENCE = 0.7  # seconds of reading before there is a bar
_WIDTH = 30


def asked(places: "Places", use: Callable[[sqlite3.Connection], T], *, quiet: bool = False) -> T:
    """What `use` makes of the index of the sessions folder.

    Journals that cannot be read are said in a line each, unless `quiet`.

    Raises:
        Failure: this Python cannot search.
    """
    bar = Bar()

    def used(db: sqlite3.Connection) -> T:
        bar.end()
        if not quiet:
            for line in problems(db):
                warn(line)
        return use(db)

    try:
        return ask(places.sessions.path, places.cache.path, used, say=warn, progress=bar)
    except IndexFailure as error:
        raise Failure(str(error)) from None
    finally:
        bar.end()


class Bar:
    """How far the reading is, on stderr where that is a terminal; nothing when it is done soon."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` sessions are read."""
        if not sys.stderr.isatty() or (not self._shown and self._clock() - self._begun < _PATIENCE):
            return
        self._shown = True
        filled = _WIDTH * done // max(1, total)
        sys.stderr.write(f"\r\x1b[KReading sessions {'━' * filled}{'╌' * (_WIDTH - filled)} {done:,} of {total:,}")
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line empty again."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
