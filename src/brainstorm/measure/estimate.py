"""Breadth as an estimate: how many angles a list hit, given only the chance of each idea's angle."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from brainstorm.measure.breadth import hit_chances

SHARPEN = 1.5
"""The power that an idea's chances are raised to before they are added up.

Chances that are right for one idea at a time spread a list too thin: what is unsure about two like ideas is unsure in
the same way, so they tend to be right or wrong together. Chosen on the filings of benchmarks/bank, checked on others.
"""
HOLDS = 0.8
"""How often the interval is meant to hold the true number."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Expected angles hit, and the ends of an 80% interval (whole angles)."""

    expected: float
    low: int
    high: int


def estimate(probabilities: Sequence[Mapping[str, float]], angles: Collection[str]) -> Estimate:
    """The angles that a list hit: their number is a sum of independent yes and no (Poisson binomial).

    The interval is the run of whole numbers around the likeliest whose chance is nearest to 80%; of so few numbers no
    run has it exactly, and one that has at least 80% would hold the truth nineteen times in twenty.

    Args:
        probabilities: For each idea the chance of each angle, 0-1. What is missing to 1 belongs to no angle; a chance
            of 1 (a label by hand) is taken as it is.
        angles: The ids of the question's angles.
    """
    hits = hit_chances(map(_sharpened, probabilities), angles)
    spread = [1.0]  # the chance of 0, 1, … angles hit
    for hit in hits.values():
        spread = [a * (1 - hit) + b * hit for a, b in zip([*spread, 0.0], [0.0, *spread], strict=True)]
    low, high = _interval(spread)
    return Estimate(sum(hits.values()), low, high)


def _sharpened(chances: Mapping[str, float]) -> dict[str, float]:
    sharp = {key: max(chance, 0.0) ** SHARPEN for key, chance in chances.items()}
    total = sum(sharp.values()) + max(0.0, 1 - sum(chances.values())) ** SHARPEN
    return {key: value / total for key, value in sharp.items()} if total > 0 else sharp


def _interval(spread: Sequence[float]) -> tuple[int, int]:
    low = high = max(range(len(spread)), key=spread.__getitem__)
    held = spread[low]
    while True:
        below = spread[low - 1] if low else 0.0
        above = spread[high + 1] if high + 1 < len(spread) else 0.0
        more = max(below, above)
        if more <= 0 or abs(held + more - HOLDS) >= abs(held - HOLDS):
            return low, high
        low, high = (low - 1, high) if below > above else (low, high + 1)
        held += more
