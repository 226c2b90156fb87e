"""Any sequence of commands and times gives a consistent session, and its journal gives it back."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st
from support.interviewer import whole

from brainstorm.bank import Interviewer
from brainstorm.drill import commands as do
from brainstorm.drill.decide import Refused, decide
from brainstorm.session import events as ev
from brainstorm.session.codec import decode, encode
from brainstorm.session.events import Line
from brainstorm.session.fold import apply, replay
from brainstorm.session.journal import parse
from brainstorm.session.session import Session
from brainstorm.session.text import clean

INTERVIEWER = Interviewer.from_entry(whole())
AT = "2026-11-23T07:30:00.000+00:00"
ID = "20261123-073000-single-k3f9"
QUESTIONS = tuple({"id": f"q{i}", "question": f"Question {i}?", "angles": [{"ask": f"ask {i}"}]} for i in (1, 2))

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
numbers = st.integers(0, 12)
commands = st.one_of(
    st.builds(do.Enter, texts, st.none() | st.floats(0, 1000), st.sampled_from(["key", "paste"]), st.booleans()),
    st.builds(do.Enter, st.just(""), aloud=st.just(True)),
    st.builds(do.EnterAll, st.lists(st.tuples(texts, st.booleans()), max_size=3).map(tuple)),
    st.builds(do.Tick, texts, st.none() | st.floats(0, 300)),
    st.builds(do.Next, texts),
    st.builds(do.Pause, texts),
    st.builds(do.Resume),
    st.builds(do.Away),
    st.builds(do.Revise, numbers, texts),
    st.builds(do.Strike, numbers),
    st.builds(do.Restore, numbers),
    st.builds(do.AskCue),
    st.builds(do.SayDry, st.none() | st.integers(0, 20)),
    st.builds(do.Stop, texts),
    st.builds(do.Reopen),
    st.builds(do.Late, texts),
    st.builds(do.CountCutOff),
    st.builds(do.Rate, st.none() | st.tuples(numbers), st.none() | st.integers(0, 6)),
    st.builds(do.AddLabels, st.just(ev.Labelled(by="you", labels=({"n": 1, "angle": "other"},)))),
    st.builds(do.Note, st.just(("best",)) | st.just(("best", "numbers"))),
    st.builds(do.End, st.just("done"), texts),
    st.builds(do.Close),
)
# Ends are rare, so that most runs are long.
runs = st.lists(st.tuples(st.floats(0, 40), commands), max_size=40)


@st.composite
def forms(draw: st.DrawFn) -> dict[str, object]:
    return {
        "id": "single",
        "name": "A form",
        "questions": 2,
        "turn": draw(st.sampled_from(["none", "half", "interviewer"])),
        "pause": draw(st.booleans()),
        "edit": draw(st.booleans()),
        "help": draw(st.sampled_from(["none", "ladder"])),
    }


def play(form: dict[str, object], run: list[tuple[float, do.Command]]) -> tuple[Session, list[Line]]:
    material = do.Material(QUESTIONS, (("vary", ("change one thing",)),), INTERVIEWER)
    session, lines, t = Session(), [], 0.0
    begin = do.Begin(ev.Started(id=ID, form=form, seconds=300.0, seed=1, switches={"interviewer": "file"}), talk=True)
    talk = [do.Talk("small-talk", "Tea?", "tea"), do.Reply("no milk"), do.Open()]
    for wait, command in [(0.0, begin), *((0.0, one) for one in talk), *run]:
        if session.paused is None:
            t = round(t + wait, 3)
        with contextlib.suppress(Refused):
            for when, event in decide(session, command, t, material):
                line = Line(AT, when, event)
                lines.append(line)
                session = apply(session, line)
    return session, lines


@given(forms(), runs)
def test_a_session_is_consistent_whatever_is_done(form: dict[str, object], run: list[tuple[float, do.Command]]) -> None:
    session, lines = play(form, run)
    assert session.lost == ()
    assert [e.n for e in session.entries] == list(range(1, len(session.entries) + 1))
    timed = [line.t for line in lines if line.t is not None]
    assert timed == sorted(timed), "t never falls"
    assert all(0 <= t <= 300 for t in timed), "nothing is entered after the bell"
    assert sum(isinstance(line.event, ev.Ended) for line in lines) <= 1
    assert all(e.builds_on is None or 0 < e.builds_on < e.n for e in session.entries)
    assert {e.q for e in session.entries} <= {q.q for q in session.questions}
    entered = [e for line in lines if isinstance(e := line.event, ev.Idea)]
    assert all(session.entry(e.n) is not None for e in entered), "an idea that was entered is never lost"
    assert all(e.text or e.aloud for e in entered)


@given(forms(), runs, st.lists(st.tuples(texts, st.booleans()), max_size=8), st.floats(0, 40))
def test_lines_that_come_at_once_are_what_they_are_one_by_one(
    form: dict[str, object], run: list[tuple[float, do.Command]], came: list[tuple[str, bool]], wait: float
) -> None:
    each = [(0.0, do.Enter(words, via="pipe", build=build)) for words, build in came if clean(words)]
    one_by_one = [(wait, do.EnterAll(())), *each]
    at_once = [(wait, do.EnterAll(tuple(came)))]
    before, lines = play(form, run)
    if before.last_t + wait >= 300.0:  # then all of it is cut off, not the first line alone
        return
    assert play(form, [*run, *at_once])[0] == play(form, [*run, *one_by_one])[0]
    assert all(line in play(form, [*run, *at_once])[1] for line in lines)


@given(forms(), runs)
def test_a_journal_read_back_is_the_same_session(form: dict[str, object], run: list[tuple[float, do.Command]]) -> None:
    session, lines = play(form, run)
    data = b"".join(map(encode, lines))
    reading = parse(data, ID)
    assert reading.session == session
    assert (reading.problems, reading.unknown) == ((), 0)
    assert list(reading.lines) == lines
    assert replay(reading.lines) == session
    assert [decode(encode(line)[:-1]).line for line in lines] == lines


@given(forms(), runs, st.integers(0, 10**6))
def test_a_journal_torn_at_any_byte_is_what_was_whole(
    form: dict[str, object], run: list[tuple[float, do.Command]], place: int
) -> None:
    _, lines = play(form, run)
    data = b"".join(map(encode, lines))
    cut = place % (len(data) + 1)
    torn = data[:cut]
    # A line that only lacks its newline is whole.
    whole = torn.count(b"\n") + (data[cut : cut + 1] == b"\n")
    reading = parse(torn, ID)
    assert list(reading.lines) == lines[:whole]
    if whole:
        assert reading.session.entries == replay(lines[:whole]).entries
    clean = cut == 0 or torn.endswith(b"\n") or data[cut : cut + 1] == b"\n"
    assert any("cut off" in p or "not JSON" in p for p in reading.problems) == (not clean)


@given(forms(), runs, st.integers(0, 10**6), st.binary(max_size=20))
def test_a_journal_with_a_damaged_line_keeps_all_the_others_and_says_what_is_missing(
    form: dict[str, object], run: list[tuple[float, do.Command]], place: int, garbage: bytes
) -> None:
    session, lines = play(form, run)
    rows = [encode(line) for line in lines]
    victim = place % len(rows)
    rows[victim] = b"\xff" + garbage.replace(b"\n", b"") + b"\n"
    reading = parse(b"".join(rows), ID)
    assert list(reading.lines) == lines[:victim] + lines[victim + 1 :]
    assert reading.problems
    there = {e.n for e in reading.session.entries}
    hurt = lines[victim].event
    for entry in session.entries:
        if isinstance(hurt, ev.Idea) and hurt.n == entry.n:
            said = any(f"entry {entry.n}" in problem for problem in reading.problems)
            assert entry.n in there or said or entry is session.entries[-1]
        else:
            assert entry.n in there


@given(forms(), runs, st.integers(0, 10**6), st.integers(0, 255))
def test_a_journal_with_any_byte_changed_can_be_read(
    form: dict[str, object], run: list[tuple[float, do.Command]], place: int, byte: int
) -> None:
    session, lines = play(form, run)
    data = bytearray(b"".join(map(encode, lines)))
    data[place % len(data)] = byte
    reading = parse(bytes(data), ID)
    assert abs(len(reading.session.entries) - len(session.entries)) <= 1


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read_as_a_journal(data: bytes) -> None:
    parse(data, ID)
