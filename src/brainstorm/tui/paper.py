"""A long text to scroll through: already laid out in lines, of which only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from textual.widget import Widget as _Widget
else:  # Textual looks for styles along the first base that is a widget, and this one has none
    _Widget = object


class AtOnce(_Widget):
    """Keys scroll at once: gliding takes a second, and much longer where the machine is busy."""

    def action_scroll_home(self) -> None:
        """To the top."""
        self.scroll_home(animate=False, immediate=True)

    def action_scroll_end(self) -> None:
        """To the end."""
        self.scroll_end(animate=False, immediate=True)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """A line up."""
        self.scroll_up(animate=False, immediate=True)

    def action_scroll_down(self) -> None:
        """A line down."""
        self.scroll_down(animate=False, immediate=True)


class Paper(AtOnce, ScrollView, can_focus=True, inherit_bindings=False):
    """Lines. Whoever lays them out is told when the width is another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Up", show=False),
        Binding("down", "scroll_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown,space", "page_down", "Page down", show=False),
        Binding("home", "scroll_home", "Top", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]
    DEFAULT_CSS = """
    Paper {
        background: transparent;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    """

    class Reshaped(Message):
        """Lines of another width are needed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: Sequence[Content] = ()
        self._told = 0

    @property
    def columns(self) -> int:
        """How wide a line may be, in cells."""
        return self.scrollable_content_region.width

    @property
    def lines(self) -> Sequence[Content]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[Content], top: int | None = None) -> None:
        """Show these lines, `top` as the first of the window; without it the window stays where it is."""
        self._lines = lines
        self.virtual_size = Size(self.columns, len(lines))
        self.refresh()
        if top is not None:  # the new height is known only once it was laid out
            self.call_after_refresh(self.scroll_to, y=top, animate=False, immediate=True)

    def on_resize(self) -> None:
        """Ask for lines of the new width."""
        if self.columns != self._told:
            self._told = self.columns
            self.post_message(self.Reshaped())

    def render_line(self, y: int) -> Strip:
        """One line."""
        row, width = y + self.scroll_offset.y, self.columns
        if row >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        return Visual.to_strips(self, self._lines[row], width, 1, self.visual_style, pad=True)[0]
