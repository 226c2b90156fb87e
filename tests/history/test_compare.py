"""Then against now."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.sessions import SECOND, TEA, save

from brainstorm.history.compare import compare, in_common
from brainstorm.session import events as ev
from brainstorm.session.journal import read
from brainstorm.session.session import Session

MAP = {**TEA, "angles": [{"id": id_, "lens": "other", "name": id_.upper(), "line": "x", "ask": "x?", "examples": ["x"]}
                         for id_ in ("heat", "cup", "time")]}  # fmt: skip


def session(folder: Path, *texts: str, angles: str = "", days_ago: int = 0, more: tuple[ev.Event, ...] = ()) -> Session:
    names = {"h": "heat", "c": "cup", "t": "time", "o": "other", "n": "none"}
    labels = tuple({"n": n, "angle": names[letter]} for n, letter in enumerate(angles, start=1))
    after = [ev.Labelled(by="you", labels=labels)] if labels else []
    return read(save(folder, *texts, days_ago=days_ago, question=MAP, after=[*after, *more])).session


def test_angles_kept_lost_and_new(tmp_path: Path) -> None:
    a = session(tmp_path, "one", "two", "three", angles="hho", days_ago=12)
    b = session(tmp_path, "four", "five", "six", angles="htt")
    found = compare(a, b, "tea-cold")
    assert (found.kept, found.lost, found.new, found.days) == (("heat",), (), ("time",), 12)
    assert (found.a.angles, found.b.angles, found.b.of) == ({"heat": 2}, {"heat": 1, "time": 2}, 3)
    back = compare(b, a, "tea-cold")
    assert (back.kept, back.lost, back.new) == (("heat",), ("time",), ())


def test_without_labels_on_both_sides_angles_are_not_known(tmp_path: Path) -> None:
    a, b = session(tmp_path, "one", days_ago=1), session(tmp_path, "two", angles="h")
    found = compare(a, b, "tea-cold")
    assert (found.kept, found.lost, found.new) == (None, None, None)
    assert (found.a.labelled, found.b.labelled) == (False, True)


def test_ideas_said_again_in_the_same_words_or_as_labelled(tmp_path: Path) -> None:
    a = session(tmp_path, "Weigh  the steam", "ask the cook", days_ago=1)
    again = ev.Labelled(by="you", labels=({"n": 2, "again": {"session": a.id, "n": 2}},))
    b = session(tmp_path, "weigh the steam", "have a word with the cook", "new", more=(again,))
    assert compare(a, b, "tea-cold").again == ((1, 1), (2, 2))


def test_struck_ideas_are_not_compared(tmp_path: Path) -> None:
    a = session(tmp_path, "one", "two", angles="hc", days_ago=1, more=(ev.Struck(n=2),))
    b = session(tmp_path, "two", angles="h")
    found = compare(a, b, "tea-cold")
    assert (found.a.ideas, found.lost, found.again) == (1, (), ())


def test_flow_is_compared(tmp_path: Path) -> None:
    a, b = session(tmp_path, "one", days_ago=1), session(tmp_path, "one", "two")
    found = compare(a, b, "tea-cold")
    assert (found.a.ideas, found.b.ideas) == (1, 2)
    assert (found.a.latency, found.b.latency) == (10.0, 10.0)


def test_questions_in_common(tmp_path: Path) -> None:
    a = read(save(tmp_path, "x", days_ago=1, during=[(50.0, ev.Asked(q=2, question=SECOND))])).session
    b = read(save(tmp_path, "x", question=SECOND)).session
    assert in_common(a, b) == ["tea-bitter"]
    assert in_common(b, read(save(tmp_path, "x", days_ago=2)).session) == []
    with pytest.raises(ValueError, match="both must have asked"):
        compare(a, b, "tea-cold")
