"""The pictures of the README, taken from the running program: `make screenshots`."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "screenshots"
QUESTION = "sandbagging-cant-wont"

IDEAS = (
    (9.1, 6.0, "compare its mistakes with an honestly weak model's", False),
    (21.4, 15.2, "ask for the same skill hidden inside another task", False),
    (30.2, 26.0, "e.g. debugging instead of the quiz", True),
    (41.9, 35.5, "tell it the score decides whether it gets deployed", False),
    (63.0, 58.1, "let it mark other people's answers", False),
    (107.8, 101.2, "ten solved examples and see how fast it climbs", False),
    (121.3, 113.0, "ask in Welsh", False),
    (139.5, 133.3, "train a faker on purpose and try every trick on it first", False),
)


ANGLES = (
    *("error-fingerprint", "indirect-measure", "indirect-measure", "incentive-flip", "recognise-produce"),
    *("elicitation-push", "cross-context", "calibrated-fakers"),
)


def lines(began: datetime, seconds: float, ended: bool) -> list[Any]:
    """The journal of a drill on the question, with the ideas above."""
    from brainstorm.bank import load_bank
    from brainstorm.session import events as ev
    from brainstorm.session.journal import make_id, stamp

    bank = load_bank(ROOT / "prompts")
    session = make_id(began, "single", "k3f9")
    happened: list[tuple[float | None, ev.Event]] = [
        (None, ev.Started(id=session, form=bank.form("single").entry, seconds=seconds, seed=7)),
        (0.0, ev.Asked(q=1, question=bank.question(QUESTION).entry)),
    ]
    idea = 0
    for n, (t, first_key, text, build) in enumerate(IDEAS, start=1):
        happened.append((t, ev.Idea(n=n, q=1, text=text, first_key=first_key, builds_on=idea if build else None)))
        idea = idea if build else n
    if ended:
        happened.append((seconds, ev.Ended(why="time", cut_off=None)))
        said = tuple({"n": n, "angle": angle} for n, angle in enumerate(ANGLES, start=1))
        happened += [(None, ev.Labelled(by="you", labels=said)), (None, ev.Rated(best=(2, 5, 8), self=4))]
    return [ev.Line(stamp(began + timedelta(seconds=t or 0)), t, event) for t, event in happened]


def fill(folder: Path) -> Path:
    """A fortnight of practice, and one unfinished drill; the path of the last."""
    from brainstorm.session.journal import create, path_of

    now = datetime.now(UTC).replace(microsecond=0)
    for back in (1, 2, 4, 5, 8, 9, 12):
        made = lines(now - timedelta(days=back), 180.0, ended=True)
        create(path_of(folder, made[0].event.id), made)
    made = lines(now - timedelta(minutes=4), 300.0, ended=False)
    path = path_of(folder, made[0].event.id)
    create(path, made)
    return path


async def picture(name: str, first: Callable[[Any], Any], act: Callable[[Any], Awaitable[None]], folder: Path) -> None:
    """Start the app on a page, do something, and save what it shows."""
    from brainstorm.bank import load_bank
    from brainstorm.settings import Settings, find_places
    from brainstorm.tui.app import BrainstormApp
    from brainstorm.tui.desk import Desk

    places = find_places(os.environ, sessions=folder)
    desk = Desk(Settings(), places, lambda: load_bank(ROOT / "prompts"))
    app = BrainstormApp(desk, lambda: first(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await act(pilot)
        await app.workers.wait_for_complete()
        await pilot.pause()
        svg = app.export_screenshot(title=f"brainstorm · {name}")
        # Pictures should show without asking a server for a font.
        svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
        (OUT / f"{name}.svg").write_text(svg, encoding="utf-8")
        if app.stopping is not None:
            app.stopping()


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


async def nothing(pilot: Any) -> None:
    """Just look."""
    await pilot.pause()


async def main() -> None:
    """Take all of them."""
    from brainstorm.practice.drill import reopen
    from brainstorm.tui.bank import BankPage
    from brainstorm.tui.drill import DrillPage
    from brainstorm.tui.home import HomePage
    from brainstorm.tui.session import SessionPage

    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unfinished = fill(folder)
        finished = sorted(folder.glob("*/*.jsonl"))[-2]

        async def typing(pilot: Any) -> None:
            await pilot.press(*"look at wh")

        report(finished)
        await picture("home", lambda desk: HomePage(), nothing, folder)
        await picture("review", lambda desk: SessionPage(finished), nothing, folder)
        await picture("questions", lambda desk: BankPage(), nothing, folder)
        await picture("drill", lambda desk: DrillPage(reopen(unfinished, desk.bank), resumed=True), typing, folder)

        async def to_flow(pilot: Any) -> None:
            await asyncio.sleep(0.8)
            for keys in (("space", "down", "down", "space"), ("enter",), ("4",), ("enter",)):
                await pilot.press(*keys)
                await pilot.pause()

        await picture("debrief", lambda desk: _ended(unfinished, desk), to_flow, folder)


def _ended(path: Path, desk: Any) -> Any:
    from brainstorm.drill import commands as do
    from brainstorm.practice.drill import reopen
    from brainstorm.tui.debrief import DebriefPage

    drill = reopen(path, desk.bank)
    drill.do(do.End())
    return DebriefPage(drill)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    asyncio.run(main())
