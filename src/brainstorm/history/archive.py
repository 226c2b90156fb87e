"""The sessions folder: what is in it, which session is meant, and what becomes of one that is deleted."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from brainstorm.history.folder import entries, journals
from brainstorm.history.rows import CLOCKLESS
from brainstorm.history.suggest import Done
from brainstorm.session import lock
from brainstorm.session.disk import JournalFile, make_folder, sync_folder
from brainstorm.session.events import Asked, Ended, Event, Later, Line, Started
from brainstorm.session.journal import (
    JournalError,
    Reading,
    append,
    create_free,
    parse_name,
    path_of,
    read,
    stamp,
)
from brainstorm.session.name import SECOND
from brainstorm.session.session import Session

TRASH = ".trash"
ENDED, OPEN, LIVE = "ended", "open", "live"


class ArchiveError(Exception):
    """The session meant cannot be found or used: one clear line."""


@dataclass(frozen=True, slots=True)
class Found:
    """One session of the folder, read.

    Attributes:
        path: Its journal.
        reading: What is in it.
        state: ended, open (unfinished) or live (a drill is writing it now).
    """

    path: Path
    reading: Reading
    state: str

    @property
    def session(self) -> Session:
        """The session."""
        return self.reading.session


class Archive:
    """A sessions folder. Nothing is created by looking."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def paths(self) -> list[Path]:
        """Every journal, newest first, from the file names; those of one second by their first lines."""
        found = [(file.name, file.path) for file in journals(self.folder)]
        seconds = Counter(name[:SECOND] for name, _ in found)

        def age(file: tuple[str, str]) -> tuple[str, str, str]:
            name, path = file
            return name[:SECOND], _began(path) if seconds[name[:SECOND]] > 1 else "", name

        found.sort(key=age, reverse=True)
        return [Path(path) for _, path in found]

    def ids(self) -> list[str]:
        """The ids of all sessions, newest first to the second, from the file names alone."""
        return sorted((file.name.removesuffix(".jsonl") for file in journals(self.folder)), reverse=True)

    def find(self, ref: str) -> Path:
        """The journal meant by `ref`: `latest`, a session id, or the start of one that fits no other.

        Raises:
            ArchiveError: there is none, or several.
        """
        paths = self.paths()
        if not paths:
            raise ArchiveError(f"there are no sessions in {self.folder}")
        if ref == "latest":
            return next((path for path in paths if _size(path)), paths[0])
        ref = ref.removesuffix(".jsonl")
        fitting = [path for path in paths if path.stem == ref] or [p for p in paths if ref and p.stem.startswith(ref)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            few = ", ".join(path.stem for path in fitting[:3])
            raise ArchiveError(f"“{ref}” fits {len(fitting)} sessions ({few}, …); give more of the id")
        raise ArchiveError(f"no session starts with “{ref}”; `brainstorm list` shows them")

    def load(self, path: Path) -> Found:
        """The session at `path`.

        Raises:
            JournalError: it cannot be read.
        """
        reading = read(path)
        if reading.session.ended is not None:
            return Found(path, reading, ENDED)
        return Found(path, reading, LIVE if lock.held(path) else OPEN)

    def all(self, problems: list[str] | None = None) -> Iterator[Found]:
        """Every session, newest first; what cannot be read at all goes, a line each, to `problems`.

        A journal without a single line (its drill was killed before the first) is nobody's session.
        """
        for path in self.paths():
            try:
                found = self.load(path)
            except JournalError as error:
                if problems is not None:
                    problems.append(str(error))
                continue
            if found.reading.lines or found.reading.problems:
                yield found

    def unfinished(self, now: datetime, within: timedelta = timedelta(hours=24)) -> Found | None:
        """The newest drill that was left unfinished in the last 24 hours and that nobody is in."""
        oldest = f"{now - within:%Y%m%d-%H%M%S}"
        for path in self.paths():
            if path.stem[:SECOND] < oldest:
                return None
            try:
                found = self.load(path)
            except JournalError:
                continue
            session = found.session
            if found.state == OPEN and session.begun and session.question is not None and session.form.get("turn"):
                return found
        return None

    def times_done(self) -> Counter[str]:
        """How often each question was asked in a drill, by id."""
        return Counter({id_: done.times for id_, done in self.done().items()})

    def done(self, stop: Callable[[], bool] = lambda: False) -> dict[str, Done]:
        """How often each question was asked in a drill, and in which session last.

        Reads every journal of a drill; `stop` is asked before each whether that is still wanted.
        """
        found: dict[str, Done] = {}
        for path in reversed(self.paths()):
            if stop():
                break
            name = parse_name(path.name)
            if name is not None and name.form in CLOCKLESS:
                continue
            for id_ in asked_in(path):
                before = found.get(id_)
                found[id_] = Done((before.times if before else 0) + 1, path.stem)
        return found

    def latest_with(self, question: str) -> Path | None:
        """The newest session that asked `question`."""
        return next((path for path in self.paths() if question in asked_in(path)), None)

    def delete(self, path: Path, *, forever: bool = False, patience: float = lock.PATIENCE) -> Path | None:
        """Move the session to the folder's trash, and say where it is now; or delete it for good (None).

        `patience`: seconds to wait for whoever is writing it.

        Raises:
            ArchiveError: it is in use, or the disk refuses.
        """
        try:
            file = JournalFile(path, new=False, patience=patience)
        except lock.InUseError as error:
            raise ArchiveError(f"{path.stem} {error}") from None
        except OSError as error:
            raise ArchiveError(f"{path.stem} cannot be deleted: {error.strerror or error}") from None
        try:
            if forever:
                path.unlink()
                sync_folder(path.parent)
                return None
            trash = self.folder / TRASH
            make_folder(trash)
            target = _free_name(trash, path)
            path.rename(target)
            sync_folder(trash)
            return target
        except OSError as error:
            raise ArchiveError(f"{path.stem} cannot be deleted: {error.strerror or error}") from None
        finally:
            file.close()

    def trashed(self) -> list[Path]:
        """The sessions in the trash, the one deleted last at the end."""
        found: list[tuple[int, str]] = []
        for file in entries(self.folder / TRASH):
            if file.name.endswith(".jsonl") and parse_name(file.name):
                with contextlib.suppress(OSError):
                    found.append((file.stat().st_ctime_ns, file.path))  # moving it there was its last change
        return [Path(path) for _, path in sorted(found)]

    def restore(self, trash_path: Path) -> Path:
        """Move the session at `trash_path` back from the trash, and say where it is now.

        Raises:
            ArchiveError: it is no longer there, something stands in its place, or the disk refuses.
        """
        target = path_of(self.folder, trash_path.stem)
        try:
            trash_path.lstat()
            make_folder(target.parent)
            if os.path.lexists(target):
                raise ArchiveError(f"{trash_path.stem} is there already; the deleted one stays at {trash_path}")
            trash_path.rename(target)
            sync_folder(target.parent)
        except FileNotFoundError:
            raise ArchiveError(f"{trash_path.stem} is not in the trash any more") from None
        except OSError as error:
            raise ArchiveError(f"{trash_path.stem} cannot be brought back: {error.strerror or error}") from None
        return target

    def add_later(self, path: Path, text: str, where: str | None, q: int | None, now: datetime) -> Later:
        """Attach a later idea to the session at `path`, to question `q` or the last one it asked.

        Raises:
            JournalError: the file cannot be written.
            InUseError: a drill is writing it.
        """
        kept: list[Later] = []

        def number(session: Session) -> list[Event]:
            kept.append(Later(n=session.next_n, text=text, where=where, q=q or session.q or 1))
            return [*kept]

        append(path, number, now)
        return kept[0]

    def create_later(self, question: dict[str, object], text: str, where: str | None, app: str, now: datetime) -> Path:
        """A session without a clock, of form `later`, for an idea on a question that was never drilled.

        Raises:
            JournalError: it cannot be written.
        """
        form = {"id": "later", "name": "Later"}

        def lines(id_: str) -> list[Line]:
            events: list[Event] = [
                Started(id=id_, app=app, form=form, seconds=0, input="typed"),
                Asked(q=1, question=question),
                Later(n=1, text=text, where=where, q=1),
                Ended(why="done"),
            ]
            return [Line(stamp(now), None, event) for event in events]

        return create_free(self.folder, "later", now, lines)


def _free_name(folder: Path, path: Path) -> Path:
    """A name for `path` in `folder` that nothing has yet."""
    target, number = folder / path.name, 2
    while os.path.lexists(target):
        target = folder / f"{path.stem}.{number}{path.suffix}"
        number += 1
    return target


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # deleted meanwhile
        return 0


_AT = re.compile(rb'"at": ?"([^"]*)"')


def _began(path: str) -> str:
    """The time in the first line of the journal at `path`, to the millisecond."""
    try:
        with open(path, "rb") as file:
            match = _AT.search(file.read(400))
    except OSError:
        return ""
    return match[1].decode(errors="replace") if match else ""


_ASKED = re.compile(rb'^\{"type":"asked".*$', re.MULTILINE)


def asked_in(path: Path) -> set[str]:
    """The ids of the questions that the journal at `path` asked, without reading the rest of it."""
    try:
        data = path.read_bytes()
    except OSError:
        return set()
    ids: set[str] = set()
    for line in _ASKED.findall(data):
        try:
            question = json.loads(line).get("question")
        except (ValueError, RecursionError):
            continue
        if isinstance(question, dict) and isinstance(question.get("id"), str):
            ids.add(question["id"])
    return ids
