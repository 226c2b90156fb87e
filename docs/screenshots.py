"""The pictures of the README, taken from the running program: `make screenshots`."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "screenshots"
SIZE = (80, 24)
CALL = (
    (11, "line its odd words up with what it does next"),
    (9, "swap the notes of two runs and see who trips"),
    (8, "+ or blank out every third word"),
    (13, "ask a second copy to translate them back"),
    (10, "pay people to guess the answer from the notes alone"),
    (12, "watch for words that only turn up before mistakes"),
    (9, "make it say the same thing to a child"),
    (11, "cut the notes off halfway, does the answer change?"),
    (9, "compare with last year's model on the same sums"),
    (7, "+ and with one that was never rewarded for short notes"),
    (12, "ask it for a dictionary, then test it with the dictionary"),
    (10, "slip in a word it never uses"),
    (11, "count how many meanings each odd word seems to have"),
    (8, "let somebody cheat in those words on purpose"),
    (9, "read only the notes of the answers it got wrong"),
    (10, "teach the words to a weaker model and see if they help"),
)
"""Seconds of thought, and what was entered then."""

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


def save(app: Any, name: str) -> None:
    """Keep what the app shows now."""
    svg = app.export_screenshot(title=f"brainstorm · {name}")
    # Pictures should show without asking a server for a font.
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)  # some viewers drop leading spaces
    (OUT / f"{name}.svg").write_text(svg, encoding="utf-8")


def desk_of(folder: Path) -> Any:
    """The real bank, and the sessions in `folder`."""
    from brainstorm.bank import load_bank
    from brainstorm.settings import Settings, find_places
    from brainstorm.tui.desk import Desk

    return Desk(Settings(), find_places(os.environ, sessions=folder), lambda: load_bank(ROOT / "prompts"))


@asynccontextmanager
async def at(first: Callable[[], Any], folder: Path, *texts: str) -> AsyncIterator[Any]:
    """The app on the page that `first` makes, once it shows `texts`."""
    from support.pictures import drawn
    from support.screens import seat

    async with seat(desk_of(folder), first, SIZE) as one:
        await one.sees(*texts)
        await drawn(one)
        yield one
        if one.app.stopping is not None:
            one.app.stopping()


def report(path: Path) -> None:
    """The top of the HTML report of the session at `path`, as a browser shows it, where Chromium is there."""
    from brainstorm.report.html import page
    from brainstorm.session.journal import read

    chromium = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := which(name))), None
    )
    if chromium is None:
        print("report.png stays as it is: Chromium is not there", file=sys.stderr)  # noqa: T201
        return
    with tempfile.TemporaryDirectory() as name:
        html = Path(name, "report.html")
        html.write_text(page([(read(path).session, read(path).problems)]), encoding="utf-8")
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1000,950"]
        shot = f"--screenshot={OUT / 'report.png'}"
        subprocess.run([chromium, *flags, shot, html.as_uri()], check=True, capture_output=True, timeout=120)


async def pages(folder: Path, finished: Path) -> None:
    """The pages that are there without a drill."""
    from brainstorm.tui.bank import BankPage
    from brainstorm.tui.home import HomePage
    from brainstorm.tui.review import ReviewPage
    from brainstorm.tui.session import SessionPage
    from brainstorm.tui.trends import TrendsPage

    async with at(HomePage, folder, "Unfinished", "practised on", "Readiness") as one:
        save(one.app, "home")
    async with at(lambda: SessionPage(finished), folder, "When, by angle") as one:
        save(one.app, "session")
    async with at(ReviewPage, folder, "sessions") as one:
        save(one.app, "review")
    async with at(BankPage, folder, "questions") as one:
        save(one.app, "questions")
    async with at(TrendsPage, folder, "median of") as one:
        save(one.app, "trends")


async def drill(folder: Path) -> None:
    """A drill in the middle of it, its debrief's numbers, and the filing of its ideas."""
    import practice
    from support.drills import Hand, drilling

    hand = Hand()
    with patch("textual._time.get_time", lambda: hand.now):
        async with drilling(desk_of(folder), hand) as one:
            for t, first_key, text, build in [*practice.IDEAS, *practice.MORE]:
                await one.passes(first_key - one.drill.t)
                await one.types(f"{'+ ' if build else ''}{text}"[:10])
                if t > 140 and "drill" not in one.app.sub_title:
                    save(one.app, "drill")
                    one.app.sub_title = "drill"
                await one.types(f"{'+ ' if build else ''}{text}"[10:])
                await one.passes(t - one.drill.t)
                await one.types("\n")
            await one.passes(301 - one.drill.t)
            hand.leaps(2.0)
            await one.press("enter")
            await one.at_debrief()
            for keys in (("space", "down", "down", "space", "enter"), ("4", "enter")):
                await one.press(*keys)
            await one.labelled()
            await one.settled()
            save(one.app, "debrief")
            await one.press("enter")
            await one.settled()
            save(one.app, "filing")


async def call(folder: Path) -> None:
    """A call, as its interviewer cuts in."""
    from support.drills import Hand, drilling

    hand = Hand()
    with patch("textual._time.get_time", lambda: hand.now):
        async with drilling(desk_of(folder), hand, "call", 15.0, question="cot-odd-notes", seed=5) as one:
            said = iter(CALL)
            while not one.cue.strip("“”"):
                thought, text = next(said)
                for _ in range(thought):
                    await one.passes(1)
                    if one.cue:
                        break
                else:
                    await one.enters(text)
            save(one.app, "call")


async def main() -> None:
    """Take all of them."""
    import practice

    from brainstorm.bank import load_bank

    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        practice.fill(folder, load_bank(ROOT / "prompts"), practice.today())
        finished = sorted(folder.glob("*/*-single-*.jsonl"))[-2]
        await pages(folder, finished)
        await drill(folder)
        await call(folder)
        report(finished)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    asyncio.run(main())
