"""The append-only file of one session's events, which is the truth: read it, or add a line to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from brainstorm.session.codec import NewerVersionError, decode, encode
from brainstorm.session.disk import JournalFile
from brainstorm.session.events import Event, Line
from brainstorm.session.fold import replay
from brainstorm.session.name import Name as Name
from brainstorm.session.name import make_id as make_id
from brainstorm.session.name import parse_name as parse_name
from brainstorm.session.name import path_of as path_of
from brainstorm.session.name import random_id
from brainstorm.session.session import Session


class JournalError(Exception):
    """A journal cannot be used at all: one clear line."""


def stamp(now: datetime) -> str:
    """Wall time as the journal writes it: ISO 8601 with milliseconds and offset."""
    return (now if now.tzinfo else now.astimezone()).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class Reading:
    """A journal, read.

    Attributes:
        session: What could be made of it.
        lines: Its readable lines, in order.
        problems: What could not be read or applied, a line each; empty when all is well.
        unknown: Types and keys this version does not know, counted.
    """

    session: Session
    lines: tuple[Line, ...]
    problems: tuple[str, ...]
    unknown: int = 0


def parse(data: bytes, session_id: str = "") -> Reading:
    """The journal whose bytes are `data`; `session_id` stands in when its first line is damaged.

    Raises:
        JournalError: it was written in a newer format.
    """
    lines: list[Line] = []
    problems: list[str] = []
    unknown = 0
    rows = data.split(b"\n")
    torn = rows.pop()
    before, blank = b"", False
    for number, row in enumerate([*rows, torn] if torn else rows, start=1):
        if not row.strip():
            blank = True
            continue
        # A line that was whole on a disk that then reported an error was closed off and written again.
        again, before, blank = blank and row == before, row, False
        if again:
            continue
        try:
            decoded = decode(row)
        except NewerVersionError as newer:
            raise JournalError(str(newer)) from None
        unknown += decoded.unknown
        if decoded.problem:
            cut = row is torn and decoded.line is None
            problems.append(f"line {number} is cut off" if cut else f"line {number} {decoded.problem}")
        if decoded.line is not None:
            lines.append(decoded.line)
    known = parse_name(session_id)
    session = replay(lines, Session(id=session_id, form={"id": known.form} if known else {}))
    problems += [f"missing: {lost}" for lost in session.lost]
    problems += _gaps(session)
    if lines and not session.begun:
        problems.append("missing: the line that started it")
        session = session.changed(begun=True, started_at=session.started_at or lines[0].at)
    return Reading(session, tuple(lines), tuple(problems), unknown)


def _gaps(session: Session, most: int = 20) -> list[str]:
    """A line for each number that no entry has, `most` of them at the most (a damaged number may be huge)."""
    numbers = sorted(session.numbers)
    total = session.next_n - 1 - len(numbers)
    said: list[str] = []
    for before, after in pairwise([0, *numbers]):
        few = range(before + 1, min(after, before + 1 + most - len(said)))
        said.extend(f"missing: entry {n}" for n in few)
    if total > len(said):
        said.append(f"missing: {total - len(said)} more entries")
    return said


def read(path: Path) -> Reading:
    """The journal at `path`.

    Raises:
        JournalError: it cannot be opened, or was written in a newer format.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise JournalError(f"{path.name} cannot be read: {error.strerror or error}") from None
    try:
        return parse(data, path.stem)
    except JournalError as error:
        raise JournalError(f"{path.name} {error}") from None


def append(path: Path, events: Iterable[Event] | Callable[[Session], Iterable[Event]], now: datetime) -> None:
    """Add `events` (none of them while a clock runs) to a journal that no drill is writing.

    Args:
        path: The journal.
        events: What to add; a function is asked once the lock is held, so that nobody else gives the same number.
        now: Wall time.

    Raises:
        JournalError: the file cannot be written; the sentence says why.
        InUseError: a drill holds it for longer than the usual patience.
    """
    try:
        file = JournalFile(path, new=False)
    except OSError as error:
        raise JournalError(f"{path.name} cannot be written: {error.strerror or error}") from None
    try:
        added = events(read(path).session) if callable(events) else events
        file.append(b"".join(encode(Line(stamp(now), None, event)) for event in added))
    except OSError as error:
        raise JournalError(f"{path.name} cannot be written: {error.strerror or error}") from None
    finally:
        file.close()


def create(path: Path, lines: Iterable[Line]) -> None:
    """Write a whole new journal at once.

    Raises:
        JournalError: there is one already, or the disk does not take it.
    """
    try:
        file = JournalFile(path, new=True)
        try:
            file.append(b"".join(encode(line) for line in lines))
        except OSError:
            path.unlink(missing_ok=True)
            raise
        finally:
            file.close()
    except OSError as error:
        raise JournalError(f"{path.name} cannot be written: {error.strerror or error}") from None


def create_free(folder: Path, form: str, when: datetime, lines: Callable[[str], Iterable[Line]]) -> Path:
    """Write a whole new journal under an id that nothing has yet; `lines` makes its lines for an id.

    Raises:
        JournalError: the disk does not take it.
    """
    for attempt in range(8):
        id_ = random_id(when, form)
        path = path_of(folder, id_)
        try:
            create(path, lines(id_))
        except JournalError:
            if attempt < 7 and path.exists():
                continue
            raise
        return path
    raise AssertionError("the last attempt returns or raises")


def parse_time(at: str) -> datetime | None:
    """An ISO 8601 time with offset, or None when `at` is not one."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
