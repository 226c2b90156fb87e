"""What the offline labels make of a whole list, from its tables of similarities: plain arithmetic on plain lists."""

from __future__ import annotations

import math
from collections.abc import Sequence

Table = Sequence[Sequence[float]]

ALIKE = 0.2
"""The similarity from which one idea of a list says something about another's angle."""
SAME = 0.8
"""The similarity from which two ideas count as one direction."""
WIDTH = 0.1
"""The width of "near" in the distance from the common ideas, in cosine."""


def shared(chances: Table, alike: Table, own: float, others: float) -> list[list[float]]:
    """The chances of each idea's angle, once the ideas that are like it have been heard.

    softmax(own · ln p + others · the mean of its neighbours' chances), neighbours weighted by similarity above ALIKE.
    """
    found = []
    for i, (mine, row) in enumerate(zip(chances, alike, strict=True)):
        near = [(s - ALIKE, chances[j]) for j, s in enumerate(row) if s > ALIKE and j != i]
        weight = max(sum(s for s, _ in near), 0.3)
        heard = [sum(s * theirs[k] for s, theirs in near) / weight for k in range(len(mine))] if near else None
        scores = [own * math.log(p + 1e-4) + (others * heard[k] if heard else 0.0) for k, p in enumerate(mine)]
        top = max(scores)
        parts = [math.exp(score - top) for score in scores]
        total = sum(parts)
        found.append([part / total for part in parts])
    return found


def gains(alike: Table) -> list[float]:
    """1 less the greatest similarity (0-1) to an earlier idea; 1 for the first."""
    return [1 - max(row[:i], default=0.0) for i, row in enumerate(alike)]


def without_map(alike: Table, apart: float) -> float:
    """About how many different angles: B = Σ_i 1 / Σ_j a_ij.

    a_ij = clip((s_ij − apart) / (SAME − apart), 0, 1) and a_ii = 1: the similarity-sensitive diversity of order 0 of
    Leinster & Cobbold 2012, https://doi.org/10.1890/10-2402.1, every idea of equal weight.
    """
    scale = SAME - apart
    total = 0.0
    for i, row in enumerate(alike):
        company = 1.0 + sum(min((s - apart) / scale, 1.0) for j, s in enumerate(row) if s > apart and j != i)
        total += 1 / company
    return total


def nearest(row: Sequence[float]) -> tuple[int, float] | None:
    """(place, similarity) of the greatest of `row`, the first of equals; None of nothing."""
    if not row:
        return None
    best = max(row)
    return row.index(best), best


def uncommonness(row: Sequence[float], weights: Sequence[float]) -> float:
    """Distance from what others say: 1 − WIDTH · ln Σ_k w_k exp(s_k / WIDTH), the w_k adding up to 1.

    About 1 less the similarity to the nearest of them, with those that many say pulling harder. Unbounded, higher is
    less common.
    """
    total = sum(weights)
    top = max(row)
    soft = sum(w * math.exp((s - top) / WIDTH) for s, w in zip(row, weights, strict=True)) / total
    return 1 - top - WIDTH * math.log(soft)
