"""How broad: pure functions of categories, in the order in which the ideas came. The research term is flexibility.

A category is what an idea is filed under: an angle of the question, or what it was called when it fits none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

Category = TypeVar("Category", bound=Hashable)

FLAT_AFTER = 5
"""Ideas without a new angle from which the curve of angles is called flat."""


def effective(categories: Iterable[Hashable]) -> float | None:
    """The effective number of categories, exp(H) with H = -Σ p ln p over their shares; None without any.

    Reads as "as broad as so many equally used angles": Jost 2006, Entropy and diversity,
    https://doi.org/10.1111/j.2006.0030-1299.14714.x.
    """
    counts = Counter(categories)
    total = counts.total()
    if not total:
        return None
    return math.exp(-sum(c / total * math.log(c / total) for c in counts.values()))


def top_share(categories: Iterable[Hashable]) -> float | None:
    """The share of the category used most, 0-1; None without any."""
    counts = Counter(categories)
    return max(counts.values()) / counts.total() if counts else None


def tunnel(categories: Sequence[tuple[int, Hashable | None]]) -> tuple[int, ...]:
    """The longest run of ideas in one category, as their numbers; the first of several.

    Args:
        categories: (n, category) in order. An idea that nobody filed (None) breaks a run and makes none.
    """
    best, start = range(0), 0
    before: Hashable | None = None
    for place, (_, category) in enumerate(categories):
        if category is None or category != before:
            start = place
        before = category
        if category is not None and place + 1 - start > len(best):
            best = range(start, place + 1)
    return tuple(categories[place][0] for place in best)


def firsts(categories: Iterable[tuple[int, Category | None]]) -> dict[Category, int]:
    """The idea that brought each category first, by category, in order."""
    found: dict[Category, int] = {}
    for n, category in categories:
        if category is not None:
            found.setdefault(category, n)
    return found


class Flat(NamedTuple):
    """Where the curve of new angles flattened: after idea `n`, with so many filed ideas following."""

    n: int
    ideas_after: int


def flattened(categories: Sequence[tuple[int, Hashable | None]]) -> Flat | None:
    """The idea that brought the last new category, when at least FLAT_AFTER filed ideas followed; else None.

    That returns on further ideas diminish by repetition is from Reinig & Briggs 2008; the line of FLAT_AFTER is ours.
    """
    new = firsts(categories)
    if not new:
        return None
    last = max(new.values())
    after = sum(1 for n, category in categories if n > last and category is not None)
    return Flat(last, after) if after >= FLAT_AFTER else None


def roots(ns: Iterable[int], same_as: Mapping[int, int]) -> dict[int, int]:
    """The first idea of the group that each of `ns` is in; `same_as` points from an idea to an earlier one."""
    known: dict[int, int] = {}
    found: dict[int, int] = {}
    for n in ns:
        here, way = n, [n]
        while here not in known and (there := same_as.get(here)) is not None and there < here:  # so loops end, too
            here = there
            way.append(here)
        found[n] = known.get(here, here)
        known.update(dict.fromkeys(way, found[n]))
    return found


def distinct(ns: Iterable[int], same_as: Mapping[int, int]) -> int:
    """How many different ideas there are when those that say the same are taken as one."""
    return len(set(roots(ns, same_as).values()))


def hit_chances(chances: Iterable[Mapping[str, float]], angles: Collection[str]) -> dict[str, float]:
    """The chance that each angle was hit at all, 1 - Π(1 - p), given each idea's chance of being filed there."""
    missed = dict.fromkeys(angles, 1.0)
    for each in chances:
        for angle, chance in each.items():
            if angle in missed:
                missed[angle] *= 1.0 - min(max(chance, 0.0), 1.0)
    return {angle: 1.0 - miss for angle, miss in missed.items()}
