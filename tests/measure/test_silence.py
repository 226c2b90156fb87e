"""What came of each silence."""

from __future__ import annotations

from collections.abc import Mapping

from support.labelling import said, session_of

from brainstorm.measure.numbers import numbers
from brainstorm.session import events as ev
from brainstorm.session.events import Event


def verdicts(*events: Event, labels: Mapping[int, str]) -> list[tuple[float, str | None, str | None]]:
    """(where it ended, what came of it, by whom) of each silence; entries come ten seconds apart without a key."""
    session = session_of(*events, ev.Ended(why="done"), *(said("you", n, angle=a) for n, a in labels.items()))
    return [(x.silence.end, x.verdict, x.by) for x in numbers(session).silences]


def entries(*texts: str) -> list[Event]:
    return [ev.Idea(n=n, text=text) for n, text in enumerate(texts, start=1)]


def test_a_silence_is_productive_when_a_new_angle_followed() -> None:
    found = verdicts(*entries("a", "b", "c"), labels={1: "heat", 2: "cup", 3: "heat"})
    assert found == [
        (10.0, None, None),  # before the first entry: that is the latency
        (20.0, "productive", "you"),
        (30.0, "sterile", "you"),
        (40.0, "sterile", None),  # nothing came before the end
    ]


def test_an_idea_nobody_filed_says_nothing_about_the_silence_before_it() -> None:
    assert verdicts(*entries("a", "b"), labels={1: "heat"})[1] == (20.0, None, None)


def test_a_build_a_struck_line_and_what_is_off_topic_are_no_new_angle() -> None:
    events = [
        ev.Idea(n=1, text="a"),
        ev.Idea(n=2, text="b", builds_on=1),
        ev.Idea(n=3, text="c"),
        ev.Idea(n=4, text="d"),
        ev.Struck(n=3),
    ]
    found = verdicts(*events, labels={1: "heat", 3: "cup", 4: "none"})
    assert [verdict for _, verdict, _ in found] == [None, "sterile", "sterile", "sterile"] + ["sterile"] * (
        len(found) - 4
    )


def test_two_families_off_the_map_are_two_angles() -> None:
    session = session_of(
        *entries("a", "b", "c"),
        said("you", 1, angle="other", other="ghosts"),
        said("you", 2, angle="other", other="Ghosts "),
        said("you", 3, angle="other", other="magnets"),
    )
    assert [x.verdict for x in numbers(session).silences][:3] == [None, "sterile", "productive"]


def test_a_mark_without_words_may_have_been_anything() -> None:
    assert verdicts(ev.Idea(n=1, text="a"), ev.Idea(n=2, text="", aloud=True), labels={1: "heat"})[1][1] is None
