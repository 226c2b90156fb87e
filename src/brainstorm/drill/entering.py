"""What an entered line becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from brainstorm.drill import commands as do
from brainstorm.drill.interviewer import answering, interviewing
from brainstorm.session import events as ev
from brainstorm.session.session import BUILD, Entry, Session

MARK_GAP = 1.5
"""Seconds after an entry (or the question) before an empty line counts as a mark."""


def mark(session: Session, command: do.Enter, t: float) -> ev.Idea:
    """Something said aloud, whose words are to follow."""
    answers = answering(session, None, t) if interviewing(session) else None
    return ev.Idea(n=session.next_n, q=session.q, text="", aloud=True, via=command.via, answers=answers)


def idea(session: Session, command: do.Enter, text: str, t: float) -> ev.Idea:
    """The words that were entered: an idea, a build on the one before, or an answer to the interviewer."""
    before = _idea_before(session) if command.build else None
    first_key = command.first_key
    if first_key is not None:
        first_key = min(max(first_key, 0.0), t)
    return ev.Idea(
        n=session.next_n,
        q=session.q,
        text=text,
        builds_on=before.n if before else None,
        first_key=first_key,
        via=command.via,
        answers=answering(session, first_key, t) if interviewing(session) else None,
    )


def several(session: Session, lines: Iterable[tuple[str, bool]], via: str, t: float) -> Iterator[ev.Idea]:
    """What `idea` makes of each of (words, build), entered one after the other at the same moment."""
    before = _idea_before(session)
    on = before.n if before else None
    answers = answering(session, None, t) if interviewing(session) else None
    for n, (text, build) in enumerate(lines, session.next_n):
        builds_on = on if build else None
        on = n if builds_on is None and answers is None else on
        yield ev.Idea(n=n, q=session.q, text=text, builds_on=builds_on, via=via, answers=answers)


def _idea_before(session: Session) -> Entry | None:
    here = (e for e in reversed(session.entries) if e.q == session.q and not e.struck and e.kind != BUILD)
    return next(here, None)


def last_entered(session: Session) -> float:
    """Drill seconds of the last entry, or of the question."""
    question = session.question
    asked = question.stretches[-1].start if question and question.stretches else 0.0
    return max([asked, *(e.t for e in session.entries[-1:])])
