"""The debrief: one rung of the ladder at a time, in its fixed order."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from textual import _time, events
from textual.widgets import Input

from brainstorm.bank import BankError
from brainstorm.drill import commands as do
from brainstorm.drill.decide import Refused
from brainstorm.history.recent import with_bets
from brainstorm.label.hand import offered
from brainstorm.measure.bets import record
from brainstorm.practice import ladder as rungs
from brainstorm.practice.again import best_question, plan_again
from brainstorm.practice.debrief import marks_without_words
from brainstorm.practice.plan import PlanError
from brainstorm.report.call_words import record_line
from brainstorm.session.events import Labelled
from brainstorm.session.session import IDEA
from brainstorm.tui.debrief_view import DebriefView
from brainstorm.tui.guess import Guess, first_go, write_label
from brainstorm.tui.keys import bindings
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.whose import following

if TYPE_CHECKING:
    from brainstorm.practice.labelling import Made

_WITH_LABELS = (rungs.NUMBERS, rungs.COVERED, rungs.CHOICE)


class DebriefPage(DebriefView):
    """What happened, rung by rung. The drill's journal is open until this page is left."""

    PAGE = "debrief"
    BINDINGS = bindings("debrief")
    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""

    def on_mount(self) -> None:
        """Start on the first rung."""
        self.brainstorm.stopping = self._keep
        self.brainstorm.leaving = self._leave
        self._last_key = _time.get_time()
        self._guess = self._guess or Guess(self.desk, self.session)
        self._guess.warm()
        self._first_go = first_go(self.desk, self.session)
        if self.session.dry:
            self.run_worker(self._read_bets, thread=True, exit_on_error=False)
        self._arrive()

    def _read_bets(self) -> None:
        """In a thread: the running record of bets, this session's among them."""
        line = record_line(record(with_bets(self.desk.archive)))
        if line is not None and self.is_attached:
            self._bets = [line]
            self.app.call_from_thread(self._show)

    # the labels

    def _arrive(self) -> None:
        """On a rung: once the ideas have all their words they are filed, since the numbers wait for that."""
        if self.ladder.rung not in (rungs.WORDS, rungs.CUT_OFF) and self._guess is not None:
            self._guess.ask(self.session, self._made)
        if self.ladder.rung == rungs.COVERED:
            self._offer_again()
            self._filing.go_to_first_open(self.session)
        self._show()

    def _made(self, made: Made) -> None:
        """In another thread: the labels are there, or there are none."""
        if self._kept:
            self._write_behind(made)
        else:
            self.app.call_later(self._labelled, made)

    def _labelled(self, made: Made) -> None:
        if self._kept:
            threading.Thread(target=self._write_behind, args=(made,)).start()  # a page that is gone has no workers
            return
        if made.event is not None:
            self._record(do.AddLabels(made.event))
        self._offer_again()
        if self.ladder.rung in _WITH_LABELS:
            self._show()

    def _write_behind(self, made: Made) -> None:
        """The debrief was left before the labels came: they go to its journal all the same."""
        if made.event is not None:
            write_label(self.drill.path, made.event)

    def _offer_again(self) -> None:
        """What was said by hand of the same words before."""
        past = self._guess.past.remembered if self._guess is not None else ()
        self._filing.remembered = offered(self.session, past)

    # Claude

    @property
    def claude_path(self) -> Path | None:
        """The session that can be asked about here; None once its journal is closed."""
        return None if self._kept else self.drill.path

    def claude_said(self, event: Labelled) -> None:
        """An answer: it goes the way of everything that is said here."""
        self._record(do.AddLabels(event))
        if self.ladder.rung in _WITH_LABELS or self.ladder.rung == rungs.ASKS:
            self._show()

    def action_claude(self) -> None:
        """Ask Claude, or give that up."""
        self.brainstorm.claude.toggle(self.drill.path, self.session)

    def action_whose(self) -> None:
        """Whose labels the numbers go by."""
        self._filing.view = following(self._filing.view)
        self._show()

    # what is typed

    def on_key(self, event: events.Key) -> None:
        """The keys that mean something on one rung only."""
        if self.too_early(event):
            event.stop()
            event.prevent_default()
        elif self.ladder.rung == rungs.CUT_OFF and event.key in ("y", "n"):
            event.stop()
            if event.key == "y":
                self._record(do.CountCutOff())
            self._go_on()
        elif self.ladder.rung == rungs.BEST and self._rating.key(event, self.session):
            event.stop()
            event.prevent_default()
            self._show()
        elif self.ladder.rung == rungs.COVERED:
            self._file(event)

    def _file(self, event: events.Key) -> None:
        pressed = self._filing.key(event, self.session, self._keymap)
        if not pressed.used:
            return
        event.stop()
        event.prevent_default()
        if pressed.event is not None:
            self._record(do.AddLabels(pressed.event))
        if pressed.words:
            self.say(pressed.words)
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Words for a mark, or none."""
        event.stop()
        self.action_on()

    def action_on(self) -> None:
        """On to the next mark, or the next rung; at the end, done."""
        if self.ladder.rung == rungs.WORDS and (mark := self._mark()) is not None:
            line = self.query_one(OrderedInput)
            words, line.value = line.value.strip(), ""
            if words:
                self._record(do.Revise(mark, words))
            else:
                self._skipped_marks.add(mark)
            if self._mark() is not None:
                self._show()
                return
        elif self.ladder.rung == rungs.BEST:
            if not self._rating.done:
                self._rating.more()
                self._show()
                return
            self._rate()
        self._go_on()

    def _go_on(self) -> None:
        if self.ladder.last:
            self.action_home()
            return
        self.ladder = self.ladder.on()
        self._top()

    def _top(self) -> None:
        self._arrive()
        self._sheet.scroll_home(animate=False, immediate=True)

    def action_step_back(self) -> None:
        """One rung back."""
        self.ladder = self.ladder.back()
        if self.ladder.rung == rungs.WORDS:
            self._skipped_marks.clear()
        self._top()

    def action_skip(self) -> None:
        """On without answering."""
        if self.ladder.rung == rungs.WORDS:
            self._skipped_marks |= {mark.n for mark in marks_without_words(self.session)}
        elif self.ladder.rung == rungs.BEST:
            self._rating.skip()
            self._rate()
        self._go_on()

    def _rate(self) -> None:
        rated, before = do.Rate(tuple(self._rating.best) or None, self._rating.self), self.session.rated
        if rated != (do.Rate(before.best, before.self) if before is not None else do.Rate()):
            self._record(rated)

    def _record(self, command: do.Command) -> None:
        try:
            self.drill.do(command)
        except Refused as refused:
            self.say(str(refused), wrong=True)
        if self.drill.trouble:
            self.say(f"Not saved yet: {self.drill.trouble}. Trying again.", wrong=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Skipping is for rungs that ask; going back for those that have something before them."""
        if action == "skip":  # among words an s is a letter, and Enter on an empty line skips
            return self.ladder.rung in (rungs.CUT_OFF, rungs.BEST)
        if action == "step_back":
            return self.ladder.place > 0
        if action in ("again", "after_break"):
            return self.ladder.rung == rungs.CHOICE
        if action in ("claude", "whose"):
            asked = action == "claude" and self.brainstorm.claude.about(self.drill.path)
            return asked or (self.ladder.rung in _WITH_LABELS and any(self.session.counted(IDEA)))
        return True

    # another go

    def action_again(self) -> None:
        """Another go, now, with the untouched angles as questions on its ready card."""
        from brainstorm.tui.ready import ReadyPage

        q = best_question(self.session)
        if q is None:
            return
        try:
            plan = plan_again(self.desk.bank, self.session, q, 0.0, self.ladder.seen)
        except (PlanError, BankError) as error:
            self.say(str(error), wrong=True)
            return
        self._keep()
        self.brainstorm.turn_to(ReadyPage(plan))

    def action_after_break(self) -> None:
        """Stop here; nothing of the rest has been seen."""
        self.action_home()

    # the end of it

    def _keep(self) -> None:
        """What was picked counts, also when nobody pressed Enter on it."""
        if self._kept:
            return
        if self.ladder.rung == rungs.BEST:
            self._rate()
        if (mark := self._mark()) is not None and (words := self.query_one("#words", Input).value.strip()):
            self._record(do.Revise(mark, words))  # typed, and left without Enter
        self._record(do.Note(self.ladder.seen))
        self._kept = True
        if self._guess is not None:
            self._guess.close()
        self.brainstorm.keep(self.drill)

    def _leave(self) -> None:
        self._keep()
        self.app.exit()

    def action_home(self) -> None:
        """Close the journal and go home, where the program began there; else leave with a word about the session."""
        if not self.brainstorm.has_home and self.brainstorm.would_lose_an_answer():
            return
        self._keep()
        self.brainstorm.finished(self.session)
