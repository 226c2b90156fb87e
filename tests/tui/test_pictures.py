"""Every page as it was last looked at and accepted: 80x24 and 120x40, dark and light.

`make snapshots` draws them anew. They are looked at before they are committed: __snapshots__/test_pictures/*.svg.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.drills import QUESTION, Hand, drilling
from support.pictures import Sheets, not_the_baseline
from support.screens import seat
from support.sessions import NOON, SECOND, TEA, save
from syrupy.assertion import SnapshotAssertion

from brainstorm.bank import load_bank
from brainstorm.practice import ladder as rungs
from brainstorm.practice.plan import make_plan
from brainstorm.session import events as ev
from brainstorm.tui.bank import BankPage
from brainstorm.tui.debrief import DebriefPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.help import HelpPage
from brainstorm.tui.home import HomePage
from brainstorm.tui.picker import PickerPage
from brainstorm.tui.ready import ReadyPage
from brainstorm.tui.review import ReviewPage
from brainstorm.tui.session import SessionPage
from brainstorm.tui.settings import SettingsPage
from brainstorm.tui.settings_keys import KeysPage

PROMPTS = Path(__file__).parents[2] / "prompts"
SMALL_BANK = Path(__file__).parents[1] / "support" / "small_bank.yaml"
IDEAS = (
    "compare its mistakes with an honestly weak model's",
    "ask for the same skill hidden inside another task",
    "+ e.g. debugging instead of the quiz",
    "tell it that the score decides whether it gets deployed, and then tell another copy that nobody will ever read it",
)

pytestmark = pytest.mark.skipif(bool(not_the_baseline()), reason=f"pictures of other versions: {not_the_baseline()}")


@pytest.fixture
def sheets(snapshot: SnapshotAssertion, request: pytest.FixtureRequest) -> Iterator[Sheets]:
    """Compares pages with their pictures."""
    found = Sheets(snapshot, request.node)
    yield found
    found.close()


@pytest.fixture
def small(desk: Desk, tmp_path: Path) -> Desk:
    """Few questions, which stay as they are, at one o'clock on a fixed day."""
    prompts = tmp_path / "prompts"
    shutil.copytree(PROMPTS, prompts, ignore=shutil.ignore_patterns("questions", "wordings", "claude"))
    (prompts / "questions").mkdir()
    shutil.copy(SMALL_BANK, prompts / "questions")
    desk.open_bank = lambda: load_bank(prompts)
    desk.now = lambda: NOON.replace(hour=13)
    return desk


@pytest.fixture
def practised(small: Desk) -> Desk:
    """A fortnight of practice, one drill of it unfinished."""
    folder, asked = small.places.sessions.path, small.bank.question(QUESTION).entry
    single = small.bank.form("single").entry
    for days in (1, 2, 5, 9):
        save(folder, *IDEAS[:days], days_ago=days, question=asked)
    switch = [(450.0, ev.Asked(q=2, question=SECOND, why="time")), (470.0, ev.Idea(n=3, q=2, text="the tin is old"))]
    save(folder, *IDEAS[:2], days_ago=3, form="call", seconds=900.0, question=TEA, during=switch)
    save(folder, *IDEAS[:2], ended=False, question=asked, whole_form=single)
    return small


async def test_home(small: Desk, sheets: Sheets) -> None:
    async with seat(small, HomePage) as one:
        await one.sees("a question you haven't done")
        await sheets.take(one, "home-first")


async def test_home_after_a_fortnight(practised: Desk, sheets: Sheets) -> None:
    async with seat(practised, HomePage) as one:
        await one.sees("Unfinished", "practised on")
        await sheets.take(one, "home")
        await one.press("f1")
        await one.until(lambda: isinstance(one.app.screen, HelpPage))
        await sheets.take(one, "help")


async def test_picker(practised: Desk, sheets: Sheets) -> None:
    async with seat(practised, PickerPage) as one:
        await one.sees("done 5×")
        await one.press("end", "up", "t")
        await sheets.take(one, "picker")


async def test_ready(small: Desk, sheets: Sheets) -> None:
    plan = make_plan(small.bank, "single", question=QUESTION, seed=7)
    async with seat(small, lambda: ReadyPage(plan)) as one:
        await one.sees("starts the clock")
        await sheets.take(one, "ready-first")


async def test_ready_for_the_call(practised: Desk, sheets: Sheets) -> None:
    plan = make_plan(practised.bank, "call", seed=7)
    async with seat(practised, lambda: ReadyPage(plan)) as one:
        await one.sees("starts the clock")
        await sheets.take(one, "ready-call")


async def test_drill_bell_and_every_rung_of_the_debrief(small: Desk, hand: Hand, sheets: Sheets) -> None:
    async with drilling(small, hand) as one:
        for line in IDEAS:
            await one.passes(9)
            await one.enters(line)
        await one.passes(40)
        await one.types("\n")
        await one.enters("?")
        await one.until(lambda: one.cue)
        await one.types("let it mark other pe")
        await one.recorded()
        await sheets.take(one, "drill")
        await one.press("escape")
        await sheets.take(one, "drill-menu")
        await one.press("escape")
        await one.passes(one.session.seconds - one.drill.t)
        await one.until(lambda: one.session.ended)
        await one.types("ople's papers")
        await one.recorded()
        await sheets.take(one, "bell")
        hand.leaps(1)
        await one.press("enter")
        page = await one.at_debrief()
        await _climb(one, page, sheets)


async def _climb(one: object, page: DebriefPage, sheets: Sheets) -> None:
    """Rung by rung, each answered as somebody would."""
    answers = {
        rungs.WORDS: (*"grade it blind", "enter"),
        rungs.CUT_OFF: ("y",),
        rungs.BEST: ("4", "enter"),
    }
    while True:
        rung = page.ladder.rung
        await sheets.take(one, f"debrief-{rung}")  # type: ignore[arg-type]
        if rung == rungs.BEST:
            await one.press("space", "down", "down", "down", "space", "enter")  # type: ignore[attr-defined]
            await sheets.take(one, "debrief-rating")  # type: ignore[arg-type]
        if page.ladder.last:
            return
        await one.press(*answers.get(rung, ("enter",)))  # type: ignore[attr-defined]
        await one.until(lambda before=rung: page.ladder.rung != before)  # type: ignore[attr-defined]


async def test_review(practised: Desk, sheets: Sheets) -> None:
    async with seat(practised, ReviewPage) as one:
        await one.sees("6 sessions", "2 ideas", "unfinished")
        await one.misses("reading")
        await one.press("down")
        await sheets.take(one, "review")


async def test_one_session(practised: Desk, sheets: Sheets) -> None:
    path = practised.archive.paths()[3]
    async with seat(practised, lambda: SessionPage(path)) as one:
        await one.sees("Why is the tea cold?")
        await sheets.take(one, "session")


async def test_the_questions(practised: Desk, sheets: Sheets) -> None:
    async with seat(practised, BankPage) as one:
        await one.sees("1 drilled")
        await sheets.take(one, "bank")
        await one.press("end", "up", "enter")
        await one.sees("Framing contrast")
        await sheets.take(one, "bank-entry")


async def test_settings(small: Desk, sheets: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")  # paths are shown here
    folder, file = Path("/home/ada/sessions"), Path("/home/ada/.config/brainstorm-drill/config.toml")
    small.places = replace(
        small.places,
        sessions=replace(small.places.sessions, path=folder),
        config_file=replace(small.places.config_file, path=file),
    )
    async with seat(small, SettingsPage) as one:
        await one.sees("keymap")
        await one.press("down", "down")
        await sheets.take(one, "settings")


async def test_the_keymap(small: Desk, sheets: Sheets) -> None:
    async with seat(small, SettingsPage) as one:
        await one.sees("keymap")
        await one.press("end", "enter")
        await one.until(lambda: isinstance(one.app.screen, KeysPage))
        await sheets.take(one, "keys")
