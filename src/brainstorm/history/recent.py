"""The last few sessions of a form, and what a plan takes from them."""

from __future__ import annotations

from collections.abc import Iterator

from brainstorm.history.archive import Archive
from brainstorm.session.journal import JournalError, parse_name
from brainstorm.session.session import Session

_DRY, _CUE = b'{"type":"dry"', b'{"type":"cue"'
CALLS = 3
"""Calls whose wordings the interviewer doesn't use again."""
_MOST = 40  # journals that are looked at: somebody may have left many unfinished


def recent(archive: Archive, form: str, among: int = _MOST) -> Iterator[Session]:
    """The sessions of `form` among the newest, newest first; only as many journals are read as are asked for."""
    looked = 0
    for path in archive.paths():
        name = parse_name(path.name)
        if name is None or name.form != form:
            continue
        looked += 1
        if looked > among:
            return
        try:
            yield archive.load(path).session
        except JournalError:
            continue


def with_bets(archive: Archive) -> Iterator[Session]:
    """Every session in which somebody said that nothing came any more, newest first."""
    return _with(archive, _DRY)


def with_cues(archive: Archive) -> Iterator[Session]:
    """Every session in which somebody was shown a cue, newest first."""
    return _with(archive, _CUE)


def _with(archive: Archive, line: bytes) -> Iterator[Session]:
    for path in archive.paths():
        try:
            if line in path.read_bytes():
                yield archive.load(path).session
        except (OSError, JournalError):
            continue


def wordings(archive: Archive, form: str = "call") -> tuple[str, ...]:
    """The ids of the interviewer's wordings in the last three calls."""
    used: dict[str, None] = {}
    calls = 0
    for session in recent(archive, form):
        said = [x.id for x in session.said if x.what == "interviewer" and x.id]
        used.update(dict.fromkeys(said))
        calls += bool(said)
        if calls == CALLS:
            break
    return tuple(used)
