"""A line at the foot of a page for what just happened; it stays until the next one."""

from __future__ import annotations

from textual.widgets import Static

from brainstorm.tui.texts import plain


class Said(Static):
    """What a key did, a path above all: it stays on the screen, where a notice would be gone."""

    DEFAULT_CSS = """
    Said {
        height: auto;
        min-height: 1;
        max-height: 4;
        padding: 0 3;
        color: $text-accent;
        &.-wrong { color: $text-warning; }
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False, classes="-silent")

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show `text`, taken literally; empty clears the line."""
        self.update(plain(text))
        self.set_class(wrong, "-wrong")
        self.set_class(not text, "-silent")
