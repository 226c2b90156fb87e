"""F1: the keys of the page it is opened on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from brainstorm.tui.keys import PAGES, keys_of, of_page, spelled
from brainstorm.tui.texts import hung, join, plain

_ALSO = {"drill": ("drill", "menu")}

_CLOSES = "esc closes this"
_LOW = 12
"""Lines under which the window has no room for a border."""

_TYPING = (
    "While the clock runs every letter is text. A leading + builds on the idea before; a line that is just ? asks for "
    "a cue; an empty line marks an idea said aloud. //, /? and /+ start a line with that sign."
)


class HelpPage(ModalScreen[None]):
    """The keys of one page."""

    BINDINGS = [Binding("escape,f1,q,enter", "dismiss", "Close")]  # noqa: RUF012
    CSS_PATH = "help.tcss"

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """A list that scrolls."""
        with VerticalScroll(id="help") as box:
            box.border_subtitle = plain(_CLOSES)
            yield Static(markup=False)

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = self.query_one("#help").scrollable_content_region.width
        content = self._content(width)
        if self.size.height < _LOW:  # no border there to say it
            content = Content("\n").join([content, Content(""), plain(_CLOSES, "$text-muted")])
        self.query_one(Static).update(content)

    def _content(self, width: int) -> Content:
        from brainstorm.tui.app import BrainstormApp

        keymap = self.app.desk.settings.keymap if isinstance(self.app, BrainstormApp) else {}
        rows: list[Content] = []
        for page in (*_ALSO.get(self._page, (self._page,)), *(["app"] if self._page != "app" else [])):
            if rows:
                rows.append(Content(""))
            rows.append(join((PAGES[page], "bold")))
            if page == "drill":
                rows.append(hung("  ", _TYPING, width))
            for key in of_page(page):
                name = spelled(",".join(keys_of(key.id, keymap)))
                rows.append(hung(plain(f"  {name:<16} ", "$text-accent"), key.help, width))
        return Content("\n").join(rows)
