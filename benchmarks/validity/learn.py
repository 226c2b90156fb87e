"""Learn what the evidence of the offline labels counts for: a conditional logit over the angles and `other`.

Ideas brought over from other questions stand for what fits no angle, at a low weight: real off-map ideas are few.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from benchmarks.validity.filings import OTHER, Filed
from brainstorm.bank.question import Question
from brainstorm.embed import Encoder
from brainstorm.label.offline import Labeller
from brainstorm.label.offline_list import ALIKE
from brainstorm.label.offline_map import BARE, LINES, WORDED

KINDS = (WORDED, BARE, LINES)
MOVED, MOVED_NEAR = 0.1, 0.05
"""The weight of an idea brought over from any other question, and from one on the same topic; six of each a list."""
SHRINK = 3.0
_APART = -1e9


@dataclass
class Case:
    """One list on one question, as evidence."""

    question: str
    topic: str
    names: tuple[str, ...]
    ideas: Sequence[Filed]
    angles: Any
    """(ideas, angles, kinds of evidence)"""
    other: Any
    alike: Any
    """(ideas, ideas): similarity with the topic out, 0-1."""
    moved: list[tuple[float, Any, Any]] = field(default_factory=list)
    """(weight, angles, other) of ideas that belong to no angle here."""

    def targets(self) -> Any:
        """(ideas, angles + other): the share of the readers who filed it there."""
        found = np.zeros((len(self.ideas), len(self.names)))
        for row, idea in zip(found, self.ideas, strict=True):
            for reader in idea.readers:
                row[self.names.index(reader) if reader in self.names else -1] += 1 / len(idea.readers)
        return found


def labeller(question: Question, wordings: Mapping[str, Sequence[str]], encoder: Encoder, kind: str) -> Labeller:
    """The question with a map of that kind: whole, without its wordings, or stripped to its lines."""
    if kind == LINES:
        bare = tuple(replace(angle, examples=()) for angle in question.angles)
        question = replace(question, angles=bare, common_ideas=())
    return Labeller(question, wordings if kind == WORDED else {}, encoder)


def case(question: Question, ready: Labeller, ideas: Sequence[Filed]) -> Case:
    """The evidence on `ideas`."""
    angles, other, alike = _evidence(ready, [idea.text for idea in ideas])
    return Case(question.id, question.topic, (*ready.map.angles, OTHER), ideas, angles, other, alike)


def bring_over(one: Case, ready: Labeller, lists: Mapping[str, Case], rng: np.random.Generator) -> None:
    """Add to `one` ideas of other questions: six of any, six of its topic."""
    elsewhere = [
        (each.topic == one.topic, idea.text)
        for name, each in sorted(lists.items())
        if name != one.question
        for idea in each.ideas
    ]
    for weight, texts in (
        (MOVED, [text for _, text in elsewhere]),
        (MOVED_NEAR, [text for near, text in elsewhere if near]),
    ):
        chosen = rng.choice(len(texts), size=min(6, len(texts)), replace=False)
        angles, other, _ = _evidence(ready, [texts[k] for k in chosen])
        one.moved.append((weight, angles, other))


def _evidence(ready: Labeller, texts: Sequence[str]) -> tuple[Any, Any, Any]:
    rows = ready.encoder.encode(texts)
    angles, other = ready.evidence.evidence(texts, rows)
    pure = ready.evidence.without_topic(rows)
    alike = np.clip(np.array(ready._engine.cosines(pure, pure)), 0, None)
    return np.asarray(angles, dtype=float), np.asarray(other, dtype=float), alike


@dataclass(frozen=True)
class Learnt:
    """Weights of the evidence, and of a list's own and others' chances."""

    angles: Any
    other: Any
    own: float
    others: float

    def alone(self, angles: Any, other: Any) -> Any:
        """The chances of each idea by itself."""
        return _softmax(np.concatenate([angles @ self.angles, (other @ self.other)[:, None]], axis=1))

    def chances(self, one: Case) -> Any:
        """The chances of each idea of a list."""
        alone = self.alone(one.angles, one.other)
        return _softmax(self.own * np.log(alone + 1e-4) + self.others * heard(one.alike, alone))


def heard(alike: Any, chances: Any) -> Any:
    """What the ideas that are like it say of each; as `brainstorm.label.offline_list.shared`."""
    near = np.clip(alike - ALIKE, 0, None)
    np.fill_diagonal(near, 0)
    return near @ chances / np.maximum(near.sum(axis=1, keepdims=True), 0.3)


def learn(cases: Sequence[Case]) -> Learnt:
    """The weights that make the filings of `cases` likeliest."""
    kinds = cases[0].angles.shape[2]
    size = kinds + cases[0].other.shape[1]
    most = max(len(one.names) for one in cases)
    inputs, targets, weights = [], [], []
    for one in cases:
        parts = [(1.0, one.angles, one.other, one.targets())]
        for weight, angles, other in one.moved:
            nowhere = np.zeros((len(angles), len(one.names)))
            nowhere[:, -1] = 1
            parts.append((weight, angles, other, nowhere))
        for weight, angles, other, wanted in parts:
            block = np.full((len(angles), most, size + 1), 0.0)
            block[:, :, size] = _APART
            here = angles.shape[1]
            block[:, :here, :kinds], block[:, :here, size] = angles, 0
            block[:, -1, kinds:size], block[:, -1, size] = other, 0
            target = np.zeros((len(angles), most))
            target[:, :here], target[:, -1] = wanted[:, :-1], wanted[:, -1]
            inputs.append(block)
            targets.append(target)
            weights.append(np.full(len(angles), weight))
    x, y, w = np.concatenate(inputs), np.concatenate(targets), np.concatenate(weights)
    mask, x = x[:, :, size], x[:, :, :size]
    scale = np.ones(size)
    scale[:kinds] = x[:, :-1, :kinds][mask[:, :-1] == 0].std(axis=0)
    spread = x[:, -1, kinds:].std(axis=0)
    scale[kinds:] = np.where(spread > 1e-9, spread, 1)
    shrink = np.full(size, SHRINK)
    shrink[kinds] = 1e-3  # the constant of `other`
    found = _newton(x / scale, y, w, mask, shrink) / scale
    alone = Learnt(found[:kinds], found[kinds:], 1.0, 0.0)
    own, others = _second(cases, alone)
    return replace(alone, own=own, others=others)


def _second(cases: Sequence[Case], alone: Learnt) -> tuple[float, float]:
    most = max(len(one.names) for one in cases)
    inputs, targets, masks = [], [], []
    for one in cases:
        chances = alone.alone(one.angles, one.other)
        block = np.stack([np.log(chances + 1e-4), heard(one.alike, chances)], axis=2)
        room = ((0, 0), (0, most - len(one.names)))
        inputs.append(np.pad(block, (*room, (0, 0))))
        targets.append(np.pad(one.targets(), room))
        masks.append(np.pad(np.zeros(chances.shape), room, constant_values=_APART))
    x, y, mask = np.concatenate(inputs), np.concatenate(targets), np.concatenate(masks)
    found = _newton(x, y, np.ones(len(x)), mask, np.full(2, 0.1))
    return float(found[0]), float(found[1])


def _newton(x: Any, y: Any, w: Any, mask: Any, shrink: Any) -> Any:
    """Penalised maximum likelihood, by Newton steps that are halved until they help."""
    size = x.shape[2]
    found = np.zeros(size)

    def loss(at: Any) -> float:
        chances = _softmax(x @ at + mask)
        return float(-(w[:, None] * y * np.log(np.maximum(chances, 1e-300))).sum() + 0.5 * (shrink * at * at).sum())

    now = loss(found)
    for _ in range(60):
        p = _softmax(x @ found + mask)
        gradient = (w[:, None] * ((p - y)[:, :, None] * x).sum(axis=1)).sum(axis=0) + shrink * found
        mean = (p[:, :, None] * x).sum(axis=1)
        flat = x.reshape(-1, size)
        hessian = (flat * (p * w[:, None]).reshape(-1, 1)).T @ flat - (mean * w[:, None]).T @ mean + np.diag(shrink)
        step = np.linalg.solve(hessian, gradient)
        length = 1.0
        while length > 1e-4 and loss(found - length * step) > now:
            length /= 2
        found = found - length * step
        fresh = loss(found)
        if now - fresh < 1e-5:
            break
        now = fresh
    return found


def _softmax(scores: Any) -> Any:
    parts = np.exp(scores - scores.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)
