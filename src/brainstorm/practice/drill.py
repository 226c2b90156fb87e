"""A drill against clock and journal: the same for every face of the program."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from brainstorm import __version__
from brainstorm.bank import Bank
from brainstorm.drill import commands as do
from brainstorm.drill.commands import Command
from brainstorm.drill.decide import Due, decide, may
from brainstorm.drill.draw import draw
from brainstorm.practice.clock import DrillClock, Watch
from brainstorm.practice.plan import Plan, lens_lines
from brainstorm.session.codec import VERSION
from brainstorm.session.events import Idea, Line, Started
from brainstorm.session.fold import apply, replay
from brainstorm.session.journal import JournalError, path_of, read, stamp
from brainstorm.session.lock import InUseError
from brainstorm.session.name import random_id
from brainstorm.session.session import Session
from brainstorm.session.text import text_of
from brainstorm.session.writer import Writer, explain


class CannotRecordError(Exception):
    """The journal cannot be written, and nothing has been entered yet: one clear line."""


def _now() -> datetime:
    return datetime.now().astimezone()


class Drill:
    """A running drill. One thread drives it; the writer has its own.

    Attributes:
        session: Everything there is to know about it.
        material: Its questions and cues.
    """

    def __init__(
        self,
        session: Session,
        writer: Writer,
        material: do.Material,
        *,
        clock: DrillClock | None = None,
        watch: Watch | None = None,
        wall: Callable[[], datetime] = _now,
    ) -> None:
        self.session = session
        self.material = material
        self._writer = writer
        self._clock = clock or DrillClock()
        self._watch = watch or Watch()
        self._wall = wall
        self._lines_of: dict[int, int] = {}
        self._clocked = False

    @property
    def path(self) -> Path:
        """Where its journal is."""
        return self._writer.path

    @property
    def t(self) -> float:
        """Drill seconds now."""
        return self._clock.read()

    @property
    def left(self) -> float:
        """Seconds left on the clock."""
        return max(0.0, self.session.seconds - self.t)

    @property
    def trouble(self) -> str | None:
        """Why the disk does not take what is entered, or None."""
        return self._writer.trouble

    @property
    def unsaved(self) -> int:
        """How many lines are not on disk yet."""
        return self._writer.waiting

    def recorded(self, n: int) -> bool:
        """Whether entry `n`, with its latest change, is safely on disk."""
        return self._lines_of.get(n, 0) <= self._writer.saved

    def open(self) -> None:
        """The small talk, if there was any, is over: ask the first question."""
        if not self.session.questions:
            self._carry_out(do.Open(), wait=True)

    def start_clock(self) -> None:
        """The question is on screen: t = where the session stands."""
        self.open()
        self._clocked = True
        self._clock.go(self.session.last_t)
        self._watch.start()

    def do(self, command: Command, *, wait: bool = False, ago: float = 0.0) -> tuple[Due, ...]:
        """Carry `command` out; what happened is in `session` and on its way to the journal.

        With `wait`, it is on disk when this returns (unless `trouble` says why not). `ago`: how many seconds before
        now the command was given, when it had to wait for its turn.

        Raises:
            Refused: the drill does not do that now.
        """
        return self._notice_absence(wait) + self._carry_out(command, wait, ago)

    def _carry_out(self, command: Command, wait: bool, ago: float = 0.0) -> tuple[Due, ...]:
        t = self._clock.read()
        if self._clock.going:
            t = round(max(0.0, t - ago), 3)
        due = decide(self.session, command, t, self.material)
        if due:
            at = stamp(self._wall())
            lines = [Line(at, when, event) for when, event in due]
            if isinstance(command, do.EnterAll):  # one by one, each would cost a copy of all entries and an fsync
                self.session = replay(lines, self.session)
                number = self._writer.put(*lines, wait=wait)
                self._lines_of.update((event.n, number) for _, event in due if isinstance(event, Idea))
            else:
                for line in lines:
                    self._record(line, wait)
        halted = self.session.paused is not None or self.session.ended is not None
        if halted and self._clock.going:
            self._clock.stop()
        elif not halted and not self._clock.going and self._clocked and self.session.running and due:
            self._clock.go()
        return due

    def _record(self, line: Line, wait: bool) -> None:
        self.session = apply(self.session, line)
        number = self._writer.put(line, wait=wait)
        n = getattr(line.event, "n", None)
        if n is not None:
            self._lines_of[n] = number

    def _notice_absence(self, wait: bool) -> tuple[Due, ...]:
        gap = self._watch.take_gap()
        if not gap or not self._clock.going or not may(self.session, "pause"):
            return ()
        self._clock.skip(gap)
        return self._carry_out(do.Away(), wait)

    def move_to(self, folder: Path) -> None:
        """Go on recording in another sessions folder, with everything so far.

        Raises:
            CannotRecordError: that doesn't work there either.
        """
        try:
            self._writer.move_to(folder)
        except (OSError, InUseError) as error:
            raise CannotRecordError(f"cannot record in {folder}: {explain(error)}") from None

    def close(self) -> tuple[bytes, ...]:
        """Stop watching and writing; the journal lines that never reached the disk are returned."""
        self._watch.stop()
        return self._writer.close()


def begin(
    folder: Path,
    plan: Plan,
    *,
    input_: str,
    changed: Callable[[], None] = lambda: None,
    clock: DrillClock | None = None,
    watch: Watch | None = None,
    wall: Callable[[], datetime] = _now,
) -> Drill:
    """Start a drill: its journal exists and its first lines are on disk when this returns.

    The clock stands at 0 until `Drill.start_clock`. With an interviewer there may be small talk before
    (`Talk`, `Reply`); the first question is asked by `Drill.open`.

    Raises:
        CannotRecordError: the sessions folder cannot be written.
    """
    writer, session_id = _new_journal(folder, plan.form.id, wall(), changed)
    drill = Drill(Session(), writer, plan.material, clock=clock, watch=watch, wall=wall)
    started = Started(
        v=VERSION,
        id=session_id,
        app=__version__,
        form=plan.form.entry,
        seconds=plan.seconds,
        input=input_,
        seed=plan.seed,
        switches=plan.switches,
        goal=plan.goal,
        again=plan.again,
        excluded=plan.excluded,
    )
    drill._carry_out(do.Begin(started, talk=plan.interviewed), wait=True)
    if drill.trouble:
        trouble = drill.trouble
        drill.close()
        with contextlib.suppress(OSError):
            os.unlink(writer.path)
        raise CannotRecordError(f"cannot record in {folder}: {trouble}; --sessions takes another folder")
    return drill


def _new_journal(folder: Path, form: str, now: datetime, changed: Callable[[], None]) -> tuple[Writer, str]:
    while True:
        session_id = random_id(now, form)
        try:
            return Writer(path_of(folder, session_id), new=True, changed=changed), session_id
        except FileExistsError as error:
            if error.filename != str(path_of(folder, session_id)):
                raise CannotRecordError(
                    f"cannot record in {folder}: a file stands where the folder should be"
                ) from None
        except (OSError, InUseError) as error:
            raise CannotRecordError(
                f"cannot record in {folder}: {explain(error)}; --sessions takes another folder"
            ) from None


def reopen(
    path: Path,
    bank: Bank | None = None,
    *,
    silences: Sequence[float] = do.SILENCES,
    changed: Callable[[], None] = lambda: None,
    clock: DrillClock | None = None,
    watch: Watch | None = None,
    wall: Callable[[], datetime] = _now,
) -> Drill:
    """Take up the unfinished drill at `path`; nothing is written yet, and the clock stands where it stood.

    Follow with `do(Reopen())` and `start_clock()`, or with `do(Close())`.

    Raises:
        CannotRecordError: it cannot be written, or somebody else is writing it.
        JournalError: it cannot be read, or has ended.
    """
    try:
        writer = Writer(path, new=False, changed=changed)
    except (OSError, InUseError) as error:
        raise CannotRecordError(f"{path.name}: {explain(error)}") from None
    try:
        session = read(path).session
        if session.ended is not None:
            raise JournalError(f"{path.name} has ended")
    except JournalError:
        writer.close()
        raise
    material = do.Material(_questions(session, bank), lens_lines(bank), bank.interviewer) if bank else do.Material()
    material = material._replace(questions=_questions(session, bank), silences=tuple(silences))
    drill = Drill(session, writer, material, clock=clock, watch=watch, wall=wall)
    drill._clock.go(session.last_t)
    drill._clock.stop()
    return drill


def _questions(session: Session, bank: Bank | None) -> tuple[Mapping[str, Any], ...]:
    """The questions asked so far and those still to come, drawn anew from the seed."""
    asked = tuple(question.entry for question in session.questions)
    count = session.form.get("questions")
    if bank is None or not isinstance(count, int) or count <= len(asked) or not asked:
        return asked
    try:
        ids = draw(
            bank.rows,
            count=count,
            different=text_of(session.form, "draw") == "different",
            seed=session.seed,
            first=session.questions[0].id,
        )
    except ValueError:
        return asked
    return asked + tuple(bank.question(id_).entry for id_ in ids[len(asked) :])
