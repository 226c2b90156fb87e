"""A session as the JSON that other programs read: design.md's `show` and `list` objects, `"v": 1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from brainstorm.measure.flow import flow
from brainstorm.session.session import BUILD, IDEA, MARK, Entry, Question, Session

V = 1


def counts(session: Session) -> dict[str, int]:
    """How many ideas, builds and marks count."""
    return {"ideas": session.count(IDEA), "builds": session.count(BUILD), "marks": session.count(MARK)}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "n": entry.n,
        "q": entry.q,
        "kind": entry.kind,
        "t": entry.t,
        "first_key": entry.first_key,
        "text": entry.text,
        "builds_on": entry.builds_on,
        "answers": entry.answers,
        "struck": entry.struck,
        "label": None,
        "aloud": entry.aloud,
        "via": entry.via,
        "after_bell": entry.after_bell,
        "earlier": list(entry.earlier),
    }


def _question(session: Session, question: Question) -> dict[str, Any]:
    left = [s.cut_off for s in question.stretches if s.cut_off and s.end != session.ended_t]
    cut_off = "\n".join(left) or None
    return {"q": question.q, "id": question.id, "text": question.text, "asked": question.asked, "cut_off": cut_off}


def measures(session: Session) -> dict[str, Any]:
    """The figures of the session, each None where it could not be measured."""
    pace = flow(session)
    return {
        "latency": pace.latency,
        "per_minute": pace.per_minute,
        "longest_silence": pace.longest_silence,
        "freezes": pace.freezes,
        "halves": None if pace.halves is None else list(pace.halves),
        "latencies": list(pace.latencies),
    }


def session_json(session: Session, state: str, problems: Iterable[str] = ()) -> dict[str, Any]:
    """One session as a `show` object."""
    rated = session.rated
    return {
        "v": V,
        "id": session.id,
        "state": state,
        "form": session.form_id,
        "started": session.started_at,
        "seconds": session.seconds,
        "elapsed": round(session.elapsed, 3),
        "why": session.ended,
        "input": session.input,
        "cut_off": session.cut_off,
        "draft": (session.draft or None) if session.running else None,
        "questions": [_question(session, question) for question in session.questions],
        "entries": [_entry(entry) for entry in session.entries],
        "rated": None
        if rated is None
        else {"best": None if rated.best is None else list(rated.best), "self": rated.self},
        "later": [{"n": x.n, "q": x.q, "text": x.text, "where": x.where} for x in session.later],
        "counts": counts(session),
        "measures": measures(session),
        "switches": dict(session.switches),
        "seed": session.seed,
        "said": [{"what": s.what, "t": s.t, "kind": s.kind, "text": s.text} for s in session.said],
        "problems": list(problems),
    }


def row_json(session: Session, state: str) -> dict[str, Any]:
    """One session as a row of a `list` object."""
    return {
        "id": session.id,
        "state": state,
        "form": session.form_id,
        "started": session.started_at,
        "seconds": session.seconds,
        "questions": [question.id for question in session.questions],
        "counts": counts(session),
        "input": session.input,
    }


def wrapped(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Several objects as the one that `list --json` and `export --format json` print."""
    return {"v": V, "sessions": list(rows)}
