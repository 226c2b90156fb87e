"""Search, trends, then against now, and a later idea, on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.hostile import HOSTILE
from support.screens import seat
from support.sessions import SECOND, TEA, save

from brainstorm.session import events as ev
from brainstorm.session.journal import read
from brainstorm.session.lock import take
from brainstorm.tui.compare import ComparePage
from brainstorm.tui.desk import Desk
from brainstorm.tui.home import HomePage
from brainstorm.tui.later import LaterPage
from brainstorm.tui.review import ReviewPage
from brainstorm.tui.search import SearchPage
from brainstorm.tui.session import SessionPage
from brainstorm.tui.trends import TrendsPage, _steps

HEAT = ev.Labelled(by="you", labels=({"n": 1, "angle": "heat"}, {"n": 2, "angle": "other"}))


@pytest.fixture
def folder(desk: Desk) -> Path:
    return desk.places.sessions.path


# search


async def test_what_fits_comes_while_it_is_typed_and_enter_opens_it(desk: Desk, folder: Path) -> None:
    save(folder, "ask the cook", "weigh the steam", days_ago=2)
    save(folder, "nothing of it")
    async with seat(desk, ReviewPage) as one:
        await one.sees("2 sessions")
        await one.press("s", *"wei")
        await one.sees("weigh the steam", "2026-11-21 · single · 0:20 · tea-cold", "1 hit")
        assert "ask the cook" not in one.text
        await one.until(lambda: "Open" in one.footer)
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, SessionPage))
        await one.sees("ask the cook", "2026-11-21")
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, SearchPage))
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, ReviewPage))


async def test_arrows_go_through_the_hits_while_the_line_is_kept(desk: Desk, folder: Path) -> None:
    for days in range(3):
        save(folder, "weigh it", days_ago=days)
    async with seat(desk, SearchPage) as one:
        await one.press(*"weigh")
        await one.sees("3 hits")
        await one.press("down", "down", "down", "up", "enter")
        await one.until(lambda: isinstance(one.app.screen, SessionPage))
        await one.sees("2026-11-22")


async def test_search_says_what_it_found(desk: Desk, folder: Path) -> None:
    save(folder, "weigh the steam")
    async with seat(desk, SearchPage) as one:
        await one.press(*"unicorn")
        await one.sees("Nothing fits.")
        await one.press(*" weigh")
        await one.sees("Nothing has all of these words; these have some of them.", "weigh the steam")
        await one.press("ctrl+u")
        await one.misses("Nothing", "weigh the steam")


async def test_a_broken_index_is_said_and_search_goes_on(desk: Desk, folder: Path) -> None:
    from brainstorm.history.index import index_file

    save(folder, "weigh the steam")
    file = index_file(*desk.index)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"junk" * 500)
    async with seat(desk, SearchPage) as one:
        await one.press(*"weigh")
        await one.sees("weigh the steam")


# later


async def test_a_later_idea_is_kept_with_its_question(desk: Desk, folder: Path) -> None:
    path = save(folder, "one", days_ago=1)
    other = save(folder, "two", days_ago=3, question=SECOND)
    async with seat(desk, HomePage) as one:
        await one.sees("Keep a later idea")
        await one.press("i")
        await one.sees("Why is the tea cold?", "another question")
        await one.press(*"it was me", "enter")
        await one.sees("Kept as 2 in")
        await one.press("down")
        await one.sees("And why is it bitter?")
        await one.press("x", "enter")
        await one.sees(other.stem)
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))
    assert [later.text for later in read(path).session.later] == ["it was me"]
    assert [later.text for later in read(other).session.later] == ["x"]


async def test_what_was_not_kept_is_not_dropped_at_once(desk: Desk, folder: Path) -> None:
    path = save(folder, "one")
    async with seat(desk, HomePage) as one:
        await one.press("i")
        await one.sees("Why is the tea cold?")
        await one.press(*"precious", "escape")
        await one.sees("Not kept yet", "precious")
        with path.open("rb") as held:
            take(held.fileno())
            await one.press("enter")
            await one.sees("Not kept: ", "precious")
        await one.press("enter")
        await one.sees("Kept as 2")
        await one.press("y", "escape", "escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))
    assert [later.text for later in read(path).session.later] == ["precious"]


async def test_without_a_session_there_is_nowhere_to_keep_it(desk: Desk) -> None:
    async with seat(desk, LaterPage) as one:
        await one.sees("No questions yet")
        await one.press("x", "enter")
        await one.sees("no session to keep it in")


# trends


async def test_figures_forms_and_lenses(desk: Desk, folder: Path) -> None:
    for days in range(6):
        save(folder, *["x"] * (days + 1), days_ago=days, after=[HEAT])
    save(folder, "x", days_ago=7, form="call")
    async with seat(desk, ReviewPage) as one:
        await one.sees("7 sessions")
        await one.press("t")
        await one.sees(
            "ideas", "1 of", "single, typed, 6 drills", "last 1", "median of 7: 3.5", "half of them 2 to 5", "record  6"
        )
        await one.press("right")
        await one.sees("distinct angles")
        await one.press("left", "tab")
        await one.sees("call, typed, 1 drill", "thin data")
        await one.press("down", "l")
        await one.sees("Lenses", "6 of 6", "As cues", "No lens has been shown yet")
        await one.press("right", "l")
        await one.sees("single, typed")
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, ReviewPage))


async def test_the_lenses_say_what_followed_when_they_were_shown(desk: Desk, folder: Path) -> None:
    cue = ev.Cue(kind="lens", id="vary", text="Put it another way.")
    save(folder, "x", "y", during=[(15.0, cue)])
    async with seat(desk, TrendsPage) as one:
        await one.sees("1 drill")
        await one.press("l")
        await one.sees("vary  shown 1 time, an idea within a minute after 1", "too few to tell")


async def test_trends_of_nothing(desk: Desk) -> None:
    async with seat(desk, TrendsPage) as one:
        await one.sees("No drills yet")
        await one.press("right", "tab", "l")
        await one.sees("No drills yet")


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (20, 5)])
async def test_every_figure_at_every_size(desk: Desk, folder: Path, size: tuple[int, int]) -> None:
    for days in range(6):
        save(folder, "x", "y", days_ago=days, after=[HEAT, ev.Rated(self=3)])
    async with seat(desk, TrendsPage, size) as one:
        await one.until(lambda: one.app.screen._groups)  # type: ignore[attr-defined]
        for _ in range(12):
            await one.press("right")
        await one.press("l")


@pytest.mark.parametrize(("top", "last"), [(0, 0), (1, 1), (7, 6), (38, 30), (0.8, 0.8), (139.5, 100), (1e6, 1e6)])
def test_ticks_are_round(top: float, last: float) -> None:
    steps = _steps(top)
    assert steps[0] == 0
    assert steps[-1] == pytest.approx(last)
    assert len(steps) <= 6


# then against now

MAP = {**TEA, "angles": [{"id": id_, "lens": "other", "name": f"The {id_}", "line": "x", "ask": "x?", "examples": ["x"]}
                         for id_ in ("heat", "cup")]}  # fmt: skip


def said(*angles: str) -> ev.Labelled:
    return ev.Labelled(by="you", labels=tuple({"n": n, "angle": angle} for n, angle in enumerate(angles, start=1)))


@pytest.mark.parametrize("width", [80, 40])
async def test_two_attempts_side_by_side(desk: Desk, folder: Path, width: int) -> None:
    save(folder, "weigh it", "drink", days_ago=9, question=MAP, after=[said("heat", "cup")])
    path = save(folder, "weigh it", "ask", question=MAP, after=[said("heat", "heat")])
    async with seat(desk, lambda: SessionPage(path), (width, 40)) as one:
        await one.sees("weigh it")
        await one.press("c")
        await one.sees("2026-11-14", "11-23", "= kept The heat", "− lost The cup", "+ new  none", "drink")
        if width == 80:
            assert any("drink" in line and "│" in line and "ask" in line for line in one.text.splitlines())
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, SessionPage))


async def test_every_other_attempt_can_be_chosen(desk: Desk, folder: Path) -> None:
    paths = [save(folder, f"idea {days}", days_ago=days) for days in (20, 10, 0)]
    async with seat(desk, lambda: ComparePage(read(paths[1]).session)) as one:
        await one.sees("idea 20", "idea 10", "attempt 1 of 2", "not both are labelled")
        await one.press("right")
        await one.sees("idea 10", "idea 0", "attempt 2 of 2")
        await one.press("left")
        await one.sees("attempt 1 of 2")


async def test_the_only_attempt_has_nothing_beside_it(desk: Desk, folder: Path) -> None:
    path = save(folder, "one")
    async with seat(desk, lambda: ComparePage(read(path).session)) as one:
        await one.sees("the only attempt")
        await one.press("right", "left")


# one session


async def test_a_labelled_session_has_its_lanes_and_curves(desk: Desk, folder: Path) -> None:
    later = [ev.Later(n=4, text="on the walk", where="walk")]
    path = save(folder, "one", "two", "three", question=MAP, after=[said("heat", "cup", "heat"), *later])
    async with seat(desk, lambda: SessionPage(path), (80, 50)) as one:
        await one.sees("When, by angle", "● The heat", "■ The cup", "ideas so far", "angles so far", "on the walk")
        rows = one.text.splitlines()
        (heat,) = [row for row in rows if "● The heat" in row]
        assert heat.count("●") == 3
    path = save(folder, "one", days_ago=1)
    async with seat(desk, lambda: SessionPage(path), (80, 50)) as one:
        await one.sees("one")
        assert "by angle" not in one.text


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_hostile_texts_do_nothing(desk: Desk, folder: Path, size: tuple[int, int]) -> None:
    texts = [text.kept for text in HOSTILE if text.kept and len(text.kept) < 5000]
    question: dict[str, Any] = {
        **MAP,
        "question": "[bold]\x1b[31m/]",
        "angles": [{**MAP["angles"][0], "name": "[/x] \u202e"}],
    }  # type: ignore[index]
    for days in (0, 1):
        after = [said(*["heat"] * len(texts))]
        save(folder, *texts, days_ago=days, question=question, seconds=10.0 * len(texts) + 10, after=after)
    path = desk.archive.paths()[0]
    for page in (lambda: SessionPage(path), lambda: ComparePage(read(path).session), LaterPage, TrendsPage):
        async with seat(desk, page, size) as one:  # type: ignore[arg-type]
            await one.pilot.pause()
            await one.press("down", "pagedown")
    async with seat(desk, SearchPage, size) as one:
        for text in texts[:40]:
            one.app.screen.query_one("#query").value = text[:60]  # type: ignore[attr-defined]
            await one.pilot.pause()
