"""How new an idea is, from labels and distances."""

from __future__ import annotations

from typing import Any

import pytest

from brainstorm.label.figures import IdeaFigures
from brainstorm.label.labels import Label
from brainstorm.measure.novelty import LensNews, furthest, lens_news, nearness, repeat_of


def hand(**fields: Any) -> Label:
    return Label(2, **fields, by=dict.fromkeys(fields, "you"))


def guess(**fields: Any) -> Label:
    return Label(2, **fields, by=dict.fromkeys(fields, "offline"))


@pytest.mark.parametrize(
    ("label", "near", "word"),
    [
        (None, None, None),
        (None, "near", ("near", "offline")),
        (hand(common=0), "outside", ("common", "you")),
        (hand(common=False), "common", ("near", "you")),
        (hand(common=False), "outside", ("outside", "you")),
        (hand(common=False), None, ("outside", "you")),
        (hand(angle="heat"), "common", ("common", "offline")),
        (guess(common=3), "near", ("near", "offline")),
        (guess(common=3), None, ("common", "offline")),
        (guess(common=False), None, ("outside", "offline")),
    ],
)
def test_how_near_the_common_ideas(label: Label | None, near: str | None, word: tuple[str, str] | None) -> None:
    assert nearness(label, IdeaFigures(2, near=near) if near else None) == word


@pytest.mark.parametrize(
    ("label", "measured", "repeat"),
    [
        (None, None, None),
        (None, 1, (1, "offline")),
        (hand(same_as=False), 1, None),
        (hand(same_as=1), None, (1, "you")),
        (guess(same_as=1), None, (1, "offline")),
        (None, 2, None),
        (None, 5, None),
    ],
)
def test_a_similarity_only_asks_whether_it_is_a_repeat(
    label: Label | None, measured: int | None, repeat: tuple[int, str] | None
) -> None:
    assert repeat_of(label, IdeaFigures(2, repeat_of=measured)) == repeat


def test_the_three_furthest_outside_the_furthest_first() -> None:
    figures = {n: IdeaFigures(n, uncommonness=value) for n, value in {1: 0.1, 2: 0.9, 3: 0.5, 4: 0.7, 5: 0.8}.items()}
    near = {1: "outside", 2: "near", 3: "outside", 4: "outside", 5: "outside", 6: "outside"}
    assert furthest([1, 2, 3, 4, 5, 6], figures, near) == (5, 4, 3)


def test_lenses_against_the_sessions_before() -> None:
    earlier = [{"vary": 3, "stakes": 1, "other": 9}, {}, {"vary": 1, "plant": 1}, {"vary": 1}, {"other": 2}]
    assert lens_news({"vary": 1, "borrow": 3, "other": 4}, earlier) == LensNews(("borrow",), "vary", 5 / 7, 0.25, 3)


def test_no_habit_is_made_up_where_two_lenses_are_level() -> None:
    assert lens_news({"vary": 1}, [{"vary": 1, "stakes": 1}] * 3) == LensNews((), None, 0.0, 0.0, 3)


def test_without_a_past_or_a_present_there_is_no_news() -> None:
    assert lens_news({"vary": 1}, [{}] * 3) is None
    assert lens_news({"vary": 1}, [{"vary": 1}, {"stakes": 1}]) is None
    assert lens_news({}, [{"vary": 1}] * 3) is None
