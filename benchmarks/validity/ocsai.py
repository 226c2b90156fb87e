"""Uncommonness against people's ratings of originality, on uses for everyday objects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.validity.fit import cosines
from benchmarks.validity.rows import Row
from benchmarks.validity.stats import boot, spearman
from brainstorm.bank.words import count
from brainstorm.embed import STEMS, Encoder
from brainstorm.label.offline_list import uncommonness

FILE = "responses.jsonl"
CHOSEN = 40
FEWEST = 100
"""Responses that an object needs."""


def rated(folder: Path) -> dict[str, list[tuple[str, float]]]:
    """(response, mean rating) by object."""
    found: dict[str, list[tuple[str, float]]] = {}
    for line in (folder / FILE).read_text(encoding="utf-8").splitlines():
        part = json.loads(line)
        found.setdefault(part["prompt"], []).append((part["response"], part["originality"]))
    return {prompt: part for prompt, part in found.items() if len(part) >= FEWEST}


def rows(encoder: Encoder, folder: Path) -> Iterator[Row]:
    """Rank correlation with the ratings, object by object."""
    full, forty, lengths = [], [], []
    for part in rated(folder).values():
        texts, ratings = [text for text, _ in part], [rating for _, rating in part]
        table = cosines(encoder, texts)
        others = [[s for j, s in enumerate(row) if j != i] for i, row in enumerate(table)]
        full.append([spearman([uncommonness(row, [1.0] * len(row)) for row in others], ratings)])
        chosen, weights = _chosen(table)
        rest = [i for i in range(len(texts)) if i not in set(chosen)]
        far = [uncommonness([table[i][k] for k in chosen], weights) for i in rest]
        forty.append([spearman(far, [ratings[i] for i in rest])])
        lengths.append([spearman([count(text) for text in texts], ratings)])
    n = f"{len(full)} objects"

    def mean(values: Sequence[float]) -> float:
        return float(np.mean(values))

    name = "word overlap (stems)" if encoder.name == STEMS else encoder.name
    aim = "" if encoder.name == STEMS else ">= .53"
    yield Row("uncommon: rank corr., full pool", "ocsai", name, boot(full, mean), n, aim)
    yield Row("uncommon: rank corr., forty", "ocsai", name, boot(forty, mean), n)
    if encoder.name == STEMS:
        yield Row("uncommon: rank corr.", "ocsai", "counting words", boot(lengths, mean), n)


def _chosen(table: list[list[float]]) -> tuple[list[int], list[float]]:
    """Forty responses that between them are nearest to all, and how many each stands for; ratings are not looked at."""
    alike = np.clip(np.array(table), 0, None)
    best = np.zeros(len(alike))
    chosen: list[int] = []
    for _ in range(min(CHOSEN, len(alike) // 2)):
        gain = np.maximum(alike, best[:, None]).sum(axis=0)
        gain[chosen] = -1
        chosen.append(int(gain.argmax()))
        best = np.maximum(best, alike[:, chosen[-1]])
    nearest = alike[:, chosen].argmax(axis=1)
    return chosen, [float((nearest == k).sum()) for k in range(len(chosen))]
