"""What followed a line: which entries came after a drill second, and whether they opened a new angle."""

from __future__ import annotations

from collections.abc import Mapping

from brainstorm.label.labels import NONE, OTHER, labels_of
from brainstorm.session.session import BUILD, Entry, Question, Session


def angles_of(session: Session) -> dict[int, str]:
    """The angle of each idea that somebody filed under one of the question's own; builds are left out."""
    labels = labels_of(session)
    found = {}
    for entry in session.counted():
        label = labels.get(entry.n)
        if label is not None and label.angle not in (None, OTHER, NONE) and entry.kind != BUILD:
            found[entry.n] = str(label.angle)
    return found


def question_at(session: Session, t: float) -> Question | None:
    """The question that was on screen at `t`; at a switch, the one that was left."""
    for question in session.questions:
        for stretch in question.stretches:
            end = session.elapsed if stretch.end is None else stretch.end
            if stretch.start <= t <= end:
                return question
    return None


def entries_after(session: Session, t: float, within: float) -> list[Entry]:
    """What was entered on the same question in the `within` seconds after `t`; pastes and pipes have no times."""
    question = question_at(session, t)
    if question is None:
        return []
    return [
        entry
        for entry in session.counted()
        if entry.q == question.q and t < entry.t <= t + within and entry.timed and not entry.after_bell
    ]


def new_angle(session: Session, entries: list[Entry], angles: Mapping[int, str]) -> bool | None:
    """Whether one of `entries` opened an angle that no earlier idea on its question had; None when nobody knows."""
    filed = [entry for entry in entries if entry.n in angles]
    if not filed:
        return None
    for entry in filed:
        before = {angles[e.n] for e in session.counted() if e.q == entry.q and e.n < entry.n and e.n in angles}
        if angles[entry.n] not in before:
            return True
    return False
