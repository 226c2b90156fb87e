"""The tables of the index, and how one journal goes in and out of them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from brainstorm import __version__
from brainstorm.session.name import day_text

APPLICATION = 0x62726E73
"""Says in the file's header whose it is: brns."""
_ROOMS = ("bank", "history", "label", "measure", "session")
"""Whose code decides what goes into the tables."""
SETTLED_NS = 2_500_000_000
"""A file changed less than this before it was read may change again within one tick of its clock."""

_TABLES = """
CREATE TABLE files (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE,
  size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, ino INTEGER NOT NULL,
  read_at INTEGER NOT NULL, settled INTEGER NOT NULL, digest BLOB NOT NULL,
  problem TEXT, session TEXT NOT NULL, day TEXT NOT NULL, began TEXT NOT NULL, form TEXT NOT NULL, facts TEXT
);
CREATE INDEX files_by_age ON files (day);
CREATE INDEX unsettled ON files (path) WHERE settled = 0;
CREATE TABLE items (
  id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files (id),
  kind TEXT NOT NULL, n INTEGER NOT NULL, q INTEGER NOT NULL, t REAL,
  question TEXT NOT NULL, topic TEXT NOT NULL, angle TEXT, lens TEXT, note TEXT
);
CREATE INDEX items_by_file ON items (file);
CREATE INDEX asked ON items (question, file) WHERE kind = 'question';
CREATE TABLE agreed (state BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2');
"""


class Stat(NamedTuple):
    """What the disk says of a file, by its path below the sessions folder. When that is the same, the file is."""

    path: str
    size: int
    mtime: int
    ctime: int
    ino: int

    @property
    def changed(self) -> int:
        """The time of its last change, in nanoseconds."""
        return max(self.mtime, self.ctime)


class Content(NamedTuple):
    """A journal as it was read.

    Attributes:
        stat: Its state before it was read.
        read_at: When that was, in nanoseconds.
        digest: Of what it held.
        data: That; None when it cannot be read, and `why` not.
    """

    stat: Stat
    read_at: int
    digest: bytes
    data: bytes | None
    why: str = ""

    @property
    def path(self) -> str:
        """Where it is below the sessions folder."""
        return self.stat.path

    @property
    def settled(self) -> bool:
        """Whether another change would show in its state."""
        return self.read_at - self.stat.changed >= SETTLED_NS


@cache
def version() -> int:
    """What the tables, and all that goes into them, depend on: this program's release, and its code as it is now."""
    parts = [__version__]
    package = os.path.dirname(os.path.dirname(__file__))
    for room in _ROOMS:
        with contextlib.suppress(OSError), os.scandir(os.path.join(package, room)) as files:
            found = sorted((file.name, file.stat()) for file in files if file.name.endswith(".py"))
            parts += [f"{room}/{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in found]
    return crc32("\n".join(parts).encode()) & 0x7FFFFFFF


def make_tables(db: sqlite3.Connection) -> None:
    """Fill an empty database with empty tables."""
    db.executescript(f"BEGIN;{_TABLES}PRAGMA application_id={APPLICATION};PRAGMA user_version={version()};COMMIT;")


def known_states(db: sqlite3.Connection) -> set[tuple[str, int, int, int, int]]:
    """The state of every file the index knows, as it was when the file was read."""
    return set(db.execute("SELECT path, size, mtime, ctime, ino FROM files"))


def unsettled(db: sqlite3.Connection) -> dict[str, bytes]:
    """The files that may have changed without showing it, and the digests of what they held."""
    return dict(db.execute("SELECT path, digest FROM files WHERE settled = 0"))


def take_out(db: sqlite3.Connection, path: str) -> None:
    """Forget the journal at `path`."""
    row = db.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchone()
    if row is not None:
        db.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM items WHERE file = ?)", row)
        db.execute("DELETE FROM items WHERE file = ?", row)
        db.execute("DELETE FROM files WHERE id = ?", row)


def put_in(db: sqlite3.Connection, folder: Path, content: Content) -> None:
    """Index a journal, in place of what was known of it."""
    from brainstorm.history.facts import facts, items  # here: where nothing has changed, nothing need be measured
    from brainstorm.measure.numbers import numbers
    from brainstorm.session.journal import JournalError, parse

    take_out(db, content.path)
    stem = Path(content.path).stem
    problem, kept, began, form, texts = content.why or None, None, "", "", []
    if content.data is not None:
        try:
            reading = parse(content.data, stem)
        except JournalError as error:
            problem = f"{stem}.jsonl {error}"
        else:
            session = reading.session
            if reading.lines or reading.problems:  # else nobody's: its drill was killed before the first line
                found = numbers(session)
                kept = facts(session, found, damaged=bool(reading.problems)).to_json()
                began, form, texts = session.started_at, session.form_id, list(items(session, found.labels))
    file = db.execute(
        "INSERT INTO files (path, size, mtime, ctime, ino, read_at, settled, digest, problem, session, day, began,"
        " form, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(*content.stat, content.read_at, content.settled, content.digest),
            *(problem, stem, day_text(stem), began, form, kept),
        ),
    ).lastrowid
    first = _free_ids(db, stem, len(texts))
    db.executemany(
        "INSERT INTO items (id, file, kind, n, q, t, question, topic, angle, lens, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (id_, file, item.kind, item.n, item.q, item.t, item.question, item.topic, item.angle, item.lens, item.note)
            for id_, item in enumerate(texts, start=first)
        ),
    )
    db.executemany(
        "INSERT INTO words (rowid, text) VALUES (?, ?)",
        ((id_, item.text) for id_, item in enumerate(texts, start=first)),
    )


_PER_SECOND = 1 << 18
_LAST_SECOND = (1 << 45) - 1024  # what a clock that is centuries ahead says is too much for SQLite


def _free_ids(db: sqlite3.Connection, stem: str, count: int) -> int:
    """The first of `count` ids that rise with the time of the session, so that newer texts have greater ones."""
    first = min(int(stem[:8] + stem[9:15]), _LAST_SECOND) * _PER_SECOND
    while last := db.execute("SELECT max(id) FROM items WHERE id BETWEEN ? AND ?", (first, first + count)).fetchone()[
        0
    ]:
        first = last + 1
    return first


def problems(db: sqlite3.Connection) -> Iterator[str]:
    """A line for each journal that cannot be read at all."""
    for (line,) in db.execute("SELECT problem FROM files WHERE problem IS NOT NULL ORDER BY session DESC"):
        yield line
