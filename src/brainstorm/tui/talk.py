"""The small talk on the ready card of a call: what was said, and a line to answer in."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from brainstorm.practice.talk import SECONDS, SmallTalk
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.texts import hung, plain


class _Answer(OrderedInput):
    """Where it is answered."""

    def __init__(self, box: TalkBox) -> None:
        super().__init__(id="answer", placeholder="answer if you like; Enter starts the clock")
        self._box = box

    def entered(self, event: events.Key) -> None:
        """Words are an answer; an empty line starts the drill."""
        self._box.answered(self.value.strip())


class TalkBox(Vertical):
    """An exchange of a line each, at most 20 s of it. Enter on an empty line starts at once."""

    DEFAULT_CSS = """
    TalkBox {
        height: auto;
        max-height: 8;
        margin: 0 3;
        #talk-said { height: auto; width: 1fr; }
        #talk-line { height: 1; }
        #talk-prompt { width: auto; padding: 0 1 0 0; color: $text-accent; }
        #answer { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
    }
    """

    class Start(Message):
        """The person wants to start."""

    def __init__(self, talk: SmallTalk) -> None:
        super().__init__(id="talk")
        self._talk = talk
        self._said: list[tuple[str, bool]] = []

    def compose(self) -> ComposeResult:
        """What was said, and the line."""
        yield Static(id="talk-said", markup=False)
        with Horizontal(id="talk-line"):
            yield Static("›", id="talk-prompt", markup=False)
            yield _Answer(self)

    def on_mount(self) -> None:
        """Somebody speaks; the keys are for the answer from now on."""
        self._hear(self._talk.ask())
        self.screen.set_focus(self.query_one(_Answer))
        self.set_timer(SECONDS, self._time_is_up)

    @property
    def answering(self) -> bool:
        """Whether keys go into the answer."""
        return self.query_one(_Answer).has_focus

    def _hear(self, text: str) -> None:
        self._said.append((f"“{text}”", True))
        self._show()

    def _show(self) -> None:
        width = max(20, self.size.width or self.app.size.width - 6)
        rows = [
            hung("", plain(text, "$text-accent"), width) if theirs else hung(plain("› ", "$text-muted"), text, width)
            for text, theirs in self._said
        ]
        self.query_one("#talk-said", Static).update(Content("\n").join(rows))

    def on_resize(self) -> None:
        """The lines fit the width."""
        self._show()

    def answered(self, text: str) -> None:
        """Enter was pressed on the line."""
        if self._talk.over or not text:
            self.post_message(self.Start())
            return
        self._said.append((text, False))
        self._hear(self._talk.answer(text))
        self._lead_in()

    def _time_is_up(self) -> None:
        if self._talk.over:
            return
        text = self.query_one(_Answer).value.strip()
        if text:
            self._said.append((text, False))
            self._talk.aside(text)
        self._lead_in()

    def _lead_in(self) -> None:
        self._hear(self._talk.lead_in())
        self.query_one("#talk-line").display = False
        self.screen.set_focus(self.screen.query_one("#card"))

    def close(self) -> SmallTalk:
        """The clock is about to start: what was said, with whatever stands in the line."""
        if not self._talk.over:
            self._talk.aside(self.query_one(_Answer).value)
            self._talk.lead_in()
        return self._talk
