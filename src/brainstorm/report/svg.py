"""A question's minutes as pictures: entries in lanes by angle, and the curve of ideas and distinct angles.

Inline SVG for a page that fetches nothing. Colours are classes of the page's style; shapes carry the meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from html import escape

from brainstorm.bank.question import Question as Mapped
from brainstorm.measure.results import Numbers, QuestionNumbers
from brainstorm.measure.silence import PRODUCTIVE, STERILE, Judged
from brainstorm.report.shapes import LANE_NAMES, Shape, lane_of, lanes_in, shape_of
from brainstorm.report.units import clock, span
from brainstorm.session.session import BUILD, MARK, Entry, Question, Session
from brainstorm.session.text import visible

_LEFT, _WIDTH, _RIGHT = 190, 940, 925
_LANE, _TOP = 24, 34
_STEPS = (5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)


_NO_CHARACTERS = {plane + last: "\ufffd" for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)}


def safe(text: str) -> str:
    """`text` for the inside of an element or an attribute in double quotes."""
    return escape(visible(text).translate(_NO_CHARACTERS))


def timed(session: Session, question: Question) -> bool:
    """Whether times were a person's, so that a picture of them says something."""
    entries = [entry for entry in session.entries if entry.q == question.q]
    clocked = bool(session.seconds and question.stretches and session.input not in ("piped", "imported"))
    return clocked and session.left_at(question) > question.asked and any(entry.timed for entry in entries)


class _Axis:
    """Drill seconds to units of the picture."""

    def __init__(self, session: Session, question: Question) -> None:
        self.start, self.end = question.asked, session.left_at(question)

    def x(self, t: float) -> float:
        """Where drill second `t` is."""
        share = (t - self.start) / (self.end - self.start)
        return round(_LEFT + (_RIGHT - _LEFT) * min(1.0, max(0.0, share)), 1)

    def ticks(self) -> Iterator[float]:
        """Round times, eleven at most."""
        step = next((step for step in _STEPS if (self.end - self.start) / step <= 10), _STEPS[-1])
        t = (int(self.start) // step + 1) * step
        while t < self.end:
            yield t
            t += step


def timeline(session: Session, question: Question, found: Numbers) -> str:
    """Entries where they came, each in the lane of its angle; silences, cues and redirects over all lanes."""
    axis, mapped = _Axis(session, question), Mapped.from_entry(question.entry)
    angles = [angle.id for angle in mapped.angles]
    names = {**LANE_NAMES, **{angle.id: angle.name for angle in mapped.angles}}
    entries = [entry for entry in session.entries if entry.q == question.q and not entry.after_bell]
    lane = {entry.n: lane_of(entry, found, angles) for entry in entries}
    lanes = lanes_in(angles, lane.values()) or [""]
    height = _TOP + _LANE * len(lanes) + 30
    parts = [f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="When each idea came, by angle">']
    foot = _TOP + _LANE * len(lanes)
    parts += (_silence(axis, each, foot) for each in found.silences if each.silence.q == question.q)
    for place, id_ in enumerate(lanes):
        y = _TOP + _LANE * place + _LANE // 2
        name = names[id_]
        parts.append(f'<line class="lane" x1="{_LEFT}" x2="{_RIGHT}" y1="{y}" y2="{y}"/>')
        parts.append(_mark(shape_of(angles, id_ or None), 12, y))
        parts.append(f'<text x="24" y="{y + 4}">{safe(_short(name, 23))}</text>')
    parts += _said(session, question, axis, foot)
    parts += _gaps(question, axis, foot)
    for entry in entries:
        y = _TOP + _LANE * lanes.index(lane[entry.n]) + _LANE // 2
        parts.append(_entry(entry, shape_of(angles, lane[entry.n] or None), axis.x(entry.t), y))
    parts += _scale(axis, foot)
    return "".join([*parts, "</svg>"])


def _entry(entry: Entry, shape: Shape, x: float, y: float) -> str:
    words = entry.text or "said aloud, no words yet"
    title = f"{entry.n} · {clock(entry.t)} · {words}{' (struck)' if entry.struck else ''}"
    kind = "struck" if entry.struck else "build" if entry.kind == BUILD else "mark" if entry.kind == MARK else ""
    size = 0.65 if entry.kind == BUILD else 1.0
    return f"<g><title>{safe(title)}</title>{_mark(shape, x, y, kind, size)}</g>"


def _mark(shape: Shape, x: float, y: float, kind: str = "", size: float = 1.0) -> str:
    colour = f"c{shape.colour}" if shape.colour >= 0 else "plain"
    hollow = " hollow" if shape.name == "ring" or kind in ("build", "mark") else ""
    struck = f'<path class="strike" d="M{x - 7} {y + 5}L{x + 7} {y - 5}"/>' if kind == "struck" else ""
    scale = f" scale({size})" if size != 1.0 else ""
    return f'<path class="{colour}{hollow}" transform="translate({x} {y}){scale}" d="{shape.path}"/>{struck}'


def _silence(axis: _Axis, each: Judged, foot: int) -> str:
    left, right = axis.x(each.silence.start), axis.x(each.silence.end)
    word = {PRODUCTIVE: "a new angle followed", STERILE: "nothing new followed"}.get(each.verdict or "", "")
    sign = {PRODUCTIVE: "✓", STERILE: "–"}.get(each.verdict or "", "")
    title = f"silence of {span(each.silence.seconds)}{f': {word}' if word else ''}"
    text = f"{int(each.silence.seconds)} s {sign}".strip()
    label = f'<text class="small" text-anchor="middle" x="{(left + right) / 2:.1f}" y="{_TOP - 6}">{text}</text>'
    box = f'<rect class="silence {each.verdict or ""}" x="{left}" y="{_TOP}" width="{max(1.0, right - left):.1f}"'
    return f'<g><title>{safe(title)}</title>{box} height="{foot - _TOP}"/>{label if right - left > 26 else ""}</g>'


def _said(session: Session, question: Question, axis: _Axis, foot: int) -> Iterator[str]:
    """Cues and the interviewer's lines, as flags on top."""
    for said in session.said:
        if (
            said.t is None
            or said.what == "aside"
            or not any(s.start <= said.t <= (axis.end if s.end is None else s.end) for s in question.stretches)
        ):
            continue
        sign, word = ("?", "cue") if said.what == "cue" else ("»", "interviewer")
        x = axis.x(said.t)
        yield f"<g><title>{safe(f'{clock(said.t)} · {word}: {said.text}')}</title>"
        yield f'<line class="cue" x1="{x}" x2="{x}" y1="{_TOP - 16}" y2="{foot}"/>'
        yield f'<text class="small" text-anchor="middle" x="{x}" y="{_TOP - 20}">{sign}</text></g>'


def _gaps(question: Question, axis: _Axis, foot: int) -> Iterator[str]:
    """Times between, in which another question was on screen."""
    for before, after in zip(question.stretches, question.stretches[1:], strict=False):
        if before.end is not None and after.start > before.end:
            left, right = axis.x(before.end), axis.x(after.start)
            yield f'<rect class="away" x="{left}" y="{_TOP}" width="{right - left:.1f}" height="{foot - _TOP}"/>'


def _scale(axis: _Axis, foot: float) -> Iterator[str]:
    yield f'<line class="axis" x1="{_LEFT}" x2="{_RIGHT}" y1="{foot}" y2="{foot}"/>'
    ticks = [t for t in axis.ticks() if axis.x(t) - _LEFT > 30 and _RIGHT - axis.x(t) > 34]
    for t in (axis.start, *ticks, axis.end):
        x = axis.x(t)
        yield f'<line class="axis" x1="{x}" x2="{x}" y1="{foot}" y2="{foot + 4}"/>'
        yield f'<text class="small" text-anchor="middle" x="{x}" y="{foot + 17}">{clock(t)}</text>'


def curve(session: Session, question: Question, here: QuestionNumbers) -> str:
    """How ideas and distinct angles added up over the minutes, and where the angles flattened."""
    axis = _Axis(session, question)
    times = {entry.n: entry.t for entry in session.entries if entry.q == question.q}
    ideas = [times[n] for n, _ in here.filed if n in times]
    angles = _firsts(here.filed, times, {angle.id for angle in Mapped.from_entry(question.entry).angles})
    curves = (("ideas", ideas), ("angles", angles))
    most = max(len(ideas), 1)
    height, foot = 190, 160

    def y(count: float) -> float:
        return round(foot - (foot - 16) * count / most, 1)

    parts = [f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="Ideas and distinct angles over time">']
    for count in _rungs(most):
        parts.append(f'<line class="lane" x1="{_LEFT}" x2="{_RIGHT}" y1="{y(count)}" y2="{y(count)}"/>')
        parts.append(f'<text class="small" text-anchor="end" x="{_LEFT - 6}" y="{y(count) + 4}">{count}</text>')
    flat = times.get(here.flattened.n) if here.flattened is not None else None
    if flat is not None:
        parts.append(f'<line class="cue" x1="{axis.x(flat)}" x2="{axis.x(flat)}" y1="10" y2="{foot}"/>')
        note = f"no new angle after {clock(flat)}"
        x, anchor = (axis.x(flat) - 6, "end") if axis.x(flat) > (_LEFT + _RIGHT) / 2 else (axis.x(flat) + 6, "start")
        parts.append(f'<text class="small" text-anchor="{anchor}" x="{x}" y="18">{note}</text>')
    parts += (f'<path class="curve {style}" d="{_steps(at, axis, y)}"/>' for style, at in curves if at)
    parts += _scale(axis, foot)
    parts.append(f'<text x="24" y="{y(len(ideas)) + 4}">{len(ideas)} ideas</text>' if ideas else "")
    if angles:
        apart = min(y(len(angles)) + 4, foot)
        apart = apart if abs(y(len(angles)) - y(len(ideas))) > 16 else y(len(ideas)) + 20
        parts.append(f'<text x="24" y="{apart}">{len(angles)} angles</text>')
    return "".join([*parts, "</svg>"])


def _firsts(
    filed: Sequence[tuple[int, str | None]], times: Mapping[int, float], angles: Collection[str]
) -> list[float]:
    """When each angle of the question came first."""
    seen: set[str] = set()
    found = []
    for n, angle in filed:
        if angle is not None and angle in angles and angle not in seen and n in times:
            seen.add(angle)
            found.append(times[n])
    return found


def _steps(at: Sequence[float], axis: _Axis, y: Callable[[float], float]) -> str:
    path = [f"M{_LEFT} {y(0)}"]
    for count, t in enumerate(sorted(at), start=1):
        path.append(f"H{axis.x(t)}V{y(count)}")
    return "".join([*path, f"H{_RIGHT}"])


def _rungs(most: int) -> list[int]:
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10**9) if most / step <= 5)
    return list(range(0, most + 1, step))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
