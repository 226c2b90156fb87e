"""The same drill without a screen: one idea a line from stdin, prompts on stdout."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from typing import TextIO

from brainstorm.drill import commands as do
from brainstorm.drill.decide import Due, Refused, has_next, may
from brainstorm.drill.interviewer import interviewing
from brainstorm.plain.command import read_command
from brainstorm.plain.debrief import Labels, debrief
from brainstorm.plain.ready import keys, ready_card
from brainstorm.plain.stdin import Leave, Lines, Signals
from brainstorm.plain.voice import Voice, width
from brainstorm.practice.drill import Drill
from brainstorm.practice.labelling import Around
from brainstorm.practice.plan import Plan
from brainstorm.practice.talk import talk_before
from brainstorm.report.text import wrap
from brainstorm.report.words import clock, entry_line, plural
from brainstorm.session import events as ev
from brainstorm.session.session import Session
from brainstorm.session.text import visible

_SOFT_WARNING = 60.0
_MOST_CUT_OFF = 1 << 24
"""Bytes of input that are still read after the bell."""
_LONGEST_DRAIN = 2.0
"""Seconds in which they must come."""


class Plain:
    """One plain drill, from its ready card to its debrief.

    `interactive` is a person at a terminal: they get prompts and echoes. From a pipe nothing is asked or echoed.

    Attributes:
        drill: The drill, once its clock is about to start; one left on its ready card leaves no session.
    """

    drill: Drill

    def __init__(
        self,
        start: Callable[[], Drill],
        plan: Plan | None,
        around: Callable[[Session], Around] | None = None,
        *,
        stdin: int,
        out: TextIO,
        err: TextIO,
        interactive: bool,
    ) -> None:
        """`start` makes the drill that `plan` describes, or, without a plan, takes one up again.

        `around` says what labelling a session needs; without it nothing is labelled.
        """
        self._start = start
        self._plan = plan
        self._talk = talk_before(plan) if plan is not None and interactive else None
        self._labels = Labels(around)
        self._stdin = stdin
        self._interactive = interactive
        self._voice = Voice(out, err, interactive=interactive)
        self._bad_bytes = False
        self._warned = False
        self._said_trouble: str | None = None

    @property
    def session(self) -> Session:
        """The session so far."""
        return self.drill.session

    @property
    def started(self) -> bool:
        """Whether there is a drill."""
        return hasattr(self, "drill")

    def run(self, *, spoil: bool = False, quiet: bool = False) -> int:
        """Do the drill and its debrief.

        Args:
            spoil: From a pipe, print the last rung of the debrief as well.
            quiet: Print no debrief; somebody prints something else.

        Returns:
            The exit status: 0, 1 when not all could be saved, or 128 and the signal that ended it.

        Raises:
            CannotRecordError: the drill cannot be recorded, and nothing has been entered yet.
        """
        with Signals() as signals:
            lines = Lines(self._stdin, signals)
            status = 0
            try:
                if self._interactive and self._plan is not None and not self._ready(lines, self._plan):
                    return 0
                self.drill = self._start()
                for command in self._talk.said if self._talk is not None else ():
                    self.drill.do(command, wait=True)
                self.drill.open()
                self._ask()
                self.drill.start_clock()
                if self._plan is None:
                    self._resume()
                if not (self._interactive or has_next(self.session, self.drill.material)):
                    self._labels.warm(self.session)  # nobody types, and all questions are known, so it may load at once
                self._clock_runs(lines)
                self._labels.warm(self.session)
                if quiet:
                    self._labels.make(self.drill, self._voice)
                else:
                    debrief(self.drill, lines, self._voice, self._labels, spoil=spoil)
                    self._voice.tell(f"\nKept as {self.session.id}; `brainstorm show` shows it again.")
            except Leave as leaving:
                status = self._leave(lines, leaving.number)
            finally:
                self._labels.close()
                saved = self._let_go()
        return status if saved else status or 1

    def _ready(self, lines: Lines, plan: Plan) -> bool:
        return ready_card(plan, self._talk, lines, self._voice)

    @property
    def _talks(self) -> bool:
        return self._interactive or interviewing(self.session)

    def _ask(self) -> None:
        question = self.session.question
        if self._talks and question is not None:
            self._voice.say()
            for line in wrap(question.text, width()):
                self._voice.say(line)
            self._voice.say()

    def _resume(self) -> None:
        self.drill.do(do.Reopen(), wait=True)
        for entry in self.session.entries:
            self._voice.tell(entry_line(entry))
        if self.session.draft:
            self._voice.tell(f"You were typing: {visible(self.session.draft)}")
        self._voice.tell(f"{clock(self.drill.left)} left.")

    def _clock_runs(self, lines: Lines) -> None:
        while self.session.running:
            came = lines.ready(self._patience())
            read = self._typed(came) if self._interactive else self._piped(came, lines)
            if self.session.running and lines.at_end and not lines.rest:
                self._happened(self.drill.do(do.End("eof"), wait=True))
            elif self.session.running and (not read or self.drill.left <= 0):
                draft = "" if self._interactive else lines.rest
                self._happened(self.drill.do(do.Tick(draft), wait=True))
            self._disk()
        if self.session.ended == "time" and not self._interactive:  # at a keyboard the debrief asks for the rest
            if not lines.drain(_MOST_CUT_OFF, _LONGEST_DRAIN):
                self._voice.complain("the time was up and the input went on; what came later was left unread")
            self.drill.do(do.Late(lines.rest), wait=True)

    def _typed(self, came: Iterable[bytes]) -> bool:
        """Do what each line says; whether any came."""
        read_at: float | None = None
        for raw in came:
            read_at = self.drill.t if read_at is None else read_at
            self._line(raw, read_at)
            if not self.session.running:
                break  # what is still unread came after the end
        return read_at is not None

    def _piped(self, came: Iterable[bytes], lines: Lines) -> bool:
        """The same for lines that all came at once: ideas that follow each other are recorded in one go."""
        raws = list(came)
        read_at = self.drill.t
        if read_at >= self.session.seconds and self.session.paused is None:
            lines.put_back(raws)  # too late: with all that is still unread they are what the bell cut off
            return False
        ideas: list[tuple[str, bool]] = []
        for raw in raws:
            command = self._command(self._text(raw))
            if isinstance(command, do.Enter):
                ideas.append((command.text, command.build))
                continue
            self._enter_all(ideas, read_at)
            ideas = []
            self._line(raw, read_at)
            if not self.session.running:
                return True
        self._enter_all(ideas, read_at)
        return bool(raws)

    def _enter_all(self, ideas: list[tuple[str, bool]], read_at: float) -> None:
        if ideas:
            self._do(do.EnterAll(tuple(ideas)), read_at)

    def _patience(self) -> float:
        if self.session.paused:
            return 1.0
        return min(1.0, max(0.0, self.drill.left) + 0.001)

    def _line(self, raw: bytes, read_at: float) -> None:
        """Do what a line says, at the drill second at which it was read."""
        text = self._text(raw)
        if self._interactive and text.strip() == "/help":
            self._voice.say_all(keys(self.session.form, self.session.switches))
            return
        try:
            self._do(self._command(text), read_at)
        except Refused as refused:
            lost = "" if self._interactive else f": {text.strip()}"
            self._voice.complain(f"{refused}{lost}")

    def _do(self, command: do.Command, read_at: float) -> None:
        # Many lines at once take time to write.
        self._happened(self.drill.do(command, wait=True, ago=max(0.0, self.drill.t - read_at)))

    def _text(self, raw: bytes) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            if not self._bad_bytes:
                self._bad_bytes = True
                self._voice.complain("some input is no UTF-8; each bad byte is kept as \ufffd")
            return raw.decode(errors="replace")

    def _command(self, text: str) -> do.Command:
        return read_command(text, typed=self._interactive, paused=self.session.paused is not None)

    def _happened(self, due: tuple[Due, ...]) -> None:
        heard = [event for _, event in due if isinstance(event, ev.Interviewer)]
        for said_aloud in heard:
            self._voice.hear(said_aloud.text)
        if heard and self.session.running:
            self._voice.say()
        for _, event in due if self._talks else ():
            said = self._answer(event)
            if said is not None:
                self._voice.tell(said)
        left = self.drill.left
        if not self._warned and self.session.running and left <= _SOFT_WARNING < self.session.seconds:
            self._warned = True
            self._voice.tell("     (a minute left)")

    def _answer(self, event: ev.Event) -> str | None:
        match event:
            case ev.Idea(n=n) | ev.Revised(n=n) | ev.Struck(n=n) | ev.Restored(n=n):
                entry = self.session.entry(n)
                if entry is None:
                    return None
                blind = self.session.switches.get("blind") is True
                line = f"{n:>3}  {clock(entry.t)}" if blind else entry_line(entry)
                return line + ("" if self.drill.recorded(n) else "   (not saved yet)")
            case ev.Asked(q=q) if q > 1:
                self._ask()
            case ev.Cue(text=text):
                return f"     {visible(text)}"
            case ev.Paused(why="you"):
                return f"Paused at {clock(self.drill.t)}. Enter goes on."
            case ev.Resumed(why="you"):
                return f"Going on; {clock(self.drill.left)} left."
            case ev.Resumed(why="back"):
                return "Welcome back: the time you were away is not counted."
            case ev.Dry():
                return "Noted. Go on all the same: what would the dumb version be?"
            case ev.Ended(why=why):
                return "\nTime. Enter for the debrief." if why == "time" else ""
        return None

    def _disk(self) -> None:
        trouble = self.drill.trouble
        if trouble and trouble != self._said_trouble:
            count = plural(self.drill.unsaved, "line")
            self._voice.complain(f"not saved yet: {count}; {trouble}. Trying again; go on meanwhile.")
        elif self._said_trouble and not trouble:
            self._voice.complain("everything is saved again")
        self._said_trouble = trouble

    def _leave(self, lines: Lines, number: int) -> int:
        if not self.started:
            return 128 + number
        draft = "" if self._interactive else lines.rest
        with contextlib.suppress(Refused):
            self.drill.do(do.Stop(draft), wait=True)
        if self.session.running:
            again = "; `brainstorm drill` offers to go on" if may(self.session, "pause") else ""
            self._voice.tell(f"\nLeft unfinished, nothing is lost{again}.")
        return 128 + number

    def _let_go(self) -> bool:
        if not self.started:
            return True
        unsaved = self.drill.close()
        if unsaved:
            self._voice.complain(f"{plural(len(unsaved), 'line')} could not be saved; here they are:")
            for data in unsaved:
                self._voice.say(data.decode().rstrip("\n"))
        return not unsaved
