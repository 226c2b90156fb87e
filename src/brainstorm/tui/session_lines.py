"""One session whole, as lines of a given width. Pure, so that a thread can lay out a long one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from brainstorm.bank import Question as BankQuestion
from brainstorm.history.archive import ENDED, LIVE, Found
from brainstorm.measure.numbers import numbers
from brainstorm.measure.results import Numbers
from brainstorm.measure.tips import tips
from brainstorm.report.numbers import angle_words, numbers_lines
from brainstorm.report.text import asks, reveal
from brainstorm.report.words import clock, entries_of, entry_text, flow_lines, plural, tally
from brainstorm.session.events import Later
from brainstorm.session.journal import parse_time
from brainstorm.session.session import BUILD, Entry, Question, Session
from brainstorm.tui.claude_lines import tip_lines, tip_questions, trust_lines
from brainstorm.tui.lanes import lanes
from brainstorm.tui.texts import TEXT_MOST, hanging, hung, join, plain
from brainstorm.tui.timeline import strip
from brainstorm.tui.whose import ALL, View, whose_words

BEST_SIGN = "★"
MAP_HIDDEN, MAP_ASKS, MAP_WHOLE = 0, 1, 2
_MUTED, _ACCENT = "$text-muted", "$text-accent"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a session to show beside the usual.

    Attributes:
        struck: Struck lines and earlier wordings.
        map: Of the questions' angles: nothing, their questions, or all with common ideas, examples and sources.
        view: Whose labels the numbers go by.
        struck_key: The key for the first, as people read it.
        map_key: The key for the second.
        view_key: The key for the third.
        claude_key: The key that asks Claude.
    """

    struck: bool = False
    map: int = MAP_HIDDEN
    view: View = ALL
    struck_key: str = "x"
    map_key: str = "a"
    view_key: str = "v"
    claude_key: str = "f"


def may_show_map(found: Found) -> bool:
    """Whether the questions' angles spoil nothing: there was a drill on them, and it is over."""
    return found.state == ENDED and found.session.seconds > 0


def session_lines(found: Found, width: int, wanted: Wanted) -> tuple[list[Content], int | None]:
    """All lines, each at most `width` cells, and the place of the first one of the map."""
    width = max(8, width)
    lines = list(_narrowed(_upper(found, width, wanted), width))
    place = None
    if wanted.map != MAP_HIDDEN and may_show_map(found):
        place = len(lines) + 1
        for question in found.session.questions:
            lines += _narrowed(_map(found.session, question, width, wanted), width)
    return lines, place


def _narrowed(lines: Iterable[Content], width: int) -> Iterator[Content]:
    """Headings and the like, which are long only for a very small window."""
    for line in lines:
        if line.cell_length > width:
            yield from line.wrap(width)
        else:
            yield line


def _upper(found: Found, width: int, wanted: Wanted) -> Iterator[Content]:
    session = found.session
    counted = numbers(session, wanted.view.sources)
    yield from _words(join((tally(session), _MUTED), (f" · {session.id}", _MUTED)), width)
    for problem in found.reading.problems:
        yield from hanging(plain("! ", "$text-warning"), plain(problem, "$text-warning"), width)
    for question in session.questions:
        yield Content("")
        yield from _question(session, question, width, wanted, counted if may_show_map(found) else None)
    if session.cut_off and not any(entry.after_bell for entry in session.entries):
        yield Content("")
        yield from _cut_off("cut off", session.cut_off, width)
    if session.draft and session.running:
        yield Content("")
        where = "in the input now" if found.state == LIVE else "still in the input"
        yield from _cut_off(where, session.draft, width)
    yield from _later(session, waits_of(found), width)
    if session.entries or session.seconds:
        yield from _heading("The pace")
        yield from _table(flow_lines(session), width)
    if may_show_map(found):
        yield from _labelled(session, counted, width, wanted)
    yield from _ratings(session, width)


def _labelled(session: Session, counted: Numbers, width: int, wanted: Wanted) -> Iterator[Content]:
    """How far Claude is believed, whose labels these are, the numbers, the tips."""
    rows, trust = list(numbers_lines(counted)), trust_lines(session, width)
    if not rows and not trust and not session.labels:
        return
    yield from _heading("Where the ideas went")
    keys = {"whose": wanted.view_key, "claude": wanted.claude_key}
    for text in (*trust, hung("", plain(whose_words(session, wanted.view, keys), _MUTED), width)):
        yield from text.split("\n")
    yield from _table(rows, width)
    if not rows:
        yield plain("Nothing is filed by them.", _MUTED)
    claude = tip_lines(session, wanted.view, width)
    for text in claude:
        yield from text.split("\n")
    for tip in tips(session, counted) if not claude else ():
        yield from hanging(plain("· ", _ACCENT), plain(tip.text), width)


def _heading(text: str) -> Iterator[Content]:
    yield Content("")
    yield plain(text, "bold")


def _question(
    session: Session, question: Question, width: int, wanted: Wanted, counted: Numbers | None
) -> Iterator[Content]:
    several = len(session.questions) > 1
    number = plain(f"{question.q}. " if several else "", "bold")
    yield from hanging(number, plain(question.text, "bold"), width)
    if question.id:
        yield from hanging(plain(" " * number.cell_length), plain(question.id, _MUTED), width)
    yield Content("")
    if session.seconds:
        verdicts = counted.silences if counted is not None else ()
        for line in strip(session, question.q, width, verdicts).split("\n"):
            yield from line.wrap(width)
        yield Content("")
        picture = list(lanes(session, question, counted, width)) if counted is not None else []
        yield from [*picture, Content("")] if picture else []
    entries = entries_of(session, question.q)
    names = {x.id: x.name for x in BankQuestion.from_entry(question.entry).angles}
    best = session.rated.best if session.rated and session.rated.best else ()
    for entry in entries:
        if wanted.struck or not entry.struck:
            label = counted.labels.get(entry.n) if counted is not None else None
            yield from _entry(entry, entry.n in best, width, wanted, angle_words(entry, label, names))
    if not entries and session.seconds:
        yield plain("Nothing was entered.", _MUTED)
    if not wanted.struck:
        yield from _hidden(entries, width, wanted)
    for stretch in question.stretches:
        if stretch.cut_off and session.ended_t != stretch.end:
            yield from _cut_off("cut off by the next question", stretch.cut_off, width)


def _hidden(entries: Iterable[Entry], width: int, wanted: Wanted) -> Iterator[Content]:
    kept = list(entries)
    struck = sum(entry.struck for entry in kept)
    earlier = sum(len(entry.earlier) for entry in kept if not entry.struck)
    parts = [plural(struck, "struck line")] if struck else []
    parts += [plural(earlier, "earlier wording")] if earlier else []
    if parts:
        text = f"{' and '.join(parts)} not shown: {wanted.struck_key}"
        yield from hanging(Content("  "), plain(text, _MUTED), width)


def _entry(entry: Entry, best: bool, width: int, wanted: Wanted, angle: str) -> Iterator[Content]:
    number = f"{entry.n:>3} " if width < 40 else f"{entry.n:>3}  {clock(entry.t):>5}  "
    build = ("  + " if width >= 40 else "+ ") if entry.kind == BUILD else ""
    head = join((f"{BEST_SIGN if best else ' '}", "bold $text-accent"), (number + build, _MUTED))
    struck = entry.struck
    words = plain(entry_text(entry), f"strike {_MUTED}" if struck else "bold" if best else "")
    notes = (["struck"] if struck else []) + (["after the bell"] if entry.after_bell else [])
    if notes:
        words = join(words, (f"  ({', '.join(notes)})", _MUTED))
    if angle:
        words = join(words, (f"  {angle}", f"italic {_MUTED}"))
    yield from hanging(head, words, width)
    if wanted.struck:
        for text in reversed(entry.earlier):
            was = join(("was: ", _MUTED), (text, f"italic {_MUTED}"))
            yield from hanging(plain(" " * head.cell_length), was, width)


def _cut_off(what: str, text: str, width: int) -> Iterator[Content]:
    yield from hanging(Content("  "), join((f"{what}: ", _MUTED), text), width)


def _later(session: Session, waits: Mapping[int, str], width: int) -> Iterator[Content]:
    if not session.later:
        return
    yield from _heading("Later")
    for later in session.later:
        where = (f"  ({later.where})", _MUTED) if later.where else ""
        after = (f"  {waits[later.n]} after", _MUTED) if later.n in waits else ""
        question = (f"  (question {later.q})", _MUTED) if len(session.questions) > 1 else ""
        yield from hanging(plain(f" {later.n:>3}  ", _MUTED), join(later.text, where, after, question), width)


def waits_of(found: Found) -> dict[int, str]:
    """How long after the session each later idea came, in words, where both times are known."""
    began = parse_time(found.session.started_at)
    waits: dict[int, str] = {}
    for line in found.reading.lines:
        if isinstance(line.event, Later) and began is not None and (at := parse_time(line.at)) is not None:
            seconds = (at - began).total_seconds() - found.session.elapsed
            if seconds >= 60:
                waits[line.event.n] = _wait(seconds)
    return waits


def _wait(seconds: float) -> str:
    for unit, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= unit:
            return plural(int(seconds // unit), name)
    return "less than a minute"


def _ratings(session: Session, width: int) -> Iterator[Content]:
    if session.rated is None:
        return
    best, new = session.rated.best, session.rated.self
    yield from _heading("Your own verdict")
    rows = [
        (f"{BEST_SIGN} your best", ", ".join(map(str, best)) if best else "not chosen"),
        ("new for you", f"{new} of 5" if new else "not said"),
    ]
    yield from _table(rows, width)


def _table(rows: Iterable[tuple[str, str]], width: int) -> Iterator[Content]:
    kept = list(rows)
    column = min(max((len(name) for name, _ in kept), default=0), width // 2)
    for name, value in kept:
        if len(name) > column:
            yield from hanging(Content(""), plain(name, _MUTED), width)
            yield from hanging(Content("  "), plain(value), width)
        else:
            yield from hanging(plain(f"{name:<{column}}  ", _MUTED), plain(value), width)


def _map(session: Session, question: Question, width: int, wanted: Wanted) -> Iterator[Content]:
    questions = asks(question.entry)
    yield from _heading("The angles, as questions")
    yield from _words(plain(question.text, _MUTED), width)
    if questions:
        yield Content("")
    for ask in questions:
        yield from hanging(plain("  · ", _ACCENT), plain(ask), width)
    if not questions:
        yield plain("This question has no angles.", _MUTED)
    if mine := tip_questions(session, question.q, wanted.view, width):
        yield plain("And from Claude, on angles not touched:", _MUTED)
        yield from (line for text in mine for line in text.split("\n"))
    yield Content("")
    if wanted.map == MAP_ASKS:
        yield from _words(plain(f"{wanted.map_key} again: common ideas, examples, sources.", _MUTED), width)
        return
    yield from map_lines(question.entry, width)


def map_lines(entry: Mapping[str, Any], width: int) -> Iterator[Content]:
    """All of a question's map: common ideas, angles with examples, sources."""
    for line in reveal(entry, width=1_000_000):
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        sign = "· " if words.startswith("· ") else ""
        style = "bold" if not indent and words else ""
        name, colon, rest = words.partition(": ")
        text = join((name + colon, style), rest) if not indent and colon else plain(words[len(sign) :], style)
        yield from hanging(join(" " * indent, (sign, _ACCENT)), text, width)


def _words(text: Content, width: int) -> list[Content]:
    return text.wrap(min(width, TEXT_MOST))
