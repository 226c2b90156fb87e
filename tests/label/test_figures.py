"""The figures beside the offline labels, read as kindly as a journal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.labelling import figured, ideas, session_of

from brainstorm.label.figures import Figures, IdeaFigures, figures_of
from brainstorm.label.labels import of_text
from brainstorm.session.events import Labelled


def read(figures: Any) -> Figures:
    return figures_of(session_of(*ideas("steam"), Labelled(by="offline", figures=figures)))


def of(**fields: Any) -> dict[str, Any]:
    return {"encoder": "wordllama", "ideas": [{"n": 1, "of": of_text("steam"), **fields}]}


def test_what_was_measured_of_an_idea() -> None:
    fields = {
        "top": [["heat", 0.4], ["other", 0.6]],
        "gain": 1,
        "uncommonness": 0.83,
        "near": "near",
        "nearest_common": 0,
        "repeat_of": None,
        "new_for_you": 0.7,
    }
    found = read(of(**fields))
    assert found.encoder == "wordllama"
    assert found.ideas[1] == IdeaFigures(1, (("heat", 0.4), ("other", 0.6)), 1.0, 0.83, "near", 0, None, 0.7)
    assert found.ideas[1].chances == {"heat": 0.4, "other": 0.6}


@pytest.mark.parametrize(
    "fields",
    [
        {"top": "heat", "gain": "much", "near": "far", "nearest_common": -1, "repeat_of": 0},
        {"top": [["heat"], ["heat", 2.0], ["heat", True], [1, 0.5]], "gain": True, "nearest_common": 1.5},
        {"top": [["heat", 10**400]], "gain": 10**400, "uncommonness": -(10**400), "new_for_you": float("nan")},
    ],
)
def test_what_is_odd_is_left_out(fields: dict[str, Any]) -> None:
    assert read(of(**fields)).ideas[1] == IdeaFigures(1)


@given(st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.lists(st.integers(), max_size=2)))
def test_nothing_in_them_breaks_the_reader(figures: dict[str, Any]) -> None:
    assert read(figures).ideas == {}
    assert read({"ideas": [figures, 3, None], "questions": [figures]}).ideas == {}


def test_the_newest_figures_hold_and_claudes_none() -> None:
    old, new = figured({"steam": "heat"}, confidence=0.3), figured({"steam": "heat"}, confidence=0.9)
    session = session_of(*ideas("steam"), old, new, Labelled(by="claude", figures={"encoder": "x"}))
    assert figures_of(session).ideas[1].top[0] == ("heat", 0.9)
    assert figures_of(session_of(*ideas("steam"))) == Figures()
