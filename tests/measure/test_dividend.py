"""What another go after a break added."""

from __future__ import annotations

from typing import Any

from support.labelling import MAPPED, ideas, said, session_of

from brainstorm.measure.dividend import Dividend, dividend
from brainstorm.session.events import Event
from brainstorm.session.session import Session

FIRST = "20261101-073000-single-aaaa"


def first() -> Session:
    session = session_of(*ideas("steam", "lid"), said("you", 1, angle="heat"), said("you", 2, angle="cup"))
    return session.changed(id=FIRST)


def second(*events: Event, after: Any = 3600, of: str = FIRST, rungs: Any = ("best", "numbers")) -> Session:
    return session_of(*events).changed(again={"session": of, "after_seconds": after, "rungs_seen": rungs})


def test_new_ideas_and_angles_not_touched_before() -> None:
    labels = [said("you", n, angle=angle) for n, angle in {1: "time", 2: "heat", 3: "cup"}.items()]
    labels.append(said("you", 3, again={"session": FIRST, "n": 2}))
    found = dividend(first(), second(*ideas("clock", "  STEAM", "the lid"), *labels))
    assert found == Dividend(3, 1, ("time",), 2, 3600.0, ("best", "numbers"), False)


def test_without_a_break_there_is_no_dividend() -> None:
    assert dividend(first(), second(*ideas("clock"), after=599)) is None
    assert dividend(first(), second(*ideas("clock"), after=600)) is not None


def test_only_another_go_at_that_session_on_that_question_has_one() -> None:
    assert dividend(first(), session_of(*ideas("clock"))) is None
    assert dividend(first(), second(*ideas("clock"), of="20261101-073000-single-bbbb")) is None
    assert dividend(first(), second(*ideas("clock"), after=True)) is None
    other = session_of(*ideas("clock"), question={**MAPPED, "id": "tea-bitter"})
    assert dividend(first(), other.changed(again={"session": FIRST, "after_seconds": 3600})) is None


def test_angles_are_left_open_where_nobody_filed() -> None:
    found = dividend(first(), second(*ideas("clock"), rungs="damaged"))
    assert found is not None
    assert (found.angles, found.rungs) == (None, ())
