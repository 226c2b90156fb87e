"""Find an idea, a question or a later note by its words, as they are typed."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState, get_current_worker

from brainstorm.history.index import IndexFailure, ask
from brainstorm.history.query import parse_query
from brainstorm.history.search import Hit, search_or_some
from brainstorm.report.hits import notes
from brainstorm.report.units import plural
from brainstorm.tui.choices import Choices
from brainstorm.tui.keys import bindings
from brainstorm.tui.ordered_input import Line
from brainstorm.tui.page import Page
from brainstorm.tui.texts import join, lines, plain

_MOST = 60


class SearchPage(Page):
    """A line to type on, and what fits below it."""

    PAGE = "search"
    BINDINGS = bindings("search")
    CSS_PATH = "search.tcss"
    AUTO_FOCUS = "#query"

    class Answered(Message):
        """What fits `query`; `some`: only some of its words do."""

        def __init__(self, query: str, hits: list[Hit], some: bool) -> None:
            super().__init__()
            self.query_text = query
            self.hits = hits
            self.some = some

    class Reading(Message):
        """The index is being made."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self) -> None:
        super().__init__()
        self._hits: list[Hit] = []

    def heading(self) -> tuple[str, str]:
        """What this is."""
        return "Search", ""

    def body(self) -> ComposeResult:
        """The line, the hits, what to say where there are none."""
        with Horizontal(id="query-line"):
            yield Static("› ", id="query-prompt", markup=False)
            yield Line(placeholder='words of an idea, a question, a note; "in this order", -without', id="query")
        yield Static(id="none", markup=False)
        yield Choices(id="hits", markup=False)

    # looking

    @on(Input.Changed, "#query")
    def _changed(self, event: Input.Changed) -> None:
        self._look(event.value)

    def on_mount(self) -> None:
        """Bring the index up to date while the first word is being typed."""
        self._look("")

    def _look(self, text: str) -> None:
        index = self.desk.index
        self.run_worker(lambda: self._find(index, text), thread=True, exit_on_error=False, group="look", exclusive=True)

    def _find(self, index: tuple[Path, Path], text: str) -> None:
        """In a thread: it only posts messages."""
        worker, query = get_current_worker(), parse_query(text, typing=True)

        def progress(done: int, total: int) -> None:
            if total > 200:
                self.post_message(self.Reading(done, total))

        hits, some = ask(
            *index,
            lambda db: search_or_some(db, query, most=_MOST),
            say=self.desk.notes.append,
            progress=progress,
        )
        if not worker.is_cancelled:
            self.post_message(self.Answered(text, hits, some))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Searching is not possible, or broke off: say so."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            words = str(error) if isinstance(error, IndexFailure) else f"The search broke off: {error}"
            self.query_one("#none", Static).update(plain(words))

    def on_search_page_reading(self, message: Reading) -> None:
        """Say how far it is."""
        self.title_line.set(right=f"reading {message.done:,} of {message.total:,}")

    def on_search_page_answered(self, message: Answered) -> None:
        """Show what fits, unless more was typed meanwhile."""
        if message.query_text != self.query_one("#query", Line).value:
            return
        self._hits = message.hits
        hits = self.query_one("#hits", Choices)
        hits.clear_options()
        hits.add_options([Option(_content(hit), id=str(place)) for place, hit in enumerate(message.hits)])
        if message.hits:
            hits.highlighted = 0
        wanted = not parse_query(message.query_text).empty
        none = "Nothing fits." if wanted and not message.hits else ""
        none = "Nothing has all of these words; these have some of them." if message.some else none
        self.query_one("#none", Static).update(plain(none, "$text-muted"))
        shown = plural(len(message.hits), "hit") if len(message.hits) < _MOST else f"the best {_MOST}"
        self.title_line.set(right=shown if wanted else "")
        self.brainstorm.say_notes()
        self.refresh_bindings()

    # what the keys do

    @on(Input.Submitted, "#query")
    def action_open(self) -> None:
        """Open the session of the hit under the cursor."""
        from brainstorm.tui.session import SessionPage

        place = self.query_one("#hits", Choices).highlighted
        if place is not None and place < len(self._hits):
            hit = self._hits[place]
            self.app.push_screen(SessionPage(self.desk.places.sessions.path / hit.path))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A hit was clicked."""
        event.stop()
        self.action_open()

    def action_move(self, by: int) -> None:
        """The next hit, or the one before, also while typing."""
        hits = self.query_one("#hits", Choices)
        if self._hits:
            place = hits.highlighted or 0
            hits.highlighted = max(0, min(len(self._hits) - 1, place + by))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a hit there is nothing to open."""
        return bool(self._hits) if action == "open" else True


def _content(hit: Hit) -> Content:
    """A hit in two lines: its words with the matches marked, and where it stands."""
    parts: list[tuple[str, str] | str] = []
    place = 0
    for start, end in hit.matches:
        parts += [hit.text[place:start], (hit.text[start:end], "bold underline")]
        place = end
    words = join(*parts, hit.text[place:])
    where = " · ".join(filter(None, (hit.day, hit.form, *notes(hit), hit.question, hit.angle or "")))
    return lines(words, join((f"  {where}", "$text-muted")))
