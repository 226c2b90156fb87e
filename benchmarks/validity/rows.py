"""A row of the table."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.validity.stats import Interval


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, on what, by what, and what was aimed at."""

    figure: str
    data: str
    by: str
    found: Interval
    of: str
    aim: str = ""

    def __str__(self) -> str:
        low, high = (f"{value:.2f}" for value in self.found[1:])
        spread = f"[{low}, {high}]" if low != "nan" else ""
        return f"{self.figure:<34} {self.data:<22} {self.by:<20} {self.found.value:6.2f} {spread:<14} {self.of:<24} {self.aim}"
