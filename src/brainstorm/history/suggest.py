"""What to do next: one suggestion, the same for the same history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

TURNS = ("single", "call")
"""The forms that take turns."""


class Askable(Protocol):
    """What a suggestion needs to know of a question."""

    @property
    def id(self) -> str: ...
    @property
    def topic(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Done:
    """How often a question was asked, and the id of the newest session that did."""

    times: int
    last: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An exercise. The question's text is not in it.

    Attributes:
        form: A form's id.
        question: A question's id.
        topic: Its topic.
        times: How often it was done.
    """

    form: str
    question: str
    topic: str
    times: int


def next_form(recent: Sequence[str]) -> str:
    """The form whose turn it is; `recent` are the forms done so far, newest first."""
    last = next((form for form in recent if form in TURNS), None)
    return TURNS[0] if last is None else TURNS[(TURNS.index(last) + 1) % len(TURNS)]


def suggest(questions: Sequence[Askable], done: Mapping[str, Done], recent: Sequence[str]) -> Suggestion | None:
    """The question done least often, then longest ago, then first by id; None when there are no questions."""
    never = Done(0, "")
    ranked = sorted(questions, key=lambda q: (done.get(q.id, never).times, done.get(q.id, never).last, q.id))
    if not ranked:
        return None
    first = ranked[0]
    return Suggestion(next_form(recent), first.id, first.topic, done.get(first.id, never).times)
