"""Redirects, freezes, cues, bets, readiness in words: the same in the debrief, in `show` and on the screens."""

from __future__ import annotations

from collections.abc import Iterator

from brainstorm.measure.bets import Record, bets
from brainstorm.measure.call import ANSWERED, Recovery, Redirect, answers, recoveries, redirects
from brainstorm.measure.cues import CueYield, LensYield, cue_yields
from brainstorm.measure.flow import flow
from brainstorm.measure.following import angles_of
from brainstorm.measure.readiness import Readiness
from brainstorm.report.words import clock, plural, span
from brainstorm.session.session import Session

_FEW = 4  # that are listed; a line has to be read at a glance
MOVES = {
    "breadth": "something different",
    "concreteness": "more specific",
    "falsify": "what would prove it wrong",
    "adversary": "against an opponent",
    "constraint": "a twist",
    "stakes": "what for",
    "choice": "choose",
    "stuck": "a way out",
}
"""What each move of the interviewer asks for, in words."""


def call_lines(session: Session) -> Iterator[tuple[str, str]]:
    """What the interviewer and the cues brought, as (name, value in words); nothing where there were none."""
    angles = angles_of(session)
    said = redirects(session, angles)
    if said:
        yield "redirects answered", _answered(said)
        yield from _missed(said)
        count = answers(session)
        yield "answers", f"{count} (apart from the ideas)" if count else "none"
        latencies = [latency for latency in flow(session).latencies if latency is not None]
        if len(session.questions) == 2 and len(latencies) == 2:
            first, second = latencies
            quicker = "quicker" if second < first else "slower" if second > first else "as quick"
            yield "second question's start", f"{span(second)} beside {span(first)}: {quicker}"
    if said or session.form_id == "call":
        yield from _recovered(recoveries(session, angles))
    if cues := cue_yields(session, angles):
        yield "cues", _cues(cues)
    for bet in bets(session):
        expected = "" if bet.expected is None else f"you expected {bet.expected} more; "
        came = f"{bet.came} came" if expected else f"{plural(bet.came, 'idea')} came after it"
        yield f"dry at {clock(bet.t)}", expected + came


def _answered(said: tuple[Redirect, ...]) -> str:
    count = sum(one.answered for one in said)
    known = [one.new_angle for one in said if one.new_angle is not None]
    new = f"; a new angle after {sum(known)} of {len(known)}" if known else ""
    return f"{count} of {len(said)} within {ANSWERED:.0f} s{new}"


def _missed(said: tuple[Redirect, ...]) -> Iterator[tuple[str, str]]:
    missed = [f"{clock(one.t)} ({MOVES.get(one.move, one.move)})" for one in said if not one.answered]
    if missed:
        more = f" and {len(missed) - _FEW} more" if len(missed) > _FEW else ""
        yield "missed", ", ".join(missed[:_FEW]) + more


def _recovered(found: tuple[Recovery, ...]) -> Iterator[tuple[str, str]]:
    if not found:
        return
    each = [
        f"{one.entries} after {clock(one.freeze.start)} ({span(one.freeze.seconds)}"
        + (", a new angle)" if one.new_angle else ")")
        for one in found[:_FEW]
    ]
    more = f" and {len(found) - _FEW} more" if len(found) > _FEW else ""
    yield "after each freeze", "lines in a minute: " + ", ".join(each) + more


def _cues(cues: tuple[CueYield, ...]) -> str:
    asked = sum(one.cue.asked_for for one in cues)
    how = f" ({asked} asked for)" if asked else ""
    followed = sum(one.ideas > 0 for one in cues)
    known = [one.new_angle for one in cues if one.new_angle is not None]
    new = f", a new angle after {sum(known)}" if known else ""
    return f"{len(cues)}{how}; an idea within a minute after {followed}{new}"


def record_line(record: Record) -> tuple[str, str] | None:
    """The running record of bets; None before the first."""
    if not record.bets:
        return None
    often = "every time" if record.more == record.bets else f"{record.more} of {record.bets} times"
    return (
        "your bets so far",
        f"{plural(record.bets, 'bet')}: {record.expected} expected, {record.came} came; more than expected {often}",
    )


def readiness_lines(ready: Readiness | None) -> Iterator[tuple[str, str]]:
    """Readiness for the call as (name, value); nothing before the first call."""
    if ready is None:
        return
    of = f"last {ready.calls} calls" if ready.calls > 1 else "last call"
    short = f" ({ready.short} short)" if ready.short else ""
    thin = "; too few yet to lean on" if ready.thin else ""
    yield "Readiness", f"the worst of your {of}{short}{thin}"
    yield "slowest first idea", span(ready.slowest_first)
    yield "longest silence", span(ready.longest_silence)
    yield "freezes", str(ready.freezes)
    if ready.fewest_angles is not None:
        yield "fewest angles", "{} of {}".format(*ready.fewest_angles)
    if ready.missed is not None:
        yield "redirects missed", "{} of {}".format(*ready.missed)


def lens_line(one: LensYield) -> str:
    """What a lens brought as a cue, in words."""
    new = f", a new angle after {one.new} of {one.known}" if one.known else ""
    thin = "; too few to tell" if one.thin else ""
    return f"shown {plural(one.uses, 'time')}, an idea within a minute after {one.followed}{new}{thin}"
