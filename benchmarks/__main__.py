"""`make bench`: speed and memory, each as a ratio against something measured in the same run.

`python -m benchmarks [NAME…] [--runs N]`; without names all of them. Exit status 1 when a ratio is over its limit.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison: the medians of interleaved runs, and the ratio allowed between them."""

    what: str
    ours: float
    against: str
    theirs: float
    limit: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Ours over theirs."""
        return self.ours / self.theirs

    def __str__(self) -> str:
        verdict = "ok  " if self.ratio <= self.limit else "OVER"
        return (
            f"{verdict} {self.what:<44} {self.ours:8.2f} {self.unit:<3} / {self.theirs:8.2f} {self.unit:<3} "
            f"{self.against:<34} = {self.ratio:5.2f}  (at most {self.limit})"
        )


def interleaved(runs: int, *measured: Callable[[], float]) -> list[float]:
    """The median of `runs` values of each function, called in turns so that a slow moment meets all of them."""
    values: list[list[float]] = [[] for _ in measured]
    for function in measured:  # once each, uncounted: caches of the disk and of Python
        function()
    for _ in range(runs):
        for kept, function in zip(values, measured, strict=True):
            kept.append(function())
    return [statistics.median(kept) for kept in values]


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment with an empty home of its own, for the program under test."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "LC_ALL", "PYTHONHOME")}
    return {**kept, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "TZ": "UTC", **more}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether all is within its limits."""
    from benchmarks import bell, history, reading, record, screens, startup

    groups: dict[str, Callable[[Path, int], Iterator[Figure]]] = {
        "startup": startup.figures,
        "record": record.figures,
        "reading": reading.figures,
        "screens": screens.figures,
        "history": history.figures,
        "bell": bell.figures,
    }
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(groups))
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args(argv)
    print(f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, ", end="")
    print(f"Python {platform.python_version()}; medians of {options.runs} interleaved runs")
    over = 0
    for name in options.names or groups:
        with tempfile.TemporaryDirectory() as folder:
            for figure in groups[name](Path(folder), options.runs):
                print(figure, flush=True)
                over += figure.ratio > figure.limit
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
