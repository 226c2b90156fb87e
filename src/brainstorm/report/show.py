"""A session as the JSON that other programs read: design.md's `show` and `list` objects, `"v": 1`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from brainstorm.label.figures import Figures
from brainstorm.label.labels import Label
from brainstorm.measure.flow import flow
from brainstorm.measure.numbers import numbers
from brainstorm.measure.results import Breadth, Novelty, Numbers, QuestionNumbers
from brainstorm.measure.tips import tips
from brainstorm.session.session import BUILD, IDEA, MARK, Entry, Question, Session

V = 1


def counts(session: Session) -> dict[str, int]:
    """How many ideas, builds and marks count."""
    return {"ideas": session.count(IDEA), "builds": session.count(BUILD), "marks": session.count(MARK)}


def _entry(entry: Entry, counted: Numbers) -> dict[str, Any]:
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
        "label": label_json(counted.labels.get(entry.n), counted.figures),
        "aloud": entry.aloud,
        "via": entry.via,
        "after_bell": entry.after_bell,
        "earlier": list(entry.earlier),
    }


def label_json(label: Label | None, figures: Figures) -> dict[str, Any] | None:
    """The label that counts, with what was measured of the idea; None when nobody said anything."""
    if label is None:
        return None
    measured = figures.ideas.get(label.n)
    return {
        "angle": label.angle,
        "other": label.other,
        "same_as": label.same_as,
        "again": dict(label.again) if label.again else label.again,
        "common": label.common,
        "confidence": label.confidence,
        "by": dict(label.by),
        "top": [[angle, chance] for angle, chance in measured.top[:3]] if measured is not None else [],
        "gain": measured.gain if measured is not None else None,
        "uncommonness": measured.uncommonness if measured is not None else None,
    }


def breadth_json(breadth: Breadth) -> dict[str, Any]:
    """How broad, with what was left out, who filed the ideas, and how sure it is."""
    return {
        "ideas": breadth.ideas,
        "distinct": breadth.distinct,
        "angles": breadth.angles,
        "margin": None if breadth.margin is None else list(breadth.margin),
        "of": breadth.of,
        "effective": breadth.effective,
        "top_share": breadth.top_share,
        "tunnel": breadth.tunnel,
        "without_map": breadth.without_map,
        "labelled": breadth.labelled,
        "other": breadth.other,
        "left_out": {"builds": breadth.builds, "answers": breadth.answers, "off_topic": breadth.off_topic},
        "by": breadth.by,
        "sure": breadth.sure,
    }


def novelty_json(novelty: Novelty) -> dict[str, Any]:
    """How new, with who said which ideas are common, and how sure it is."""
    return {
        "outside": novelty.outside,
        "of": novelty.of,
        "repeats": novelty.repeats,
        "new_for_you": novelty.new_for_you,
        "near": novelty.near,
        "new_of": novelty.new_of,
        "furthest": list(novelty.furthest),
        "by": novelty.by,
        "sure": novelty.sure,
    }


def _question_numbers(each: QuestionNumbers) -> dict[str, Any]:
    flat = each.flattened
    return {
        "q": each.q,
        "breadth": breadth_json(each.breadth),
        "novelty": novelty_json(each.novelty),
        "untouched": list(each.untouched),
        "new_per_minute": each.new_per_minute,
        "flattened": None if flat is None else {"n": flat.n, "at": each.flattened_at, "ideas_after": flat.ideas_after},
        "new_by_half": None
        if each.halves is None
        else [{"ideas": half.ideas, "new_angles": half.new_angles} for half in each.halves],
        "lenses": dict(each.lenses),
        "repeats": [list(pair) for pair in each.repeats],
    }


def _question(session: Session, question: Question) -> dict[str, Any]:
    left = [s.cut_off for s in question.stretches if s.cut_off and s.end != session.ended_t]
    cut_off = "\n".join(left) or None
    return {"q": question.q, "id": question.id, "text": question.text, "asked": question.asked, "cut_off": cut_off}


def measures(session: Session, counted: Numbers | None = None) -> dict[str, Any]:
    """The figures of the session, each None where it could not be measured."""
    pace = flow(session)
    counted = counted or numbers(session)
    return {
        "latency": pace.latency,
        "per_minute": pace.per_minute,
        "longest_silence": pace.longest_silence,
        "freezes": pace.freezes,
        "halves": None if pace.halves is None else list(pace.halves),
        "latencies": list(pace.latencies),
        "breadth": breadth_json(counted.breadth),
        "novelty": novelty_json(counted.novelty),
        "by_question": [_question_numbers(each) for each in counted.questions],
        "lenses": dict(counted.lenses),
        "silences": [
            {
                "q": each.silence.q,
                "start": each.silence.start,
                "end": each.silence.end,
                "verdict": each.verdict,
                "by": each.by,
            }
            for each in counted.silences
        ],
        "tips": [{"rule": tip.rule, "text": tip.text, "ideas": list(tip.ns)} for tip in tips(session, counted)],
        "encoder": counted.figures.encoder,
    }


def session_json(session: Session, state: str, problems: Iterable[str] = ()) -> dict[str, Any]:
    """One session as a `show` object."""
    rated, counted = session.rated, numbers(session)
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
        "entries": [_entry(entry, counted) for entry in session.entries],
        "rated": None
        if rated is None
        else {"best": None if rated.best is None else list(rated.best), "self": rated.self},
        "later": [{"n": x.n, "q": x.q, "text": x.text, "where": x.where} for x in session.later],
        "counts": counts(session),
        "measures": measures(session, counted),
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
