"""The debrief: one rung of the ladder at a time, in its fixed order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from textual import _time, events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Input, Static

from brainstorm.drill import commands as do
from brainstorm.drill.decide import Refused
from brainstorm.history.recent import with_bets
from brainstorm.measure.bets import record
from brainstorm.practice import ladder as rungs
from brainstorm.practice.debrief import marks_without_words
from brainstorm.practice.ladder import ladder
from brainstorm.report.call_words import record_line
from brainstorm.report.text import asks
from brainstorm.report.words import flow_lines, tally
from brainstorm.session.session import Session
from brainstorm.tui.keys import bindings
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.page import Page, Sheet
from brainstorm.tui.rating import Rating, entry_row
from brainstorm.tui.session_lines import map_lines
from brainstorm.tui.texts import hung, join, plain
from brainstorm.tui.timeline import strip

if TYPE_CHECKING:
    from brainstorm.practice.drill import Drill

QUIET = 0.7
"""Seconds without a key before the first key of the debrief is taken: somebody may still be typing an idea."""

_TITLES = {
    rungs.WORDS: "Words for what you said aloud",
    rungs.CUT_OFF: "Cut off by the bell",
    rungs.BEST: "Your best three",
    rungs.FLOW: "How it went",
    rungs.ANGLES: "Where one could look, each as a question",
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

    def __init__(self, drill: Drill) -> None:
        super().__init__()
        self.drill = drill
        self.ladder = ladder(drill.session)
        self._rating = Rating()
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
        with Horizontal(id="answer"):
            yield Static("›", id="prompt", markup=False)
            yield _Words(self, id="words")

    def on_mount(self) -> None:
        """Start on the first rung."""
        self.brainstorm.stopping = self._keep
        self.brainstorm.leaving = self._leave
        self._last_key = _time.get_time()
        self._show()
        if self.session.dry:
            self.run_worker(self._read_bets, thread=True, exit_on_error=False)

    def _read_bets(self) -> None:
        """In a thread: the running record of bets, this session's among them."""
        line = record_line(record(with_bets(self.desk.archive)))
        if line is not None and self.is_attached:
            self._bets = [line]
            self.app.call_from_thread(self._show)

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.call_after_refresh(self._show)

    # what is shown

    def _show(self) -> None:
        here = self.ladder
        place = f"{here.place + 1} of {len(here.rungs)}"
        self.query_one("#rung", Static).update(join((_TITLES[here.rung], "bold"), (f"   {place}", "$text-muted")))
        content: Content = {
            rungs.WORDS: self._words,
            rungs.CUT_OFF: self._cut_off,
            rungs.BEST: self._best,
            rungs.FLOW: self._flow,
            rungs.ANGLES: self._angles,
            rungs.REVEAL: self._reveal,
        }[here.rung]()
        self.query_one("#text", Static).update(content)
        if here.rung == rungs.BEST:
            self.call_after_refresh(self._show_cursor)
        typing = here.rung == rungs.WORDS and self._mark() is not None
        self.query_one("#answer").display = typing
        (self.query_one(OrderedInput) if typing else self._sheet).focus()
        self.title_line.set(right=tally(self.session))
        self.refresh_bindings()

    @property
    def _sheet(self) -> Sheet:
        return self.query_one("#page", Sheet)

    def _show_cursor(self) -> None:
        """The entry under the cursor is in sight."""
        if self.ladder.rung == rungs.BEST:
            top, height = self._rating.place
            self._sheet.scroll_to_region(Region(0, top, 1, height), animate=False, immediate=True)

    def _mark(self) -> int | None:
        open_ = [m.n for m in marks_without_words(self.session) if m.n not in self._skipped_marks]
        return open_[0] if open_ else None

    def _words(self) -> Content:
        mark = self._mark()
        if mark is None:
            return plain("Each has its words now.")
        parts = [plain("What did you say? A few words are enough to find it again."), Content("")]
        parts.insert(1, plain("Enter keeps them; Enter on an empty line skips.", "$text-muted"))
        for entry in self.session.entries:
            here = entry.n == mark
            if abs(entry.n - mark) <= 3:
                style = "bold" if here else "$text-muted"
                parts.append(entry_row("▸ " if here else "  ", entry, self._sheet.columns, style))
        return Content("\n").join(parts)

    def _cut_off(self) -> Content:
        counts = next((entry.n for entry in self.session.entries if entry.after_bell), None)
        text = plain(self.session.cut_off or "", "bold")
        asked = join("Does it count?   ", ("y", "bold $text-accent"), " yes   ", ("n", "bold $text-accent"), " no")
        return Content("\n").join(
            [
                plain("You were typing when the time was up:"),
                Content(""),
                hung("  ", text, self._sheet.columns),
                Content(""),
                asked if counts is None else plain(f"It counts, as number {counts}."),
                *([plain("Either way it stays in the session.", "$text-muted")] if counts is None else []),
            ]
        )

    def _best(self) -> Content:
        return self._rating.content(self.session, self._sheet.columns)

    def _flow(self) -> Content:
        rows = [*flow_lines(self.session), *self._bets]
        wide = max(len(name) for name, _ in rows)
        width = self._sheet.columns
        parts = [hung(plain(f"{name:<{wide}}   ", "$text-muted"), plain(value, "bold"), width) for name, value in rows]
        for question in self.session.questions:
            parts += [Content(""), hung("", question.text, width), Content("")]
            parts.append(strip(self.session, question.q, width))
        return Content("\n").join(parts)

    def _angles(self) -> Content:
        parts: list[Content] = []
        for question in self.session.questions:
            found = asks(question.entry)
            if not found:
                continue
            width = self._sheet.columns
            parts += [hung("", plain(question.text, "$text-muted"), width), Content("")]
            parts += [hung(plain("  ? ", "$text-accent"), ask, width) for ask in found]
            parts.append(Content(""))
        parts.append(plain("Each opens a family of ideas. Which did you not go near?", "bold"))
        return Content("\n").join(parts)

    def _reveal(self) -> Content:
        width = self._sheet.columns
        parts: list[Content] = []
        for question in self.session.questions:
            if len(self.session.questions) > 1:
                parts += [hung("", plain(question.text, "$text-muted"), width), Content("")]
            parts += map_lines(question.entry, width)
            parts.append(Content(""))
        return Content("\n").join(parts)

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
        self._show()
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
        return True

    # the end of it

    def _keep(self) -> None:
        """What was picked counts, also when nobody pressed Enter on it."""
        if self.ladder.rung == rungs.BEST:
            self._rate()
        self.brainstorm.keep(self.drill)

    def _leave(self) -> None:
        self._keep()
        self.app.exit()

    def action_home(self) -> None:
        """Close the journal and go home, where the program began there; else leave with a word about the session."""
        self._keep()
        self.brainstorm.finished(self.session)
