"""Home: what is unfinished, what to do today, the last fortnight, and where everything else is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from brainstorm.bank import BankError
from brainstorm.drill import commands as do
from brainstorm.history.archive import Found
from brainstorm.history.index import IndexFailure, ask
from brainstorm.history.recall import past
from brainstorm.history.suggest import Past, Suggestion, draw_counts, suggest
from brainstorm.practice.again import Offer, best_question, offer, plan_again
from brainstorm.practice.drill import CannotRecordError, reopen
from brainstorm.practice.plan import Plan, PlanError, make_plan
from brainstorm.report.words import clock, length, plural, tally
from brainstorm.session.journal import JournalError, parse_time
from brainstorm.session.text import text_of
from brainstorm.tui.keys import bindings, keys_of, spelled
from brainstorm.tui.page import Page
from brainstorm.tui.readiness import ReadinessBlock
from brainstorm.tui.texts import join, plain

if TYPE_CHECKING:
    from brainstorm.tui.keys import Key

_DAYS = 14
_MENU = ("home.start", "home.pick", "home.call", "home.review", "home.later", "home.bank", "home.settings", "home.quit")


_MANY = 200  # journals to be read, from which it is said how far that is


class _UnwantedError(Exception):
    """The page is gone; nobody waits for what is being read."""


class HomePage(Page):
    """The first page. It paints from file names; what needs their contents follows from a thread."""

    PAGE = "home"
    BINDINGS = bindings("home")
    CSS_PATH = "home.tcss"
    AUTO_FOCUS = "#menu"

    def __init__(self) -> None:
        super().__init__()
        self._unfinished: Found | None = None
        self._aside: set[str] = set()
        self._suggestion: Suggestion | None = None
        self._past = Past()
        self._why_not = ""
        self._again: Offer | None = None

    def body(self) -> ComposeResult:
        """Unfinished, today, menu, fortnight."""
        with VerticalScroll(id="home", can_focus=False), Vertical(id="column"):
            yield Static(id="unfinished", markup=False)
            yield Static(id="today", markup=False)
            yield Static(id="again", markup=False)
            with Container(id="places"):
                yield OptionList(id="menu", markup=False, compact=True)
                with Vertical(id="past"):
                    yield Static(id="fortnight", markup=False)
                    yield ReadinessBlock()

    def on_mount(self) -> None:
        """Fill the menu."""
        self.query_one("#unfinished").display = False
        self.query_one("#again").display = False
        self._fill_menu()

    def on_screen_resume(self) -> None:
        """Look again whenever this page comes back."""
        self._look()
        self.query_one(ReadinessBlock).look(self.desk)
        self.brainstorm.say_notes()

    def _look(self) -> None:
        ids = self.desk.archive.ids()
        self.title_line.set("brainstorm", plural(len(ids), "session") if ids else "no sessions yet")
        self._show_fortnight(Counter(id_[:8] for id_ in ids))
        self._show_today(ready=False)
        self.run_worker(self._read, thread=True, exit_on_error=False, exclusive=True)

    def _read(self) -> None:
        """In a thread: what needs the contents of files."""
        archive, now = self.desk.archive, self.desk.now()
        unfinished = archive.unfinished(now)
        # Leaving the program waits for this thread, so it looks whether it is still wanted.
        worker = get_current_worker()

        def read(done: int, total: int) -> None:
            if worker.is_cancelled:
                raise _UnwantedError
            if total > _MANY and self.is_attached:
                self.app.call_from_thread(self._show_reading, done, total)

        try:
            known = ask(*self.desk.index, lambda db: past(db, now.date()), say=self.desk.notes.append, progress=read)
        except _UnwantedError:
            return
        except IndexFailure as error:
            known = Past(note=str(error))
        suggestion, why_not = None, "There are no questions in the bank."
        try:
            bank = self.desk.bank
            suggestion = suggest(bank.rows, bank.forms, known, now.date(), lambda id_: bank.question(id_).lenses)
        except BankError as error:
            why_not = f"No questions: {str(error).splitlines()[0]}"
        again = offer((found.reading for found in archive.all() if not worker.is_cancelled), now)
        if self.is_attached:
            self.app.call_from_thread(self._found, unfinished, suggestion, known, why_not, again)

    def _found(
        self,
        unfinished: Found | None,
        suggestion: Suggestion | None,
        known: Past,
        why_not: str,
        again: Offer | None,
    ) -> None:
        self._why_not, self._again = why_not, again
        if unfinished is not None and unfinished.path.stem in self._aside:
            unfinished = None
        self._unfinished, self._suggestion, self._past = unfinished, suggestion, known
        self._show_unfinished()
        self._show_today(ready=True)
        self._show_again()
        self.brainstorm.say_notes()

    # what is shown

    def _fill_menu(self) -> None:
        keymap = self.desk.settings.keymap
        table = {key.id: key for key in _menu_keys()}
        words = {
            "home.start": "Start today's drill",
            "home.bank": "The questions",
            "home.pick": "Choose a drill",
            "home.later": "Keep a later idea",
        }
        menu = self.query_one("#menu", OptionList)
        for id_ in _MENU:
            keys = spelled(keys_of(id_, keymap)[0])
            label = words.get(id_, table[id_].label)
            menu.add_option(Option(join(f"  {label:<22}", (f"{keys} ", "$text-muted")), id=id_))
        menu.highlighted = 0

    def _show_unfinished(self) -> None:
        box = self.query_one("#unfinished", Static)
        found = self._unfinished
        box.display = found is not None
        if found is None:
            return
        self.call_after_refresh(self.query_one("#home").scroll_home, animate=False, immediate=True)
        session = found.session
        started = parse_time(session.started_at)
        when = f" from {started:%H:%M}" if started else ""
        keymap = self.desk.settings.keymap
        offers = [("home.go_on", "go on")] if self._may_go_on else []
        offers += [("home.close", "close it"), ("home.set_aside", "leave it")]
        keys = [
            part
            for id_, words in offers
            for part in ((spelled(keys_of(id_, keymap)[0]), "bold $text-accent"), f" {words}   ")
        ]
        left = f", {clock(session.left)} left" if self._may_go_on else ""
        box.update(
            Content("\n").join(
                [
                    join(("Unfinished: ", "bold"), f"{session.form_name}{when}, {tally(session)}{left}"),
                    join(*keys),
                ]
            )
        )

    @property
    def _may_go_on(self) -> bool:
        found = self._unfinished
        return found is not None and found.session.form.get("pause") is True and found.session.left > 0

    def _show_today(self, *, ready: bool) -> None:
        suggestion = self._suggestion
        if suggestion is None:
            words = plain(self._why_not if ready else "…")
        else:
            minutes = self.desk.settings.minutes
            form = self.desk.bank.form(suggestion.form)
            seconds = minutes * 60 if form.id == "single" else form.seconds
            seen = "a question you haven't done" if not suggestion.times else f"done {plural(suggestion.times, 'time')}"
            words = join(f"{form.name} · {length(seconds)} · {suggestion.topic} · {seen}")
        known = self._past
        done = f"done: {plural(known.today, 'drill')}, {plural(known.ideas_today, 'idea')}; one more would be"
        lines = [join(("Today", "bold"), f"  {done}" if known.today and suggestion else ""), words]
        if suggestion is not None and suggestion.why:
            lines.append(join((f"{suggestion.why[0].upper()}{suggestion.why[1:]}.", "$text-muted")))
        if known.note:
            lines.append(join(known.note))
        self.query_one("#today", Static).update(Content("\n").join(lines))

    def _show_reading(self, done: int, total: int) -> None:
        """The index is being made: how far it is."""
        words = join(("Today", "bold"), f"\nReading your sessions: {done:,} of {total:,}…")
        self.query_one("#today", Static).update(words)

    def _show_again(self) -> None:
        """Another go at what was drilled from ten minutes to a day ago: a break may have worked on it."""
        box = self.query_one("#again", Static)
        box.display = self._again is not None
        if self._again is None:
            return
        session, ago = self._again
        topics = " and ".join(dict.fromkeys(text_of(x.entry, "topic") or x.id for x in session.questions))
        key = spelled(keys_of("home.again", self.desk.settings.keymap)[0])
        hours = round(ago / 3600)
        since = plural(hours, "hour") if hours > 1 else plural(round(ago / 60), "minute")
        box.update(join((f"{key} ", "bold $text-accent"), f"another go at {topics}, {since} after the first"))

    def _show_fortnight(self, days: Counter[str]) -> None:
        today = self.desk.now().date()  # the names of sessions are local time, too
        dates = [today - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)]
        done = [days.get(f"{day:%Y%m%d}", 0) for day in dates]
        marks = [("■ " if n else "· ", "$text-success" if n else "$text-muted") for n in done]
        letters = "".join(f"{day:%a}"[0] + " " for day in dates)
        count = sum(1 for n in done if n)
        said = f"practised on {count} of the last {_DAYS} days" if count else f"the last {_DAYS} days"
        self.query_one("#fortnight", Static).update(
            Content("\n").join([join(*marks), join((letters, "$text-muted")), plain(said)])
        )

    # what the keys do

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A menu line was chosen."""
        event.stop()
        action = next(key.action for key in _menu_keys() if key.id == event.option_id)
        if action == "app.leave":
            self.brainstorm.action_leave()
        else:
            getattr(self, f"action_{action}")()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """In a small window the menu comes into sight."""
        event.stop()
        if self.query_one("#home").scroll_y or event.option_list.highlighted:
            event.option_list.scroll_visible(animate=False, immediate=True)

    def action_start(self) -> None:
        """Start what is suggested."""
        suggestion = self._suggestion
        if suggestion is None:
            self.say(self._why_not or "One moment: still looking at your sessions.", wrong=bool(self._why_not))
            return
        self._ready(suggestion.form, suggestion.question)

    def action_call(self) -> None:
        """The call."""
        self._ready("call", None)

    def _ready(self, form: str, question: str | None) -> None:
        from brainstorm.tui.ready import ReadyPage

        try:
            plan = self._plan(form, question)
        except (PlanError, BankError) as error:
            self.say(str(error), wrong=True)
            return
        self.app.push_screen(ReadyPage(plan, lambda: self._plan(form, None)))

    def _plan(self, form: str, question: str | None) -> Plan:
        minutes = self.desk.settings.minutes if form == "single" else None
        counts = draw_counts(self._past.done, self.desk.now().date())
        return make_plan(self.desk.bank, form, question=question, minutes=minutes, done=counts)

    def action_again(self) -> None:
        """Another go, after a break."""
        if self._again is None:
            return
        from brainstorm.tui.ready import ReadyPage

        session, ago = self._again
        q = best_question(session)
        try:
            plan = plan_again(self.desk.bank, session, q or 1, ago, session.seen)
        except (PlanError, BankError) as error:
            self.say(str(error), wrong=True)
            return
        self.app.push_screen(ReadyPage(plan))

    def action_pick(self) -> None:
        """Choose a drill."""
        from brainstorm.tui.picker import PickerPage

        try:
            _ = self.desk.bank
        except BankError as error:
            self.say(str(error), wrong=True)
            return
        self.app.push_screen(PickerPage())

    def action_review(self) -> None:
        """Past sessions."""
        from brainstorm.tui.review import ReviewPage

        self.app.push_screen(ReviewPage())

    def action_later(self) -> None:
        """Keep an idea that came afterwards."""
        from brainstorm.tui.later import LaterPage

        self.app.push_screen(LaterPage())

    def action_bank(self) -> None:
        """The questions."""
        from brainstorm.tui.bank import BankPage

        self.app.push_screen(BankPage())

    def action_settings(self) -> None:
        """The settings."""
        from brainstorm.tui.settings import SettingsPage

        self.app.push_screen(SettingsPage())

    def action_go_on(self) -> None:
        """Go on with the unfinished drill."""
        if self._unfinished is None or not self._may_go_on:
            return
        from brainstorm.tui.drill import DrillPage

        page = DrillPage(resumed=True)
        try:
            page.drill = reopen(
                self._unfinished.path, self.desk.bank, silences=self.desk.settings.silences, changed=page.disk_changed
            )
        except (CannotRecordError, JournalError, BankError) as error:
            self.say(str(error), wrong=True)
            return
        self._unfinished = None
        self._show_unfinished()
        self.app.push_screen(page)

    def action_close_drill(self) -> None:
        """End the unfinished drill where it was left."""
        if self._unfinished is None:
            return
        try:
            drill = reopen(self._unfinished.path)
        except (CannotRecordError, JournalError) as error:
            self.say(str(error), wrong=True)
            return
        drill.do(do.Close(), wait=True)
        session = drill.session
        if drill.close():
            self.say(f"{session.id} cannot be written: {drill.trouble}", wrong=True)
            return
        self.say(f"Closed with {tally(session)}; it is in review.")
        self._look()

    def action_set_aside(self) -> None:
        """Don't show the unfinished drill again today."""
        if self._unfinished is not None:
            self._aside.add(self._unfinished.path.stem)
            self._unfinished = None
            self._show_unfinished()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys for an unfinished drill are there only with one."""
        if action in ("close_drill", "set_aside"):
            return self._unfinished is not None
        if action == "again":
            return self._again is not None
        return self._may_go_on if action == "go_on" else True


def _menu_keys() -> tuple[Key, ...]:
    from brainstorm.tui.keys import of_page

    return of_page("home")
