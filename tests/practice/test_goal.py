"""The goal on the ready card."""

from __future__ import annotations

from brainstorm.practice.goal import goal
from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.fold import replay
from brainstorm.session.session import Session


def drill(count: int, form: str = "single", seconds: float = 300, at: float = 300, via: str = "key") -> Session:
    """A drill with so many ideas, and as many builds."""
    lines = [
        Line("", None, ev.Started(id="", form={"id": form}, seconds=seconds)),
        Line("", 0.0, ev.Asked(q=1, question={"id": "a"})),
        *(Line("", 1.0, ev.Idea(n=n, text="x", via=via)) for n in range(1, count + 1)),
        *(Line("", 1.0, ev.Idea(n=n, text="x", builds_on=1)) for n in range(count + 1, 2 * count + 1)),
        Line("", at, ev.Ended(why="time" if at == seconds else "done")),
    ]
    return replay(lines)


def test_it_is_a_little_above_the_best_of_the_last_five() -> None:
    assert goal([drill(6), drill(9), drill(7)], "single", 300) == 10
    assert goal([drill(31)], "single", 300) == 34
    assert goal([*[drill(5)] * 5, drill(40)], "single", 300) == 6


def test_other_forms_lengths_and_ways_of_entering_say_nothing() -> None:
    others = [
        drill(9, form="call"), drill(9, seconds=600, at=600), drill(9, at=100), drill(9, via="paste"), drill(0),
    ]  # fmt: skip
    assert goal(others, "single", 300) is None
    assert goal([*others, drill(4)], "single", 300) == 5
    assert goal([], "single", 300) is None
