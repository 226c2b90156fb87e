"""A question of the bank, with its map: the angles, the common ideas, the twists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

NEEDS = ("black-box", "some-ml", "deep")
DIFFICULTIES = (1, 2, 3)
VERBS = ("detect", "prevent", "measure", "explain", "design", "predict")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Angle:
    """A family of approaches to one question; the unit of breadth (in the research: a category)."""

    id: str
    lens: str
    """The lens it belongs to, or `other`."""
    name: str
    line: str
    """Its mechanism in one sentence."""
    ask: str
    """A spoken question that opens the angle without naming it."""
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommonIdea:
    """Something most people say first; what novelty is measured against."""

    line: str
    angle: str | None
    weight: int
    """3 nearly everybody says it, 2 many, 1 some."""


@dataclass(frozen=True, slots=True)
class Controls:
    """Entries with a known right label, mixed in unseen to check whoever labels."""

    same: tuple[str, str]
    """One idea in two wordings."""
    off_topic: str
    look_alike: str
    """Shares words with `same[0]`, and is another mechanism."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read about the question, for after the drill."""

    title: str
    url: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """One open-ended prompt of the bank. Texts are on one line; `entry` has them as they were written."""

    id: str
    topic: str
    text: str
    needs: str | None
    """What one must know: one of `NEEDS`."""
    difficulty: int | None
    """One of `DIFFICULTIES`: 1 warm-up, 2 standard, 3 hard."""
    verb: str | None
    """What is asked for: one of `VERBS`."""
    angles: tuple[Angle, ...]
    common_ideas: tuple[CommonIdea, ...]
    twists: tuple[str, ...]
    """What the interviewer may change half-way through; each breaks the most common answer."""
    controls: Controls | None
    sources: tuple[Source, ...]
    entry: Mapping[str, Any] = field(hash=False)
    """The whole entry as it stands in the bank, ready for JSON: what a journal keeps."""

    @property
    def has_map(self) -> bool:
        """Whether it has angles; without them breadth is not measured and the lenses serve as cues."""
        return bool(self.angles)

    @property
    def lenses(self) -> tuple[str, ...]:
        """The lenses of its angles, each once."""
        return tuple(dict.fromkeys(angle.lens for angle in self.angles))

    @classmethod
    def from_entry(cls, entry: object) -> "Question":
        """The question that `entry` describes, read as kindly as possible; never raises.

        A journal may be older or newer than the program, or damaged: parts that are missing or odd are left
        out. Problems in the bank itself are found when it is loaded, by `brainstorm.bank.entries`.
        """
        fields: Mapping[str, Any] = entry if isinstance(entry, Mapping) else {}
        angles = {angle.id: angle for angle in _angles(fields)}
        return cls(
            id=_text(fields, "id"),
            topic=_text(fields, "topic"),
            text=_text(fields, "question"),
            needs=_one_of(fields, "needs", NEEDS),
            difficulty=_one_of(fields, "difficulty", DIFFICULTIES),
            verb=_one_of(fields, "verb", VERBS),
            angles=tuple(angles.values()),
            common_ideas=tuple(_common_ideas(fields, angles)),
            twists=_texts(fields, "twists"),
            controls=_controls(fields.get("controls")),
            sources=tuple(_sources(fields)),
            entry=fields,
        )


def _line(value: object) -> str:
    """`value` as one line, if it is text at all."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _text(fields: Mapping[str, Any], key: str) -> str:
    return _line(fields.get(key))


def _list(fields: Mapping[str, Any], key: str) -> list[Any] | tuple[Any, ...]:
    value = fields.get(key)
    return value if isinstance(value, list | tuple) else ()


def _texts(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_line, _list(fields, key))))


def _one_of(fields: Mapping[str, Any], key: str, allowed: tuple[T, ...]) -> T | None:
    value = fields.get(key)
    return next((word for word in allowed if type(word) is type(value) and word == value), None)


def _angles(fields: Mapping[str, Any]) -> Iterator[Angle]:
    for part in _list(fields, "angles"):
        if isinstance(part, Mapping) and (name := _text(part, "id")):
            yield Angle(
                id=name,
                lens=_text(part, "lens") or "other",
                name=_text(part, "name") or name,
                line=_text(part, "line"),
                ask=_text(part, "ask"),
                examples=_texts(part, "examples"),
            )


def _common_ideas(fields: Mapping[str, Any], angles: Mapping[str, Angle]) -> Iterator[CommonIdea]:
    for part in _list(fields, "common_ideas"):
        idea: Mapping[str, Any] = part if isinstance(part, Mapping) else {"line": part}
        if line := _text(idea, "line"):
            angle = _text(idea, "angle")
            yield CommonIdea(line, angle if angle in angles else None, _one_of(idea, "weight", (1, 2, 3)) or 1)


def _controls(value: object) -> Controls | None:
    if not isinstance(value, Mapping):
        return None
    same, off_topic, look_alike = _texts(value, "same"), _text(value, "off_topic"), _text(value, "look_alike")
    if len(same) != 2 or not off_topic or not look_alike:
        return None
    return Controls((same[0], same[1]), off_topic, look_alike)


def _sources(fields: Mapping[str, Any]) -> Iterator[Source]:
    for part in _list(fields, "sources"):
        if isinstance(part, Mapping) and (title := _text(part, "title")):
            year = part.get("year")
            yield Source(title, _text(part, "url"), year if type(year) is int else None)
