"""What a typed line means: an idea, a build, a request. The same for every face of the program."""

from __future__ import annotations

from brainstorm.session.text import clean

_ESCAPED = ("//", "/?", "/+")


def read_line(line: str) -> tuple[str, bool]:
    """The words of an entered line and whether it is a build.

    A leading `+` makes a build; `//`, `/?` and `/+` stand for a leading `/`, `?` or `+` that is meant. Outer white
    space goes, the rest stays as it is.
    """
    text = clean(line)
    if text.startswith(_ESCAPED):
        return text[1:], False
    if text.startswith("+"):
        return text[1:].strip(), True
    return text, False


def asks_for_cue(line: str) -> bool:
    """Whether the line is just a question mark."""
    return line.strip() == "?"
