"""Scripted people: fluent, frozen, tunnelling, slow, in bursts, pasting, only marking, and one who listens."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from benchmarks.calls.play import Act, Person
from brainstorm.bank import Question
from brainstorm.drill.interviewer import DEEP, lines
from brainstorm.session.session import Session


def _ideas(session: Session, chance: random.Random) -> str:
    """An example of the question that has not been said yet, of an angle of chance."""
    question = session.question
    examples = [
        text for angle in Question.from_entry(question.entry if question else {}).angles for text in angle.examples
    ]
    said = {entry.text for entry in session.entries}
    fresh = [text for text in examples if text not in said]
    return chance.choice(fresh) if fresh else f"and another, number {session.next_n}"


def fluent(seed: int) -> Person:
    """An idea every seven seconds or so, hardly a pause."""
    chance = random.Random(f"fluent:{seed}")
    return lambda session, t: Act(chance.uniform(0.3, 1.8), chance.uniform(2, 8), (_ideas(session, chance),))


def frozen(seed: int) -> Person:
    """Silent for a minute and more, now and then an idea."""
    chance = random.Random(f"frozen:{seed}")
    return lambda session, t: Act(
        chance.uniform(40, 200), chance.uniform(3, 12), (_ideas(session, chance),), listens=chance.random() < 0.3
    )


def tunnelling(seed: int) -> Person:
    """The same thought again and again."""
    chance = random.Random(f"tunnelling:{seed}")

    def act(session: Session, t: float) -> Act:
        return Act(chance.uniform(2, 14), chance.uniform(4, 12), (f"look at the weights, part {session.next_n}",))

    return act


def slow(seed: int) -> Person:
    """Types for half a minute and longer at a line."""
    chance = random.Random(f"slow:{seed}")
    return lambda session, t: Act(chance.uniform(1, 6), chance.uniform(20, 70), (_ideas(session, chance) * 3,))


def bursting(seed: int) -> Person:
    """Quiet for long, then five lines within as many seconds."""
    chance = random.Random(f"bursting:{seed}")
    left: Iterator[int] = iter(())

    def act(session: Session, t: float) -> Act:
        nonlocal left
        if next(left, None) is None:
            left = iter(range(chance.randrange(3, 7)))
            return Act(chance.uniform(8, 50), 0.6, (_ideas(session, chance),))
        return Act(0.2, chance.uniform(0.4, 1.2), (_ideas(session, chance),))

    return act


def pasting(seed: int) -> Person:
    """Pastes a block of lines each minute or so, and types little."""
    chance = random.Random(f"pasting:{seed}")

    def act(session: Session, t: float) -> Act:
        if chance.random() < 0.5:
            return Act(chance.uniform(5, 90), 0.0, tuple(f"pasted {session.next_n + n}" for n in range(5)), pasted=True)
        return Act(chance.uniform(2, 10), chance.uniform(3, 9), (_ideas(session, chance),))

    return act


def marking(seed: int) -> Person:
    """Talks, and marks with an empty line."""
    chance = random.Random(f"marking:{seed}")
    return lambda session, t: Act(chance.uniform(2, 25), 0.0, ("",))


def listening(seed: int) -> Person:
    """An idea each twelve seconds or so; takes up what the interviewer says; dries up now and then."""
    chance = random.Random(f"listening:{seed}")

    def act(session: Session, t: float) -> Act:
        said = lines(session)
        heard = said and not any(entry.t > (said[-1].t or 0.0) for entry in session.entries)
        if heard and said[-1].kind in DEEP:
            return Act(chance.uniform(3, 9), chance.uniform(5, 12), (f"(an answer: {said[-1].kind})",))
        wait = chance.uniform(28, 50) if chance.random() < 0.08 else chance.uniform(2, 12)
        return Act(wait, chance.uniform(4, 11), (_ideas(session, chance),))

    return act


PEOPLE: dict[str, Callable[[int], Person]] = {
    "fluent": fluent,
    "frozen": frozen,
    "tunnelling": tunnelling,
    "slow": slow,
    "bursting": bursting,
    "pasting": pasting,
    "marking": marking,
    "listening": listening,
}
"""What makes each of them, from a seed."""
