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
  read_at INTEGER NOT NULL, digest BLOB NOT NULL,
  problem TEXT, session TEXT NOT NULL, day TEXT NOT NULL, began TEXT NOT NULL, form TEXT NOT NULL, facts TEXT
);
CREATE INDEX files_by_age ON files (day);
CREATE TABLE items (
  id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES files (id),
  kind TEXT NOT NULL, n INTEGER NOT NULL, q INTEGER NOT NULL, t REAL,
  question TEXT NOT NULL, topic TEXT NOT NULL, angle TEXT, lens TEXT, note TEXT
);
CREATE INDEX items_by_file ON items (file);
CREATE INDEX asked ON items (question, file) WHERE kind = 'question';
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2');
"""


class Stat(NamedTuple):
    """What the disk says of a file: when it has not changed, the file has not."""

    size: int
    mtime: int
    ctime: int
    ino: int

    @property
    def changed(self) -> int:
        """The time of its last change, in nanoseconds."""
        return max(self.mtime, self.ctime)


class Known(NamedTuple):
    """What the index knows of a file: its state when it was read, when that was, and a digest of what it held."""

    stat: Stat
    read_at: int
    digest: bytes

    @property
    def settled(self) -> bool:
        """Whether another change would show in its state."""
        return self.read_at - self.stat.changed >= SETTLED_NS


class Content(NamedTuple):
    """A journal as it was read."""

    path: str
    known: Known
    data: bytes | None
    why: str = ""


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


def known_files(db: sqlite3.Connection) -> dict[str, Known]:
    """Every file the index knows, by its path below the sessions folder."""
    rows = db.execute("SELECT path, size, mtime, ctime, ino, read_at, digest FROM files")
    return {path: Known(Stat(*state), read_at, digest) for path, *state, read_at, digest in rows}


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
                kept = facts(session, damaged=bool(reading.problems)).to_json()
                began, form, texts = session.started_at, session.form_id, list(items(session))
    stat = content.known.stat
    file = db.execute(
        "INSERT INTO files (path, size, mtime, ctime, ino, read_at, digest, problem, session, day, began, form, facts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(content.path, stat.size, stat.mtime, stat.ctime, stat.ino, content.known.read_at, content.known.digest),
            *(problem, stem, f"{stem[:4]}-{stem[4:6]}-{stem[6:8]}", began, form, kept),
        ),
    ).lastrowid
    for item in texts:
        row = (file, item.kind, item.n, item.q, item.t, item.question, item.topic, item.angle, item.lens, item.note)
        added = db.execute(
            "INSERT INTO items (file, kind, n, q, t, question, topic, angle, lens, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid
        db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (added, item.text))


def problems(db: sqlite3.Connection) -> Iterator[str]:
    """A line for each journal that cannot be read at all."""
    for (line,) in db.execute("SELECT problem FROM files WHERE problem IS NOT NULL ORDER BY session DESC"):
        yield line
