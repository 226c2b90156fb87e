"""Find an entry, a question or a later idea by its words, the best fitting first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from brainstorm.history.query import Query
from brainstorm.history.rows import ASIDE, QUESTION
from brainstorm.session.text import unicode_text

_OPEN, _CLOSE = "\x02", "\x03"
_SPARE = 20  # hits beyond those wanted: a question may be among them many times
_AT_ONCE = 500  # ids in one query


class Filters(NamedTuple):
    """What a hit must be; None: anything. `since` and `until` are days, both counted in."""

    topic: str | None = None
    form: str | None = None
    angle: str | None = None
    lens: str | None = None
    question: str | None = None
    kind: str | None = None
    since: date | None = None
    until: date | None = None


class Hit(NamedTuple):
    """One text that was found.

    Attributes:
        path: Its journal, below the sessions folder.
        session: The session's id.
        form: The session's form.
        day: The session's day, 2026-11-23.
        kind: One of KINDS.
        n: Its number in the session; 0 for a question.
        q: The number of its question.
        t: Drill seconds; None for later ideas.
        text: As it was written.
        matches: Where the words stand in it: (start, end) in characters.
        question: The id of its question.
        topic: The question's topic.
        angle: The id of its angle, where labelled.
        lens: The lens of that angle.
        note: Where a later idea came, or `struck`.
        score: bm25; the smaller, the better it fits.
    """

    path: str
    session: str
    form: str
    day: str
    kind: str
    n: int
    q: int
    t: float | None
    text: str
    matches: tuple[tuple[int, int], ...]
    question: str
    topic: str
    angle: str | None
    lens: str | None
    note: str | None
    score: float


KINDS = ("idea", "build", "later", QUESTION, ASIDE)
"""The kinds of text that can be found."""

_CONDITIONS = {
    "topic": "items.topic = ?",
    "form": "files.form = ?",
    "angle": "items.angle = ?",
    "lens": "items.lens = ?",
    "question": "items.question = ?",
    "kind": "items.kind = ?",
    "since": "files.day >= ?",
    "until": "files.day <= ?",
}


def search(
    db: sqlite3.Connection, query: Query, filters: Filters | None = None, *, most: int = 20, some: bool = False
) -> list[Hit]:
    """The `most` texts that fit best; of equal ones the newest. A question is found once, where it was asked last.

    Args:
        db: The index.
        query: What to look for; an empty one finds nothing.
        filters: What else must hold.
        most: How many hits.
        some: One of the words is enough.
    """
    if query.empty:
        return []
    given = {name: value for name in _CONDITIONS if (value := getattr(filters, name, None)) is not None}
    match = query.match(some=some)
    place = " JOIN items ON items.id = words.rowid JOIN files ON files.id = items.file" if given else ""
    where = "".join(f" AND {_CONDITIONS[name]}" for name in given)
    values = [unicode_text(str(value)) for value in given.values()]
    wanted = most + _SPARE
    while True:
        # First only which; ids rise with time, so of equals the newest comes first.
        best = db.execute(
            f"SELECT words.rowid FROM words{place} WHERE words MATCH ?{where}"
            " ORDER BY bm25(words), words.rowid DESC LIMIT ?",
            (match, *values, wanted),
        ).fetchall()
        hits = list(islice(_each_question_once(_hits(db, match, [row[0] for row in best])), most))
        if len(hits) == most or len(best) < wanted:
            return hits
        wanted *= 10


def search_or_some(
    db: sqlite3.Connection, query: Query, filters: Filters | None = None, *, most: int = 20
) -> tuple[list[Hit], bool]:
    """What has all words of `query`; where nothing has, what has some of them, and whether that is so."""
    hits = search(db, query, filters, most=most)
    if hits or len(query.wanted) < 2:
        return hits, False
    hits = search(db, query, filters, most=most, some=True)
    return hits, bool(hits)


def _hits(db: sqlite3.Connection, match: str, ids: list[int]) -> Iterator[Hit]:
    """The texts with these ids, in their order."""
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        rows = db.execute(
            "SELECT words.rowid, files.path, files.session, files.form, files.day, items.kind, items.n, items.q,"
            f" items.t, words.text, highlight(words, 0, '{_OPEN}', '{_CLOSE}'), items.question, items.topic,"
            " items.angle, items.lens, items.note, bm25(words)"
            " FROM words JOIN items ON items.id = words.rowid JOIN files ON files.id = items.file"
            f" WHERE words MATCH ? AND words.rowid IN ({', '.join('?' * len(part))})",
            (match, *part),
        )
        found = {row[0]: _hit(row[1:]) for row in rows}
        yield from (found[id_] for id_ in part if id_ in found)


def _each_question_once(hits: Iterator[Hit]) -> Iterator[Hit]:
    seen: set[tuple[str, str]] = set()
    for hit in hits:
        if hit.kind == QUESTION:
            if (hit.question, hit.text) in seen:
                continue
            seen.add((hit.question, hit.text))
        yield hit


def _hit(row: tuple[Any, ...]) -> Hit:
    *before, text, marked, question, topic, angle, lens, note, score = row
    path, session, form, day, kind, n, q, t = before
    matches = tuple(_matches(text, marked))
    return Hit(path, session, form, day, kind, n, q, t, text, matches, question, topic, angle, lens, note, score)


def _matches(text: str, marked: str) -> Iterator[tuple[int, int]]:
    """Where the marks stand, counted in the text without them."""
    if _OPEN in text or _CLOSE in text:  # these would be taken for marks
        return
    place, start = 0, 0
    for character in marked:
        if character == _OPEN:
            start = place
        elif character == _CLOSE:
            yield start, place
        else:
            place += 1
