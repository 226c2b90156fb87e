"""How the ideas came: pure functions of a session's entries and times.

Figures from time leave out entries that were pasted, piped or imported (their times are not a person's); when no
entry was timed they are None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from brainstorm.session.session import BUILD, Entry, Question, Session

FREEZE = 30.0
"""Seconds of silence from which it is called a freeze."""
SHOWN = 10.0
"""Seconds of silence from which a timeline shows it."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A time without a key, in drill seconds.

    Attributes:
        start: When it began: an entry, or the question.
        end: When it ended: a first key, an entry, the bell, the switch.
        q: The question on screen.
        before: The entry that ended it; None when the bell or the switch did.
    """

    start: float
    end: float
    q: int
    before: int | None = None

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Flow:
    """The pace of a session.

    Attributes:
        latency: Seconds from the first question to the first entry.
        latencies: The same for each question.
        per_minute: Ideas and marks a minute, over the time that passed.
        longest_silence: Seconds.
        freezes: Silences of 30 s or more.
        halves: Ideas and marks entered in the first and in the second half of the time that passed.
        untimed: Entries whose times are not worth measuring.
    """

    latency: float | None
    latencies: tuple[float | None, ...]
    per_minute: float | None
    longest_silence: float | None
    freezes: int | None
    halves: tuple[int, int] | None
    untimed: int


def _timed(session: Session) -> list[Entry]:
    return [e for e in session.entries if e.timed and not e.after_bell]


def silences(session: Session) -> Iterator[Silence]:
    """Every silence of the session, however short, in order; struck entries end a silence like any other."""
    if session.input in ("piped", "imported"):
        return
    for question in session.questions:
        for start, end, last in _stretches(session, question):
            here = start
            for entry in session.entries:
                if entry.q != question.q or not start <= entry.t <= end or entry.after_bell:
                    continue
                first = entry.t if entry.first_key is None else entry.first_key
                if entry.timed and first > here:
                    yield Silence(here, first, question.q, entry.n)
                here = max(here, entry.t)
            if last > here:
                yield Silence(here, last, question.q)


def _stretches(session: Session, question: Question) -> Iterator[tuple[float, float, float]]:
    """(start, end, end of the last silence) of each time the question was on screen.

    Where a draft was cut off nobody knows when its first key came: the silence before it is only as long as the
    input is known to have been empty.
    """
    for stretch in question.stretches:
        end = session.elapsed if stretch.end is None else stretch.end
        cut_off = stretch.cut_off or (stretch.end is None and session.draft)
        quiet = stretch.start if stretch.quiet_to is None else stretch.quiet_to
        yield stretch.start, end, quiet if cut_off else end


def _latency(session: Session, question: Question) -> float | None:
    first = next((e for e in session.entries if e.q == question.q and not e.after_bell), None)
    if first is None or not first.timed:
        return None
    return round(first.t - question.asked, 3)


def flow(session: Session) -> Flow:
    """The pace of `session`."""
    timed = _timed(session)
    untimed = sum(1 for e in session.entries if not e.timed)
    latencies = tuple(_latency(session, question) for question in session.questions)
    silent = list(silences(session))
    if not timed and (untimed or not silent):
        return Flow(None, latencies, None, None, None, None, untimed)
    longest = max((s.seconds for s in silent), default=0.0)
    ideas = [e for e in timed if not e.struck and e.kind != BUILD]
    elapsed = session.elapsed
    return Flow(
        latency=latencies[0] if latencies else None,
        latencies=latencies,
        per_minute=round(len(ideas) / (elapsed / 60), 2) if elapsed > 0 else None,
        longest_silence=round(longest, 3),
        freezes=sum(1 for s in silent if s.seconds >= FREEZE),
        halves=(sum(1 for e in ideas if e.t < elapsed / 2), sum(1 for e in ideas if e.t >= elapsed / 2)),
        untimed=untimed,
    )
