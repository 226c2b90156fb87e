"""Angles and breadth on lists about the bank's questions: the filings of benchmarks/bank, and lists coded apart.

Nothing is measured on a question whose topic the weights were taught on: for each topic they are taught anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.validity.filings import OTHER, Filed
from benchmarks.validity.fit import SEED, cases
from benchmarks.validity.learn import Case, Learnt, case, labeller, learn
from benchmarks.validity.rows import Row
from benchmarks.validity.stats import boot, calibration_error, kappa, partial_spearman
from brainstorm.bank import Bank
from brainstorm.embed import STEMS, Encoder, open_encoder
from brainstorm.label.offline_list import without_map
from brainstorm.label.offline_map import BARE, WORDED
from brainstorm.measure.estimate import estimate

FILINGS, LISTS = "filings", "lists"
SIZES = (7, 10, 14, 20)
APART = 0.1


@dataclass(frozen=True)
class Seen:
    """A list with what the offline labels made of it."""

    one: Case
    chances: Any
    moved: tuple[Any, Any]
    """The evidence of ideas brought over, and their chances."""


def coded(folder: Path) -> dict[str, list[list[Filed]]]:
    """The lists of eval/lists, by question."""
    found: dict[str, list[list[Filed]]] = {}
    for line in (folder / "lists.jsonl").read_text(encoding="utf-8").splitlines():
        part = json.loads(line)
        ideas = [Filed(idea["text"], tuple(idea[c]["angle"] for c in ("coder_1", "coder_2"))) for idea in part["ideas"]]
        found.setdefault(part["question"], []).append(ideas)
    return found


def seen(known: Bank, encoder: Encoder, kind: str, lists: dict[str, list[list[Filed]]]) -> dict[str, list[Seen]]:
    """Every list of the filings and of `lists`, labelled by weights that were not taught on its topic."""
    taught = cases(known, encoder, kind)
    found: dict[str, list[Seen]] = {FILINGS: [], LISTS: []}
    for topic in sorted({one.topic for one in taught.values()}):
        weights = learn([one for one in taught.values() if one.topic != topic])
        for name, one in taught.items():
            if one.topic != topic:
                continue
            found[FILINGS].append(_seen(one, one.moved, weights))
            question = known.question(name)
            ready = labeller(question, known.wordings(name), encoder, kind) if lists.get(name) else None
            for ideas in lists.get(name, ()):
                assert ready is not None
                found[LISTS].append(_seen(case(question, ready, ideas), one.moved, weights))
    return found


def _seen(one: Case, moved: Sequence[tuple[float, Any, Any]], weights: Learnt) -> Seen:
    # Four of the six ideas of any question: one in five or six of a list, as the bench's off-map ideas.
    _, angles, other = moved[0]
    few = max(1, round(len(one.ideas) / 5))
    return Seen(one, weights.chances(one), (few, weights.alone(angles, other)[:few]))


def rows(known: Bank, encoder: Encoder, data: Path | None) -> Iterator[Row]:
    """Every figure of one encoder."""
    lists = coded(data / "lists") if data is not None else {}
    for kind, name in ((WORDED, encoder.name), (BARE, f"{encoder.name}, no wordings")):
        for source, found in seen(known, encoder, kind, lists).items():
            if found:
                yield from _angles(source, name, found)
                yield from _breadth(source, name, found, baselines=kind == WORDED and encoder.name == STEMS)


def readers(known: Bank, data: Path | None) -> Iterator[Row]:
    """How well the readers agree with each other."""
    lists = coded(data / "lists") if data is not None else {}
    taught = cases(known, open_encoder(STEMS).encoder, WORDED)
    sources = {FILINGS: [list(one.ideas) for one in taught.values()], LISTS: [x for y in lists.values() for x in y]}
    for source, groups in sources.items():
        if groups:
            pairs = [[tuple(OTHER if r == "none" else r for r in idea.readers) for idea in ideas] for ideas in groups]
            n = f"{sum(map(len, pairs))} ideas"
            yield Row(
                "angle: equal", source, "reader by reader", boot(pairs, lambda x: np.mean([a == b for a, b in x])), n
            )
            yield Row(
                "angle: kappa", source, "reader by reader", boot(pairs, lambda x: kappa(*zip(*x, strict=True))), n
            )


def _angles(source: str, name: str, found: Sequence[Seen]) -> Iterator[Row]:
    groups = [_judged(each) for each in found]
    count = f"{sum(map(len, groups))} ideas"
    yield Row(
        "angle: top one right", source, name, boot(groups, lambda x: _mean(i["right"] for i in x)), count, ">= .60"
    )
    yield Row(
        "angle: among top three", source, name, boot(groups, lambda x: _mean(i["three"] for i in x)), count, ">= .85"
    )
    both = boot(groups, lambda x: _kappa(x))
    yield Row("angle: kappa with the readers", source, name, both, count)
    error = boot(groups, lambda x: calibration_error([(i["sure"], i["right"]) for i in x]))
    yield Row("angle: calibration error", source, name, error, count, "<= .07")
    sure = [[i for i in group if i["sure"] >= 0.8] for group in groups]
    here = f"{sum(map(len, sure))} ideas, sure {_mean(i['sure'] for group in sure for i in group):.2f}"
    yield Row("angle: right when 80% sure", source, name, boot(sure, lambda x: _mean(i["right"] for i in x)), here)
    brought = [[*group, *_brought(each)] for group, each in zip(groups, found, strict=True)]
    n = f"{sum(len(_brought(each)) for each in found)} brought over"
    recall = boot(brought, lambda x: _mean(i["other"] for i in x if i["moved"]))
    precision = boot(brought, lambda x: _mean(i["is_other"] for i in x if i["other"]))
    yield Row("other: recall, brought over", source, name, recall, n, ">= .50")
    yield Row("other: precision", source, name, precision, n, ">= .50")
    natural = boot(groups, lambda x: _mean(i["other"] for i in x if i["is_other"] >= 0.5))
    yield Row(
        "other: recall, on topic",
        source,
        name,
        natural,
        f"{sum(i['is_other'] >= 0.5 for g in groups for i in g)} ideas",
    )


def _judged(each: Seen) -> list[dict[str, Any]]:
    names = each.one.names
    found = []
    for idea, chances in zip(each.one.ideas, each.chances, strict=True):
        order = [names[k] for k in np.argsort(-chances)]
        truth = [reader if reader in names[:-1] else OTHER for reader in idea.readers]
        found.append(
            {
                "right": _mean(order[0] == t for t in truth),
                "three": _mean(t in order[:3] for t in truth),
                "sure": float(chances.max()),
                "label": (each.one.question, order[0]),
                "truth": [(each.one.question, t) for t in truth],
                "other": order[0] == OTHER,
                "is_other": _mean(t == OTHER for t in truth),
                "moved": False,
            }
        )
    return found


def _brought(each: Seen) -> list[dict[str, Any]]:
    return [{"other": row.argmax() == len(row) - 1, "is_other": 1.0, "moved": True} for row in each.moved[1]]


def _kappa(items: Sequence[dict[str, Any]]) -> float:
    labels = [item["label"] for item in items]
    return _mean(kappa(labels, [item["truth"][k] for item in items]) for k in range(2))


def _breadth(source: str, name: str, found: Sequence[Seen], *, baselines: bool) -> Iterator[Row]:
    rng = np.random.default_rng(SEED)
    groups = []
    for each in found:
        size = len(each.one.ideas)
        picks = [np.arange(size)]
        if source == FILINGS:  # lists of one length say nothing of what a length gives away
            picks = [np.sort(rng.permutation(size)[:k]) for k in SIZES for _ in range(2)]
        groups.append([measured(each.one.names, each.one.ideas, each.chances, each.one.alike, pick) for pick in picks])
    yield from breadth_rows(source, name, groups, baselines=baselines)


def measured(names: Sequence[str], ideas: Sequence[Filed], chances: Any, alike: Any, pick: Any) -> dict[str, float]:
    """The true number of angles of some of the ideas, the estimate, and what else could be said."""
    angles = names[:-1]
    guess = estimate([dict(zip(names, map(float, chances[k]), strict=True)) for k in pick], angles)
    each = [[ideas[k].readers[r] for k in pick] for r in range(len(ideas[pick[0]].readers))]
    truths = [len(set(filed) & set(angles)) for filed in each]
    return {
        "truth": _mean(truths),
        "held": _mean(guess.low <= truth <= guess.high for truth in truths),
        "estimate": guess.expected,
        "ideas": len(pick),
        "bare": without_map(alike[np.ix_(pick, pick)].tolist(), APART),
    }


def breadth_rows(
    data: str, name: str, groups: Sequence[Sequence[dict[str, float]]], *, baselines: bool
) -> Iterator[Row]:
    """How well the number of angles is estimated."""
    count = f"{sum(map(len, groups))} lists"
    yield Row(
        "breadth: partial rank corr.", data, name, boot(groups, lambda x: partial(x, "estimate")), count, ">= .55"
    )
    yield Row("breadth: mean error, angles", data, name, boot(groups, lambda x: _error(x, "estimate")), count)
    held = boot(groups, lambda x: _mean(i["held"] for i in x))
    yield Row("breadth: 80% margin holds", data, name, held, count, ".75-.85")
    yield Row("breadth: partial, without map", data, name, boot(groups, lambda x: partial(x, "bare")), count)
    if baselines:
        yield Row(
            "breadth: mean error, angles", data, "counting ideas", boot(groups, lambda x: _error(x, "ideas")), count
        )


def partial(items: Sequence[dict[str, float]], key: str) -> float:
    """Rank correlation with the truth, given the number of ideas."""
    return partial_spearman([i[key] for i in items], [i["truth"] for i in items], [i["ideas"] for i in items])


def _error(items: Sequence[dict[str, float]], key: str) -> float:
    """Mean absolute error; the number of ideas is first fitted to the truth by a line, on these very lists."""
    truth = np.array([i["truth"] for i in items])
    value = np.array([i[key] for i in items])
    if key == "ideas":
        slope = np.polyfit(value, truth, 1) if len(set(value)) > 1 else (0.0, truth.mean())
        value = slope[0] * value + slope[1]
    return float(np.abs(value - truth).mean())


def _mean(values: Any) -> float:
    every = list(values)
    return float(sum(every)) / len(every) if every else float("nan")
