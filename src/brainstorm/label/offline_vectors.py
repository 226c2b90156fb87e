"""The offline labels' evidence from vectors and word stems together. Needs numpy, which comes with the encoders."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from brainstorm.embed import dense
from brainstorm.label.offline_map import Map, stems_of

ANGLE_EVIDENCE = ("ridge", "bayes", "all near", "two nearest", "common")
OTHER_EVIDENCE = ("one", "best ridge", "ridge ahead", "best bayes", "seen", "topic", "angles")

_STEMS = 2.0  # how much a shared stem counts beside a shared direction, in the ridge's kernel
_RIDGE = 3.0
_NEAR = 0.1  # the width of "near", in cosine


class VectorEvidence:
    """What speaks for each angle of a map, and for none of them.

    ridge: kernel ridge regression of "is this angle" on the exemplars, kernel = cosine + 2 · stem cosine.
    bayes: naive Bayes on stems. all near: a soft count of near exemplars. two nearest: the mean cosine of the two
    nearest exemplars. common: the nearest common idea of the angle. Cosines are taken with the topic out.
    """

    def __init__(self, map_: Map, topic: Any, exemplars: Any) -> None:
        self.map = map_
        self.topic = topic
        if map_.exemplars:
            self._prepare(exemplars)

    def _prepare(self, exemplars: Any) -> None:
        map_ = self.map
        self._exemplars = dense.without(exemplars, self.topic)
        self._angle = np.array([exemplar.angle for exemplar in map_.exemplars], dtype=np.intp)
        self._common = np.array([exemplar.common for exemplar in map_.exemplars], dtype=bool)
        self._columns = {key: column for column, key in enumerate(map_.rarity)}
        known, unknown = map_.evidence
        self._bayes = np.array([*(known[key] for key in self._columns), unknown], dtype=np.float32)
        self._rarity = np.array([*map_.rarity.values(), map_.rarest], dtype=np.float32)
        self._stems = np.stack([self._stem_row(stems) for stems in map_.stems])
        kernel = self._exemplars @ self._exemplars.T + _STEMS * self._stems @ self._stems.T
        wanted = np.eye(len(map_.angles), dtype=np.float32)[self._angle]
        wanted = wanted - wanted.mean(axis=0)
        self._ridge = np.linalg.solve(kernel + _RIDGE * np.eye(len(kernel), dtype=np.float32), wanted)

    def _stem_row(self, stems: Any) -> Any:
        row = np.zeros(len(self._columns), dtype=np.float32)
        for key, weight in self.map.weighted(stems).items():
            row[self._columns[key]] = weight
        return row

    def without_topic(self, rows: Any) -> Any:
        """The rows less their part along the question."""
        return dense.without(rows, self.topic)

    def evidence(self, texts: Sequence[str], rows: Any) -> tuple[Any, Any]:
        """(n, angles, ANGLE_EVIDENCE) and (n, OTHER_EVIDENCE) of texts with their vectors `rows`."""
        bayes, seen, stems = self._words(texts)
        near = self.without_topic(rows) @ self._exemplars.T
        alike = stems @ self._stems.T
        angles = np.zeros((len(texts), len(self.map.angles), len(ANGLE_EVIDENCE)), dtype=np.float32)
        angles[:, :, 0] = (near + _STEMS * alike) @ self._ridge
        angles[:, :, 1] = bayes
        both = np.exp((near + 0.5 * alike) / _NEAR)
        for angle in range(len(self.map.angles)):
            mine = self._angle == angle
            best = np.sort(near[:, mine], axis=1)
            common = mine & self._common
            angles[:, angle, 2] = _NEAR * np.log(both[:, mine].sum(axis=1))
            angles[:, angle, 3] = best[:, -2:].mean(axis=1)
            angles[:, angle, 4] = near[:, common].max(axis=1) if common.any() else best[:, -4:].mean(axis=1)
        ridge = np.sort(angles[:, :, 0], axis=1)
        ahead = ridge[:, -1] - (ridge[:, -2] if ridge.shape[1] > 1 else 0)
        ones = np.ones(len(texts), dtype=np.float32)
        size = np.log(len(self.map.angles)) * ones
        best_bayes = angles[:, :, 1].max(axis=1)
        return angles, np.stack([ones, ridge[:, -1], ahead, best_bayes, seen, rows @ self.topic, size], axis=1)

    def _words(self, texts: Sequence[str]) -> tuple[Any, Any, Any]:
        """bayes, seen, and the weighted stem rows that exemplars can share, of each text."""
        last = len(self._columns)
        bags = [stems_of(text) for text in texts]
        counts = np.array([len(bag) for bag in bags], dtype=np.intp)
        flat = list(itertools.chain.from_iterable(bags))
        column = np.fromiter((self._columns.get(key, last) for key in flat), dtype=np.intp, count=len(flat))
        times = np.fromiter(itertools.chain.from_iterable(bag.values() for bag in bags), np.float32, count=len(flat))
        row = np.repeat(np.arange(len(bags)), counts)
        bayes: Any = np.zeros((len(bags), self._bayes.shape[1]), dtype=np.float32)
        np.add.at(bayes, row, self._bayes[column])
        bayes /= np.sqrt(np.maximum(counts, 1))[:, None]
        worth = self._rarity[column]
        total = np.bincount(row, worth, len(bags))
        seen = np.bincount(row, worth * (column < last), len(bags)) / np.where(total > 0, total, 1)
        weight: Any = (1 + np.log(times)) * worth
        length = np.sqrt(np.bincount(row, weight * weight, len(bags)))
        weight = weight / np.where(length > 0, length, 1)[row]
        stems = np.zeros((len(bags), last + 1), dtype=np.float32)
        stems[row, column] = weight
        return bayes, seen, stems[:, :last]


def cosines(ones: Any, twos: Any) -> Any:
    """The cosine of each of `ones` with each of `twos`."""
    return ones @ twos.T


def chances(weights: Sequence[float], other: Sequence[float], evidence: tuple[Any, Any]) -> Any:
    """softmax over the angles and `other`, which stands last."""
    angles, none = evidence
    scores = np.concatenate(
        [angles @ np.array(weights, dtype=np.float32), (none @ np.array(other, dtype=np.float32))[:, None]], axis=1
    )
    parts = np.exp(scores - scores.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)
