"""Then against now, in words."""

from __future__ import annotations

from collections.abc import Iterator

from brainstorm.history.compare import Attempt, Comparison
from brainstorm.report.text import hanging, wrap
from brainstorm.report.units import span
from brainstorm.session.text import visible


def comparison_lines(pair: Comparison, width: int) -> Iterator[str]:
    """A comparison in words."""
    yield from wrap(pair.text, width)
    yield ""
    rows = [("", pair.a.day, pair.b.day)]
    rows += [(name, then, now) for name, then, now in figures(pair.a, pair.b)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        yield f"  {row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}".rstrip()
    yield ""
    if pair.kept is None or pair.lost is None or pair.new is None:
        yield "Angles kept, lost and new: not known, since not both attempts are labelled."
    else:
        for word, ids in (("kept", pair.kept), ("lost", pair.lost), ("new", pair.new)):
            names = ", ".join(visible(pair.names[id_]) for id_ in ids) or "none"
            yield from hanging(f"angles {word}: {names}", width, 2)
    for then, now in pair.again:
        yield from hanging(f"said again: {now} (then {then})  {visible(pair.b.texts[now])}", width, 2)
    yield ""


def figures(a: Attempt, b: Attempt) -> Iterator[tuple[str, str, str]]:
    """(name, then, now) of what can be set side by side."""
    yield "form", visible(a.form), visible(b.form)
    yield "ideas", str(a.ideas), str(b.ideas)
    yield "builds", str(a.builds), str(b.builds)
    if a.labelled or b.labelled:
        yield "angles", _angles(a), _angles(b)
    yield "first idea after", _seconds(a.latency), _seconds(b.latency)
    yield "ideas a minute", _number(a.per_minute), _number(b.per_minute)
    yield "longest silence", _seconds(a.longest_silence), _seconds(b.longest_silence)
    yield "freezes", _number(a.freezes), _number(b.freezes)


def _angles(one: Attempt) -> str:
    return f"{len(one.angles)} of {one.of}" if one.labelled and one.of else "–"


def _seconds(value: float | None) -> str:
    return "–" if value is None else span(value)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}" if value == int(value) else f"{value:.1f}"
