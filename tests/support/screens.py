"""The app at a given size, what it shows as text, and waiting for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from brainstorm.tui.app import BrainstormApp
from brainstorm.tui.desk import Desk

PATIENCE = 30.0
"""Seconds until something that doesn't come is missed."""


@dataclass(frozen=True)
class Seat:
    """Somebody in front of the app."""

    app: BrainstormApp
    pilot: Pilot[None]

    @property
    def text(self) -> str:
        """What the screen shows, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    @property
    def footer(self) -> str:
        """The last line."""
        return self.text.splitlines()[-1]

    async def press(self, *keys: str) -> None:
        """Press keys, each once the one before has done all it does."""
        driver = self.app._driver
        with (
            patch("textual.app.wait_for_idle", _go_on),  # else two rests of 20 ms a key, which prove nothing
            patch.object(driver, "send_message", self.app.post_message),  # at once, not some turns of the loop later
        ):
            for key in keys:
                await self.app._press_keys([key])
                await self.settled()

    async def settled(self) -> None:
        """Wait until every widget has handled its messages, those that come of them too, and all of it is drawn."""
        deadline = time.monotonic() + PATIENCE
        drawn = turns = 0
        while drawn < 2 and self.app._running:
            if any(map(_busy, [self.app, *self.app.screen.walk_children(with_self=True)])):
                assert time.monotonic() < deadline, f"something goes on and on; the screen shows\n{self.text}"
                drawn, turns = 0, turns + 1
            else:
                self.app.screen._on_timer_update()
                drawn += 1
            await asyncio.sleep(0 if turns < 200 else 0.001)

    async def until(self, condition: Callable[[], Any], patience: float | None = None) -> None:
        """Wait until `condition` holds."""
        deadline = time.monotonic() + (PATIENCE if patience is None else patience)
        while not condition():
            assert time.monotonic() < deadline, f"never came; the screen shows\n{self.text}"
            await self.pilot.pause(0.01)

    async def sees(self, *texts: str) -> None:
        """Wait until all these texts are on the screen."""
        await self.until(lambda: all(text in self.text for text in texts))

    async def misses(self, *texts: str) -> None:
        """Wait until none of these texts is on the screen."""
        await self.until(lambda: not any(text in self.text for text in texts))


async def _go_on(_: float) -> None:
    """Wait for nothing."""


def _busy(pump: MessagePump) -> bool:
    """Whether a widget has a message to handle or is handling one, and so doesn't stand and wait for the next."""
    queue: Any = pump._message_queue
    return pump._running and not (queue.empty() and queue.ready_event._waiters)


@asynccontextmanager
async def seat(desk: Desk, first: Callable[[], Screen[Any]], size: tuple[int, int] = (80, 24)) -> AsyncIterator[Seat]:
    """The app on `desk`, started with the page that `first` makes."""
    app = BrainstormApp(desk, first)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        yield Seat(app, pilot)
    if app.crash is not None:
        raise app.crash
