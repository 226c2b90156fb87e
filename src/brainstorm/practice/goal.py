"""A goal a little above one's own recent best. A specific, hard goal helps (Litchfield 2009, 2011); it is seen before
and after a drill, never while the clock runs."""

from __future__ import annotations

import math
from collections.abc import Iterable

from brainstorm.session.session import BUILD, Session

LAST = 5
"""Sessions that "recent" means."""
_WHOLE = 0.9  # of its time must have passed, or it says nothing about a whole drill


def goal(recent: Iterable[Session], form: str, seconds: float) -> int | None:
    """How many ideas to aim for: a tenth, and at least one, above the best of the last five drills of this form and
    length that were typed and went their whole time; None without any.

    Args:
        recent: Sessions, newest first.
        form: An id.
        seconds: The length.
    """
    counts: list[int] = []
    for session in recent:
        whole = session.ended == "time" or session.elapsed >= _WHOLE * session.seconds
        if session.form_id == form and session.seconds == seconds and session.ended and whole and _typed(session):
            counts.append(sum(1 for entry in session.counted() if entry.kind != BUILD))
        if len(counts) == LAST:
            break
    best = max(counts, default=0)
    return best + max(1, math.floor(best / 10)) if best else None


def _typed(session: Session) -> bool:
    return session.input in ("typed", "lines") and all(entry.timed for entry in session.counted())
