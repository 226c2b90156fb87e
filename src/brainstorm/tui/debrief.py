"""The debrief: one rung of the ladder at a time, in its fixed order."""

from __future__ import annotations

import contextlib
import math
from typing import TYPE_CHECKING

from textual import _time, events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input, Static

from brainstorm.bank import BankError
from brainstorm.drill import commands as do
from brainstorm.drill.decide import Refused
from brainstorm.history.archive import ArchiveError
from brainstorm.history.recent import with_bets
from brainstorm.label.hand import offered
from brainstorm.measure.bets import record
from brainstorm.measure.dividend import dividend
from brainstorm.practice import ladder as rungs
from brainstorm.practice.again import best_question, plan_again
from brainstorm.practice.debrief import marks_without_words
from brainstorm.practice.ladder import ladder
from brainstorm.practice.plan import PlanError
from brainstorm.report.call_words import record_line
from brainstorm.report.words import tally
from brainstorm.session.journal import JournalError
from brainstorm.session.session import Session
from brainstorm.tui import debrief_rungs as show
from brainstorm.tui.filing import Filing
from brainstorm.tui.filing_lines import filing_list, filing_offers
from brainstorm.tui.guess import Guess, write_label
from brainstorm.tui.keys import bindings, keys_of, spelled
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.page import Page, Sheet
from brainstorm.tui.rating import Rating
from brainstorm.tui.texts import join

if TYPE_CHECKING:
    from brainstorm.practice.drill import Drill
    from brainstorm.practice.labelling import Made

QUIET = 0.7
"""Seconds without a key before the first key of the debrief is taken: somebody may still be typing an idea."""

_TITLES = {
    rungs.WORDS: "Words for what you said aloud",
    rungs.CUT_OFF: "Cut off by the bell",
    rungs.BEST: "Your best three",
    rungs.NUMBERS: "How it went",
    rungs.COVERED: "Where your ideas went",
    rungs.CHOICE: "What next",
    rungs.ASKS: "Where you did not look, each as a question",
    rungs.REVEAL: "What others say first, examples, sources",
}


class _Words(OrderedInput):
    """Where the words of marks are typed; the page sees each key first."""

    def __init__(self, page: DebriefPage, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._debrief = page

    def wants(self, event: events.Key) -> bool:
        """Keys that were still meant for an idea."""
        return self._debrief.too_early(event)


class DebriefPage(Page):
    """What happened, rung by rung. The drill's journal is open until this page is left."""

    PAGE = "debrief"
    BINDINGS = bindings("debrief")
    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = ""

    def __init__(self, drill: Drill, guess: Guess | None = None) -> None:
        """`guess` has been warming up since the bell; without it one is begun here."""
        super().__init__()
        self.drill = drill
        self.ladder = ladder(drill.session)
        self._guess = guess
        self._rating = Rating()
        self._filing = Filing()
        self._first_go: Session | None = None
        self._kept = False
        self._cursor_line = 0
        self._skipped_marks: set[int] = set()
        self._last_key = -math.inf
        self._awake = False
        self._bets: list[tuple[str, str]] = []

    @property
    def session(self) -> Session:
        """The session, as it stands."""
        return self.drill.session

    def heading(self) -> tuple[str, str]:
        """Form, and what came of it."""
        return f"Debrief · {self.session.form_name}", tally(self.session)

    def body(self) -> ComposeResult:
        """A title, something to read, and a line for words where they are asked for."""
        yield Static(id="rung", markup=False)
        with Sheet(id="page"):
            yield Static(id="text", markup=False)
        yield Static(id="offers", markup=False)
        with Horizontal(id="answer"):
            yield Static("›", id="prompt", markup=False)
            yield _Words(self, id="words")

    def on_mount(self) -> None:
        """Start on the first rung."""
        self.brainstorm.stopping = self._keep
        self.brainstorm.leaving = self._leave
        self._last_key = _time.get_time()
        self._guess = self._guess or Guess(self.desk, self.session)
        self._guess.warm()
        self._read_first_go()
        if self.session.dry:
            self.run_worker(self._read_bets, thread=True, exit_on_error=False)
        self._arrive()

    def _read_bets(self) -> None:
        """In a thread: the running record of bets, this session's among them."""
        line = record_line(record(with_bets(self.desk.archive)))
        if line is not None and self.is_attached:
            self._bets = [line]
            self.app.call_from_thread(self._show)

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.call_after_refresh(self._show)

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
            self.run_worker(lambda: self._write_behind(made), thread=True, exit_on_error=False)
            return
        if made.event is not None:
            self._record(do.Label(made.event))
        self._offer_again()
        if self.ladder.rung in (rungs.NUMBERS, rungs.COVERED, rungs.CHOICE):
            self._show()

    def _write_behind(self, made: Made) -> None:
        """The debrief was left before the labels came: they go to its journal all the same."""
        if made.event is not None:
            write_label(self.drill.path, made.event)

    def _offer_again(self) -> None:
        """What was said by hand of the same words before."""
        past = self._guess.past.remembered if self._guess is not None else ()
        self._filing.remembered = offered(self.session, past)

    def _read_first_go(self) -> None:
        """The session that this one is another go at, for what the break added."""
        first = (self.session.again or {}).get("session")
        if not isinstance(first, str):
            return
        with contextlib.suppress(ArchiveError, JournalError):
            archive = self.desk.archive
            self._first_go = archive.load(archive.find(first)).session

    # what is shown

    def _show(self) -> None:
        here = self.ladder
        place = f"{here.place + 1} of {len(here.rungs)}"
        self.query_one("#rung", Static).update(join((_TITLES[here.rung], "bold"), (f"   {place}", "$text-muted")))
        self.query_one("#text", Static).update(self._content())
        filing = here.rung == rungs.COVERED
        self.query_one("#offers").display = filing
        if filing:
            offers = filing_offers(self._filing, self.session, self._sheet.columns, self._keymap)
            self.query_one("#offers", Static).update(offers)
        if here.rung in (rungs.BEST, rungs.COVERED):
            self.call_after_refresh(self._show_cursor)
        typing = here.rung == rungs.WORDS and self._mark() is not None
        self.query_one("#answer").display = typing
        (self.query_one(OrderedInput) if typing else self._sheet).focus()
        self.title_line.set(right=tally(self.session))
        self.refresh_bindings()

    def _content(self) -> Content:
        session, width = self.session, self._sheet.columns
        match self.ladder.rung:
            case rungs.WORDS:
                return show.words(session, self._mark(), width)
            case rungs.CUT_OFF:
                return show.cut_off(session, width)
            case rungs.BEST:
                return self._rating.content(session, width)
            case rungs.NUMBERS:
                return self._numbers(session, width)
            case rungs.COVERED:
                lines, self._cursor_line = filing_list(self._filing, session, width)
                return show.stacked(lines)
            case rungs.CHOICE:
                return self._choice(session, width)
            case rungs.ASKS:
                return show.asks(session, self.drill.material, width)
        return show.reveal(session, width)

    def _numbers(self, session: Session, width: int) -> Content:
        guess = self._guess
        return show.numbers_rung(
            session,
            width,
            pending=guess is not None and guess.pending,
            note=guess.note if guess is not None else None,
            bets=self._bets,
            added=dividend(self._first_go, session) if self._first_go is not None else None,
        )

    def _choice(self, session: Session, width: int) -> Content:
        keys = {name: spelled(keys_of(f"debrief.{name}", self._keymap)[0]) for name in ("again", "pause", "on")}
        forms = {form.id: form.name for form in self.desk.bank.forms}
        lenses = show.news_of(session, self._guess.past.lenses) if self._guess is not None else None
        return show.choice(session, width, keys, forms, lenses)

    @property
    def _keymap(self) -> dict[str, str]:
        return dict(self.desk.settings.keymap)

    @property
    def _sheet(self) -> Sheet:
        return self.query_one("#page", Sheet)

    def _show_cursor(self) -> None:
        """The entry under the cursor is in sight."""
        top, height = self._rating.place if self.ladder.rung == rungs.BEST else (self._cursor_line, 1)
        if self.ladder.rung == rungs.COVERED and self._filing.cursor == 0:
            top, height = 0, top + 1
        if self.ladder.rung in (rungs.BEST, rungs.COVERED):
            self._sheet.scroll_to_region(Region(0, top, 1, height), animate=False, immediate=True)

    def _mark(self) -> int | None:
        open_ = [m.n for m in marks_without_words(self.session) if m.n not in self._skipped_marks]
        return open_[0] if open_ else None

    # what is typed

    def too_early(self, event: events.Key) -> bool:
        """Nothing is rated by keys that were meant for an idea: the first counts after a moment's quiet."""
        self._awake = self._awake or event.time - self._last_key >= QUIET
        self._last_key = event.time
        return not self._awake

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
            self._record(do.Label(pressed.event))
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
        self._keep()
        self.brainstorm.finished(self.session)
