"""Changing settings on the screen: it counts at once, it is in the file, and a mistake costs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.screens import Seat, seat
from textual.widgets import Footer

from brainstorm.settings import Places, declared, find_places, load, write
from brainstorm.tui.bank import BankPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.settings import SettingsPage
from brainstorm.tui.settings_keys import KeysPage


def _file(desk: Desk) -> Path:
    return desk.places.config_file.path


def _written(desk: Desk) -> str:
    return _file(desk).read_text() if _file(desk).exists() else ""


async def _on(one: Seat, key: str) -> None:
    """Go down to a setting."""
    await one.sees("minutes")
    page = one.app.screen
    assert isinstance(page, SettingsPage)
    page._list.highlighted = [setting.key for setting in declared()].index(key)
    await one.settled()


async def _on_key(one: Seat, id_: str) -> None:
    """Open the keymap and go down to an action."""
    await _on(one, "keymap")
    await one.press("enter")
    await one.until(lambda: isinstance(one.app.screen, KeysPage))
    page = one.app.screen
    assert isinstance(page, KeysPage)
    await one.sees("app.help")
    page._list.highlighted = page._list.get_option_index(id_)
    await one.until(lambda: page._key.id == id_)
    await one.settled()


async def test_every_setting_is_there_with_its_help(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        for setting in declared():
            await _on(one, setting.key)
            await one.sees(setting.key, " ".join(setting.help.split()[:5]))


async def test_what_is_at_its_default_says_so_and_what_is_in_the_file_too(desk: Desk) -> None:
    write(_file(desk), "minutes", "7")
    async with seat(desk, SettingsPage) as one:
        await one.sees("config.toml")
        lines = {line.split()[0]: line for line in one.text.splitlines() if line.strip()}
        assert "7" in lines["minutes"]
        assert "config.toml" in lines["minutes"]
        assert "default" in lines["form"]


async def test_a_number_is_typed_and_counts_at_once(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        await _on(one, "minutes")
        await one.press("enter", "ctrl+u", "4", "enter")
        await one.until(lambda: desk.settings.minutes == 4)
        await one.sees("config.toml")
        assert _written(desk) == "minutes = 4\n"


async def test_a_wrong_number_is_said_and_stays_to_be_mended(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        await _on(one, "minutes")
        await one.press("enter", "x", "enter")
        await one.sees("10x", "minutes must be a number from 0.1 to 180")
        await one.press("backspace", "enter")
        await one.until(lambda: desk.settings.minutes == 10)
        await one.misses("10x")


async def test_esc_leaves_a_value_as_it_was(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        await _on(one, "minutes")
        await one.press("enter", "9", "escape")
        await one.misses("109")
        assert _written(desk) == ""
        assert isinstance(one.app.screen, SettingsPage)


async def test_true_or_false_turns_round(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        await _on(one, "still_clock")
        await one.press("enter")
        await one.until(lambda: desk.settings.still_clock)
        await one.press("enter")
        await one.until(lambda: not desk.settings.still_clock)


async def test_lists_are_typed_with_commas(desk: Desk, tmp_path: Path) -> None:
    async with seat(desk, SettingsPage) as one:
        await _on(one, "silences")
        await one.press("enter", "ctrl+u", *"10, 20, 5", "enter")
        await one.sees("silences must be three rising numbers")
        await one.press("backspace", *"40", "enter")
        await one.until(lambda: desk.settings.silences == (10, 20, 40))
        await _on(one, "banks")
        await one.press("enter", *f'"{tmp_path}/a, b.yaml", {tmp_path}/c', "enter")
        await one.until(lambda: desk.settings.banks == (f"{tmp_path}/a, b.yaml", f"{tmp_path}/c"))
        await one.press("enter", "enter")
        assert desk.settings.banks == (f"{tmp_path}/a, b.yaml", f"{tmp_path}/c")


async def test_another_bank_counts_at_once(desk: Desk, tmp_path: Path) -> None:
    from brainstorm.bank import load_bank

    extra = tmp_path / "mine.yaml"
    extra.write_text('- {id: tea-cold, topic: tea, question: "Why is it cold?"}\n')
    desk.open_bank = lambda: load_bank(desk.places.prompts.path, [Path(one) for one in desk.settings.banks])
    async with seat(desk, SettingsPage) as one:
        assert "tea-cold" not in desk.bank.ids
        await _on(one, "banks")
        await one.press("enter", *str(extra), "enter")
        await one.until(lambda: desk.settings.banks)
        assert "tea-cold" in desk.bank.ids


async def test_a_theme_is_seen_while_it_is_chosen_and_goes_back_on_esc(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        await _on(one, "theme")
        await one.press("enter", "down")
        await one.until(lambda: one.app.theme == "textual-light")
        await one.press("escape")
        await one.until(lambda: one.app.theme == "textual-dark")
        assert _written(desk) == ""
        await one.press("enter", "end", "enter")
        await one.until(lambda: desk.settings.theme == "solarized-light")
        assert one.app.theme == "solarized-light"


async def test_d_goes_back_to_the_default(desk: Desk) -> None:
    write(_file(desk), "theme", "nord")
    desk.settings, _ = load(_file(desk))
    async with seat(desk, SettingsPage) as one:
        assert one.app.theme == "nord"
        await _on(one, "theme")
        await one.press("d")
        await one.until(lambda: one.app.theme == "textual-dark")
        assert _written(desk).strip() == ""
        await one.press("d")
        await one.sees("theme is at its default")


async def test_what_the_environment_sets_is_said_and_cannot_be_changed_here(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BRAINSTORM_SESSIONS", str(tmp_path / "there"))
    desk.places = _places()
    async with seat(desk, SettingsPage) as one:
        await _on(one, "sessions")
        await one.sees("Set by BRAINSTORM_SESSIONS")
        for key in ("enter", "d"):
            await one.press(key)
            await one.until(lambda: "cannot be changed here" in " ".join(one.text.split()))
        assert _written(desk) == ""


async def test_another_folder_of_sessions_counts_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.places = _places()
    async with seat(desk, SettingsPage) as one:
        await _on(one, "sessions")
        await one.press("enter", *str(tmp_path / "other"), "enter")
        await one.until(lambda: desk.archive.folder == tmp_path / "other")


async def test_a_folder_named_on_the_command_line_stays(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        before = desk.places.sessions
        await one.sees("--sessions")
        await _on(one, "still_clock")
        await one.press("enter")
        await one.until(lambda: desk.settings.still_clock)
        assert desk.places.sessions == before


async def test_a_file_that_cannot_be_written_is_one_clear_line(desk: Desk) -> None:
    _file(desk).parent.mkdir(parents=True)
    _file(desk).write_text("minutes = [/ broken\n")
    async with seat(desk, SettingsPage) as one:
        await _on(one, "minutes")
        await one.press("enter", "ctrl+u", "5", "enter")
        await one.sees("is not TOML", "nothing was changed")
        assert _written(desk) == "minutes = [/ broken\n"
        await one.sees(" 5")


async def test_a_new_key_works_at_once_and_stands_in_the_footer(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        await _on_key(one, "bank.drill")
        await one.press("enter")
        await one.sees("Press the new key")
        await one.press("v")
        await one.until(lambda: desk.settings.keymap == {"bank.drill": "v"})
        await one.sees("yours")
        one.app.push_screen(BankPage())
        await one.until(lambda: one.app.screen.query(Footer) and "v Drill it" in one.footer)
        await one.sees("auditing-secret-quirk")
        await one.press("v")
        await one.sees("on auditing")


async def test_esc_keeps_the_key_and_d_gives_the_default_back(desk: Desk) -> None:
    write(_file(desk), "keymap", ["bank.drill=v", "home.call=y"])
    desk.settings, _ = load(_file(desk))
    async with seat(desk, SettingsPage) as one:
        await _on_key(one, "bank.drill")
        await one.press("enter", "escape")
        assert desk.settings.keymap == {"bank.drill": "v", "home.call": "y"}
        await one.press("d")
        await one.until(lambda: desk.settings.keymap == {"home.call": "y"})
        await one.press("d")
        await one.sees("bank.drill is on its default")
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, SettingsPage))


async def test_a_key_that_is_taken_is_refused_and_says_by_what(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        await _on_key(one, "home.review")
        await one.press("enter", "b")
        await one.sees("b would do both home.review and home.bank")
        assert _written(desk) == ""
        await _again(one, "app.help", "h")
        await one.sees("app.help cannot be on h")
        await _again(one, "drill.enter")
        await one.sees("drill.enter stays on enter")


async def _again(one: Seat, id_: str, *keys: str) -> None:
    page = one.app.screen
    assert isinstance(page, KeysPage)
    page._list.highlighted = page._list.get_option_index(id_)
    await one.until(lambda: page._key.id == id_)
    await one.settled()
    await one.press("enter", *keys)


async def test_a_value_full_of_markup_is_shown_as_it_is_written(desk: Desk, tmp_path: Path) -> None:
    odd = f"/[/dim] [@click=app.quit]quit[/] [/, {'long ' * 30}"
    write(_file(desk), "banks", [odd])
    desk.settings, _ = load(_file(desk))
    async with seat(desk, SettingsPage, (200, 60)) as one:
        await _on(one, "banks")
        await one.sees("[/dim] [@click=app.quit]quit[/] [/, long long long")
        await one.press("enter", "enter")
        await one.until(lambda: desk.settings.banks == (odd.strip(),) or desk.settings.banks == (odd,))
        await one.press("enter", *"[/", "enter")
        await one.sees("[/dim]")


async def test_a_click_changes(desk: Desk) -> None:
    async with seat(desk, SettingsPage) as one:
        await one.sees("still_clock")
        line = next(y for y, text in enumerate(one.text.splitlines()) if "still_clock" in text)
        await one.pilot.click(offset=(5, line))
        await one.until(lambda: desk.settings.still_clock)


@pytest.mark.parametrize("size", [(200, 60), (40, 10), (20, 5)])
async def test_other_sizes_can_be_used(desk: Desk, size: tuple[int, int]) -> None:
    async with seat(desk, SettingsPage, size) as one:
        await one.until(lambda: "sessions" in one.text)
        await one.press(*["down"] * 4, "enter")
        await one.sees("textual-dark")
        await one.press("escape", "up", "up", "enter", "9", "enter")
        await one.until(lambda: desk.settings.minutes == 109)


async def test_a_keymap_that_cannot_be_used_is_said_at_the_start(desk: Desk) -> None:
    write(_file(desk), "keymap", ["home.nothing=z", "bank.drill=t", "bank.spoil=w"])
    desk.settings, _ = load(_file(desk))
    async with seat(desk, BankPage) as one:
        await one.until(lambda: len(one.app._notifications) == 2)
        said = "\n".join(notice.message for notice in one.app._notifications)
        assert "there is no action “home.nothing”" in said
        assert "t would do both bank.drill and bank.text" in said
        assert desk.settings.keymap == {"bank.spoil": "w"}
        await one.sees("g Drill it", "w Spoil", "auditing-secret-quirk")


def _places() -> Places:
    return find_places(os.environ)
