"""The map as the offline labels see it: each angle's exemplars, cut into stems, with what every stem is worth there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from brainstorm.bank.question import Question
from brainstorm.bank.words import STOPWORDS, stem, words

PRIOR = 200.0
"""How many stems' worth of "any angle of this question" an angle's own stems are mixed with."""
WORDED, BARE, LINES = "worded", "bare", "lines"
"""How much a map says of each angle: plain wordings, too; examples and common ideas only; hardly more than a line."""


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A text that belongs to an angle, by the angle's place in the map."""

    text: str
    angle: int
    common: bool = False
    """Whether it is one of the question's common ideas."""


def stems_of(text: str) -> Counter[str]:
    """The stems of the words that carry what a text says, counted."""
    return Counter(stem(word) for word in words(text) if word not in STOPWORDS)


@dataclass(frozen=True)  # without slots, for the cached properties
class Map:
    """A question's angles and what is known to belong to each."""

    angles: tuple[str, ...]
    exemplars: tuple[Exemplar, ...]

    @classmethod
    def of(cls, question: Question, wordings: Mapping[str, Sequence[str]]) -> Map:
        """The map of `question`, with the bank's plain wordings of it."""
        return cls(tuple(angle.id for angle in question.angles), tuple(_exemplars(question, wordings)))

    @cached_property
    def kind(self) -> str:
        """worded, bare or lines: which weights fit."""
        each = len(self.exemplars) / max(1, len(self.angles))
        return WORDED if each >= 12 else BARE if each >= 4 else LINES

    @cached_property
    def stems(self) -> tuple[Counter[str], ...]:
        """The stems of each exemplar."""
        return tuple(stems_of(exemplar.text) for exemplar in self.exemplars)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """ln((N+1)/(df+1)) of each stem, over the exemplars."""
        seen: Counter[str] = Counter()
        for each in self.stems:
            seen.update(each.keys())
        return {key: math.log((len(self.stems) + 1) / (df + 1)) for key, df in seen.items()}

    @property
    def rarest(self) -> float:
        """What a stem is worth that no exemplar has."""
        return math.log(len(self.stems) + 1)

    def weighted(self, stems: Counter[str]) -> dict[str, float]:
        """`stems` as a unit row of (1 + ln count) · rarity."""
        row = {key: (1 + math.log(n)) * self.rarity.get(key, self.rarest) for key, n in stems.items()}
        length = math.sqrt(sum(weight * weight for weight in row.values()))
        return {key: weight / length for key, weight in row.items()} if length else row

    @cached_property
    def evidence(self) -> tuple[dict[str, tuple[float, ...]], tuple[float, ...]]:
        """For each stem ln p(stem | angle) / p(stem), angle by angle, and the same for a stem nobody has.

        Naive Bayes with each angle's counts smoothed by PRIOR stems of the whole question.
        """
        every: Counter[str] = Counter()
        own: list[Counter[str]] = [Counter() for _ in self.angles]
        for exemplar, stems in zip(self.exemplars, self.stems, strict=True):
            every.update(stems)
            own[exemplar.angle].update(stems)
        total = every.total() + len(every) + 200
        sizes = [counts.total() for counts in own]
        known = {}
        for key, n in every.items():
            p = (n + 1) / total
            known[key] = tuple(
                math.log((counts[key] + PRIOR * p) / (size + PRIOR) / p)
                for counts, size in zip(own, sizes, strict=True)
            )
        return known, tuple(math.log(PRIOR / (size + PRIOR)) for size in sizes)

    def bayes(self, stems: Counter[str]) -> list[float]:
        """The evidence that a text's stems are for each angle, divided by the root of their number."""
        known, unknown = self.evidence
        sums = [0.0] * len(self.angles)
        for key in stems:
            for place, value in enumerate(known.get(key, unknown)):
                sums[place] += value
        root = math.sqrt(max(1, len(stems)))
        return [value / root for value in sums]

    def seen(self, stems: Counter[str]) -> float:
        """The share of what a text's stems are worth that the exemplars have, 0-1."""
        worth = {key: self.rarity.get(key, self.rarest) for key in stems}
        total = sum(worth.values())
        return sum(value for key, value in worth.items() if key in self.rarity) / total if total else 0.0


def _exemplars(question: Question, wordings: Mapping[str, Sequence[str]]) -> Iterator[Exemplar]:
    places = {angle.id: place for place, angle in enumerate(question.angles)}
    for angle in question.angles:
        place = places[angle.id]
        yield Exemplar(f"{angle.name}. {angle.line}", place)
        for text in (*wordings.get(angle.id, ()), *angle.examples):
            yield Exemplar(text, place)
    for idea in question.common_ideas:
        if idea.angle in places:
            yield Exemplar(idea.line, places[idea.angle], common=True)
