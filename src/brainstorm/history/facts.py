"""What the index keeps of a session: its figures as one row, and every text of it that can be searched."""

from __future__ import annotations

from collections.abc import Iterator

from brainstorm.bank.question import Question as Mapped
from brainstorm.history.rows import LATER, QUESTION, Asked, Facts, Item
from brainstorm.measure.flow import flow
from brainstorm.session.session import BUILD, IDEA, MARK, Session


def facts(session: Session, *, damaged: bool = False) -> Facts:
    """The figures of `session`."""
    pace = flow(session)
    return Facts(
        id=session.id,
        form=session.form_id,
        input=session.input,
        started=session.started_at,
        seconds=session.seconds,
        elapsed=round(session.elapsed, 3),
        ended=session.ended is not None,
        ideas=session.count(IDEA),
        builds=session.count(BUILD),
        marks=session.count(MARK),
        later=len(session.later),
        latency=pace.latency,
        per_minute=pace.per_minute,
        longest_silence=pace.longest_silence,
        freezes=pace.freezes,
        self=session.rated.self if session.rated else None,
        questions=tuple(_asked(session)),
        damaged=damaged,
    )


def _asked(session: Session) -> Iterator[Asked]:
    for question in session.questions:
        mapped = Mapped.from_entry(question.entry)
        ideas = sum(1 for entry in session.counted(IDEA) if entry.q == question.q)
        yield Asked(question.id, mapped.topic, ideas, {}, {}, mapped.lenses)


def items(session: Session) -> Iterator[Item]:
    """Every text of `session` that can be found: its questions, entries with words, later ideas."""
    where = {question.q: (question.id, Mapped.from_entry(question.entry).topic) for question in session.questions}
    for question in session.questions:
        if question.entry:
            yield Item(QUESTION, 0, question.q, question.asked, question.text, *where[question.q])
    for entry in session.entries:
        if entry.text:
            note = "struck" if entry.struck else None
            yield Item(entry.kind, entry.n, entry.q, entry.t, entry.text, *where.get(entry.q, ("", "")), note=note)
    for later in session.later:
        place = where.get(later.q, ("", ""))
        yield Item(LATER, later.n, later.q, None, later.text, *place, note=later.where)
