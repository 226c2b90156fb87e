"""How broad a list is, from what each idea is filed under."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainstorm.measure.breadth import (
    Flat,
    distinct,
    effective,
    firsts,
    flattened,
    hit_chances,
    roots,
    top_share,
    tunnel,
)

categories = st.lists(st.sampled_from("abcd"), max_size=20)


def numbered(letters: str) -> list[tuple[int, str | None]]:
    """Ideas 1, 2, … filed under these letters; a dot is one that nobody filed."""
    return [(n, None if letter == "." else letter) for n, letter in enumerate(letters, start=1)]


def test_equally_used_angles_count_each_and_a_rare_one_counts_less() -> None:
    assert effective("aabbcc") == pytest.approx(3)
    assert effective("aaaa") == pytest.approx(1)
    assert effective("aaab") == pytest.approx(math.exp(-(0.75 * math.log(0.75) + 0.25 * math.log(0.25))))
    assert effective("") is None


@given(categories)
def test_the_effective_number_lies_between_one_and_the_count(filed: list[str]) -> None:
    found = effective(filed)
    if filed:
        assert found is not None
        assert 1 - 1e-9 <= found <= len(set(filed)) + 1e-9
    else:
        assert found is None


def test_the_top_share_is_that_of_the_angle_used_most() -> None:
    assert top_share("aabc") == 0.5
    assert top_share("") is None


@pytest.mark.parametrize(
    ("letters", "run"),
    [
        ("", ()),
        ("a", (1,)),
        ("abba", (2, 3)),
        ("aabb", (1, 2)),
        ("abbba", (2, 3, 4)),
        ("aa.a", (1, 2)),  # who knows what was in between
        ("...", ()),
    ],
)
def test_the_tunnel_is_the_first_longest_run(letters: str, run: tuple[int, ...]) -> None:
    assert tunnel(numbered(letters)) == run


@given(categories)
def test_a_tunnel_is_one_angle_without_a_gap(filed: list[str]) -> None:
    run = tunnel(numbered("".join(filed)))
    assert list(run) == list(range(run[0], run[0] + len(run))) if run else not filed
    assert len({filed[n - 1] for n in run}) <= 1


def test_each_angle_comes_first_once() -> None:
    assert firsts(numbered("ab.ac")) == {"a": 1, "b": 2, "c": 5}


def test_the_curve_is_flat_when_five_ideas_brought_nothing_new() -> None:
    assert flattened(numbered("abaaaa")) is None
    assert flattened(numbered("abaaaaa")) == Flat(2, 5)
    assert flattened(numbered("ab.aa.aaa")) == Flat(2, 5)
    assert flattened(numbered("abaaaaac")) is None
    assert flattened([]) is None


def test_ideas_that_say_the_same_are_one() -> None:
    assert distinct([1, 2, 3, 4], {3: 1, 4: 3}) == 2
    assert roots([1, 2, 3, 4], {3: 1, 4: 3}) == {1: 1, 2: 2, 3: 1, 4: 1}


def test_two_repeats_of_a_struck_idea_are_still_one() -> None:
    assert distinct([2, 3], {2: 1, 3: 1}) == 1


@given(st.dictionaries(st.integers(1, 8), st.integers(1, 8)))
def test_even_a_damaged_chain_ends(same_as: dict[int, int]) -> None:
    assert 1 <= distinct(range(1, 9), same_as) <= 8


def test_the_chance_that_an_angle_was_hit_at_all() -> None:
    hits = hit_chances([{"a": 0.5, "other": 0.5}, {"a": 0.5, "b": 0.5}], ["a", "b", "c"])
    assert hits == {"a": 0.75, "b": 0.5, "c": 0.0}
