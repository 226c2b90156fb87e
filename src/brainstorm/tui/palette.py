"""The command palette, for people who press Enter twice."""

from __future__ import annotations

import contextlib

from textual import events
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.message import Message
from textual.widgets import Input, OptionList


class Palette(CommandPalette):
    """Textual's own, closing once, and obeying Enter only when what was typed before it has been looked up.

    In a burst its second Enter (or esc) closes whatever lies under it: a running drill's page, or, where there is
    none, the program. A page key before its list was laid out breaks it, too.
    """

    _closing_once = False
    _entered: Input.Submitted | None = None

    async def _dispatch_message(self, message: Message) -> None:
        late = isinstance(message, Input.Submitted | OptionList.OptionSelected | events.Key)
        if self._closing_once and late:
            return
        if isinstance(message, Input.Submitted) and self._searching:
            self._entered = message
            return
        await super()._dispatch_message(message)

    @property
    def _searching(self) -> bool:
        return any(
            worker.node is self and worker.group == self._GATHER_COMMANDS_GROUP and not worker.is_finished
            for worker in self.workers
        )

    def on_worker_state_changed(self) -> None:
        """A search is over: the Enter that came during it is due."""
        if self._entered is not None and not self._searching:
            entered, self._entered = self._entered, None
            self.post_message(entered)

    def dismiss(self, result: object = None) -> AwaitComplete:
        """Close, the first time."""
        if self._closing_once:
            return AwaitComplete()
        self._closing_once = True
        return super().dismiss(None)

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):  # a list that has no lines yet has no pages
            super()._action_command_list(action)
