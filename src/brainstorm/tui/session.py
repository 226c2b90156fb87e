"""One session whole: its questions, their timelines, everything entered, the figures, the ratings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from brainstorm.history.archive import LIVE, OPEN, ArchiveError, Found
from brainstorm.report.markdown import session_markdown
from brainstorm.report.out import write_out
from brainstorm.report.words import clock, length
from brainstorm.session.disk import make_folder
from brainstorm.session.events import Labelled
from brainstorm.session.journal import JournalError
from brainstorm.session.session import IDEA
from brainstorm.tui.claude import ClaudeLine
from brainstorm.tui.guess import write_label
from brainstorm.tui.keys import bindings, keys_of, spelled
from brainstorm.tui.page import Page
from brainstorm.tui.paper import Paper
from brainstorm.tui.rows import named
from brainstorm.tui.said import Said
from brainstorm.tui.session_lines import MAP_ASKS, MAP_HIDDEN, MAP_WHOLE, Wanted, may_show_map, session_lines
from brainstorm.tui.texts import plain
from brainstorm.tui.whose import following

EXPORTS = "exports"
_ENDED = {"done": "ended early", "eof": "ended with its input", "closed": "closed"}


class SessionPage(Page):
    """One session. Closes with its path in the trash when it was deleted here."""

    PAGE = "session"
    BINDINGS = bindings("session")
    CSS_PATH = "session.tcss"
    AUTO_FOCUS = "#paper"

    class Laid(Message):
        """The lines are there; `place` is that of the map's first one."""

        def __init__(self, found: Found, lines: list[Content], place: int | None, width: int) -> None:
            super().__init__()
            self.found = found
            self.lines = lines
            self.place = place
            self.width = width

    class Unreadable(Message):
        """The journal can't be read."""

        def __init__(self, why: str) -> None:
            super().__init__()
            self.why = why

    class Written(Message):
        """The Markdown was written to `path`, or not, and `why` not."""

        def __init__(self, text: str, path: Path, why: str | None, copy: bool) -> None:
            super().__init__()
            self.text = text
            self.path = path
            self.why = why
            self.copy = copy

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._found: Found | None = None
        self._wanted = Wanted()
        self._to_map = False

    def heading(self) -> tuple[str, str]:
        """What the file name says; the rest follows."""
        row = named(self._path)
        return f"{row.form} · {row.when}", "reading…"

    def body(self) -> ComposeResult:
        """The session, and a line for what just happened."""
        self.paper = Paper(id="paper")
        yield self.paper
        self.said = Said()
        yield self.said
        yield ClaudeLine()

    def on_mount(self) -> None:
        """The hints name the keys that are in force."""
        self._wanted = Wanted(
            struck_key=self._key("struck"),
            map_key=self._key("angles"),
            view_key=self._key("whose"),
            claude_key=self._key("claude"),
        )
        self.brainstorm.claude.show_on(self)

    def _key(self, action: str) -> str:
        return spelled(keys_of(f"session.{action}", self.desk.settings.keymap)[0])

    # reading and laying out

    def on_paper_reshaped(self) -> None:
        """Lay out for the new width; the first time, read."""
        self._lay()

    @property
    def _width(self) -> int:
        return self.paper.columns - 1  # words don't touch the scroll bar

    def _lay(self) -> None:
        found, width, wanted = self._found, self._width, self._wanted
        self.run_worker(
            lambda: self._work(found, width, wanted), thread=True, exit_on_error=False, group="lay", exclusive=True
        )

    def _work(self, found: Found | None, width: int, wanted: Wanted) -> None:
        """In a thread: it only posts messages."""
        worker = get_current_worker()
        try:
            found = found or self.desk.archive.load(self._path)
        except JournalError as error:
            self.post_message(self.Unreadable(str(error)))
            return
        lines, place = session_lines(found, width, wanted)
        if not worker.is_cancelled:
            self.post_message(self.Laid(found, lines, place, width))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Something broke in the thread: say so instead of waiting for ever."""
        if event.state is WorkerState.ERROR:
            self.on_session_page_unreadable(self.Unreadable(f"This session can't be shown: {event.worker.error}"))

    def on_session_page_unreadable(self, message: Unreadable) -> None:
        """Say why."""
        self.title_line.set(right="can't be read")
        self.paper.show(plain(message.why).wrap(max(8, self.paper.columns)))

    def on_session_page_laid(self, message: Laid) -> None:
        """Show the lines."""
        if self._found is None:
            self._found = message.found
            self._show_head(message.found)
            self.refresh_bindings()
        if message.width != self._width:
            return  # the window has changed meanwhile; the next lines are on their way
        self.paper.show(message.lines, message.place if self._to_map else None)
        self._to_map = False

    def _show_head(self, found: Found) -> None:
        session = found.session
        row = named(self._path)
        state = {OPEN: "unfinished", LIVE: "running now"}.get(found.state) or _ENDED.get(session.ended or "", "ended")
        clocked = f"{clock(session.elapsed)} of {length(session.seconds)} · {state}" if session.seconds else "no clock"
        if session.ended == "time":
            clocked = length(session.seconds)
        self.title_line.set(f"{session.form_name} · {row.when}", clocked)

    # what the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs the session waits until it was read."""
        if action in ("export", "copy", "struck", "angles", "compare"):
            return self._found is not None
        if action in ("label", "claude", "whose"):
            return self._found is not None and may_show_map(self._found) and any(self._found.session.counted(IDEA))
        return True

    def action_struck(self) -> None:
        """Show or hide struck lines and earlier wordings."""
        self._wanted = replace(self._wanted, struck=not self._wanted.struck)
        self._lay()

    def action_angles(self) -> None:
        """The angles as questions; then everything; then nothing of it."""
        if self._found is None or not may_show_map(self._found):
            drilled = self._found is not None and self._found.session.seconds > 0
            when = "once the drill has ended" if drilled else "only after a drill on the question"
            self.said.say(f"The angles show {when}.")
            return
        following = {MAP_HIDDEN: MAP_ASKS, MAP_ASKS: MAP_WHOLE, MAP_WHOLE: MAP_HIDDEN}
        self._wanted = replace(self._wanted, map=following[self._wanted.map])
        self._to_map = self._wanted.map != MAP_HIDDEN
        self._lay()

    def action_compare(self) -> None:
        """Another attempt at its question beside it."""
        from brainstorm.tui.compare import ComparePage

        if self._found is not None:
            self.app.push_screen(ComparePage(self._found.session))

    def action_label(self) -> None:
        """File its ideas under the question's angles."""
        from brainstorm.tui.label import LabelPage

        if self._found is not None:
            self.app.push_screen(LabelPage(self._path, self._found.session), self._labelled)

    def _labelled(self, written: bool | None) -> None:
        self.brainstorm.claude.show_on(self)
        if written:  # read again, as every report does
            self._read_again()

    def _read_again(self) -> None:
        self._found = None
        self._lay()

    # Claude

    @property
    def claude_path(self) -> Path:
        """The session that can be asked about here."""
        return self._path

    def claude_said(self, event: Labelled) -> None:
        """An answer: written down, then read like everything else."""
        if (why := write_label(self._path, event)) is not None:
            self.brainstorm.claude.keep_unsaved(event, why)
        self._read_again()

    def action_claude(self) -> None:
        """Ask Claude, or give that up."""
        if self._found is not None:
            self.brainstorm.claude.toggle(self._path, self._found.session)

    def action_whose(self) -> None:
        """Whose labels the numbers go by."""
        self._wanted = replace(self._wanted, view=following(self._wanted.view))
        self._lay()

    def action_export(self) -> None:
        """Write it as Markdown beside the sessions."""
        self._write(copy=False)

    def action_copy(self) -> None:
        """Copy it to the clipboard as Markdown."""
        self._write(copy=True)

    def _write(self, *, copy: bool) -> None:
        found = self._found
        if found is None:
            return
        path = self.desk.places.sessions.path / EXPORTS / f"{self._path.stem}.md"
        self.run_worker(lambda: self._write_file(found, path, copy), thread=True, exit_on_error=False, group="write")

    def _write_file(self, found: Found, path: Path, copy: bool) -> None:
        """In a thread: it only posts a message."""
        text = "\n".join(session_markdown(found.session, found.state, found.reading.problems)) + "\n"
        why = None
        try:
            make_folder(path.parent)
            write_out(path, text, force=True)
        except OSError as error:
            why = error.strerror or str(error)
        self.post_message(self.Written(text, path, why, copy))

    def on_session_page_written(self, message: Written) -> None:
        """Copy, and say where it is in any case: no terminal says whether it took the copy."""
        if message.copy:
            self.app.copy_to_clipboard(message.text)
        if message.why is not None:
            copied = "Copied, if your terminal allows it; but " if message.copy else ""
            self.said.say(f"{copied}{message.path} cannot be written: {message.why}", wrong=True)
        elif message.copy:
            self.said.say(f"Copied, if your terminal allows it. The same is in {message.path}")
        else:
            self.said.say(f"Written to {message.path}")

    def action_delete(self) -> None:
        """Move it to the trash, and go back to the list."""
        from brainstorm.tui.review import ReviewPage

        try:
            trashed = self.desk.archive.delete(self._path, patience=0)
        except ArchiveError as error:
            self.said.say(str(error), wrong=True)
            return
        if any(isinstance(page, ReviewPage) for page in self.app.screen_stack[-2:-1]):
            self.dismiss(trashed)
        else:
            self.brainstorm.turn_to(ReviewPage(deleted=trashed))

    def action_back(self) -> None:
        """Back to the list, also where the program began with this session."""
        from brainstorm.tui.review import ReviewPage

        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self.brainstorm.turn_to(ReviewPage())
