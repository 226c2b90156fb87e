"""The ready card: what is about to happen. The question is not on it."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from brainstorm.bank import BankError
from brainstorm.practice.drill import CannotRecordError, begin
from brainstorm.practice.plan import Plan, PlanError
from brainstorm.report.words import length, plural
from brainstorm.tui.keys import bindings
from brainstorm.tui.page import Page
from brainstorm.tui.texts import join, plain

_FIRST_TIME = (
    "Say whatever comes, one idea a line; Enter records it, and nothing recorded is ever lost.",
    "Don't judge and don't polish while the clock runs: how fast, how broad and how new comes after.",
    "Stuck? Type a bad idea. Then type ? for a cue.",
)


class ReadyPage(Page):
    """Form, length, keys and rules; Enter starts the clock."""

    PAGE = "ready"
    BINDINGS = bindings("ready")
    CSS_PATH = "ready.tcss"

    def __init__(self, plan: Plan, another: Callable[[], Plan] | None = None) -> None:
        """`another` plans the same drill with another question; None where the question was chosen by name."""
        super().__init__()
        self._plan = plan
        self._another = another
        self._drawn = 1
        self._starting = False

    def heading(self) -> tuple[str, str]:
        """Form and length."""
        return self._plan.form.name, length(self._plan.seconds)

    def body(self) -> ComposeResult:
        """The card."""
        with VerticalScroll(id="card", can_focus=False):
            yield Static(self._content(), id="words", markup=False)

    def _content(self) -> Content:
        plan, form = self._plan, self._plan.form
        parts: list[Content] = [plain(line) for line in form.about]
        parts.append(Content(""))
        asked = plural(form.questions, "question")
        topics = " and ".join(str(entry.get("topic", "")) for entry in plan.material.questions)
        about = f" on {topics}" if form.questions == 1 else ""
        drawn = f", drawn anew ({self._drawn})" if self._drawn > 1 else ""
        parts.append(join((f"{asked}{about} in {length(plan.seconds)}{drawn}.", "bold")))
        if plan.goal is not None:
            parts.append(join(f"Goal: {plural(plan.goal, 'idea')}, a little above your recent best."))
        switches = [name for name in ("blind", "exam") if plan.switches.get(name)]
        if switches:
            said = {"blind": "blind: each idea vanishes once entered", "exam": "exam: no help"}
            parts.append(join(*(f"{said[name]}. " for name in switches)))
        parts += [Content(""), *self._keys()]
        if self.desk.first_time:
            parts.append(Content(""))
            parts += [join(("· ", "$text-accent"), line) for line in _FIRST_TIME]
        parts += [Content(""), join(("Enter starts the clock; the question comes with it.", "bold $text-accent"))]
        return Content("\n").join(parts)

    def _keys(self) -> list[Content]:
        form = self._plan.form
        rows = [
            ("enter", "records a line; on an empty line: an idea said aloud"),
            ("+", "at the start of a line builds on the idea before"),
        ]
        if form.help != "none" and not self._plan.switches.get("exam"):
            rows.append(("?", "alone on a line asks for a cue"))
        if form.edit:
            rows.append(("↑", "edits the last line"))
        menu = [
            *(["pause"] if form.pause else []),
            "dry",
            *(["next question"] if form.turn != "none" else []),
            *(["strike"] if form.edit else []),
            "end",
        ]
        rows.append(("esc", f"a menu: {', '.join(menu)}"))
        return [join((f"  {key:<6}", "$text-accent"), words) for key, words in rows]

    def action_start(self) -> None:
        """Start the clock, once."""
        if self._starting:
            return
        self._starting = True
        from brainstorm.tui.drill import DrillPage

        try:
            page = DrillPage()
            drill = begin(self.desk.places.sessions.path, self._plan, input_="typed", changed=page.disk_changed)
        except CannotRecordError as error:
            self._starting = False
            self.say(str(error), wrong=True)
            return
        page.drill = drill
        self.brainstorm.turn_to(page)

    def action_another(self) -> None:
        """Draw another question."""
        if self._another is None:
            self.say("This question was chosen by name.")
            return
        try:
            self._plan = self._another()
        except (PlanError, BankError) as error:
            self.say(str(error), wrong=True)
            return
        self._drawn += 1
        self.query_one("#words", Static).update(self._content())
