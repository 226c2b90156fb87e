"""What people type into a search box, as a full-text query. Nothing they type is an error."""

from __future__ import annotations

import re
from typing import NamedTuple

from brainstorm.session.text import unicode_text

_PART = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LONGEST = 60  # words looked at; the rest of an essay that was pasted is ignored


class Query(NamedTuple):
    """A query, read.

    Attributes:
        wanted: Words and phrases to be found, as FTS5 strings.
        unwanted: The same for those that must not be there.
    """

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.wanted

    def match(self, *, some: bool = False) -> str:
        """The FTS5 expression: all of the words, or with `some` at least one."""
        found = (" OR " if some else " AND ").join(self.wanted)
        return f"({found}) NOT ({' OR '.join(self.unwanted)})" if self.unwanted else found


def parse_query(text: str, *, typing: bool = False) -> Query:
    """`text` read as words that must all be there, "phrases in quotes", begin* and -without.

    Args:
        text: Whatever was typed.
        typing: The last word may not be finished yet.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    unfinished = typing and bool(text) and not text[-1].isspace() and text[-1] not in '"*'
    parts = [part for part in _PART.finditer(text) if _searchable(part["phrase"] or part["word"] or "")][:_LONGEST]
    for place, part in enumerate(parts, start=1):
        word = part["word"] or ""
        starts = word.endswith("*") or (unfinished and place == len(parts) and bool(word))
        term = _quoted(part["phrase"] if part["phrase"] is not None else word) + ("*" if starts else "")
        (unwanted if part["minus"] else wanted).append(term)
    return Query(tuple(wanted), tuple(unwanted))


def _searchable(text: str) -> bool:
    """Whether anything in `text` is indexed at all: letters and digits of any script, and symbols beyond ASCII."""
    return any(character.isalnum() for character in text)


def _quoted(text: str) -> str:
    """`text` as an FTS5 string, in which nothing is a command. (It would end at a NUL.)"""
    return '"' + unicode_text(text).replace("\0", " ").replace('"', '""') + '"'
