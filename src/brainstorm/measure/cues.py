"""What cues brought: ideas within a minute, and whether one of them opened a new angle.

Cues when idle bring most ideas, cues on request the most novel ones (https://doi.org/10.1145/2757226.2757230), so
the two are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from brainstorm.bank import Question
from brainstorm.measure.following import angles_of, entries_after, new_angle, question_at
from brainstorm.session.session import BUILD, Said, Session

WITHIN = 60.0
"""Seconds in which an idea counts as having followed a cue."""
FEW = 5
"""Uses under which a lens's yield is too thin to say anything, and is shown grey."""


@dataclass(frozen=True, slots=True)
class CueYield:
    """A cue and what followed it.

    Attributes:
        cue: The cue.
        lens: The lens it was, or that of the angle it asked for; empty for sentences.
        ideas: Ideas (and marks) within 60 s on the same question.
        new_angle: Whether one of them opened a new angle; None when nobody knows.
    """

    cue: Said
    lens: str
    ideas: int
    new_angle: bool | None


def cue_yields(session: Session, angles: Mapping[int, str] | None = None) -> tuple[CueYield, ...]:
    """Every cue of the session, in order. `angles` as from `angles_of`."""
    angles = angles_of(session) if angles is None else angles
    found = []
    for said in session.said:
        if said.what != "cue" or said.t is None:
            continue
        came = [entry for entry in entries_after(session, said.t, WITHIN) if entry.kind != BUILD]
        found.append(CueYield(said, _lens(session, said), len(came), new_angle(session, came, angles)))
    return tuple(found)


def _lens(session: Session, said: Said) -> str:
    if said.kind == "lens":
        return said.id
    if said.kind != "ask":
        return ""
    question = question_at(session, said.t or 0.0)
    angles = Question.from_entry(question.entry).angles if question is not None else ()
    return next((angle.lens for angle in angles if said.id == f"{question.id}/{angle.id}"), "") if question else ""


@dataclass(frozen=True, slots=True)
class LensYield:
    """What a lens brought as a cue, over sessions.

    Attributes:
        lens: Its id.
        uses: How often it was shown.
        followed: After how many of them an idea came within 60 s.
        known: Of how many it is known whether a new angle followed.
        new: After how many of those one did.
    """

    lens: str
    uses: int
    followed: int
    known: int
    new: int

    @property
    def thin(self) -> bool:
        """Whether it was used too seldom to say anything."""
        return self.uses < FEW


def lens_yields(sessions: Iterable[Session]) -> tuple[LensYield, ...]:
    """What each lens brought, the one shown most first."""
    by_lens: dict[str, list[CueYield]] = {}
    for session in sessions:
        for one in cue_yields(session):
            if one.lens:
                by_lens.setdefault(one.lens, []).append(one)
    found = [
        LensYield(
            lens,
            len(cues),
            sum(one.ideas > 0 for one in cues),
            sum(one.new_angle is not None for one in cues),
            sum(one.new_angle is True for one in cues),
        )
        for lens, cues in by_lens.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.uses, one.lens)))
