"""The interviewer of a call: when something is to be said, when it may be, and when the second question comes.

Pure: the seed, the wordings that recent calls used and what the person does decide everything. What is said stands in
`moves`. The timing follows candidates' notes: redirects often, to cover ground, also those who are fluent, and never
while somebody types.
"""

from __future__ import annotations

import random
from typing import NamedTuple

from brainstorm.drill.commands import Material
from brainstorm.drill.moves import Moment, line_for
from brainstorm.session.events import Interviewer
from brainstorm.session.session import Entry, Said, Session
from brainstorm.session.text import text_of

OPENING = 2.0
"""Seconds without a key before anything is said; they are the same in a call of any length."""
MID_SENTENCE = 4.0
"""The same while something half typed stands in the input, until the line is overdue."""
ANSWERS_END = 10.0
"""Seconds of silence after an answer from which the next entry is an idea again."""
DEEP = frozenset({"concreteness", "falsify", "adversary", "stakes", "choice"})
"""Moves after which what is entered is an answer. After the others it is an idea."""

_WHOLE = 900.0  # the length of the real call, for which the paces below are meant


class Pace(NamedTuple):
    """How the time of a call is dealt out, in seconds. A shorter call is the same call, played faster.

    Attributes:
        run: A new question is left alone for about as long.
        gap: Never two lines within it.
        stuck: Silence after which the stuck move comes.
        bored: More silence after which the interviewer moves on.
        overdue: A line that has been due for as long is said the moment after Enter.
        last: No line comes so shortly before the bell.
    """

    run: float
    gap: float
    stuck: float
    bored: float
    overdue: float
    last: float


def pace(seconds: float) -> Pace:
    """The pace of a call of `seconds`."""
    part = min(1.0, seconds / _WHOLE)
    return Pace(
        run=180 * part,
        gap=max(5.0, 60 * part),
        stuck=max(15.0, 25 * part),
        bored=max(15.0, 45 * part),
        overdue=max(3.0, 20 * part),
        last=max(5.0, 35 * part),
    )


def interviewing(session: Session) -> bool:
    """Whether an interviewer leads the session."""
    return text_of(session.form, "turn") == "interviewer" and session.switches.get("interviewer") in ("file", "claude")


class Turn(NamedTuple):
    """When the next question comes, in drill seconds: from `first`, planned for `due`, after any Enter from `enter`,
    and whatever happens at `at_last`. Of two questions that is 40%, 43-54%, 57% and 60% of the time."""

    first: float
    due: float
    enter: float
    at_last: float


def turn(session: Session, questions: int) -> Turn | None:
    """The turn to the question after this one, or None when it is the last."""
    if not 0 < session.q < questions:
        return None
    part = session.seconds / questions
    due = _chance(session, "turn", session.q).uniform(session.q - 0.14, session.q + 0.08)
    return Turn(*(part * times for times in (session.q - 0.2, due, session.q + 0.14, session.q + 0.2)))


class Wish(NamedTuple):
    """What the interviewer does now: says a line, or, without one, asks the next question."""

    line: Interviewer | None = None


def at_tick(session: Session, draft: str, key: float | None, t: float, material: Material) -> Wish | None:
    """What the interviewer does at a tick, when the last key came at `key` (None: keys are not seen)."""
    now = _Now(session, material, t, key)
    ahead = now.ahead
    if ahead is not None and t >= ahead.at_last:
        return Wish()
    opening = now.pace.stuck if key is None else OPENING
    if now.quiet < opening:
        return None
    patient = bool(draft) and key is not None and now.quiet < MID_SENTENCE
    if ahead is not None and t >= now.turn_due(ahead) and not (patient and t < ahead.enter):
        return Wish()
    if now.quiet >= now.pace.stuck and (wish := _in_silence(now)) is not None:
        return wish
    due = now.line_due()
    if due is None or t < due or (patient and t < due + now.pace.overdue):
        return None
    return now.say()


def at_enter(session: Session, t: float, material: Material) -> Wish | None:
    """What the interviewer does the moment after an Enter."""
    now = _Now(session, material, t, t)
    ahead = now.ahead
    if ahead is not None and (t >= ahead.enter or t >= now.turn_due(ahead) + now.pace.overdue):
        return Wish()
    due = now.line_due()
    return now.say() if due is not None and t >= due + now.pace.overdue else None


def _in_silence(now: _Now) -> Wish | None:
    """The stuck move; then, bored, on to something else or to the next question; and so on while the silence lasts."""
    said = [line for line in now.lines if line.t is not None and line.t > now.silent_from]
    exam = now.session.switches.get("exam") is True
    helped = bool(said) and said[-1].kind == "stuck"
    if helped or exam:
        since = said[-1].t if said else now.silent_from + now.pace.stuck
        if now.t < (since or 0.0) + now.pace.bored:
            return None
        if now.ahead is not None and now.t >= now.ahead.first:
            return Wish()
    if not now.may_speak or now.t > now.session.seconds - now.pace.last:
        return None
    return now.say("breadth", "constraint") if helped or exam else now.say("stuck")


class _Now:
    """A moment of a call."""

    def __init__(self, session: Session, material: Material, t: float, key: float | None) -> None:
        self.session, self.material, self.t = session, material, t
        self.pace = pace(session.seconds)
        self.lines = lines(session)
        self.ahead = turn(session, len(material.questions))
        self.start = _start(session)
        last = session.entries[-1].t if session.entries else 0.0
        self.silent_from = max(self.start, last, key or 0.0)
        self.quiet = t - self.silent_from

    @property
    def may_speak(self) -> bool:
        """Whether the last line is long enough ago."""
        return not self.lines or self.t - (self.lines[-1].t or 0.0) >= self.pace.gap

    def turn_due(self, ahead: Turn) -> float:
        """When the next question is due: not on the heels of a line, which is given time for an answer."""
        heard = (self.lines[-1].t or 0.0) + self.pace.gap / 2 if self.lines else 0.0
        return min(max(ahead.due, heard), ahead.enter)

    def line_due(self) -> float | None:
        """From when a line is due; None where none is, since a question or the bell is about to come."""
        chance = _chance(self.session, "line", self.session.q, len(self.lines))
        due = self.start + self.pace.run * _chance(self.session, "run", self.session.q).uniform(0.8, 1.05)
        if self.lines:
            due = max(due, (self.lines[-1].t or 0.0) + self.pace.gap * chance.uniform(1.0, 1.4))
        end = self.session.seconds - self.pace.last if self.ahead is None else self.ahead.due - self.pace.gap
        return None if self.t > end else due

    def say(self, *moves: str) -> Wish | None:
        """A line, of one of `moves` where they are given."""
        end = self.session.seconds if self.ahead is None else self.ahead.due
        moment = Moment(
            t=self.t,
            start=self.start,
            end=max(end, self.t),
            quiet=self.quiet,
            last=self.ahead is None,
            pace=self.pace.gap,
        )
        line = line_for(self.session, self.material, moment, moves)
        return None if line is None else Wish(line)


def lines(session: Session) -> tuple[Said, ...]:
    """What the interviewer has said while the clock ran."""
    return tuple(said for said in session.said if said.what == "interviewer" and said.t is not None)


def _start(session: Session) -> float:
    question = session.question
    return question.stretches[-1].start if question is not None and question.stretches else 0.0


def _chance(session: Session, *what: object) -> random.Random:
    return random.Random(":".join(map(str, (session.seed, *what))))


def answering(session: Session, first_key: float | None, t: float) -> int | None:
    """Which line something entered at `t` answers, or None when it is an idea.

    The first entry after a deep line answers it, however long it took; those after it do, too, until somebody has
    been silent for 10 s, or another line or question comes.
    """
    said = lines(session)
    if not said or said[-1].kind not in DEEP or (said[-1].t or 0.0) < _start(session):
        return None
    since = [entry for entry in session.entries if entry.t > (said[-1].t or 0.0)]
    return said[-1].k if _goes_on(since, first_key, t, said[-1].k) else None


def _goes_on(since: list[Entry], first_key: float | None, t: float, k: int | None) -> bool:
    if not since:
        return True
    begun = t if first_key is None else first_key
    return since[-1].answers == k and begun - since[-1].t < ANSWERS_END
