"""One session whole, on the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.hostile import HOSTILE, Hostile
from support.screens import Seat, seat
from support.sessions import NOON, SECOND, save
from textual import events
from textual.content import Content

from brainstorm.history.archive import Archive
from brainstorm.session import events as ev
from brainstorm.session.journal import append
from brainstorm.session.lock import take
from brainstorm.session.text import visible
from brainstorm.tui.desk import Desk
from brainstorm.tui.review import ReviewPage
from brainstorm.tui.session import SessionPage
from brainstorm.tui.session_lines import MAP_ASKS, MAP_WHOLE, Wanted, session_lines

TALL = (80, 60)


@pytest.fixture
def folder(desk: Desk) -> Path:
    return desk.places.sessions.path


@asynccontextmanager
async def open_(desk: Desk, path: Path, size: tuple[int, int] = TALL) -> AsyncIterator[Seat]:
    async with seat(desk, lambda: SessionPage(path), size) as one:
        await one.until(lambda: page_of(one).paper.lines)
        yield one


def page_of(one: Seat) -> SessionPage:
    page = one.app.screen
    assert isinstance(page, SessionPage)
    return page


def text_of(path: Path, width: int = 80, wanted: Wanted | None = None) -> str:
    lines, _ = session_lines(Archive(path.parent.parent).load(path), width, wanted or Wanted())
    return "\n".join(line.plain for line in lines)


async def test_the_whole_session_is_there(desk: Desk, folder: Path) -> None:
    rated = ev.Rated(best=(2,), self=4)
    later = ev.Later(n=3, text="lag the pot", where="walk", q=1)
    path = save(folder, "warm the pot", "drink it faster", after=[rated, later])
    async with open_(desk, path) as one:
        await one.sees("Single · 2026-11-23 12:00", "5 minutes")
        await one.sees("Why is the tea cold?", "0:10  warm the pot", "● idea", "═ freeze from 30 s")
        await one.sees("first idea after", "10.0 s", "ideas a minute", "lag the pot  (walk)")
        await one.sees("★  2   0:20  drink it faster", "★ your best", "new for you", "4 of 5")


async def test_two_questions_each_have_their_text_strip_and_entries(desk: Desk, folder: Path) -> None:
    during = [
        (150.0, ev.Asked(q=2, question=SECOND, why="time", cut_off="and the lid")),
        (170.0, ev.Idea(n=2, q=2, text="steeped too long", first_key=165.0)),
    ]
    path = save(folder, "warm the pot", during=during, form="call")
    text = text_of(path)
    assert text.count("┃ the question changed") == 2
    assert text.index("cut off by the next question: and the lid") < text.index("2. And why is it bitter?")
    assert text.index("And why is it bitter?") < text.index("steeped too long")


async def test_what_is_not_finished_or_damaged_says_so(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot", ended=False, during=[(25.0, ev.Beat(draft="half a thou"))])
    path.write_bytes(path.read_bytes() + b"garbage\n")
    async with open_(desk, path) as one:
        await one.sees("unfinished", "still in the input: half a thou", "! line 5")


async def test_x_shows_struck_lines_and_earlier_wordings(desk: Desk, folder: Path) -> None:
    changes: list[tuple[float, ev.Event]] = [(50.0, ev.Struck(n=1)), (51.0, ev.Revised(n=2, text="drink it at once"))]
    path = save(folder, "warm the pot", "drink it faster", during=changes)
    async with open_(desk, path) as one:
        await one.sees("drink it at once", "1 struck line and 1 earlier wording not shown: x")
        await one.misses("warm the pot", "was: drink it faster")
        await one.press("x")
        await one.sees("warm the pot  (struck)", "was: drink it faster")
        await one.press("x")
        await one.misses("warm the pot")


async def test_a_shows_the_angles_as_questions_then_all_then_nothing(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot")
    async with open_(desk, path, (80, 24)) as one:
        await one.misses("Where did it go?")
        await one.press("a")
        await one.sees("· Where did it go?", "a again")
        await one.misses("somebody forgot it", "weigh the steam")
        await one.press("a")
        await one.sees("somebody forgot it", "Heat: Follow the heat.", "· weigh the steam", "https://example.org/tea")
        await one.press("a")
        await one.misses("Where did it go?")


async def test_the_angles_stay_hidden_until_the_drill_is_over(desk: Desk, folder: Path) -> None:
    unfinished = save(folder, "warm the pot", ended=False)
    undrilled = save(folder, days_ago=1, form="later", seconds=0, after=[ev.Later(n=1, text="lag it", q=1)])
    for path, why in ((unfinished, "once the drill has ended"), (undrilled, "only after a drill on the question")):
        async with open_(desk, path) as one:
            await one.press("a")
            await one.sees(f"The angles show {why}.")
            await one.misses("Where did it go?")


async def test_e_writes_markdown_and_says_where(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot")
    written = folder / "exports" / f"{path.stem}.md"
    async with open_(desk, path, (200, 40)) as one:
        for _ in range(2):  # our own export is replaced
            await one.press("e")
            await one.sees(f"Written to {written}")
        assert "warm the pot" in written.read_text()
        assert written.stat().st_mode & 0o777 == 0o600


async def test_y_copies_and_shows_the_path_as_well(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot")
    async with open_(desk, path, (200, 40)) as one:
        await one.press("y")
        await one.sees(f"Copied, if your terminal allows it. The same is in {folder / 'exports' / path.stem}.md")
        assert "warm the pot" in one.app.clipboard


async def test_what_cannot_be_written_is_said_and_copied_all_the_same(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot")
    (folder / "exports").write_text("in the way")
    async with open_(desk, path, (200, 40)) as one:
        await one.press("y")
        await one.sees("cannot be written")
        assert "warm the pot" in one.app.clipboard


async def test_d_deletes_and_the_list_knows_how_to_bring_it_back(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot")
    async with open_(desk, path, (120, 40)) as one:  # as `brainstorm review SESSION` starts
        await one.press("d")
        await one.sees("Review", "Deleted; u brings it back", "No sessions left.")
        assert not path.exists()
        await one.press("u")
        await one.sees(f"Back again: {path.stem}", "1 session", "tea-cold")
        assert path.exists()


async def test_a_session_in_use_is_not_deleted(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot", ended=False)
    with path.open("rb") as file:
        take(file.fileno())
        async with open_(desk, path, (120, 40)) as one:
            await one.sees("running now")
            await one.press("d")
            await one.sees(f"{path.stem} is in use")
    assert path.exists()


async def test_esc_goes_to_the_list_also_from_a_session_named_on_the_command_line(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot")
    for key in ("escape", "left"):  # as `brainstorm review SESSION` starts
        async with open_(desk, path) as one:
            await one.press(key)
            await one.until(lambda: isinstance(one.app.screen, ReviewPage))
            await one.sees("1 session", "tea-cold")


async def test_it_scrolls_with_keys_and_the_wheel(desk: Desk, folder: Path) -> None:
    path = save(folder, *(f"idea number {n}" for n in range(1, 30)))
    async with open_(desk, path, (80, 24)) as one:
        paper = page_of(one).paper
        await one.sees("idea number 1")  # what comes later is not laid out before it
        await one.misses("ideas a minute")
        for _ in range(200):  # the page grows while it is read
            await one.press("end")
            if paper.scroll_y == paper.max_scroll_y > 0:
                break
        assert paper.scroll_y > 0
        await one.press("home")
        await one.until(lambda: paper.scroll_y == 0)
        await one.pilot._post_mouse_events([events.MouseScrollDown], paper, button=0)
        await one.until(lambda: paper.scroll_y > 0)


async def test_another_width_lays_it_out_anew(desk: Desk, folder: Path) -> None:
    words = "a long idea that goes on and on until it needs at least two lines of an ordinary screen, and some more"
    path = save(folder, words)
    async with open_(desk, path, (80, 24)) as one:
        paper = page_of(one).paper
        for width, part in ((40, words[:24]), (120, words[:80]), (20, words[:10]), (80, words[:50])):
            await one.pilot.resize_terminal(width, 60)
            await one.until(lambda width=width: width - 10 < paper.columns <= width)
            await one.until(lambda: max(line.cell_length for line in paper.lines) <= paper.columns)
            await one.sees(part)


async def test_a_journal_that_cannot_be_read_says_why(desk: Desk, folder: Path) -> None:
    path = save(folder)
    path.write_text('{"type":"started","v":99,"at":"2026-11-23T12:00:00.000+00:00","id":"x","form":{}}\n')
    async with open_(desk, path) as one:
        await one.sees("can't be read", path.name)
        await one.press("e", "y", "x", "a")
        await one.misses("Written")


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_hostile_text_is_laid_out_harmlessly_and_whole(tmp_path: Path, hostile: Hostile) -> None:
    text = hostile.kept
    question = {"id": "q", "question": text or "x", "angles": [{"id": "a", "name": text, "line": text, "ask": text}]}
    path = save(tmp_path / "sessions", text or "x", question=question, after=[ev.Later(n=2, text=text or "x")])
    for width in (14, 76):
        found = Archive(tmp_path / "sessions").load(path)
        lines, place = session_lines(found, width, Wanted(struck=True, map=MAP_WHOLE))
        assert place is not None
        assert all(line.cell_length <= width for line in lines)
        shown = "".join(line.plain for line in lines)
        assert shown == visible(shown)


async def test_hostile_text_does_not_break_the_page(desk: Desk, folder: Path) -> None:
    path = save(folder, *(hostile.kept or "x" for hostile in HOSTILE))
    async with open_(desk, path) as one:
        await one.press("x", "a", "a", "y", "end", "pageup")
        await one.sees("Copied")


@pytest.mark.parametrize("width", [8, 14, 20, 40, 80, 200])
def test_no_line_is_wider_than_the_page(tmp_path: Path, width: int) -> None:
    folder = tmp_path / "sessions"
    path = save(folder, "日本語で同じ試験を受けて、点数がどう変わるか" * 3, "https://example.org/" + "x" * 300)
    append(path, [ev.Rated(best=(1, 2), self=None), ev.Later(n=3, text="後で" * 40, where="散歩", q=1)], NOON)
    lines, _ = session_lines(Archive(folder).load(path), width, Wanted(map=MAP_ASKS))
    assert [line.plain for line in lines if line.cell_length > width] == []
    assert all(isinstance(line, Content) and "\n" not in line.plain for line in lines)
