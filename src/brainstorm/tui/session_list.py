"""A list of sessions that is as quick with ten thousand rows as with ten: only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from brainstorm.tui.rows import Row, draw
from brainstorm.tui.texts import join, plain

if TYPE_CHECKING:
    from collections.abc import Callable

_CURSOR = "›"


class SessionList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"}
    DEFAULT_CSS = """
    SessionList {
        background: transparent;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & .rows--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus .rows--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)
    """The place of the row that keys act on."""

    class Clicked(Message):
        """A row was clicked; it is under the cursor now."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self._forms = 0
        self.first_look: Callable[[events.Key], bool] = lambda event: False

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[Row], forms: int) -> None:
        """Show these rows; the cursor stays on its session, and that where it is on the screen."""
        before, place = self.current, self.cursor
        self.rows, self._forms = rows, forms
        self.virtual_size = Size(self.scrollable_content_region.width, len(rows))
        if before is not None and not (place < len(rows) and rows[place].id == before.id):
            found = next((i for i, row in enumerate(rows) if row.id == before.id), None)
            self.set_reactive(SessionList.cursor, min(place if found is None else found, max(0, len(rows) - 1)))
            self.scroll_to(y=self.scroll_y + self.cursor - place, animate=False, immediate=True)
            self.call_after_refresh(self._seek)  # the new height is known only once it was laid out
        self.refresh()

    def choose(self, session_id: str) -> None:
        """Put the cursor on a session, if it is here."""
        self.cursor = next((i for i, row in enumerate(self.rows) if row.id == session_id), self.cursor)

    def validate_cursor(self, cursor: int) -> int:
        """Stay in the list."""
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Draw both rows anew."""
        for place in (before, after):
            self.refresh(Region(0, place - self.scroll_offset.y, self.size.width, 1))
        self._seek()

    def _seek(self) -> None:
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, immediate=True, x_axis=False)

    def action_move(self, by: int) -> None:
        """Up or down."""
        self.cursor += by

    def action_page(self, by: int) -> None:
        """A page up or down."""
        self.cursor += by * max(1, self.scrollable_content_region.height - 1)

    def action_first(self) -> None:
        """To the newest."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the oldest."""
        self.cursor = len(self.rows) - 1

    def on_key(self, event: events.Key) -> None:
        """The page looks at every key first: a burst of keys may belong to its filter."""
        if self.first_look(event):
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """A click opens."""
        place = event.y + self.scroll_offset.y
        if event.button == 1 and place < len(self.rows):
            self.cursor = place
            self.post_message(self.Clicked())

    def render_line(self, y: int) -> Strip:
        """One row."""
        place, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if place >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        here = place == self.cursor
        row = draw(self.rows[place], max(1, width - 3), self._forms)
        if not here:
            return Visual.to_strips(self, join("  ", row), width, 1, self.visual_style, pad=True)[0]
        # One colour on the cursor's: the row's own are not readable on every theme's.
        content = plain(f"{_CURSOR} {row.plain} ")
        return Visual.to_strips(self, content, width, 1, self.get_visual_style("rows--cursor"), pad=True)[0]
