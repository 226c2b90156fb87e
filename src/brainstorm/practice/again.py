"""Another go at the same question: at once, with the untouched angles as a help, or after a break, for the dividend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from brainstorm.bank import Bank
from brainstorm.drill.commands import Material
from brainstorm.measure.dividend import BREAK
from brainstorm.measure.numbers import numbers
from brainstorm.measure.tips import untouched_asks
from brainstorm.practice.ladder import ASKS
from brainstorm.practice.plan import Plan, PlanError, lens_lines, make_plan
from brainstorm.session.events import Ended, Line
from brainstorm.session.journal import parse_time
from brainstorm.session.session import Session

AGAIN = "again"
"""The id of the form."""
OFFERED_FOR = timedelta(days=1)
"""How long after a drill another go is offered; it begins BREAK seconds after it."""


class Read(Protocol):
    """A session with the lines of its journal."""

    @property
    def session(self) -> Session: ...
    @property
    def lines(self) -> tuple[Line, ...]: ...


class Offer(NamedTuple):
    """A drill that is worth another go, and how many seconds ago it ended."""

    session: Session
    after_seconds: float


def best_question(session: Session) -> int | None:
    """The question of `session` with most left to find: most untouched angles, the first of several; None: no ideas."""
    counted = numbers(session)
    tried = [each for each in counted.questions if each.breadth.ideas]
    return max(tried, key=lambda each: (len(each.untouched), -each.q)).q if tried else None


def asks_of(session: Session, q: int) -> tuple[str, ...]:
    """The untouched angles of question `q`, each as its question."""
    each = numbers(session).question(q)
    return tuple(untouched_asks(session, each)) if each is not None else ()


def plan_again(bank: Bank, session: Session, q: int, after_seconds: float, rungs: Iterable[str]) -> Plan:
    """A plan for another go at question `q` of `session`, as it was asked then.

    Before a break is over, the untouched angles go along as questions; after one they stay unseen (unless seen in the
    debrief), so that what the break adds is the break's.

    Args:
        bank: The forms and lenses.
        session: The first go.
        q: The question's number in it.
        after_seconds: Between the end of the first go and now.
        rungs: The rungs of its debrief that were shown.

    Raises:
        PlanError: the bank has no form `again`, or the session no such question.
    """
    question = session.question_at(q)
    if question is None or not question.entry:
        raise PlanError(f"{session.id} has no question {q} to go at again")
    if AGAIN not in {form.id for form in bank.forms}:
        raise PlanError("the form “again” is missing from forms.yaml")
    helped = after_seconds < BREAK
    seen = tuple(dict.fromkeys([*rungs, *([ASKS] if helped else [])]))
    again: dict[str, Any] = {"session": session.id, "after_seconds": round(after_seconds), "rungs_seen": list(seen)}
    known = question.id if question.id in bank.ids else None
    plan = make_plan(bank, AGAIN, question=known)
    material = Material((question.entry,), lens_lines(bank))
    return replace(plan, material=material, again=again, asks=asks_of(session, q) if helped else ())


def offer(readings: Iterable[Read], now: datetime) -> Offer | None:
    """The newest drill that ended from BREAK seconds to a day ago and that no other go has followed yet.

    Args:
        readings: Sessions, newest first; those older than a day end the search.
        now: Wall time.
    """
    followed: set[str] = set()
    for reading in readings:
        session = reading.session
        if session.again is not None and isinstance(first := session.again.get("session"), str):
            followed.add(first)
        ended = next((parse_time(line.at) for line in reading.lines if isinstance(line.event, Ended)), None)
        if ended is None:
            continue
        ago = now - ended
        if ago > OFFERED_FOR:
            return None
        fit = session.again is None and session.seconds > 0 and session.id not in followed
        if fit and ago.total_seconds() >= BREAK and best_question(session) is not None:
            return Offer(session, ago.total_seconds())
    return None
