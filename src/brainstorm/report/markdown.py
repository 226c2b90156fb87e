"""Sessions as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from brainstorm.bank import Question as BankQuestion
from brainstorm.label.labels import Label
from brainstorm.measure.numbers import numbers
from brainstorm.measure.results import Numbers
from brainstorm.measure.tips import tips
from brainstorm.report.numbers import angle_words, numbers_lines
from brainstorm.report.words import clock, entries_of, flow_lines, length, tally, told_end
from brainstorm.session.session import BUILD, MARK, Entry, Session
from brainstorm.session.text import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
_OPENING = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is, on one line."""
    text = _SPECIAL.sub(r"\\\1", visible(text))
    return _OPENING.sub(lambda m: m[1] + (m[2][:-1] + "\\" + m[2][-1]), text)


def session_markdown(session: Session, state: str, problems: Iterable[str] = ()) -> Iterator[str]:
    """One session, line by line."""
    day = session.started_at[:16].replace("T", " ") or "no date"
    yield f"# {escape(session.form_name)}, {escape(day)}"
    yield ""
    clocked = f"{clock(session.elapsed)} of {length(session.seconds)}" if session.seconds else "no clock"
    yield f"{clocked} · {tally(session)} · {state} · `{escape(session.id)}`"
    for problem in problems:
        yield ""
        yield f"> {escape(problem)}"
    counted = numbers(session)
    for question in session.questions:
        yield ""
        yield f"## {escape(question.text)}"
        yield ""
        names = {angle.id: angle.name for angle in BankQuestion.from_entry(question.entry).angles}
        for entry in entries_of(session, question.q):
            yield _entry(entry, counted.labels.get(entry.n), names)
        for stretch in question.stretches:
            if stretch.cut_off and session.ended_t != stretch.end:
                yield f"- *cut off:* {escape(stretch.cut_off)}"
    if session.cut_off and not any(e.after_bell for e in session.entries):
        yield ""
        yield f"*Cut off:* {escape(session.cut_off)}"
    if session.draft and session.running:
        yield ""
        yield f"*Still in the input:* {escape(session.draft)}"
    if session.later:
        yield ""
        yield "## Later"
        yield ""
        for later in session.later:
            where = f" *({escape(later.where)})*" if later.where else ""
            yield f"- **{later.n}** {escape(later.text)}{where}"
    if (ending := told_end(session)) is not None:
        yield ""
        yield f"How it ended: {escape(ending)}"
    if session.entries or session.seconds:
        yield ""
        yield "| | |"
        yield "|---|---|"
        for name, value in flow_lines(session):
            yield f"| {escape(name)} | {escape(value)} |"
        for name, value in numbers_lines(counted):
            yield f"| {escape(name)} | {escape(value)} |"
        if counted.labels:
            yield from _tips(session, counted)
    if session.rated is not None:
        yield ""
        best = ", ".join(map(str, session.rated.best)) if session.rated.best else "not chosen"
        yield f"Best: {best}. New for me, 1 to 5: {session.rated.self or 'not said'}."


def _tips(session: Session, counted: Numbers) -> Iterator[str]:
    found = tips(session, counted)
    if found:
        yield ""
    for tip in found:
        yield f"- {escape(tip.text)}"


def _entry(entry: Entry, label: Label | None, names: Mapping[str, str]) -> str:
    indent = "  " if entry.kind == BUILD else ""
    words = "*said aloud, no words*" if entry.kind == MARK else escape(entry.text)
    words = f"~~{words}~~" if entry.struck else words
    said = angle_words(entry, label, names)
    angle = f" *({escape(said)})*" if said else ""
    return f"{indent}- **{entry.n}** {clock(entry.t)} {words}{angle}"
