"""The sessions that a list is about: all of them, and those that fit the filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from brainstorm.session.text import folded
from brainstorm.tui.rows import Row, fits, form_width


class Shelf:
    """Rows, newest first.

    Attributes:
        rows: All of them.
        listed: Whether the file names are known.
        read: Whether every journal was read.
        forms: Cells for the column of forms.
    """

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.listed = self.read = False
        self.forms = 0
        self._places: dict[str, int] = {}
        self._wanted: list[str] = []
        self._fit: set[str] | None = None

    @property
    def filtered(self) -> bool:
        """Whether only some may be shown."""
        return self._fit is not None

    @property
    def shown(self) -> Sequence[Row]:
        """Those that fit the filter."""
        fit = self._fit
        return self.rows if fit is None else [row for row in self.rows if row.id in fit]

    def put(self, rows: list[Row]) -> None:
        """These are all."""
        self.rows, self.listed = rows, True
        self.forms = form_width(rows)
        self._find_places()

    def _find_places(self) -> None:
        self._places = {row.id: place for place, row in enumerate(self.rows)}

    def fill(self, read: Mapping[str, Row | None]) -> None:
        """These were read; None: there is no session in that file. What was taken out meanwhile stays out."""
        for id_, row in read.items():
            place = self._places.get(id_)
            if place is None or row is None:
                continue
            self.rows[place] = row
            self._sort_in(row)
        empty = [id_ for id_, row in read.items() if row is None and id_ in self._places]
        if empty:
            self.take_out(*empty)

    def _sort_in(self, row: Row) -> None:
        if self._fit is not None and fits(row, self._wanted):
            self._fit.add(row.id)

    def take_out(self, *ids: str) -> None:
        """These are gone."""
        gone = set(ids)
        self.rows = [row for row in self.rows if row.id not in gone]
        self._find_places()

    def put_in(self, row: Row) -> None:
        """This one is new, or back."""
        place = next((i for i, other in enumerate(self.rows) if other.id < row.id), len(self.rows))
        self.rows = [*self.rows[:place], row, *self.rows[place:]]
        self.forms = form_width(self.rows)
        self._find_places()
        self._sort_in(row)

    def filter(self, query: str) -> bool:
        """Keep what has all words of `query`; whether that is another question than before."""
        wanted = folded(query).split()
        if wanted == self._wanted:
            return False
        # What didn't fit fewer letters doesn't fit more of them.
        narrower = self.filtered and " ".join(wanted).startswith(" ".join(self._wanted))
        among = self.shown if narrower else self.rows
        self._wanted = wanted
        self._fit = {row.id for row in among if fits(row, wanted)} if wanted else None
        return True
