"""Folders of made-up practice to measure on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from brainstorm.bank import Bank, load_bank
from brainstorm.session.events import Asked, Ended, Event, Idea, Line, Started
from brainstorm.session.journal import create, make_id, path_of, stamp

ROOT = Path(__file__).resolve().parent.parent
START = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
_SUFFIX = "abcdefghijkmnpqrstuvwxyz23456789"


def nth_id(began: datetime, form: str, number: int) -> str:
    """An id that is the same every time."""
    return make_id(began, form, "".join(_SUFFIX[number // 32**place % 32] for place in range(4)))


def bank() -> Bank:
    """The shipped questions."""
    return load_bank(ROOT / "prompts")


def write_session(folder: Path, number: int, entries: int, *, ended: bool = True, bank_: Bank | None = None) -> Path:
    """One session of `entries` ideas, `number` hours before the newest."""
    known = bank_ or bank()
    form = known.form("single")
    began = START - timedelta(hours=number)
    session_id = nth_id(began, form.id, number)
    question = known.question(known.ids[number % len(known.ids)]).entry
    events: list[tuple[float | None, Event]] = [
        (None, Started(id=session_id, form=form.entry, seconds=600.0)),
        (0.0, Asked(q=1, question=question)),
    ]
    for n in range(1, entries + 1):
        t = round(550 * n / entries, 3)
        events.append((t, Idea(n=n, q=1, text=f"idea {n} about checking it another way", first_key=max(0.0, t - 2))))
    if ended:
        events.append((600.0, Ended(why="time")))
    lines = [Line(stamp(began + timedelta(seconds=t or 0)), t, event) for t, event in events]
    path = path_of(folder, session_id)
    create(path, lines)
    return path


def fill(folder: Path, sessions: int, entries: int = 40) -> Path:
    """A folder of `sessions` finished sessions."""
    known = bank()
    for number in range(sessions):
        write_session(folder, number, entries, bank_=known)
    return folder
