"""The drill: question, clock, count, entries, one cue line, one input. Nothing else."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from textual import _time, events
from textual.timer import Timer

from brainstorm.drill import commands as do
from brainstorm.drill.decide import MARK_GAP, Due, Refused, may
from brainstorm.drill.lines import asks_for_cue, read_line
from brainstorm.session import events as ev
from brainstorm.session.session import MARK
from brainstorm.tui.drill_choices import DrillChoices
from brainstorm.tui.drill_end import DrillEnd
from brainstorm.tui.drill_menu import Answer
from brainstorm.tui.drill_view import DrillView
from brainstorm.tui.idea_input import IdeaInput
from brainstorm.tui.keys import bindings, keys_of

if TYPE_CHECKING:
    from brainstorm.practice.drill import Drill

_LAST_MINUTE = 60.0


class DrillPage(DrillView):
    """A running drill. Its only state is the session (and what stands in the input)."""

    PAGE: ClassVar[str] = "drill"
    BINDINGS = bindings("drill")

    def __init__(self, drill: Drill | None = None, *, resumed: bool = False) -> None:
        super().__init__()
        if drill is not None:
            self.drill = drill
        self.input = IdeaInput(self, id="idea")
        self.end = DrillEnd(self)
        self._choices = DrillChoices(self)
        self._resumed = resumed
        self._editing: int | None = None
        self._timer: Timer | None = None
        self._last_key = -math.inf
        self._warned = False

    def on_mount(self) -> None:
        """Show what there is; the clock starts once the question has been painted."""
        self.blind = self.session.switches.get("blind") is True
        self.brainstorm.leaving = self.end.ask_to_leave
        self.brainstorm.stopping = self.end.stop
        self.drill.open()
        self.show_question()
        self.show_entries()
        self._show_said()
        if self._resumed:
            self.input.set_draft(self.session.draft)
        self.show_head()
        self.call_after_refresh(self._start)

    def _show_said(self) -> None:
        """What the interviewer said last: before the clock it goes with the first key, after that it stands."""
        said = [x for x in self.session.said if x.what == "interviewer"]
        if said and said[-1].t is None:
            self.say(f"“{said[-1].text}”")
        elif said:
            self.hear(said[-1].text)

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
            self.end.expect()
            self.do(do.Tick(self.input.draft, self._last_key_t()))
            self.show_head()
            self._say_last_minute()
        if self._timer is not None:
            self._timer.stop()
        if self.session.running:
            self._timer = self.set_timer(1.0 - math.fmod(self.drill.t, 1.0) + 0.005, self._tick_in_turn)

    def _last_key_t(self) -> float:
        """Drill seconds of the last key."""
        ago = _time.get_time() - self._last_key
        return max(0.0, round(self.drill.t - ago, 3)) if math.isfinite(ago) else 0.0

    def _say_last_minute(self) -> None:
        """One soft line, once, unless something else stands there."""
        if self._warned or not self.session.running or self.drill.left > _LAST_MINUTE:
            return
        self._warned = True
        if not (self.cue or self.heard or self.menu.open) and self.session.seconds > _LAST_MINUTE:
            self.say("One minute left.")

    def _tick_in_turn(self) -> None:
        """Tick behind the keys that were read before: a burst counts for the question it was typed for."""
        # Keys go through the app's queue and then the input's, and so does this.
        self.app.call_later(self.input.call_later, self._tick)

    # what is typed

    def drill_time(self, event: events.Event) -> float:
        """Drill seconds when `event` was read from the terminal."""
        return max(0.0, self.drill.t - max(0.0, _time.get_time() - event.time))

    def takes_key(self, event: events.Key) -> bool:
        """Keys that are no text: the menu's, and those of the table."""
        if self.session.ended is not None:
            last_key, self._last_key = self._last_key, event.time
            return self.end.key(event, last_key)
        self._last_key = event.time
        if self.menu.open:
            return self._menu_key(event)
        for id_, action in (("drill.menu", self.action_menu), ("drill.edit", self.action_edit_last)):
            if event.key in keys_of(id_, self.own_keys):
                action()
                return True
        if event.key in keys_of("drill.yank", self.own_keys):
            self.input.yank()
            return True
        if self.cue and event.is_printable:
            self.say("")
        return False

    def line_entered(self, line: str, first_key: float | None, via: str, event: events.Event) -> None:
        """A line was entered: an idea, a mark, a change, or a request."""
        self._last_key = max(self._last_key, event.time)
        if self.session.ended is not None:  # pasted after the bell
            self.input.set_draft(f"{self.input.value} {line}".strip())
            return
        if self._editing is not None and isinstance(event, events.Key):
            n = self._editing
            self._leave_edit()
            self.do(do.Revise(n, line), event)
            return
        if via != "paste" and asks_for_cue(line):
            self.do(do.AskCue(), event)
            return
        words, build = read_line(line)
        if not words and self.session.paused:
            self.do(do.Resume())
            return
        aloud = not words and not build and via == "key"
        happened = self.do(do.Enter(words, first_key, via, build, aloud), event)
        if happened and self.drill.trouble:
            self.say_trouble()
        if aloud and not happened and self.session.entries:
            self.say(f"(an empty line marks an idea said aloud, from {MARK_GAP:g} s after the last one)")

    def pasted_into(self) -> None:
        """Like any letter, what is pasted closes the menu, unless it is an answer."""
        self._last_key = _time.get_time()
        if self.menu.open and not self.menu.typing:
            self.menu.close()
            self.say("")

    def do(self, command: do.Command, event: events.Event | None = None) -> tuple[Due, ...]:
        """Carry `command` out and show what happened; `event` is the key that gave it."""
        ago = 0.0 if event is None else max(0.0, _time.get_time() - event.time)
        try:
            happened = self.drill.do(command, ago=ago)
        except Refused as refused:
            self.say(f"({refused})")
            return ()
        if happened and self.cue.startswith("("):
            self.say("")  # a hint that has been overtaken
        for _, what in happened:
            self._happened(what)
        if happened:
            self.show_head()
        return happened

    def _happened(self, event: ev.Event) -> None:
        match event:
            case ev.Idea(n=n) | ev.Revised(n=n) | ev.Struck(n=n) | ev.Restored(n=n):
                self.show_entry(n)
            case ev.Asked(q=q, why=why) if q > 1:
                self._next_question(why)
            case ev.Interviewer(text=text):
                if self.session.ended is None:
                    self.hear(text)
                else:
                    self.end.say(f"“{text}” ")
            case ev.Cue(text=text):
                self.say(text)
            case ev.Paused(why="you"):
                self.say("Paused. Enter goes on.")
            case ev.Resumed(why="you"):
                self.say("")
                self.call_later(self._tick)
            case ev.Resumed(why="back"):
                self.say("Welcome back. The time you were away is not counted.")
            case ev.Dry():
                self.say("Noted. Go on all the same: the dumb version?")
            case ev.Ended(why=why):
                self.end.ring(why)

    # what is shown

    def _next_question(self, why: str) -> None:
        """The draft that was cut off stays with the question that was left."""
        self.give_back()
        self.input.take()
        self.show_question()
        self.show_entries()
        self.hear("")
        self.say("“Let's move on. Here's another one.”" if why == "interviewer" else "The next question.")

    # editing

    def action_edit_last(self) -> None:
        """Bring the last line back into the input."""
        if not may(self.session, "edit"):
            self.say(f"({self.session.form_name} has no edits while the clock runs)")
            return
        last = next((e for e in reversed(self.session.entries) if not e.struck and e.kind != MARK), None)
        if last is None:
            self.say("(there is no line to edit yet)")
            return
        if self._editing is not None:
            return
        self._editing = last.n
        self.input.lend(last.text)
        self.prompt(f"{last.n} ›")
        self.say(f"Changing line {last.n}. Enter keeps the change, esc leaves it as it was.")

    def _leave_edit(self) -> None:
        if self._editing is not None:
            self._editing = None
            self.prompt("›")
            self.input.give_back()
            self.say("")

    def give_back(self) -> None:
        """The input holds the idea being typed again; menu and edit are over."""
        self._leave_edit()
        self.input.give_back()
        self.menu.close()

    def action_yank(self) -> None:
        """Put back what was deleted."""
        self.input.yank()

    def action_enter(self) -> None:
        """Enter goes through the input; from the palette it records what stands there."""
        self.input.entered(events.Key("enter", None))

    # the menu

    def action_menu(self) -> None:
        """Open the menu in the cue line, or leave what is being done."""
        if self._editing is not None:
            self._leave_edit()
        elif self.session.ended is None:
            self.menu.show(self.drill, self.own_keys)
            self.say_menu()

    def _menu_key(self, event: events.Key) -> bool:
        answer = self.menu.key(event, self.input.value)
        if answer is Answer.TYPE:
            return False
        if answer is Answer.STAY:
            self.say_menu()
            return True
        if answer is Answer.TEXT:
            # The menu is gone, and the key is a letter like any other.
            self.say("")
            return False
        self.menu.close()
        self.say("")
        self._choices.choose(answer)
        return True
