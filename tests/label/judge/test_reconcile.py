"""Two runs made one, and whether they are believed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.sheets import task

from brainstorm.label.judge.prepare import LOOK_ALIKE, OFF_TOPIC, SAME, SAME_TOO
from brainstorm.label.judge.reconcile import alone, groups, reconcile
from brainstorm.label.judge.trust import Line, agreement, checks, in_words, kappa, trust
from brainstorm.label.judge.validate import Filing
from brainstorm.session.text import safe_json

TASK = task([f"idea {n}" for n in range(1, 11)])
GOOD: dict[int | str, Filing] = {
    SAME: Filing("ask"),
    SAME_TOO: Filing("ask", same_as=SAME),
    LOOK_ALIKE: Filing("heat"),
    OFF_TOPIC: Filing("none"),
}


def run(**changes: Filing) -> dict[int | str, Filing]:
    """A run that files all ideas under heat, but for the changes (e3=…)."""
    filed: dict[int | str, Filing] = {n: Filing("heat", quote=f"idea {n}") for n in range(1, 11)}
    return {**GOOD, **filed, **{int(name[1:]): filing for name, filing in changes.items()}}


def label(found: Any, n: int) -> dict[str, Any]:
    return next(dict(each) for each in found.labels if each["n"] == n)


def test_what_both_say_stands() -> None:
    found = reconcile(TASK, run(e2=Filing("ask", common=0, quote="idea 2")), run(e2=Filing("ask", common=0)))
    assert found.disputed == ()
    assert label(found, 2) == {
        "n": 2,
        "of": TASK.of(2),
        "angle": "ask",
        "same_as": False,
        "again": False,
        "common": 0,
        "quote": "idea 2",
        "checkable": False,
    }
    safe_json(found.labels)


def test_what_they_disagree_on_is_disputed_and_left_out() -> None:
    one = Filing("ask", common=0, again=("s0", 4))
    two = Filing("other", other="luck", common=1)
    found = reconcile(TASK, run(e2=one), run(e2=two))
    assert set(label(found, 2)) == {"n", "of", "same_as", "checkable"}
    assert list(found.disputed) == [
        {"n": 2, "field": "angle", "values": ["ask", "other"], "other": [None, "luck"]},
        {"n": 2, "field": "again", "values": [{"session": "s0", "n": 4}, False]},
        {"n": 2, "field": "common", "values": [0, 1]},
    ]


def test_same_as_is_what_both_runs_join_by_whatever_way() -> None:
    first = run(e3=Filing("heat", same_as=1), e7=Filing("heat", same_as=3))
    second = run(e7=Filing("heat", same_as=1), e1=Filing("heat", same_as=3))
    found = reconcile(TASK, first, second)
    assert [label(found, n)["same_as"] for n in (1, 3, 7)] == [False, 1, 1]
    assert found.disputed == ()


def test_a_repeat_that_only_one_run_sees_is_disputed() -> None:
    found = reconcile(TASK, run(e3=Filing("heat", same_as=1)), run())
    assert "same_as" not in label(found, 3)
    assert list(found.disputed) == [{"n": 3, "field": "same_as", "values": [1, False]}]


def test_two_ideas_joined_by_way_of_a_hidden_check_are_joined() -> None:
    both = run(e3=Filing("ask", same_as=SAME), e5=Filing("ask", same_as=SAME_TOO))
    assert label(reconcile(TASK, both, both), 5)["same_as"] == 3


def test_an_idea_that_one_run_did_not_file_is_unlabelled() -> None:
    second = run()
    del second[4]
    found = reconcile(TASK, run(), second)
    assert found.unlabelled == (4,)
    assert 4 not in [each["n"] for each in found.labels]


def test_no_field_speaks_of_a_quality() -> None:
    fields = {key for each in alone(TASK, run()).labels for key in each}
    assert fields <= {"n", "of", "angle", "other", "same_as", "again", "common", "checkable", "quote"}


filings = st.builds(
    Filing,
    angle=st.sampled_from(["heat", "ask", "time", "none"]),
    same_as=st.none() | st.integers(1, 10),
    common=st.none() | st.integers(0, 1),
)
runs = st.dictionaries(st.integers(1, 10), filings, max_size=10)


@given(runs, runs)
def test_order_of_the_runs_changes_nothing_that_stands(first: dict[int, Filing], second: dict[int, Filing]) -> None:
    one, two = reconcile(TASK, first, second), reconcile(TASK, second, first)
    assert {(d["n"], d["field"]) for d in one.disputed} == {(d["n"], d["field"]) for d in two.disputed}
    for left, right in zip(one.labels, two.labels, strict=True):
        assert {k: v for k, v in left.items() if k != "quote"} == {k: v for k, v in right.items() if k != "quote"}
        same = left.get("same_as", False)
        assert same is False or same < left["n"], "a label points to an earlier idea, so there can be no loop"


@given(runs)
def test_a_run_agrees_with_itself(filed: dict[int, Filing]) -> None:
    assert reconcile(TASK, filed, filed).disputed == ()


@given(runs)
def test_groups_are_an_equivalence(filed: dict[int, Filing]) -> None:
    root = groups(filed)
    for key, filing in filed.items():
        if filing.same_as is not None:
            assert root[key] == root[filing.same_as]


# Trust


def test_a_good_judge_passes() -> None:
    assert trust(TASK, run(), run()) == {"ok": True, "checks": [True] * 4, "kappa": 1.0}


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({SAME_TOO: Filing("heat", same_as=SAME)}, [False, True, True, True]),
        ({SAME_TOO: Filing("ask")}, [True, False, True, True]),
        ({LOOK_ALIKE: Filing("ask", same_as=SAME)}, [True, True, False, True]),
        ({LOOK_ALIKE: Filing("ask", same_as=SAME_TOO)}, [True, True, False, True]),
        ({OFF_TOPIC: Filing("other", other="coffee")}, [True, True, True, False]),
    ],
)
def test_each_check_sees_its_own_fault(change: dict[Any, Filing], held: list[bool]) -> None:
    bad = {**run(), **change}
    assert list(checks(bad)) == held
    assert trust(TASK, bad, bad)["ok"] is False
    assert trust(TASK, bad, run())["ok"] is True, "one slip in one of two runs is forgiven"
    assert trust(TASK, bad, bad, Line(checks=3))["ok"] is True


def test_a_check_that_was_not_filed_is_not_passed() -> None:
    ideas_only = {n: filing for n, filing in run().items() if isinstance(n, int)}
    assert trust(TASK, ideas_only, ideas_only)["checks"] == [False] * 4


def test_runs_that_disagree_are_not_believed() -> None:
    angles = ["heat", "ask", "time", "heat", "ask", "time", "heat", "ask", "time", "heat"]
    one = {**GOOD, **{n: Filing(angles[n - 1]) for n in range(1, 11)}}
    two = {**GOOD, **{n: Filing(angles[n % 10]) for n in range(1, 11)}}
    found = trust(TASK, one, two)
    assert found["kappa"] < 0.5
    assert found["ok"] is False
    assert trust(TASK, one, two, Line(kappa=0.0 - 1))["ok"] is True


def test_with_fewer_than_eight_ideas_the_checks_alone_decide() -> None:
    few = task([f"idea {n}" for n in range(1, 8)])
    one = {**GOOD, **{n: Filing("heat") for n in range(1, 8)}}
    two = {**GOOD, **{n: Filing("ask") for n in range(1, 8)}}
    assert agreement(few, one, two) is None
    assert trust(few, one, two) == {"ok": True, "checks": [True] * 4, "kappa": None}


def test_where_most_ideas_could_not_be_used_nothing_is_believed() -> None:
    some = {key: filing for key, filing in run().items() if not isinstance(key, int) or key <= 4}
    assert trust(TASK, some, run())["ok"] is False


def test_kappa_is_cohens() -> None:
    # Cohen 1960's formula by hand: 2x2 table 20 5 / 10 15 of 50: equal .7, chance .5
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("a", "a")] * 3) == 1.0
    assert kappa([]) is None


def test_trust_is_said_in_a_few_words() -> None:
    assert in_words({"checks": [True, True, False, True], "kappa": 0.824}) == "checks 3 of 4, agreement .82"
    assert in_words({"checks": [True] * 4, "kappa": None}) == "checks 4 of 4, agreement not measured (few ideas)"
    assert in_words({"checks": None, "kappa": -0.1}) == "checks 0 of 4, agreement -.10"
