"""Rule-based tips: few, citing their ideas, never praise."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.labelling import ANGLES, figured, ideas, said, session_of

from brainstorm.measure.numbers import numbers
from brainstorm.measure.tips import NextForm, cited, next_form, tips
from brainstorm.session import events as ev
from brainstorm.session.events import Event
from brainstorm.session.session import Session


def rules(session: Session) -> dict[str, tuple[int, ...]]:
    return {tip.rule: tip.ns for tip in tips(session, numbers(session))}


def filed(letters: str, *more: Event) -> Session:
    names = {"h": "heat", "p": "people", "c": "cup", "t": "time", "o": "other"}
    labels = [said("you", n, angle=names[letter]) for n, letter in enumerate(letters, start=1)]
    return session_of(*ideas(*(f"idea {n}" for n in range(1, len(letters) + 1))), ev.Ended(why="done"), *more, *labels)


def test_a_tunnel_is_named_with_its_ideas() -> None:
    session = filed("phhhht")
    tip = tips(session, numbers(session))[0]
    assert (tip.rule, tip.ns) == ("tunnel", (2, 3, 4, 5))
    assert "2-5" in tip.text
    assert "“Heat”" in tip.text


def test_a_guess_only_seems() -> None:
    guess = figured({"a": "heat", "b": "heat", "c": "heat", "d": "heat"})
    session = session_of(*ideas("a", "b", "c", "d"), guess)
    assert "seem to stay" in tips(session, numbers(session))[0].text


def test_a_slow_start_cites_the_first_idea() -> None:
    session = session_of(ev.Dry(), ev.Dry(), ev.Idea(n=1, text="a"), said("you", 1, angle="heat"))  # at 30 s
    assert rules(session)["late"] == (1,)


def test_repeats_common_ideas_and_the_flat_end() -> None:
    same = [said("you", 2, same_as=1), said("you", 3, same_as=1)]
    assert rules(filed("hpc", *same))["repeats"] == (1, 2, 3)
    common = [said("you", n, common=0) for n in (1, 2, 3)] + [said("you", 4, common=False)]
    assert rules(filed("hpct", *common))["common"] == (1, 2, 3)
    assert rules(filed("hphphph"))["flat"] == (2,)


def test_silences_that_led_somewhere_and_that_did_not() -> None:
    quiet = [ev.Idea(n=n, text=f"{n}") for n in (1, 2, 3)]
    new = session_of(*quiet, *(said("you", n, angle=a) for n, a in {1: "heat", 2: "cup", 3: "cup"}.items()))
    assert rules(new)["productive"] == (2,)
    old = session_of(*quiet, *(said("you", n, angle="heat") for n in (1, 2, 3)))
    assert rules(old)["sterile"] == (2, 3)


def test_nothing_to_say_about_nothing() -> None:
    assert rules(session_of()) == {}


@given(st.lists(st.sampled_from([*ANGLES, "other", "none"]), max_size=12), st.data())
def test_tips_are_few_cite_counted_ideas_and_neither_praise_nor_score(angles: list[str], data: st.DataObject) -> None:
    texts = [f"idea {n}" for n in range(1, len(angles) + 1)]
    same = data.draw(st.dictionaries(st.integers(2, 12), st.integers(1, 11), max_size=4))
    labels = [said("you", n, angle=angle) for n, angle in enumerate(angles, start=1)]
    labels += [said("you", n, same_as=m) for n, m in same.items()]
    session = session_of(*ideas(*texts), ev.Ended(why="done"), *labels)
    found = tips(session, numbers(session))
    assert len(found) <= 3
    for tip in found:
        assert tip.ns
        assert all(session.entry(n) for n in tip.ns)
        assert not re.search(r"great|well done|creativ|score|good job", tip.text, re.IGNORECASE)


def test_numbers_are_cited_as_people_write_them() -> None:
    assert cited((3, 1, 2, 7, 8, 10)) == "1-3, 7, 8, 10"


@pytest.mark.parametrize(
    ("letters", "forms", "form"),
    [
        ("hhhh", ("single", "call", "spread", "off-limits"), "off-limits"),
        ("hhhh", ("single", "call", "spread"), "spread"),
        ("hhhh", ("single", "call"), "call"),
        ("hp", ("single", "call"), "call"),
        ("hp", ("single",), "single"),
        ("hp", (), None),
    ],
)
def test_the_next_form_answers_a_tip_or_keeps_the_forms_changing(
    letters: str, forms: tuple[str, ...], form: str | None
) -> None:
    session = filed(letters)
    found = next_form(session, numbers(session), forms)
    assert (found.form if found else None) == form
    assert found is None or isinstance(found, NextForm)
