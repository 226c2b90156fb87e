"""What a session is called, and where its journal belongs."""

from __future__ import annotations

import os
import re
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

_NAME = re.compile(r"(\d{8})-(\d{6})-([a-z0-9-]+)-([a-z0-9]{4})")
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # 32 that nobody takes for one another
SECOND = len("20261123-073000")
"""How much of an id says when its session began, to the second."""


class Name(NamedTuple):
    """What a journal's file name alone says."""

    id: str
    day: str
    form: str


def parse_name(name: str) -> Name | None:
    """The parts of a session id (or of a file name ending in .jsonl), or None when it is not one."""
    stem = name.removesuffix(".jsonl")
    match = _NAME.fullmatch(stem)
    return Name(stem, match[1], match[3]) if match else None


def is_journal(name: str) -> bool:
    """Whether a file of this name is a journal."""
    return name.endswith(".jsonl") and _NAME.fullmatch(name, 0, len(name) - len(".jsonl")) is not None


def day_of(session_id: str) -> date:
    """The day that a session's id begins with; the first of all days when the calendar doesn't have it."""
    try:
        return date(int(session_id[:4]), int(session_id[4:6]), int(session_id[6:8]))
    except ValueError:
        return date.min


def make_id(now: datetime, form: str, suffix: str) -> str:
    """The id of a session: local time, form, four characters that keep two of one second apart."""
    return f"{now:%Y%m%d-%H%M%S}-{form}-{suffix}"


def random_id(now: datetime, form: str) -> str:
    """The same with four characters drawn by chance; nothing has that id yet, almost surely."""
    return make_id(now, form, "".join(_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(4)))


def day_text(session_id: str) -> str:
    """The day that a session's id begins with, as it stands there: 2026-11-23."""
    return f"{session_id[:4]}-{session_id[4:6]}-{session_id[6:8]}"


def path_of(folder: Path, session_id: str) -> Path:
    """Where the journal of `session_id` belongs under the sessions folder."""
    return folder / session_id[:4] / f"{session_id}.jsonl"
