"""One question of the bank in words: first what gives nothing away, then its map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from brainstorm.bank import Question, Row
from brainstorm.report.text import hanging
from brainstorm.report.words import plural
from brainstorm.session.text import visible
from brainstorm.tui.texts import join, lines

_DOTS = {1: "●○○", 2: "●●○", 3: "●●●"}
_DIFFICULTY = {1: "warm-up", 2: "standard", 3: "hard"}
_WEIGHT = {3: "nearly everybody", 2: "many", 1: "some"}
_NARROWEST = 20


def dots(row: Row) -> str:
    """The difficulty at a glance, three columns wide."""
    return _DOTS.get(row.difficulty or 0, " – ")


def times(done: int) -> str:
    """How often a question was drilled, in words."""
    return {0: "never drilled", 1: "drilled once", 2: "drilled twice"}.get(done, f"drilled {done} times")


@dataclass(frozen=True, slots=True)
class Hints:
    """The keys that the reader names, as they are spelled now."""

    text: str
    spoil: str
    drill: str


def entry_content(
    row: Row, question: Question, done: int, *, text: bool, whole: bool, hints: Hints, width: int
) -> Content:
    """What the reader shows of a question: its `text` and its map only where asked for."""
    width = max(_NARROWEST, width)
    parts: list[Content | str] = [join((row.id, "bold")), *_about(row, done, width), ""]
    if text:
        parts += _wrapped(row.text, width)
    else:
        parts += _wrapped(f"The text is hidden until you drill it: {hints.text} shows it.", width, "dim")
    parts.append("")
    if whole:
        parts += _map(question, width)
    else:
        parts += _wrapped(_counts(question), width)
        if question.has_map:
            parts += _wrapped(f"{hints.spoil} shows them, and spoils it. {hints.drill} drills it.", width, "dim")
    return lines(*parts)


def _about(row: Row, done: int, width: int) -> Iterator[Content]:
    difficulty = f"{dots(row)} {_DIFFICULTY[row.difficulty]}" if row.difficulty else ""
    about = [row.topic, row.needs or "", difficulty, row.verb or "", times(done)]
    yield from _wrapped(" · ".join(filter(None, about)), width, "dim")


def _counts(question: Question) -> str:
    if not question.has_map:
        return "It has no map: no angles, so breadth is not measured on it."
    counted = [
        plural(len(question.angles), "angle"),
        plural(len(question.common_ideas), "common idea"),
        plural(len(question.twists), "twist"),
        plural(len(question.sources), "source"),
    ]
    return f"Its map: {', '.join(counted)}."


def _map(question: Question, width: int) -> Iterator[Content | str]:
    if not question.has_map and not question.common_ideas:
        yield from _wrapped(_counts(question), width)
    if question.angles:
        yield from _heading(f"{plural(len(question.angles), 'angle')}")
    for angle in question.angles:
        yield join((angle.name, "bold"), (f"   {angle.lens}", "dim"))
        if angle.ask:
            yield from _wrapped(angle.ask, width, "italic", "  ")
        if angle.line:
            yield from _wrapped(angle.line, width, "", "  ")
        for example in angle.examples:
            yield from _item(example, width, "  · ")
        yield ""
    if question.common_ideas:
        yield from _heading("What most people say first")
        names = {angle.id: angle.name for angle in question.angles}
        for weight in (3, 2, 1):
            ideas = [idea for idea in question.common_ideas if idea.weight == weight]
            if ideas:
                yield join((f"{_WEIGHT[weight]}:", "dim"))
            for idea in ideas:
                opens = f"  ({names[idea.angle]})" if idea.angle in names else ""
                yield from _item(f"{idea.line}{opens}", width, "  · ")
        yield ""
    if question.twists:
        yield from _heading("Twists")
        for twist in question.twists:
            yield from _item(twist, width, "  · ")
        yield ""
    if question.sources:
        yield from _heading("Sources")
        for source in question.sources:
            dated = f" ({source.year})" if source.year is not None else ""
            yield from _item(f"{source.title}{dated}", width, "  · ")
            yield from _wrapped(source.url, width, "dim", "    ")


def _heading(text: str) -> Iterator[Content]:
    yield join((text, "bold $text-accent"))


def _item(text: str, width: int, bullet: str) -> Iterator[Content]:
    for line in hanging(bullet + visible(text), width, len(bullet)):
        yield join(line)


def _wrapped(text: str, width: int, style: str = "", indent: str = "") -> Iterator[Content]:
    for line in hanging(indent + visible(text), width, len(indent)):
        yield join((line, style))
