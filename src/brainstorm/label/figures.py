"""The figures beside the offline labels: what needs similarities and is computed once, by the debrief.

Read as kindly as a journal: what is missing or odd is None, and what is about another wording lapses.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from brainstorm.label.labels import OFFLINE, of_text
from brainstorm.session.session import IDEA, Session

COMMON, NEAR, OUTSIDE = "common", "near", "outside"
"""How far an idea is from the common ideas: one of them, near one, outside."""
STEMS = "stems"
"""The encoder without vectors; what it says is a rough guess."""


@dataclass(frozen=True, slots=True)
class IdeaFigures:
    """What the offline labels measured of one idea.

    Attributes:
        n: The entry.
        top: (angle or `other`, chance 0-1), falling; empty without a map.
        gain: 1 less the greatest similarity to an earlier idea, 0-1; 1 for the first.
        uncommonness: Distance from the common ideas, unbounded, higher is less common.
        near: common, near or outside, by the encoder's two thresholds.
        nearest_common: 0-based index of the nearest common idea.
        repeat_of: The earlier idea that it may repeat.
        new_for_you: The same distance from one's own past ideas on this question.
    """

    n: int
    top: tuple[tuple[str, float], ...] = ()
    gain: float | None = None
    uncommonness: float | None = None
    near: str | None = None
    nearest_common: int | None = None
    repeat_of: int | None = None
    new_for_you: float | None = None

    @property
    def chances(self) -> dict[str, float]:
        """The chance of each angle."""
        return dict(self.top)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a session that still hold.

    Attributes:
        encoder: wordllama, fastembed or stems; None when nothing was measured.
        ideas: By entry.
        without_map: By question: about how many different angles, without looking at a map.
    """

    encoder: str | None = None
    ideas: Mapping[int, IdeaFigures] = field(default_factory=dict)
    without_map: Mapping[int, float] = field(default_factory=dict)


def figures_of(session: Session) -> Figures:
    """The newest figures of `session`, of the ideas whose wording is still the same."""
    raw = next((x.figures for x in reversed(session.labels) if x.by == OFFLINE and x.figures is not None), None)
    if raw is None:
        return Figures()
    ideas: dict[int, IdeaFigures] = {}
    measured: set[int] = set()
    for part in _mappings(raw.get("ideas")):
        n = part.get("n")
        entry = session.entry(n) if type(n) is int else None
        if entry is not None:
            measured.add(entry.n)
            if part.get("of") == of_text(entry.text):
                ideas[entry.n] = _idea(entry.n, part)
    without_map: dict[int, float] = {}
    for part in _mappings(raw.get("questions")):
        q, value = part.get("q"), _number(part.get("without_map"))
        if type(q) is int and value is not None and _same_ideas(session, q, ideas, measured):
            without_map[q] = value
    encoder = raw.get("encoder")
    return Figures(encoder if isinstance(encoder, str) else None, ideas, without_map)


def _same_ideas(session: Session, q: int, ideas: Mapping[int, IdeaFigures], measured: set[int]) -> bool:
    """Whether question `q` still has the very ideas that were measured together."""
    now = {e.n for e in session.counted(IDEA) if e.q == q}
    then = {n for n in measured if (entry := session.entry(n)) is not None and entry.q == q}
    return now == then and now <= ideas.keys()


def _idea(n: int, part: Mapping[str, Any]) -> IdeaFigures:
    near = part.get("near")
    return IdeaFigures(
        n=n,
        top=tuple(_chances(part.get("top"))),
        gain=_number(part.get("gain")),
        uncommonness=_number(part.get("uncommonness")),
        near=near if near in (COMMON, NEAR, OUTSIDE) else None,
        nearest_common=_nth(part.get("nearest_common"), 0),
        repeat_of=_nth(part.get("repeat_of"), 1),
        new_for_you=_number(part.get("new_for_you")),
    )


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list | tuple) else []


def _chances(value: object) -> list[tuple[str, float]]:
    found = []
    for pair in value if isinstance(value, list | tuple) else ():
        if isinstance(pair, list | tuple) and len(pair) == 2 and isinstance(pair[0], str):
            chance = _number(pair[1])
            if chance is not None and 0 <= chance <= 1:
                found.append((pair[0], chance))
    return found


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # JSON spells whole numbers that no float holds
        return None
    return number if math.isfinite(number) else None


def _nth(value: object, least: int) -> int | None:
    return value if type(value) is int and value >= least else None
