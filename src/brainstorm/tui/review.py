"""Review: all sessions, newest first. The list comes from file names at once, the rest as it is read."""

from __future__ import annotations

import time
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState, get_current_worker

from brainstorm.history.archive import ArchiveError
from brainstorm.report.words import plural
from brainstorm.tui.keys import bindings, keys_of, spelled
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.page import Page
from brainstorm.tui.rows import Row, filled, named
from brainstorm.tui.said import Said
from brainstorm.tui.session_list import SessionList
from brainstorm.tui.shelf import Shelf
from brainstorm.tui.texts import lines

_BATCH = 0.15  # seconds of reading between two messages
_BATCH_MOST = 500  # rows in one
_BREATH = 0.0003  # seconds after each file in which the loop gets at the interpreter without waiting for its turn


class ReviewPage(Page):
    """The list of sessions, with a filter."""

    PAGE = "review"
    BINDINGS = bindings("review")
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "#sessions"

    class Named(Message):
        """The file names were listed."""

        def __init__(self, rows: list[Row]) -> None:
            super().__init__()
            self.rows = rows

    class Filled(Message):
        """More sessions were read; None: there is no session in that file."""

        def __init__(self, rows: dict[str, Row | None], last: bool) -> None:
            super().__init__()
            self.rows = rows
            self.last = last

    def __init__(self, deleted: Path | None = None) -> None:
        """`deleted`: the session whose deletion led here, where it is in the trash now."""
        super().__init__()
        self.shelf = Shelf()
        self._trashed: list[Path] = []
        self._keys: tuple[bool, ...] = ()
        self._just_deleted = deleted

    def heading(self) -> tuple[str, str]:
        """What this is."""
        return "Review", "…"

    def body(self) -> ComposeResult:
        """Filter, list, what to do where there is nothing, what just happened."""
        with Horizontal(id="filter-line"):
            yield Static("/", id="filter-prompt", markup=False)
            yield OrderedInput(placeholder="date, form, question, or words of an idea", id="filter")
        self.list = SessionList(id="sessions")
        self.list.first_look = self._first_look
        yield self.list
        yield Static(id="nothing", markup=False)
        self.said = Said()
        yield self.said

    def on_mount(self) -> None:
        """Start reading."""
        self.run_worker(self._read, thread=True, exit_on_error=False, group="read", exclusive=True)
        if self._just_deleted is not None:
            self._say_deleted(self._just_deleted)

    # reading

    def _read(self) -> None:
        """In a thread: names first, then contents, in batches; it only posts messages."""
        worker, archive = get_current_worker(), self.desk.archive
        rows = [named(path) for path in archive.paths()]
        self.post_message(self.Named(rows))
        batch: dict[str, Row | None] = {}
        posted = time.monotonic()
        for row in rows:
            if worker.is_cancelled or not self.is_attached:
                return
            batch[row.id] = filled(archive, row)
            time.sleep(_BREATH)
            if time.monotonic() - posted > _BATCH or len(batch) >= _BATCH_MOST:
                self.post_message(self.Filled(batch, last=False))
                batch, posted = {}, time.monotonic()
        self.post_message(self.Filled(batch, last=True))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Reading broke off: say so instead of waiting for ever."""
        if event.state is WorkerState.ERROR:
            self.shelf.listed = self.shelf.read = True
            self.said.say(f"Not all sessions could be read: {event.worker.error}", wrong=True)
            self._show()

    def on_review_page_named(self, message: Named) -> None:
        """Show the names."""
        self.shelf.put(message.rows)
        self._show()

    def on_review_page_filled(self, message: Filled) -> None:
        """Show what was read."""
        self.shelf.fill(message.rows)
        self.shelf.read = self.shelf.read or message.last
        self._show()

    # showing

    def _show(self) -> None:
        shelf, shown = self.shelf, self.shelf.shown
        self.list.show(shown, shelf.forms)
        reading = "" if shelf.read else " · reading…"
        count = f"{len(shown)} of {len(shelf.rows)}" if shelf.filtered else plural(len(shelf.rows), "session")
        self.title_line.set(right=f"{count}{reading}" if shelf.listed else "…")
        nothing = shelf.listed and not shown
        if nothing:
            self.query_one("#nothing", Static).update(lines(*self._nothing()))
        if nothing != self.has_class("-nothing"):
            self.set_class(nothing, "-nothing")
            self.call_after_refresh(self._settle)
        self._show_keys()

    def _show_keys(self) -> None:
        """Make the footer anew where keys mean something else now; it is all new widgets, so only then."""
        keys = (self._typing, bool(self.list.rows), bool(self.shelf.rows))
        if keys != self._keys:
            self._keys = keys
            self.refresh_bindings()

    def _nothing(self) -> list[str]:
        if self.shelf.filtered and self.shelf.rows:
            query = self.query_one("#filter", OrderedInput).value.strip()
            more = [] if self.shelf.read else ["Not all of them have been read yet."]
            return [f"Nothing fits “{query}”.", *more, f"{self._key('back')} clears the filter."]
        first = "No sessions yet." if not self._trashed else "No sessions left."
        return [first, f"A drill leaves one here: {self._key('back')}, and start one."]

    def _key(self, action: str) -> str:
        return spelled(keys_of(f"review.{action}", self.desk.settings.keymap)[0])

    def _settle(self) -> None:
        """Keep the focus where keys mean something: a hidden list hears none."""
        if self.focused is None and not self.has_class("-nothing"):
            self.list.focus()

    # the filter

    @property
    def _typing(self) -> bool:
        return isinstance(self.focused, OrderedInput)

    def _first_look(self, event: events.Key) -> bool:
        """Keys that reached the list although they belong to the filter: all that follow its key in one burst."""
        box = self.query_one("#filter", OrderedInput)
        if self._typing:
            if event.key == "enter":
                self.list.focus()
            elif event.key == "backspace":
                box.action_delete_left()
            elif event.is_printable and event.character:
                box.insert_text_at_cursor(event.character)
            else:
                return False
            return True
        if event.key in keys_of("review.filter", self.desk.settings.keymap):
            self.action_filter()
            return True
        return False

    def action_filter(self) -> None:
        """Type to filter."""
        self.add_class("-filtering")
        # At once: the next key of a burst must already find it there.
        self.set_focus(self.query_one("#filter", OrderedInput))

    @on(Input.Changed, "#filter")
    def _filter(self, event: Input.Changed) -> None:
        before = self.list.current
        if self.shelf.filter(event.value):
            self._show()
            if self.list.current is not before:
                self.list.cursor = 0

    @on(Input.Submitted, "#filter")
    def _to_list(self) -> None:
        if not self.has_class("-nothing"):
            self.list.focus()

    def on_key(self, event: events.Key) -> None:
        """From the filter, arrows go to the list."""
        if self._typing and event.key in ("down", "up", "tab", "pagedown") and self.list.rows:
            event.stop()
            self.list.focus()

    def on_descendant_focus(self) -> None:
        """The footer shows what the keys do here."""
        self._show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the filter is typed, letters are letters; without a session there is nothing to open."""
        if action in ("open", "filter", "delete", "undo", "search", "trends") and self._typing:
            return False
        if action in ("open", "delete"):
            return bool(self.list.rows)
        if action == "filter":
            return bool(self.shelf.rows)
        return True

    # what the keys do

    def action_back(self) -> None:
        """Clear the filter, or back."""
        if not self.has_class("-filtering"):
            self._leave()
            return
        self.query_one("#filter", OrderedInput).value = ""
        self.shelf.filter("")
        self.remove_class("-filtering", "-nothing")
        self.list.focus()
        self._show()

    def _leave(self) -> None:
        from brainstorm.tui.session import SessionPage

        if any(isinstance(page, SessionPage) for page in self.app.screen_stack[-2:-1]):
            self.brainstorm.action_leave()  # the program began with that session, and this list is what it came from
        else:
            super().action_back()

    def action_search(self) -> None:
        """Search all entries."""
        from brainstorm.tui.search import SearchPage

        self.app.push_screen(SearchPage())

    def action_trends(self) -> None:
        """Trends."""
        from brainstorm.tui.trends import TrendsPage

        self.app.push_screen(TrendsPage())

    def on_session_list_clicked(self) -> None:
        """Open what was clicked."""
        self.action_open()

    def action_open(self) -> None:
        """Open the session under the cursor."""
        from brainstorm.tui.session import SessionPage

        row = self.list.current
        if row is not None:
            self.said.say("")
            self.app.push_screen(SessionPage(row.path), self._came_back)

    def _came_back(self, trashed: Path | None) -> None:
        if trashed is not None:
            self._take_out(trashed.stem)
            self._say_deleted(trashed)

    def action_delete(self) -> None:
        """Move the session under the cursor to the trash."""
        row = self.list.current
        if row is None:
            return
        try:
            trashed = self.desk.archive.delete(row.path, patience=0)
        except ArchiveError as error:
            self.said.say(str(error), wrong=True)
            return
        if trashed is not None:
            self._take_out(row.id)
            self._say_deleted(trashed)

    def _say_deleted(self, trashed: Path) -> None:
        self._trashed.append(trashed)
        self.said.say(f"Deleted; {self._key('undo')} brings it back. It is in the trash: {trashed}")

    def action_undo(self) -> None:
        """Bring back the session deleted last, in this visit or an earlier one."""
        archive = self.desk.archive
        trash = self._trashed or archive.trashed()
        if not trash:
            self.said.say("There is nothing in the trash.")
            return
        try:
            path = archive.restore(trash[-1])
        except ArchiveError as error:
            self._trashed = self._trashed[:-1]
            self.said.say(str(error), wrong=True)
            return
        self._trashed = self._trashed[:-1]
        self._put_in(path)
        self.said.say(f"Back again: {path.stem}")

    def _take_out(self, session_id: str) -> None:
        self.shelf.take_out(session_id)
        self._show()

    def _put_in(self, path: Path) -> None:
        row = filled(self.desk.archive, named(path)) or named(path)
        self.shelf.put_in(row)
        self._show()
        self.list.choose(row.id)
