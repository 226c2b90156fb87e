"""Which questions a drill asks."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Protocol


class Drawable(Protocol):
    """What drawing needs to know of a question."""

    @property
    def id(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def verb(self) -> str | None: ...


def draw(
    rows: Sequence[Drawable],
    *,
    count: int,
    different: bool,
    seed: int,
    done: Mapping[str, int] | None = None,
    first: str | None = None,
    topic: str | None = None,
) -> tuple[str, ...]:
    """`count` question ids, drawn with `seed` from those done least often.

    Args:
        rows: The bank, in any order: the draw depends on the ids only.
        count: How many questions.
        different: They should differ in topic and verb; where the bank is too small for that, in topic, else in id.
        seed: The same seed, bank and history draw the same questions.
        done: How often each question was done; none counts as never.
        first: The id of the first question, where it is chosen already.
        topic: The first question is of this topic.

    Raises:
        ValueError: the bank has too few questions, or none of that topic; the sentence says which.
    """
    done = done or {}
    pool = sorted(rows, key=lambda row: row.id)
    if topic is not None and first is None and not any(row.topic == topic for row in pool):
        known = ", ".join(sorted({row.topic for row in pool}))
        raise ValueError(f"no question has the topic “{topic}”; there are: {known}")
    if len(pool) < count:
        raise ValueError(f"this form needs {count} questions and the bank has {len(pool)}")
    chance = random.Random(f"draw:{seed}")
    chosen: list[Drawable] = [row for row in pool if row.id == first][:1]
    while len(chosen) < count:
        rest = [row for row in pool if all(row.id != other.id for other in chosen)]
        if not chosen and topic is not None:
            rest = [row for row in rest if row.topic == topic]
        if chosen and different:
            rest = _unlike(rest, chosen) or rest
        least = min(done.get(row.id, 0) for row in rest)
        chosen.append(chance.choice([row for row in rest if done.get(row.id, 0) == least]))
    return tuple(row.id for row in chosen)


def _unlike(rest: Sequence[Drawable], chosen: Sequence[Drawable]) -> list[Drawable]:
    topics = {row.topic for row in chosen}
    verbs = {row.verb for row in chosen if row.verb is not None}
    elsewhere = [row for row in rest if row.topic not in topics]
    return [row for row in elsewhere if row.verb not in verbs] or elsewhere
