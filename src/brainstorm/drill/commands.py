"""What a person, or the clock, can ask of a running drill.

Named tuples: nothing compares them, and twenty dataclasses would cost every start ten milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from brainstorm.session.events import Labelled, Started


class Material(NamedTuple):
    """What `prompts/` offers a drill: the questions drawn for it, in order, and the cues.

    Attributes:
        questions: Whole bank entries; the first is asked at the start.
        lenses: (id, wordings) of each lens.
    """

    questions: tuple[Mapping[str, Any], ...] = ()
    lenses: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Begin(NamedTuple):
    """Start the clock: the first question is on screen now."""

    started: Started


class Enter(NamedTuple):
    """A line was entered. `first_key`: drill seconds of its first key; `aloud`: an empty line, said instead."""

    text: str
    first_key: float | None = None
    via: str = "key"
    build: bool = False
    aloud: bool = False


class Tick(NamedTuple):
    """Time has passed; `draft` stands in the input."""

    draft: str = ""


class Next(NamedTuple):
    """On to the next question."""

    draft: str = ""


class Pause(NamedTuple):
    """Stop the clock."""

    draft: str = ""


class Resume(NamedTuple):
    """Start the clock again."""


class Away(NamedTuple):
    """Nobody was there for a while that has been taken off the clock."""


class Revise(NamedTuple):
    """Entry `n` reads `text` now."""

    n: int
    text: str


class Strike(NamedTuple):
    """Entry `n` doesn't count."""

    n: int


class Restore(NamedTuple):
    """Entry `n` counts again."""

    n: int


class AskCue(NamedTuple):
    """A cue, please."""


class SayDry(NamedTuple):
    """Nothing comes any more; `bet`: how many more ideas are expected all the same."""

    bet: int | None = None


class End(NamedTuple):
    """End the drill early: done or eof."""

    why: str = "done"
    draft: str = ""


class Stop(NamedTuple):
    """The program must leave now; the drill stays unfinished."""

    draft: str = ""


class Reopen(NamedTuple):
    """Go on with an unfinished drill."""


class Close(NamedTuple):
    """End an unfinished drill where it was left."""


class Late(NamedTuple):
    """What had been typed when the keys fell silent after the bell."""

    text: str


class CountCutOff(NamedTuple):
    """The cut-off line counts."""


class Rate(NamedTuple):
    """The best entries, and how new they were for the person, 1 to 5; None: skipped."""

    best: tuple[int, ...] | None = None
    self: int | None = None


class AddLabels(NamedTuple):
    """Labels, by hand or by a model, once the drill is over."""

    event: Labelled


class Note(NamedTuple):
    """These rungs of the debrief have been shown."""

    rungs: tuple[str, ...]


Command = (
    Begin
    | Enter
    | Tick
    | Next
    | Pause
    | Resume
    | Away
    | Revise
    | Strike
    | Restore
    | AskCue
    | SayDry
    | End
    | Stop
    | Reopen
    | Close
    | Late
    | CountCutOff
    | Rate
    | AddLabels
    | Note
)
