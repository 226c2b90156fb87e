"""The settings: what each does, what it is and why, and changing it. A change counts at once."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from brainstorm.settings import Setting, WrongValueError, items_of
from brainstorm.tui.choices import Choices
from brainstorm.tui.keys import bindings
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.page import Page
from brainstorm.tui.settings_value import Current, change, in_force, typed, untyped
from brainstorm.tui.texts import join, lines, plain, short_path

_WIDEST = 36
"""Cells for a value; the words below have what is longer, whole."""
_TITLE = 46


class SettingsPage(Page):
    """Every setting; below the list the one that is highlighted, in words, and where it is changed."""

    PAGE = "settings"
    BINDINGS = bindings("settings")
    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "#list"

    _list = getters.query_one("#list", Choices)
    _choices = getters.query_one("#choices", Choices)
    _value = getters.query_one("#value", OrderedInput)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Current] = []

    def heading(self) -> tuple[str, str]:
        """What this is, and the file."""
        return "Settings", short_path(str(self.desk.places.config_file.path), _TITLE)

    def body(self) -> ComposeResult:
        """The list, the words, the ways to change."""
        yield Choices(id="list", markup=False)
        yield Static(id="about", markup=False)
        yield Choices(id="choices", markup=False)
        yield OrderedInput(id="value")
        yield Static(id="wrong", markup=False)

    def on_screen_resume(self) -> None:
        """Read the file again whenever this page comes back: the keys have a page of their own."""
        self._fill()

    @property
    def _row(self) -> Current:
        return self._rows[self._list.highlighted or 0]

    @property
    def _changing(self) -> bool:
        return self.has_class("-choosing") or self.has_class("-typing")

    def _fill(self) -> None:
        place = self._list.highlighted or 0
        self._rows = in_force(self.desk)
        wide = max(len(row.setting.key) for row in self._rows)
        with self.prevent(OptionList.OptionHighlighted):
            self._list.set_options(Option(_line(row, wide), id=row.setting.key) for row in self._rows)
            self._list.highlighted = place
        self._show_about()

    def _show_about(self) -> None:
        words = _about(self._row)
        if self._changing:
            words = lines(words, join(("enter keeps the change · esc leaves it as it was", "dim")))
        self.query_one("#about", Static).update(words)

    def _wrong(self, text: str) -> None:
        self.query_one("#wrong", Static).update(plain(text, "bold"))
        self.set_class(bool(text), "-wrong")

    # changing

    def action_edit(self) -> None:
        """Change what is highlighted: the next value, one of several, or what is typed."""
        if self.has_class("-choosing"):
            self._set(self._choices.chosen or "")
            return
        row = self._row
        kind = row.setting.kind
        if row.locked:
            self._wrong(f"{row.locked} goes before the file, so this cannot be changed here.")
        elif row.setting.key == "keymap":
            from brainstorm.tui.settings_keys import KeysPage

            self.app.push_screen(KeysPage())
        elif kind == "true or false":
            self._set("false" if row.value else "true")
        elif row.setting.choices and not kind.startswith("list"):
            self._choose(row)
        else:
            self._wrong("")
            self._value.value = typed(row.value)
            self._value.cursor_position = len(self._value.value)
            self.add_class("-typing")
            self._show_about()
            self._value.focus()

    def _choose(self, row: Current) -> None:
        self._wrong("")
        choices = list(row.setting.choices)
        self._choices.set_options(Option(plain(choice), id=choice) for choice in choices)
        self._choices.highlighted = choices.index(str(row.value)) if row.value in choices else 0
        self.add_class("-choosing")
        self._show_about()
        self._choices.focus()

    def on_input_submitted(self) -> None:
        """Enter in the line: that's the value, when it fits; otherwise it stays to be mended."""
        setting = self._row.setting
        raw = untyped(setting, self._value.value)
        try:
            setting.parse(raw)
        except WrongValueError as error:
            self._wrong(str(error))
            return
        self._set(raw)

    def _set(self, raw: str | list[str] | None) -> None:
        wrong = change(self.brainstorm, self._row.setting.key, raw)
        if wrong:
            self._wrong(wrong)
            return
        self._done()

    def _done(self) -> None:
        self._wrong("")
        self.app.theme = self.desk.settings.theme
        if self._changing:
            self.remove_class("-choosing", "-typing")
            self._list.focus()
        self._fill()

    def action_reset(self) -> None:
        """Back to the default."""
        row = self._row
        if row.locked:
            self._wrong(f"{row.locked} goes before the file, so this cannot be changed here.")
        elif row.source == "default":
            self._wrong(f"{row.setting.key} is at its default.")
        else:
            self._set(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a value is chosen there is nothing to put back to its default."""
        return action != "reset" or not self._changing

    def action_back(self) -> None:
        """Out of what is being changed, as it was; or back."""
        if self._changing:
            self._done()
        else:
            super().action_back()

    # the lists

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Say what the setting does; show a theme while it is being chosen."""
        if message.option_list is self._list:
            self._wrong("")
            self._show_about()
        elif self.has_class("-choosing") and self._row.setting.key == "theme" and message.option_id:
            self.app.theme = message.option_id

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """A click changes; a click in the list while something else is changed leaves that first."""
        if message.option_list is self._list and self._changing:
            self._done()
        self.action_edit()


def _line(row: Current, wide: int) -> Content:
    text = row.text or "(empty)"
    if row.setting.path and "," not in text:
        text = short_path(text, _WIDEST)
    text = f"{text[: _WIDEST - 1]}…" if len(text) > _WIDEST else text
    return join(f" {row.setting.key:<{wide}}  ", (f"{text:<{_WIDEST}}", "bold"), (f"  {row.source}", "dim"))


def _about(row: Current) -> Content:
    setting = row.setting
    parts: list[Content | str] = [setting.help, join((_expects(setting), "dim"))]
    if row.locked:
        parts.append(join(f"Set by {row.locked}, which goes before the file; it cannot be changed here."))
    if len(row.text) > _WIDEST:
        parts.append(row.text)
    return lines(*parts)


def _expects(setting: Setting) -> str:
    default = ", ".join(text for text in items_of(setting.default) if text) or "empty"
    expects = {
        "list of texts": "paths, with commas between them" if setting.path else "texts, with commas between them",
        "list of numbers": setting.expects.partition(", such as")[0] + ", with commas between them",
        "table of texts": "a page of its own",
    }.get(setting.kind, setting.expects)
    return f"{expects[0].upper()}{expects[1:]}. Default: {default}."
