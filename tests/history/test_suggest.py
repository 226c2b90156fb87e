"""One suggestion, the same for the same history."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from brainstorm.history.suggest import Done, next_form, suggest


class Question(NamedTuple):
    """As much of a question as a suggestion needs."""

    id: str
    topic: str


TEA, SOUP, RAIN = (Question("tea-cold", "tea"), Question("soup-hot", "soup"), Question("rain-wet", "rain"))


def test_without_questions_there_is_nothing_to_suggest() -> None:
    assert suggest([], {}, []) is None


def test_the_first_suggestion_is_a_single_drill_on_a_question_never_done() -> None:
    found = suggest([TEA, SOUP], {"soup-hot": Done(1, "20261101-080000-single-aaaa")}, [])
    assert found is not None
    assert (found.form, found.question, found.topic, found.times) == ("single", "tea-cold", "tea", 0)


def test_the_question_done_least_often_comes_first_then_the_one_done_longest_ago() -> None:
    done = {
        "tea-cold": Done(2, "20261001-080000-single-aaaa"),
        "soup-hot": Done(1, "20261103-080000-single-aaaa"),
        "rain-wet": Done(1, "20261102-080000-call-aaaa"),
    }
    found = suggest([TEA, SOUP, RAIN], done, ["single"])
    assert found is not None
    assert (found.question, found.times) == ("rain-wet", 1)


def test_equal_histories_give_equal_suggestions_in_whatever_order_the_questions_come() -> None:
    assert suggest([TEA, SOUP, RAIN], {}, []) == suggest([RAIN, TEA, SOUP], {}, [])


def test_a_question_that_has_left_the_bank_is_not_suggested() -> None:
    found = suggest([TEA], {"gone": Done(1, "x"), "tea-cold": Done(5, "y")}, [])
    assert found is not None
    assert found.question == "tea-cold"


@pytest.mark.parametrize(
    ("recent", "next_"),
    [
        ([], "single"),
        (["single"], "call"),
        (["call", "single"], "single"),
        (["later", "real", "single"], "call"),
        (["again"], "single"),
    ],
)
def test_forms_take_turns_and_sessions_without_a_clock_have_none(recent: list[str], next_: str) -> None:
    assert next_form(recent) == next_
