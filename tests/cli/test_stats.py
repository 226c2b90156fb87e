"""`brainstorm stats` and `brainstorm compare`."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import brainstorm, harm, well
from support.hostile import HOSTILE
from support.sessions import SECOND, TEA, save

from brainstorm.session import events as ev

HEAT = ev.Labelled(by="you", labels=({"n": 1, "angle": "heat"}, {"n": 2, "angle": "other"}))


@pytest.fixture
def folder(own_home: Path) -> Path:
    return own_home / "sessions"


def test_nothing_yet() -> None:
    assert well("stats").out == "No drills yet.\n"
    assert well("stats", "--form", "call").out == "No drills fit.\n"
    assert well("stats", "--json").json["groups"] == []


def test_thin_data_is_shown_as_thin(folder: Path) -> None:
    save(folder, "one", "two", days_ago=1)
    save(folder, "one", "two", "three")
    out = well("stats").out
    assert out.startswith(
        "2 drills on 2 days, 10:00 in all\n\nsingle, typed, 2 drills: too few for a trend, which takes 5\n"
    )
    assert "Median" not in out
    (group,) = well("stats", "--json").json["groups"]
    assert group["thin"] is True
    assert all(figure["thin"] and not figure["rolling"] and figure["record"] is None for figure in group["figures"])


def test_trends_and_records(folder: Path) -> None:
    for days in range(6):
        save(folder, *["x"] * (days + 1), days_ago=days, after=[HEAT])
    lines = well("stats").out.splitlines()
    (ideas,) = [line.split() for line in lines if line.startswith("  ideas  ")]
    assert ideas[1:] == ["1", "3.5", "2", "to", "5", "6", "█▁"]
    assert any(line.split()[:5] == ["other", "100%", "6", "of", "6"] for line in lines)
    found = well("stats", "--json").json
    assert (found["sessions"], found["drills"], found["days"]) == (6, 6, 6)
    (figure,) = [figure for figure in found["groups"][0]["figures"] if figure["id"] == "ideas"]
    assert figure["record"]["value"] == 6
    assert [point["value"] for point in figure["values"]] == [6, 5, 4, 3, 2, 1]
    assert well("stats", "--since", "2026-11-23", "--json").json["drills"] == 1


def test_two_attempts_at_a_question(folder: Path) -> None:
    a = save(folder, "weigh it", "ask", days_ago=9, after=[HEAT])
    b = save(folder, "weigh it", after=[HEAT])
    save(folder, "x", days_ago=3, question=SECOND)
    expected = well("compare", a.stem, b.stem).out
    assert well("compare", b.stem, a.stem).out == expected
    assert well("compare", "--question", "tea-cold").out == expected
    assert "Why is the tea cold?" in expected
    assert "2026-11-14  2026-11-23" in expected
    assert "angles kept: Heat\nangles lost: none\nangles new: none\n" in expected
    assert "said again: 1 (then 1)  weigh it" in expected
    (pair,) = well("compare", "--question", "tea-cold", "--json").json["comparisons"]
    assert (pair["days"], pair["a"]["ideas"], pair["b"]["ideas"]) == (9, 2, 1)
    assert pair["kept"] == [{"id": "heat", "name": "Heat", "a": 1, "b": 1}]


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        ((), 2, "name two sessions"),
        (("latest",), 2, "name two sessions"),
        (("latest", "latest"), 1, "one session, not two"),
        (("latest", "nosuch"), 1, "no session starts"),
        (("20261123", "20261122"), 1, "no question in common"),
        (("--question", "tea-cold"), 1, "answered 1 time; two attempts are needed"),
        (("--question", "nosuch"), 1, "answered 0 times"),
    ],
)
def test_what_cannot_be_compared(folder: Path, args: tuple[str, ...], status: int, says: str) -> None:
    save(folder, "x")
    save(folder, "x", days_ago=1, question=SECOND)
    done = brainstorm("compare", *args)
    assert done.status == status
    assert says in done.err


def test_hostile_texts(folder: Path) -> None:
    texts = [text.kept for text in HOSTILE if text.kept]
    for days in (0, 1):
        save(folder, *texts, days_ago=days, question={**TEA, "question": texts[0]}, seconds=9000.0)
    assert harm(well("compare", "--question", "tea-cold").out_bytes) is None
    assert harm(well("stats").out_bytes) is None
