"""Sessions that were not drilled here: imported ideas, and a real call told afterwards."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from brainstorm.history.incoming import Incoming, Said
from brainstorm.session.events import Asked, Ended, Event, Idea, Later, Line, Started
from brainstorm.session.journal import create_free, stamp

IMPORTED = {"id": "imported", "name": "Imported"}
REAL = {"id": "real", "name": "A real call"}


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
