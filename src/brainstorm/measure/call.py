"""How somebody fared with the interviewer: redirects, freezes, answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from brainstorm.measure.flow import FREEZE, Silence, silences
from brainstorm.measure.following import angles_of, entries_after, new_angle
from brainstorm.session.session import Session

ANSWERED = 30.0
"""Seconds within which an entry answers the interviewer's line."""
RECOVERY = 60.0
"""Seconds after a freeze in which what comes tells how one recovered."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """A line of the interviewer, and what came of it.

    Attributes:
        k: Its number.
        move: breadth, concreteness, …
        t: Drill seconds.
        answered: Whether something was entered within 30 s.
        after: Seconds until it was; None when nothing was.
        new_angle: Whether what came within 30 s opened a new angle; None when nobody knows.
    """

    k: int
    move: str
    t: float
    answered: bool
    after: float | None
    new_angle: bool | None


def redirects(session: Session, angles: Mapping[int, str] | None = None) -> tuple[Redirect, ...]:
    """Every line the interviewer said while the clock ran, in order. `angles` as from `angles_of`."""
    angles = angles_of(session) if angles is None else angles
    found = []
    for said in session.said:
        if said.what != "interviewer" or said.t is None:
            continue
        came = entries_after(session, said.t, ANSWERED)
        after = round(came[0].t - said.t, 3) if came else None
        found.append(Redirect(said.k or 0, said.kind, said.t, bool(came), after, new_angle(session, came, angles)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Recovery:
    """A freeze and the minute after it.

    Attributes:
        freeze: The silence of 30 s or more.
        entries: What was entered in the 60 s from its end, the entry that ended it included.
        new_angle: Whether one of them opened a new angle; None when nobody knows.
    """

    freeze: Silence
    entries: int
    new_angle: bool | None


def recoveries(session: Session, angles: Mapping[int, str] | None = None) -> tuple[Recovery, ...]:
    """Every freeze, in order, with what came in the minute after it."""
    angles = angles_of(session) if angles is None else angles
    found = []
    for silence in silences(session):
        if silence.seconds < FREEZE:
            continue
        ended_by = session.entry(silence.before) if silence.before is not None else None
        came = [] if ended_by is None else entries_after(session, silence.start, silence.seconds + RECOVERY)
        found.append(Recovery(silence, len(came), new_angle(session, came, angles)))
    return tuple(found)


def answers(session: Session) -> int:
    """How many entries answered the interviewer: they are no ideas, and breadth leaves them out."""
    return sum(1 for entry in session.counted() if entry.answers is not None)
