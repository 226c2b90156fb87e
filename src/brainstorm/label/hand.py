"""Labels by hand: one key is one event, undo takes back the last, and what was said of the same words is offered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from brainstorm.label.labels import (
    FIELDS,
    NONE,
    OTHER,
    YOU,
    Label,
    angle_ids,
    common_lines,
    labels_of,
    of_text,
    said_by,
)
from brainstorm.session.events import Labelled
from brainstorm.session.session import MARK, Session
from brainstorm.session.text import folded

_UNDOES = "undoes"


def press(session: Session, n: int, **fields: Any) -> Labelled:
    """The event of one key: `fields` (angle with other, same_as, again, common) hold for entry `n`; None takes back.

    Raises:
        ValueError: there is no such entry with words, or nothing is said; the sentence is for the person.
    """
    entry = session.entry(n)
    if entry is None:
        raise ValueError(f"there is no entry {n}")
    if entry.kind == MARK:
        raise ValueError(f"entry {n} has no words yet")
    if not fields.keys() & set(FIELDS):
        raise ValueError("nothing is said")
    return Labelled(by=YOU, labels=({"n": n, "of": of_text(entry.text), **fields},))


def accept(session: Session, labels: Iterable[Label]) -> Labelled | None:
    """`labels`, somebody else's, said by you from now on, in one event; None when they say nothing."""
    said: list[dict[str, Any]] = []
    for label in labels:
        entry = session.entry(label.n)
        if entry is None or not label.said:
            continue
        fields: dict[str, Any] = {name: getattr(label, name) for name in FIELDS if name in label.by}
        if label.other is not None:
            fields["other"] = label.other
        said.append({"n": label.n, "of": of_text(entry.text), **fields})
    return Labelled(by=YOU, labels=tuple(said)) if said else None


def undo(session: Session) -> Labelled | None:
    """The event that brings back what you had said before your last press; None when nothing is left to undo.

    Pressed again it goes one further back. Only the journal is looked at, so it works after a restart, too.
    """
    undone = _last_press(session)
    if undone is None:
        return None
    back: list[dict[str, Any]] = []
    for raw in session.labels[undone].labels:
        n = raw.get("n")
        if type(n) is not int:
            continue
        label: dict[str, Any] = {"n": n, "of": raw.get("of")}
        for name in FIELDS:
            if name in raw:
                before = said_by(session, YOU, n, name, before=undone)
                label |= {name: before.get(name)} | ({"other": before["other"]} if before.get("other") else {})
        back.append(label)
    return Labelled(by=YOU, with_={_UNDOES: True}, labels=tuple(back))


def _last_press(session: Session) -> int | None:
    """The place of the last event by hand that has not been undone."""
    pressed: list[int] = []
    for place, event in enumerate(session.labels):
        if event.by != YOU:
            continue
        if event.with_ is not None and event.with_.get(_UNDOES) is True:
            if pressed:
                pressed.pop()
        else:
            pressed.append(place)
    return pressed[-1] if pressed else None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What you once said of an idea, to be offered when the same words come again on the same question.

    Attributes:
        session: The session it stands in.
        n: Its number there.
        question: The question's id.
        text: Its words, case and spaces folded.
        angle: An id of the question's angles, `other`, `none`, or None when you said nothing of it.
        other: Up to four words, when the angle is `other`.
        common: The line of the common idea it is, since the bank's order may change; False: none of them.
    """

    session: str
    n: int
    question: str
    text: str
    angle: str | None = None
    other: str | None = None
    common: str | bool | None = None


def remembered(session: Session) -> Iterator[Remembered]:
    """What you said of the ideas of `session`, in order."""
    labels = labels_of(session, (YOU,))
    for entry in session.counted():
        label, question = labels.get(entry.n), session.question_at(entry.q)
        if label is None or question is None or not question.id or (label.angle is None and label.common is None):
            continue
        common: str | bool | None = None
        if label.common is False:
            common = False
        elif label.common is not None:
            common = common_lines(question.entry)[label.common] or None
        yield Remembered(session.id, entry.n, question.id, folded(entry.text), label.angle, label.other, common)


def offered(session: Session, earlier: Iterable[Remembered]) -> dict[int, dict[str, Any]]:
    """For the entries of which you have said nothing yet: what you said of the same words before, as fields of `press`.

    Args:
        session: The session being labelled.
        earlier: What is remembered of other sessions, oldest first; the last that fits is offered.
    """
    known: dict[tuple[str, str], Remembered] = {}
    for each in earlier:
        if each.session != session.id:
            known[each.question, each.text] = each
    found: dict[int, dict[str, Any]] = {}
    mine = labels_of(session, (YOU,)) if known else {}
    for entry in session.counted():
        question = session.question_at(entry.q)
        if not known or question is None or entry.n in mine or not entry.text:
            continue
        there = known.get((question.id, folded(entry.text)))
        if there is None:
            continue
        fields: dict[str, Any] = {}
        if there.angle in (*angle_ids(session, entry.q), OTHER, NONE):
            fields["angle"] = there.angle
            fields |= {"other": there.other} if there.other else {}
        if there.common is False:
            fields["common"] = False
        elif isinstance(there.common, str):
            lines = common_lines(question.entry)
            fields |= {"common": lines.index(there.common)} if there.common in lines else {}
        if fields:
            found[entry.n] = {**fields, "again": {"session": there.session, "n": there.n}}
    return found
