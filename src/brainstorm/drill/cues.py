"""Which cue a stuck person gets, and when.

The silence ladder has three rungs: one lens or one of the question's own `ask` lines; a sentence to say aloud, which
holds the floor; the dumb version. No cue comes twice in a session, as long as there are others.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

from brainstorm.drill.commands import Material
from brainstorm.session.events import Cue
from brainstorm.session.session import Session
from brainstorm.session.text import text_of

_RUNGS = ("lens", "holding", "dumb")


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


def rung(session: Session, material: Material, key: float | None, t: float) -> Cue | None:
    """The rung of the silence ladder that is due at `t`, when the last key came at `key`; None when none is.

    Each comes once in a silence, the later ones only after the earlier ones; a cue that was asked for is a key.
    """
    question = session.question
    if question is None or not question.stretches or len(material.silences) != len(_RUNGS):
        return None
    entered = session.entries[-1].t if session.entries else 0.0
    # `pauses` holds when the clock stood; while it stands nothing passes.
    back = session.pauses[-1][1] if session.pauses else 0.0
    silent_from = max(question.stretches[-1].start, entered, back, key or 0.0)
    cues = [said for said in session.said if said.what == "cue" and (said.t or 0.0) >= silent_from]
    if any(said.asked_for for said in cues):
        silent_from = max(said.t or 0.0 for said in cues if said.asked_for)
        cues = [said for said in cues if not said.asked_for and (said.t or 0.0) > silent_from]
    step = len(cues)
    if step >= len(_RUNGS) or t - silent_from < material.silences[step]:
        return None
    if step == 0:
        return pick(session, material, asked_for=False) or _sentence(session, material, _RUNGS[1])
    return _sentence(session, material, _RUNGS[step])


def _sentence(session: Session, material: Material, kind: str) -> Cue | None:
    """A sentence to say aloud, or the dumb version: a fresh one while there is one."""
    parts = material.interviewer
    offered = () if parts is None else parts.holding if kind == "holding" else parts.dumb
    shown = [said.id for said in session.said if said.what == "cue" and said.kind == kind]
    if not offered:
        return None
    fewest = min(shown.count(one.id) for one in offered)
    chance = random.Random(f"{session.seed}:{kind}:{len(shown)}")
    one = chance.choice([one for one in offered if shown.count(one.id) == fewest])
    return Cue(kind=kind, id=one.id, text=one.line)


def _offers(entry: Mapping[str, Any], material: Material) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for id_, wordings in material.lenses:
        if wordings:
            yield "lens", id_, wordings
    angles = entry.get("angles")
    for angle in angles if isinstance(angles, list | tuple) else ():
        if isinstance(angle, Mapping) and (ask := text_of(angle, "ask")):
            yield "ask", f"{text_of(entry, 'id')}/{text_of(angle, 'id')}", (ask,)
