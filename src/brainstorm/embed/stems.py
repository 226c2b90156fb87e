"""Word stems as vectors: no library, no model, and no idea that a probe and a classifier have to do with each other."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from brainstorm.bank.words import STOPWORDS, stem, words

Row = Mapping[str, float]


def terms(text: str) -> tuple[str, ...]:
    """The words that carry what a text says; all its words when none do."""
    every = words(text)
    return tuple(word for word in every if word not in STOPWORDS) or every


class Stems:
    """Each text as its stems, all of one weight."""

    name = "stems"
    version = "1"
    dense = False

    def encode(self, texts: Sequence[str]) -> list[Row]:
        """A row a text: stem to weight."""
        found: list[Row] = []
        for text in texts:
            stems = dict.fromkeys(map(stem, terms(text)))
            weight = 1 / math.sqrt(len(stems)) if stems else 0.0
            found.append(dict.fromkeys(stems, weight))
        return found


def unit(row: Row) -> Row:
    """`row` at length one; a row of nothing stays nothing."""
    length = math.sqrt(sum(weight * weight for weight in row.values()))
    return {key: weight / length for key, weight in row.items()} if length else row


def without(row: Row, topic: Row) -> Row:
    """`row` without the stems of `topic`, at length one."""
    return unit({key: weight for key, weight in row.items() if key not in topic})


def cosine(one: Row, two: Row) -> float:
    """The cosine of two unit rows."""
    if len(two) < len(one):
        one, two = two, one
    return sum(weight * two[key] for key, weight in one.items() if key in two)


def cosines(ones: Sequence[Row], twos: Sequence[Row]) -> list[list[float]]:
    """The cosine of each of `ones` with each of `twos`, found through the stems they share."""
    where: dict[str, list[tuple[int, float]]] = {}
    for place, row in enumerate(twos):
        for key, weight in row.items():
            where.setdefault(key, []).append((place, weight))
    table = []
    for row in ones:
        line = [0.0] * len(twos)
        for key, weight in row.items():
            for place, other in where.get(key, ()):
                line[place] += weight * other
        table.append(line)
    return table
