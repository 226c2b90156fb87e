"""Keep an idea that came afterwards, beside the session it belongs to."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from brainstorm.history.archive import Archive
from brainstorm.session.journal import JournalError
from brainstorm.session.lock import InUseError
from brainstorm.session.text import clean
from brainstorm.tui.keys import bindings, keys_of, spelled
from brainstorm.tui.ordered_input import Line
from brainstorm.tui.page import Page
from brainstorm.tui.rows import named
from brainstorm.tui.said import Said
from brainstorm.tui.texts import join, lines, plain

_CHOICE = 9  # questions to choose from


class Place(NamedTuple):
    """A question of a session, to which an idea can be attached."""

    path: Path
    q: int
    text: str
    when: str


def places(archive: Archive, most: int = _CHOICE) -> list[Place]:
    """The questions asked last, each where it was asked last, newest first."""
    found: dict[str, Place] = {}
    for path in archive.paths():
        try:
            session = archive.load(path).session
        except JournalError:
            continue
        for question in reversed(session.questions):
            if question.entry:
                found.setdefault(question.id, Place(path, question.q, question.text, named(path).when))
        if len(found) >= most:
            break
    return list(found.values())[:most]


class LaterPage(Page):
    """One line to write on; ↑ and ↓ choose the question it is about."""

    PAGE = "later"
    BINDINGS = bindings("later")
    CSS_PATH = "later.tcss"
    AUTO_FOCUS = "#idea"

    class Known(Message):
        """The questions are known."""

        def __init__(self, places: list[Place]) -> None:
            super().__init__()
            self.places = places

    def __init__(self) -> None:
        super().__init__()
        self._places: list[Place] | None = None
        self._place = 0
        self._warned = ""

    def heading(self) -> tuple[str, str]:
        """What this is."""
        return "An idea that came later", ""

    def body(self) -> ComposeResult:
        """The question, the line, what was kept."""
        yield Static(id="about", markup=False)
        with Horizontal(id="line"):
            yield Static("› ", id="prompt", markup=False)
            yield Line(placeholder="the idea, in your words", id="idea")
        self.said = Said()
        yield self.said

    def on_mount(self) -> None:
        """Look which questions there are."""
        archive = self.desk.archive
        self.run_worker(lambda: self.post_message(self.Known(places(archive))), thread=True, exit_on_error=False)

    def on_later_page_known(self, message: Known) -> None:
        """Show the newest."""
        self._places = message.places
        self._show()

    def _show(self) -> None:
        found = self._places
        about = self.query_one("#about", Static)
        if not found:
            about.update(plain("" if found is None else "No questions yet: an idea needs a session to belong to."))
            return
        place = found[self._place]
        more = f"  {self._key('before')} {self._key('after')} another question" if len(found) > 1 else ""
        about.update(lines(join(place.text), join((f"asked {place.when}{more}", "$text-muted"))))

    def _key(self, action: str) -> str:
        return spelled(keys_of(f"later.{action}", self.desk.settings.keymap)[0])

    # what the keys do

    def action_before(self) -> None:
        """The question asked after this one."""
        self._choose(-1)

    def action_after(self) -> None:
        """The question asked before this one."""
        self._choose(1)

    def _choose(self, by: int) -> None:
        if self._places:
            self._place = (self._place + by) % len(self._places)
            self._show()

    @on(Input.Submitted, "#idea")
    def action_keep(self) -> None:
        """Keep what was written; where that fails it stays in the line."""
        box = self.query_one("#idea", Line)
        text = clean(box.value)
        if not text:
            return
        if not self._places:
            self.said.say("There is no session to keep it in yet; do a drill first.", wrong=True)
            return
        place = self._places[self._place]
        try:
            kept = self.desk.archive.add_later(place.path, text, None, place.q, datetime.now().astimezone())
        except (JournalError, InUseError) as error:
            words = f"{place.path.stem} {error}" if isinstance(error, InUseError) else str(error)
            self.said.say(f"Not kept: {words}", wrong=True)
            return
        box.value = ""
        self.said.say(f"Kept as {kept.n} in {place.path.stem}. Another one, or {self._key('back')}.")

    def action_back(self) -> None:
        """Back; what was written and not kept is not dropped at once."""
        text = clean(self.query_one("#idea", Line).value)
        if text and text != self._warned:
            self._warned = text
            self.said.say(f"Not kept yet: enter keeps it, {self._key('back')} again drops it.", wrong=True)
            return
        super().action_back()
