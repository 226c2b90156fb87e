"""What a person, or the clock, can ask of a running drill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from brainstorm.session.events import Started


@dataclass(frozen=True, slots=True)
class Material:
    """What `prompts/` offers a drill: the questions drawn for it, in order, and the cues.

    Attributes:
        questions: Whole bank entries; the first is asked at the start.
        lenses: (id, wordings) of each lens.
    """

    questions: tuple[Mapping[str, Any], ...] = ()
    lenses: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Begin:
    """Start the clock: the first question is on screen now."""

    started: Started


@dataclass(frozen=True, slots=True)
class Enter:
    """A line was entered. `first_key`: drill seconds of its first key; `aloud`: an empty line, said instead."""

    text: str
    first_key: float | None = None
    via: str = "key"
    build: bool = False
    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; `draft` stands in the input."""

    draft: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """On to the next question."""

    draft: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop the clock."""

    draft: str = ""


@dataclass(frozen=True, slots=True)
class Resume:
    """Start the clock again."""


@dataclass(frozen=True, slots=True)
class Away:
    """Nobody was there for a while that has been taken off the clock."""


@dataclass(frozen=True, slots=True)
class Revise:
    """Entry `n` reads `text` now."""

    n: int
    text: str


@dataclass(frozen=True, slots=True)
class Strike:
    """Entry `n` doesn't count."""

    n: int


@dataclass(frozen=True, slots=True)
class Restore:
    """Entry `n` counts again."""

    n: int


@dataclass(frozen=True, slots=True)
class AskCue:
    """A cue, please."""


@dataclass(frozen=True, slots=True)
class SayDry:
    """Nothing comes any more; `bet`: how many more ideas are expected all the same."""

    bet: int | None = None


@dataclass(frozen=True, slots=True)
class End:
    """End the drill early: done or eof."""

    why: str = "done"
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """The program must leave now; the drill stays unfinished."""

    draft: str = ""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Go on with an unfinished drill."""


@dataclass(frozen=True, slots=True)
class Close:
    """End an unfinished drill where it was left."""


@dataclass(frozen=True, slots=True)
class Late:
    """What had been typed when the keys fell silent after the bell."""

    text: str


@dataclass(frozen=True, slots=True)
class CountCutOff:
    """The cut-off line counts."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The best entries, and how new they were for the person, 1 to 5; None: skipped."""

    best: tuple[int, ...] | None = None
    self: int | None = None


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
)
