"""What the index knows of past practice, as suggestions and trends want it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

from brainstorm.history.habits import guard, habits, weak
from brainstorm.history.rows import Facts, facts_from
from brainstorm.history.suggest import Done, Past
from brainstorm.session.name import day_of
from brainstorm.session.text import unicode_text

_BACK = timedelta(days=120)
"""How far back habits and forms are looked at."""


def sessions(
    db: sqlite3.Connection, *, since: date | None = None, until: date | None = None, question: str | None = None
) -> Iterator[Facts]:
    """The facts of each session, newest first; `since` and `until` are days, both counted in."""
    given = [] if question is None else [unicode_text(question)]
    asked = " AND id IN (SELECT file FROM items WHERE kind = 'question' AND question = ?)" if given else ""
    rows = db.execute(
        f"SELECT facts FROM files WHERE facts IS NOT NULL AND day >= ? AND day <= ?{asked}"
        " ORDER BY substr(session, 1, 15) DESC, began DESC, session DESC",
        (str(since or ""), str(until or "99999"), *given),
    )
    return (facts_from(line) for (line,) in rows)


def done(db: sqlite3.Connection, before: date | None = None) -> dict[str, tuple[Done, str]]:
    """By question: how often it was asked in a drill (later ideas apart), in which session last, and its topic."""
    rows = db.execute(
        "SELECT question, topic, count(DISTINCT session), max(session) FROM items JOIN files ON files.id = items.file"
        " WHERE kind = 'question' AND question != '' AND form != 'later' AND day < ? GROUP BY question",
        (str(before or "99999"),),
    )
    return {question: (Done(times, last), topic) for question, topic, times, last in rows}


def past(db: sqlite3.Connection, today: date) -> Past:
    """What was practised up to `today`; sessions from the future, by a clock that was wrong, are not looked at."""
    drilled = [one for one in sessions(db, since=today - _BACK, until=today) if one.drilled]
    known = done(db, today + timedelta(days=1))
    topics: dict[str, date] = {}
    for one, topic in known.values():
        topics[topic] = max(topics.get(topic, date.min), one.day)
    forms: dict[str, date] = {}
    for session in drilled:
        forms.setdefault(session.form, day_of(session.id))
    todays = [session for session in drilled if session.day == str(today)]
    return Past(
        done={id_: one for id_, (one, _) in known.items()},
        topics=topics,
        forms=forms,
        last_forms={session.form for session in drilled if session.day == drilled[0].day},
        weak=weak(habits(drilled)),
        today=len(todays),
        ideas_today=sum(session.ideas for session in todays),
        note=guard(drilled),
    )
