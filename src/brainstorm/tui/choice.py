"""A value chosen from a few, on one line: ← → or a click go through them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.widgets import Static

from brainstorm.tui.texts import join


class Choice(Static, can_focus=True):
    """One line: a name and the value chosen."""

    DEFAULT_CSS = """
    Choice {
        width: auto;
        height: 1;
        padding: 0 1;
        &:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    }
    """

    class Changed(Message):
        """Another value was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, name: str, values: Sequence[tuple[str, str]], value: str = "", *, id: str) -> None:  # noqa: A002
        """`values` are (value, words)."""
        super().__init__(id=id, markup=False)
        self._label = name
        self._values = list(values)
        self._place = next((i for i, (known, _) in enumerate(values) if known == value), 0)

    @property
    def value(self) -> str:
        """The value chosen."""
        return self._values[self._place][0]

    def on_mount(self) -> None:
        """Show it."""
        self._show()

    def _show(self) -> None:
        words = self._values[self._place][1]
        wide = max(len(text) for _, text in self._values)
        self.update(join(f"{self._label} ", ("‹ ", "$text-accent"), f"{words:^{wide}}", (" ›", "$text-accent")))

    def step(self, by: int) -> None:
        """Choose the next value, or the one before."""
        self._place = (self._place + by) % len(self._values)
        self._show()
        self.post_message(self.Changed(self))

    def on_key(self, event: events.Key) -> None:
        """← → and space go through the values."""
        step = {"left": -1, "right": 1, "space": 1}.get(event.key)
        if step is not None:
            event.stop()
            self.step(step)

    def on_click(self, event: events.Click) -> None:
        """A click on the left half goes back, on the right half on."""
        self.step(-1 if event.x < self.size.width / 2 else 1)
