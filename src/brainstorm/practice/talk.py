"""The small talk before a call: the interviewer asks something, whatever is answered does, and leads in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brainstorm.drill import commands as do
from brainstorm.drill.moves import small_talk
from brainstorm.practice.plan import Plan

if TYPE_CHECKING:
    from brainstorm.bank.interviewer import Exchange, Sentence

SECONDS = 20.0
"""Small talk is over after so long, answered or not."""


class SmallTalk:
    """One exchange, and what was said of it, for the journal.

    Attributes:
        said: Commands for the drill, in the order in which the lines were said.
        asked: The interviewer has begun.
        over: The interviewer has led in to the first question.
    """

    def __init__(self, exchange: Exchange, intro: Sentence) -> None:
        self._exchange, self._intro = exchange, intro
        self.said: list[do.Talk | do.Reply] = []
        self.asked = self.over = False

    def ask(self) -> str:
        """The interviewer's first line."""
        self.asked = True
        self.said.append(do.Talk("small-talk", self._exchange.line, self._exchange.id))
        return self._exchange.line

    def answer(self, text: str) -> str:
        """What the interviewer says to an answer."""
        self.said += [do.Reply(text), do.Talk("small-talk", self._exchange.reply, self._exchange.id)]
        return self._exchange.reply

    def aside(self, text: str) -> None:
        """Something said that gets no answer any more."""
        if text.strip():
            self.said.append(do.Reply(text))

    def lead_in(self) -> str:
        """What is said right before the first question."""
        if not self.over:
            self.over = True
            self.said.append(do.Talk("intro", self._intro.line, self._intro.id))
        return self._intro.line


def talk_before(plan: Plan) -> SmallTalk | None:
    """The small talk of `plan`; None where nobody is there to talk."""
    found = small_talk(plan.material, plan.seed, plan.excluded) if plan.interviewed else None
    return None if found is None else SmallTalk(*found)
