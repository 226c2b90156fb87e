"""Entries and later ideas of sessions as CSV, a row each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from brainstorm.bank.question import Question as Mapped
from brainstorm.label.labels import Label, common_lines, labels_of
from brainstorm.session.session import Entry, Session
from brainstorm.session.text import visible

COLUMNS = (
    *("session", "started", "form", "input", "question", "topic", "q", "n", "kind", "seconds", "first_key", "text"),
    *("builds_on", "struck", "best", "where", "angle", "lens", "same_as", "common", "confidence", "said_by"),
)
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

Cell = str | int | float | None


def safe(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula, with control characters made visible."""
    text = visible(text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def sessions_csv(sessions: Iterable[Session]) -> str:
    """A heading, then a row for each entry and later idea, in the order of `sessions`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for session in sessions:
        writer.writerows(_rows(session))
    return out.getvalue()


def _rows(session: Session) -> Iterator[list[Cell]]:
    labels = labels_of(session)
    best = set(session.rated.best or ()) if session.rated else set()
    mapped = {question.q: Mapped.from_entry(question.entry) for question in session.questions}
    empty = Mapped.from_entry({})

    def start(q: int, n: int, kind: str) -> list[Cell]:
        question = mapped.get(q, empty)
        whole = (session.id, session.started_at, session.form_id, session.input, question.id, question.topic)
        return [*map(safe, whole), q, n, kind]

    for entry in session.entries:
        yield [
            *start(entry.q, entry.n, entry.kind),
            *_entry(entry, best),
            *_label(labels.get(entry.n), mapped.get(entry.q, empty)),
        ]
    for later in session.later:
        where = safe(later.where or "")
        yield [*start(later.q, later.n, "later"), None, None, safe(later.text), None, 0, 0, where, *[None] * 6]


def _entry(entry: Entry, best: set[int]) -> list[Cell]:
    return [entry.t, entry.first_key, safe(entry.text), entry.builds_on, int(entry.struck), int(entry.n in best), None]


def _label(label: Label | None, question: Mapped) -> list[Cell]:
    if label is None:
        return [None] * 6
    lens = next((angle.lens for angle in question.angles if angle.id == label.angle), None)
    common = None
    if label.common is not None and label.common is not False:
        common = safe(common_lines(question.entry)[label.common])
    same = None if label.same_as is False else label.same_as
    return [safe(label.angle or ""), safe(lens or ""), same, common, label.confidence, label.by.get("angle")]
