"""Filing the ideas of a past session under the angles of its questions."""

from __future__ import annotations

from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from brainstorm.label.hand import offered
from brainstorm.practice.labelling import Made
from brainstorm.report.words import tally
from brainstorm.session.events import Labelled, Line
from brainstorm.session.fold import apply
from brainstorm.session.session import Session
from brainstorm.tui.claude import ClaudeLine
from brainstorm.tui.filing import Filing, Pressed
from brainstorm.tui.filing_lines import filing_list, filing_offers
from brainstorm.tui.guess import Guess, write_label
from brainstorm.tui.keys import bindings
from brainstorm.tui.page import Page, Sheet
from brainstorm.tui.whose import following


class LabelPage(Page):
    """The ideas of one session, each with what it is filed under. Closes with whether anything was written."""

    PAGE = "label"
    BINDINGS = bindings("label")
    CSS_PATH = "label.tcss"
    AUTO_FOCUS = "#page"

    def __init__(self, path: Path, session: Session) -> None:
        super().__init__()
        self._path = path
        self._session = session
        self._filing = Filing()
        self._written = False
        self._line = 0

    def heading(self) -> tuple[str, str]:
        """Form, and what came of it."""
        return f"Where your ideas went · {self._session.form_name}", tally(self._session)

    def body(self) -> ComposeResult:
        """The ideas, and what the keys offer for the one pointed at."""
        with Sheet(id="page"):
            yield Static(id="text", markup=False)
        yield Static(id="offers", markup=False)
        yield ClaudeLine()

    def on_mount(self) -> None:
        """A session that has no first guess gets one now."""
        self._guess = Guess(self.desk, self._session)
        self._guess.warm()
        self._filing.go_to_first_open(self._session)
        self._guess.ask(self._session, self._made)
        self.brainstorm.claude.show_on(self)

    def on_unmount(self) -> None:
        """Let go of the encoder."""
        self._guess.stop()

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.call_after_refresh(self._show)

    def _made(self, made: Made) -> None:
        """In another thread."""
        self.app.call_later(self._labelled, made)

    def _labelled(self, made: Made) -> None:
        if not self.is_attached:
            return
        if made.event is not None:
            self._write(made.event)
        if made.note is not None:
            self.say(made.note, wrong=True)
        self._show()

    def _show(self) -> None:
        width = self.query_one("#page", Sheet).columns
        self._filing.remembered = offered(self._session, self._guess.past.remembered)
        keymap = dict(self.desk.settings.keymap)
        lines, self._line = filing_list(self._filing, self._session, width, keymap)
        self.query_one("#text", Static).update(Content("\n").join(lines))
        self.query_one("#offers", Static).update(filing_offers(self._filing, self._session, width, keymap, hints=False))
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        top, height = (0, self._line + 1) if self._filing.cursor == 0 else (self._line, 1)
        sheet = self.query_one("#page", Sheet)
        sheet.scroll_to_region(Region(0, top, 1, height), animate=False, immediate=True)

    def _write(self, event: Labelled) -> str | None:
        """Into the journal first; what is not on disk is not shown. Why it is not, or None."""
        why = write_label(self._path, event)
        if why is not None:
            self.say(f"Not saved: {why}", wrong=True)
            return why
        self._written = True
        self._session = apply(self._session, Line("", None, event))
        return None

    # Claude

    @property
    def claude_path(self) -> Path:
        """The session that can be asked about here."""
        return self._path

    def claude_said(self, event: Labelled) -> None:
        """An answer: written down, then shown."""
        if (why := self._write(event)) is not None:
            self.brainstorm.claude.keep_unsaved(event, why)
        self._show()

    def action_claude(self) -> None:
        """Ask Claude, or give that up."""
        self.brainstorm.claude.toggle(self._path, self._session)

    def action_whose(self) -> None:
        """Whose labels are shown."""
        self._filing.view = following(self._filing.view)
        self._show()

    # keys

    def on_key(self, event: events.Key) -> None:
        """Every key is the filing's first."""
        pressed = self._filing.key(event, self._session, dict(self.desk.settings.keymap))
        if pressed.used:
            event.stop()
            event.prevent_default()
            self._did(pressed)

    def _did(self, pressed: Pressed) -> None:
        if pressed.event is not None:
            self._write(pressed.event)
        if pressed.words:
            self.say(pressed.words)
        self._show()

    def _act(self, action: str) -> None:
        self._did(self._filing.act(action, self._session))

    def action_angle(self) -> None:
        """File it under the nearest angle."""
        self._act("angle")

    def action_other(self) -> None:
        """File it outside the angles."""
        self._act("other")

    def action_common(self) -> None:
        """Mark it as a common idea, or not."""
        self._act("common")

    def action_same(self) -> None:
        """It says the same as an earlier one."""
        self._act("same")

    def action_off_topic(self) -> None:
        """It is no idea on this question."""
        self._act("off_topic")

    def action_undo(self) -> None:
        """Take back what was filed last."""
        self._act("undo")

    def action_all_angles(self) -> None:
        """Name all angles, or the nearest only."""
        self._act("all_angles")

    def action_take(self) -> None:
        """Claude's label of this idea is yours."""
        self._act("take")

    def action_take_all(self) -> None:
        """All of Claude's labels are yours."""
        self._act("take_all")

    def action_first(self) -> None:
        """Of two readings, the first."""
        self._act("first")

    def action_second(self) -> None:
        """Of two readings, the second."""
        self._act("second")

    def action_next(self) -> None:
        """On to the next idea."""
        self._act("next")

    def action_before(self) -> None:
        """Back to the idea before."""
        self._act("before")

    def action_back(self) -> None:
        """Back to the session, which then looks at its journal again."""
        self.dismiss(self._written)
