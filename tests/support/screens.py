"""The app at a given size, what it shows as text, and waiting for it."""

from __future__ import annotations

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
        for key in keys:
            with patch("textual.app.wait_for_idle", _go_on):  # else two rests of 20 ms, which prove nothing
                await self.pilot.press(key)
            await self.settled()

    async def settled(self) -> None:
        """Wait until every widget has handled its messages, those that come of them too, and all of it is drawn."""
        quiet = 0
        while quiet < 2:
            await self.pilot.pause(0)
            quiet = 0 if any(map(_busy, self._pumps)) else quiet + 1

    @property
    def _pumps(self) -> list[MessagePump]:
        return [self.app, *self.app.screen.walk_children(with_self=True)]

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
    return pump.message_queue_size > 0 or pump._pending_message is not None or bool(pump._next_callbacks)


@asynccontextmanager
async def seat(desk: Desk, first: Callable[[], Screen[Any]], size: tuple[int, int] = (80, 24)) -> AsyncIterator[Seat]:
    """The app on `desk`, started with the page that `first` makes."""
    app = BrainstormApp(desk, first)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        yield Seat(app, pilot)
    if app.crash is not None:
        raise app.crash
