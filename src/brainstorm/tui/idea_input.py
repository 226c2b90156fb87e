"""The one line that ideas are typed in. Nothing typed, pasted or dictated into it is lost or overtaken."""

from __future__ import annotations

from typing import Protocol

from textual import events

from brainstorm.tui.ordered_input import OrderedInput


class Typist(Protocol):
    """Who gets what is typed; called in the order of the keys, never from a queue of its own."""

    def takes_key(self, event: events.Key) -> bool:
        """Use up a key before it is text."""

    def line_entered(self, line: str, first_key: float | None, via: str, event: events.Event) -> None:
        """A line was entered."""

    def pasted_into(self) -> None:
        """Something was pasted into the line."""

    def drill_time(self, event: events.Event) -> float:
        """Drill seconds when `event` was read."""


class IdeaInput(OrderedInput):
    """The drill's input: knows when a line was begun, and takes a pasted block as one idea a line."""

    def __init__(self, typist: Typist, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._typist = typist
        self.first_key: float | None = None
        self.pasted = False
        self._kept: tuple[str, float | None, bool] | None = None

    @property
    def draft(self) -> str:
        """The idea being typed, also while the line is lent for something else."""
        return self.value if self._kept is None else self._kept[0]

    def lend(self, text: str = "") -> None:
        """Put the idea being typed aside, and `text` in its place, to be given back."""
        if self._kept is None:
            self._kept = self.value, self.first_key, self.pasted
        self.set_draft(text)

    def give_back(self) -> None:
        """The idea that was put aside stands here again."""
        if self._kept is not None:
            text, first_key, pasted = self._kept
            self._kept = None
            self.set_draft(text)
            self.first_key, self.pasted = first_key, pasted

    def set_draft(self, text: str) -> None:
        """Put `text` in, the cursor behind it; its first key is not known."""
        self.value = text
        self.cursor_position = len(text)
        self.first_key = None
        self.pasted = False

    def take(self) -> str:
        """What stands here; the line is empty afterwards."""
        text = self.value
        self.set_draft("")
        return text

    def wants(self, event: events.Key) -> bool:
        """The page goes first."""
        return self._typist.takes_key(event)

    def entered(self, event: events.Key) -> None:
        """Hand the line over and be empty, at once."""
        first_key, via = self.first_key, "paste" if self.pasted else "key"
        self._typist.line_entered(self.take(), first_key, via, event)

    def printable(self, event: events.Key) -> None:
        """The first key of a line is when it was begun."""
        if not self.value:
            self.first_key, self.pasted = self._typist.drill_time(event), False

    def on_paste(self, event: events.Paste) -> None:
        """A single line waits for Enter; a block enters every line of it."""
        event.stop()
        event.prevent_default()
        pasted = [line for line in event.text.splitlines() if line.strip()]
        if len(pasted) == 1 and not event.text.endswith(("\n", "\r")):
            if not self.value:
                self.first_key, self.pasted = self._typist.drill_time(event), True
            self._typist.pasted_into()
            self.replace(pasted[0], *self.selection)
            return
        # What was being typed stays where it is, behind the block.
        for line in pasted:
            self._typist.line_entered(line, None, "paste", event)
