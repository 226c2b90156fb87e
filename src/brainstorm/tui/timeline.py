"""A question's time as a strip: every entry and every silence where they were. Shapes carry it, not colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from textual.content import Content

from brainstorm.measure.flow import FREEZE, SHOWN, silences
from brainstorm.measure.silence import PRODUCTIVE, STERILE, Judged
from brainstorm.report.words import clock
from brainstorm.session.session import BUILD, Entry, Question, Session
from brainstorm.tui.texts import join, lines, plain

IDEA_SIGN, BUILD_SIGN, ALOUD_SIGN, STRUCK_SIGN = "●", "+", "○", "×"
CROWD_SIGN, PAUSE_SIGN, SWITCH_SIGN = "▪", "‖", "┃"
SILENCE_SIGN, FREEZE_SIGN = "┄", "═"
LED_SIGN, DRY_SIGN = "↗", "→"

_LEGEND = {
    IDEA_SIGN: "idea",
    BUILD_SIGN: "build",
    ALOUD_SIGN: "said aloud",
    STRUCK_SIGN: "struck",
    "2-9": "that many at once",
    CROWD_SIGN: "ten or more",
    SILENCE_SIGN: f"silence from {SHOWN:.0f} s",
    FREEZE_SIGN: f"freeze from {FREEZE:.0f} s",
    LED_SIGN: "a new angle followed",
    DRY_SIGN: "none followed",
    PAUSE_SIGN: "pause",
    SWITCH_SIGN: "the question changed",
}
_MUTED = "$text-muted"
_STYLE = {SILENCE_SIGN: _MUTED, FREEZE_SIGN: "", SWITCH_SIGN: _MUTED}
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
_LEAST = 8
"""Cells a strip needs."""


def strip(session: Session, q: int, width: int, verdicts: Sequence[Judged] = ()) -> Content:
    """The time of question `q` in `width` cells: marks, a scale, a legend; or one line saying why there is none.

    `verdicts`: what came of its silences.
    """
    question = session.question_at(q)
    if question is None or not question.stretches or not session.seconds:
        return plain("No clock ran for this question.", _MUTED)
    entries = [entry for entry in session.entries if entry.q == q and not entry.after_bell]
    if session.input in ("piped", "imported") or (entries and not any(entry.timed for entry in entries)):
        return plain("No timeline: these ideas were pasted, piped or imported, so their times say nothing.", _MUTED)
    axis = _Axis(session, question, max(_LEAST, width))
    if axis.span <= 0:
        return plain("No timeline: no time passed.", _MUTED)
    cells = _Cells(axis.width)
    _draw_silences(cells, axis, session, q, {(x.silence.start, x.silence.q): x.verdict for x in verdicts})
    _draw_switches(cells, axis, question)
    taken = _draw_entries(cells, axis, entries)
    _draw_pauses(cells, axis, session, question, taken)
    ruler, labels = _scale(axis)
    return lines(
        cells.content(),
        plain(ruler, _MUTED),
        plain(labels, _MUTED),
        *_legend(cells.used, axis.width),
    )


class _Axis:
    """Drill seconds to cells, over the time from when a question was first asked to when it was last left."""

    def __init__(self, session: Session, question: Question, width: int) -> None:
        last = question.stretches[-1].end
        self.start = question.asked
        self.end = session.left_at(question)
        self.span = self.end - self.start
        self.width = width
        others = [stretch for other in session.questions if other is not question for stretch in other.stretches]
        self.left = int(any(other.end == self.start for other in others))  # cells kept for the switch's sign
        self.right = int(any(other.start == last for other in others))

    def cell(self, t: float) -> int:
        """The cell of drill second `t`."""
        return min(self.width - self.right - 1, self._edge(t))

    def run(self, start: float, end: float) -> range:
        """The cells from `start` to `end`, without the one that begins there; never none."""
        first = self.cell(start)
        return range(first, max(first + 1, self._edge(end)))

    def _edge(self, t: float) -> int:
        room = self.width - self.left - self.right
        return self.left + min(room, max(0, int((t - self.start) / self.span * room)))


class _Cells:
    """One row of cells, each a sign and its style."""

    def __init__(self, width: int) -> None:
        self.signs = [(" ", "")] * width

    def put(self, cell: int, sign: str) -> None:
        """Draw `sign`."""
        self.signs[cell] = (sign, _STYLE.get(sign, "bold"))

    def write(self, cell: int, text: str) -> None:
        """Write words from `cell` on."""
        self.signs[cell : cell + len(text)] = [(letter, _MUTED) for letter in text]

    @property
    def used(self) -> set[str]:
        """The signs of the legend that stand in the row."""
        return {"2-9" if sign.isdigit() and style == "bold" else sign for sign, style in self.signs}

    def content(self) -> Content:
        """The row, what has one style in one piece."""
        pieces = groupby(self.signs, key=lambda cell: cell[1])
        return join(*(("".join(sign for sign, _ in cells), style) for style, cells in pieces))


def _draw_silences(
    cells: _Cells, axis: _Axis, session: Session, q: int, verdicts: Mapping[tuple[float, int], str | None]
) -> None:
    for silence in silences(session):
        if silence.q != q or silence.seconds < SHOWN:
            continue
        sign = FREEZE_SIGN if silence.seconds >= FREEZE else SILENCE_SIGN
        run = axis.run(silence.start, silence.end)
        for cell in run:
            cells.put(cell, sign)
        # The entry before it stands in the first cell of the run.
        words = f" {int(silence.seconds)} s "
        verdict = verdicts.get((silence.start, silence.q))
        came = {PRODUCTIVE: LED_SIGN, STERILE: DRY_SIGN}.get(verdict or "", "")
        if len(run) >= len(words) + len(came) + 3:
            start = run.start + (len(run) - len(words) - len(came) + 1) // 2
            cells.write(start, words)
            if came:
                cells.write(start + len(words), f"{came} ")
                cells.put(start + len(words), came)
        elif came and len(run) >= 3:
            cells.put(run[len(run) // 2], came)


def _draw_switches(cells: _Cells, axis: _Axis, question: Question) -> None:
    for before, after in pairwise(question.stretches):
        if before.end is None or after.start <= before.end:
            continue
        gap = axis.run(before.end, after.start)
        cells.write(gap.start, " " * len(gap))
        cells.put(gap.start, SWITCH_SIGN)
        cells.put(gap[-1], SWITCH_SIGN)
    for cell in (*range(axis.left), *range(axis.width - axis.right, axis.width)):
        cells.put(cell, SWITCH_SIGN)


def _draw_entries(cells: _Cells, axis: _Axis, entries: Iterable[Entry]) -> set[int]:
    crowd: dict[int, list[Entry]] = {}
    for entry in entries:
        crowd.setdefault(axis.cell(entry.t), []).append(entry)
    for cell, here in crowd.items():
        if len(here) == 1:
            cells.put(cell, _sign(here[0]))
        elif len(here) < 10:
            cells.put(cell, str(len(here)))
        else:
            cells.put(cell, CROWD_SIGN)
    return set(crowd)


def _sign(entry: Entry) -> str:
    if entry.struck:
        return STRUCK_SIGN
    if entry.aloud:
        return ALOUD_SIGN
    return BUILD_SIGN if entry.kind == BUILD else IDEA_SIGN


def _draw_pauses(cells: _Cells, axis: _Axis, session: Session, question: Question, taken: set[int]) -> None:
    for _, t in session.pauses:
        if not any(s.start <= t <= (axis.end if s.end is None else s.end) for s in question.stretches):
            continue
        here = axis.cell(t)
        near = [cell for cell in (here, here + 1, here - 1, here + 2, here - 2) if 0 <= cell < axis.width]
        free = next((cell for cell in near if cell not in taken), None)
        if free is not None:
            cells.put(free, PAUSE_SIGN)


def _scale(axis: _Axis) -> tuple[str, str]:
    """The ruler with its ticks, and the times under it; both ends are named where there is room."""
    ruler = ["─"] * axis.width
    labels = [" "] * axis.width
    first, last = clock(axis.start), clock(axis.end)
    room = max(len(first), len(last)) + 3
    per_cell = axis.span / axis.width
    step = next((s for s in _STEPS if s / per_cell >= room), _STEPS[-1])
    minor = step if step < 60 or 60 / per_cell < 3 else 60
    t = (int(axis.start) // minor + 1) * minor
    free, end = len(first) + 2, axis.width - len(last)
    while t < axis.end:
        cell = axis.cell(t)
        text = clock(t)
        if t % step == 0 and cell >= free and cell + len(text) + 2 <= end:
            labels[cell : cell + len(text)] = text
            free = cell + len(text) + 2
            ruler[cell] = "┬"
        else:
            ruler[cell] = "┴"
        t += minor
    ruler[0], ruler[-1] = "├", "┤"
    labels[: len(first)] = first
    if len(first) < end:
        labels[end:] = last
    return "".join(ruler), "".join(labels).rstrip()


def _legend(used: set[str], width: int) -> list[Content]:
    """What the signs in use mean, as many to a line as fit."""
    rows: list[list[tuple[str, str]]] = []
    filled = width + 1
    for sign, meaning in _LEGEND.items():
        if sign not in used:
            continue
        cells = len(sign) + 1 + len(meaning)
        if filled + 3 + cells > width:
            rows.append([])
            filled = -3
        gap = "   " if rows[-1] else ""
        filled += 3 + cells
        rows[-1] += [(gap, ""), (sign, "bold"), (f" {meaning}", _MUTED)]
    return [join(*row) for row in rows]
