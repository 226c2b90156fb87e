"""The same drill without a screen: one idea a line from stdin, prompts on stdout."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterable
from typing import TextIO

from brainstorm.drill import commands as do
from brainstorm.drill.decide import Due, Refused, has_next, helps, may
from brainstorm.drill.lines import asks_for_cue, read_line
from brainstorm.plain.stdin import Leave, Lines, Signals
from brainstorm.practice.debrief import ask_person
from brainstorm.practice.drill import Drill
from brainstorm.practice.labelling import Around, Labelling
from brainstorm.report.text import can_reveal, covered, numbers_text, reveal, table, untouched, wrap
from brainstorm.report.words import clock, entry_line, flow_lines, length, plural
from brainstorm.session import events as ev
from brainstorm.session.session import IDEA, Session
from brainstorm.session.text import visible

_EDIT = re.compile(r"/edit\s+(\d{1,9})\s+(\S.*)", re.DOTALL)
_NUMBERED = re.compile(r"/(strike|restore)\s+(\d{1,9})")
_DRY = re.compile(r"/dry(?:\s+(\d{1,6}))?")
_SOFT_WARNING = 60.0
_SILENT_KEYS = 0.7


class Plain:
    """One plain drill, from its ready card to its debrief.

    `interactive` is a person at a terminal: they get prompts and echoes. From a pipe nothing is asked or echoed.

    Attributes:
        drill: The drill.
        started: Whether its clock has been started; a drill left on its ready card leaves no session.
    """

    def __init__(
        self,
        drill: Drill,
        *,
        stdin: int,
        out: TextIO,
        err: TextIO,
        interactive: bool,
        around: Around | None = None,
    ) -> None:
        self.drill = drill
        self._labelling = Labelling(drill.session, around) if around is not None else None
        self._stdin = stdin
        self._out = out
        self._err = err
        self._interactive = interactive
        self.started = False
        self._bad_bytes = False
        self._warned = False
        self._said_trouble: str | None = None

    def say(self, line: str = "") -> None:
        """A line for the reader; one who has gone away doesn't stop the drill."""
        with contextlib.suppress(OSError, ValueError):
            self._out.write(line + "\n")
            self._out.flush()

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.say(line)

    def tell(self, line: str) -> None:
        """A line for the person, if there is one."""
        if self._interactive:
            self.say(line)

    def complain(self, line: str) -> None:
        """A line beside the output."""
        with contextlib.suppress(OSError, ValueError):
            self._err.write(f"brainstorm: {visible(line)}\n")
            self._err.flush()

    @property
    def session(self) -> Session:
        """The session so far."""
        return self.drill.session

    def run(self, *, resumed: bool = False, spoil: bool = False, quiet: bool = False) -> int:
        """Do the drill and its debrief.

        Args:
            resumed: It was begun before; the clock goes on where it stood.
            spoil: From a pipe, print the last rung of the debrief as well.
            quiet: Print no debrief; somebody prints something else.

        Returns:
            The exit status: 0, 1 when not all could be saved, or 128 and the signal that ended it.
        """
        with Signals() as signals:
            lines = Lines(self._stdin, signals)
            status = 0
            try:
                if self._interactive and not resumed and not self._ready_card(lines):
                    return 0
                self.started = True
                self._ask()
                self.drill.start_clock()
                if resumed:
                    self._resume()
                if not self._interactive:
                    self._warm()  # nobody types, so it may load at once
                self._clock_runs(lines)
                self._warm()
                if quiet:
                    self._label()
                else:
                    self._debrief(lines, spoil)
                    self.tell(f"\nKept as {self.session.id}; `brainstorm show` shows it again.")
            except Leave as leaving:
                status = self._leave(lines, leaving.number)
            finally:
                if self._labelling is not None:
                    self._labelling.close(wait=True)
                saved = self._let_go()
        return status if saved else status or 1

    def _ready_card(self, lines: Lines) -> bool:
        form = self.session.form
        self.say(f"{visible(self.session.form_name)} · {length(self.session.seconds)}")
        for line in form.get("about") or ():
            self.say(f"  {visible(str(line))}")
        self.say()
        self.say("One idea a line. + builds on the one before, an empty line is one said aloud.")
        for line in _keys(self.session, has_next(self.session, self.drill.material)):
            self.say(line)
        self.say()
        self.say("Enter starts the clock.")
        return lines.next() is not None

    def _ask(self) -> None:
        question = self.session.question
        if self._interactive and question is not None:
            self.say()
            for line in wrap(question.text, _width()):
                self.say(line)
            self.say()

    def _resume(self) -> None:
        self.drill.do(do.Reopen(), wait=True)
        for entry in self.session.entries:
            self.tell(entry_line(entry))
        if self.session.draft:
            self.tell(f"You were typing: {visible(self.session.draft)}")
        self.tell(f"{clock(self.drill.left)} left.")

    def _clock_runs(self, lines: Lines) -> None:
        while self.session.running:
            read_at: float | None = None
            for raw in lines.ready(self._patience()):
                read_at = self.drill.t if read_at is None else read_at
                self._line(raw, read_at)
                if not self.session.running:
                    break  # what is still unread came after the end
            if self.session.running and lines.at_end:
                self._happened(self.drill.do(do.End("eof"), wait=True))
            elif self.session.running and (read_at is None or self.drill.left <= 0):
                draft = "" if self._interactive else lines.rest
                self._happened(self.drill.do(do.Tick(draft), wait=True))
            self._disk()
        rest = "" if self._interactive else lines.rest.strip()  # at a keyboard the debrief asks for it
        if self.session.ended == "time" and rest and rest != self.session.cut_off:
            # It was read with the line that met the bell.
            self.drill.do(do.Late("\n".join(filter(None, (self.session.cut_off, rest)))), wait=True)

    def _patience(self) -> float:
        if self.session.paused:
            return 1.0
        return min(1.0, max(0.0, self.drill.left) + 0.001)

    def _line(self, raw: bytes, read_at: float) -> None:
        """Do what a line says, at the drill second at which it was read: many lines at once take time to write."""
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            text = raw.decode(errors="replace")
            if not self._bad_bytes:
                self._bad_bytes = True
                self.complain("some input is no UTF-8; each bad byte is kept as \ufffd")
        try:
            self._happened(self.drill.do(self._command(text), wait=True, ago=max(0.0, self.drill.t - read_at)))
        except Refused as refused:
            lost = "" if self._interactive else f": {text.strip()}"
            self.complain(f"{refused}{lost}")

    def _command(self, text: str) -> do.Command:
        line = text.strip()
        if asks_for_cue(line):
            return do.AskCue()
        if line in _BARE:
            return _BARE[line]()
        if match := _EDIT.fullmatch(line):
            return do.Revise(int(match[1]), match[2])
        if match := _NUMBERED.fullmatch(line):
            n = int(match[2])
            return do.Strike(n) if match[1] == "strike" else do.Restore(n)
        if match := _DRY.fullmatch(line):
            return do.SayDry(int(match[1]) if match[1] else None)
        words, build = read_line(text)
        via = "key" if self._interactive else "pipe"
        if not words and self.session.paused:
            return do.Resume()
        return do.Enter(words, via=via, build=build, aloud=self._interactive and not words and not build)

    def _happened(self, due: tuple[Due, ...]) -> None:
        for _, event in due:
            said = self._answer(event)
            if said is not None:
                self.tell(said)
        left = self.drill.left
        if not self._warned and self.session.running and left <= _SOFT_WARNING < self.session.seconds:
            self._warned = True
            self.tell("     (a minute left)")

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
            self.complain(f"not saved yet: {count}; {trouble}. Trying again; go on meanwhile.")
        elif self._said_trouble and not trouble:
            self.complain("everything is saved again")
        self._said_trouble = trouble

    def _warm(self) -> None:
        if self._labelling is not None:
            self._labelling.warm()

    def _label(self) -> None:
        """Make the offline labels, and say in one line when they are not what they could be."""
        if self._labelling is None or not any(self.session.counted(IDEA)):
            return
        made = self._labelling.make(self.session)
        if made.event is not None:
            self.drill.do(do.AddLabels(made.event), wait=True)
        if made.note is not None:
            self.complain(made.note)

    def _debrief(self, lines: Lines, spoil: bool) -> None:
        if self._interactive:
            lines.at_end = False  # ctrl+d ended the ideas; the person is still there
            if self.session.ended == "time":
                self._late(lines)
            self.session_questions(lines)
        self._label()
        for line in table(flow_lines(self.session)):
            self.say(line)
        self._say_all(numbers_text(self.session, _width()))
        if not (spoil or self._interactive):
            return
        for question in self.session.questions:
            if len(self.session.questions) > 1:
                self.say()
                self._say_all(wrap(question.text, _width()))
            rungs = {
                "where your ideas went": list(covered(self.session, question.q, _width())),
                "the other angles, each as a question": list(untouched(self.session, question.q, _width())),
            }
            if not self._interactive or can_reveal(question.entry):
                rungs["common ideas, examples and sources"] = list(reveal(question.entry, _width()))
            for name, rung in rungs.items():
                if not rung:
                    continue
                if self._interactive:
                    self.say(f"\nEnter for {name}; anything else stops here.")
                    if lines.next() != "":
                        return
                self.say()
                self._say_all(rung)

    def _late(self, lines: Lines) -> None:
        """What was being typed at the bell: lines up to an empty one, or until the keys fall silent."""
        typed = [self.session.cut_off] if self.session.cut_off else []
        before = len(typed)
        try:
            while line := lines.next():
                typed.append(line)
                if not lines.waiting(_SILENT_KEYS):
                    break
        finally:  # also when a signal comes
            if len(typed) > before:
                self.drill.do(do.Late("\n".join(typed)), wait=True)

    def session_questions(self, lines: Lines) -> None:
        """The rungs that ask: words for marks, the cut-off line, best three and self-rating."""
        for command in ask_person(lambda: self.session, self.say, lines.next):
            try:
                self.drill.do(command, wait=True)
            except Refused as refused:
                self.say(f"  {refused}")

    def _leave(self, lines: Lines, number: int) -> int:
        if not self.started:
            return 128 + number
        draft = "" if self._interactive else lines.rest
        with contextlib.suppress(Refused):
            self.drill.do(do.Stop(draft), wait=True)
        if self.session.running:
            again = "; `brainstorm drill` offers to go on" if may(self.session, "pause") else ""
            self.tell(f"\nLeft unfinished, nothing is lost{again}.")
        return 128 + number

    def _let_go(self) -> bool:
        if not self.started:
            self.drill.discard()
            return True
        unsaved = self.drill.close()
        if unsaved:
            self.complain(f"{plural(len(unsaved), 'line')} could not be saved; here they are:")
            for data in unsaved:
                self.say(data.decode().rstrip("\n"))
        return not unsaved


_BARE: dict[str, Callable[[], do.Command]] = {"/end": do.End, "/pause": do.Pause, "/next": do.Next}


def _keys(session: Session, more: bool) -> list[str]:
    words = ["? a cue"] if helps(session) else []
    words += ["/end"]
    words += ["/pause"] if may(session, "pause") else []
    words += ["/next"] if more else []
    words += ["/dry"]
    words += ["/edit N text", "/strike N", "/restore N"] if may(session, "edit") else []
    return ["  ".join(words), "// /? /+ begin an idea with that sign."]


def _width() -> int:
    return min(100, shutil.get_terminal_size((80, 24)).columns)
