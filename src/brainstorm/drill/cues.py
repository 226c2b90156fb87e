"""Which cue a stuck person gets: one lens or one of the question's own `ask` lines, none of them twice."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from brainstorm.drill.commands import Material
from brainstorm.session.events import Cue
from brainstorm.session.session import Session
from brainstorm.session.text import text_of


def pick(session: Session, material: Material, *, asked_for: bool) -> Cue | None:
    """The next cue of this session, or None when nothing is left to say.

    Deterministic: the same seed, question and earlier cues give the same cue.
    """
    question = session.question
    shown = {(said.kind, said.id) for said in session.said if said.what == "cue"}
    entry = question.entry if question else {}
    offered = [cue for cue in _offers(entry, material) if (cue[0], cue[1]) not in shown]
    if not offered:
        return None
    chance = random.Random(f"{session.seed}:{session.q}:{len(shown)}")
    kind, id_, wordings = chance.choice(offered)
    return Cue(kind=kind, id=id_, text=chance.choice(wordings), asked_for=asked_for)


def _offers(entry: Mapping[str, Any], material: Material) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for id_, wordings in material.lenses:
        if wordings:
            yield "lens", id_, wordings
    angles = entry.get("angles")
    for angle in angles if isinstance(angles, list | tuple) else ():
        if isinstance(angle, Mapping) and (ask := text_of(angle, "ask")):
            yield "ask", f"{text_of(entry, 'id')}/{text_of(angle, 'id')}", (ask,)
