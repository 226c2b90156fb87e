"""What Claude said of a session, as lines: how far to believe it, its labels, what is left to decide, its tip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from textual.content import Content

from brainstorm.bank import Question as BankQuestion
from brainstorm.label.judge.results import label_at, newest, open_disputes, tip_of
from brainstorm.label.labels import CLAUDE
from brainstorm.measure.tips import cited
from brainstorm.report.claude_words import spent_words, trusted_words
from brainstorm.report.numbers import category_name
from brainstorm.report.words import plural
from brainstorm.session.events import Labelled
from brainstorm.session.session import Entry, Session
from brainstorm.tui.texts import hung, join, plain
from brainstorm.tui.whose import View

_MUTED, _KEY = "$text-muted", "bold $text-accent"


def trusted(event: Labelled) -> bool:
    """Whether the labels of `event` enter the numbers."""
    return (event.trust or {}).get("ok") is True


def trust_lines(session: Session, width: int) -> list[Content]:
    """For each question that Claude was asked about: whether it is believed, and why; what is left to decide."""
    found = []
    many = len(session.questions) > 1
    for question in session.questions:
        event = newest(session, question.q)
        if event is None:
            continue
        model = (event.with_ or {}).get("model")
        head = f"Claude{f' on question {question.q}' if many else ''}: "
        parts = [trusted_words(event)]
        disputed = len(open_disputes(session, question.q))
        parts += [f"{disputed} to decide"] if disputed else []
        parts += [str(model)] if isinstance(model, str) else []
        parts.append(spent_words(event))
        style = "" if trusted(event) else _MUTED
        found += join((head, "bold" if trusted(event) else _MUTED), (" · ".join(parts), style)).wrap(max(8, width))
    return found


def label_words(session: Session, entry: Entry, label: Mapping[str, Any]) -> str:
    """What a label of Claude's says, in words, with its quote."""
    parts = []
    angle, same, quote = label.get("angle"), label.get("same_as"), label.get("quote")
    if isinstance(angle, str):
        parts.append(value_words(session, entry, "angle", angle, label.get("other")))
    if type(same) is int:
        parts.append(value_words(session, entry, "same_as", same))
    if type(label.get("common")) is int:
        parts.append(value_words(session, entry, "common", label["common"]))
    if isinstance(label.get("again"), Mapping):
        parts.append(value_words(session, entry, "again", label["again"]))
    if isinstance(quote, str) and quote:
        parts.append(f"“{quote}”")
    if label.get("checkable") is True:
        parts.append("checkable")
    return " · ".join(parts) or "nothing that both readings agree on"


def value_words(session: Session, entry: Entry, field: str, value: object, other: object = None) -> str:
    """One value of a label, in words."""
    question = session.question_at(entry.q)
    known = BankQuestion.from_entry(question.entry) if question is not None else None
    if field == "angle":
        names = {angle.id: angle.name for angle in known.angles} if known is not None else {}
        return category_name(f"{value}: {other}" if isinstance(other, str) and other else str(value), names)
    if field == "same_as":
        return f"the same as {value}" if type(value) is int else "like none before"
    if field == "again":
        return "as in an earlier session" if isinstance(value, Mapping) else "new in this session"
    lines = [common.line for common in known.common_ideas] if known is not None else []
    if type(value) is int and 0 <= value < len(lines):
        return f"common: {lines[value]}"
    return "not a common idea"


def under_row(session: Session, entry: Entry, answers: Mapping[int, Labelled], width: int) -> Iterator[Content]:
    """Below an idea: what a judge that is not trusted said of it, dim; or that something is left to decide."""
    event = answers.get(entry.q)
    if event is None:
        return
    label = label_at(session, event, entry.n)
    if label is not None and not trusted(event):
        yield _cut(plain(f"      not trusted: {label_words(session, entry, label)}", f"italic {_MUTED}"), width)
    for each in open_disputes(session, entry.q):
        if each["n"] == entry.n:
            left, right = both_words(session, entry, each)
            yield _cut(join(("      to decide: ", "$text-warning"), f"{left} / {right}"), width)


def both_words(session: Session, entry: Entry, dispute: Mapping[str, Any]) -> tuple[str, str]:
    """The two readings of something disputed, in words."""
    others = dispute.get("other")
    more = others if isinstance(others, list | tuple) and len(others) == 2 else (None, None)
    left, right = dispute["values"]
    return (
        value_words(session, entry, dispute["field"], left, more[0]),
        value_words(session, entry, dispute["field"], right, more[1]),
    )


def answers_of(session: Session) -> dict[int, Labelled]:
    """Claude's newest answer, by question."""
    return {x.q: event for x in session.questions if (event := newest(session, x.q)) is not None}


def offer_lines(
    session: Session, entry: Entry, dispute: Mapping[str, Any] | None, keys: Mapping[str, str], width: int
) -> list[Content]:
    """For the idea pointed at: what there is to decide, else what Claude says of it, with the key that takes it."""
    if dispute is not None:
        left, right = both_words(session, entry, dispute)
        text = join((keys["first"], _KEY), f" {left}   ", (keys["second"], _KEY), f" {right}")
        return [hung(plain("Two readings  ", "$text-warning"), text, width)]
    event = newest(session, entry.q)
    label = label_at(session, event, entry.n) if event is not None else None
    if event is None or label is None:
        return []
    style = "" if trusted(event) else f"italic {_MUTED}"
    head = plain("Claude  " if trusted(event) else "Claude, not trusted  ", _MUTED)
    takes = join((f"   {keys['take']}", _KEY), " takes it  ", (keys["take_all"], _KEY), " all")
    words = plain(label_words(session, entry, label), style)
    room = 2 * max(8, width - head.cell_length) - takes.cell_length - 4  # two lines, whatever was said
    return [hung(head, join(_cut(words, max(8, room)), takes), width)]


# the tip


def tip_lines(session: Session, view: View, width: int) -> list[Content]:
    """Claude's observations, each with its ideas and their words; nothing when there are none, or they don't count."""
    parts: list[Content] = []
    for question in session.questions:
        tip = tip_of(session, question.q) if CLAUDE in view.sources else None
        for each in _mappings(tip, "observations"):
            head = plain("· ", _KEY)
            parts.append(hung(head, join(str(each.get("text", "")), (f"  {_quotes(each)}", _MUTED)), width))
    return [hung("", plain("From Claude:", _MUTED), width), *parts] if parts else []


def tip_questions(session: Session, q: int, view: View, width: int) -> list[Content]:
    """Its questions on angles that were not touched; only for where those may be seen."""
    tip = tip_of(session, q) if CLAUDE in view.sources else None
    return [hung(plain("  ? ", "$text-accent"), str(x.get("text", "")), width) for x in _mappings(tip, "questions")]


def tip_form(session: Session, view: View) -> str | None:
    """The id of the form that Claude would do next."""
    if CLAUDE not in view.sources:
        return None
    found = [tip_of(session, question.q) for question in session.questions]
    forms = [form for tip in found if tip is not None and isinstance(form := tip.get("form"), str)]
    return forms[-1] if forms else None


def _mappings(tip: Mapping[str, Any] | None, name: str) -> list[Mapping[str, Any]]:
    listed = tip.get(name) if tip is not None else None
    return [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list | tuple) else []


def _quotes(observation: Mapping[str, Any]) -> str:
    ns, quotes = observation.get("ns"), observation.get("quotes")
    numbers = [n for n in ns if type(n) is int] if isinstance(ns, list | tuple) else []
    if isinstance(quotes, list | tuple) and len(quotes) == len(numbers):
        return "; ".join(f"{n} “{quote}”" for n, quote in zip(numbers, quotes, strict=True))
    return f"{plural(len(numbers), 'idea')}: {cited(tuple(numbers))}" if numbers else ""


def _cut(text: Content, width: int) -> Content:
    return text.truncate(width, ellipsis=True) if text.cell_length > width else text
