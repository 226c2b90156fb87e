"""`brainstorm later`: the idea that came on a walk."""

from __future__ import annotations

import pytest
from support.command import QUESTION, brainstorm, drilled, well


def test_it_goes_to_the_latest_session() -> None:
    drilled("one")
    id_ = drilled("one", "two")
    assert well("later", "  ask its grandmother ").out == f"Kept as 3 in {id_}.\n"
    assert well("show", "--json").json["later"] == [{"n": 3, "q": 1, "text": "ask its grandmother", "where": None}]


def test_later_ideas_count_on_and_stay_outside_the_counts() -> None:
    drilled("one")
    well("later", "two", "--where", "walk")
    done = well("later", "three", "--where", "shower", "--json").json
    assert (done["v"], done["n"], done["text"], done["where"]) == (1, 3, "three", "shower")
    shown = well("show", done["session"], "--json").json
    assert [(x["n"], x["where"]) for x in shown["later"]] == [(2, "walk"), (3, "shower")]
    assert shown["counts"]["ideas"] == 1


def test_it_goes_to_the_session_that_is_named() -> None:
    first = drilled("one")
    drilled("two")
    assert well("later", "for the first", "--session", first, "--json").json["session"] == first


def test_it_goes_to_the_newest_session_that_asked_the_question() -> None:
    id_ = drilled("one")
    drilled("two", question="cot-real-reasons")
    assert well("later", "about the first", "--question", QUESTION, "--json").json["session"] == id_


def test_it_goes_to_the_question_of_a_call_that_is_named() -> None:
    call = well("call", "--plain", "--json", stdin="a\n/next\nb\n").json
    first, second = (q["id"] for q in call["questions"])
    well("later", "to the first", "--question", first)
    well("later", "to the second", "--question", second)
    well("later", "to the last one asked")
    assert [x["q"] for x in well("show", "--json").json["later"]] == [1, 2, 2]


def test_a_question_never_drilled_gets_a_session_without_a_clock() -> None:
    done = well("later", "out of the blue", "--question", QUESTION, "--json").json
    assert done["n"] == 1
    shown = well("show", "--json").json
    assert (shown["form"], shown["state"], shown["seconds"], shown["entries"]) == ("later", "ended", 0, [])
    assert shown["questions"][0]["id"] == QUESTION
    text = well("show").out
    assert "no clock" in text
    assert "out of the blue" in text
    assert "silence" not in text
    assert well("later", "once more", "--question", QUESTION, "--json").json["session"] == done["session"]
    assert "2 later" in well("list").out


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (("x",), 1, "there are no sessions"),
        (("x", "--session", "nosuch"), 1, "there are no sessions"),
        (("x", "--question", "nosuch"), 1, "no question"),
        (("   ",), 2, "no words"),
        ((), 2, "IDEA"),
    ],
)
def test_what_cannot_be_kept_is_said(args: tuple[str, ...], status: int, says: str) -> None:
    done = brainstorm("later", *args)
    assert (done.status, done.out) == (status, "")
    assert says in done.err


def test_a_session_that_never_asked_the_question_is_refused() -> None:
    id_ = drilled("one")
    done = brainstorm("later", "x", "--session", id_, "--question", "cot-real-reasons")
    assert done.status == 1
    assert "did not ask “cot-real-reasons”" in done.err
