"""What can happen in a session: one immutable type for each type of journal line.

Fields without a default are what the line is worthless without. A field's annotation names its check in
`codec.CHECKS`, so it is written once. Times `t` are drill seconds and stand on the `Line`, not on the event.

They are named tuples, since eighteen dataclasses would cost every start of the program ten milliseconds; they are
always made by keyword, and two of different types are never equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Mapping_ = Mapping[str, Any]
Nth = int  # counts from 1
Seconds = float  # not negative, finite
Nths = tuple[int, ...]
Labels = tuple[Mapping[str, Any], ...]
Texts = tuple[str, ...]

Input = Literal["typed", "lines", "piped", "spoken", "imported"]
Via = Literal["key", "paste", "pipe", "voice"]


_NOTHING: Mapping_ = {}


def _same(one: tuple[Any, ...], other: object) -> bool:
    return isinstance(other, type(one)) and tuple.__eq__(one, other)


def _other(one: tuple[Any, ...], other: object) -> bool:
    return not _same(one, other)


def _event(kind: Any) -> Any:
    """Tuples are equal when their values are; events must be of one type as well."""
    kind.__eq__, kind.__ne__, kind.__hash__ = _same, _other, tuple.__hash__
    return kind


@_event
class Started(NamedTuple):
    """A drill begins: all that is fixed for its length. `form` is the whole form as it was then."""

    id: str
    form: Mapping_
    seconds: Seconds
    v: int = 1
    app: str = ""
    input: str = "typed"
    seed: int = 0
    switches: Mapping_ = _NOTHING
    goal: int | None = None
    again: Mapping_ | None = None
    excluded: Texts = ()


@_event
class Asked(NamedTuple):
    """A question is on screen; `question` is the whole bank entry the first time, None when it comes back."""

    q: Nth
    question: Mapping_ | None = None
    why: str = "start"
    cut_off: str | None = None


@_event
class Idea(NamedTuple):
    """Something entered: an idea, a build (`builds_on`, or `answers` an interviewer's line) or a mark (`aloud`)."""

    n: Nth
    text: str
    q: Nth = 1
    builds_on: int | None = None
    aloud: bool = False
    first_key: Seconds | None = None
    via: str = "key"
    answers: int | None = None


@_event
class Revised(NamedTuple):
    """The words of entry `n` are now `text`; a mark gets its words this way."""

    n: Nth
    text: str


@_event
class Struck(NamedTuple):
    """Entry `n` is listed but not counted."""

    n: Nth


@_event
class Restored(NamedTuple):
    """Entry `n` counts again."""

    n: Nth


@_event
class Cue(NamedTuple):
    """One line shown to a stuck person: lens, ask, holding or dumb."""

    kind: str
    text: str
    id: str = ""
    asked_for: bool = False


@_event
class Interviewer(NamedTuple):
    """The interviewer's `k`th line; `id` names the wording, where it comes from a file."""

    k: Nth
    move: str
    text: str
    by: str = "file"
    id: str = ""


@_event
class Aside(NamedTuple):
    """Said to the interviewer; not an idea."""

    text: str


@_event
class Paused(NamedTuple):
    """The clock stands: `you` asked for it, or you were `away`."""

    why: str = "you"


@_event
class Resumed(NamedTuple):
    """The clock goes on: `you`, `back` from away, or the session was `reopened`."""

    why: str = "you"


@_event
class Beat(NamedTuple):
    """Nothing else was written for a while; `draft` is what stands in the input."""

    draft: str = ""


@_event
class Dry(NamedTuple):
    """The person felt dry; `bet` is how many more ideas they expected in the time left."""

    bet: int | None = None


@_event
class Ended(NamedTuple):
    """The drill is over: time, done, eof or closed. `cut_off` is the line that was not entered in time."""

    why: str = "time"
    cut_off: str | None = None


@_event
class CutOff(NamedTuple):
    """What was still typed after the bell; takes the place of `Ended.cut_off`."""

    text: str


@_event
class Rated(NamedTuple):
    """The person's best entries (up to three) and "how new were these for you?" from 1 to 5; None: skipped."""

    best: Nths | None = None
    self: int | None = None


@_event
class Labelled(NamedTuple):
    """Labels from one source; design.md's *Labels* says which of them counts."""

    by: str
    with_: Mapping_ | None = None
    trust: Mapping_ | None = None
    usage: Mapping_ | None = None
    cost: Mapping_ | float | None = None
    figures: Mapping_ | None = None
    labels: Labels = ()


@_event
class Seen(NamedTuple):
    """The debrief was left; `rungs` are those that had been shown, so that another go knows what it knew."""

    rungs: Texts


@_event
class Later(NamedTuple):
    """An idea that came afterwards, on a walk, say. Outside every count."""

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
    | Seen
    | Later
)

EVENTS: dict[str, type[Event]] = {
    "started": Started,
    "asked": Asked,
    "idea": Idea,
    "revised": Revised,
    "struck": Struck,
    "restored": Restored,
    "cue": Cue,
    "interviewer": Interviewer,
    "aside": Aside,
    "paused": Paused,
    "resumed": Resumed,
    "beat": Beat,
    "dry": Dry,
    "ended": Ended,
    "cut_off": CutOff,
    "rated": Rated,
    "labelled": Labelled,
    "seen": Seen,
    "later": Later,
}
"""The types of journal lines by the name they have there."""
NAMES = {kind: name for name, kind in EVENTS.items()}
"""The other way round."""


@_event
class Line(NamedTuple):
    """One line of a journal: an event, when it was by the wall clock, and when by the drill's.

    Attributes:
        at: Wall time, ISO 8601 with milliseconds and offset; empty when the line had none that can be read.
        t: Drill seconds; None for what is written while the clock does not run.
        event: What happened.
    """

    at: str
    t: float | None
    event: Event
