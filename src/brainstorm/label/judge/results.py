"""What Claude said of a session, for whoever shows it: the newest labels and tip; labels the person takes over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from brainstorm.label.judge.wording import of_text
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


def taken_over(session: Session, event: Labelled, ns: Collection[int] | None = None) -> Labelled | None:
    """Labels of `event` as the person's own: all, or those of the entries `ns`; None when there is nothing to take.

    A label about words that have been changed since is not taken.
    """
    labels: list[Mapping[str, Any]] = []
    for label in event.labels:
        entry = session.entry(n) if type(n := label.get("n")) is int else None
        if entry is None or label.get("of") != of_text(entry.text) or (ns is not None and n not in ns):
            continue
        taken = {name: label[name] for name in _TAKEN if name in label}
        if taken:
            labels.append({"n": n, "of": label["of"], **taken})
    return Labelled(by="you", labels=tuple(labels)) if labels else None
