"""A session filed by hand gives the same numbers in the debrief, in review, in JSON, in `measure` and in Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.command import well
from support.drills import Hand, drilling
from support.screens import seat

from brainstorm.measure.numbers import numbers
from brainstorm.report.numbers import AT_LENGTH, numbers_lines
from brainstorm.session.journal import read
from brainstorm.tui.desk import Desk
from brainstorm.tui.session import SessionPage

IDEAS = ("ask it twice", "pay it", "compare it with a weak model", "translate it", "translate it to Latin", "ghosts")
KEYS = ["1", "a", "7", "2", "o", "g", "h", "o", "s", "t", "enter", "3", "m", "4", "x"]


def flat(text: str) -> str:
    """Words without the layout around them."""
    return re.sub(r"[\s|]+", " ", re.sub(r"[\\:]", "", text))


async def test_five_places_say_the_same(
    desk: Desk, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drilling(desk, hand, size=(120, 60)) as one:
        for text in IDEAS:
            await one.passes(14)
            await one.enters(text)
        await one.press("escape", "e", "enter")
        page = await one.at_debrief()
        await one.press("s")
        await one.labelled()
        await one.press("enter")
        await one.sees("Where your ideas went")
        await one.press(*KEYS)
        await one.press("left")
        await one.sees("How it went", "filed by you")
        debrief = flat(str(page.query_one("#text").render()))
        await one.press("escape")
        await one.until(lambda: not one.app._running)

    # what counts, from the journal alone
    session = read(one.drill.path).session
    counted = numbers(session)
    assert counted.breadth.by == "you"
    assert counted.breadth.margin is None
    rows = [flat(f"{name} {value}") for name, value in numbers_lines(counted)]
    assert f"angles {counted.breadth.angles} of 9" in rows

    async with seat(desk, lambda: SessionPage(one.drill.path), (120, 80)) as reader:
        await reader.sees("Where the ideas went")
        review = flat("\n".join(map(str, reader.app.screen.paper.lines)))  # type: ignore[attr-defined]

    monkeypatch.setenv("BRAINSTORM_SESSIONS", str(desk.places.sessions.path))
    markdown = flat(well("export", session.id).out)
    for row in rows:
        assert row in debrief or row.startswith(tuple(AT_LENGTH))
        assert row in review
        assert row in markdown

    shown = well("show", session.id, "--json")
    measures = shown.json["measures"]
    assert measures["breadth"]["angles"] == counted.breadth.angles
    assert measures["breadth"]["distinct"] == counted.breadth.distinct
    assert measures["novelty"]["repeats"] == counted.novelty.repeats
    (tmp_path / "shown.json").write_text(shown.out)
    again = well("measure", str(tmp_path / "shown.json"), "--json").json
    assert again["breadth"] == measures["breadth"]
    assert again["novelty"] == measures["novelty"]
    assert [label["angle"] for label in again["labels"]] == [
        entry["label"]["angle"] for entry in shown.json["entries"] if entry["kind"] == "idea"
    ]
