"""What Claude said of a session, for whoever shows it: the newest labels and tip; labels the person takes over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from brainstorm.label.labels import YOU, labels_of, of_text
from brainstorm.session.events import Labelled
from brainstorm.session.session import Session

_TAKEN = ("angle", "other", "same_as", "again", "common")


def newest(session: Session, q: int) -> Labelled | None:
    """Claude's newest labels of question `q`, trusted or not; None when there are none."""
    return _newest(session, q, lambda event: bool(event.labels) or event.trust is not None)


def tip_of(session: Session, q: int) -> Mapping[str, Any] | None:
    """Claude's newest tip on question `q`: observations (text, ns, quotes), questions (angle, text), form."""
    event = _newest(session, q, lambda event: isinstance((event.figures or {}).get("tip"), dict))
    return None if event is None or event.figures is None else event.figures["tip"]


def _newest(session: Session, q: int, fits: Any) -> Labelled | None:
    mine = (event for event in reversed(session.labels) if event.by == "claude" and (event.with_ or {}).get("q") == q)
    return next((event for event in mine if fits(event)), None)


def disputed(event: Labelled) -> list[Mapping[str, Any]]:
    """What its two readings disagree on: {n, field, values}, and `other` with the words where an angle is that."""
    listed = (event.trust or {}).get("disputed")
    return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list | tuple) else []


def label_at(session: Session, event: Labelled, n: int) -> Mapping[str, Any] | None:
    """What `event` says of entry `n` in its present words; None when it says nothing."""
    entry = session.entry(n)
    if entry is None:
        return None
    mine = (label for label in event.labels if label.get("n") == n and label.get("of") == of_text(entry.text))
    return next(mine, None)


def open_disputes(session: Session, q: int) -> list[Mapping[str, Any]]:
    """What the two readings of the newest answer disagree on, and the person has not decided.

    Only of an answer that is trusted (the others count for nothing), and of words that still stand.
    """
    event = newest(session, q)
    if event is None or (event.trust or {}).get("ok") is not True:
        return []
    mine = labels_of(session, (YOU,))
    return [each for each in disputed(event) if _is_open(session, event, each, mine)]


def _is_open(session: Session, event: Labelled, dispute: Mapping[str, Any], mine: Mapping[int, Any]) -> bool:
    n, name, values = dispute.get("n"), dispute.get("field"), dispute.get("values")
    if type(n) is not int or name not in _TAKEN or not isinstance(values, list | tuple) or len(values) != 2:
        return False
    entry = session.entry(n)
    if entry is None or entry.struck or label_at(session, event, n) is None:
        return False
    return n not in mine or name not in mine[n].by


def taken_over(session: Session, event: Labelled, ns: Collection[int] | None = None) -> Labelled | None:
    """Labels of `event` as the person's own: all, or those of the entries `ns`; None when there is nothing to take.

    A label about words that have been changed since is not taken; among all of them, none of what the person has said
    already.
    """
    mine = labels_of(session, (YOU,)) if ns is None else {}
    labels: list[Mapping[str, Any]] = []
    for label in event.labels:
        entry = session.entry(n) if type(n := label.get("n")) is int else None
        if entry is None or label.get("of") != of_text(entry.text) or (ns is not None and n not in ns):
            continue
        said = mine[n].by if n in mine else ()
        taken = {name: label[name] for name in _TAKEN if name in label and name not in said}
        if "angle" not in taken:
            taken.pop("other", None)
        if taken:
            labels.append({"n": n, "of": label["of"], **taken})
    return Labelled(by="you", labels=tuple(labels)) if labels else None
