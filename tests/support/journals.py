"""Lines and journals for tests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from brainstorm.session import events as ev
from brainstorm.session.codec import encode
from brainstorm.session.events import Event, Line

AT = "2026-11-23T07:30:00.000+00:00"
ID = "20261123-073000-single-k3f9"
FORM = {
    "id": "single",
    "name": "Single",
    "about": ["One.", "Two.", "Three."],
    "questions": 1,
    "seconds": 300,
    "turn": "none",
    "pause": True,
    "edit": True,
    "help": "ladder",
    "draw": "any",
    "counts": "ideas",
}
QUESTION = {"id": "tea-cold", "topic": "tea", "question": "Why is it cold?"}


def line(event: Event, t: float | None = None) -> Line:
    """`event` at drill second `t`, on a fixed morning."""
    return Line(AT, t, event)


def opening(form: dict[str, object] | None = None, seconds: float = 300.0) -> list[Line]:
    """The first two lines of a session."""
    return [line(ev.Started(id=ID, form=form or FORM, seconds=seconds)), line(ev.Asked(q=1, question=QUESTION), 0.0)]


def idea(n: int, text: str | None = None) -> Line:
    """Entry `n` of a session, at drill second `n`."""
    return line(ev.Idea(n=n, text=text if text is not None else f"idea {n}"), float(n))


def written(path: Path, lines: list[Line], tail: bytes = b"") -> Path:
    """A journal with these lines, and `tail` after them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(map(encode, lines)) + tail)
    return path


class Alarm:
    """A `changed` callback that a test can wait on for a condition."""

    def __init__(self) -> None:
        self._news = threading.Condition()

    def __call__(self) -> None:
        with self._news:
            self._news.notify_all()

    def until(self, condition: Callable[[], object], within: float = 30.0) -> None:
        """Wait until `condition` holds; it is looked at whenever the callback was called."""
        with self._news:
            assert self._news.wait_for(condition, within), "the condition never came"
