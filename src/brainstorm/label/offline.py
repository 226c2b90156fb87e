"""Labels without a model call: what the map, the words and an encoder suggest about a list of ideas.

An offline angle is a suggestion: right for about two ideas in three, among the nearest three for nearly nine in ten
(benchmarks/validity/). Its confidence is calibrated on questions that the weights have not seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from brainstorm.bank.question import Question
from brainstorm.embed import Encoder
from brainstorm.label import offline_list as table
from brainstorm.label.figures import COMMON, NEAR, OUTSIDE, STEMS
from brainstorm.label.labels import OTHER, Earlier, of_text
from brainstorm.label.offline_map import Map
from brainstorm.label.offline_weights import Weights, weights_of


class Idea(NamedTuple):
    """An idea to be labelled."""

    n: int
    text: str


class Common(NamedTuple):
    """Something others say, and how many of them: its weight is relative."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Guess:
    """What is suggested about one idea. Chances and similarities are 0-1.

    Attributes:
        n: Its number.
        text: The wording that was looked at.
        top: (angle or `other`, chance) of all, falling; empty without a map.
        gain: 1 less the greatest similarity to an earlier idea.
        repeat_of: The earlier idea that it may repeat.
        uncommonness: Distance from the common ideas (or the pool), higher is less common; None without any.
        near: common, near or outside; None without common ideas.
        nearest_common: 0-based index of the nearest common idea (of the pool, where one is given).
        again: The past idea that it may repeat; False: none; None: there is no past.
        new_for_you: Distance from one's past ideas, as `uncommonness`.
    """

    n: int
    text: str
    top: tuple[tuple[str, float], ...] = ()
    gain: float = 1.0
    repeat_of: int | None = None
    uncommonness: float | None = None
    near: str | None = None
    nearest_common: int | None = None
    again: Earlier | Literal[False] | None = None
    new_for_you: float | None = None

    @property
    def of(self) -> str:
        """Which wording was looked at, as `of_text`."""
        return of_text(self.text)

    @property
    def angle(self) -> str | None:
        """The likeliest angle, or `other`; None without a map."""
        return self.top[0][0] if self.top else None

    @property
    def confidence(self) -> float | None:
        """The chance of `angle`."""
        return self.top[0][1] if self.top else None

    @property
    def common(self) -> int | Literal[False] | None:
        """The common idea that it is, by its index; False: none of them; None: there are none to compare with."""
        return None if self.near is None else self.nearest_common if self.near == COMMON else False

    def label(self) -> dict[str, Any]:
        """The label as a `labelled` event has it; what only asks (a possible repeat) is left to the figures."""
        found: dict[str, Any] = {"n": self.n, "of": self.of}
        if self.top:
            found |= {"angle": self.angle, "confidence": self.confidence}
        if self.again is not None:
            found["again"] = False if self.again is False else {"session": self.again.session, "n": self.again.n}
        if self.common is not None:
            found["common"] = self.common
        return found

    def figures(self) -> dict[str, Any]:
        """Its part of the event's figures."""
        return {
            "n": self.n,
            "of": self.of,
            "top": [list(pair) for pair in self.top],
            "gain": self.gain,
            "uncommonness": self.uncommonness,
            "near": self.near,
            "nearest_common": self.nearest_common,
            "repeat_of": self.repeat_of,
            "new_for_you": self.new_for_you,
        }


@dataclass(frozen=True, slots=True)
class Offline:
    """What is suggested about a list.

    Attributes:
        encoder: wordllama, fastembed or stems.
        ideas: In the order given.
        without_map: About how many different angles, without looking at the map.
    """

    encoder: str
    ideas: tuple[Guess, ...]
    without_map: float


def label_offline(
    question: Question,
    wordings: Mapping[str, Sequence[str]],
    ideas: Sequence[Idea],
    *,
    pool: Sequence[Common] | None = None,
    history: Sequence[Earlier] | None = None,
    encoder: Encoder,
    cache: Path | None = None,
) -> Offline:
    """What is suggested about `ideas`, given in the order in which they came.

    Args:
        question: With or without a map; without one there are no angles.
        wordings: The bank's plain wordings, by angle; may be empty.
        ideas: Of this question; no builds, no marks without words.
        pool: What others say; the question's common ideas when None.
        history: One's own earlier ideas on this question; None when there are none.
        encoder: As opened by `brainstorm.embed`.
        cache: The folder for the embeddings of the question's own texts.
    """
    return Labeller(question, wordings, encoder, cache=cache).label([ideas], pool=pool, history=history)[0]


class Labeller:
    """One question, made ready: what is the same for every list on it is done once."""

    def __init__(
        self, question: Question, wordings: Mapping[str, Sequence[str]], encoder: Encoder, *, cache: Path | None = None
    ) -> None:
        self.encoder = encoder
        self.map = Map.of(question, wordings)
        self.common = tuple(Common(idea.line, idea.weight) for idea in question.common_ideas)
        self.weights: Weights = weights_of(encoder.name, self.map.kind)
        texts = [question.text, *(each.text for each in self.common), *(each.text for each in self.map.exemplars)]
        rows = _encoded(encoder, texts, cache)
        self._common = rows[1 : 1 + len(self.common)]
        exemplars = rows[1 + len(self.common) :]
        self._engine: Any
        if encoder.dense:
            from brainstorm.label import offline_vectors

            self._engine = offline_vectors
            self.evidence: Any = offline_vectors.VectorEvidence(self.map, rows[0], exemplars)
        else:
            from brainstorm.label import offline_stems

            self._engine = offline_stems
            self.evidence = offline_stems.StemEvidence(self.map, rows[0])

    def label(
        self,
        lists: Sequence[Sequence[Idea]],
        *,
        pool: Sequence[Common] | None = None,
        history: Sequence[Earlier] | None = None,
    ) -> list[Offline]:
        """What is suggested about each of `lists`, encoded together; the rest as `label_offline`."""
        texts = [idea.text for ideas in lists for idea in ideas]
        rows = self.encoder.encode(texts)
        pure = self.evidence.without_topic(rows)
        chances = self.chances(texts, rows) if self.map.angles else None
        others = self.common if pool is None else tuple(pool)
        commons = self._common if pool is None else self.encoder.encode([each.text for each in others])
        near_common = _lists(self._engine.cosines(rows, commons)) if others else None
        past = tuple(history or ())
        near_past = _lists(self._engine.cosines(rows, self.encoder.encode([p.text for p in past]))) if past else None
        found, start = [], 0
        for ideas in lists:
            part = slice(start, start + len(ideas))
            start = part.stop
            found.append(
                self._list(
                    ideas,
                    _lists(self._engine.cosines(rows[part], rows[part])),
                    _clipped(self._engine.cosines(pure[part], pure[part])),
                    chances[part] if chances is not None else None,
                    (others, near_common[part]) if near_common is not None else None,
                    (past, near_past[part]) if near_past is not None else None,
                )
            )
        return found

    def chances(self, texts: Sequence[str], rows: Any) -> list[list[float]]:
        """The chance of each angle and, last, of `other`, for each text by itself."""
        evidence = self.evidence.evidence(texts, rows)
        return _lists(self._engine.chances(self.weights.angles, self.weights.other, evidence))

    def _list(
        self,
        ideas: Sequence[Idea],
        cosines: table.Table,
        alike: table.Table,
        chances: table.Table | None,
        commons: tuple[Sequence[Common], table.Table] | None,
        past: tuple[Sequence[Earlier], table.Table] | None,
    ) -> Offline:
        names = (*self.map.angles, OTHER)
        if chances is not None:
            chances = table.shared(chances, alike, self.weights.own, self.weights.others)
        gains = table.gains(alike)
        guesses = []
        for i, idea in enumerate(ideas):
            repeat = table.nearest(cosines[i][:i])
            repeats = repeat is not None and repeat[1] > self.weights.repeat
            guesses.append(
                Guess(
                    n=idea.n,
                    text=idea.text,
                    top=_ranked(names, chances[i]) if chances is not None else (),
                    gain=round(max(0.0, gains[i]), 3),
                    repeat_of=ideas[repeat[0]].n if repeat is not None and repeats else None,
                    **(self._against_common(commons[0], commons[1][i]) if commons is not None else {}),
                    **(self._against_past(past[0], past[1][i]) if past is not None else {}),
                )
            )
        return Offline(self.encoder.name, tuple(guesses), round(table.without_map(alike, self.weights.apart), 2))

    def _against_common(self, others: Sequence[Common], row: Sequence[float]) -> dict[str, Any]:
        place, best = table.nearest(row) or (0, 0.0)
        near = COMMON if best > self.weights.common else NEAR if best > self.weights.near else OUTSIDE
        distance = table.uncommonness(row, [other.weight for other in others])
        return {"uncommonness": round(distance, 3), "near": near, "nearest_common": place}

    def _against_past(self, past: Sequence[Earlier], row: Sequence[float]) -> dict[str, Any]:
        place, best = table.nearest(row) or (0, 0.0)
        distance = table.uncommonness(row, [1.0] * len(row))
        return {"again": past[place] if best > self.weights.repeat else False, "new_for_you": round(distance, 3)}


def _encoded(encoder: Encoder, texts: Sequence[str], cache: Path | None) -> Any:
    if cache is None or not encoder.dense:
        return encoder.encode(texts)
    from brainstorm.embed.kept import encoded

    return encoded(encoder, texts, cache)


def _ranked(names: Sequence[str], chances: Sequence[float]) -> tuple[tuple[str, float], ...]:
    pairs = zip(names, (round(chance, 4) for chance in chances), strict=True)
    return tuple(sorted(pairs, key=lambda pair: -pair[1]))


def _lists(rows: Any) -> list[list[float]]:
    """A table as plain lists, whoever made it."""
    found: list[list[float]] = rows.tolist() if hasattr(rows, "tolist") else rows
    return found


def _clipped(rows: Any) -> list[list[float]]:
    if hasattr(rows, "clip"):
        return _lists(rows.clip(0, None))
    return [[max(0.0, value) for value in row] for row in rows]


def event_fields(parts: Iterable[tuple[int, Offline]], *, version: str) -> dict[str, Any]:
    """`with`, `labels` and `figures` of the offline `labelled` event, from (question number, its list)."""
    found = list(parts)
    encoder = found[0][1].encoder if found else STEMS
    return {
        "with": {"encoder": encoder, "version": version},
        "labels": [guess.label() for _, part in found for guess in part.ideas],
        "figures": {
            "v": 1,
            "encoder": encoder,
            "questions": [{"q": q, "without_map": part.without_map} for q, part in found],
            "ideas": [guess.figures() for _, part in found for guess in part.ideas],
        },
    }
