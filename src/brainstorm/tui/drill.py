"""The drill: question, clock, count, entries, one cue line, one input. Nothing else."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import _time, events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from brainstorm.drill import commands as do
from brainstorm.drill.decide import MARK_GAP, Due, Refused, may
from brainstorm.drill.lines import asks_for_cue, read_line
from brainstorm.report.words import clock, plural, tally
from brainstorm.session import events as ev
from brainstorm.session.session import BUILD, MARK, Session
from brainstorm.tui.drill_menu import Answer, DrillMenu
from brainstorm.tui.entries import EntryList
from brainstorm.tui.idea_input import IdeaInput
from brainstorm.tui.keys import bindings, keys_of, spelled
from brainstorm.tui.page import Title
from brainstorm.tui.texts import join, plain

if TYPE_CHECKING:
    from brainstorm.practice.drill import Drill
    from brainstorm.tui.app import BrainstormApp
    from brainstorm.tui.guess import Guess

QUIET = 0.7
"""Seconds without a key after the bell before Enter is taken for an answer to it."""
_LAST_MINUTE = 60.0
_SLIVER = 8


class DrillPage(Screen[None]):
    """A running drill. Its only state is the session (and what stands in the input)."""

    PAGE: ClassVar[str] = "drill"
    CSS_PATH = "drill.tcss"
    AUTO_FOCUS = "#idea"
    BINDINGS = bindings("drill")

    drill: Drill

    def __init__(self, drill: Drill | None = None, *, resumed: bool = False) -> None:
        super().__init__()
        if drill is not None:
            self.drill = drill
        self._resumed = resumed
        self._menu = DrillMenu()
        self._editing: int | None = None
        self._timer: Timer | None = None
        self._last_key = -math.inf
        self._rang = math.inf
        self._blind = False
        self._warned = False
        self._cue = ""
        self._guess: Guess | None = None

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
        self.entries = EntryList(id="entries")
        yield self.entries
        yield Static(id="cue", markup=False)
        with Horizontal(id="line"):
            yield Static("›", id="prompt", markup=False)
            self.input = IdeaInput(self, id="idea")
            yield self.input

    def on_mount(self) -> None:
        """Show what there is; the clock starts once the question has been painted."""
        self._blind = self.session.switches.get("blind") is True
        self.brainstorm.leaving = self._ask_to_leave
        self.brainstorm.stopping = self._stop
        self._show_question()
        self._show_entries()
        if self._resumed:
            self.input.set_draft(self.session.draft)
        self._show_head()
        self.call_after_refresh(self._start)

    def on_resize(self) -> None:
        """A sliver of a window still has clock, question, entries, cue and input."""
        self.set_class(self.size.height < _SLIVER, "-sliver")
        if self.is_mounted:
            self._show_head()

    def _start(self) -> None:
        if self._resumed:
            self.drill.do(do.Reopen())
        self.drill.start_clock()
        self._tick()

    # the clock

    def _tick(self) -> None:
        """Once a second, just after the second has turned, so that the clock shows each of them once."""
        if not self.is_attached:
            return
        if self.session.running:
            self._rang = _time.get_time() + self.session.seconds - self.drill.t
            self._do(do.Tick(self.input.draft))
            self._show_head()
            self._say_last_minute()
        if self._timer is not None:
            self._timer.stop()
        if self.session.running:
            self._timer = self.set_timer(1.0 - math.fmod(self.drill.t, 1.0) + 0.005, self._tick_in_turn)

    def _say_last_minute(self) -> None:
        """One soft line, once, unless something else stands there."""
        if self._warned or not self.session.running or self.drill.left > _LAST_MINUTE:
            return
        self._warned = True
        if not (self._cue or self._menu.open) and self.session.seconds > _LAST_MINUTE:
            self._say("One minute left.")

    def _tick_in_turn(self) -> None:
        """Tick behind the keys that were read before: a burst counts for the question it was typed for."""
        # Keys go through the app's queue and then the input's, and so does this.
        self.app.call_later(self.input.call_later, self._tick)

    def _show_head(self) -> None:
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

    # what is typed

    def drill_time(self, event: events.Event) -> float:
        """Drill seconds when `event` was read from the terminal."""
        return max(0.0, self.drill.t - max(0.0, _time.get_time() - event.time))

    def takes_key(self, event: events.Key) -> bool:
        """Keys that are no text: the menu's, and those of the table."""
        if self.session.ended is not None:
            return self._key_after_bell(event)
        self._last_key = event.time
        if self._menu.open:
            return self._menu_key(event)
        for id_, action in (("drill.menu", self.action_menu), ("drill.edit", self.action_edit_last)):
            if event.key in keys_of(id_, self._keymap):
                action()
                return True
        if event.key in keys_of("drill.yank", self._keymap):
            self.input.yank()
            return True
        if self._cue and event.is_printable:
            self._say("")
        return False

    @property
    def _keymap(self) -> dict[str, str]:
        return dict(self.brainstorm.desk.settings.keymap)

    def line_entered(self, line: str, first_key: float | None, via: str, event: events.Event) -> None:
        """A line was entered: an idea, a mark, a change, or a request."""
        if self.session.ended is not None:  # pasted after the bell
            self.input.set_draft(f"{self.input.value} {line}".strip())
            return
        if self._editing is not None and isinstance(event, events.Key):
            n = self._editing
            self._leave_edit()
            self._do(do.Revise(n, line), event)
            return
        if via != "paste" and asks_for_cue(line):
            self._do(do.AskCue(), event)
            return
        words, build = read_line(line)
        if not words and self.session.paused:
            self._do(do.Resume())
            return
        aloud = not words and not build and via == "key"
        happened = self._do(do.Enter(words, first_key, via, build, aloud), event)
        if happened and self.drill.trouble:
            self._say_trouble()
        if aloud and not happened and self.session.entries:
            self._say(f"(an empty line marks an idea said aloud, from {MARK_GAP:g} s after the last one)")

    def pasted_into(self) -> None:
        """Like any letter, what is pasted closes the menu, unless it is an answer."""
        if self._menu.open and not self._menu.typing:
            self._menu.close()
            self._say("")

    def _do(self, command: do.Command, event: events.Event | None = None) -> tuple[Due, ...]:
        ago = 0.0 if event is None else max(0.0, _time.get_time() - event.time)
        try:
            happened = self.drill.do(command, ago=ago)
        except Refused as refused:
            self._say(f"({refused})")
            return ()
        if happened and self._cue.startswith("("):
            self._say("")  # a hint that has been overtaken
        for _, what in happened:
            self._happened(what)
        if happened:
            self._show_head()
        return happened

    def _happened(self, event: ev.Event) -> None:
        match event:
            case ev.Idea(n=n) | ev.Revised(n=n) | ev.Struck(n=n) | ev.Restored(n=n):
                self._show_entry(n)
            case ev.Asked(q=q) if q > 1:
                self._next_question()
            case ev.Cue(text=text):
                self._say(text)
            case ev.Paused(why="you"):
                self._say("Paused. Enter goes on.")
            case ev.Resumed(why="you"):
                self._say("")
                self.call_later(self._tick)
            case ev.Resumed(why="back"):
                self._say("Welcome back. The time you were away is not counted.")
            case ev.Dry():
                self._say("Noted. Go on all the same: the dumb version?")
            case ev.Ended(why=why):
                self._bell(why)

    # what is shown

    def _show_question(self) -> None:
        question = self.session.question
        text = plain(question.text if question else "")
        self.query_one("#question-text", Static).update(text)

    def _show_entries(self) -> None:
        here = [] if self._blind else [e for e in self.session.entries if e.q == self.session.q]
        self.entries.show(here)

    def _show_entry(self, n: int) -> None:
        entry = self.session.entry(n)
        if entry is not None and not self._blind and entry.q == self.session.q:
            self.entries.put(entry, self.drill.recorded(n))

    def _next_question(self) -> None:
        """The draft that was cut off stays with the question that was left."""
        self._give_back()
        self.input.take()
        self._show_question()
        self._show_entries()
        self._say("The next question.")

    def _say(self, text: str) -> None:
        self._cue = text
        self.query_one("#cue", Static).update(plain(text))

    def _prompt(self, text: str) -> None:
        self.query_one("#prompt", Static).update(plain(text))

    def disk_changed(self) -> None:
        """Called from the writer's thread: lines were saved, or the disk makes trouble."""
        if self.is_attached:
            self.app.call_later(self._show_disk)

    def _show_disk(self) -> None:
        if not self.is_attached:
            return
        self.entries.check(self.drill.recorded)
        self._show_head()
        if self.drill.trouble and not self._menu.open:
            self._say_trouble()

    def _say_trouble(self) -> None:
        menu, folder = (spelled(keys_of(id_, self._keymap)[0]) for id_ in ("drill.menu", "menu.folder"))
        self._say(f"Not saved: {self.drill.trouble}. Trying again; {menu}, then {folder}: another folder.")

    # editing

    def action_edit_last(self) -> None:
        """Bring the last line back into the input."""
        if not may(self.session, "edit"):
            self._say(f"({self.session.form_name} has no edits while the clock runs)")
            return
        last = next((e for e in reversed(self.session.entries) if not e.struck and e.kind != MARK), None)
        if last is None:
            self._say("(there is no line to edit yet)")
            return
        if self._editing is not None:
            return
        self._editing = last.n
        self.input.lend(last.text)
        self._prompt(f"{last.n} ›")
        self._say(f"Changing line {last.n}. Enter keeps the change, esc leaves it as it was.")

    def _leave_edit(self) -> None:
        if self._editing is not None:
            self._editing = None
            self._prompt("›")
            self.input.give_back()
            self._say("")

    def _give_back(self) -> None:
        """The input holds the idea being typed again; menu and edit are over."""
        self._leave_edit()
        self.input.give_back()
        self._menu.close()

    def action_yank(self) -> None:
        """Put back what was deleted."""
        self.input.yank()

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

    def action_enter(self) -> None:
        """Enter goes through the input; from the palette it records what stands there."""
        self.input.entered(events.Key("enter", None))

    # the menu

    def action_menu(self) -> None:
        """Open the menu in the cue line, or leave what is being done."""
        if self._editing is not None:
            self._leave_edit()
        elif self.session.ended is None:
            self._menu.show(self.drill, self._keymap)
            self._say_menu()

    def _say_menu(self) -> None:
        self._cue = ""
        self.query_one("#cue", Static).update(self._menu.content())

    def _menu_key(self, event: events.Key) -> bool:
        answer = self._menu.key(event, self.input.value)
        if answer is Answer.TYPE:
            return False
        if answer is Answer.STAY:
            self._say_menu()
            return True
        if answer is Answer.TEXT:
            # The menu is gone, and the key is a letter like any other.
            self._say("")
            return False
        self._menu.close()
        self._say("")
        self._choose(answer)
        return True

    def _choose(self, answer: Answer) -> None:
        draft = self.input.draft
        match answer:
            case Answer.PAUSE:
                self._do(do.Resume() if self.session.paused else do.Pause(draft))
            case Answer.NEXT:
                self._do(do.Next(draft))
            case Answer.STRIKE:
                self._strike_last()
            case Answer.END:
                self._do(do.End("done", draft))
            case Answer.LEAVE:
                self._leave()
            case Answer.ASK:
                self.input.lend()
                self._say_menu_question()
            case Answer.GIVEN:
                given = self.input.value
                self.input.give_back()
                self._given(given)
            case Answer.TAKEN_BACK:
                self.input.give_back()

    def _say_menu_question(self) -> None:
        self._menu.ask()
        self._say_menu()

    def _given(self, text: str) -> None:
        if self._menu.asking == "dry":
            digits = text.strip()
            self._do(do.SayDry(int(digits) if digits.isdigit() and len(digits) < 7 else None))
        else:
            self._move_to(text.strip())

    def _strike_last(self) -> None:
        last = self.session.entries[-1:]
        if not last:
            self._say("(there is nothing to strike yet)")
            return
        entry = last[0]
        self._do(do.Restore(entry.n) if entry.struck else do.Strike(entry.n))

    def _move_to(self, folder: str) -> None:
        from brainstorm.practice.drill import CannotRecordError

        if not folder:
            return
        try:
            self.drill.move_to(Path(folder).expanduser().absolute())
        except CannotRecordError as error:
            self._say(str(error))
            return
        self._say(f"Recording in {self.drill.path.parent.parent} now, everything so far included.")
        self._show_disk()

    # leaving

    def _ask_to_leave(self) -> None:
        self._on_top()
        if self.session.ended is not None:
            self._to_debrief()
            return
        self._give_back()
        self._menu.show(self.drill, self._keymap)
        self._menu.ask_to_leave()
        self._say_menu()

    def _leave(self) -> None:
        self._stop()
        again = "`brainstorm` offers to go on" if may(self.session, "pause") else "`brainstorm` offers to close it"
        self.brainstorm.last_words = f"Left unfinished with {tally(self.session)}, nothing is lost; {again}."
        self.app.exit()

    def _stop(self) -> None:
        """Write down what stands in the input, and let go."""
        if self.session.running:
            self.drill.do(do.Stop(self.input.draft), wait=True)
        elif self.input.value:
            self.drill.do(do.Late(self.input.value), wait=True)
        if self._guess is not None:
            self._guess.stop()
        self.brainstorm.keep(self.drill)

    def _on_top(self) -> None:
        """Nothing lies over the drill any more: no help page, no palette."""
        while self in self.app.screen_stack and self.app.screen is not self:
            self.app.pop_screen()

    # the bell

    def _bell(self, why: str) -> None:
        from brainstorm.tui.guess import Guess

        self._guess = Guess(self.brainstorm.desk, self.session)
        self._guess.warm()  # the encoder loads while the person comes to the debrief
        self._give_back()
        self._on_top()
        if why != "time":
            self._to_debrief()
            return
        bell = self.brainstorm.desk.settings.bell
        if bell != "none":
            self.add_class("-bell")
        if bell == "sound":
            self.app.bell()
        self._prompt("‖")
        self._say("Time. Enter for the debrief; what you are typing is kept.")

    def _key_after_bell(self, event: events.Key) -> bool:
        """Keys that still arrive go to the cut-off text; Enter is an answer only after a moment's quiet."""
        quiet = event.time - max(self._last_key, self._rang) >= QUIET
        self._last_key = event.time
        if event.key not in ("enter", "escape"):
            return False
        if event.key == "enter" and event.time < self._rang:
            # It was read before the end, so the line counts, although the bell was quicker here.
            self.drill.do(do.Late(self.input.take()))
            self.drill.do(do.CountCutOff())
            self._show_entry(self.session.next_n - 1)
        elif quiet:
            self._to_debrief()
        return True

    def _to_debrief(self) -> None:
        from brainstorm.tui.debrief import DebriefPage

        self.drill.do(do.Late(self.input.value))
        self.brainstorm.leaving = None
        self.brainstorm.turn_to(DebriefPage(self.drill, self._guess))
