"""Near-duplicates: which texts say nearly the same, found without comparing each with each."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from brainstorm.bank.words import compounds, content, words

FEWEST_WORDS = 3
"""Texts shorter than this are near-duplicates only when they are the same."""
FEWEST_SHARED = 4
"""Stems that two texts must share, besides being alike."""
ALIKE = 0.6
"""The share of all their stems that near-duplicates have in common."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two near-duplicates, by their places in the sequence; `first` stands before `second`."""

    first: int
    second: int
    how: str


def near_duplicates(texts: Sequence[str]) -> list[Pair]:
    """All pairs of texts that are the same, differ in one word, or share most of what they say."""
    found: dict[tuple[int, int], str] = {}
    for first, second in _by_stems([content(text) for text in texts]):
        found[first, second] = "says nearly the same as"
    for first, second in _by_one_word([compounds(text) for text in texts]):
        found[first, second] = "differs in one word from"
    for first, second in _same([words(text) for text in texts]):
        found[first, second] = "is the same as"
    return [Pair(first, second, how) for (first, second), how in sorted(found.items(), key=lambda one: one[0][::-1])]


def _same(sequences: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    places: dict[tuple[str, ...], int] = {}
    for place, sequence in enumerate(sequences):
        if sequence and places.setdefault(sequence, place) != place:
            yield places[sequence], place


def _by_one_word(sequences: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """One word changed, added, dropped or moved: the two are the same with one word left out."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, sequence in enumerate(sequences):
        if len(sequence) < FEWEST_WORDS:
            continue
        shorter = {sequence[:at] + sequence[at + 1 :] for at in range(len(sequence))}
        for key in shorter | {sequence}:
            yield from ((other, place) for other in places[key])
            places[key].append(place)


def _by_stems(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Pairs whose stems overlap. Only texts that share one of their rarest stems are compared."""
    common = Counter(stem for stems in sets for stem in stems)
    index: defaultdict[str, list[int]] = defaultdict(list)
    for place, stems in enumerate(sets):
        if len(stems) < FEWEST_SHARED:
            continue
        ordered = sorted(stems, key=lambda stem: (common[stem], stem))
        # Two sets that overlap by `ALIKE` must share a stem within these.
        rarest = ordered[: len(ordered) - math.ceil(ALIKE * len(ordered)) + 1]
        for other in sorted({other for stem in rarest for other in index[stem]}):
            shared = len(stems & sets[other])
            if shared >= FEWEST_SHARED and shared >= ALIKE * len(stems | sets[other]):
                yield other, place
        for stem in rarest:
            index[stem].append(place)
