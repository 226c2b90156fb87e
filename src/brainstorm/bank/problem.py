"""What can be wrong with a file of the bank, and how it is said: one line each, harmless to print."""

from dataclasses import dataclass


class BankError(Exception):
    """The bank cannot be used, or was asked for something it does not hold; one problem a line."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file."""

    file: str
    """The path, as the user gave it."""
    line: int
    """The line, from 1; 0 where the trouble is not inside a file (a folder, a path that is not there)."""
    what: str
    expected: str
    severity: str = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        grade = "" if self.severity == "error" else f"{self.severity}: "
        return printable(f"{place}: {grade}{self.what}; {self.expected}")


class RefusedError(Exception):
    """A file that is not taken apart at all; carries the one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def printable(text: str) -> str:
    """`text` on one line, with everything that does not simply print written as an escape."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


def quoted(text: str, limit: int = 60) -> str:
    """`text` in quotes for a message: at most `limit` characters of it, on one line."""
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")
