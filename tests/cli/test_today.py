"""`brainstorm today`."""

from __future__ import annotations

import time

import pytest
from support.command import brainstorm, drilled, well


def test_at_first_there_is_a_suggestion_in_one_line() -> None:
    (line,) = well("today").out.splitlines()
    assert line.startswith("Single · 10 minutes · ")
    assert line.endswith("(a good one to begin with)")
    assert well("today").out == f"{line}\n"


def test_a_few_words_for_a_prompt() -> None:
    assert well("today", "--short").out.startswith("single: ")
    drilled("one", "two")
    assert well("today", "--short").out == "✓ 2 ideas\n"


def test_check_says_it_with_its_exit_status() -> None:
    done = brainstorm("today", "--check")
    assert (done.status, done.text) == (3, "")
    well("later", "an idea", "--question", "sandbagging-cant-wont")
    assert brainstorm("today", "--check").status == 3
    drilled("one")
    assert brainstorm("today", "--check").status == 0


def test_after_a_drill_it_says_so_and_offers_another_form() -> None:
    drilled("one")
    (line,) = well("today").out.splitlines()
    assert line.startswith("Done today: 1 drill, 1 idea. One more: The call · 15 minutes · ")


def test_json() -> None:
    found = well("today", "--json").json
    assert found["date"] == time.strftime("%Y-%m-%d")
    assert found["done"] == {"drills": 0, "ideas": 0}
    assert found["suggestion"]["form"] == "single"
    drilled("one", question=found["suggestion"]["question"])
    found = well("today", "--json").json
    assert found["done"] == {"drills": 1, "ideas": 1}
    assert found["suggestion"]["form"] == "call"


@pytest.mark.parametrize("args", [("--short", "--json"), ("--check", "--short")])
def test_one_way_at_a_time(args: tuple[str, ...]) -> None:
    assert brainstorm("today", *args).status == 2
