"""The pace of a session, from journals written by hand."""

from __future__ import annotations

import pytest
from support.journals import FORM, QUESTION, line, opening

from brainstorm.measure.flow import Flow, flow, silences
from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.fold import replay
from brainstorm.session.session import Session


def typed(n: int, t: float, first_key: float | None = None, **more: object) -> Line:
    """Entry `n`, entered at `t`, begun at `first_key`."""
    return line(ev.Idea(n=n, text=f"idea {n}", first_key=first_key, **more), t)  # type: ignore[arg-type]


def ended(t: float = 300.0, cut_off: str | None = None, why: str = "time") -> Line:
    return line(ev.Ended(why=why, cut_off=cut_off), t)


def session(*lines: Line) -> Session:
    return replay([*opening(), *lines])


def pace(*lines: Line) -> Flow:
    return flow(session(*lines))


def quiet(*lines: Line) -> list[tuple[float, float]]:
    """Every silence as (start, end)."""
    return [(silence.start, silence.end) for silence in silences(session(*lines))]


def asked(q: int, t: float, why: str = "time", cut_off: str | None = None) -> Line:
    return line(ev.Asked(q=q, question={**QUESTION, "id": f"tea-{q}"}, why=why, cut_off=cut_off), t)


# Latency


def test_latency_runs_from_the_question_to_the_first_entry_not_to_its_first_key() -> None:
    assert pace(typed(1, 8.0, first_key=3.0), ended()).latency == 8.0


def test_each_question_has_its_own_latency() -> None:
    measured = pace(typed(1, 20.0), asked(2, 150.0), typed(2, 155.5, q=2), ended())
    assert measured.latencies == (20.0, 5.5)
    assert measured.latency == 20.0


def test_a_question_nobody_answered_has_none() -> None:
    assert pace(typed(1, 20.0), asked(2, 150.0), ended()).latencies == (20.0, None)
    assert pace(ended()).latencies == (None,)


def test_a_mark_is_a_first_entry_too() -> None:
    assert pace(typed(1, 6.0, aloud=True), ended()).latency == 6.0


# Silences


def test_a_silence_ends_with_the_first_key_and_typing_is_none() -> None:
    assert quiet(typed(1, 60.0, first_key=5.0), typed(2, 100.0, first_key=70.0), ended(110.0)) == [
        (0.0, 5.0),
        (60.0, 70.0),
        (100.0, 110.0),
    ]


def test_without_first_keys_a_silence_lasts_until_the_entry() -> None:
    assert quiet(typed(1, 10.0), typed(2, 25.0), ended(25.0)) == [(0.0, 10.0), (10.0, 25.0)]


def test_the_last_silence_lasts_to_the_bell() -> None:
    assert quiet(typed(1, 10.0), ended(300.0))[-1] == (10.0, 300.0)
    assert pace(typed(1, 10.0), ended(300.0)).longest_silence == 290.0


def test_a_silence_ends_at_the_switch_and_a_new_one_begins() -> None:
    assert quiet(typed(1, 10.0), asked(2, 150.0), typed(2, 190.0, q=2), ended(200.0)) == [
        (0.0, 10.0),
        (10.0, 150.0),
        (150.0, 190.0),
        (190.0, 200.0),
    ]


def test_what_ended_a_silence_is_known() -> None:
    ends = [(s.q, s.before) for s in silences(session(typed(1, 10.0), asked(2, 150.0), ended(200.0)))]
    assert ends == [(1, 1), (1, None), (2, None)]


def test_a_draft_cut_off_by_the_bell_ends_the_silence_where_the_input_was_last_seen_empty() -> None:
    beats = [line(ev.Beat(draft=""), 20.0), line(ev.Beat(draft=""), 30.0), line(ev.Beat(draft="half"), 40.0)]
    assert quiet(typed(1, 10.0), *beats, ended(45.0, cut_off="half a thought")) == [(0.0, 10.0), (10.0, 30.0)]


def test_a_draft_cut_off_with_no_beat_before_leaves_no_silence_at_all() -> None:
    assert quiet(typed(1, 10.0), ended(15.0, cut_off="half")) == [(0.0, 10.0)]


def test_a_draft_cut_off_by_the_switch_is_treated_alike() -> None:
    assert quiet(typed(1, 10.0), asked(2, 150.0, cut_off="half"), ended(160.0)) == [(0.0, 10.0), (150.0, 160.0)]


def test_an_unfinished_drill_is_silent_as_far_as_anything_was_written() -> None:
    assert quiet(typed(1, 10.0), line(ev.Beat(draft=""), 20.0)) == [(0.0, 10.0), (10.0, 20.0)]
    assert quiet(typed(1, 10.0), line(ev.Beat(draft="half"), 20.0)) == [(0.0, 10.0)]


@pytest.mark.parametrize(("seconds", "freezes"), [(29.999, 0), (30.0, 1), (31.0, 1)])
def test_a_silence_of_thirty_seconds_is_a_freeze(seconds: float, freezes: int) -> None:
    assert pace(typed(1, seconds), ended(seconds)).freezes == freezes


def test_freezes_are_counted_and_long_typing_is_none() -> None:
    assert pace(typed(1, 100.0, first_key=2.0), typed(2, 140.0, first_key=135.0), ended(170.0)).freezes == 2


# Pace


def test_ideas_a_minute_are_over_the_time_that_passed() -> None:
    assert pace(*(typed(n, 10.0 * n) for n in range(1, 7)), ended(120.0, why="done")).per_minute == 3.0


def test_halves_are_of_the_time_that_passed_and_the_middle_belongs_to_the_second() -> None:
    entries = [typed(1, 10.0), typed(2, 49.999), typed(3, 50.0), typed(4, 99.0), typed(5, 100.0)]
    assert pace(*entries, ended(100.0, why="done")).halves == (2, 3)


def test_builds_are_no_ideas() -> None:
    measured = pace(typed(1, 10.0), typed(2, 20.0, builds_on=1), ended(60.0))
    assert measured.per_minute == 1.0
    assert measured.halves == (1, 0)


def test_struck_entries_do_not_count_but_end_a_silence() -> None:
    struck = line(ev.Struck(n=2), 35.0)
    lines = (typed(1, 10.0), typed(2, 30.0), struck, ended(60.0))
    assert pace(*lines).per_minute == 1.0
    assert (10.0, 30.0) in quiet(*lines)
    assert pace(*lines).longest_silence == 30.0
    restored = line(ev.Restored(n=2), 36.0)
    assert pace(typed(1, 10.0), typed(2, 30.0), struck, restored, ended(60.0)).per_minute == 2.0


def test_a_mark_counts_and_its_words_change_nothing() -> None:
    mark = line(ev.Idea(n=1, text="", aloud=True), 10.0)
    words = line(ev.Revised(n=1, text="what I said"))
    assert pace(mark, ended(60.0)) == pace(mark, ended(60.0), words)
    assert pace(mark, ended(60.0)).per_minute == 1.0


def test_the_cut_off_line_counted_after_the_bell_moves_no_figure() -> None:
    lines = (typed(1, 10.0), ended(60.0, cut_off="half"))
    after = line(ev.Idea(n=2, text="half"), 60.0)
    assert pace(*lines, after) == pace(*lines)


def test_a_drill_without_an_idea_was_one_long_silence() -> None:
    assert pace(ended(300.0)) == Flow(
        latency=None,
        latencies=(None,),
        per_minute=0.0,
        longest_silence=300.0,
        freezes=1,
        halves=(0, 0),
        untimed=0,
    )


# Times not worth measuring


def test_pasted_entries_are_left_out_and_counted_as_such() -> None:
    lines = (typed(1, 10.0), typed(2, 50.0, via="paste"), typed(3, 50.1, via="paste"), typed(4, 90.0), ended(120.0))
    measured = pace(*lines)
    assert measured.untimed == 2
    assert measured.per_minute == 1.0
    assert measured.halves == (1, 1)
    # Nobody knows when the paste was thought of: the time before it is no silence.
    assert quiet(*lines) == [(0.0, 10.0), (50.1, 90.0), (90.0, 120.0)]


@pytest.mark.parametrize("via", ["paste", "pipe"])
def test_where_nothing_was_typed_there_are_no_figures_from_time(via: str) -> None:
    assert pace(typed(1, 10.0, via=via), typed(2, 20.0, via=via), ended(30.0)) == Flow(
        latency=None,
        latencies=(None,),
        per_minute=None,
        longest_silence=None,
        freezes=None,
        halves=None,
        untimed=2,
    )


@pytest.mark.parametrize("input_", ["piped", "imported"])
def test_a_piped_session_has_no_silences_even_when_it_is_empty(input_: str) -> None:
    started = line(ev.Started(id="20261123-073000-single-k3f9", form=FORM, seconds=300.0, input=input_))
    empty = replay([started, asked(1, 0.0, "start"), ended(300.0)])
    assert list(silences(empty)) == []
    assert flow(empty).longest_silence is None


def test_said_ideas_are_timed() -> None:
    assert pace(typed(1, 10.0, via="voice"), ended(60.0)).latency == 10.0


def test_pauses_are_no_silence_since_the_clock_stands() -> None:
    paused = (line(ev.Paused(why="you"), 15.0), line(ev.Resumed(why="you"), 15.0))
    assert pace(typed(1, 10.0), *paused, typed(2, 20.0), ended(20.0)).longest_silence == 10.0


def test_a_session_without_a_clock_has_no_pace() -> None:
    assert flow(Session()).per_minute is None
