"""The statistics of the validity bench, each with its interval from a bootstrap over questions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np

T = TypeVar("T")

RESAMPLES = 1000
SEED = 11


class Interval(NamedTuple):
    """A value with the 95% interval of a percentile bootstrap."""

    value: float
    low: float
    high: float


def boot(groups: Sequence[Sequence[T]], statistic: Callable[[Sequence[T]], float]) -> Interval:
    """`statistic` of all items, and its spread when whole groups (questions, topics) are drawn anew."""
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(RESAMPLES):
        picked = [item for k in rng.integers(0, len(groups), len(groups)) for item in groups[k]]
        value = statistic(picked)
        if not math.isnan(value):
            drawn.append(value)
    low, high = np.quantile(drawn, (0.025, 0.975)) if drawn else (math.nan, math.nan)
    return Interval(statistic([item for group in groups for item in group]), float(low), float(high))


def ranks(values: Sequence[float]) -> Any:
    """Ranks from 1, ties sharing theirs."""
    _, place, count = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return (last - (count - 1) / 2)[place]


def pearson(one: Any, two: Any) -> float:
    """NaN where one of them does not vary."""
    a, b = np.asarray(one, dtype=float), np.asarray(two, dtype=float)
    a, b = a - a.mean(), b - b.mean()
    scale = math.sqrt(float((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / scale if scale > 1e-12 else math.nan


def spearman(one: Sequence[float], two: Sequence[float]) -> float:
    """Rank correlation."""
    return pearson(ranks(one), ranks(two))


def partial_spearman(one: Sequence[float], two: Sequence[float], given: Sequence[float]) -> float:
    """Rank correlation of `one` and `two` with `given` held still."""
    a, b, c = spearman(one, two), spearman(one, given), spearman(two, given)
    if math.isnan(b) or math.isnan(c):
        return a
    scale = math.sqrt(max(0.0, (1 - b * b) * (1 - c * c)))
    return (a - b * c) / scale if scale > 1e-12 else math.nan


def kappa(one: Sequence[Hashable], two: Sequence[Hashable]) -> float:
    """Cohen 1960: agreement beyond chance."""
    equal = sum(a == b for a, b in zip(one, two, strict=True)) / len(one)
    left, right = Counter(one), Counter(two)
    chance = sum(left[key] * right[key] for key in left) / len(one) ** 2
    return 1.0 if chance == 1 else (equal - chance) / (1 - chance)


def calibration_error(pairs: Sequence[tuple[float, float]]) -> float:
    """The mean gap between stated confidence and share right, over ten bands of confidence."""
    bands: dict[int, list[tuple[float, float]]] = {}
    for confidence, right in pairs:
        bands.setdefault(min(9, int(confidence * 10)), []).append((confidence, right))
    gaps = (abs(sum(c - r for c, r in band)) for band in bands.values())
    return sum(gaps) / len(pairs)


def auc(above: Sequence[float], below: Sequence[float]) -> float:
    """The chance that one of `above` is greater than one of `below`."""
    both = ranks([*above, *below])[: len(above)]
    n, m = len(above), len(below)
    return float(both.sum() - n * (n + 1) / 2) / (n * m) if n and m else math.nan


def ami(one: Sequence[Hashable], two: Sequence[Hashable]) -> float:
    """Adjusted mutual information of two groupings (Vinh et al. 2010), normalised by the mean entropy."""
    n = len(one)
    rows, columns, both = Counter(one), Counter(two), Counter(zip(one, two, strict=True))
    mutual = sum(k / n * math.log(n * k / (rows[a] * columns[b])) for (a, b), k in both.items())
    entropy = [-sum(k / n * math.log(k / n) for k in counts.values()) for counts in (rows, columns)]
    expected = sum(_expected(a, b, n) for a in rows.values() for b in columns.values())
    room = sum(entropy) / 2 - expected
    return (mutual - expected) / room if abs(room) > 1e-12 else 1.0


def _expected(a: int, b: int, n: int) -> float:
    total = 0.0
    fixed = sum(math.lgamma(x + 1) for x in (a, b, n - a, n - b)) - math.lgamma(n + 1)
    for k in range(max(1, a + b - n), min(a, b) + 1):
        chance = fixed - sum(math.lgamma(x + 1) for x in (k, a - k, b - k, n - a - b + k))
        total += k / n * math.log(n * k / (a * b)) * math.exp(chance)
    return total


def clusters(alike: Any, count: int) -> list[int]:
    """Ward's clustering (1963) of a table of cosines into `count` groups."""
    far = 2 - 2 * np.array(alike, dtype=float)
    np.fill_diagonal(far, np.inf)
    members = [[k] for k in range(len(far))]
    alive = list(range(len(far)))
    while len(alive) > count:
        part = far[np.ix_(alive, alive)]
        pair = [alive[k] for k in divmod(int(part.argmin()), len(alive))]
        i, j = min(pair), max(pair)
        between = far[i, j]
        for k in alive:
            if k not in pair:
                a, b, c = (len(members[m]) for m in (i, j, k))
                far[i, k] = far[k, i] = ((a + c) * far[i, k] + (b + c) * far[j, k] - c * between) / (a + b + c)
        members[i] += members[j]
        alive.remove(j)
    found = [0] * len(far)
    for label, k in enumerate(alive):
        for member in members[k]:
            found[member] = label
    return found
