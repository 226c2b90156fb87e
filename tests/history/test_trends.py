"""Trends, habits and what is said of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainstorm.history.habits import Habit, guard, habits, median, weak
from brainstorm.history.rows import Facts, QuestionFacts, facts_from
from brainstorm.history.trends import ENOUGH, WINDOW, agreement, groups, quartiles


def one(number: int, **more: Any) -> Facts:
    """The facts of session `number`, later numbers being later."""
    base: dict[str, Any] = {"id": f"202611{number:02d}-073000-single-aaaa", "form": "single", "input": "typed"}
    base |= {"started": "", "seconds": 300.0, "elapsed": 300.0, "ended": True, "ideas": number}
    base |= dict.fromkeys(("builds", "marks", "later"), 0)
    base |= dict.fromkeys(("latency", "per_minute", "longest_silence", "freezes", "self"))
    base |= {"questions": ()}
    return Facts(**{**base, **more})


def newest_first(count: int, **more: Any) -> list[Facts]:
    return [one(number, **more) for number in range(count, 0, -1)]


def test_forms_and_inputs_are_kept_apart() -> None:
    found = groups(
        [*newest_first(3), one(4, input="piped"), one(5, form="call"), one(6, form="later"), one(7, form="real"),
         one(8, input="imported"), one(9, ended=False, ideas=0)]
    )  # fmt: skip
    assert [(group.form, group.input, group.sessions) for group in found] == [
        ("single", "typed", 3), ("call", "typed", 1), ("single", "piped", 1),
    ]  # fmt: skip


def test_few_sessions_are_thin_and_have_no_median_and_no_record() -> None:
    (group,) = groups(newest_first(ENOUGH - 1))
    (ideas,) = group.trends
    assert group.thin
    assert (ideas.thin, ideas.rolling, ideas.record) == (True, (), None)
    assert [point.value for point in ideas.points] == [1, 2, 3, 4]


def test_a_rolling_median_with_its_spread() -> None:
    (group,) = groups(newest_first(9))
    (ideas,) = group.trends
    assert [(roll.median, roll.low, roll.high) for roll in ideas.rolling] == [
        (3, 2, 4), (3.5, 2, 5), (4, 2.5, 5.5), (5, 3.5, 6.5), (6, 4.5, 7.5),
    ]  # fmt: skip
    assert len(ideas.rolling) == 9 - ENOUGH + 1
    assert ideas.record is not None
    assert (ideas.record.value, ideas.record.day) == (9, "2026-11-09")


def test_the_record_of_a_time_is_the_shortest_and_the_first_of_equals() -> None:
    sessions = [one(number, latency=float(max(3, 9 - number))) for number in range(9, 0, -1)]
    latency = next(trend for trend in groups(sessions)[0].trends if trend.figure.id == "latency")
    assert latency.record is not None
    assert (latency.record.value, latency.record.day) == (3.0, "2026-11-06")


def test_what_was_not_measured_is_left_out() -> None:
    sessions = [one(number, angles=4 if number % 2 else None) for number in range(9, 0, -1)]
    angles = next(trend for trend in groups(sessions)[0].trends if trend.figure.id == "angles")
    assert [point.day[-2:] for point in angles.points] == ["01", "03", "05", "07", "09"]


@given(values=st.lists(st.integers(0, 1000), min_size=1, max_size=40))
def test_quartiles_are_in_order_and_within(values: list[int]) -> None:
    low, middle, high = quartiles(values)
    assert min(values) <= low <= middle <= high <= max(values)
    assert middle == median(values)
    (group,) = groups([one(1, ideas=value) for value in values])
    for trend in group.trends:
        assert len(trend.rolling) == max(0, len(values) - ENOUGH + 1)
        assert len(trend.points) == len(values)
    assert WINDOW >= ENOUGH


def asked(topic: str, lenses: dict[str, int], *offered: str) -> Facts:
    angles = {f"angle of {lens}": count for lens, count in lenses.items()}
    return one(1, questions=(QuestionFacts("q", topic, 5, angles, lenses, offered),))


def test_habits_count_questions_that_offered_a_lens() -> None:
    found = habits(
        [
            *[asked("tea", {"vary": 2}, "vary", "people")] * 4,
            asked("milk", {"people": 1}, "people", "wild"),
            asked("milk", {}, "vary"),  # not labelled: says nothing
        ]
    )
    assert [(habit.lens, habit.used, habit.offered, habit.ideas) for habit in found] == [
        ("vary", 4, 4, 8), ("people", 1, 5, 1), ("wild", 0, 1, 0),
    ]  # fmt: skip
    assert found[1].by_topic == {"milk": (1, 1), "tea": (0, 4)}
    assert [habit.thin for habit in found] == [False, False, True]
    assert weak(found) == ["people"]


def test_other_is_no_weak_lens() -> None:
    assert weak([Habit("other", 9, 0, 0, {}), Habit("wild", 9, 1, 1, {}), Habit("vary", 9, 3, 3, {})]) == ["wild"]


def rated(self: int, new: int, of: int = 10) -> Facts:
    return one(1, self=self, new=new, new_of=of)


def test_confidence_that_rises_while_novelty_falls_is_said() -> None:
    before, now = [rated(3, 8)] * 5, [rated(4, 5)] * 5
    said = guard([*now, *before])
    assert said is not None
    assert "(3 → 4 of 5)" in said
    assert "(80% → 50%)" in said
    assert guard([*before, *now]) is None
    assert guard([*now, *before][:-1]) is None
    assert guard([rated(4, 8)] * 5 + before) is None
    assert guard([rated(3, 5)] * 5 + before) is None


def test_agreement_of_the_rating_with_what_was_new() -> None:
    rising = [rated(1 + number // 2, number) for number in range(8)]
    assert agreement(rising).pairs == 8
    assert agreement(rising).tau == pytest.approx(0.93, abs=0.01)
    assert agreement(rising[:7]).tau is None
    assert agreement([rated(3, number) for number in range(8)]).tau is None
    assert agreement([rated(5 - number // 2, number) for number in range(8)]).tau == pytest.approx(-0.93, abs=0.01)


SHORT = st.text(max_size=4)
COUNTS = st.dictionaries(SHORT, st.integers(0, 9))
ASKED = st.builds(QuestionFacts, SHORT, SHORT, st.integers(0, 9), COUNTS, COUNTS, st.lists(SHORT).map(tuple))


@given(
    latency=st.none() | st.floats(0, 1e6),
    margin=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    questions=st.lists(ASKED, max_size=3).map(tuple),
)
def test_facts_come_back_from_the_index_as_they_were(**given: Any) -> None:
    facts = one(3, **given)
    assert facts_from(facts.to_json()) == facts
