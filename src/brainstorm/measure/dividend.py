"""What another go after a break added. Incubation helps divergent tasks most: Sio & Ormerod 2009."""

from __future__ import annotations

from dataclasses import dataclass

from brainstorm.label.labels import OFFLINE
from brainstorm.measure.numbers import numbers
from brainstorm.measure.results import MIXED
from brainstorm.session.session import IDEA, Session
from brainstorm.session.text import folded

BREAK = 600.0
"""Seconds between two goes from which the time between them is called a break."""


@dataclass(frozen=True, slots=True)
class Dividend:
    """What the second go added.

    Attributes:
        ideas: Ideas of the second go.
        new: Of them, those that repeat no idea of the first, as far as anybody said; same words are the same idea.
        angles: Ids of angles hit in the second go and not in the first, in the bank's order; None without a map.
        untouched: How many angles the first go had left.
        after_seconds: The length of the break.
        rungs: The rungs of the first debrief that had been seen.
        guess: Whether any of the labels behind it is the offline guess.
    """

    ideas: int
    new: int
    angles: tuple[str, ...] | None
    untouched: int
    after_seconds: float
    rungs: tuple[str, ...]
    guess: bool


def dividend(first: Session, second: Session) -> Dividend | None:
    """What `second` added to `first`; None when it was no other go at it, or came without a break of BREAK seconds."""
    again = second.again or {}
    after, rungs = again.get("after_seconds"), again.get("rungs_seen")
    if again.get("session") != first.id or isinstance(after, bool) or not isinstance(after, int | float):
        return None
    if after < BREAK or not second.questions:
        return None
    question = second.questions[0]
    before = next((x for x in first.questions if x.id == question.id), None)
    if before is None:
        return None
    then, now = numbers(first), numbers(second)
    one, other = then.question(before.q), now.question(question.q)
    if one is None or other is None:
        return None
    said = {folded(entry.text) for entry in first.counted(IDEA) if entry.q == before.q}
    ideas = [entry for entry in second.counted(IDEA) if entry.q == question.q]
    repeats = {entry.n for entry in ideas if folded(entry.text) in said}
    for entry in ideas:
        label = now.labels.get(entry.n)
        if label is not None and label.again and label.again.get("session") == first.id:
            repeats.add(entry.n)
    known = one.breadth.angles is not None and other.breadth.angles is not None
    return Dividend(
        ideas=len(ideas),
        new=len(ideas) - len(repeats),
        angles=tuple(x for x in one.untouched if x not in other.untouched) if known and one.breadth.of else None,
        untouched=len(one.untouched),
        after_seconds=float(after),
        rungs=tuple(x for x in rungs if isinstance(x, str)) if isinstance(rungs, list | tuple) else (),
        guess=bool({OFFLINE, MIXED} & {one.breadth.by, other.breadth.by}),
    )
