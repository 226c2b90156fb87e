"""What the same person said before on the same question: the candidates for “again”."""

from __future__ import annotations

from brainstorm.history.archive import Archive, asked_in
from brainstorm.label.judge.prepare import MOST_CANDIDATES, Earlier
from brainstorm.session.journal import JournalError, parse_name, read
from brainstorm.session.session import IDEA
from brainstorm.session.text import clean, folded


def earlier_ideas(archive: Archive, session_id: str, question: str, most: int = MOST_CANDIDATES) -> list[Earlier]:
    """The person's ideas on `question` from sessions before `session_id`, the latest first, no text twice.

    A session that cannot be read has nothing to say here; whoever opens it is told.
    """
    if not question or parse_name(session_id) is None:
        return []
    found: dict[str, Earlier] = {}
    for path in archive.paths():
        if path.stem[:15] >= session_id[:15] or question not in asked_in(path):
            continue
        try:
            session = read(path).session
        except JournalError:
            continue
        asked = {each.q for each in session.questions if each.id == question}
        for entry in session.counted(IDEA):
            if entry.q in asked and (text := clean(entry.text)):
                found.setdefault(folded(text), Earlier(path.stem, entry.n, text))
        if len(found) >= most:
            break
    return list(found.values())[:most]
