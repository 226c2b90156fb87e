"""Home: what is unfinished, what to do today, the last fortnight, and the way to everything else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from support.drills import QUESTION, Hand, begun
from support.journals import FORM
from support.screens import Seat, seat
from support.sessions import NOON, save

from brainstorm.bank import Bank, BankError
from brainstorm.drill import commands as do
from brainstorm.history.index import ask
from brainstorm.history.suggest import suggest
from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.journal import append, create, make_id, path_of, read, stamp
from brainstorm.session.lock import take
from brainstorm.tui.bank import BankPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.drill import DrillPage
from brainstorm.tui.home import HomePage
from brainstorm.tui.later import LaterPage
from brainstorm.tui.picker import PickerPage
from brainstorm.tui.ready import ReadyPage
from brainstorm.tui.review import ReviewPage
from brainstorm.tui.settings import SettingsPage


@pytest.fixture(autouse=True)
def noon(desk: Desk) -> None:
    """It is 13:00 on the day of the sessions of these tests."""
    desk.now = lambda: datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.fixture
def folder(desk: Desk) -> Path:
    return desk.places.sessions.path


def unfinished(folder: Path, *texts: str, form: dict[str, Any] = FORM, id_: str = QUESTION, desk: Desk) -> Path:
    """A drill that was left half an hour ago."""
    asked = ev.Asked(q=1, question=desk.bank.question(id_).entry)
    started = ev.Started(id=make_id(NOON, str(form["id"]), "open"), form=form, seconds=300.0, seed=7)
    lines = [Line(stamp(NOON), None, started), Line(stamp(NOON), 0.0, asked)]
    lines += [Line(stamp(NOON), 10.0 * n, ev.Idea(n=n, text=text)) for n, text in enumerate(texts, 1)]
    lines.append(Line(stamp(NOON), 90.0, ev.Beat(draft="half a thought")))
    path = path_of(folder, started.id)
    create(path, lines)
    return path


@asynccontextmanager
async def at_home(desk: Desk, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Seat]:
    async with seat(desk, HomePage, size) as one:
        await one.sees("Today")
        await one.misses("…")
        yield one
        for page in one.app.screen_stack:
            if isinstance(page, DrillPage):
                page.drill.close()


async def test_the_first_time(desk: Desk) -> None:
    async with at_home(desk) as one:
        await one.sees("no sessions yet", "the last 14 days", "· " * 14)
        await one.sees("Single · 10 minutes", "a question you haven't done", "Start today's drill")
        await one.misses("Unfinished")


async def test_the_suggestion_gives_no_question_away(desk: Desk) -> None:
    async with at_home(desk, (200, 60)) as one:
        for row in desk.bank.rows:
            assert row.id not in one.text
            assert row.text[:20] not in one.text


async def test_the_suggestion_says_why_and_is_what_starts(desk: Desk, folder: Path) -> None:
    ids = sorted(row.id for row in desk.bank.rows)
    save(folder, "one", days_ago=1, question=desk.bank.question(ids[0]).entry)
    async with at_home(desk) as one:
        await one.sees("The call · 15 minutes", "A form you haven't tried; a topic you haven't met.", "1 session")
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, ReadyPage))
        assert isinstance(one.app.screen, ReadyPage)
        drawn = [question["id"] for question in one.app.screen._plan.material.questions]
        assert drawn[0] == one_of(desk, folder)
        assert ids[0] not in drawn


def one_of(desk: Desk, folder: Path) -> str:
    """The question that is suggested."""
    from brainstorm.history.recall import past

    today = date(2026, 11, 23)
    known = ask(folder, desk.places.cache.path, lambda db: past(db, today))
    found = suggest(desk.bank.rows, desk.bank.forms, known, today)
    assert found is not None
    return found.question


async def test_what_was_done_today_is_said(desk: Desk, folder: Path) -> None:
    save(folder, "one", "two")
    async with at_home(desk) as one:
        await one.sees("done: 1 drill, 2 ideas; one more would be", "The call · 15 minutes")


async def test_fourteen_days(desk: Desk, folder: Path) -> None:
    for days in (0, 0, 3, 13, 14, 40):
        save(folder, "one", days_ago=days, form=f"single{days}x{len(list(folder.rglob('*.jsonl')))}")
    async with at_home(desk) as one:
        await one.sees("■ · · · · · · · · · ■ · · ■", "practised on 3 of the last 14 days", "6 sessions")
        # 23 November 2026 is a Monday.
        await one.sees("T W T F S S M T W T F S S M")


@pytest.mark.parametrize(
    ("key", "page"),
    [("p", PickerPage), ("c", ReadyPage), ("r", ReviewPage), ("i", LaterPage), ("b", BankPage), ("s", SettingsPage)],
)
async def test_each_key_and_each_line_leads_there_and_esc_back(desk: Desk, key: str, page: type) -> None:
    async with at_home(desk) as one:
        await one.press(key)
        await one.until(lambda: isinstance(one.app.screen, page))
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))
        place = ["enter", "p", "c", "r", "i", "b", "s", "q"].index(key)
        await one.press("home", *["down"] * place, "enter")
        await one.until(lambda: isinstance(one.app.screen, page))
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))
        await one.pilot.click("#menu", offset=(5, place))
        await one.until(lambda: isinstance(one.app.screen, page))


@pytest.mark.parametrize("keys", [("q",), ("ctrl+q",), ("ctrl+c",), ("end", "enter")])
async def test_leaving(desk: Desk, keys: tuple[str, ...]) -> None:
    async with at_home(desk) as one:
        await one.press(*keys)
        await one.until(lambda: not one.app._running)
    assert one.app.return_code == 0


async def test_a_whole_drill_from_home_and_back(desk: Desk, folder: Path) -> None:
    async with at_home(desk) as one:
        await one.press("enter")
        await one.sees("Say whatever comes")
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, DrillPage))
        await one.sees("0 ideas")
        await one.press(*"one", "enter", "escape", "e", "enter")
        await one.sees("Your best three")
        await one.press("escape")
        await one.until(lambda: not isinstance(one.app.screen, DrillPage))
        page = one.app.screen
        page._awake = True  # type: ignore[attr-defined]  # a moment later
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))
        await one.sees("1 session", "The call")
        await one.press("enter")  # the first lines are gone now
        await one.sees("Enter starts the clock")
        await one.misses("Say whatever comes")


# an unfinished drill


async def test_an_unfinished_drill_is_offered_and_gone_on_with(desk: Desk, folder: Path) -> None:
    path = unfinished(folder, "one", "two", desk=desk)
    async with at_home(desk) as one:
        await one.sees("Unfinished: Single from 12:00, 2 ideas, 3:30 left", "g go on   x close it   l leave it")
        await one.press("g")
        await one.until(lambda: isinstance(one.app.screen, DrillPage))
        await one.sees("half a thought", "two", "2 ideas")
        await one.press("enter")
        await one.sees("3 ideas")
    assert [entry.text for entry in read(path).session.entries] == ["one", "two", "half a thought"]


async def test_an_unfinished_drill_can_be_closed(desk: Desk, folder: Path) -> None:
    path = unfinished(folder, "one", desk=desk)
    async with at_home(desk, (120, 30)) as one:
        await one.sees("Unfinished")
        await one.press("x")
        await one.sees("Closed with 1 idea; it is in review.")
        await one.misses("Unfinished", "go on")
    session = read(path).session
    assert (session.ended, session.cut_off) == ("closed", "half a thought")


async def test_an_unfinished_drill_can_be_left(desk: Desk, folder: Path) -> None:
    path = unfinished(folder, "one", desk=desk)
    before = path.read_bytes()
    async with at_home(desk) as one:
        await one.sees("Unfinished")
        await one.press("l")
        await one.misses("Unfinished")
        await one.press("r", "escape")
        await one.misses("Unfinished")  # not again
    assert path.read_bytes() == before


async def test_a_call_can_only_be_closed(desk: Desk, folder: Path) -> None:
    unfinished(folder, "one", form={**FORM, "id": "call", "name": "The call", "pause": False}, desk=desk)
    async with at_home(desk) as one:
        await one.sees("Unfinished: The call from 12:00, 1 idea", "x close it   l leave it")
        await one.misses("go on", "left")
        await one.press("g")
        assert isinstance(one.app.screen, HomePage)


async def test_without_an_unfinished_drill_its_keys_are_not_there(desk: Desk) -> None:
    async with at_home(desk) as one:
        await one.press("g", "x", "l")
        assert isinstance(one.app.screen, HomePage)
        await one.misses("Closed", "Unfinished")


async def test_a_drill_somebody_else_runs_is_not_offered(desk: Desk, folder: Path) -> None:
    path = unfinished(folder, "one", desk=desk)
    with path.open("rb") as file:
        take(file.fileno())
        async with at_home(desk) as one:
            await one.misses("Unfinished")


async def test_a_drill_taken_meanwhile_says_so(desk: Desk, folder: Path) -> None:
    path = unfinished(folder, "one", desk=desk)
    async with at_home(desk, (120, 30)) as one:
        await one.sees("Unfinished")
        with path.open("rb") as file:
            take(file.fileno())
            await one.press("g")
            await one.sees("in use")
            assert isinstance(one.app.screen, HomePage)


async def test_a_drill_ended_meanwhile_says_so(desk: Desk, folder: Path) -> None:
    path = unfinished(folder, "one", desk=desk)
    async with at_home(desk, (120, 30)) as one:
        await one.sees("Unfinished")
        append(path, [ev.Ended(why="closed")], NOON)
        await one.press("x")
        await one.sees("has ended")


async def test_leaving_a_running_drill_from_home_offers_it_again(desk: Desk, hand: Hand, folder: Path) -> None:
    page = DrillPage()
    drill = begun(desk, hand, page)
    drill.do(do.Enter("one"), wait=True)
    drill.do(do.Stop("draft"), wait=True)
    drill.close()
    async with at_home(desk) as one:
        await one.sees("Unfinished: Single", "1 idea")


# no questions, and files that are none


@pytest.mark.parametrize("why", ["questions/tea.yaml:7: [/] is no topic; expected a word", "prompts: holds no [/]"])
async def test_without_a_sound_bank_home_says_why_and_what_needs_none_works(desk: Desk, folder: Path, why: str) -> None:
    def broken() -> Bank:
        raise BankError(why)

    path = unfinished(folder, "one", desk=desk)
    desk._bank, desk.open_bank = None, broken
    async with at_home(desk, (120, 30)) as one:
        await one.sees(f"No questions: {why}")
        for key in ("enter", "p", "c", "g"):
            await one.press(key)
            await one.until(lambda: one.text.count("[/]") >= 2)
            assert isinstance(one.app.screen, HomePage)
        await one.press("r")
        await one.until(lambda: isinstance(one.app.screen, ReviewPage))
        await one.press("escape")
        await one.sees("Unfinished")
        await one.press("x")
        await one.sees("Closed with 1 idea")
    assert read(path).session.ended == "closed"


async def test_files_that_are_no_sessions_do_no_harm(desk: Desk, folder: Path) -> None:
    save(folder, "one", days_ago=1)
    year = folder / "2026"
    (year / "20261123-110000-single-aaaa.jsonl").write_bytes(b"\xff\x00 garbage\n")
    (year / "20261123-110001-single-bbbb.jsonl").write_bytes(b"")
    (year / "20261123-110002-single-cccc.jsonl").mkdir()
    (year / "notes.txt").write_text("mine")
    async with at_home(desk) as one:
        await one.sees("Today", "practised on")
        await one.press("r")
        await one.until(lambda: isinstance(one.app.screen, ReviewPage))


async def test_a_thousand_sessions_are_counted_from_their_names(desk: Desk, folder: Path) -> None:
    year = folder / "2026"
    year.mkdir(parents=True)
    for n in range(1000):
        (year / f"20260101-{n // 60 % 24:02}{n % 60:02}00-single-{n:04}.jsonl".replace("0", "2", 0)).touch()
    async with at_home(desk) as one:
        await one.sees("1000 sessions")


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60)])
async def test_it_stands_at_every_size(desk: Desk, folder: Path, size: tuple[int, int]) -> None:
    unfinished(folder, "one", desk=desk)
    async with seat(desk, HomePage, size) as one:
        await one.sees("Unfinished")
        await one.settled()
        await one.press("end")
        await one.sees("Leave")
        await one.press("home")
        await one.sees("Start today's")


# Another go


async def test_another_go_is_offered_after_a_break(desk: Desk, hand: Hand, folder: Path) -> None:
    path = save(folder, "ask the aunt", "weigh the steam", seconds=300)  # at 12:00, and now it is 13:00
    async with seat(desk, HomePage) as one:
        await one.sees("another go at tea, 60 minutes after the first")
        await one.press("a")
        await one.until(lambda: isinstance(one.app.screen, ReadyPage))
        await one.sees("Another go", "5 minutes")
        await one.misses("Where you did not look:", "Why is the tea cold?")
        card = one.app.screen
        assert isinstance(card, ReadyPage)
        assert card._plan.again == {"session": path.stem, "after_seconds": 3600, "rungs_seen": []}


async def test_it_is_not_offered_twice(desk: Desk, hand: Hand, folder: Path) -> None:
    first = save(folder, "ask the aunt")
    again = {"session": first.stem, "after_seconds": 1200, "rungs_seen": []}
    id_ = make_id(NOON, "again", "zzzz")
    started = ev.Started(id=id_, form=FORM, seconds=300, again=again)
    at = stamp(datetime(2026, 11, 23, 12, 30, tzinfo=UTC))
    lines = [Line(at, None, started), Line(at, 0.0, ev.Asked(q=1, question={"id": "x", "question": "Why?"}))]
    create(path_of(folder, id_), [*lines, Line(at, 9.0, ev.Ended(why="done"))])
    async with seat(desk, HomePage) as one:
        await one.sees("2 sessions", "Today")
        await one.until(lambda: one.app.screen._suggestion is not None)  # type: ignore[attr-defined]
        await one.misses("another go at")
        await one.press("a")
        assert isinstance(one.app.screen, HomePage)


async def test_right_after_a_drill_nothing_is_offered(desk: Desk, hand: Hand, folder: Path) -> None:
    now = stamp(datetime(2026, 11, 23, 12, 55, tzinfo=UTC))
    id_ = make_id(datetime(2026, 11, 23, 12, 55, tzinfo=UTC), "single", "aaaa")
    lines = [
        Line(now, None, ev.Started(id=id_, form=FORM, seconds=300)),
        Line(now, 0.0, ev.Asked(q=1, question={"id": "x", "topic": "tea", "question": "Why?"})),
        Line(now, 5.0, ev.Idea(n=1, text="because")),
        Line(now, 9.0, ev.Ended(why="done")),
    ]
    create(path_of(folder, id_), lines)
    async with seat(desk, HomePage) as one:
        await one.until(lambda: one.app.screen._suggestion is not None)  # type: ignore[attr-defined]
        await one.misses("another go at")
