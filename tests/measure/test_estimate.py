"""The breadth of a list when only chances are known."""

from __future__ import annotations

import random

import pytest

from brainstorm.measure.estimate import estimate

ANGLES = ("heat", "people", "cup", "time")


def test_labels_by_hand_are_counted_and_leave_no_doubt() -> None:
    found = estimate([{"heat": 1.0}, {"cup": 1.0}, {"heat": 1.0}], ANGLES)
    assert (found.expected, found.low, found.high) == (2.0, 2, 2)


def test_nothing_filed_hits_nothing() -> None:
    assert estimate([], ANGLES).expected == 0
    assert estimate([{"other": 1.0}], ANGLES) == estimate([], ANGLES)


def test_a_question_without_angles_has_none_to_hit() -> None:
    found = estimate([{"heat": 0.7}], ())
    assert (found.expected, found.low, found.high) == (0, 0, 0)


def test_what_is_missing_to_one_belongs_to_no_angle() -> None:
    assert estimate([{"heat": 0.5}], ANGLES) == estimate([{"heat": 0.5, "other": 0.5}], ANGLES)


def test_two_doubtful_ideas_hit_more_than_one() -> None:
    doubtful = {"heat": 0.6, "people": 0.4}
    assert 1 <= estimate([doubtful], ANGLES).expected < estimate([doubtful] * 2, ANGLES).expected < 2


def test_odd_chances_do_no_harm() -> None:
    found = estimate([{"heat": 1.7, "cup": -0.3}, {}, {"heat": 0.0}], ANGLES)
    assert found.expected == pytest.approx(1)


def test_the_interval_holds_the_truth_about_four_times_in_five_when_the_sharpened_chances_are_true() -> None:
    dice, held = random.Random(5), 0
    for _ in range(400):
        lists = [dict(zip(ANGLES, _simplex(dice), strict=True)) for _ in range(6)]
        truth = set()
        for chances in lists:
            sharp = [p**1.5 for p in chances.values()]
            truth.add(dice.choices(ANGLES, sharp)[0])
        found = estimate(lists, ANGLES)
        assert found.low <= found.high <= len(ANGLES)
        held += found.low <= len(truth) <= found.high
    assert 0.7 <= held / 400 <= 0.9


def _simplex(dice: random.Random) -> list[float]:
    parts = [dice.random() ** 3 + 1e-6 for _ in ANGLES]
    return [part / sum(parts) for part in parts]
