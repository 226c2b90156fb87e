"""One table of keys: every one of them does something, none does two things, and the docs say the same."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from textual.widgets import OptionList

from brainstorm.tui.app import BrainstormApp
from brainstorm.tui.keys import (
    FIXED,
    PAGES,
    TABLE,
    Key,
    as_markdown,
    bindings,
    check_keymap,
    keys_of,
    of_page,
    sound_keymap,
    spelled,
)

CLASSES = {
    "home": "home:HomePage",
    "picker": "picker:PickerPage",
    "ready": "ready:ReadyPage",
    "drill": "drill:DrillPage",
    "debrief": "debrief:DebriefPage",
    "review": "review:ReviewPage",
    "session": "session:SessionPage",
    "label": "label:LabelPage",
    "consent": "consent:ConsentPage",
    "search": "search:SearchPage",
    "compare": "compare:ComparePage",
    "trends": "trends:TrendsPage",
    "later": "later:LaterPage",
    "bank": "bank:BankPage",
    "settings": "settings:SettingsPage",
}
WIDEST_FOOTER = 78


def _class(page: str) -> type:
    module, _, name = CLASSES[page].partition(":")
    found: type = getattr(import_module(f"brainstorm.tui.{module}"), name)
    return found


@pytest.mark.parametrize("key", [key for key in TABLE if key.page != "menu"], ids=lambda key: key.id)
def test_every_key_has_its_action(key: Key) -> None:
    namespace, _, name = key.action.partition("(")[0].rpartition(".")
    owner = BrainstormApp if namespace == "app" or key.page == "app" else _class(key.page)
    assert callable(getattr(owner, f"action_{name}", None)), f"{owner.__name__} has no action_{name}"


def test_every_key_of_the_drills_menu_is_an_answer() -> None:
    from brainstorm.tui import drill_menu

    source = Path(drill_menu.__file__).read_text()
    for key in of_page("menu"):
        assert f'"{key.id}"' in source


@pytest.mark.parametrize("page", CLASSES)
def test_every_page_takes_its_bindings_from_the_table(page: str) -> None:
    own = _class(page)
    assert page == own.PAGE  # type: ignore[attr-defined]
    assert own.__dict__["BINDINGS"] == bindings(page)


def test_ids_are_unique_and_no_page_has_a_key_twice() -> None:
    assert len({key.id for key in TABLE}) == len(TABLE)
    assert {key.page for key in TABLE} == set(PAGES)
    assert list(check_keymap({})) == []


def test_the_footer_of_every_page_fits_80_columns() -> None:
    for page in CLASSES:
        shown = [key for key in (*of_page(page), TABLE[0]) if key.footer]
        footer = " ".join(f"{spelled(key.keys.split(',')[0])} {key.label}" for key in shown)
        assert len(footer) <= WIDEST_FOOTER, footer


def test_labels_and_help_are_words_for_people() -> None:
    for key in TABLE:
        assert 0 < len(key.label) <= 18
        assert key.help.endswith(".")
        assert key.help[0].isupper() or key.help[0] == "`"


def test_the_key_reference_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "keys.md"
    assert page.read_text() == as_markdown(), "docs/keys.md: write brainstorm.tui.keys.as_markdown() to it"


@pytest.mark.parametrize(
    ("keymap", "said"),
    [
        ({"home.nothing": "z"}, "there is no action “home.nothing”"),
        ({"home.review": "b"}, "b would do both home.review and home.bank"),
        ({"home.review": "f1"}, "F1 would do both app.help and home.review"),
        ({"home.review": " , "}, "home.review names no key"),
        ({"app.help": "h"}, "app.help cannot be on h"),
        ({"drill.menu": "space"}, "drill.menu cannot be on space"),
        ({"drill.enter": "f2"}, "drill.enter stays on enter"),
        ({"app.help": "ctrl+p"}, "ctrl+p would do both app.help and app.palette"),
    ],
)
def test_a_keymap_that_cannot_be_used_is_said_and_left_out(keymap: dict[str, str], said: str) -> None:
    lines = list(check_keymap(keymap))
    assert any(said in line for line in lines), lines
    assert sound_keymap(keymap) == {}
    assert sound_keymap({**keymap, "session.copy": "w"}) == {"session.copy": "w"}


def test_two_actions_may_change_places() -> None:
    swapped = {"home.review": "b", "home.bank": "r"}
    assert list(check_keymap(swapped)) == []
    assert sound_keymap(swapped) == swapped


def test_of_two_own_keys_that_clash_one_falls_back() -> None:
    assert sound_keymap({"home.review": "v", "home.bank": "v"}) == {"home.review": "v"}


def test_signs_may_be_written_as_they_are() -> None:
    assert keys_of("home.review", {"home.review": "?, ctrl+g"}) == ("question_mark", "ctrl+g")
    assert sound_keymap({"home.review": "?"}) == {"home.review": "question_mark"}
    assert spelled("question_mark,ctrl+slash,pageup,f12") == "? or ctrl+/ or page up or F12"


def test_what_is_fixed_is_in_the_table() -> None:
    assert {key.id for key in TABLE} >= FIXED


def test_the_lists_of_pages_leave_enter_to_the_page() -> None:
    from brainstorm.tui.choices import Choices

    assert issubclass(Choices, OptionList)
    assert "enter" not in Choices(markup=False)._bindings.key_to_bindings
