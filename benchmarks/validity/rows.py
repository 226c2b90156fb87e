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
        row = f"{self.figure:<30} {self.data:<8} {self.by:<24} {self.found.value:5.2f} {spread:<13} {self.of:<24}"
        return f"{row} {self.aim}".rstrip()
