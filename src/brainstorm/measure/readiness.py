"""Readiness for the call, from the last ten: the worst cases and not the averages, because there is one call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from brainstorm.bank import Question as BankQuestion
from brainstorm.measure.call import redirects
from brainstorm.measure.flow import flow
from brainstorm.measure.following import angles_of
from brainstorm.session.session import Question, Session

CALLS = 10
"""Calls that are looked at."""
FEW = 5
"""Calls under which it is too thin to rely on."""
_WHOLE = 900.0


@dataclass(frozen=True, slots=True)
class Readiness:
    """The worst of the last calls.

    Attributes:
        calls: How many were looked at.
        short: How many of them were shorter than fifteen minutes.
        slowest_first: Seconds to the first entry on a question, the slowest; all of its time where none came.
        longest_silence: Seconds.
        freezes: Silences of 30 s or more, in the call that had most.
        fewest_angles: Different angles on a question, the fewest, and how many it has; None when nothing is labelled.
        missed: Lines of the interviewer that got no entry within 30 s, in the call that had most, and of how many;
            None when no interviewer spoke.
    """

    calls: int
    short: int
    slowest_first: float
    longest_silence: float
    freezes: int
    fewest_angles: tuple[int, int] | None
    missed: tuple[int, int] | None

    @property
    def thin(self) -> bool:
        """Whether there are too few calls to rely on it."""
        return self.calls < FEW


def counts(session: Session) -> bool:
    """Whether a session tells something of readiness: a call that was typed and went at least half its time."""
    return (
        session.form_id == "call"
        and session.ended is not None
        and session.elapsed >= session.seconds / 2
        and flow(session).longest_silence is not None
    )


def readiness(calls: Iterable[Session]) -> Readiness | None:
    """The worst of the last ten of `calls` that count, newest first; None without any."""
    kept: list[Session] = []
    for session in calls:
        if counts(session):
            kept.append(session)
        if len(kept) == CALLS:
            break
    if not kept:
        return None
    paces = [flow(session) for session in kept]
    angles = [found for session in kept for found in _angles(session)]
    heard = [(sum(not x.answered for x in said), len(said)) for session in kept if (said := redirects(session))]
    return Readiness(
        calls=len(kept),
        short=sum(1 for session in kept if session.seconds < _WHOLE),
        slowest_first=max(_first(session, q) for session in kept for q in session.questions),
        longest_silence=max(pace.longest_silence or 0.0 for pace in paces),
        freezes=max(pace.freezes or 0 for pace in paces),
        fewest_angles=min(angles, default=None),
        missed=max(heard, default=None),
    )


def _first(session: Session, question: Question) -> float:
    """Seconds to the first entry on `question`; all its time when none came."""
    entries = [entry.t for entry in session.entries if entry.q == question.q and not entry.after_bell]
    return round((min(entries) if entries else session.left_at(question)) - question.asked, 3)


def _angles(session: Session) -> list[tuple[int, int]]:
    """(different angles, how many the question has) of each question with a map whose ideas are filed."""
    filed = angles_of(session)
    found = []
    for question in session.questions:
        known = {filed[entry.n] for entry in session.counted() if entry.q == question.q and entry.n in filed}
        has = len(BankQuestion.from_entry(question.entry).angles)
        if known and has:
            found.append((len(known), has))
    return found
