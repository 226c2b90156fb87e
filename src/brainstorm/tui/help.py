"""F1: the keys of the page it is opened on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from brainstorm.tui.keys import PAGES, keys_of, of_page, spelled
from brainstorm.tui.texts import join

_ALSO = {"drill": ("drill", "menu")}

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
        with VerticalScroll(id="help"):
            yield Static(self._content(), markup=False)

    def _content(self) -> Content:
        from brainstorm.tui.app import BrainstormApp

        keymap = self.app.desk.settings.keymap if isinstance(self.app, BrainstormApp) else {}
        rows: list[Content] = []
        for page in (*_ALSO.get(self._page, (self._page,)), *(["app"] if self._page != "app" else [])):
            if rows:
                rows.append(Content(""))
            rows.append(join((PAGES[page], "bold")))
            if page == "drill":
                rows.append(join(_TYPING))
            for key in of_page(page):
                name = spelled(",".join(keys_of(key.id, keymap)))
                rows.append(join((f"  {name:<16} ", "$text-accent"), key.help))
        rows += [Content(""), join(("esc closes this", "$text-muted"))]
        return Content("\n").join(rows)
