"""What is said about each entry, and which of it counts: by hand before Claude's, Claude's before the offline guess.

A label is one mapping of a `labelled` event. A key that it leaves out says nothing; null takes back what the same
source said. Model and offline labels are about one wording (`of`) and lapse when the entry reads differently; a
label by hand stays.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from brainstorm.session.events import Labelled
from brainstorm.session.session import BUILD, MARK, Entry, Session
from brainstorm.session.text import clean

YOU, CLAUDE, OFFLINE = "you", "claude", "offline"
SOURCES = (YOU, CLAUDE, OFFLINE)
"""Who can say what an entry is, the one that is believed first at the start."""
OTHER = "other"
NONE = "none"
"""The angle of what is off topic, or no idea."""
FIELDS = ("angle", "same_as", "again", "common")
"""What can be said of an entry; `other` and `confidence` go with the angle."""

_LEFT_OUT = object()


@dataclass(frozen=True, slots=True)
class Label:
    """What counts for one entry, field by field. None: nobody said.

    Attributes:
        n: The entry.
        angle: An id of its question's angles, `other` or `none`.
        other: Up to four words for it, when the angle is `other`.
        same_as: The earlier entry on this question that says the same; False: looked, none does.
        again: `{session, n}` of an earlier session; False: none.
        common: 0-based index in the question's common ideas; False: none of them (0 is not False).
        confidence: Of the angle, 0-1; None for labels by hand.
        by: Who said it, by field: you, claude or offline.
    """

    n: int
    angle: str | None = None
    other: str | None = None
    same_as: int | Literal[False] | None = None
    again: Mapping[str, Any] | Literal[False] | None = None
    common: int | Literal[False] | None = None
    confidence: float | None = None
    by: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> bool:
        """Whether anybody said anything."""
        return bool(self.by)


class Earlier(NamedTuple):
    """An idea of one's own, entered on the same question before; `session` is empty for one from a plain list."""

    session: str
    n: int
    text: str


def of_text(text: str) -> str:
    """Which wording a label is about: the first 8 hex digits of the SHA-256 of `text`, trimmed and in NFC."""
    return hashlib.sha256(unicodedata.normalize("NFC", clean(text)).encode()).hexdigest()[:8]


def labels_of(session: Session, sources: Sequence[str] = SOURCES) -> dict[int, Label]:
    """The labels that count, by entry; entries of which nobody said anything are left out.

    For each entry and field the newest word of the first of `sources` that has one; from Claude only where the run
    was trusted and the field is not disputed. Marks without words have no label; a build takes its idea's angle.

    Args:
        session: Its events, folded.
        sources: Whose labels to look at, the one that is believed first at the start.
    """
    own = _own(session, sources)
    feet: dict[int, int | None] = {}
    found: dict[int, Label] = {}
    for entry in session.entries:
        label = own.get(entry.n)
        if entry.kind == BUILD and entry.builds_on is not None:
            label = _as_its_idea(entry, own.get(_foot(session, entry, feet) or 0), label)
        if label is not None and label.said:
            found[entry.n] = label
    return found


def said_by(session: Session, source: str, n: int, name: str, before: int | None = None) -> Mapping[str, Any]:
    """What `source` says of one field of entry `n`: its keys and values, empty when nothing (or taken back).

    Args:
        session: Its events, folded.
        source: you, claude or offline.
        n: The entry.
        name: One of FIELDS.
        before: Look only at that many of the session's `labelled` events.
    """
    entry = session.entry(n)
    if entry is None:
        return {}
    value: Mapping[str, Any] = {}
    for event in session.labels[:before]:
        if event.by == source and _trusted(event):
            for raw in event.labels:
                if raw.get("n") == n and (known := _known(session, entry, event, raw).get(name)) is not None:
                    value = known
    return value


def angle_ids(session: Session, q: int) -> tuple[str, ...]:
    """The ids of question `q`'s angles, in the bank's order; empty without a map."""
    return tuple(part["id"] for part in _parts(session, q, "angles") if isinstance(part.get("id"), str))


def common_lines(entry: Mapping[str, Any]) -> list[str]:
    """The common ideas of a question's whole entry, each at the index that labels give; a damaged one is empty."""
    listed = entry.get("common_ideas")
    lines = [
        part.get("line") if isinstance(part, Mapping) else part
        for part in (listed if isinstance(listed, list | tuple) else ())
    ]
    return [" ".join(line.split()) if isinstance(line, str) else "" for line in lines]


def _parts(session: Session, q: int, key: str) -> list[Mapping[str, Any]]:
    question = session.question_at(q)
    value = question.entry.get(key) if question is not None else None
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list | tuple) else []


def _own(session: Session, sources: Collection[str]) -> dict[int, Label]:
    """The labels that count, before builds take their idea's."""
    said: dict[str, dict[tuple[int, str], Mapping[str, Any]]] = {source: {} for source in sources}
    angles: dict[int, tuple[str, ...]] = {}
    for event in session.labels:
        if event.by not in said or not _trusted(event):
            continue
        kept = said[event.by]
        for raw in event.labels:
            entry = session.entry(n) if type(n := raw.get("n")) is int else None
            if entry is None:
                continue
            known = _known(session, entry, event, raw, angles)
            kept.update({(entry.n, name): value for name, value in known.items()})
    found: dict[int, Label] = {}
    for source in sources:
        for (n, name), value in said[source].items():
            label = found.get(n) or Label(n)
            if value and name not in label.by:
                found[n] = replace(label, **value, by={**label.by, name: source})
    return found


def _trusted(event: Labelled) -> bool:
    return event.by != CLAUDE or (event.trust is not None and event.trust.get("ok") is True)


def _known(
    session: Session,
    entry: Entry,
    event: Labelled,
    raw: Mapping[str, Any],
    angles: dict[int, tuple[str, ...]] | None = None,
) -> dict[str, Mapping[str, Any]]:
    """What `raw` says of `entry`, by field, as the values of a Label; an empty mapping takes back.

    What no reader could use (an angle that the question doesn't have, a loop) says nothing.
    """
    if entry.kind == MARK or (event.by != YOU and raw.get("of") != of_text(entry.text)):
        return {}
    cache = {} if angles is None else angles
    if entry.q not in cache:
        cache[entry.q] = angle_ids(session, entry.q)
    disputed = set(_disputed(event, entry.n))
    found: dict[str, Mapping[str, Any]] = {}
    for name, check in _CHECKS.items():
        value = raw.get(name, _LEFT_OUT)
        if value is _LEFT_OUT or name in disputed:
            continue
        if value is None:
            found[name] = {}
        elif name == "angle":
            if isinstance(value, str) and value in (*cache[entry.q], OTHER, NONE):
                found[name] = {"angle": value, "other": _other(value, raw), "confidence": _confidence(event, raw)}
        elif value is False or check(session, entry, value):
            found[name] = {name: value}
    return found


def _disputed(event: Labelled, n: int) -> Iterator[str]:
    listed = event.trust.get("disputed") if event.by == CLAUDE and event.trust is not None else None
    for each in listed if isinstance(listed, list | tuple) else ():
        if isinstance(each, Mapping) and each.get("n") == n and isinstance(name := each.get("field"), str):
            yield name


def _other(angle: str, raw: Mapping[str, Any]) -> str | None:
    words = raw.get("other")
    return words if angle == OTHER and isinstance(words, str) and words.strip() else None


def _confidence(event: Labelled, raw: Mapping[str, Any]) -> float | None:
    value = raw.get("confidence")
    if event.by == YOU or isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def _earlier(session: Session, entry: Entry, value: object) -> bool:
    if type(value) is not int or value >= entry.n:  # so there can be no loop
        return False
    there = session.entry(value)
    return there is not None and there.q == entry.q


def _elsewhere(session: Session, entry: Entry, value: object) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("session"), str) and type(value.get("n")) is int


def _index(session: Session, entry: Entry, value: object) -> bool:
    question = session.question_at(entry.q)
    return type(value) is int and question is not None and 0 <= value < len(common_lines(question.entry))


_CHECKS: dict[str, Callable[[Session, Entry, object], bool]] = {
    "angle": lambda *_: True,
    "same_as": _earlier,
    "again": _elsewhere,
    "common": _index,
}


def _foot(session: Session, build: Entry, feet: dict[int, int | None]) -> int | None:
    """The idea at the foot of what `build` builds on; None when it is lost. `feet` remembers those found before."""
    way: list[int] = []
    there: Entry | None = build
    while there is not None and there.n not in feet and (below := there.builds_on) is not None:
        way.append(there.n)
        there = session.entry(below) if below < there.n else None  # so there can be no loop
    foot = None if there is None else feet.get(there.n, there.n)
    feet.update(dict.fromkeys(way, foot))
    return foot


def _as_its_idea(build: Entry, idea: Label | None, label: Label | None) -> Label:
    """A build's label: the angle of the `idea` at the foot of what it builds on, the rest its own."""
    theirs = idea or Label(build.n)
    mine = label or Label(build.n)
    by = {name: source for name, source in mine.by.items() if name != "angle"}
    if "angle" in theirs.by:
        by["angle"] = theirs.by["angle"]
    return replace(mine, angle=theirs.angle, other=theirs.other, confidence=theirs.confidence, by=by)
