"""Another go at a question: at once with help, after a break without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.labelling import MAPPED, ideas, said, session_of

from brainstorm.bank import Bank, load_bank
from brainstorm.practice.again import best_question, offer, plan_again
from brainstorm.practice.plan import PlanError
from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.session import Session

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return load_bank(Path(__file__).parents[2] / "prompts", (), tmp_path_factory.mktemp("cache"))


def one(id_: str = "a") -> Session:
    return session_of(*ideas("steam", "lid"), said("you", 1, angle="heat"), said("you", 2, angle="cup")).changed(id=id_)


def test_at_once_the_untouched_angles_go_along_as_questions(bank: Bank) -> None:
    plan = plan_again(bank, one(), 1, 0.0, ["best", "numbers"])
    assert plan.asks == ("Who would know?", "When was it?")
    assert plan.again == {"session": "a", "after_seconds": 0, "rungs_seen": ["best", "numbers", "asks"]}
    assert (plan.form.id, plan.seconds) == ("again", 300)
    assert plan.material.questions == (MAPPED,)  # as it was asked then, also when the bank has lost it
    assert plan.material.lenses


def test_after_a_break_they_stay_unseen(bank: Bank) -> None:
    plan = plan_again(bank, one(), 1, 4000.4, ["best"])
    assert plan.asks == ()
    assert plan.again == {"session": "a", "after_seconds": 4000, "rungs_seen": ["best"]}


def test_a_question_that_is_not_there_is_said(bank: Bank) -> None:
    with pytest.raises(PlanError, match="no question 7"):
        plan_again(bank, one(), 7, 0.0, ())


def test_the_question_with_most_left_is_taken() -> None:
    second = {**MAPPED, "id": "tea-bitter"}
    events = [*ideas("a", "b"), ev.Asked(q=2, question=second), ev.Idea(n=3, q=2, text="c"), ev.Ended(why="done")]
    labels = [said("you", n, angle=angle) for n, angle in {1: "heat", 2: "cup", 3: "cup"}.items()]
    assert best_question(session_of(*events, *labels)) == 2
    assert best_question(session_of()) is None


@dataclass
class Journal:
    session: Session
    lines: tuple[Line, ...]


def ended(session: Session, ago: timedelta) -> Journal:
    return Journal(session, (Line((NOW - ago).isoformat(), 300.0, ev.Ended(why="time")),))


def offered(*journals: Journal) -> tuple[str, float] | None:
    found = offer(journals, NOW)
    return None if found is None else (found.session.id, found.after_seconds)


def test_it_is_offered_from_ten_minutes_to_a_day_after() -> None:
    assert offered(ended(one(), timedelta(minutes=9, seconds=59))) is None
    assert offered(ended(one(), timedelta(minutes=10))) == ("a", 600.0)
    assert offered(ended(one(), timedelta(days=1))) == ("a", 86400.0)
    assert offered(ended(one(), timedelta(days=1, seconds=1))) is None


def test_the_newest_that_fits_is_offered() -> None:
    hour, day = timedelta(hours=1), timedelta(hours=20)
    assert offered(ended(one("new"), timedelta(minutes=1)), ended(one("b"), hour), ended(one("c"), day)) == (
        "b",
        3600.0,
    )


def test_what_was_gone_at_again_is_not_offered_and_neither_is_the_other_go() -> None:
    hour = timedelta(hours=1)
    again = one("again").changed(again={"session": "a", "after_seconds": 700, "rungs_seen": []})
    assert offered(ended(again, timedelta(minutes=30)), ended(one("a"), hour)) is None
    assert offered(ended(again, timedelta(minutes=30)), ended(one("b"), hour)) == ("b", 3600.0)


def test_without_ideas_or_a_clock_or_an_end_there_is_nothing_to_go_at_again() -> None:
    hour = timedelta(hours=1)
    assert offered(ended(session_of().changed(id="empty"), hour)) is None
    assert offered(ended(one().changed(seconds=0.0), hour)) is None
    assert offered(Journal(one(), ())) is None
