"""The picker: form, question, minutes. Texts stay hidden until the clock starts, unless asked for."""

from __future__ import annotations

import random

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from brainstorm.bank import BankError, Row
from brainstorm.practice.again import AGAIN
from brainstorm.practice.plan import LONGEST, SHORTEST, Plan, PlanError, make_plan
from brainstorm.report.words import plural
from brainstorm.tui.choice import Choice
from brainstorm.tui.keys import bindings
from brainstorm.tui.ordered_input import OrderedInput
from brainstorm.tui.page import Page
from brainstorm.tui.texts import join, plain

_DRAW = "draw one for me"
_STARS = {1: "●○○ warm-up", 2: "●●○ standard", 3: "●●● hard"}


class PickerPage(Page):
    """Choose what to practise."""

    PAGE = "picker"
    BINDINGS = bindings("picker")
    CSS_PATH = "picker.tcss"
    AUTO_FOCUS = "#questions"

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Row] = []
        self._done: dict[str, int] = {}
        self._texts = False

    def heading(self) -> tuple[str, str]:
        """What this is."""
        return "Choose a drill", ""

    def body(self) -> ComposeResult:
        """Two lines of choices, the questions, the text of one."""
        bank, settings = self.desk.bank, self.desk.settings
        with Horizontal(classes="choices"):
            yield Choice(
                "Form", [(form.id, form.name) for form in bank.forms if form.id != AGAIN], settings.form, id="form"
            )
            yield Static("Minutes ", classes="label", markup=False)
            yield OrderedInput(self._minutes_of(settings.form), id="minutes")
            yield Choice("", [("", "any"), ("unseen", "unseen"), ("again", "done before")], id="seen")
        with Horizontal(classes="choices"):
            yield Choice("Topic", [("", "any"), *((topic, topic) for topic in bank.topics)], id="topic")
            needs = ("black-box", "some-ml", "deep")
            yield Choice("Needs", [("", "any"), *((one, one) for one in needs)], id="needs")
            yield Choice("", [("", "any difficulty"), *((str(k), v) for k, v in _STARS.items())], id="difficulty")
        yield OptionList(id="questions", markup=False, compact=True)
        yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """List the questions; how often each was done follows from a thread."""
        self._fill()
        self.run_worker(self._count, thread=True, exit_on_error=False)

    def on_resize(self) -> None:
        """In a small window, what has the focus stays in sight."""
        if self.focused is not None:
            self.call_after_refresh(self.call_after_refresh, self.focused.scroll_visible, animate=False)

    def _count(self) -> None:
        done = {id_: one.times for id_, one in self.desk.archive.done().items()}
        if self.is_attached:
            self.app.call_from_thread(self._counted, done)

    def _counted(self, done: dict[str, int]) -> None:
        self._done = done
        self._fill()

    def _minutes_of(self, form: str) -> str:
        minutes = self.desk.settings.minutes if form == "single" else self.desk.bank.form(form).seconds / 60
        return f"{minutes:g}"

    def _value(self, id_: str) -> str:
        return self.query_one(f"#{id_}", Choice).value

    def _fits(self, row: Row) -> bool:
        seen, times = self._value("seen"), self._done.get(row.id, 0)
        return (
            self._value("topic") in ("", row.topic)
            and self._value("needs") in ("", row.needs)
            and self._value("difficulty") in ("", str(row.difficulty))
            and not (seen == "unseen" and times)
            and not (seen == "again" and not times)
        )

    def _fill(self) -> None:
        listed = self.query_one("#questions", OptionList)
        before = listed.highlighted
        kept = self._shown[before - 1].id if before else None
        self._shown = [row for row in self.desk.bank.rows if self._fits(row)]
        listed.clear_options()
        listed.add_option(Option(join(("▸ ", "$text-accent"), (_DRAW, "bold")) if self._shown else plain("none fits")))
        listed.add_options([Option(self._line(row)) for row in self._shown])
        place = next((i for i, row in enumerate(self._shown, start=1) if row.id == kept), 0)
        listed.highlighted = place
        self.title_line.set(right=plural(len(self._shown), "question"))
        self._preview()

    def _line(self, row: Row):  # type: ignore[no-untyped-def]
        times = self._done.get(row.id, 0)
        seen = f"done {times}×" if times else "unseen"
        mark = {1: "●○○", 2: "●●○", 3: "●●●"}.get(row.difficulty or 0, "   ")
        return join(
            f"  {row.id:<36} ",
            (f"{mark}  {row.needs or '':<10} {row.verb or '':<8} {seen}", "$text-muted"),
        )

    def _row(self) -> Row | None:
        place = self.query_one("#questions", OptionList).highlighted
        return self._shown[place - 1] if place else None

    def _preview(self) -> None:
        row = self._row()
        box = self.query_one("#preview", Static)
        box.display = self._texts
        if self._texts:
            box.update(plain(row.text if row else "A question is drawn from the list, done least often first."))

    def on_option_list_option_highlighted(self) -> None:
        """Another question is under the cursor."""
        self._preview()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on a question."""
        event.stop()
        self.action_start()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A filter or the form was changed."""
        if event.choice.id == "form":
            self.query_one("#minutes", Input).value = self._minutes_of(event.choice.value)
        else:
            self._fill()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter on the minutes starts."""
        event.stop()
        self.action_start()

    def action_text(self) -> None:
        """Show or hide the texts."""
        self._texts = not self._texts
        self._preview()

    def action_another(self) -> None:
        """Move to a question drawn by chance, unread."""
        if self._shown:
            others = [i for i in range(1, len(self._shown) + 1) if i != self.query_one(OptionList).highlighted]
            self.query_one("#questions", OptionList).highlighted = random.SystemRandom().choice(others or [1])

    def action_start(self) -> None:
        """To the ready card."""
        from brainstorm.tui.ready import ReadyPage

        row = self._row()
        try:
            plan = self._plan(row.id if row else None)
        except (PlanError, BankError) as error:
            self.say(str(error), wrong=True)
            return
        self.app.push_screen(ReadyPage(plan, lambda: self._plan(None)))

    def _plan(self, question: str | None) -> Plan:
        typed = self.query_one("#minutes", Input).value.strip().replace(",", ".")
        try:
            minutes = float(typed)
        except ValueError:
            raise PlanError(f"minutes: a number from {SHORTEST} to {LONGEST:g}, not “{typed}”") from None
        if question is None and not self._shown:
            raise PlanError("no question fits; widen the choices")
        return make_plan(
            self.desk.bank,
            self._value("form"),
            question=question,
            among=None if question else {row.id for row in self._shown},
            minutes=minutes,
            done=self._done,
        )
