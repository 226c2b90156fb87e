"""A question's minutes in lanes, one for each angle that was hit, and how ideas and angles added up. Pure.

Every mark has the shape of its angle; colours only help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from brainstorm.bank.question import Question as Mapped
from brainstorm.measure.results import Numbers
from brainstorm.report.shapes import LANE_NAMES, Shape, lane_of, lanes_in, shape_of
from brainstorm.report.units import clock
from brainstorm.session.session import BUILD, IDEA, Entry, Question, Session
from brainstorm.session.text import visible
from brainstorm.tui.texts import hanging, join, plain

_MUTED = "$text-muted"
_COLOURS = ("$text-primary", "$text-warning", "$text-success", "$text-accent", "$text-error", "$text-secondary")
_BARS = " ▁▂▃▄▅▆▇█"
_WIDEST, _LEAST = 24, 16
"""Cells of the column of names at the most, and of the minutes at the least."""


def lanes(session: Session, question: Question, found: Numbers, width: int) -> Iterator[Content]:
    """The picture in lines of at most `width` cells; nothing where no time is worth showing, or nothing is labelled."""
    here = found.question(question.q)
    entries = [e for e in session.entries if e.q == question.q and not e.after_bell and not e.struck]
    timed = session.input not in ("piped", "imported") and any(entry.timed for entry in entries)
    end = session.left_at(question)
    if here is None or not timed or not any(angle for _, angle in here.filed) or end <= question.asked:
        return
    mapped = Mapped.from_entry(question.entry)
    angles = [angle.id for angle in mapped.angles]
    names = {**LANE_NAMES, **{angle.id: angle.name for angle in mapped.angles}}
    lane = {entry.n: lane_of(entry, found, angles) for entry in entries}
    used = lanes_in(angles, lane.values())
    column = min(_WIDEST, max(16, *(len(visible(names[id_])) + 4 for id_ in used)), max(0, width - _LEAST))
    axis = _Axis(question.asked, end, width - column)
    if axis.width < _LEAST // 2:
        return
    yield plain("When, by angle", "bold")
    for id_ in used:
        shape = shape_of(angles, id_ or None)
        style = _style(shape)
        cells = _row(axis, [entry for entry in entries if lane[entry.n] == id_], shape.glyph, style)
        yield join((f"{shape.glyph} ", style), _name(names[id_], column - 2), *cells)
    ideas = [e.t for e in entries if e.kind == IDEA]
    firsts = list(_firsts(entries, lane, angles))
    yield join(_name("ideas so far", column), (axis.steps(ideas, len(ideas)), ""), (f" {len(ideas)}", _MUTED))
    yield join(_name("angles so far", column), (axis.steps(firsts, len(ideas)), ""), (f" {len(firsts)}", _MUTED))
    yield join(" " * column, (axis.scale(), _MUTED))
    if here.flattened is not None and (entry := session.entry(here.flattened.n)) is not None:
        after = f"No new angle came after {clock(entry.t)}, though {here.flattened.ideas_after} more ideas did."
        yield from hanging(Content(""), plain(after, _MUTED), width)


class _Axis:
    """Drill seconds to cells; one cell at the right is kept for a number."""

    def __init__(self, start: float, end: float, room: int) -> None:
        self.start, self.end = start, end
        self.width = max(1, room - 5)

    def cell(self, t: float) -> int:
        """The cell of drill second `t`."""
        return min(self.width - 1, max(0, int((t - self.start) / (self.end - self.start) * self.width)))

    def steps(self, times: Sequence[float], most: int) -> str:
        """How many of `times` had come by each cell, as bars; `most` is a full one."""
        counts = [sum(1 for t in times if self.cell(t) <= cell) for cell in range(self.width)]
        top = len(_BARS) - 1
        return "".join(_BARS[0 if not count else max(1, round(count / max(1, most) * top))] for count in counts)

    def scale(self) -> str:
        """Both ends and the middle, where there is room."""
        first, last = clock(self.start), clock(self.end)
        middle = clock((self.start + self.end) / 2)
        line = f"{first:<{self.width}}"
        if self.width >= len(first) + len(middle) + len(last) + 6:
            place = self.width // 2
            line = line[:place] + middle + line[place + len(middle) :]
        return line[: max(0, self.width - len(last))] + last if self.width > len(first) + len(last) else first


def _firsts(entries: Iterable[Entry], lanes: dict[int, str], angles: Sequence[str]) -> Iterator[float]:
    seen: set[str] = set()
    for entry in entries:
        lane = lanes[entry.n]
        if entry.kind == IDEA and lane in angles and lane not in seen:
            seen.add(lane)
            yield entry.t


def _row(axis: _Axis, entries: Sequence[Entry], glyph: str, style: str) -> Iterator[tuple[str, str]]:
    """The cells of a lane: the shape for an idea, + for a build, a number for several."""
    crowd: dict[int, list[Entry]] = {}
    for entry in entries:
        crowd.setdefault(axis.cell(entry.t), []).append(entry)
    for cell in range(axis.width):
        there = crowd.get(cell, [])
        if not there:
            yield "·" if cell % 2 else " ", _MUTED
        elif len(there) > 1:
            yield str(len(there)) if len(there) < 10 else "▪", f"{style} bold".strip()
        else:
            yield "+" if there[0].kind == BUILD else glyph, style


def _style(shape: Shape) -> str:
    return _COLOURS[shape.colour % len(_COLOURS)] if shape.colour >= 0 else _MUTED


def _name(text: str, column: int) -> tuple[str, str]:
    """`text` in a column, cut where it is too long."""
    shown = visible(text)
    room = max(0, column - 2)
    shown = shown if len(shown) <= room else shown[: max(0, room - 1)] + "…"
    return f"{shown:<{column}}", _MUTED
