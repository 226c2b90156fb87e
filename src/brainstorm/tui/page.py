"""What every page but the drill has: a title line, a footer, and a name in the table of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from brainstorm.session.text import visible
from brainstorm.tui.desk import Desk
from brainstorm.tui.paper import AtOnce
from brainstorm.tui.texts import plain

if TYPE_CHECKING:
    from brainstorm.tui.app import BrainstormApp


class Title(Horizontal):
    """The first line: what this is on the left, how it stands on the right."""

    def __init__(self, left: str = "", right: str = "") -> None:
        super().__init__()
        self._left = Static(plain(left), classes="title--left", markup=False)
        self._right = Static(plain(right), classes="title--right", markup=False)

    def compose(self) -> ComposeResult:
        """Both ends."""
        yield self._left
        yield self._right

    def set(self, left: str | Content | None = None, right: str | Content | None = None) -> None:
        """Change one end or both; what stays the same is not painted again."""
        for widget, text in ((self._left, left), (self._right, right)):
            if text is None:
                continue
            content = text if isinstance(text, Content) else plain(text)
            if widget.content != content:
                widget.update(content)


class Sheet(AtOnce, VerticalScroll, can_focus=True, inherit_bindings=False):
    """Something to read; up and down scroll it, left and right are the page's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Up", show=False),
        Binding("down", "scroll_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("home", "scroll_home", "Top", show=False),
        Binding("end", "scroll_end", "End", show=False),
    ]

    @property
    def columns(self) -> int:
        """How wide a line may be, in cells."""
        return max(1, self.scrollable_content_region.width)


class Page(Screen[Any]):
    """A page of the app."""

    PAGE: ClassVar[str] = "app"

    @property
    def brainstorm(self) -> BrainstormApp:
        """The app, by its own type."""
        from brainstorm.tui.app import BrainstormApp

        assert isinstance(self.app, BrainstormApp)
        return self.app

    @property
    def desk(self) -> Desk:
        """Settings, places, bank, archive."""
        return self.brainstorm.desk

    def compose(self) -> ComposeResult:
        """Title, the page's own, footer."""
        self.title_line = Title(*self.heading())
        yield self.title_line
        yield from self.body()
        yield Footer(show_command_palette=False, compact=True)

    def heading(self) -> tuple[str, str]:
        """What the title line says."""
        return "brainstorm", ""

    def body(self) -> ComposeResult:
        """The page's own widgets."""
        yield from ()

    def say(self, text: str, *, wrong: bool = False) -> None:
        """A short notice, taken literally."""
        self.notify(visible(text), markup=False, severity="warning" if wrong else "information", timeout=6)

    def action_back(self) -> None:
        """Back to the page before, or leave from the first."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.brainstorm.action_leave()
