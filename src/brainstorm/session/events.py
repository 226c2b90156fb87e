"""What can happen in a session: one frozen dataclass for each type of journal line.

Fields without a default are what the line is worthless without. A field's annotation names its check in
`codec.CHECKS`, so it is written once. Times `t` are drill seconds and stand on the `Line`, not on the event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

Mapping_ = Mapping[str, Any]
Nth = int  # counts from 1
Seconds = float  # not negative, finite
Nths = tuple[int, ...]
Labels = tuple[Mapping[str, Any], ...]
Texts = tuple[str, ...]

Input = Literal["typed", "lines", "piped", "spoken", "imported"]
Via = Literal["key", "paste", "pipe", "voice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A drill begins: all that is fixed for its length. `form` is the whole form as it was then."""

    TYPE: ClassVar = "started"
    v: int = 1
    id: str
    app: str = ""
    form: Mapping_
    seconds: Seconds
    input: str = "typed"
    seed: int = 0
    switches: Mapping_ = field(default_factory=dict)
    goal: int | None = None
    again: Mapping_ | None = None
    excluded: Texts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question is on screen; `question` is the whole bank entry the first time, None when it comes back."""

    TYPE: ClassVar = "asked"
    q: Nth
    question: Mapping_ | None = None
    why: str = "start"
    cut_off: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """Something entered: an idea, a build (`builds_on`, or `answers` an interviewer's line) or a mark (`aloud`)."""

    TYPE: ClassVar = "idea"
    n: Nth
    q: Nth = 1
    text: str
    builds_on: int | None = None
    aloud: bool = False
    first_key: Seconds | None = None
    via: str = "key"
    answers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The words of entry `n` are now `text`; a mark gets its words this way."""

    TYPE: ClassVar = "revised"
    n: Nth
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """Entry `n` is listed but not counted."""

    TYPE: ClassVar = "struck"
    n: Nth


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """Entry `n` counts again."""

    TYPE: ClassVar = "restored"
    n: Nth


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One line shown to a stuck person: lens, ask, holding or dumb."""

    TYPE: ClassVar = "cue"
    kind: str
    id: str = ""
    text: str
    asked_for: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interviewer:
    """The interviewer's `k`th line."""

    TYPE: ClassVar = "interviewer"
    k: Nth
    move: str
    text: str
    by: str = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Said to the interviewer; not an idea."""

    TYPE: ClassVar = "aside"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """The clock stands: `you` asked for it, or you were `away`."""

    TYPE: ClassVar = "paused"
    why: str = "you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The clock goes on: `you`, `back` from away, or the session was `reopened`."""

    TYPE: ClassVar = "resumed"
    why: str = "you"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """Nothing else was written for a while; `draft` is what stands in the input."""

    TYPE: ClassVar = "beat"
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dry:
    """The person felt dry; `bet` is how many more ideas they expected in the time left."""

    TYPE: ClassVar = "dry"
    bet: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The drill is over: time, done, eof or closed. `cut_off` is the line that was not entered in time."""

    TYPE: ClassVar = "ended"
    why: str = "time"
    cut_off: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """What was still typed after the bell; takes the place of `Ended.cut_off`."""

    TYPE: ClassVar = "cut_off"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """The person's best entries (up to three) and "how new were these for you?" from 1 to 5; None: skipped."""

    TYPE: ClassVar = "rated"
    best: Nths | None = None
    self: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Labels from one source; design.md's *Labels* says which of them counts."""

    TYPE: ClassVar = "labelled"
    by: str
    with_: Mapping_ | None = None
    trust: Mapping_ | None = None
    usage: Mapping_ | None = None
    cost: Mapping_ | float | None = None
    figures: Mapping_ | None = None
    labels: Labels = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """An idea that came afterwards, on a walk, say. Outside every count."""

    TYPE: ClassVar = "later"
    n: Nth
    text: str
    where: str | None = None
    q: Nth = 1


Event = (
    Started
    | Asked
    | Idea
    | Revised
    | Struck
    | Restored
    | Cue
    | Interviewer
    | Aside
    | Paused
    | Resumed
    | Beat
    | Dry
    | Ended
    | CutOff
    | Rated
    | Labelled
    | Later
)

EVENTS: dict[str, type[Event]] = {
    kind.TYPE: kind
    for kind in (
        Started,
        Asked,
        Idea,
        Revised,
        Struck,
        Restored,
        Cue,
        Interviewer,
        Aside,
        Paused,
        Resumed,
        Beat,
        Dry,
        Ended,
        CutOff,
        Rated,
        Labelled,
        Later,
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a journal: an event, when it was by the wall clock, and when by the drill's.

    Attributes:
        at: Wall time, ISO 8601 with milliseconds and offset; empty when the line had none that can be read.
        t: Drill seconds; None for what is written while the clock does not run.
        event: What happened.
    """

    at: str
    t: float | None
    event: Event
