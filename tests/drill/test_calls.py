"""The interviewer's promises, held by calls that scripted people play in simulated time."""

from __future__ import annotations

import functools
import tempfile
from collections import deque
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.calls.people import PEOPLE
from benchmarks.calls.play import Call, play
from brainstorm.bank import Bank, load_bank
from brainstorm.drill.interviewer import ANSWERS_END, DEEP, OPENING, pace
from brainstorm.practice.plan import Plan, make_plan
from brainstorm.session import events as ev
from brainstorm.session.codec import encode
from brainstorm.session.events import Line
from brainstorm.session.journal import parse
from brainstorm.session.session import BUILD, Session

PROMPTS = Path(__file__).parents[2] / "prompts"
MANY = 125
CASES = [
    pytest.param(name, seed, marks=pytest.mark.torture if seed >= 8 else ()) for name in PEOPLE for seed in range(MANY)
]
"""A thousand calls; eight of each person in every run."""


@functools.cache
def bank() -> Bank:
    with tempfile.TemporaryDirectory() as cache:
        return load_bank(PROMPTS, (), Path(cache))


def plan(seed: int, **options: object) -> Plan:
    return make_plan(bank(), "call", seed=seed, **options)  # type: ignore[arg-type]


def said(call: Call) -> list[tuple[float, ev.Interviewer]]:
    """What the interviewer said while the clock ran."""
    return [(x.t, x.event) for x in call.lines if isinstance(x.event, ev.Interviewer) and x.t is not None]


def asked(call: Call) -> list[tuple[float, ev.Asked]]:
    return [(x.t or 0.0, x.event) for x in call.lines if isinstance(x.event, ev.Asked)]


def key_before(call: Call, t: float) -> float:
    return max((key for key in call.keys if key <= t), default=0.0)


def hold_promises(call: Call, plan: Plan, *, sees_keys: bool = True) -> None:
    """What the interviewer promises, in a call of any length."""
    seconds, beat = plan.seconds, pace(plan.seconds)
    spoken = said(call)
    times = [t for t, _ in spoken]
    # never within two seconds of a key, but for the moment after an Enter when a line was overdue
    for t in times:
        quiet = t - key_before(call, t)
        assert quiet >= OPENING or (t in call.enters and quiet == 0), f"{t}: only {quiet} s after a key"
    # never twice within a minute
    assert all(later - earlier >= beat.gap for earlier, later in pairwise(times))
    # both questions, the second one in its time, and nobody is cut off before the last moment for it
    (start, _), (second, turn) = asked(call)
    assert start == 0.0
    assert turn.why == "interviewer"
    assert 0.40 * seconds <= second <= 0.60 * seconds + 1
    if second < 0.60 * seconds:
        assert second in call.enters or second - key_before(call, second) >= OPENING
    late = [t for t in call.enters if 0.57 * seconds <= t < second]
    assert not late, "at 57% the next Enter brings the second question"
    # the first minutes are left alone, unless nobody says anything
    assert all(t >= 0.8 * beat.run or t - key_before(call, t) >= beat.stuck for t in times)
    # exact, numbered, no wording twice, and none of those that were excluded
    assert call.session.ended_t == seconds
    assert [event.k for _, event in spoken] == list(range(1, len(spoken) + 1))
    wordings = [event.id for _, event in spoken]
    assert len(set(wordings)) == len(wordings)
    assert not set(wordings) & set(plan.excluded)
    assert times == sorted(times)


def hold_answers(session: Session) -> None:
    """After a deep line come answers, until ten silent seconds, the next line or the next question."""
    for entry in session.entries:
        heard = [x for x in session.said if x.what == "interviewer" and x.t is not None and x.t < entry.t]
        asked_at = max(x.asked for x in session.questions if x.asked < entry.t or x.q == 1)
        last = heard[-1] if heard and (heard[-1].t or 0) >= asked_at else None
        if entry.answers is None:
            since = [x for x in session.entries if last and (last.t or 0) < x.t < entry.t]
            assert last is None or last.kind not in DEEP or since, "the first entry after a deep line answers it"
            continue
        assert last is not None
        assert last.kind in DEEP
        assert entry.answers == last.k
        assert entry.kind == BUILD or not entry.text
        before = [x for x in session.entries if (last.t or 0) < x.t < entry.t]
        if before:
            begun = entry.t if entry.first_key is None else entry.first_key
            assert begun - before[-1].t < ANSWERS_END


def hold_journal(call: Call) -> None:
    """Every line is journalled: the journal alone gives the same session."""
    reading = parse(b"".join(map(encode, call.lines)), call.session.id)
    assert reading.session == call.session
    assert (reading.problems, reading.unknown) == ((), 0)


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_whoever_calls_the_interviewer_keeps_its_promises(name: str, seed: int) -> None:
    made = plan(seed)
    call = play(made, PEOPLE[name](seed))
    hold_promises(call, made)
    hold_answers(call.session)
    hold_journal(call)
    assert play(made, PEOPLE[name](seed)).lines == call.lines, "the same seed, the same call"


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("minutes", [0.5, 1, 5, 10, 30])
def test_a_shorter_or_longer_call_keeps_them_at_its_own_pace(name: str, minutes: float) -> None:
    made = plan(3, minutes=minutes)
    hold_promises(play(made, PEOPLE[name](3)), made)


@pytest.mark.parametrize("name", PEOPLE)
def test_where_keys_are_not_seen_nothing_is_said_but_after_enter_or_a_long_silence(name: str) -> None:
    made = plan(5)
    call = play(made, PEOPLE[name](5), sees_keys=False)
    entered = [0.0, *(t for t, _ in asked(call)), *(entry.t for entry in call.session.entries)]
    for t, _ in said(call):
        quiet = t - max(x for x in entered if x <= t)
        assert quiet == 0 or quiet >= pace(900).stuck
    assert [x.why for _, x in asked(call)] == ["start", "interviewer"]
    assert call.session.ended_t == 900


@pytest.mark.parametrize("name", ["fluent", "frozen", "listening"])
def test_no_wording_of_the_last_three_calls_comes_again(name: str) -> None:
    recent: deque[set[str]] = deque(maxlen=3)
    for seed in range(6):
        made = _excluding(plan(seed), recent)
        call = play(made, PEOPLE[name](seed))
        used = {x.id for x in call.session.said if x.what == "interviewer"}
        assert len(used) >= 4
        assert not used & set().union(*recent)
        recent.append(used)


def _excluding(made: Plan, recent: deque[set[str]]) -> Plan:
    from dataclasses import replace

    return replace(made, excluded=tuple(sorted(set().union(*recent))))


def test_somebody_fluent_is_interrupted_as_well() -> None:
    counts = [len(said(play(plan(seed), PEOPLE["fluent"](seed)))) for seed in range(5)]
    assert all(4 <= count <= 9 for count in counts), counts


def test_somebody_frozen_hears_the_stuck_move_after_25_seconds_and_is_moved_on_after_45_more() -> None:
    made = plan(1)

    def silent(session: Session, t: float) -> object:
        from benchmarks.calls.play import Act

        return Act(10_000, 1, ("never",))

    call = play(made, silent)  # type: ignore[arg-type]
    moves = [(t, event.move) for t, event in said(call)]
    assert moves[0] == (25.0, "stuck")
    assert moves[1][1] == "breadth"
    assert moves[1][0] == 85.0, "45 s more, but never twice within a minute"
    (_, _), (second, turn) = asked(call)
    assert turn.why == "interviewer"
    stuck = [t for t, move in moves if move == "stuck"]
    assert second >= 0.4 * 900
    assert second - max(t for t in stuck if t < second) >= 45 or second >= 0.43 * 900
    assert (second + 25.0, "stuck") in [(t, move) for t, move in moves] or any(
        second < t <= second + 60 and move == "stuck" for t, move in moves
    )


def test_an_exam_has_no_stuck_move_but_is_moved_on_all_the_same() -> None:
    made = plan(1, exam=True)
    call = play(made, PEOPLE["frozen"](1))
    assert said(call)
    assert "stuck" not in {event.move for _, event in said(call)}


def test_twists_of_the_question_are_the_constraint_move() -> None:
    found = 0
    for seed in range(12):
        call = play(plan(seed), PEOPLE["listening"](seed))
        questions = {x.asked: x.entry["twists"] for x in call.session.questions}
        for t, event in said(call):
            if event.move == "constraint":
                twists = questions[max(start for start in questions if start <= t)]
                assert any(twist in event.text for twist in twists)
                found += 1
    assert found >= 6


def test_the_journal_of_a_call_can_be_cut_anywhere_and_still_says_what_was_said() -> None:
    call = play(plan(2), PEOPLE["listening"](2))
    lines: list[Line] = call.lines[:-20]
    reading = parse(b"".join(map(encode, lines)), call.session.id)
    assert [x.id for x in reading.session.said] == [x.event.id for x in lines if isinstance(x.event, ev.Interviewer)]
