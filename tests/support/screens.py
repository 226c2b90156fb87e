"""The app at a given size, what it shows as text, and waiting for it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from brainstorm.tui.app import BrainstormApp
from brainstorm.tui.desk import Desk

PATIENCE = 15.0
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
        """Press keys, one after the other."""
        await self.pilot.press(*keys)

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


@asynccontextmanager
async def seat(desk: Desk, first: Callable[[], Screen[Any]], size: tuple[int, int] = (80, 24)) -> AsyncIterator[Seat]:
    """The app on `desk`, started with the page that `first` makes."""
    app = BrainstormApp(desk, first)
    async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
        yield Seat(app, pilot)
    if app.crash is not None:
        raise app.crash
