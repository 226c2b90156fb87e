"""Text that has broken other programs, on every screen: nothing crashes, nothing is eaten, nothing does harm.

One run of the app carries all the strings. Each is drawn as brainstorm.session.text.visible says, with stand-ins for
what is no letter; what is painted is looked at after every step.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.command import harm
from support.drills import Hand, Player, drilling
from support.hostile import HOSTILE
from support.screens import Seat, seat
from support.sessions import save
from textual import events
from textual.widgets import Static

from brainstorm.bank import load_bank
from brainstorm.bank.source import UNSEEN
from brainstorm.practice import ladder as rungs
from brainstorm.practice.plan import make_plan
from brainstorm.session import events as ev
from brainstorm.session.text import visible
from brainstorm.tui.bank import BankPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.home import HomePage
from brainstorm.tui.picker import PickerPage
from brainstorm.tui.ready import ReadyPage
from brainstorm.tui.review import ReviewPage
from brainstorm.tui.session import SessionPage
from brainstorm.tui.settings import SettingsPage

LINES = [one.kept for one in HOSTILE if one.one_line and one.kept and len(one.kept) < 2000]
LONG = [one.kept for one in HOSTILE if 2000 <= len(one.kept) < 20_000]
ALL = " ".join(LINES)
TEXTS = [text for text in LINES if not UNSEEN.search(text) and "\t" not in text and "\r" not in text]
"""What a file of questions may hold; it refuses what nobody can see."""


_MOST = 12
"""Windows of a long page that are looked at."""


def squeezed(text: str) -> str:
    """`text` as it is drawn, without white space, which wrapping moves about."""
    return "".join(visible(text).split())


def holds(shown: str, texts: Iterable[str]) -> None:
    """Nothing of `texts` was eaten on its way into `shown`."""
    flat = "".join(shown.split())
    missing = [text for text in texts if squeezed(text) not in flat]
    assert not missing, missing


async def painted(one: Seat) -> str:
    """What the page shows; nothing in it may do something to a terminal."""
    await one.pilot.pause()
    text = one.text
    assert harm(text.encode(errors="surrogatepass")) is None
    return text


async def hit(one: Seat, *keys: str) -> None:
    """Press keys as fast as a program would; `pilot.press` waits a long moment after each."""
    for key in keys:
        one.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await one.pilot.pause()


async def read_through(one: Seat) -> None:
    """Look at all of a page, a window at a time."""
    before = None
    for _ in range(_MOST):
        if before == (before := await painted(one)):
            break
        await hit(one, "pagedown")


def asked(text: str) -> dict[str, Any]:
    """A question that is hostile all over."""
    angle = {"id": "a", "lens": "other", "name": text, "line": text, "ask": text, "examples": [text]}
    sources = [{"title": text, "url": "https://example.org"}]
    return {
        "id": "aaa-odd",
        "topic": "aaa",
        "question": text,
        "angles": [angle],
        "common_ideas": [text],
        "sources": sources,
    }


def _yaml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_yaml(item)}' for key, item in value.items())}}}"
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\U{ord(c):08X}" for c in value) + '"'


def with_bank(desk: Desk, path: Path, *entries: dict[str, Any]) -> Desk:
    """The shipped questions and these."""
    path.write_text("".join(f"- {_yaml(entry)}\n" for entry in entries))
    desk.open_bank = lambda: load_bank(desk.places.prompts.path, [path])
    return desk


async def _drill(desk: Desk, hand: Hand, folder: Path) -> None:
    async with drilling(with_bank(desk, folder / "odd.yaml", asked("why?")), hand, question="aaa-odd") as one:
        await _entered(one)
        one.app.post_message(events.Paste(ALL.replace("\n", " ")))
        await painted(one)
        await one.passes(one.session.seconds - one.drill.t)
        await one.until(lambda: one.session.ended)
        await painted(one)
        hand.leaps(1)
        await one.press("enter")
        page = await one.at_debrief()
        while True:
            shown = str(page.query_one("#text", Static).render())
            if page.ladder.rung == rungs.BEST and not page._rating.done:
                holds(shown, one.ideas)
            await read_through(one)
            if page.ladder.last:
                break
            await hit(one, "enter")


async def _entered(one: Player) -> None:
    """Everything is entered, and is kept and shown as it is."""
    for text in [*LINES, *LONG]:
        if text == "+":  # no idea, only the sign of one
            continue
        before = len(one.session.entries)
        pieces = [piece.strip() for piece in text.splitlines() if piece.strip()]
        one.app.post_message(events.Paste("\n".join(pieces) + "\n"))  # a block is ideas, whatever signs they begin with
        await one.pilot.pause()
        kept = [entry.text for entry in one.session.entries[before:]]
        assert len(kept) == len(pieces)
        shown = await painted(one)
        if len(text) < 60 and len(pieces) == 1:
            holds(shown, kept)
    await one.recorded()


async def _session(desk: Desk, hand: Hand, folder: Path) -> None:
    later = [ev.Later(n=len(LINES) + n, text=text, where=text) for n, text in enumerate(LINES, start=1)]
    path = save(desk.places.sessions.path, *LINES, question=asked(ALL), after=[*later, ev.CutOff(text=ALL)])
    async with seat(desk, lambda: SessionPage(path)) as one:
        page = one.app.screen
        assert isinstance(page, SessionPage)
        await one.until(lambda: page.paper.lines)
        await one.press("a", "a")
        await painted(one)
        holds("\n".join(line.plain for line in page.paper.lines), [*LINES, *LINES, ALL])
        await hit(one, "home")
        await read_through(one)


async def _review(desk: Desk, hand: Hand, folder: Path) -> None:
    for days, text in enumerate(LINES):
        save(desk.places.sessions.path, text, days_ago=days, question=asked(text))
    async with seat(desk, ReviewPage, (200, 24)) as one:
        await one.sees(f"{len(LINES)} sessions")
        await one.misses("reading")
        await read_through(one)
        await one.press("slash")
        await _typed(one)


async def _typed(one: Seat) -> None:
    """Each string in the line that has the focus."""
    for text in LINES:
        one.app.post_message(events.Paste(text))
        await painted(one)
        await hit(one, "ctrl+u")


async def _bank(desk: Desk, hand: Hand, folder: Path) -> None:
    entries = [{**asked(text), "id": f"aaa-{n:03}"} for n, text in enumerate(TEXTS)]
    whole = {**asked("all of it"), "id": "aaa-all", "common_ideas": TEXTS, "twists": TEXTS}
    async with seat(with_bank(desk, folder / "odd.yaml", *entries, whole), BankPage) as one:
        await one.sees("aaa-000")
        await one.press("t")
        await read_through(one)
        await one.press("slash")
        await _typed(one)
        await one.press("escape", "slash", *"aaa-all", "enter", "x", "enter")
        await one.sees("all of it")
        await painted(one)
        holds(str(one.app.screen.query_one("#entry", Static).render()), [*TEXTS, *TEXTS])
        await read_through(one)


async def _picker(desk: Desk, hand: Hand, folder: Path) -> None:
    entries = [{**asked(text), "id": f"aaa-{n:03}"} for n, text in enumerate(TEXTS)]
    async with seat(with_bank(desk, folder / "odd.yaml", *entries), PickerPage, (80, 30)) as one:
        await one.sees("aaa-000")
        await one.press("t")
        for text in TEXTS:
            await hit(one, "down")
            shown = await painted(one)
            if len(text) < 70:
                holds(shown, [text])
        await one.press("tab", "tab")  # form, minutes
        await _typed(one)
        one.app.post_message(events.Paste("[/] minutes"))
        await one.press("enter")
        await one.sees("a number from")
        holds(await painted(one), ["not “10[/] minutes”"] if "10[/]" in one.text else ["[/] minutes"])


async def _settings(desk: Desk, hand: Hand, folder: Path) -> None:
    odd = folder / "x[/dim] [@click=app.quit]quit \x1b]0;pwned\x07 \u202egnp"
    desk.places = replace(
        desk.places,
        sessions=replace(desk.places.sessions, path=odd, why="--sessions"),
        config_file=replace(desk.places.config_file, path=odd / "config.toml"),
    )
    async with seat(desk, SettingsPage, (120, 30)) as one:
        await one.sees("keymap")
        holds(await painted(one), ["quit ␛]0;pwned␇ ‹202E›gnp"])
        await one.press("down", "enter")
        for text in LINES[::2]:
            one.app.post_message(events.Paste(text))
            await painted(one)
            await hit(one, "enter")  # refused, or a bank that isn't there
            await painted(one)
            if not one.app.screen.has_class("-typing"):
                await hit(one, "enter")
            await hit(one, "ctrl+u")


async def _home_and_ready(desk: Desk, hand: Hand, folder: Path) -> None:
    odd = "x[/dim] [@click=app.quit]quit\x1b[2J \u202egnp"
    form = {"id": "single", "name": odd, "pause": True, "turn": "none", "about": [odd]}
    desk.now = lambda: hand.wall.replace(hour=13)
    save(desk.places.sessions.path, *LINES, ended=False, seconds=3600.0, question=asked(ALL), whole_form=form)
    async with seat(with_bank(desk, folder / "odd.yaml", asked("why?")), HomePage) as one:
        await one.sees("Unfinished")
        holds(await painted(one), [odd])
        for text in LINES:
            one.app.desk.notes.append(text)
            one.app.say_notes()
            await painted(one)
            one.app.clear_notifications()
        plan = make_plan(desk.bank, "single", question="aaa-odd", seed=7)
        plan = replace(plan, form=replace(plan.form, name=odd, about=(odd, ALL)))
        await one.app.push_screen(ReadyPage(plan))
        await one.sees("swap [/ and see")
        holds(await painted(one), [odd])
        await read_through(one)


SCREENS = {
    "drill, bell and debrief": _drill,
    "session": _session,
    "review": _review,
    "bank": _bank,
    "picker": _picker,
    "settings": _settings,
    "home and ready card": _home_and_ready,
}


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
async def test_hostile_text_is_shown_as_it_is_and_does_nothing(
    screen: Callable[[Desk, Hand, Path], Awaitable[None]], desk: Desk, hand: Hand, tmp_path: Path
) -> None:
    await screen(desk, hand, tmp_path)


async def test_what_a_bank_refuses_is_said_without_harm(desk: Desk, tmp_path: Path) -> None:
    odd = [text for text in LINES if text not in TEXTS]
    with_bank(desk, tmp_path / "odd[b].yaml", *({**asked(text), "id": f"aaa-{n:03}"} for n, text in enumerate(odd)))
    async with seat(desk, BankPage, (120, 40)) as one:
        await one.sees("nobody can see")
        assert "odd[b].yaml" in (await painted(one)).replace("\n", "")
