"""What earlier sessions say about the questions of one: ideas on them, labels by hand, lenses used.

A session that cannot be read has nothing to say here; whoever opens it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from brainstorm.history.archive import Archive, asked_in
from brainstorm.label.hand import Remembered, remembered
from brainstorm.label.labels import Earlier
from brainstorm.measure.numbers import lenses_of
from brainstorm.session.journal import JournalError, parse_name, read
from brainstorm.session.name import SECOND
from brainstorm.session.session import IDEA, Session
from brainstorm.session.text import clean, folded

LENS_SESSIONS = 20
"""How many earlier sessions the lenses are compared with."""


@dataclass(frozen=True, slots=True)
class Before:
    """What is known from before.

    Attributes:
        ideas: By question id: each idea entered on it, oldest first.
        remembered: What was said by hand of ideas on these questions, oldest first.
        lenses: Ideas by lens of each of the last sessions that have labels, newest first.
    """

    ideas: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    remembered: tuple[Remembered, ...] = ()
    lenses: tuple[Mapping[str, int], ...] = ()


def before_of(
    archive: Archive, questions: Collection[str], but: str, stop: Callable[[], bool] = lambda: False
) -> Before:
    """What is known of `questions` from before the session `but`.

    `stop` is asked before each journal whether the answer is still wanted.
    """
    ideas: dict[str, list[Earlier]] = {}
    known: list[list[Remembered]] = []
    lenses: list[Mapping[str, int]] = []
    for path in _paths_before(archive, but):
        if stop():
            break
        here = asked_in(path) & set(questions)
        session = _read(path) if here or len(lenses) < LENS_SESSIONS else None
        if session is None:
            continue
        if len(lenses) < LENS_SESSIONS and (used := lenses_of(session)):
            lenses.append(used)
        if here:
            for question, idea in reversed(list(_ideas_on(session, path, here))):
                ideas.setdefault(question, []).append(idea)
            known.append([each for each in remembered(session) if each.question in here])
    return Before(
        ideas={id_: tuple(reversed(found)) for id_, found in ideas.items()},
        remembered=tuple(each for found in reversed(known) for each in found),
        lenses=tuple(lenses),
    )


def earlier_ideas(archive: Archive, session_id: str, question: str) -> list[Earlier]:
    """The person's ideas on `question` from sessions before `session_id`, the latest session first, no text twice.

    No more than go along when Claude is asked.
    """
    from brainstorm.label.judge.prepare import MOST_CANDIDATES  # here: a debrief does without

    if not question or parse_name(session_id) is None:
        return []
    found: dict[str, Earlier] = {}
    for path in _paths_before(archive, session_id):
        if question not in asked_in(path) or (session := _read(path)) is None:
            continue
        for _, idea in _ideas_on(session, path, (question,)):
            if text := clean(idea.text):
                found.setdefault(folded(text), idea._replace(text=text))
        if len(found) >= MOST_CANDIDATES:
            break
    return list(found.values())[:MOST_CANDIDATES]


def _paths_before(archive: Archive, session_id: str) -> Iterator[Path]:
    """The journals begun before `session_id`, newest first; what came later, or at once, says nothing of before."""
    return (path for path in archive.paths() if path.stem[:SECOND] < session_id[:SECOND])


def _read(path: Path) -> Session | None:
    try:
        return read(path).session
    except JournalError:
        return None


def _ideas_on(session: Session, path: Path, questions: Collection[str]) -> Iterator[tuple[str, Earlier]]:
    """(question id, idea) of the ideas on `questions`, in order."""
    of = {question.q: question.id for question in session.questions if question.id in questions}
    for entry in session.counted(IDEA):
        if entry.q in of:
            yield of[entry.q], Earlier(path.stem, entry.n, entry.text)
