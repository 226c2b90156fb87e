"""Whole sessions on disk, for the screens that show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from brainstorm.session import events as ev
from brainstorm.session.events import Event, Line
from brainstorm.session.journal import create, make_id, path_of, stamp

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TEA = {
    "id": "tea-cold",
    "topic": "tea",
    "question": "Why is the tea cold?",
    "angles": [
        {"id": "heat", "lens": "other", "name": "Heat", "line": "Follow the heat.", "ask": "Where did it go?",
         "examples": ["weigh the steam"]},
    ],
    "common_ideas": ["somebody forgot it"],
    "sources": [{"title": "On tea", "url": "https://example.org/tea", "year": 2020}],
}  # fmt: skip
SECOND = {"id": "tea-bitter", "topic": "tea", "question": "And why is it bitter?"}


def save(
    folder: Path,
    *texts: str,
    days_ago: int = 0,
    form: str = "single",
    seconds: float = 300.0,
    question: Mapping[str, Any] = TEA,
    during: Sequence[tuple[float, Event]] = (),
    ended: bool = True,
    after: Sequence[Event] = (),
    whole_form: Mapping[str, Any] | None = None,
) -> Path:
    """A session with `texts` as its ideas, one each ten seconds; `during` has times of its own."""
    now = NOON - timedelta(days=days_ago)
    id_ = make_id(now, form, f"{days_ago:04d}")
    started = ev.Started(
        id=id_, form=whole_form or {"id": form, "name": form.capitalize()}, seconds=seconds, input="typed"
    )
    clocked: list[tuple[float, Event]] = [(0.0, ev.Asked(q=1, question=question))]
    clocked += [
        (10.0 * n, ev.Idea(n=n, q=1, text=text, first_key=10.0 * n - 2)) for n, text in enumerate(texts, start=1)
    ]
    clocked += during
    if ended:
        clocked.append((seconds, ev.Ended(why="time")))
    lines = [Line(stamp(now), None, started)]
    lines += [Line(stamp(now), t, event) for t, event in sorted(clocked, key=lambda pair: pair[0])]
    lines += [Line(stamp(now), None, event) for event in after]
    path = path_of(folder, id_)
    create(path, lines)
    return path
