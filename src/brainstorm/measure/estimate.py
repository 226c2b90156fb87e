"""Breadth as an estimate: how many angles a list hit, given only the chance of each idea's angle."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from brainstorm.measure.breadth import hit_chances


@dataclass(frozen=True, slots=True)
class Estimate:
    """Expected angles hit, and the ends of an 80% interval (whole angles)."""

    expected: float
    low: int
    high: int


def estimate(probabilities: Sequence[Mapping[str, float]], angles: Collection[str]) -> Estimate:
    """The angles that a list hit.

    Args:
        probabilities: For each idea the chance of each angle, 0-1.
        angles: The ids of the question's angles.
    """
    spread = [1.0]  # the chance of 0, 1, … angles hit: a Poisson binomial
    hits = hit_chances(probabilities, angles).values()
    for hit in hits:
        spread = [a * (1 - hit) + b * hit for a, b in zip([*spread, 0.0], [0.0, *spread], strict=True)]
    return Estimate(sum(hits), _quantile(spread, 0.1), _quantile(spread, 0.9))


def _quantile(spread: Sequence[float], share: float) -> int:
    below = 0.0
    for count, chance in enumerate(spread):
        below += chance
        if below >= share:
            return count
    return len(spread) - 1
