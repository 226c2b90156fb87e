"""What all screens share: settings, where things live, the bank, the archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from brainstorm.history.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from brainstorm.bank import Bank
    from brainstorm.settings import Places, Settings


def _now() -> datetime:
    return datetime.now().astimezone()


@dataclass
class Desk:
    """The program's surroundings while it runs.

    Attributes:
        settings: The settings in force; replaced when one is changed.
        places: Where things live.
        open_bank: Reads the questions.
        notes: Lines to say once: a doubtful settings file, an extra bank left out.
        now: The local time of day, for what is said of days.
    """

    settings: Settings
    places: Places
    open_bank: Callable[[], Bank]
    notes: list[str] = field(default_factory=list)
    now: Callable[[], datetime] = _now
    _bank: Bank | None = None

    @property
    def bank(self) -> Bank:
        """The questions, read when first needed."""
        if self._bank is None:
            self._bank = self.open_bank()
            self.notes += self._bank.notes
        return self._bank

    def change(self, settings: Settings, places: Places) -> None:
        """Go by other settings from now on."""
        if settings.banks != self.settings.banks:
            self._bank = None
        self.settings, self.places = settings, places

    @property
    def archive(self) -> Archive:
        """The sessions folder."""
        return Archive(self.places.sessions.path)

    @property
    def index(self) -> tuple[Path, Path]:
        """What `history.index.ask` needs to know: the sessions folder, and where its index is kept."""
        return self.places.sessions.path, self.places.cache.path

    @property
    def first_time(self) -> bool:
        """Whether there is no session yet."""
        return not self.archive.paths()
