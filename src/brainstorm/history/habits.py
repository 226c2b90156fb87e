"""Lenses: which ones somebody always looks through, and which never. Pure functions over the index's facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from brainstorm.history.rows import Facts

ENOUGH = 4
"""Questions that must have offered a lens before anything is said about it."""
_RARE = 0.25


class Habit(NamedTuple):
    """How often a lens was used.

    Attributes:
        lens: Its id.
        offered: Labelled questions whose map has it.
        used: In how many of these at least one idea looked through it.
        ideas: How many ideas did, in all.
        by_topic: (used, offered) by topic.
    """

    lens: str
    offered: int
    used: int
    ideas: int
    by_topic: dict[str, tuple[int, int]]

    @property
    def share(self) -> float:
        """Used, of offered: 0-1."""
        return self.used / self.offered if self.offered else 0.0

    @property
    def thin(self) -> bool:
        """Whether it was offered too seldom to say anything."""
        return self.offered < ENOUGH


def habits(sessions: Iterable[Facts]) -> list[Habit]:
    """Each lens that a labelled question offered, the most used first."""
    offered: Counter[tuple[str, str]] = Counter()
    used: Counter[tuple[str, str]] = Counter()
    ideas: Counter[str] = Counter()
    for session in sessions:
        for asked in session.questions:
            if not asked.angles:  # nobody said which angle its ideas have
                continue
            for lens in asked.offered:
                offered[lens, asked.topic] += 1
                used[lens, asked.topic] += bool(asked.lenses.get(lens))
                ideas[lens] += asked.lenses.get(lens, 0)
    found = []
    for lens in sorted({lens for lens, _ in offered}):
        topics = sorted(topic for other, topic in offered if other == lens)
        by_topic = {topic: (used[lens, topic], offered[lens, topic]) for topic in topics}
        sums = (sum(of for _, of in by_topic.values()), sum(hit for hit, _ in by_topic.values()))
        found.append(Habit(lens, *sums, ideas[lens], by_topic))
    return sorted(found, key=lambda habit: (-habit.share, habit.lens))


def weak(found: Iterable[Habit]) -> list[str]:
    """The lenses that were offered often and hardly ever used, the rarest first; never `other`."""
    rare = [habit for habit in found if not habit.thin and habit.share <= _RARE and habit.lens != "other"]
    return [habit.lens for habit in sorted(rare, key=lambda habit: (habit.share, -habit.offered, habit.lens))]


def guard(sessions: Iterable[Facts], span: int = 5) -> str | None:
    """A sentence when somebody finds themselves newer while they repeat themselves more; else None.

    Daily practice of one kind lowered novelty while confidence rose (Brucks & Huang 2020, 830 people, read as an
    abstract): the last `span` drills that have both figures against the `span` before.

    Args:
        sessions: Newest first.
        span: How many drills on each side.
    """
    both = [(one.self, one.new_for_you) for one in sessions if one.self is not None and one.new_for_you is not None]
    if len(both) < 2 * span:
        return None
    now, before = both[:span], both[span : 2 * span]
    felt = [median(self for self, _ in part) for part in (before, now)]
    new = [median(share for _, share in part) for part in (before, now)]
    if felt[1] - felt[0] < 0.5 or new[0] - new[1] < 0.1:
        return None
    return (
        f"You find your ideas newer than before ({felt[0]:g} → {felt[1]:g} of 5), "
        f"yet fewer of them are new against your own past ({new[0]:.0%} → {new[1]:.0%})."
    )


def median(values: Iterable[float]) -> float:
    """The middle value, of an even number the mean of the two in the middle. (`statistics` takes long to import.)"""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
