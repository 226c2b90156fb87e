"""What earlier sessions say about the questions of one: ideas on them, labels by hand, lenses used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from brainstorm.history.archive import Archive, asked_in
from brainstorm.label.hand import Remembered, remembered
from brainstorm.measure.numbers import lenses_of
from brainstorm.session.journal import JournalError, read
from brainstorm.session.session import IDEA

LENS_SESSIONS = 20
"""How many earlier sessions the lenses are compared with."""


@dataclass(frozen=True, slots=True)
class Before:
    """What is known from before.

    Attributes:
        ideas: By question id: (session, n, text) of each idea entered on it, oldest first.
        remembered: What was said by hand of ideas on these questions, oldest first.
        lenses: Ideas by lens of each of the last sessions that have labels, newest first.
    """

    ideas: Mapping[str, tuple[tuple[str, int, str], ...]] = field(default_factory=dict)
    remembered: tuple[Remembered, ...] = ()
    lenses: tuple[Mapping[str, int], ...] = ()


def before_of(
    archive: Archive, questions: Collection[str], but: str, stop: Callable[[], bool] = lambda: False
) -> Before:
    """What is known of `questions`, without the session `but`; what cannot be read is left out.

    `stop` is asked before each journal whether the answer is still wanted.
    """
    ideas: dict[str, list[tuple[str, int, str]]] = {}
    known: list[list[Remembered]] = []
    lenses: list[Mapping[str, int]] = []
    for path in archive.paths():
        if stop():
            break
        if path.stem == but or path.stem > but:  # a later session says nothing of before
            continue
        here = asked_in(path) & set(questions)
        if not here and len(lenses) >= LENS_SESSIONS:
            continue
        try:
            session = read(path).session
        except JournalError:
            continue
        if len(lenses) < LENS_SESSIONS and (used := lenses_of(session)):
            lenses.append(used)
        if not here:
            continue
        of = {question.q: question.id for question in session.questions if question.id in here}
        for entry in reversed(list(session.counted(IDEA))):
            if entry.q in of:
                ideas.setdefault(of[entry.q], []).append((session.id, entry.n, entry.text))
        known.append([each for each in remembered(session) if each.question in here])
    return Before(
        ideas={id_: tuple(reversed(found)) for id_, found in ideas.items()},
        remembered=tuple(each for found in reversed(known) for each in found),
        lenses=tuple(lenses),
    )
