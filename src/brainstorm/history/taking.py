"""Sessions that were not drilled here: imported ideas, and a real call told afterwards."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from brainstorm.history.incoming import Incoming, Said
from brainstorm.session.events import Asked, Ended, Event, Idea, Later, Line, Started
from brainstorm.session.journal import JournalError, create, make_id, path_of, stamp

IMPORTED = {"id": "imported", "name": "Imported"}
REAL = {"id": "real", "name": "A real call"}
_SUFFIX = "abcdefghijkmnpqrstuvwxyz23456789"


def take_over(
    folder: Path,
    incoming: Incoming,
    question: Mapping[str, Any],
    app: str,
    when: datetime,
    seconds: float | None = None,
) -> Path:
    """Make a session of `incoming`, begun at `when`; its length is `seconds`, or the last time that was written down.

    Raises:
        JournalError: it cannot be written.
    """
    said = _in_time(incoming.said)
    last = max((one.t or 0.0 for one in said), default=0.0)
    length = seconds if seconds is not None else float(math.ceil(last))
    events: list[tuple[float | None, Event]] = [(0.0, Asked(q=1, question=question))]
    events += _entries(said, max(length, last))
    events.append((max(length, last), Ended(why="done")))
    n = sum(1 for one in said if not one.later)
    laters = [one for one in said if one.later]
    events += [(None, Later(n=n + k, text=one.text, where=one.where)) for k, one in enumerate(laters, start=1)]

    def lines(id_: str) -> list[Line]:
        started = Started(id=id_, app=app, form=IMPORTED, seconds=max(length, last), input="imported")
        return [Line(stamp(when), None, started), *(Line(stamp(when), t, event) for t, event in events)]

    return create_free(folder, "imported", when, lines)


def _in_time(said: Sequence[Said]) -> list[Said]:
    """In the order of the times, where every idea has one; else as they stand."""
    ideas = [one for one in said if not one.later]
    if any(one.t is None for one in ideas):
        return list(said)
    if any(one.build for one in ideas):  # a build stays behind its idea
        return list(said)
    return sorted(ideas, key=lambda one: one.t or 0.0) + [one for one in said if one.later]


def _entries(said: Sequence[Said], end: float) -> Iterator[tuple[float, Idea]]:
    t, n, root = 0.0, 0, None
    for one in said:
        if one.later:
            continue
        n += 1
        t = min(max(t, one.t if one.t is not None else t), end)
        builds_on = root if one.build else None
        root = root if one.build and root is not None else n
        yield round(t, 3), Idea(n=n, q=1, text=one.text, builds_on=builds_on, via="pipe")


def create_free(folder: Path, form: str, when: datetime, lines: Callable[[str], list[Line]]) -> Path:
    """Write a new journal under an id that nothing has yet; `lines` makes its lines for an id.

    Raises:
        JournalError: the disk does not take it.
    """
    for attempt in range(8):
        id_ = make_id(when, form, "".join(secrets.choice(_SUFFIX) for _ in range(4)))
        path = path_of(folder, id_)
        try:
            create(path, lines(id_))
        except JournalError:
            if attempt < 7 and path.exists():
                continue
            raise
        return path
    raise AssertionError("the last attempt returns or raises")
