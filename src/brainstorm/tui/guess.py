"""The offline labels of one session, for the screens: made in the background and handed over."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from brainstorm.history.archive import ArchiveError
from brainstorm.history.earlier import Before, before_of
from brainstorm.practice.labelling import Labelling, Made, around, wants_labels
from brainstorm.session.events import Labelled
from brainstorm.session.journal import JournalError, append
from brainstorm.session.lock import InUseError
from brainstorm.session.session import IDEA, Session

if TYPE_CHECKING:
    from brainstorm.tui.desk import Desk


class Guess:
    """Asks for the labels when they are needed, and hands them over; nothing here waits.

    Attributes:
        past: What earlier sessions say about the same questions; filled by the time labels come.
        pending: Whether labels are being made.
        note: A line about the last ones: why they are rough, or missing.
    """

    def __init__(self, desk: Desk, session: Session) -> None:
        self.past = Before()
        self.pending = False
        self.note: str | None = None
        self._stopped = False
        self._closing = False
        ids = {question.id for question in session.questions}

        @cache
        def past() -> Before:
            found = before_of(desk.archive, ids, but=session.id, stop=lambda: self._stopped)
            self.past = found
            return found

        needs = around(desk.settings, desk.places, lambda: desk.bank, lambda id_: past().ideas.get(id_, ()))
        self._labelling = Labelling(session, needs)

    def warm(self) -> None:
        """Let the encoder load."""
        self._labelling.warm()

    def ask(self, session: Session, done: Callable[[Made], None]) -> bool:
        """Have the ideas of `session` labelled if they are not; `done` is called in another thread.

        Returns whether anything is on its way.
        """
        if self.pending or self._closing or not (any(session.counted(IDEA)) and wants_labels(session)):
            return self.pending
        self.pending = True

        def made(found: Made) -> None:
            self.pending, self.note = False, found.note
            done(found)
            if self._closing:
                self.stop()

        self._labelling.ask(session, made)
        return True

    def close(self) -> None:
        """Let go, once what is being made has been handed over."""
        self._closing = True
        if not self.pending:
            self.stop()

    def stop(self) -> None:
        """Let go at once."""
        self._stopped = True
        self._labelling.close()


def first_go(desk: Desk, session: Session) -> Session | None:
    """The session that `session` is another go at, for what the break added."""
    first = (session.again or {}).get("session")
    if not isinstance(first, str):
        return None
    with contextlib.suppress(ArchiveError, JournalError):
        archive = desk.archive
        return archive.load(archive.find(first)).session
    return None


def write_label(path: Path, event: Labelled) -> str | None:
    """Add `event` to a journal that no drill is writing; what went wrong, in a line, or None."""
    try:
        append(path, [event], datetime.now().astimezone())
    except (JournalError, InUseError) as error:
        return str(error)
    return None
