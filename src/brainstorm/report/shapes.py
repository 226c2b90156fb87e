"""A shape, a colour and a lane for each angle of a question: the shape alone tells them apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from brainstorm.label.labels import NONE, OTHER
from brainstorm.measure.results import Numbers
from brainstorm.session.session import Entry


class Shape(NamedTuple):
    """How an angle is drawn.

    Attributes:
        name: What people may call it.
        glyph: One cell of a terminal.
        path: The outline as an SVG path around 0, 0, about ten units across.
        colour: Its place in the palette, from 0; the palette depends on the theme.
    """

    name: str
    glyph: str
    path: str
    colour: int


_CIRCLE = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"
SHAPES = (
    Shape("circle", "●", _CIRCLE, 0),
    Shape("square", "■", "M-4.5-4.5h9v9h-9z", 1),
    Shape("triangle", "▲", "M0-5.5L5.5 4.5H-5.5z", 2),
    Shape("diamond", "◆", "M0-6L6 0L0 6L-6 0z", 3),
    Shape("triangle, point down", "▼", "M0 5.5L5.5-4.5H-5.5z", 4),
    Shape("star", "★", "M0-6.5L1.7-2.1L6.2-2L2.7.8L3.8 5.2L0 2.7L-3.8 5.2L-2.7.8L-6.2-2L-1.7-2.1z", 5),
    Shape("triangle, point right", "▶", "M-4.5-5.5L5.5 0L-4.5 5.5z", 6),
    Shape("triangle, point left", "◀", "M4.5-5.5L-5.5 0L4.5 5.5z", 7),
    Shape("cross", "✚", "M-2-6h4v4h4v4h-4v4h-4v-4h-4v-4h4z", 8),
    Shape("bars", "◫", "M-5-5h10v10h-10zM-1-5v10h2v-10z", 9),
)
UNLABELLED = Shape("dot", "·", "M-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z", -1)
"""Nobody said which angle it is."""
ELSEWHERE = Shape("ring", "○", _CIRCLE, -1)
"""Outside the question's angles, or off topic."""


def shape_of(angles: Sequence[str], angle: str | None) -> Shape:
    """The shape of `angle` among the ids of its question's angles, in the bank's order."""
    if angle is None:
        return UNLABELLED
    return SHAPES[angles.index(angle) % len(SHAPES)] if angle in angles else ELSEWHERE


LANE_NAMES = {OTHER: "another angle", NONE: "off topic", "": "not labelled"}
"""What the lanes are called that are no angle of the question."""


def lane_of(entry: Entry, found: Numbers, angles: Collection[str]) -> str:
    """The angle in whose lane an entry is drawn, `other` or `none`; empty when nobody said."""
    label = found.labels.get(entry.n)
    return label.angle if label is not None and label.angle in (*angles, OTHER, NONE) else ""


def lanes_in(angles: Iterable[str], used: Iterable[str]) -> list[str]:
    """The lanes that are used, top to bottom: the angles in the bank's order, then what is no angle."""
    there = set(used)
    return [lane for lane in (*angles, OTHER, NONE, "") if lane in there]
