"""What the drill's page shows: question, clock, count, entries, one cue line, one input. Nothing else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from brainstorm.report.words import clock, plural
from brainstorm.session.session import BUILD, Session
from brainstorm.tui.drill_menu import DrillMenu
from brainstorm.tui.entries import EntryList
from brainstorm.tui.idea_input import IdeaInput
from brainstorm.tui.keys import keys_of, spelled
from brainstorm.tui.page import Title
from brainstorm.tui.texts import join, plain

if TYPE_CHECKING:
    from brainstorm.practice.drill import Drill
    from brainstorm.tui.app import BrainstormApp

_SLIVER = 8


class DrillView(Screen[None]):
    """The face of a running drill."""

    CSS_PATH = "drill.tcss"
    AUTO_FOCUS = "#idea"

    drill: Drill
    input: IdeaInput

    def __init__(self) -> None:
        super().__init__()
        self.entries = EntryList(id="entries")
        self.menu = DrillMenu()
        self.blind = False
        self.cue = ""
        self._standing = ""

    @property
    def session(self) -> Session:
        """The session so far."""
        return self.drill.session

    @property
    def brainstorm(self) -> BrainstormApp:
        """The app, by its own type."""
        from brainstorm.tui.app import BrainstormApp

        assert isinstance(self.app, BrainstormApp)
        return self.app

    def compose(self) -> ComposeResult:
        """Top to bottom, as the design draws it."""
        self.title_line = Title()
        yield self.title_line
        with VerticalScroll(id="question", can_focus=False):
            yield Static(id="question-text", markup=False)
        yield self.entries
        yield Static(id="cue", markup=False)
        with Horizontal(id="line"):
            yield Static("›", id="prompt", markup=False)
            yield self.input

    def on_resize(self) -> None:
        """A sliver of a window still has clock, question, entries, cue and input."""
        self.set_class(self.size.height < _SLIVER, "-sliver")
        if self.is_mounted:
            self.show_head()

    def show_head(self) -> None:
        """Form, clock and count."""
        session = self.session
        many = len(self.drill.material.questions) > 1
        name = (
            f"{session.form_name} · {session.q} of {len(self.drill.material.questions)}" if many else session.form_name
        )
        left = math.ceil(self.drill.left - 0.01)
        still = self.brainstorm.desk.settings.still_clock
        shown = plural(math.ceil(left / 60), "minute") if still and session.running else clock(left)
        if session.paused:
            shown = f"paused {clock(left)}"
        ideas = sum(1 for e in session.counted() if e.kind != BUILD)
        builds = session.count(BUILD)
        count = plural(ideas, "idea") + (f" +{builds}" if builds else "")
        if self.drill.trouble:
            count += f" ({self.drill.unsaved} not saved)"
        gap = "    " if self.size.width >= 40 else " "
        self.title_line.set(name, join((f"{shown}{gap}", "bold"), count))

    def show_question(self) -> None:
        """The question on screen."""
        question = self.session.question
        text = plain(question.text if question else "")
        self.query_one("#question-text", Static).update(text)

    def show_entries(self) -> None:
        """Every entry on this question; none when blind."""
        here = [] if self.blind else [e for e in self.session.entries if e.q == self.session.q]
        self.entries.show(here)

    def show_entry(self, n: int) -> None:
        """Entry `n`, new or changed."""
        entry = self.session.entry(n)
        if entry is not None and not self.blind and entry.q == self.session.q:
            self.entries.put(entry, self.drill.recorded(n))

    def say(self, text: str) -> None:
        """Put `text` into the cue line, in place of what stands there; empty: what the interviewer said last."""
        self.cue = text
        line = self.query_one("#cue", Static)
        heard = f"“{self._standing}”" if self._standing and not text else text
        line.set_class(heard.startswith("“"), "-heard")
        line.update(plain(heard))

    @property
    def heard(self) -> str:
        """What the interviewer said last, while it stands."""
        return self._standing

    def hear(self, text: str) -> None:
        """The interviewer says `text`; it stands until something else is said or asked. Empty: nothing stands."""
        self._standing = text
        self.say("")

    def prompt(self, text: str) -> None:
        """What stands before the input."""
        self.query_one("#prompt", Static).update(plain(text))

    def say_menu(self) -> None:
        """The menu, in the cue line."""
        self.cue = ""
        line = self.query_one("#cue", Static)
        line.remove_class("-heard")
        line.update(self.menu.content())

    def disk_changed(self) -> None:
        """Called from the writer's thread: lines were saved, or the disk makes trouble."""
        if self.is_attached:
            self.app.call_later(self.show_disk)

    def show_disk(self) -> None:
        """What is on disk by now."""
        if not self.is_attached:
            return
        self.entries.check(self.drill.recorded)
        self.show_head()
        if self.drill.trouble and not self.menu.open:
            self.say_trouble()

    def say_trouble(self) -> None:
        """Why the disk takes nothing."""
        menu, folder = (spelled(keys_of(id_, self.own_keys)[0]) for id_ in ("drill.menu", "menu.folder"))
        self.say(f"Not saved: {self.drill.trouble}. Trying again; {menu}, then {folder}: another folder.")

    @property
    def own_keys(self) -> dict[str, str]:
        """Keys that the person has changed, by id."""
        return dict(self.brainstorm.desk.settings.keymap)

    def action_scroll_list(self, pages: int) -> None:
        """Look at earlier lines, or, where the question is cut, at the rest of it."""
        box = self.query_one("#question", VerticalScroll)
        if pages > 0 and box.max_scroll_y and box.scroll_y < box.max_scroll_y:
            box.scroll_page_down(animate=False)
        elif pages < 0 and not self.entries.scroll_y and box.scroll_y:
            box.scroll_page_up(animate=False)
        elif pages > 0:
            self.entries.scroll_page_down(animate=False)
        else:
            self.entries.scroll_page_up(animate=False)
