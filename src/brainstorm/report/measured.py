"""What `brainstorm measure` prints of a list: design.md's object."""

from __future__ import annotations

from typing import Any

from brainstorm.label.labels import OFFLINE, Label
from brainstorm.measure.numbers import numbers
from brainstorm.measure.results import Numbers
from brainstorm.report.show import breadth_json, novelty_json
from brainstorm.session.session import IDEA, Entry, Session

TOP = 3
"""How many of the nearest angles are named."""


def measured_json(id_: object, session: Session) -> dict[str, Any]:
    """`id`, `labels`, `breadth`, `novelty`, `sure`, `by`, `encoder` of the ideas of `session`."""
    counted = numbers(session)
    repeats = dict(pair for each in counted.questions for pair in each.repeats)
    return {
        "v": 1,
        "id": id_,
        "labels": [_label(entry, counted, repeats) for entry in session.counted(IDEA)],
        "breadth": breadth_json(counted.breadth),
        "novelty": novelty_json(counted.novelty),
        "sure": counted.breadth.sure,
        "by": counted.breadth.by or OFFLINE,
        "encoder": counted.figures.encoder,
    }


def _label(entry: Entry, counted: Numbers, repeats: dict[int, int]) -> dict[str, Any]:
    label = counted.labels.get(entry.n) or Label(entry.n)
    measured = counted.figures.ideas.get(entry.n)
    top = measured.top[:TOP] if measured is not None else ()
    return {
        "n": entry.n,
        "angle": label.angle,
        "top": [[angle, chance] for angle, chance in top] or None,
        "confidence": label.confidence,
        "same_as": repeats.get(entry.n),
        "common": None if label.common is False else label.common,
        "uncommonness": measured.uncommonness if measured is not None else None,
        "near": next((q.near[entry.n] for q in counted.questions if entry.n in q.near), None),
        "gain": measured.gain if measured is not None else None,
        "by": label.by.get("angle"),
    }


def labels_lines(session: Session, counted: Numbers) -> list[tuple[int, str, str]]:
    """(n, what it is filed under with how sure that is, text) of each idea, for people."""
    found = []
    for entry in session.counted(IDEA):
        label = counted.labels.get(entry.n) or Label(entry.n)
        sure = f" {label.confidence:.0%}" if label.confidence is not None else ""
        found.append((entry.n, f"{label.angle}{sure}" if label.angle else "", entry.text))
    return found
