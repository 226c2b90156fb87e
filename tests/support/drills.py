"""A drill on the screen, with time that the test moves by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.screens import PATIENCE, Seat, seat
from textual import _time, events
from textual.keys import _character_to_key
from textual.screen import Screen

from brainstorm.practice.clock import DrillClock, Watch
from brainstorm.practice.drill import Drill, begin, reopen
from brainstorm.practice.plan import make_plan
from brainstorm.session.events import Event
from brainstorm.session.journal import read
from brainstorm.session.session import Session
from brainstorm.tui.debrief import DebriefPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.drill import DrillPage

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
QUESTION = "sandbagging-cant-wont"
ASKED = "You give a model an exam you were sure it would ace"
SECOND = "sabotage-review"


class Hand:
    """The hand that moves the clocks: the steady one, the one on the wall, and the one that keys are stamped with."""

    def __init__(self) -> None:
        self.now = 5000.0
        self.wall = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
        self._watches: list[Watch] = []

    def parts(self) -> dict[str, Any]:
        """What a drill is given to go by these clocks."""
        watch = Watch(lambda: self.now)
        watch.start = lambda: watch.look()  # type: ignore[method-assign]  # no thread
        self._watches.append(watch)
        return {"clock": DrillClock(lambda: self.now), "watch": watch, "wall": lambda: self.wall}

    def moves(self, seconds: float) -> None:
        """Time passes, and the watch's thread would look every second of it."""
        while seconds > 0:
            self.leaps(min(1.0, seconds))
            seconds -= 1.0
            for watch in self._watches:
                watch.look()

    def leaps(self, seconds: float) -> None:
        """Time passes while the whole program stands still."""
        self.now = round(self.now + seconds, 6)
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """The only time there is."""
    hand = Hand()
    monkeypatch.setattr(_time, "get_time", lambda: hand.now)
    return hand


@dataclass(frozen=True)
class Player(Seat):
    """Somebody in the middle of a drill."""

    hand: Hand
    drill: Drill

    @property
    def session(self) -> Session:
        """The drill's session now."""
        return self.drill.session

    @property
    def page(self) -> DrillPage:
        """The drill's page."""
        found = [page for page in self.app.screen_stack if isinstance(page, DrillPage)]
        return found[-1]

    @property
    def draft(self) -> str:
        """What stands in the input."""
        return self.page.input.value

    @property
    def ideas(self) -> list[str]:
        """The texts that were entered."""
        return [entry.text for entry in self.session.entries]

    @property
    def kept(self) -> list[Event]:
        """The events on disk."""
        return [line.event for line in read(self.drill.path).lines]

    @property
    def cue(self) -> str:
        """What the cue line says."""
        return str(self.page.query_one("#cue").render()).strip()

    async def types(self, text: str) -> None:
        """Type, as fast as a program would; `\\n` is Enter."""
        for letter in text:
            key = "enter" if letter == "\n" else _character_to_key(letter)
            self.app.post_message(events.Key(key, None if letter == "\n" else letter))
        await self.settled()

    async def enters(self, *lines: str) -> None:
        """Type lines, each followed by Enter."""
        for line in lines:
            await self.types(f"{line}\n")

    async def pastes(self, text: str) -> None:
        """Paste."""
        self.app.post_message(events.Paste(text))
        await self.settled()

    async def passes(self, seconds: float) -> None:
        """Time passes, and the page's clock ticks at the end of it."""
        self.hand.moves(seconds)
        await self.ticks()

    async def ticks(self) -> None:
        """The page looks at its clock."""
        if isinstance(self.app.screen_stack[-1], DrillPage) or self.session.running:
            self.page._tick_in_turn()
        await self.settled()

    async def at_debrief(self, quiet: float = 1.0) -> DebriefPage:
        """Wait for the debrief, and a moment longer."""
        await self.until(lambda: isinstance(self.app.screen, DebriefPage))
        await self.settled()
        self.hand.leaps(quiet)
        page = self.app.screen
        assert isinstance(page, DebriefPage)
        return page

    async def labelled(self, patience: float = PATIENCE) -> None:
        """Wait until the ideas have their first guess."""
        await self.until(lambda: any(labelled.by == "offline" for labelled in self.session.labels), patience)
        await self.pilot.pause()

    async def recorded(self) -> None:
        """Wait until the disk has everything."""
        await self.until(lambda: not self.drill.unsaved)


def begun(desk: Desk, hand: Hand, page: DrillPage, form: str = "single", minutes: float = 5.0, **plan: Any) -> Drill:
    """A drill whose journal exists."""
    plan = {"question": QUESTION, "seed": 7, **plan}
    made = make_plan(desk.bank, form, minutes=minutes, **plan)
    return begin(desk.places.sessions.path, made, input_="typed", changed=page.disk_changed, **hand.parts())


def _close(drill: Drill) -> None:
    if not drill._writer._closing:
        drill.close()


@asynccontextmanager
async def drilling(
    desk: Desk,
    hand: Hand,
    form: str = "single",
    minutes: float = 5.0,
    *,
    size: tuple[int, int] = (80, 24),
    home: Callable[[], Screen[Any]] | None = None,
    **plan: Any,
) -> AsyncIterator[Player]:
    """A drill that has just started; with `home`, over that page."""
    page = DrillPage()
    page.drill = drill = begun(desk, hand, page, form, minutes, **plan)
    try:
        async with seat(desk, home or (lambda: page), size) as one:
            if home is not None:
                await one.app.push_screen(page)
            await one.until(lambda: drill._clock.going)
            yield Player(one.app, one.pilot, hand, drill)
    finally:
        _close(drill)


@asynccontextmanager
async def resumed(desk: Desk, hand: Hand, drill: Drill, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Player]:
    """A drill that was left, taken up again."""
    page = DrillPage(resumed=True)
    page.drill = again = reopen(drill.path, desk.bank, changed=page.disk_changed, **hand.parts())
    try:
        async with seat(desk, lambda: page, size) as one:
            await one.until(lambda: again._clock.going)
            yield Player(one.app, one.pilot, hand, again)
    finally:
        _close(again)
