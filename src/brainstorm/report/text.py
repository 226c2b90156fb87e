"""A session as plain text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from brainstorm.bank import Question
from brainstorm.label.labels import OFFLINE
from brainstorm.measure.numbers import numbers
from brainstorm.measure.tips import tips, untouched_asks
from brainstorm.report.numbers import families, numbers_lines
from brainstorm.report.words import (
    clock,
    entries_of,
    entry_head,
    entry_line,
    entry_text,
    flow_lines,
    length,
    tally,
    told_end,
)
from brainstorm.session.session import Session
from brainstorm.session.text import visible

# Two columns wide on a terminal: Hangul, CJK, kana, full-width forms, most emoji.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60"
    "\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff\U00020000-\U0003fffd]"
)
_FILLER = "\0"  # never in text that has been made harmless
_WHY = {"time": "the full time", "done": "ended early", "eof": "ended with its input", "closed": "closed"}


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """`text`, made harmless, in lines of at most `width` characters."""
    return _fold(visible(text), width, indent, indent) or [indent]


def hanging(line: str, width: int, indent: int) -> list[str]:
    """One line folded to `width`, what follows indented."""
    return _fold(line, width, "", " " * indent) or [line]


def _fold(text: str, width: int, first: str, further: str) -> list[str]:
    """`text` (harmless already) in lines of at most `width` columns; East Asian characters and emoji take two."""
    filled = _WIDE.sub(lambda match: match.group() + _FILLER, text)
    width -= filled != text  # a cut may part a wide character from its filler
    lines = textwrap.wrap(filled, max(20, width), initial_indent=first, subsequent_indent=further)
    return [line.replace(_FILLER, "") for line in lines]


def session_text(session: Session, state: str, problems: Iterable[str] = (), width: int = 80) -> Iterator[str]:
    """The whole session, line by line."""
    how = {"ended": _WHY.get(session.ended or "", ""), "open": "unfinished", "live": "running now"}[state]
    minutes = f"{clock(session.elapsed)} of {length(session.seconds)}, {how}" if session.seconds else "no clock"
    yield f"{visible(session.id)}"
    yield from hanging(f"{visible(session.form_name)} · {_day(session)} · {minutes} · {tally(session)}", width, 2)
    for problem in problems:
        yield from hanging(f"! {visible(problem)}", width, 2)
    for question in session.questions:
        yield ""
        yield from wrap(question.text, width)
        yield ""
        entries = entries_of(session, question.q)
        for entry in entries:
            yield from hanging(entry_line(entry), width, len(entry_head(entry)))
        if not entries and session.seconds:
            yield "  (nothing was entered)"
        for stretch in question.stretches:
            if stretch.cut_off and session.ended_t != stretch.end:
                yield from hanging(f"     cut off by the next question: {visible(stretch.cut_off)}", width, 5)
    if session.cut_off and not any(e.after_bell for e in session.entries):
        yield ""
        yield from hanging(f"     cut off: {visible(session.cut_off)}", width, 5)
    if session.draft and session.running:
        yield from hanging(f"     still in the input: {visible(session.draft)}", width, 5)
    if session.later:
        yield ""
        yield "later"
        for later in session.later:
            where = f" ({visible(later.where)})" if later.where else ""
            yield from hanging(f"{later.n:>3}  {visible(later.text)}{where}", width, 5)
    if (ending := told_end(session)) is not None:
        yield ""
        yield from hanging(f"how it ended: {visible(ending)}", width, 2)
    if session.entries or session.seconds:
        yield ""
        yield from table(flow_lines(session))
        yield from numbers_text(session, width)
    if session.rated is not None:
        yield ""
        best = session.rated.best
        yield "your best: " + (", ".join(map(str, best)) if best else "not chosen")
        yield "new for you, 1 to 5: " + (str(session.rated.self) if session.rated.self else "not said")


def numbers_text(session: Session, width: int) -> Iterator[str]:
    """What follows from the labels, line by line; nothing when nothing is labelled."""
    counted = numbers(session)
    rows = list(numbers_lines(counted))
    if rows:
        yield ""
        wide = max(len(name) for name, _ in rows)
        for name, value in rows:
            yield from hanging(f"{name:<{wide}}  {value}", width, wide + 2)
    if rows and (found := tips(session, counted)):
        yield ""
        for tip in found:
            yield from hanging(f"· {visible(tip.text)}", width, 2)


def _day(session: Session) -> str:
    return visible(session.started_at[:16].replace("T", " ")) or "no date"


def table(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Names and values in two columns."""
    kept = list(rows)
    width = max((len(name) for name, _ in kept), default=0)
    for name, value in kept:
        yield f"{name:<{width}}  {value}"


def covered(session: Session, q: int, width: int) -> Iterator[str]:
    """The angles that the ideas on question `q` went to, each with its ideas; a guess has a question mark."""
    counted, question = numbers(session), session.question_at(q)
    each = counted.question(q)
    if question is None or each is None:
        return
    for name, ns in families(question.entry, each.filed):
        yield from hanging(visible(name), width, 2)
        for n in ns:
            entry = session.entry(n)
            doubt = "?" if counted.labels[n].by.get("angle") == OFFLINE else " "
            if entry is not None:
                head = f"  {n:>3}{doubt} "
                yield from hanging(f"{head}{entry_text(entry)}", width, len(head))


def untouched(session: Session, q: int, width: int) -> Iterator[str]:
    """The angles of question `q` that were not hit, as their questions; all of them when nobody filed the ideas."""
    each = numbers(session).question(q)
    for ask in untouched_asks(session, each) if each is not None else ():
        yield from wrap(ask, width, "  ")


def asks(entry: Mapping[str, Any]) -> list[str]:
    """The question's angles as questions, which open them without giving them away."""
    return [angle.ask for angle in Question.from_entry(entry).angles if angle.ask]


def can_reveal(entry: Mapping[str, Any]) -> bool:
    """Whether the last rung has anything to show."""
    question = Question.from_entry(entry)
    return bool(question.angles or question.common_ideas or question.sources)


def reveal(entry: Mapping[str, Any], width: int = 80) -> Iterator[str]:
    """The last rung: common ideas, the angles with example ideas, sources."""
    question = Question.from_entry(entry)
    if not (question.has_map or question.common_ideas):
        yield "This question has no map: no angles, common ideas or examples to show."
    if question.common_ideas:
        yield "What most people say first"
        for common in question.common_ideas:
            yield from hanging(f"  · {visible(common.line)}", width, 4)
    for angle in question.angles:
        yield ""
        yield from hanging(f"{visible(angle.name)}: {visible(angle.line)}", width, 2)
        for example in angle.examples:
            yield from hanging(f"  · {visible(example)}", width, 4)
    if question.sources:
        yield ""
        yield "Sources"
    for source in question.sources:
        dated = f" ({source.year})" if source.year is not None else ""
        yield from hanging(f"  {visible(source.title)}{dated}", width, 4)
        yield f"    {visible(source.url)}"
