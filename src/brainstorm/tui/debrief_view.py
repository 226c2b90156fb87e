"""What the debrief shows; what its keys do is in `debrief`."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from brainstorm.measure.dividend import dividend
from brainstorm.practice import ladder as rungs
from brainstorm.practice.debrief import marks_without_words
from brainstorm.practice.ladder import ladder
from brainstorm.report.words import tally
from brainstorm.session.session import Session
from brainstorm.tui import debrief_rungs as show
from brainstorm.tui.claude import ClaudeLine
from brainstorm.tui.debrief_words import Words
from brainstorm.tui.filing import Filing
from brainstorm.tui.filing_lines import filing_list, filing_offers
from brainstorm.tui.guess import Guess
from brainstorm.tui.keys import keys_of, spelled
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.page import Page, Sheet
from brainstorm.tui.rating import Rating
from brainstorm.tui.texts import join

if TYPE_CHECKING:
    from brainstorm.practice.drill import Drill

QUIET = 0.7
"""Seconds without a key before the first key of the debrief is taken: somebody may still be typing an idea."""


class DebriefView(Page):
    """One rung of the ladder at a time."""

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
            yield Words(self.too_early, id="words")
        yield ClaudeLine()

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        here = self.ladder
        place = f"{here.place + 1} of {len(here.rungs)}"
        self.query_one("#rung", Static).update(join((show.TITLES[here.rung], "bold"), (f"   {place}", "$text-muted")))
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
                lines, self._cursor_line = filing_list(self._filing, session, width, self._keymap)
                return show.stacked(lines)
            case rungs.CHOICE:
                return self._choice(session, width)
            case rungs.ASKS:
                return show.asks(session, self.drill.material, width, self._filing.view)
        return show.reveal(session, width)

    def _numbers(self, session: Session, width: int) -> Content:
        guess = self._guess
        return show.numbers_rung(
            session,
            width,
            view=self._filing.view,
            keys={name: self._key(name) for name in ("whose", "claude")},
            pending=guess is not None and guess.pending,
            note=guess.note if guess is not None else None,
            bets=self._bets,
            added=dividend(self._first_go, session) if self._first_go is not None else None,
        )

    def _choice(self, session: Session, width: int) -> Content:
        keys = {name: self._key(name) for name in ("again", "pause", "on")}
        forms = {form.id: form.name for form in self.desk.bank.forms}
        lenses = show.news_of(session, self._guess.past.lenses) if self._guess is not None else None
        return show.choice(session, width, keys, forms, lenses, self._filing.view)

    def _key(self, action: str) -> str:
        return spelled(keys_of(f"debrief.{action}", self._keymap)[0])

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

    def too_early(self, event: events.Key) -> bool:
        """Nothing is rated by keys that were meant for an idea: the first counts after a moment's quiet."""
        self._awake = self._awake or event.time - self._last_key >= QUIET
        self._last_key = event.time
        return not self._awake
