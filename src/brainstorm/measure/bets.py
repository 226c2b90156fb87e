"""How many more one expected when one felt dry, and how many came.

People expected 9.8 further ideas and made 15.0 (Lucas & Nordgren 2015): the feeling of having run dry comes early.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from brainstorm.session.session import BUILD, Session


@dataclass(frozen=True, slots=True)
class Bet:
    """One time of feeling dry.

    Attributes:
        t: Drill seconds.
        expected: How many more ideas were expected in the time left; None when no number was said.
        came: How many came.
        left: Seconds that were left.
    """

    t: float
    expected: int | None
    came: int
    left: float


def bets(session: Session) -> tuple[Bet, ...]:
    """Every bet of a session that has ended, in order."""
    if session.ended is None:
        return ()
    ideas = [entry for entry in session.counted() if entry.kind != BUILD]
    return tuple(
        Bet(t, expected, sum(1 for entry in ideas if entry.t > t), max(0.0, session.seconds - t))
        for t, expected in session.dry
        if t is not None
    )


@dataclass(frozen=True, slots=True)
class Record:
    """All bets with a number.

    Attributes:
        bets: How many.
        expected: Ideas expected, over all of them.
        came: Ideas that came.
        more: How often more came than expected.
    """

    bets: int
    expected: int
    came: int
    more: int


def record(sessions: Iterable[Session]) -> Record:
    """The running record of bets over `sessions`."""
    said = [(bet.expected, bet.came) for session in sessions for bet in bets(session) if bet.expected is not None]
    return Record(len(said), sum(e for e, _ in said), sum(came for _, came in said), sum(came > e for e, came in said))
