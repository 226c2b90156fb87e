"""ArgKP as questions: a topic and stance asks, its key points are the angles, arguments are the ideas."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.validity.filings import Filed
from benchmarks.validity.fit import SEED
from benchmarks.validity.learn import Learnt, case
from benchmarks.validity.lists import breadth_rows, measured
from benchmarks.validity.rows import Row
from benchmarks.validity.stats import ami, auc, boot, clusters
from brainstorm.bank.question import Angle, Question
from brainstorm.embed import STEMS, Encoder
from brainstorm.label.offline import Labeller
from brainstorm.label.offline_map import LINES, WORDED

FILES = tuple(f"{part}_{half}.csv" for half in ("train", "dev") for part in ("arguments", "key_points", "labels"))


@dataclass(frozen=True, slots=True)
class Debate:
    """One topic and stance, with the arguments that make exactly one of its points."""

    question: Question
    ideas: tuple[Filed, ...]


def debates(folder: Path) -> list[Debate]:
    """Every topic and stance with three key points or more."""
    found = []
    for half in ("train", "dev"):
        arguments = list(_rows(folder / f"arguments_{half}.csv"))
        points = list(_rows(folder / f"key_points_{half}.csv"))
        made: dict[str, list[str]] = {}
        for row in _rows(folder / f"labels_{half}.csv"):
            if row["label"] == "1":
                made.setdefault(row["arg_id"], []).append(row["key_point_id"])
        for topic, stance in dict.fromkeys((row["topic"], row["stance"]) for row in points):
            angles = tuple(
                Angle(row["key_point_id"], "other", row["key_point"], row["key_point"], "", ())
                for row in points
                if (row["topic"], row["stance"]) == (topic, stance)
            )
            ideas = tuple(
                Filed(row["argument"], tuple(made[row["arg_id"]]))
                for row in arguments
                if (row["topic"], row["stance"]) == (topic, stance) and len(made.get(row["arg_id"], ())) == 1
            )
            if len(angles) >= 3 and len(ideas) >= 20:
                name = f"{topic} ({stance})"
                found.append(Debate(_question(name, topic, angles), ideas))
    return found


def _question(name: str, topic: str, angles: tuple[Angle, ...]) -> Question:
    return Question(name, topic, topic, None, None, None, angles, (), (), None, (), {})


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def rows(encoder: Encoder, weights: Mapping[str, Learnt], folder: Path) -> Iterator[Row]:
    """Breadth on lists drawn from the arguments, and whether ideas that make one point are grouped.

    The map is once the key points alone, once with a dozen arguments for each as its wordings, which then are in no
    list. The weights know neither.
    """
    found = debates(folder)
    for kind, name in ((WORDED, encoder.name), (LINES, f"{encoder.name}, lines only")):
        groups = [group for debate in found if (group := _lists(debate, encoder, weights, kind))]
        yield from breadth_rows("argkp", name, groups, baselines=kind == WORDED and encoder.name == STEMS)
    yield from _grouping(found, encoder)


def _lists(debate: Debate, encoder: Encoder, weights: Mapping[str, Learnt], kind: str) -> list[dict[str, float]]:
    rng = np.random.default_rng(SEED)
    wordings: dict[str, list[str]] = {}
    rest: list[Filed] = []
    for angle in debate.question.angles:
        mine = [idea for idea in debate.ideas if idea.readers[0] == angle.id]
        mine = [mine[k] for k in rng.permutation(len(mine))]
        cut = min(len(mine) // 2, 14) if kind == WORDED else 0
        wordings[angle.id] = [idea.text for idea in mine[:cut]]
        rest += mine[cut:]
    ready = Labeller(debate.question, wordings, encoder)
    if len(rest) < 20 or (kind == WORDED) != (ready.map.kind != LINES):
        return []
    found = []
    for _ in range(8):
        ideas = [rest[k] for k in rng.permutation(len(rest))[: int(rng.integers(7, 21))]]
        one = case(debate.question, ready, ideas)
        chances = weights[ready.map.kind].chances(one)
        found.append(measured(one.names, ideas, chances, one.alike, np.arange(len(ideas))))
    return found


def _grouping(found: list[Debate], encoder: Encoder) -> Iterator[Row]:
    rng = np.random.default_rng(SEED)
    groups, pairs = [], []
    for debate in found:
        ideas = [debate.ideas[k] for k in rng.permutation(len(debate.ideas))[:60]]
        truth = [idea.readers[0] for idea in ideas]
        alike = case(debate.question, Labeller(debate.question, {}, encoder), ideas).alike
        groups.append([ami(clusters(alike, len(set(truth))), truth)])
        upper = [(float(alike[i][j]), truth[i] == truth[j]) for i in range(len(ideas)) for j in range(i)]
        pairs.append([auc([s for s, same in upper if same], [s for s, same in upper if not same])])
    name = "word overlap (stems)" if encoder.name == STEMS else encoder.name
    count = f"{len(groups)} topics and sides"
    aim = "" if encoder.name == STEMS else "word overlap + .10"
    yield Row("same point: AMI of groups", "argkp", name, boot(groups, lambda x: float(np.mean(x))), count, aim)
    yield Row("same point: AUC of pairs", "argkp", name, boot(pairs, lambda x: float(np.mean(x))), count)
