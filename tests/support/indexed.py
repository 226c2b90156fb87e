"""What the index says of a folder, and what the journals themselves say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from brainstorm.history.archive import Archive
from brainstorm.history.facts import facts, items
from brainstorm.history.index import ask
from brainstorm.history.rows import Facts, Item, facts_from
from brainstorm.measure.numbers import numbers
from brainstorm.session.journal import JournalError

T = TypeVar("T")
View = tuple[dict[str, Facts], dict[str, list[Item]], list[str]]


def index_says(db: sqlite3.Connection) -> View:
    """Facts and texts of each session by its path, and what cannot be read."""
    db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    rows, texts = {}, {}
    for id_, path, found in db.execute("SELECT id, path, facts FROM files WHERE facts IS NOT NULL"):
        rows[path] = facts_from(found)
        texts[path] = [
            Item(*values)
            for values in db.execute(
                "SELECT kind, n, q, t, text, question, topic, angle, lens, note FROM items JOIN words"
                " ON words.rowid = items.id WHERE file = ? ORDER BY items.id",
                (id_,),
            )
        ]
    assert db.execute("SELECT count(*) FROM words").fetchone()[0] == sum(map(len, texts.values()))
    return rows, texts, sorted(row[0] for row in db.execute("SELECT problem FROM files WHERE problem IS NOT NULL"))


def journals_say(folder: Path) -> View:
    """The same from the files."""
    archive, rows, texts, wrong = Archive(folder), {}, {}, []
    for path in archive.paths():
        try:
            found = archive.load(path)
        except JournalError as error:
            wrong.append(str(error))
            continue
        if found.reading.lines or found.reading.problems:
            name = str(path.relative_to(folder))
            whole = numbers(found.session)
            rows[name] = facts(found.session, whole, damaged=bool(found.reading.problems))
            texts[name] = list(items(found.session, whole.labels))
    return rows, texts, sorted(wrong)


class Told(list[str]):
    """A `say` that keeps what it heard."""

    def __call__(self, line: str) -> None:
        self.append(line)


def asked(folder: Path, cache: Path, use: Callable[[sqlite3.Connection], T], **more: Any) -> T:
    """What `use` makes of the index, which must have nothing to say."""
    told = Told()
    result = ask(folder, cache, use, say=told, **more)
    assert told == []
    return result
