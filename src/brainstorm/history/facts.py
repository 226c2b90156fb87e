"""What the index keeps of a session: its figures as one row, and every text of it that can be searched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from brainstorm.bank.question import Question as Mapped
from brainstorm.measure.flow import flow
from brainstorm.session.session import BUILD, IDEA, MARK, Session

QUESTION, LATER = "question", "later"
"""Kinds of text beside those of entries."""
CLOCKLESS = ("later", "real")
"""Forms that are no exercise."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a session, with what was found on it.

    Attributes:
        id: Its id in the bank.
        topic: Its topic.
        ideas: Ideas that count.
        angles: Ideas by angle, where labelled.
        lenses: Ideas by the lens of their angle.
        offered: The lenses that the question's map has.
    """

    id: str
    topic: str
    ideas: int
    angles: dict[str, int]
    lenses: dict[str, int]
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures of a session; None where one could not be measured. Times are seconds."""

    id: str
    form: str
    input: str
    started: str
    seconds: float
    elapsed: float
    ended: bool
    ideas: int
    builds: int
    marks: int
    later: int
    latency: float | None
    per_minute: float | None
    longest_silence: float | None
    freezes: int | None
    self: int | None
    questions: tuple[Asked, ...]
    hit: int | None = None
    of: int | None = None
    outside: int | None = None
    judged: int | None = None
    new_for_you: float | None = None
    sure: str | None = None
    damaged: bool = False

    @property
    def day(self) -> str:
        """The day of the session, from its id: 2026-11-23."""
        return f"{self.id[:4]}-{self.id[4:6]}-{self.id[6:8]}"

    @property
    def drilled(self) -> bool:
        """Whether it was an exercise that somebody did: not a later idea, a real call or an empty start."""
        return self.form not in CLOCKLESS and self.input != "imported" and bool(self.ideas or self.marks or self.ended)

    def to_json(self) -> str:
        """One line of JSON, from which `facts_from` makes the same again."""
        return json.dumps(asdict(self), separators=(",", ":"))


def facts_from(line: str) -> Facts:
    """The facts that `Facts.to_json` wrote."""
    found: dict[str, Any] = json.loads(line)
    asked = tuple(Asked(**{**each, "offered": tuple(each["offered"])}) for each in found.pop("questions"))
    return Facts(**found, questions=asked)


@dataclass(frozen=True, slots=True)
class Item:
    """One text that can be found.

    Attributes:
        kind: idea, build, later or question.
        n: Its number in the session; 0 for a question.
        q: The number of its question.
        t: Drill seconds; None for what has no time.
        text: As it was written.
        question: The id of its question.
        topic: The question's topic.
        angle: The id of its angle, where labelled.
        lens: The lens of that angle.
        note: Where a later idea came, or `struck`.
    """

    kind: str
    n: int
    q: int
    t: float | None
    text: str
    question: str
    topic: str
    angle: str | None = None
    lens: str | None = None
    note: str | None = None


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
        offered = tuple(sorted({angle.lens for angle in mapped.angles}))
        yield Asked(question.id, mapped.topic, ideas, {}, {}, offered)


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
