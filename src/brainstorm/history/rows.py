"""Rows of the index: the figures of a session, and a text of it that can be found.

Named tuples, since dataclasses would cost every start of a command several milliseconds.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from brainstorm.session.name import day_text

QUESTION, LATER, ASIDE = "question", "later", "aside"
"""Kinds of text beside those of entries."""
CLOCKLESS = ("later", "real")
"""Forms that are no exercise."""


class QuestionFacts(NamedTuple):
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


class Facts(NamedTuple):
    """The figures of a session; None where one could not be measured. Times are seconds.

    Attributes:
        id, form, input, started, seconds, elapsed, ended: What it is.
        ideas, builds, marks, later: Counts.
        latency, per_minute, longest_silence, freezes: Its pace.
        self: "How new were these for you?", 1-5.
        questions: What was asked.
        distinct: Ideas, repeats taken together.
        angles, of, margin: Angles hit, of how many, and the 80% interval of an estimate.
        effective: exp(entropy) of the shares of the angles.
        tunnel: Longest run in one angle.
        outside, outside_of: Ideas outside the common ones, of those looked at.
        new, new_of: Ideas one had not had before, of those looked at.
        labels: Whose labels they rest on: you, claude, offline or mixed.
        sure: low, fair or good.
        damaged: Something in its journal cannot be read.
    """

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
    questions: tuple[QuestionFacts, ...]
    distinct: int | None = None
    angles: int | None = None
    of: int | None = None
    margin: tuple[int, int] | None = None
    effective: float | None = None
    tunnel: int | None = None
    outside: int | None = None
    outside_of: int = 0
    new: int | None = None
    new_of: int = 0
    labels: str | None = None
    sure: str | None = None
    damaged: bool = False

    @property
    def outside_share(self) -> float | None:
        """Outside, of those looked at: 0-1."""
        return None if self.outside is None or not self.outside_of else self.outside / self.outside_of

    @property
    def new_for_you(self) -> float | None:
        """New, of those looked at: 0-1."""
        return None if self.new is None or not self.new_of else self.new / self.new_of

    @property
    def day(self) -> str:
        """The day of the session, from its id: 2026-11-23."""
        return day_text(self.id)

    @property
    def drilled(self) -> bool:
        """Whether it was an exercise that somebody did: not a later idea, a real call or an empty start."""
        return self.form not in CLOCKLESS and self.input != "imported" and bool(self.ideas or self.marks or self.ended)

    def to_json(self) -> str:
        """One line of JSON, from which `facts_from` makes the same again."""
        return json.dumps({**self._asdict(), "questions": self.questions}, separators=(",", ":"))


def _question_facts(*values: Any) -> QuestionFacts:
    *most, offered = values
    id_, topic, ideas, angles, lenses = most
    return QuestionFacts(id_, topic, ideas, angles, lenses, tuple(offered))


def facts_from(line: str) -> Facts:
    """The facts that `Facts.to_json` wrote."""
    found: dict[str, Any] = json.loads(line)
    asked = tuple(_question_facts(*each) for each in found.pop("questions"))
    margin = found.pop("margin")
    return Facts(**found, questions=asked, margin=tuple(margin) if margin else None)


class Item(NamedTuple):
    """One text that can be found.

    Attributes:
        kind: idea, build, later, question or aside.
        n: Its number in the session; 0 for a question or an aside.
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
