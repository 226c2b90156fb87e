"""Words can be read in every theme that can be chosen: WCAG's contrast of 4.5, measured on what is drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.pictures import drawn
from support.screens import Seat, seat
from support.sessions import save
from textual.app import App
from textual.color import Color

from brainstorm.settings import find_setting
from brainstorm.tui.bank import BankPage
from brainstorm.tui.colours import CONTRAST, contrast, legible
from brainstorm.tui.desk import Desk
from brainstorm.tui.home import HomePage
from brainstorm.tui.page import Page
from brainstorm.tui.picker import PickerPage
from brainstorm.tui.review import ReviewPage
from brainstorm.tui.settings import SettingsPage

THEMES = find_setting("theme").choices


def hard_to_read(one: Seat) -> Iterator[str]:
    """Each run of letters on the screen with too little contrast."""
    for strip in one.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style is None or not any(letter.isalnum() for letter in segment.text):
                continue
            if style.color is None or style.bgcolor is None or not (style.color.triplet and style.bgcolor.triplet):
                continue  # the terminal's own colours
            text, ground = Color(*style.color.triplet), Color(*style.bgcolor.triplet)
            if contrast(text, ground) < CONTRAST:
                yield f"{segment.text.strip()!r}: {contrast(text, ground):.2f}, {text.hex} on {ground.hex}"


@pytest.mark.parametrize("page", [HomePage, PickerPage, ReviewPage, BankPage, SettingsPage])
async def test_all_words_of_a_page_can_be_read_in_every_theme(desk: Desk, page: type[Page]) -> None:
    save(desk.places.sessions.path, "warm the pot", ended=False)
    save(desk.places.sessions.path, "warm the pot", days_ago=1)
    async with seat(desk, page) as one:
        for theme in THEMES:
            one.app.theme = theme
            await drawn(one)
            found = list(hard_to_read(one))
            assert not found, "\n".join([theme, *found])


def test_the_terminals_own_colours_are_left_alone() -> None:
    app: App[None] = App()
    app.theme = "ansi-dark"
    assert legible(app.get_css_variables()) == {}


def test_what_can_be_read_stays_as_it_is() -> None:
    fine = {"background": "#000000", "surface": "#111111", "foreground": "#ffffff", "primary": "#0000ff"}
    assert legible({**fine, "text-accent": "#ffcc00", "text-muted": "auto 60%"})["text-accent"] == "#FFCC00"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)
