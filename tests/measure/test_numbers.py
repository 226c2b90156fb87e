"""All label-derived numbers of a session, with denominators, source and doubt."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.labelling import ANGLES, MAPPED, figured, ideas, said, session_of

from brainstorm.label.labels import labels_of
from brainstorm.measure.numbers import numbers
from brainstorm.measure.results import Half, how_sure
from brainstorm.session import events as ev
from brainstorm.session.events import Event, Labelled
from brainstorm.session.session import Session

SEVEN = ["steam", "lid", "aunt", "clock", "rim", "vapour", "guest"]


def by_hand(angles: str, texts: list[str] | None = None, *more: Event) -> Session:
    """A session whose ideas were filed by hand: o for other, n for none, `.` not at all; else an angle."""
    names = {"h": "heat", "p": "people", "c": "cup", "t": "time", "o": "other", "n": "none"}
    texts = texts or [f"idea {n}" for n in range(1, len(angles) + 1)]
    labels = [said("you", n, angle=names[letter]) for n, letter in enumerate(angles, start=1) if letter != "."]
    return session_of(*ideas(*texts), ev.Ended(why="done"), *more, *labels)


def test_a_session_filed_by_hand() -> None:
    found = numbers(by_hand("hhhpcon"))
    assert found.breadth.ideas == 6
    assert found.breadth.off_topic == 1
    assert (found.breadth.angles, found.breadth.margin, found.breadth.of) == (3, None, 4)
    assert (found.breadth.labelled, found.breadth.other, found.breadth.distinct) == (6, 1, 6)
    assert (found.breadth.top_share, found.breadth.tunnel) == (0.5, 3)
    assert found.breadth.effective == pytest.approx(3.46, abs=0.01)
    assert (found.breadth.by, found.breadth.sure) == ("you", "good")
    assert found.questions[0].untouched == ("time",)
    assert found.questions[0].tunnel == (1, 2, 3)
    assert found.lenses == {"measurement": 4, "stakes": 1}


def test_builds_answers_marks_and_struck_lines_are_no_ideas() -> None:
    session = session_of(
        *ideas("steam", "lid"),
        ev.Idea(n=3, text="weigh it", builds_on=1),
        ev.Idea(n=4, text="the aunt, say", answers=1),
        ev.Idea(n=5, text="", aloud=True),
        ev.Struck(n=2),
        said("you", 1, angle="heat"),
        said("you", 2, angle="cup"),
        said("you", 4, angle="people"),
    )
    found = numbers(session).breadth
    assert (found.ideas, found.builds, found.answers) == (1, 1, 1)
    assert (found.angles, found.labelled) == (1, 1)


def test_a_mark_counts_once_it_has_words() -> None:
    session = session_of(ev.Idea(n=1, text="", aloud=True), ev.Revised(n=1, text="steam"), said("you", 1, angle="heat"))
    assert numbers(session).breadth.ideas == 1


def test_nothing_is_said_where_nobody_filed() -> None:
    found = numbers(session_of(*ideas("steam", "lid")))
    assert (found.breadth.angles, found.breadth.effective, found.breadth.by) == (None, None, None)
    assert found.breadth.sure == "low"
    assert (found.novelty.outside, found.novelty.new_for_you) == (None, None)
    assert (found.questions[0].halves, found.questions[0].new_per_minute) == (None, None)


def test_ideas_that_fit_nothing_are_no_tunnel_until_they_have_one_name() -> None:
    assert numbers(by_hand("hooo")).breadth.tunnel == 1
    named = [said("you", n, angle="other", other="ghosts") for n in (2, 3, 4)]
    assert numbers(by_hand("h...", None, *named)).questions[0].tunnel == (2, 3, 4)


def test_no_ideas_hit_no_angle() -> None:
    found = numbers(session_of(ev.Ended(why="done")))
    assert (found.breadth.ideas, found.breadth.angles, found.breadth.of) == (0, 0, 4)


def test_offline_labels_give_an_estimate_with_a_margin() -> None:
    guess = figured({"steam": "heat", "lid": "cup", "aunt": "people"}, confidence=0.6)
    found = numbers(session_of(*ideas("steam", "lid", "aunt"), guess)).breadth
    assert found.angles is not None
    assert found.margin is not None
    assert found.margin[0] <= found.angles <= found.margin[1]
    assert found.margin[0] < found.margin[1]
    assert (found.by, found.of) == ("offline", 4)


def test_a_hand_in_each_idea_makes_it_a_count() -> None:
    guess = figured({"steam": "heat", "lid": "cup"}, confidence=0.6)
    hands = [said("you", 1, angle="people"), said("you", 2, angle="people")]
    found = numbers(session_of(*ideas("steam", "lid"), guess, hands[0]))
    assert found.breadth.by == "mixed"
    assert found.breadth.margin is not None
    found = numbers(session_of(*ideas("steam", "lid"), guess, *hands))
    assert (found.breadth.angles, found.breadth.margin, found.breadth.sure) == (1, None, "good")
    assert found.questions[0].untouched == ("heat", "cup", "time")


def test_the_untouched_angles_and_those_hit_are_all_there_are() -> None:
    guess = figured({"steam": "heat", "lid": "cup", "aunt": "people"}, confidence=0.5)
    found = numbers(session_of(*ideas("steam", "lid", "aunt"), guess))
    assert found.breadth.angles is not None
    assert len(found.questions[0].untouched) + found.breadth.angles == 4


def test_figures_about_another_wording_lapse() -> None:
    guess = figured({"steam": "heat", "lid": "cup"}, without_map=1.8)
    whole = session_of(*ideas("steam", "lid"), guess)
    assert numbers(whole).breadth.without_map == 1.8
    revised = numbers(session_of(*ideas("steam", "lid"), guess, ev.Revised(n=1, text="vapour")))
    assert revised.breadth.without_map is None
    assert set(revised.figures.ideas) == {2}
    assert revised.breadth.labelled == 1


def test_a_question_without_a_map_has_no_angles_but_a_breadth() -> None:
    bare = {"id": "bare", "question": "Why?"}
    guess = figured({"steam": None, "lid": None}, without_map=1.8)
    found = numbers(session_of(*ideas("steam", "lid"), guess, question=bare))
    assert (found.breadth.angles, found.breadth.of, found.breadth.margin) == (None, None, None)
    assert (found.breadth.effective, found.breadth.top_share, found.breadth.tunnel) == (None, None, None)
    assert found.breadth.without_map == 1.8
    assert (found.novelty.outside, found.novelty.of) == (None, 0)


def test_new_angles_are_counted_by_half_and_by_the_minute() -> None:
    found = numbers(by_hand("hhpctt")).questions[0]  # ideas at 10, 20, … 60 s of 70
    assert found.halves == (Half(3, 2), Half(3, 2))
    assert found.new_per_minute == pytest.approx(4 / (70 / 60), abs=0.01)


def test_where_the_curve_flattened() -> None:
    found = numbers(by_hand("hphhpph")).questions[0]
    assert found.flattened is not None
    assert (found.flattened.n, found.flattened.ideas_after, found.flattened_at) == (2, 5, 20.0)


def test_the_clock_of_a_question_runs_while_it_is_on_screen() -> None:
    second = {**MAPPED, "id": "tea-bitter"}
    events = [
        ev.Idea(n=1, q=1, text="a"),  # at 10 s
        ev.Asked(q=2, question=second),  # 20
        ev.Idea(n=2, q=2, text="b"),  # 30
        ev.Idea(n=3, q=2, text="c"),  # 40
        ev.Asked(q=1),  # 50
        ev.Idea(n=4, q=1, text="d"),  # 60
        ev.Ended(why="done"),  # 70
    ]
    labels = [said("you", n, angle=angle) for n, angle in {1: "heat", 2: "cup", 3: "cup", 4: "time"}.items()]
    found = numbers(session_of(*events, *labels))
    first, other = found.questions
    assert first.halves == (Half(1, 1), Half(1, 1))  # 10 s and 30 s of 40
    assert other.halves == (Half(1, 1), Half(1, 0))  # 10 s and 20 s of 30
    assert (found.breadth.angles, found.breadth.of, found.breadth.ideas) == (3, 8, 4)
    assert found.breadth.tunnel == 2


def test_times_that_were_not_a_persons_give_no_pace() -> None:
    session = session_of(*ideas("a", "b", via="pipe"), said("you", 1, angle="heat"), input_="piped")
    found = numbers(session).questions[0]
    assert (found.halves, found.new_per_minute, found.flattened_at) == (None, None, None)


def test_novelty_has_its_denominators() -> None:
    guess = figured(
        {"steam": "heat", "lid": "cup", "aunt": "people"},
        near={"steam": "common", "lid": "near", "aunt": "outside"},
        repeat_of={"lid": 1},
    )
    session = session_of(*ideas("steam", "lid", "aunt"), guess)
    found = numbers(session).novelty
    assert (found.outside, found.of, found.near, found.repeats, found.by) == (1, 3, 1, 1, "offline")
    assert found.furthest == (3,)
    assert numbers(session).breadth.distinct == 2


def test_new_for_you_counts_what_was_looked_at() -> None:
    again = {"session": "20261101-073000-single-aaaa", "n": 4}
    session = session_of(*ideas("a", "b", "c"), said("you", 1, again=again), said("offline", 2, "b", again=False))
    found = numbers(session).novelty
    assert (found.new_for_you, found.new_of) == (1, 2)


@pytest.mark.parametrize(
    ("trusted", "labelled", "margin", "encoder", "sure"),
    [
        (10, 10, None, None, "good"),
        (9, 10, (5, 6), "wordllama", "good"),
        (8, 10, (4, 7), "wordllama", "fair"),
        (5, 5, None, None, "fair"),
        (4, 10, (4, 7), "wordllama", "low"),
        (0, 10, (4, 6), "wordllama", "fair"),
        (0, 10, (4, 7), "wordllama", "low"),
        (0, 10, (4, 6), "stems", "low"),
        (0, 9, (4, 6), "wordllama", "low"),
    ],
)
def test_how_sure(trusted: int, labelled: int, margin: Any, encoder: str | None, sure: str) -> None:
    assert how_sure(trusted, labelled, 10, margin, encoder) == sure


def test_an_empty_list_is_never_sure() -> None:
    assert how_sure(0, 0, 0, None, "wordllama") == "low"


hands = st.dictionaries(
    st.integers(1, 7),
    st.sampled_from([*ANGLES, "other", "none"]),
)


@given(hands, st.sets(st.integers(1, 7)), st.dictionaries(st.integers(2, 7), st.integers(1, 6)))
def test_the_numbers_hang_together(filed: dict[int, str], struck: set[int], same: dict[int, int]) -> None:
    events = [*ideas(*SEVEN), ev.Ended(why="done"), *(ev.Struck(n=n) for n in struck)]
    labels = [said("you", n, angle=angle) for n, angle in filed.items()]
    session = session_of(*events, *labels, *(said("you", n, same_as=m) for n, m in same.items()))
    found = numbers(session)
    one, breadth = found.questions[0], found.breadth
    here = {n: angle for n, angle in filed.items() if n not in struck and angle != "none"}
    assert breadth.ideas + breadth.off_topic == 7 - len(struck)
    assert breadth.labelled == len(here)
    assert breadth.distinct <= breadth.ideas
    assert breadth.distinct >= breadth.ideas - found.novelty.repeats
    if here:
        assert breadth.angles == len(set(here.values()) - {"other"})
        assert set(one.untouched) == set(ANGLES) - set(here.values())
        assert one.halves is not None
        assert sum(half.ideas for half in one.halves) == breadth.ideas
        assert sum(half.new_angles for half in one.halves) == len(set(here.values()))
    assert sum(found.lenses.values()) == breadth.labelled - breadth.other
    assert labels_of(session) == found.labels


def test_a_list_far_longer_than_anybodys_takes_no_longer_than_its_length_asks_for() -> None:
    many = 20_000
    texts = ["same"] * many
    builds = [ev.Idea(n=n, text="more", builds_on=n - 1) for n in range(many + 1, 2 * many)]
    labels = tuple({"n": n, "angle": "heat", "same_as": n - 1 or False} for n in range(1, many + 1))
    session = session_of(*ideas(*texts), *builds, Labelled(by="you", labels=labels))
    before = time.process_time()
    found = numbers(session)
    assert time.process_time() - before < 8  # seconds; what grows with the square of the length takes minutes
    assert (found.breadth.distinct, found.breadth.tunnel, found.breadth.builds) == (1, many, many - 1)
    assert found.labels[2 * many - 1].angle == "heat"
