"""The debrief's ladder: a fixed order of rungs, and how somebody moves on it.

Nothing of a later rung can be seen before the rung is reached; going back is possible; a rung can be skipped, on
purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from brainstorm.practice.debrief import cut_off_open, marks_without_words
from brainstorm.session.session import Session

WORDS, CUT_OFF, BEST, NUMBERS, COVERED = "words", "cut off", "best", "numbers", "covered"
CHOICE, ASKS, REVEAL = "choice", "asks", "reveal"

ORDER = (WORDS, CUT_OFF, BEST, NUMBERS, COVERED, CHOICE, ASKS, REVEAL)
"""The rungs, first to last: words for marks, does the cut-off line count, best three and self-rating, numbers and
timeline, where the ideas went with labels to change, another go or not, the untouched angles as questions, then common
ideas, examples and sources."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where somebody stands.

    Attributes:
        rungs: The rungs of this debrief; those with nothing to ask are left out.
        place: Index of the rung that is shown.
        furthest: Index of the furthest rung that was reached; going back doesn't unsee it.
    """

    rungs: tuple[str, ...]
    place: int = 0
    furthest: int = 0

    @property
    def rung(self) -> str:
        """The rung that is shown."""
        return self.rungs[self.place]

    @property
    def last(self) -> bool:
        """Whether no rung follows."""
        return self.place == len(self.rungs) - 1

    @property
    def seen(self) -> tuple[str, ...]:
        """The rungs that were shown."""
        return self.rungs[: self.furthest + 1]

    def on(self) -> Ladder:
        """One rung further, or the same at the end."""
        place = min(self.place + 1, len(self.rungs) - 1)
        return replace(self, place=place, furthest=max(self.furthest, place))

    def back(self) -> Ladder:
        """One rung back, or the same at the start."""
        return replace(self, place=max(self.place - 1, 0))


def ladder(session: Session) -> Ladder:
    """The ladder for the debrief of `session`, standing on its first rung."""
    mapped = any(question.entry.get("angles") for question in session.questions)
    ideas = any(session.counted())
    there = {
        WORDS: bool(marks_without_words(session)),
        CUT_OFF: cut_off_open(session) is not None,
        BEST: ideas,
        NUMBERS: True,
        COVERED: ideas,
        CHOICE: ideas,
        ASKS: True,
        REVEAL: mapped or any(question.entry.get("sources") for question in session.questions),
    }
    return Ladder(tuple(rung for rung in ORDER if there[rung]))
