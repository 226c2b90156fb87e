"""A reply is never half trusted: what cannot be checked is not there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sheets import row, task

from brainstorm.label.judge.prepare import Earlier, Sheet, sheet
from brainstorm.label.judge.validate import Checked, as_lines, check

PAPER: Sheet = sheet(task(["weigh the cup", "feel the pot"], earlier=[Earlier("s0", 4, "smell it")]), 1)
AT = {item.key: item.id for item in PAPER.items}
TEXTS = {item.id: item.text for item in PAPER.items}


def reply(**changes: dict[str, Any] | None) -> str:
    """A faultless reply, but for the rows named here; None leaves a row out."""
    rows = {id_: row(id_, text) for id_, text in TEXTS.items()}
    for id_, change in changes.items():
        rows[id_] = {**rows[id_], **change} if change is not None else {}
    return json.dumps({"labels": [each for each in rows.values() if each]})


def checked(**changes: dict[str, Any] | None) -> Checked:
    return check(reply(**changes), PAPER)


def test_a_faultless_reply_has_no_problems() -> None:
    found = checked()
    assert found.problems == ()
    assert set(found.filed) == {1, 2, *AT} - {None}
    assert found.filed[1].angle == "heat"


def test_what_is_referred_to_comes_back_as_what_it_is() -> None:
    found = checked(**{AT[1]: {"same_as": AT[2], "again": "e1", "common": "c2"}}).filed[1]
    assert (found.same_as, found.again, found.common) == (2, ("s0", 4), 1)


@pytest.mark.parametrize("nothing", ["", "none", "new", "NO", None, False])
def test_every_way_of_saying_no_is_no(nothing: object) -> None:
    found = checked(**{AT[1]: {"same_as": nothing, "again": nothing, "common": nothing}})
    assert found.problems == ()
    assert found.filed[1].same_as is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"angle": "warmth"}, "there is no angle “warmth”"),
        ({"angle": None}, "there is no angle"),
        ({"angle": ["heat"]}, "there is no angle"),
        ({"angle": "other"}, "one to 4 words, not 0"),
        ({"angle": "other", "other": "a name of five words"}, "one to 4 words, not 5"),
        ({"other": "something"}, "for the angle other only"),
        ({"quote": "words that nobody wrote"}, "is not in the idea"),
        ({"quote": ""}, "the quote is empty"),
        ({"quote": 3}, "the quote is empty"),
        ({"same_as": "k99"}, "not in the list"),
        ({"same_as": 7}, "not in the list"),
        ({"same_as": AT[1]}, "names the idea itself"),
        ({"again": "e7"}, "again names “e7”"),
        ({"common": "c9"}, "common names “c9”"),
        ({"common": "e1"}, "common names “e1”"),
        ({"checkable": "yes"}, "checkable must be true or false"),
    ],
)
def test_one_fault_costs_its_own_idea_only(change: dict[str, Any], words: str) -> None:
    found = checked(**{AT[1]: change})
    assert 1 not in found.filed
    assert 2 in found.filed
    assert len(found.problems) == 1
    assert found.problems[0].startswith(f"{AT[1]}: ")
    assert words in found.problems[0]


def test_a_quote_may_differ_in_case_and_spaces_but_not_in_letters() -> None:
    assert checked(**{AT[1]: {"quote": " Weigh  the\nCUP "}}).problems == ()
    assert checked(**{AT[1]: {"quote": "weigh a cup"}}).problems != ()


def test_an_id_that_is_missing_doubled_or_made_up_is_said() -> None:
    assert checked(**{AT[1]: None}).problems == (f"{AT[1]} is missing",)
    rows = json.loads(reply())["labels"]
    twice = check(json.dumps({"labels": [*rows, rows[0]]}), PAPER)
    assert twice.problems == (f"{rows[0]['id']} stands there 2 times",)
    assert len(twice.filed) == len(rows) - 1
    more = check(json.dumps({"labels": [*rows, row("k77", "x")]}), PAPER)
    assert more.problems == ("“k77” is no id of the list",)
    assert len(more.filed) == len(rows)


def test_a_loop_is_rejected_whole() -> None:
    look = next(id_ for id_ in TEXTS if id_ not in (AT[1], AT[2]))
    loop = {AT[1]: {"same_as": AT[2]}, AT[2]: {"same_as": look}, look: {"same_as": AT[1]}}
    found = check(reply(**loop), PAPER)
    assert found.problems == tuple(f"{id_}: same_as leads back to itself" for id_ in TEXTS if id_ in loop)
    assert not {1, 2} & set(found.filed)


def test_a_chain_into_a_loop_is_no_loop_itself() -> None:
    a, b, c = list(TEXTS)[:3]
    found = check(reply(**{a: {"same_as": b}, b: {"same_as": c}, c: {"same_as": b}}), PAPER)
    assert len(found.problems) == 2


@pytest.mark.parametrize(
    "text", ["", "I would say:", "[]", '{"labels": {}}', '{"labels": [1]}', '{"labels": [', "[" * 100_000, "null"]
)
def test_what_is_no_labels_in_json_is_not_read_at_all(text: str) -> None:
    found = check(text, PAPER)
    assert not found.readable
    assert found.filed == {}
    assert len(found.problems) == 1


def test_a_fence_around_the_json_is_forgiven() -> None:
    assert check(f"```json\n{reply()}\n```", PAPER).problems == ()


def test_what_is_to_be_mended_is_listed_but_not_without_end() -> None:
    lines = as_lines([f"k{n}: wrong" for n in range(50)]).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "- and 30 more of the kind"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["heat", "k1", "k2", "e1", "c1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(["id", "angle", "other", "same_as", "again", "common", "checkable", "quote", "score"])


@given(st.lists(st.dictionaries(fields, values, max_size=9), max_size=8))
def test_whatever_comes_is_checked_without_a_crash(rows: list[dict[str, Any]]) -> None:
    found = check(json.dumps({"labels": rows}), PAPER)
    assert found.problems
    for key, filing in found.filed.items():
        assert filing.angle in ("heat", "ask", "time", "other", "none")
        assert key in AT
