"""The questions: browse them, read one, drill it. What would spoil a drill is shown only when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events, getters
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from brainstorm.bank import BankError, Row
from brainstorm.practice.plan import PlanError, make_plan
from brainstorm.report.words import plural
from brainstorm.session.text import folded
from brainstorm.tui.bank_entry import Hints, dots, entry_content
from brainstorm.tui.choices import Choices
from brainstorm.tui.keys import bindings, keys_of, spelled
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.page import Page
from brainstorm.tui.texts import join, lines, plain

_SPOILS = "This spoils the question."


class Reader(VerticalScroll):
    """Where one question is read; it says when its lines have to be wrapped anew."""

    class Widened(Message):
        """Another width."""

    def __init__(self) -> None:
        super().__init__(Static(id="entry", markup=False), id="reader")
        self._width = 0

    @property
    def wraps_at(self) -> int:
        """Columns for its text."""
        return self.scrollable_content_region.width

    def on_resize(self) -> None:
        """Say it when the width is another one."""
        if self.wraps_at != self._width:
            self._width = self.wraps_at
            self.post_message(self.Widened())


class BankPage(Page):
    """All questions, and one of them beside the list, or in its place where there is no room for both."""

    PAGE = "bank"
    BINDINGS = bindings("bank")
    CSS_PATH = "bank.tcss"
    AUTO_FOCUS = "#list"

    _list = getters.query_one("#list", Choices)
    _reader = getters.query_one(Reader)
    _filter = getters.query_one("#filter", OrderedInput)

    class Looked(Message):
        """The questions and how often each was done, read in a thread."""

        def __init__(self, rows: Sequence[Row], done: Mapping[str, int], trouble: str = "") -> None:
            super().__init__()
            self.rows = rows
            self.done = done
            self.trouble = trouble

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[Row] = ()
        self._done: Mapping[str, int] = {}
        self._texts = False
        self._read: set[str] = set()
        self._spoiled: set[str] = set()
        self._asking: str | None = None

    def heading(self) -> tuple[str, str]:
        """What this is."""
        return "The questions", ""

    def body(self) -> ComposeResult:
        """Filter, list, reader, and a line for what is asked."""
        yield OrderedInput(placeholder="topic, id, need or verb", id="filter")
        with Horizontal(id="panes"):
            yield Choices(id="list", markup=False)
            yield Reader()
        yield Static(id="ask", markup=False)

    def on_screen_resume(self) -> None:
        """Count again whenever this page comes back, since a drill may have been done."""
        self.run_worker(self._look, thread=True, exclusive=True, exit_on_error=False)

    def _look(self) -> None:
        try:
            found = self.Looked(self.desk.bank.rows, self.desk.archive.times_done())
        except Exception as error:  # whatever reading raises, there is no page without it
            found = self.Looked((), {}, str(error).partition("\n")[0])
        self.post_message(found)

    def on_bank_page_looked(self, message: Looked) -> None:
        """Show what was read."""
        if message.trouble:
            self.say(message.trouble, wrong=True)
        self._rows, self._done = message.rows, message.done
        self._fill()
        self.brainstorm.say_notes()

    # the list

    @property
    def _row(self) -> Row | None:
        chosen = self._list.chosen
        return next((row for row in self._rows if row.id == chosen), None)

    def _fill(self) -> None:
        """List what fits the filter; what is highlighted stays so."""
        before, words = self._list.chosen, folded(self._filter.value).split()
        shown = [row for row in self._rows if all(word in self._haystack(row) for word in words)]
        wide = max((len(row.id) for row in self._rows), default=0)
        options: list[Option] = []
        topic = None
        for row in shown:
            if row.topic != topic:
                topic = row.topic
                options.append(Option(plain(topic, "bold $text-accent"), disabled=True))
            options.append(Option(self._line(row, wide), id=row.id))
        if not shown:
            none = "No question fits." if self._rows else "No questions."
            options = [Option(plain(none, "dim"), disabled=True)]
        with self.prevent(OptionList.OptionHighlighted):
            self._list.set_options(options)
            if shown:
                ids = [option.id for option in options]
                self._list.highlighted = ids.index(before if before in ids and before else shown[0].id)
        many = plural(len(self._rows), "question")
        drilled = sum(1 for row in self._rows if self._done.get(row.id))
        self.title_line.set(right=f"{len(shown)} of {many}" if words else f"{many} · {drilled} drilled")
        self._show_entry()

    def _line(self, row: Row, wide: int) -> Content:
        done = self._done.get(row.id, 0)
        line = join(
            (f"{f'{done}×' if done else '':>3} ", "dim"),
            f" {row.id:<{wide}}  ",
            dots(row),
            (f"  {row.needs or '':<9}  {row.verb or '':<7}", "dim"),
        )
        return lines(line, join(("     " + row.text, "dim"))) if self._shows_text(row) else line

    def _shows_text(self, row: Row) -> bool:
        return self._texts or row.id in self._read or bool(self._done.get(row.id))

    def _haystack(self, row: Row) -> str:
        words = [row.topic, row.id, row.needs or "", row.verb or "", row.text if self._shows_text(row) else ""]
        return folded(" ".join(words))

    # the reader

    def _show_entry(self) -> None:
        """Put what is highlighted into the reader, as far as it may be seen."""
        row = self._row
        entry = self.query_one("#entry", Static)
        if row is None:
            entry.update("")
            return
        done = self._done.get(row.id, 0)
        try:
            question = self.desk.bank.question(row.id)
        except BankError as error:
            entry.update(plain(str(error)))
            return
        keymap = self.desk.settings.keymap
        hints = Hints(*(spelled(keys_of(f"bank.{name}", keymap)[0]) for name in ("text", "spoil", "drill")))
        whole = bool(done) or row.id in self._spoiled
        text = whole or self._shows_text(row)
        width = self._reader.wraps_at
        entry.update(entry_content(row, question, done, text=text, whole=whole, hints=hints, width=width))

    def on_reader_widened(self) -> None:
        """Wrap anew."""
        self._show_entry()

    def on_option_list_option_highlighted(self) -> None:
        """The reader follows the list."""
        self._ask(None)
        self._show_entry()
        self._reader.scroll_home(animate=False)

    def on_option_list_option_selected(self) -> None:
        """A click reads."""
        self.action_open()

    # keys

    def action_open(self) -> None:
        """Read what is highlighted; where something was asked: yes."""
        row = self._row
        if self._asking is not None:
            self._spoiled.add(self._asking)
            self._ask(None)
            self._show_entry()
        elif row is not None:
            self.add_class("-reading")
            self._reader.focus()

    def action_text(self) -> None:
        """Show or hide the texts of questions not drilled yet; in the reader this one's."""
        row = self._row
        if row is not None and self._reader.has_focus:
            if self._done.get(row.id) or row.id in self._spoiled:
                self.say("The text of a question you have drilled stays.")
                return
            if self._texts:
                self._texts = False
                self._read.clear()
            else:
                self._read ^= {row.id}
        else:
            self._texts = not self._texts
            self._read.clear()
        self._fill()

    def action_spoil(self) -> None:
        """Show the map of a question not drilled yet, after asking once."""
        row = self._row
        if row is None:
            self.say("There is no question to show.")
        elif self._done.get(row.id) or row.id in self._spoiled:
            self.action_open()
        elif not row.mapped:
            self.say("This question has no map.")
        else:
            self.action_open()
            self._ask(row.id)

    def _ask(self, id_: str | None) -> None:
        if id_ != self._asking:
            self._asking = id_
            self.query_one("#ask", Static).update(join((_SPOILS, "bold"), "  Enter yes · esc no") if id_ else "")
            self.set_class(id_ is not None, "-asking")
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter stands in the footer where it does something."""
        return action != "open" or self._asking is not None or not self._reader.has_focus

    def action_drill(self) -> None:
        """To the ready card of a drill on this question."""
        row, settings = self._row, self.desk.settings
        if row is None:
            self.say("There is no question to drill.")
            return
        minutes = settings.minutes if settings.form == "single" else None
        try:
            plan = make_plan(self.desk.bank, settings.form, question=row.id, minutes=minutes, done=self._done)
        except PlanError as error:
            self.say(str(error), wrong=True)
            return
        from brainstorm.tui.ready import ReadyPage

        self.app.push_screen(ReadyPage(plan))

    def action_filter(self) -> None:
        """Type to filter."""
        self._ask(None)
        self.remove_class("-reading")
        self.add_class("-filtering")
        self._filter.focus()

    def on_input_changed(self, message: Input.Changed) -> None:
        """The list follows what is typed."""
        self._ask(None)
        self._fill()

    def on_input_submitted(self) -> None:
        """Enter in the filter goes to the list."""
        self._list.focus()

    def on_key(self, event: events.Key) -> None:
        """From the filter down into the list."""
        if event.key in ("down", "up") and self._filter.has_focus:
            event.stop()
            self._list.focus()

    def action_back(self) -> None:
        """One step back: what was asked, the reader, the filter, the page."""
        if self._asking is not None:
            self._ask(None)
        elif self._reader.has_focus or (self.has_class("-reading") and not self._filter.has_focus):
            self.remove_class("-reading")
            self._list.focus()
        elif self.has_class("-filtering"):
            self._filter.value = ""
            self.remove_class("-filtering")
            self._list.focus()
        else:
            super().action_back()
