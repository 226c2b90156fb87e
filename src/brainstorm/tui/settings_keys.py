"""Every key of the program, and putting an action on another one."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from brainstorm.settings import read
from brainstorm.tui.choices import Choices
from brainstorm.tui.keys import FIXED, PAGES, TABLE, Key, bindings, check_keymap, keys_of, of_page, spelled
from brainstorm.tui.page import Page
from brainstorm.tui.settings_value import change
from brainstorm.tui.texts import join, lines, plain

_BY_ID = {key.id: key for key in TABLE}


class KeyList(Choices):
    """The list of keys; while a new one is awaited, every key goes to the page."""

    def on_key(self, event: events.Key) -> None:
        """Hand it to the page."""
        page = self.screen
        if isinstance(page, KeysPage) and page.takes(event.key):
            event.stop()
            event.prevent_default()


class KeysPage(Page):
    """The keymap: Enter on an action, then its new key."""

    PAGE = "settings"
    BINDINGS = bindings("settings")
    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._awaiting = False

    def heading(self) -> tuple[str, str]:
        """What this is."""
        return "Settings · keymap", ""

    def body(self) -> ComposeResult:
        """The list, the words, what went wrong."""
        yield KeyList(id="list", markup=False)
        yield Static(id="about", markup=False)
        yield Static(id="wrong", markup=False)

    def on_mount(self) -> None:
        """List the keys."""
        self._fill()

    @property
    def _list(self) -> KeyList:
        return self.query_one("#list", KeyList)

    @property
    def _key(self) -> Key:
        return _BY_ID[self._list.chosen or TABLE[0].id]

    def _fill(self) -> None:
        before = self._list.chosen or TABLE[0].id
        keymap = self.desk.settings.keymap
        options: list[Option] = []
        for page, title in PAGES.items():
            options.append(Option(plain(title, "bold $text-accent"), disabled=True))
            options += [Option(_line(key, keymap), id=key.id) for key in of_page(page)]
        with self.prevent(OptionList.OptionHighlighted):
            self._list.set_options(options)
            self._list.highlighted = next(i for i, option in enumerate(options) if option.id == before)
        self._show_about()

    def _show_about(self) -> None:
        key = self._key
        if self._awaiting:
            words = lines(join(("Press the new key ", "bold"), f"for “{key.label}” (esc keeps it)"))
        else:
            default = f"{key.id}. Default: {spelled(key.keys)}."
            words = lines(key.help, join((default + (" It cannot be changed." if key.id in FIXED else ""), "dim")))
        self.query_one("#about", Static).update(words)

    def _wrong(self, text: str) -> None:
        self.query_one("#wrong", Static).update(plain(text, "bold"))
        self.set_class(bool(text), "-wrong")

    # changing

    def action_edit(self) -> None:
        """Await the new key for what is highlighted."""
        if self._key.id in FIXED:
            self._wrong(f"{self._key.id} stays on {spelled(self._key.keys)}.")
            return
        self._awaiting = True
        self._wrong("")
        self._show_about()

    def takes(self, key: str) -> bool:
        """A key was pressed; whether it was the one awaited."""
        if not self._awaiting:
            return False
        self._awaiting = False
        if key != "escape":
            self._put(self._key.id, key)
        self._show_about()
        return True

    def action_reset(self) -> None:
        """Back to the default."""
        if self._key.id not in self._written():
            self._wrong(f"{self._key.id} is on its default.")
            return
        self._put(self._key.id, None)

    def _written(self) -> dict[str, str]:
        """The keymap as the file has it, with what the program cannot use of it."""
        return dict(read(self.desk.places.config_file.path).settings.keymap)

    def _put(self, id_: str, key: str | None) -> None:
        keymap = self._written()
        before = set(check_keymap(keymap))
        keymap.pop(id_, None)
        if key is not None and key != _BY_ID[id_].keys:
            keymap[id_] = key
        if wrong := [line for line in check_keymap(keymap) if line not in before]:
            self._wrong(wrong[0].removeprefix("keymap: "))
            return
        items = [f"{name}={keys}" for name, keys in keymap.items()]
        self._wrong(change(self.brainstorm, "keymap", items or None))
        self._fill()

    def action_back(self) -> None:
        """Keep the key, or back."""
        if self._awaiting:
            self.takes("escape")
        else:
            super().action_back()

    # the list

    def on_option_list_option_highlighted(self) -> None:
        """Say what the key does."""
        self._awaiting = False
        self._wrong("")
        self._show_about()

    def on_option_list_option_selected(self) -> None:
        """A click changes."""
        self.action_edit()


def _line(key: Key, keymap: dict[str, str]) -> Content:
    own = "yours" if key.id in keymap else ""
    name = spelled(",".join(keys_of(key.id, keymap)))
    return join((f"   {name:<18} ", "bold"), f"{key.label:<18} ", (f"{key.id:<20} {own}", "dim"))
