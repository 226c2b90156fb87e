"""How new: against what most people say first, against the ideas before, and against one's own past.

Nothing here is called novelty of research. Distance from what others commonly say is what tracks human ratings;
distance from the prompt does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from brainstorm.label.figures import COMMON, NEAR, OUTSIDE, IdeaFigures
from brainstorm.label.labels import OFFLINE, OTHER, Label

FURTHEST = 3
ENOUGH = 3
"""Earlier sessions from which on a lens may be called new."""
"""How many ideas furthest from the common ones are named."""


def nearness(label: Label | None, figures: IdeaFigures | None) -> tuple[str, str] | None:
    """(common, near or outside; who said so) of an idea; None when nobody looked.

    A label by hand or Claude's that it is a common idea makes it one; one that it is none of them leaves the
    distance to say whether it is near one.
    """
    said = label.by.get("common") if label is not None else None
    measured = figures.near if figures is not None else None
    if label is not None and said is not None and said != OFFLINE:
        if label.common is not False:
            return COMMON, said
        return (NEAR if measured in (COMMON, NEAR) else OUTSIDE), said
    if measured is not None:
        return measured, OFFLINE
    if label is not None and said is not None:
        return (OUTSIDE if label.common is False else COMMON), said
    return None


def repeat_of(label: Label | None, figures: IdeaFigures | None) -> tuple[int, str] | None:
    """(the earlier idea that this one repeats, or may repeat; who said so), or None.

    The similarity only asks: where somebody looked and said it is no repeat, it is none.
    """
    if label is not None and label.same_as is not None:
        return None if label.same_as is False else (label.same_as, label.by["same_as"])
    if figures is not None and figures.repeat_of is not None and figures.repeat_of < figures.n:
        return figures.repeat_of, OFFLINE
    return None


def furthest(ns: Iterable[int], figures: Mapping[int, IdeaFigures], near: Mapping[int, str]) -> tuple[int, ...]:
    """The ideas furthest outside the common ones, at most FURTHEST, the furthest first."""
    far = [
        (-value, n)
        for n in ns
        if near.get(n) == OUTSIDE and n in figures and (value := figures[n].uncommonness) is not None
    ]
    return tuple(n for _, n in sorted(far)[:FURTHEST])


@dataclass(frozen=True, slots=True)
class LensNews:
    """The lenses of one session beside those of earlier ones.

    Attributes:
        new: Lenses used now and in none of the earlier sessions.
        habit: The lens used most in the earlier sessions; None when several were.
        habit_share: Its share of the earlier ideas, 0-1.
        habit_now: Its share of the ideas now, 0-1.
        sessions: How many earlier sessions were looked at.
    """

    new: tuple[str, ...]
    habit: str | None
    habit_share: float
    habit_now: float
    sessions: int


def lens_news(now: Mapping[str, int], earlier: Sequence[Mapping[str, int]]) -> LensNews | None:
    """The lenses of `now` against those of earlier sessions; None with fewer than ENOUGH to compare with.

    Args:
        now: Ideas by lens.
        earlier: The same of each earlier session that has labels.
    """
    used = [{lens: n for lens, n in counts.items() if lens != OTHER} for counts in earlier]
    used = [counts for counts in used if counts]
    now = {lens: n for lens, n in now.items() if lens != OTHER}
    if len(used) < ENOUGH or not now:
        return None
    before: Counter[str] = Counter()
    for counts in used:
        before.update(counts)
    ranked = before.most_common(2)
    habit = ranked[0][0] if len(ranked) == 1 or ranked[0][1] > ranked[1][1] else None
    total, here = before.total(), sum(now.values())
    return LensNews(
        new=tuple(lens for lens in now if not before[lens]),
        habit=habit,
        habit_share=before[habit] / total if habit else 0.0,
        habit_now=now.get(habit, 0) / here if habit else 0.0,
        sessions=len(used),
    )
