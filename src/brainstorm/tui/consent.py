"""Before anything is sent to Claude: what, to whom, at what cost; and a yes or a no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from brainstorm.tui.keys import bindings, keys_of, spelled
from brainstorm.tui.page import Page, Sheet
from brainstorm.tui.texts import hung, plain

if TYPE_CHECKING:
    from brainstorm.practice.asking import Ask

YES, ALWAYS = "yes", "always"


class ConsentPage(Page):
    """What would be sent. Closes with YES, ALWAYS or None."""

    PAGE = "consent"
    BINDINGS = bindings("consent")
    CSS_PATH = "consent.tcss"
    AUTO_FOCUS = "#page"

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask

    def heading(self) -> tuple[str, str]:
        """Whom."""
        return "Ask Claude?", self._ask.model

    def body(self) -> ComposeResult:
        """Something to read."""
        with Sheet(id="page"):
            yield Static(id="text", markup=False)

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = max(8, self.query_one("#page", Sheet).columns)
        keymap = self.desk.settings.keymap
        parts = [hung("", line, width) for line in self._ask.preview.paragraphs()]
        if self._ask.before:
            said = "This model has answered these prompts on these ideas already. Asking again adds a second answer."
            parts.append(hung(plain("! ", "$text-warning"), said, width))
        parts.append(Content(""))
        for action, words in _CHOICES:
            key = f"{spelled(keys_of(f'consent.{action}', keymap)[0]):>5}"
            parts.append(hung(plain(f"{key}  ", "bold $text-accent"), words, width))
        self.query_one("#text", Static).update(Content("\n").join(parts))

    def action_send(self) -> None:
        """Yes."""
        self.dismiss(YES)

    def action_always(self) -> None:
        """Yes, and do not ask any more."""
        self.dismiss(ALWAYS)

    def action_back(self) -> None:
        """No."""
        self.dismiss(None)


_CHOICES = (
    ("send", "Send it. Until the program is left, this model is asked without this page."),
    ("always", "Send it, and never show this page again (the setting claude_consent)."),
    ("back", "Send nothing."),
)
