"""Where the words of marks are typed; the page sees each key first."""

from __future__ import annotations

from collections.abc import Callable

from textual import events

from brainstorm.tui.ordered_input import OrderedInput


class Words(OrderedInput):
    """A line for words; `early` says of each key whether it was still meant for an idea."""

    def __init__(self, early: Callable[[events.Key], bool], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._early = early

    def wants(self, event: events.Key) -> bool:
        """Keys that were still meant for an idea."""
        return self._early(event)
