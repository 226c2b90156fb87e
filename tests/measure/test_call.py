"""How somebody fared in a call: redirects, freezes, answers, cues, bets, readiness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from brainstorm.measure.bets import Bet, Record, bets, record
from brainstorm.measure.call import answers, recoveries, redirects
from brainstorm.measure.cues import cue_yields, lens_yields
from brainstorm.measure.following import angles_of
from brainstorm.measure.readiness import readiness
from brainstorm.report.call_words import call_lines, lens_line, readiness_lines, record_line
from brainstorm.report.words import flow_lines, tally
from brainstorm.session import events as ev
from brainstorm.session.events import Event, Line
from brainstorm.session.fold import replay
from brainstorm.session.session import Session

AT = "2026-11-23T07:30:00.000+00:00"
ANGLES = [{"id": f"a{n}", "lens": "vary" if n < 2 else "stakes", "ask": f"Ask {n}?"} for n in range(4)]
QUESTIONS = [{"id": f"q{n}", "question": f"Question {n}?", "angles": ANGLES} for n in (1, 2)]


def labelled(**angles: str) -> ev.Labelled:
    """Filed by hand: `n1="a0"`."""
    return ev.Labelled(by="you", labels=tuple({"n": int(n[1:]), "angle": angle} for n, angle in angles.items()))


def session(
    *happened: tuple[float | None, Event],
    form: str = "call",
    seconds: float = 900.0,
    second: float | None = 450.0,
    ended: str | None = "time",
    elapsed: float | None = None,
    input_: str = "typed",
) -> Session:
    """A session in which all this happened, in the order of its times."""
    started = ev.Started(
        id=f"20261123-073000-{form}-k3f9", form={"id": form, "name": form}, seconds=seconds, input=input_
    )
    timed: list[tuple[float | None, Event]] = [(0.0, ev.Asked(q=1, question=QUESTIONS[0]))]
    if second is not None:
        timed.append((second, ev.Asked(q=2, question=QUESTIONS[1], why="interviewer")))
    timed += [pair for pair in happened if pair[0] is not None]
    timed.sort(key=lambda pair: pair[0] or 0.0)
    if ended:
        timed.append((seconds if elapsed is None else elapsed, ev.Ended(why=ended)))
    after = [pair for pair in happened if pair[0] is None]
    return replay([Line(AT, None, started), *(Line(AT, t, event) for t, event in [*timed, *after])])


def idea(n: int, t: float, q: int = 1, **more: Any) -> tuple[float, Event]:
    return t, ev.Idea(n=n, q=q, text=f"idea {n}", first_key=max(0.0, t - 2), **more)


def said(k: int, t: float, move: str = "breadth") -> tuple[float, Event]:
    return t, ev.Interviewer(k=k, move=move, text=f"line {k}", id=f"{move}-{k}")


def rows(pairs: Sequence[tuple[str, str]] | Any) -> dict[str, str]:
    return dict(pairs)


def test_a_redirect_is_answered_by_an_entry_within_half_a_minute() -> None:
    one = session(
        idea(1, 5), said(1, 100), idea(2, 129.9), said(2, 200), idea(3, 231), said(3, 600), idea(4, 610, q=2, answers=3)
    )
    assert [(x.k, x.answered, x.after) for x in redirects(one)] == [(1, True, 29.9), (2, False, None), (3, True, 10)]
    assert [x.new_angle for x in redirects(one)] == [None, None, None]
    assert answers(one) == 1
    lines = rows(call_lines(one))
    assert lines["redirects answered"] == "2 of 3 within 30 s"
    assert lines["missed"] == "3:20 (something different)"
    assert lines["answers"] == "1 (apart from the ideas)"
    assert tally(one) == "3 ideas, 1 answer"
    assert rows(flow_lines(one))["builds"] == "0"
    assert lines["second question's start"] == "2:40 beside 5.0 s: slower"


def test_a_redirect_across_the_switch_is_not_answered_by_the_next_question() -> None:
    assert [x.answered for x in redirects(session(said(1, 440), idea(1, 455, q=2)))] == [False]


def test_what_was_pasted_or_struck_answers_nothing() -> None:
    one = session(said(1, 100), idea(1, 105, via="paste"), idea(2, 110), (112.0, ev.Struck(n=2)))
    assert [x.answered for x in redirects(one)] == [False]


def test_a_new_angle_is_told_once_somebody_has_filed_the_ideas() -> None:
    events = [idea(1, 5), said(1, 100), idea(2, 110), said(2, 200), idea(3, 210), said(3, 300), idea(4, 320)]
    one = session(*events, (None, labelled(n1="a0", n2="a0", n3="a1", n4="other")))
    assert angles_of(one) == {1: "a0", 2: "a0", 3: "a1"}
    assert [x.new_angle for x in redirects(one)] == [False, True, None]
    assert rows(call_lines(one))["redirects answered"] == "3 of 3 within 30 s; a new angle after 1 of 2"


def test_each_freeze_is_followed_for_a_minute() -> None:
    one = session(idea(1, 10), idea(2, 60), idea(3, 90), idea(4, 121), idea(5, 460, q=2))
    found = recoveries(one)
    freezes = [(x.freeze.start, round(x.freeze.seconds)) for x in found]
    assert freezes == [(10, 48), (121, 329), (460, 440)]
    assert [x.entries for x in found] == [2, 0, 0]
    assert rows(call_lines(one))["after each freeze"] == (
        "lines in a minute: 2 after 0:10 (48.0 s), 0 after 2:01 (5:29), 0 after 7:40 (7:20)"
    )


def test_a_cue_has_brought_what_came_within_a_minute() -> None:
    cue = ev.Cue(kind="lens", id="vary", text="What if?")
    ask = ev.Cue(kind="ask", id="q1/a2", text="Ask 2?", asked_for=True)
    holding = ev.Cue(kind="holding", id="h", text="Give me a moment.")
    one = session(
        idea(1, 5), (20.0, cue), idea(2, 79), idea(3, 81), (100.0, ask), (130.0, holding), idea(4, 150, builds_on=3),
        (None, labelled(n1="a0", n2="a1")), form="single", second=None,
    )  # fmt: skip
    found = cue_yields(one)
    assert [(x.cue.kind, x.lens, x.ideas, x.new_angle) for x in found] == [
        ("lens", "vary", 1, True), ("ask", "stakes", 0, None), ("holding", "", 0, None),
    ]  # fmt: skip
    assert rows(call_lines(one))["cues"] == "3 (1 asked for); an idea within a minute after 1, a new angle after 1"
    assert "after each freeze" not in rows(call_lines(one)), "freezes are told for the call"
    lenses = lens_yields([one] * 5)
    assert [(x.lens, x.uses, x.followed, x.thin) for x in lenses] == [("stakes", 5, 0, False), ("vary", 5, 5, False)]
    assert lens_yields([one])[0].thin
    assert lens_line(lenses[1]) == "shown 5 times, an idea within a minute after 5, a new angle after 5 of 5"
    assert lens_line(lens_yields([one])[0]).endswith("too few to tell")


def test_a_bet_is_settled_when_the_drill_is_over() -> None:
    events = [idea(1, 5), (20.0, ev.Dry(bet=1)), idea(2, 30), idea(3, 40), idea(4, 50, builds_on=3), (60.0, ev.Dry())]
    one = session(*events, form="single", second=None, seconds=300)
    assert bets(one) == (Bet(20, 1, 2, 280), Bet(60, None, 0, 240))
    assert bets(session(*events, ended=None)) == ()
    assert record([one, one, session((5.0, ev.Dry(bet=3)))]) == Record(bets=3, expected=5, came=4, more=2)
    lines = rows(call_lines(one))
    assert lines["dry at 0:20"] == "you expected 1 more; 2 came"
    assert lines["dry at 1:00"] == "0 ideas came after it"
    assert record_line(record([one, one])) == (
        "your bets so far",
        "2 bets: 2 expected, 4 came; more than expected every time",
    )
    assert record_line(record([])) is None


def test_readiness_is_the_worst_of_the_last_ten_calls() -> None:
    good = session(*(idea(n, 20.0 * n, q=1 if n < 22 else 2) for n in range(1, 45)), second=430.0)
    bad = session(
        idea(1, 80), said(1, 300), idea(2, 310), said(2, 400), idea(3, 700, q=2),
        (None, labelled(n1="a0", n2="a0", n3="a3")),
    )  # fmt: skip
    ready = readiness([good, bad, *[good] * 8])
    assert ready is not None
    assert (ready.calls, ready.thin) == (10, False)
    assert (ready.slowest_first, ready.longest_silence) == (250, 248)
    assert ready.freezes == 5
    assert ready.fewest_angles == (1, 4)
    assert ready.missed == (1, 2)
    ten_later = readiness([*[good] * 10, bad])
    assert ten_later is not None
    assert (ten_later.slowest_first, ten_later.freezes, ten_later.missed) == (20, 0, None)


def test_thin_readiness_says_so_and_short_calls_are_counted() -> None:
    ready = readiness([session(idea(1, 10), second=None, seconds=60)])
    assert ready is not None
    assert (ready.calls, ready.short, ready.thin) == (1, 1, True)
    (_, of), *_ = readiness_lines(ready)
    assert of == "the worst of your last call (1 short); too few yet to lean on"


def test_a_question_without_an_entry_counts_with_all_its_time() -> None:
    ready = readiness([session(idea(1, 10))])
    assert ready is not None
    assert ready.slowest_first == 450


def test_only_calls_that_were_typed_and_went_half_their_time_count() -> None:
    assert readiness([]) is None
    assert readiness([session(idea(1, 10), form="single")]) is None
    assert readiness([session(idea(1, 10), ended="done", elapsed=449, second=None)]) is None
    assert readiness([session(idea(1, 10), ended=None)]) is None
    assert readiness([session(idea(1, 10, via="pipe"), input_="piped")]) is None
    assert list(readiness_lines(None)) == []


def test_a_session_without_interviewer_cues_or_bets_has_no_lines_of_its_own() -> None:
    assert list(call_lines(session(idea(1, 5), idea(2, 100), form="single", second=None))) == []
