"""The one way in which text that is not ours reaches a widget: never as markup, never with control characters."""

from __future__ import annotations

import os
from collections.abc import Iterator

from textual.content import Content
from textual.style import Style

from brainstorm.session.text import visible

# Textual's "auto 60%" loses its 60% inside a Content and comes out louder than the text around it.
_MUTED, _QUIET = "$text-muted", "dim"
TEXT_MOST = 88
"""Cells after which a line of words gets hard to read."""


def plain(text: str, style: str | Style = "") -> Content:
    """`text` on one line, taken literally."""
    if isinstance(style, str):
        style = style.replace(_MUTED, _QUIET)
    return Content.styled(visible(text), style) if style else Content(visible(text))


def lines(*parts: Content | str) -> Content:
    """Several lines as one content; strings are taken literally."""
    return Content("\n").join([part if isinstance(part, Content) else plain(part) for part in parts])


def join(*parts: Content | tuple[str, str] | str) -> Content:
    """Parts side by side: a string, or a string with its style."""
    return Content.assemble(*map(_part, parts))


def hanging(head: Content, text: Content, width: int) -> Iterator[Content]:
    """`text` after `head`, further lines indented as far; where that leaves no room, below it."""
    indent = head.cell_length
    room = min(width, TEXT_MOST + indent) - indent
    if room < 8:
        yield head
        indent, room = 1, max(1, width - 1)
        head = Content(" ")
    first, *more = text.wrap(room) or [Content("")]
    yield join(head, first)
    for line in more:
        yield join(" " * indent, line)


def hung(head: Content | str, text: Content | str, width: int) -> Content:
    """The same as one content; strings are taken literally."""
    return Content("\n").join(list(hanging(_part(head), _part(text), width)))


def short_path(path: str, most: int) -> str:
    """`path` in at most `most` characters: the home folder as ~, and what is too long cut in front."""
    home = os.path.expanduser("~")
    if home != "/" and (path == home or path.startswith(home + "/")):
        path = "~" + path[len(home) :]
    return path if len(path) <= most else "…" + path[len(path) - most + 1 :]


def _part(part: Content | tuple[str, str] | str) -> Content:
    if isinstance(part, tuple):
        return plain(*part)
    return plain(part) if isinstance(part, str) else part
