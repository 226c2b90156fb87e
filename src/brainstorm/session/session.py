"""What a drill leaves, and its only state while it runs: its events, folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from brainstorm.session.events import Labelled, Later, Rated
from brainstorm.session.text import text_of

IDEA, BUILD, MARK = "idea", "build", "mark"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing entered.

    Attributes:
        n: Its number in the session, from 1, never reused.
        q: The number of the question it answers.
        text: Its words as they stand now; empty for a mark whose words have not come.
        t: Drill seconds when it was entered.
        at: Wall time when it was entered.
        builds_on: The entry it elaborates on.
        aloud: It was said, and marked with an empty line.
        first_key: Drill seconds of the first key since the input was last empty; None when not measured.
        via: key, paste, pipe or voice.
        answers: The interviewer's line it answers.
        struck: It is listed, not counted.
        earlier: Its former wordings, oldest first.
        after_bell: It was the cut-off line, counted afterwards.
    """

    n: int
    q: int
    text: str
    t: float
    at: str = ""
    builds_on: int | None = None
    aloud: bool = False
    first_key: float | None = None
    via: str = "key"
    answers: int | None = None
    struck: bool = False
    earlier: tuple[str, ...] = ()
    after_bell: bool = False

    @property
    def kind(self) -> str:
        """idea, build (elaborates or answers) or mark (said aloud, no words yet)."""
        if self.aloud and not self.text:
            return MARK
        return IDEA if self.builds_on is None and self.answers is None else BUILD

    @property
    def timed(self) -> bool:
        """Whether its times were a person's: pasted, piped and imported ones were not."""
        return self.via in ("key", "voice")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which one question was on screen, in drill seconds.

    Attributes:
        start: When it was asked.
        end: When it was left; None while it is on screen, or when that was never written down.
        why: start, time, you, interviewer or switch.
        cut_off: The draft that stood in the input when it was left.
        quiet_to: The last time at which the input was seen empty with nothing entered since.
    """

    start: float
    end: float | None = None
    why: str = "start"
    cut_off: str | None = None
    quiet_to: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question as this session asked it: `entry` is the whole bank entry of that day."""

    q: int
    entry: Mapping[str, Any]
    stretches: tuple[Stretch, ...] = ()

    @property
    def id(self) -> str:
        """Its id in the bank; empty when it was lost."""
        return text_of(self.entry, "id")

    @property
    def text(self) -> str:
        """The question itself."""
        return text_of(self.entry, "question", "(the question's line is damaged)")

    @property
    def asked(self) -> float:
        """Drill seconds when it was first on screen."""
        return self.stretches[0].start if self.stretches else 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was shown or said beside the entries: a cue, the interviewer's, or an aside."""

    what: str
    t: float | None
    text: str
    kind: str = ""
    id: str = ""
    k: int | None = None
    asked_for: bool = False
    by: str = "file"


@dataclass(frozen=True)  # without slots, so that `changed` can copy it in a microsecond
class Session:
    """A drill's events, folded. Also what a half-written or damaged journal still yields.

    Times are drill seconds. `lost` says, a line each, what in the journal could not be used.
    """

    id: str = ""
    app: str = ""
    form: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    input: str = "typed"
    seed: int = 0
    switches: Mapping[str, Any] = field(default_factory=dict)
    goal: int | None = None
    again: Mapping[str, Any] | None = None
    excluded: tuple[str, ...] = ()
    started_at: str = ""
    begun: bool = False
    questions: tuple[Question, ...] = ()
    q: int = 0
    entries: tuple[Entry, ...] = ()
    said: tuple[Said, ...] = ()
    paused: str | None = None
    pauses: tuple[tuple[str, float], ...] = ()
    draft: str = ""
    dry: tuple[tuple[float | None, int | None], ...] = ()
    ended: str | None = None
    ended_t: float | None = None
    cut_off: str | None = None
    rated: Rated | None = None
    labels: tuple[Labelled, ...] = ()
    seen: tuple[str, ...] = ()
    later: tuple[Later, ...] = ()
    last_n: int = 0
    last_t: float = 0.0
    written_t: float = 0.0
    lost: tuple[str, ...] = ()

    def changed(self, **values: Any) -> Session:
        """The same but for `values`: `dataclasses.replace`, at a tenth of its cost."""
        new = object.__new__(Session)
        new.__dict__.update(self.__dict__)
        new.__dict__.update(values)
        return new

    @property
    def form_id(self) -> str:
        """The id of its form; `unknown` when the first line was lost."""
        return text_of(self.form, "id", "unknown")

    @property
    def form_name(self) -> str:
        """Its form's name as people read it."""
        return text_of(self.form, "name", self.form_id)

    @property
    def running(self) -> bool:
        """Whether it has begun and not ended (it may be paused)."""
        return self.begun and self.ended is None

    @property
    def elapsed(self) -> float:
        """Drill seconds that have passed, as far as anything was written."""
        return self.last_t if self.ended_t is None else self.ended_t

    @property
    def left(self) -> float:
        """Drill seconds left on the clock."""
        return max(0.0, self.seconds - self.last_t)

    @property
    def question(self) -> Question | None:
        """The question on screen now, or at the end."""
        return self.question_at(self.q)

    def question_at(self, q: int) -> Question | None:
        """Question number `q`, or None."""
        return next((question for question in self.questions if question.q == q), None)

    def left_at(self, question: Question) -> float:
        """Drill seconds when `question` was last left; now, or the end, while it is on screen."""
        end = question.stretches[-1].end if question.stretches else None
        return self.elapsed if end is None else end

    def entry(self, n: int) -> Entry | None:
        """Entry number `n`, or None."""
        if n > self.last_n:
            return None
        if 0 < n <= len(self.entries) and self.entries[n - 1].n == n:  # so it is unless lines were lost
            return self.entries[n - 1]
        return next((entry for entry in self.entries if entry.n == n), None)

    @property
    def next_n(self) -> int:
        """The number that whatever is entered next gets; later ideas are numbered with the entries."""
        return self.last_n + 1

    @property
    def numbers(self) -> set[int]:
        """The numbers given so far, to entries and later ideas."""
        return {entry.n for entry in self.entries} | {later.n for later in self.later}

    def counted(self, *kinds: str) -> Iterator[Entry]:
        """The entries that count (not struck), of these kinds or of all."""
        return (e for e in self.entries if not e.struck and (not kinds or e.kind in kinds))

    def count(self, kind: str) -> int:
        """How many entries of a kind count."""
        return sum(1 for _ in self.counted(kind))
