"""An Input that handles every key in the order in which it came."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from brainstorm.session.text import visible_in_place

_KILLS = {"delete_left_all", "delete_right_all", "delete_left_word", "delete_right_word"}


def _editing_keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for binding in Input.BINDINGS:
        if isinstance(binding, Binding) and binding.action not in ("submit", "copy"):
            keys.update((key.strip(), binding.action) for key in binding.key.split(","))
    return keys


class OrderedInput(Input):
    """One line of text, for people who type fast and for programs that type for them.

    Textual's own leaves Enter and the editing keys to the app's queue, where the printable keys of a burst (dictation,
    a slow line, a text expander) overtake them. Here each key is done with before the next is looked at. Nothing is
    selected on focus, so coming back doesn't put a draft at risk, and what a key removed can be put back.
    """

    _EDITING = _editing_keys()

    # Its size is fixed by the styles, so a longer text needs no new layout of the whole screen, which is half of what
    # a key costs with Textual's own.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=False, compact=True)
        self.killed = ""

    @property
    def _value(self) -> Text:
        # What was pasted is kept as it is; what is painted may do nothing to the terminal.
        return Text(visible_in_place(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(visible_in_place(self.value[:position]))

    def entered(self, event: events.Key) -> None:
        """Enter was pressed."""
        self.post_message(self.Submitted(self, self.value, None))

    def wants(self, event: events.Key) -> bool:
        """Use up a key before it is text."""
        return False

    def printable(self, event: events.Key) -> None:
        """A character is about to be inserted."""

    def on_key(self, event: events.Key) -> None:
        """Do what the key does, now."""
        if self.wants(event):
            _done(event)
        elif event.key == "enter":
            _done(event)
            self.entered(event)
        elif event.is_printable:
            self.printable(event)
            # Input's own handler, next in line for this very event, inserts the character.
        elif event.key in self._EDITING:
            _done(event)
            self._edit(self._EDITING[event.key])

    def _edit(self, action: str) -> None:
        name, _, argument = action.partition("(")
        before = self.value
        method = getattr(self, f"action_{name}")
        if argument:
            method(True)
        else:
            method()
        if name in _KILLS and len(before) > len(self.value):
            self.killed = before

    def yank(self) -> None:
        """Put back the line as it was before the last deletion of more than a character."""
        if self.killed:
            self.killed, restored = self.value, self.killed
            self.value = restored
            self.cursor_position = len(restored)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted lines become one line; none is dropped."""
        _done(event)
        self.replace(" ".join(event.text.split()), *self.selection)


class Line(OrderedInput, inherit_bindings=False):
    """The same on a page whose own Enter stands in the footer. (It handles all its keys by itself, in any case.)"""


def _done(event: events.Event) -> None:
    event.stop()
    event.prevent_default()
