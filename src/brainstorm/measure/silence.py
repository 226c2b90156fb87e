"""What came of each silence: a new angle, or none.

Long pauses precede ideas that are less like those before them: https://doi.org/10.3389/fpsyg.2018.02327.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from brainstorm.label.labels import NONE
from brainstorm.measure.flow import SHOWN, Silence, silences
from brainstorm.session.session import BUILD, IDEA, MARK, Entry, Session

PRODUCTIVE, STERILE = "productive", "sterile"


@dataclass(frozen=True, slots=True)
class Judged:
    """A silence of SHOWN seconds or more, and what came of it.

    Attributes:
        silence: When it was.
        verdict: productive when the entry that ended it brought a new angle, sterile when it brought none, or when
            nothing came; None when nobody can say, and for the silence before a question's first entry.
        by: Who filed the idea that decided it: you, claude or offline; None where no label did.
    """

    silence: Silence
    verdict: str | None
    by: str | None = None


def judged(session: Session, category: Callable[[Entry], tuple[str, str] | None]) -> tuple[Judged, ...]:
    """Every silence of SHOWN seconds or more, in order.

    Args:
        session: Its events, folded.
        category: (what an idea is filed under, who said so); None when nobody said.
    """
    new = _new(session, category)
    first = {
        question.q: min((e.n for e in session.entries if e.q == question.q), default=None)
        for question in session.questions
    }
    found = []
    for silence in silences(session):
        if silence.seconds < SHOWN:
            continue
        entry = session.entry(silence.before) if silence.before is not None else None
        if entry is None:
            found.append(Judged(silence, STERILE))
        elif entry.n == first[silence.q]:
            found.append(Judged(silence, None))
        elif entry.kind == BUILD or entry.struck:
            found.append(Judged(silence, STERILE))
        elif entry.kind == MARK or (filed := category(entry)) is None:
            found.append(Judged(silence, None))
        else:
            found.append(Judged(silence, PRODUCTIVE if entry.n in new else STERILE, filed[1]))
    return tuple(found)


def _new(session: Session, category: Callable[[Entry], tuple[str, str] | None]) -> set[int]:
    """The ideas that were the first in their category, question by question."""
    seen: dict[tuple[int, str], int] = {}
    for entry in session.counted(IDEA):
        filed = category(entry)
        if filed is not None and filed[0] != NONE:
            seen.setdefault((entry.q, filed[0]), entry.n)
    return set(seen.values())
