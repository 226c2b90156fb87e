"""F1, the footer and the palette say the same as the table of keys."""

from __future__ import annotations

import pytest
from support.screens import seat
from textual import events

from brainstorm.tui.bank import BankPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.help import HelpPage
from brainstorm.tui.home import HomePage
from brainstorm.tui.keys import of_page, spelled
from brainstorm.tui.page import Page
from brainstorm.tui.picker import PickerPage
from brainstorm.tui.review import ReviewPage
from brainstorm.tui.settings import SettingsPage

PAGES = [BankPage, SettingsPage]


@pytest.mark.parametrize("page", PAGES)
async def test_f1_lists_the_keys_of_the_page_and_those_that_work_everywhere(desk: Desk, page: type[Page]) -> None:
    async with seat(desk, page, (120, 40)) as one:
        await one.press("f1")
        await one.until(lambda: isinstance(one.app.screen, HelpPage))
        for key in (*of_page(page.PAGE), *of_page("app")):
            await one.sees(f"{spelled(key.keys)} ", key.help)
        await one.press("f1")
        await one.until(lambda: isinstance(one.app.screen, page))


@pytest.mark.parametrize("page", PAGES)
async def test_the_footer_shows_the_same_labels(desk: Desk, page: type[Page]) -> None:
    async with seat(desk, page) as one:
        for key in of_page(page.PAGE):
            if key.footer:
                await one.sees(f"{spelled(key.keys.split(',')[0])} {key.label}")


async def test_the_palette_closes_once_however_often_enter_is_pressed(desk: Desk) -> None:
    async with seat(desk, BankPage) as one:
        await one.press("ctrl+p")
        await one.sees("Leave the program.")
        for key in (*"help", "enter", "enter", "enter", "pageup", "enter"):
            one.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await one.until(lambda: isinstance(one.app.screen, HelpPage))
        await one.sees("Everywhere")
        assert isinstance(one.app.screen_stack[-2], BankPage)


@pytest.mark.parametrize("page", PAGES)
async def test_the_palette_offers_the_same_labels(desk: Desk, page: type[Page]) -> None:
    async with seat(desk, page) as one:
        commands = {command.title: command.help for command in one.app.get_system_commands(one.app.screen)}
        for key in of_page(page.PAGE):
            assert not key.footer or commands[key.label] == key.help


async def test_help_shows_your_own_keys(desk: Desk) -> None:
    desk.settings.keymap["bank.drill"] = "v"
    async with seat(desk, BankPage, (120, 40)) as one:
        await one.press("f1")
        await one.sees("v                Do a drill on it.")


@pytest.mark.parametrize("page", [HomePage, PickerPage, ReviewPage, BankPage, SettingsPage])
async def test_the_footer_fits_on_eighty_columns(desk: Desk, page: type[Page]) -> None:
    async with seat(desk, page) as one:
        await one.sees("F1 Help")
        assert one.footer.endswith(" ")


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (20, 5)])
async def test_help_fits_or_scrolls(desk: Desk, size: tuple[int, int]) -> None:
    async with seat(desk, BankPage, size) as one:
        await one.press("f1")
        await one.sees("The questions")
        await one.press("end")
        await one.sees("esc closes this")
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, BankPage))
