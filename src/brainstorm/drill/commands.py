"""What a person, or the clock, can ask of a running drill.

Named tuples: nothing compares them, and twenty dataclasses would cost every start ten milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from brainstorm.session.events import Labelled, Started

if TYPE_CHECKING:
    from brainstorm.bank import Interviewer

SILENCES = (15.0, 30.0, 45.0)
"""Seconds of silence after which a lens, a holding sentence and the dumb version are offered."""


class Material(NamedTuple):
    """What `prompts/` offers a drill: the questions drawn for it, in order, and the cues.

    Attributes:
        questions: Whole bank entries; the first is asked at the start.
        lenses: (id, wordings) of each lens.
        interviewer: What the interviewer says, and the sentences of the silence ladder.
        silences: Seconds of silence after which each rung of that ladder comes.
    """

    questions: tuple[Mapping[str, Any], ...] = ()
    lenses: tuple[tuple[str, tuple[str, ...]], ...] = ()
    interviewer: Interviewer | None = None
    silences: tuple[float, ...] = SILENCES


class Begin(NamedTuple):
    """Start the clock: the first question is on screen now. `talk`: it waits for `Open`, after some small talk."""

    started: Started
    talk: bool = False


class Talk(NamedTuple):
    """The interviewer says something before the clock runs."""

    move: str
    text: str
    id: str = ""


class Reply(NamedTuple):
    """The person says something before the clock runs."""

    text: str


class Open(NamedTuple):
    """The small talk is over: the first question is on screen now."""


class Enter(NamedTuple):
    """A line was entered. `first_key`: drill seconds of its first key; `aloud`: an empty line, said instead."""

    text: str
    first_key: float | None = None
    via: str = "key"
    build: bool = False
    aloud: bool = False


class EnterAll(NamedTuple):
    """Lines that came at one moment, from a pipe: the words of each, and whether it is a build."""

    lines: tuple[tuple[str, bool], ...]
    via: str = "pipe"


class Tick(NamedTuple):
    """Time has passed; `draft` stands in the input.

    `key`: drill seconds of the last key; None where keys are not seen before their Enter.
    """

    draft: str = ""
    key: float | None = None


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
    | Talk
    | Reply
    | Open
    | Enter
    | EnterAll
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
