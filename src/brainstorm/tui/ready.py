"""The ready card: what is about to happen. The question is not on it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from brainstorm.bank import BankError
from brainstorm.history.recent import recent, wordings
from brainstorm.practice.drill import CannotRecordError, begin
from brainstorm.practice.goal import goal
from brainstorm.practice.plan import Plan, PlanError, settled
from brainstorm.practice.talk import SmallTalk, talk_before
from brainstorm.report.words import length, plural
from brainstorm.tui.keys import bindings
from brainstorm.tui.page import Page, Sheet
from brainstorm.tui.talk import TalkBox
from brainstorm.tui.texts import hung, join, plain

_FIRST_TIME = (
    "Say whatever comes, one idea a line; Enter records it, and nothing recorded is ever lost.",
    "Don't judge and don't polish while the clock runs: how fast, how broad and how new comes after.",
)
_KEY = "$text-accent"


class ReadyPage(Page):
    """Form, length, keys and rules; Enter starts the clock."""

    PAGE = "ready"
    BINDINGS = bindings("ready")
    CSS_PATH = "ready.tcss"
    AUTO_FOCUS = "#card"

    def __init__(self, plan: Plan, another: Callable[[], Plan] | None = None) -> None:
        """`another` plans the same drill with another question; None where the question was chosen by name."""
        super().__init__()
        self._plan = plan
        self._another = another
        self._drawn = 1
        self._starting = False
        self._settled = False
        self._wants_start = False

    def heading(self) -> tuple[str, str]:
        """Form and length."""
        return self._plan.form.name, length(self._plan.seconds)

    def body(self) -> ComposeResult:
        """The card."""
        with Sheet(id="card"):
            yield Static(id="words", markup=False)

    def on_mount(self) -> None:
        """Look at the sessions so far, in a thread: how many ideas to aim for, what an interviewer said lately."""
        self._settle()

    def _settle(self) -> None:
        self._settled = False
        plan = self._plan
        self.run_worker(lambda: self._look(plan), thread=True, exit_on_error=False, exclusive=True)

    def _look(self, plan: Plan) -> None:
        archive, form = self.desk.archive, plan.form.id
        made = settled(plan, silences=self.desk.settings.silences)
        with contextlib.suppress(Exception):  # whatever is wrong with old sessions, a new one can be started
            said = wordings(archive, form) if plan.interviewed else ()
            aim = goal(recent(archive, form), form, plan.seconds)
            made = settled(plan, excluded=said, goal=aim, silences=self.desk.settings.silences)
        if self.is_attached:
            self.app.call_from_thread(self._ready, plan, made)

    def _ready(self, before: Plan, made: Plan) -> None:
        if self._plan is not before or not self.is_attached:
            return
        self._plan, self._settled = made, True
        self._show()
        if self._wants_start:
            self._start()
        else:
            self.call_later(self._begin_talk, talk_before(made))

    async def _begin_talk(self, talk: SmallTalk | None) -> None:
        await self.query(TalkBox).remove()
        if talk is not None and not self._starting:
            await self.mount(TalkBox(talk), after="#card")
        self.refresh_bindings()

    @property
    def _box(self) -> TalkBox | None:
        found = self.query(TalkBox)
        return found.first() if found else None

    def on_resize(self) -> None:
        """The lines fit the width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        self.query_one("#words", Static).update(self._content())

    def _content(self) -> Content:
        plan, form = self._plan, self._plan.form
        width = self.query_one("#card", Sheet).columns
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
        parts += [Content(""), *(hung(plain(f"  {key:<6} ", _KEY), words, width) for key, words in self._keys())]
        if plan.asks:
            parts += [Content(""), join(("Where you did not look:", "bold"))]
            parts += [hung(plain("  ? ", _KEY), ask, width) for ask in plan.asks]
        if self.desk.first_time:
            parts.append(Content(""))
            parts += [hung(plain("· ", _KEY), line, width) for line in (*_FIRST_TIME, self._stuck)]
        parts += [Content(""), join(("Enter starts the clock; the question comes with it.", "bold $text-accent"))]
        return Content("\n").join(parts)

    @property
    def _cues(self) -> bool:
        return self._plan.form.help == "ladder" and not self._plan.switches.get("exam")

    @property
    def _stuck(self) -> str:
        return "Stuck? Type a bad idea." + (" Then type ? for a cue." if self._cues else " It often brings a good one.")

    def _keys(self) -> list[tuple[str, str]]:
        form = self._plan.form
        rows = [
            ("enter", "records a line; on an empty line: an idea said aloud"),
            ("+", "at the start of a line builds on the idea before"),
        ]
        if self._cues:
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
        return rows

    def action_start(self) -> None:
        """Start the clock, once."""
        self._wants_start = True
        if self._settled:
            self._start()

    def on_talk_box_start(self, event: TalkBox.Start) -> None:
        """Enter on an empty line of the small talk."""
        event.stop()
        self.action_start()

    def on_descendant_focus(self) -> None:
        """While somebody answers, letters are letters."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No other question in the middle of small talk."""
        return not (action == "another" and self._box is not None and self._box.answering)

    def _start(self) -> None:
        if self._starting:
            return
        self._starting = True
        from brainstorm.tui.drill import DrillPage

        try:
            page = DrillPage()
            drill = begin(self.desk.places.sessions.path, self._plan, input_="typed", changed=page.disk_changed)
        except CannotRecordError as error:
            self._starting = self._wants_start = False
            self.say(str(error), wrong=True)
            return
        talk = self._box.close() if self._box is not None else talk_before(self._plan)
        if talk is not None:
            talk.lead_in()
            for command in talk.said:
                drill.do(command)
        drill.open()
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
        self._show()
        self._settle()
