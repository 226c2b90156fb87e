"""Whose labels the numbers go by: all that count, those of people and Claude, or the guess alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from brainstorm.label.labels import CLAUDE, OFFLINE, SOURCES, YOU
from brainstorm.session.session import Session


class View(NamedTuple):
    """Sources of labels, the one believed first at the start, and how the choice is called."""

    sources: Sequence[str]
    words: str


VIEWS = (
    View(SOURCES, "all that count"),
    View((YOU, CLAUDE), "yours and Claude's only"),
    View((OFFLINE,), "the guess only"),
)
ALL = VIEWS[0]


def following(view: View) -> View:
    """The next choice."""
    return VIEWS[(VIEWS.index(view) + 1) % len(VIEWS)]


def whose_words(session: Session, view: View, keys: Mapping[str, str]) -> str:
    """The choice in a line, with the keys that change it and that ask Claude; nothing while there are no labels."""
    if not session.labels:
        return ""
    by = {event.by for event in session.labels}
    again = " again" if CLAUDE in by else ""
    if by == {OFFLINE} and view == ALL:  # there is nothing to switch to yet
        return f"Filed by a first guess · {keys['claude']} asks Claude"
    return f"Labels: {view.words} · {keys['whose']} switches · {keys['claude']} asks Claude{again}"
