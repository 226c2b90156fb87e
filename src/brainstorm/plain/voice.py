"""What a plain drill prints, and beside it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable
from typing import TextIO

from brainstorm.report.text import wrap
from brainstorm.session.text import visible


def width() -> int:
    """Columns that text is wrapped to."""
    return min(100, shutil.get_terminal_size((80, 24)).columns)


class Voice:
    """Lines out and complaints beside them; a reader who has gone away doesn't stop the drill.

    Attributes:
        interactive: There is a person at a terminal.
    """

    def __init__(self, out: TextIO, err: TextIO, *, interactive: bool) -> None:
        self._out = out
        self._err = err
        self.interactive = interactive
        self._said = ""

    def say(self, line: str = "") -> None:
        """A line for the reader."""
        self._said = line
        with contextlib.suppress(OSError, ValueError):
            self._out.write(line + "\n")
            self._out.flush()

    def say_all(self, lines: Iterable[str]) -> None:
        """A line each."""
        for line in lines:
            self.say(line)

    def tell(self, line: str) -> None:
        """A line for the person, if there is one."""
        if self.interactive:
            self.say(line)

    def complain(self, line: str) -> None:
        """A line beside the output."""
        with contextlib.suppress(OSError, ValueError):
            self._err.write(f"brainstorm: {visible(line)}\n")
            self._err.flush()

    def hear(self, text: str) -> None:
        """What the interviewer says; also through a pipe, where an interviewer was asked for."""
        if self._said:
            self.say()
        self.say_all(wrap(f"“{text}”", width(), "  "))
