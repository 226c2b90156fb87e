"""What comes out of deciding."""

from __future__ import annotations

from typing import NamedTuple

from brainstorm.session import events as ev


class Due(NamedTuple):
    """An event and the drill second it belongs to; None while the clock does not run."""

    t: float | None
    event: ev.Event


class Refused(Exception):  # noqa: N818 (it is an answer, not a fault)
    """The drill does not do that now; the sentence is for the person."""


Events = list[Due]
