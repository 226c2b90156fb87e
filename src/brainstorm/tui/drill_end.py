"""How a drill ends on the screen: at the bell, or by leaving before it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from textual import _time, events

from brainstorm.drill import commands as do
from brainstorm.drill.decide import may
from brainstorm.report.words import tally

if TYPE_CHECKING:
    from brainstorm.tui.drill import DrillPage
    from brainstorm.tui.guess import Guess

QUIET = 0.7
"""Seconds without a key after the bell before Enter is taken for an answer to it."""


class DrillEnd:
    """The ways out of a running drill. Its page stays where it is until the debrief takes its place."""

    def __init__(self, page: DrillPage) -> None:
        self._page = page
        self._rings = math.inf
        self._guess: Guess | None = None

    def expect(self) -> None:
        """Note when, by the keys' clock, the bell will ring."""
        page = self._page
        self._rings = _time.get_time() + page.session.seconds - page.drill.t

    def ask_to_leave(self) -> None:
        """Ask before a running drill is left."""
        page = self._page
        self._to_top()
        if page.session.ended is not None:
            self._to_debrief()
            return
        page.give_back()
        page.menu.show(page.drill, page.own_keys)
        page.menu.ask_to_leave()
        page.say_menu()

    def leave(self) -> None:
        """Leave the program, the drill unfinished."""
        page = self._page
        self.stop()
        again = "`brainstorm` offers to go on" if may(page.session, "pause") else "`brainstorm` offers to close it"
        page.brainstorm.last_words = f"Left unfinished with {tally(page.session)}, nothing is lost; {again}."
        page.app.exit()

    def stop(self) -> None:
        """Write down what stands in the input, and let go."""
        page = self._page
        if page.session.running:
            page.drill.do(do.Stop(page.input.draft), wait=True)
        elif page.input.value:
            page.drill.do(do.Late(page.input.value), wait=True)
        if self._guess is not None:
            self._guess.stop()
        page.brainstorm.keep(page.drill)

    def _to_top(self) -> None:
        """Nothing lies over the drill any more: no help page, no palette."""
        page = self._page
        while page in page.app.screen_stack and page.app.screen is not page:
            page.app.pop_screen()

    def ring(self, why: str) -> None:
        """The drill has ended: the bell, or the person's own wish."""
        from brainstorm.tui.guess import Guess

        page = self._page
        self._guess = Guess(page.brainstorm.desk, page.session)
        self._guess.warm()  # the encoder loads while the person comes to the debrief
        page.give_back()
        self._to_top()
        if why != "time":
            self._to_debrief()
            return
        bell = page.brainstorm.desk.settings.bell
        if bell != "none":
            page.add_class("-bell")
        if bell == "sound":
            page.app.bell()
        page.prompt("‖")
        page.hear("")
        self.say()

    def say(self, before: str = "") -> None:
        """Where one stands after the bell."""
        self._page.say(f"{before}Time. Enter for the debrief; what you are typing is kept.")

    def key(self, event: events.Key, last_key: float) -> bool:
        """Keys that still arrive go to the cut-off text; Enter is an answer only after a moment's quiet."""
        page = self._page
        quiet = event.time - max(last_key, self._rings) >= QUIET
        if event.key not in ("enter", "escape"):
            return False
        if event.key == "enter" and event.time < self._rings:
            # It was read before the end, so the line counts, although the bell was quicker here.
            page.drill.do(do.Late(page.input.take()))
            page.drill.do(do.CountCutOff())
            page.show_entry(page.session.next_n - 1)
        elif quiet:
            self._to_debrief()
        return True

    def _to_debrief(self) -> None:
        from brainstorm.tui.debrief import DebriefPage

        page = self._page
        page.drill.do(do.Late(page.input.value))
        page.brainstorm.leaving = None
        page.brainstorm.turn_to(DebriefPage(page.drill, self._guess))
