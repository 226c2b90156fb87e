"""The numbers of a debrief at a glance: what belongs together under one word; the rest is left for review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from brainstorm.measure.results import Numbers
from brainstorm.report.numbers import AT_LENGTH, NOVELTY_ROWS, PACE_ROWS, SURE_ROWS, numbers_lines
from brainstorm.report.words import flow_lines, tally
from brainstorm.session.session import Session
from brainstorm.tui.texts import hung, join, plain

_MUTED = "$text-muted"
_COUNTS = ("ideas", "builds", "marks")
_GAP, _INDENT, _ROOM = 2, 2, 16
"""Cells between a name and its value, before a name, and the least that a value gets."""

Row = tuple[str, str]
Group = tuple[str, str, list[Row]]
"""A word, what is said beside it, and (name, value) rows."""


def groups(session: Session, counted: Numbers, bets: Sequence[Row] = ()) -> list[Group]:
    """Pace, breadth, novelty; with two questions pace, each question, and what is said of both."""
    rows = [(name, value) for name, value in numbers_lines(counted) if name.strip() not in AT_LENGTH]
    pace = [row for row in flow_lines(session) if row[0] not in _COUNTS]
    found: list[Group] = [("Pace", tally(session), [*pace, *bets])]
    if len(session.questions) > 1:
        for name, value in rows:
            if name.startswith(" "):
                found[-1][2].append((name.strip(), value))
            else:
                found.append((f"{name[0].upper()}{name[1:]}", value, []))
        return found
    found[0][2].extend(row for row in rows if row[0] in PACE_ROWS)
    sure = "; ".join(f"{name}: {value}" for name, value in reversed(rows) if name in SURE_ROWS)
    apart = PACE_ROWS | SURE_ROWS | NOVELTY_ROWS
    if breadth := [row for row in rows if row[0] not in apart]:
        found.append(("Breadth", sure, breadth))
    if novelty := [row for row in rows if row[0] in NOVELTY_ROWS]:
        found.append(("Novelty", "", novelty))
    return found


def glance(found: Sequence[Group], width: int) -> Iterator[Content]:
    """The groups below each other, their values in one column, short ones two a line; in a narrow window below."""
    wide = max((len(name) for _, _, rows in found for name, _ in rows), default=0)
    if _INDENT + wide + _GAP + _ROOM > width:
        for word, beside, rows in found:
            yield _head(word, beside, width)
            for name, value in rows:
                yield plain(name, _MUTED)
                yield hung("  ", plain(value, "bold"), width)
        return
    half = min(width // 2, _INDENT + wide + 16)
    for word, beside, rows in found:
        yield _head(word, beside, width)
        left = list(rows)
        while left:
            name, value = left.pop(0)
            first = join((f"{'':{_INDENT}}{name:<{wide + _GAP}}", _MUTED))
            room = half - first.cell_length - _GAP
            if len(value) > room or not left or half + sum(map(len, left[0])) + 2 * _GAP + _INDENT > width:
                yield hung(first, plain(value, "bold"), width)
                continue
            other, beside_it = left.pop(0)
            yield join(first, (f"{value:<{room + _GAP}}", "bold"), (f"{other:<14}  ", _MUTED), (beside_it, "bold"))


def _head(word: str, beside: str, width: int) -> Content:
    return hung(plain(f"{word}  ", "bold $text-accent"), plain(beside, _MUTED), width)
