"""A question with a map, a session on it, and sheets to file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from support.judges import Truth

from brainstorm.label.judge.prepare import Earlier, Task, task_of
from brainstorm.label.judge.prompts import Prompts, read_prompts
from brainstorm.session.session import Entry, Question, Session

ROOT = Path(__file__).resolve().parents[2]
TEA: dict[str, Any] = {
    "id": "tea-cold",
    "topic": "tea",
    "question": "Why is the tea cold, and how would you find out?",
    "angles": [
        {"id": "heat", "lens": "other", "name": "Heat", "line": "Follow the heat.", "examples": ["weigh the steam"]},
        {"id": "ask", "lens": "other", "name": "Ask", "line": "Ask those who were there.", "examples": []},
        {"id": "time", "lens": "other", "name": "Time", "line": "Reconstruct when it was made."},
    ],
    "common_ideas": ["somebody forgot it", {"line": "the pot is thin", "angle": "heat"}],
    "controls": {
        "same": ["ask the cook who brought it", "have the person from the kitchen tell who carried it in"],
        "off_topic": "coffee is dearer this year",
        "look_alike": "ask the cook who brought it to drink it",
    },
}  # fmt: skip
CHECKED = {
    "ask the cook who brought it": Truth("ask", "pair"),
    "have the person from the kitchen tell who carried it in": Truth("ask", "pair"),
    "coffee is dearer this year": Truth("none", "coffee"),
    "ask the cook who brought it to drink it": Truth("heat", "drink"),
}
"""What is true of the hidden checks of TEA."""


def prompts() -> Prompts:
    """The shipped ones."""
    return read_prompts([ROOT / "prompts"])


def session_of(texts: Sequence[str], question: Mapping[str, Any] = TEA, id_: str = "s") -> Session:
    """A session with `texts` as its ideas."""
    entries = tuple(Entry(n, 1, text, 10.0 * n) for n, text in enumerate(texts, start=1))
    return Session(id=id_, questions=(Question(1, question),), q=1, entries=entries, last_n=len(entries), begun=True)


def task(texts: Sequence[str], question: Mapping[str, Any] = TEA, earlier: Sequence[Earlier] = ()) -> Task:
    """What is to be labelled of `texts`."""
    found = task_of(session_of(texts, question), 1, prompts(), earlier)
    assert found is not None
    return found


def row(id_: str, quote: str, angle: str = "heat", **more: Any) -> dict[str, Any]:
    """One label of a reply."""
    empty = {"other": "", "same_as": "", "again": "", "common": "", "checkable": True}
    return {"id": id_, "angle": angle, "quote": quote, **empty, **more}
