"""A list to choose from. Its Enter is the page's, so that it stands in the footer and can be put on another key."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class Choices(OptionList, inherit_bindings=False):
    """An OptionList that moves by itself, and leaves Enter to the page; a click selects."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "cursor_down", "Down", show=False),
        Binding("up", "cursor_up", "Up", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
    ]

    @property
    def chosen(self) -> str | None:
        """The id of what is highlighted."""
        return None if self.highlighted is None else self.get_option_at_index(self.highlighted).id
