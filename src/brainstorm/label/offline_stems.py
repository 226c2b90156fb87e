"""The offline labels' evidence from word stems alone, in plain Python."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from brainstorm.embed import stems as sparse
from brainstorm.label.offline_map import Map, stems_of

ANGLE_EVIDENCE = ("bayes", "nearest stems")
OTHER_EVIDENCE = ("one", "best bayes", "best stems", "seen")


class StemEvidence:
    """What speaks for each angle of a map, and for none of them."""

    def __init__(self, map_: Map, topic: sparse.Row) -> None:
        self.map = map_
        self.topic = topic
        self._exemplars = [map_.weighted(stems) for stems in map_.stems]
        self._by_angle = [
            [place for place, exemplar in enumerate(map_.exemplars) if exemplar.angle == angle]
            for angle in range(len(map_.angles))
        ]

    def evidence(self, texts: Sequence[str], rows: Any = None) -> tuple[list[list[list[float]]], list[list[float]]]:
        """For each text a row for each angle (ANGLE_EVIDENCE), and one for `other` (OTHER_EVIDENCE)."""
        bags = [stems_of(text) for text in texts]
        nearest = sparse.cosines([self.map.weighted(bag) for bag in bags], self._exemplars)
        angles, others = [], []
        for bag, line in zip(bags, nearest, strict=True):
            bayes = self.map.bayes(bag)
            two = [_two_nearest([line[place] for place in places]) for places in self._by_angle]
            angles.append([list(pair) for pair in zip(bayes, two, strict=True)])
            others.append([1.0, max(bayes, default=0.0), max(two, default=0.0), self.map.seen(bag)])
        return angles, others

    def without_topic(self, rows: Sequence[sparse.Row]) -> list[sparse.Row]:
        """The rows less the question's own stems."""
        return [sparse.without(row, self.topic) for row in rows]


def cosines(ones: Sequence[sparse.Row], twos: Sequence[sparse.Row]) -> list[list[float]]:
    """The cosine of each of `ones` with each of `twos`."""
    return sparse.cosines(ones, twos)


def chances(weights: Sequence[float], other: Sequence[float], evidence: Any) -> list[list[float]]:
    """softmax over the angles and `other`, which stands last."""
    found = []
    for angles, none in zip(*evidence, strict=True):
        scores = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in angles]
        scores.append(sum(w * x for w, x in zip(other, none, strict=True)))
        top = max(scores)
        parts = [math.exp(score - top) for score in scores]
        total = sum(parts)
        found.append([part / total for part in parts])
    return found


def _two_nearest(similarities: list[float]) -> float:
    best = sorted(similarities)[-2:]
    return sum(best) / len(best) if best else 0.0
