"""What the drill's page does with an answer of its menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from brainstorm.drill import commands as do
from brainstorm.tui.drill_menu import Answer

if TYPE_CHECKING:
    from brainstorm.tui.drill import DrillPage


class DrillChoices:
    """The hand behind the menu."""

    def __init__(self, page: DrillPage) -> None:
        self._page = page

    def choose(self, answer: Answer) -> None:
        """Do what was chosen."""
        page = self._page
        draft = page.input.draft
        match answer:
            case Answer.PAUSE:
                page.do(do.Resume() if page.session.paused else do.Pause(draft))
            case Answer.NEXT:
                page.do(do.Next(draft))
            case Answer.STRIKE:
                self._strike_last()
            case Answer.END:
                page.do(do.End("done", draft))
            case Answer.LEAVE:
                page.end.leave()
            case Answer.ASK:
                page.input.lend()
                self._say_menu_question()
            case Answer.GIVEN:
                given = page.input.value
                page.input.give_back()
                self._given(given)
            case Answer.TAKEN_BACK:
                page.input.give_back()

    def _say_menu_question(self) -> None:
        self._page.menu.ask()
        self._page.say_menu()

    def _given(self, text: str) -> None:
        if self._page.menu.asking == "dry":
            digits = text.strip()
            self._page.do(do.SayDry(int(digits) if digits.isdigit() and len(digits) < 7 else None))
        else:
            self._move_to(text.strip())

    def _strike_last(self) -> None:
        last = self._page.session.entries[-1:]
        if not last:
            self._page.say("(there is nothing to strike yet)")
            return
        entry = last[0]
        self._page.do(do.Restore(entry.n) if entry.struck else do.Strike(entry.n))

    def _move_to(self, folder: str) -> None:
        from brainstorm.practice.drill import CannotRecordError

        if not folder:
            return
        try:
            self._page.drill.move_to(Path(folder).expanduser().absolute())
        except CannotRecordError as error:
            self._page.say(str(error))
            return
        self._page.say(f"Recording in {self._page.drill.path.parent.parent} now, everything so far included.")
        self._page.show_disk()
