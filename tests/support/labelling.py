"""A session with a map, and labels for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from support.journals import FORM, ID, line

from brainstorm.label.labels import of_text
from brainstorm.session import events as ev
from brainstorm.session.events import Event, Labelled, Line
from brainstorm.session.fold import replay
from brainstorm.session.session import Session

MAPPED: dict[str, Any] = {
    "id": "tea-cold",
    "topic": "tea",
    "question": "Why is the tea cold?",
    "angles": [
        {"id": "heat", "lens": "measurement", "name": "Heat", "line": "Follow the heat.", "ask": "Where did it go?"},
        {"id": "people", "lens": "stakes", "name": "People", "line": "Ask who was there.", "ask": "Who would know?"},
        {"id": "cup", "lens": "measurement", "name": "Cup", "line": "Look at the cup.", "ask": "What holds it?"},
        {"id": "time", "lens": "history", "name": "Time", "line": "Look at the clock.", "ask": "When was it?"},
    ],
    "common_ideas": ["somebody forgot it", {"line": "the cup is thin", "angle": "cup", "weight": 2}],
}
ANGLES = ("heat", "people", "cup", "time")


def session_of(
    *events: Event, seconds: float = 300.0, question: dict[str, Any] = MAPPED, input_: str = "typed"
) -> Session:
    """A session on one question; the events come ten seconds apart."""
    lines: list[Line] = [
        line(ev.Started(id=ID, form=FORM, seconds=seconds, input=input_)),
        line(ev.Asked(q=1, question=question), 0.0),
    ]
    clocked = (ev.Idea, ev.Asked, ev.Cue, ev.Ended, ev.Dry)
    for place, event in enumerate(events, start=1):
        lines.append(line(event, 10.0 * place if isinstance(event, clocked) else None))
    return replay(lines)


def ideas(*texts: str, **more: Any) -> list[Event]:
    """Entries 1, 2, … with these texts."""
    return [ev.Idea(n=n, text=text, first_key=10.0 * n - 2, **more) for n, text in enumerate(texts, start=1)]


def said(by: str, n: int, text: str = "", **fields: Any) -> Labelled:
    """One label by somebody, about the wording `text`; Claude is trusted."""
    trust = {"ok": True, "checks": [], "kappa": None, "disputed": []} if by == "claude" else None
    return Labelled(by=by, trust=trust, labels=({"n": n, "of": of_text(text), **fields},))


def figured(
    angles: Mapping[str, str | None],
    *,
    confidence: float = 0.5,
    near: Mapping[str, str] | None = None,
    repeat_of: Mapping[str, int] | None = None,
    without_map: float | None = None,
    encoder: str = "wordllama",
) -> Labelled:
    """Offline labels of ideas 1, 2, … by their texts, with figures; what `confidence` leaves goes to `other`."""
    labels, measured = [], []
    for n, (text, angle) in enumerate(angles.items(), start=1):
        word = (near or {}).get(text)
        of = of_text(text)
        if angle is not None:
            labels.append({"n": n, "of": of, "angle": angle, "confidence": confidence})
        measured.append(
            {
                "n": n,
                "of": of,
                "top": [] if angle is None else [[angle, confidence], ["other", 1 - confidence]],
                "gain": 0.5,
                "uncommonness": None if word is None else {"common": 0.1, "near": 0.5, "outside": 0.9}[word],
                "near": word,
                "repeat_of": (repeat_of or {}).get(text),
            }
        )
    questions = [] if without_map is None else [{"q": 1, "without_map": without_map}]
    figures = {"v": 1, "encoder": encoder, "questions": questions, "ideas": measured}
    return Labelled(by="offline", labels=tuple(labels), figures=figures)
