"""Ten thousand sessions of forty entries, labelled: search, home, `today`, and keeping the index up to date."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.__main__ import Figure, environment, interleaved
from benchmarks.practice import practice
from benchmarks.screens import _first_frame
from brainstorm.history.archive import Archive
from brainstorm.history.index import ask
from brainstorm.history.query import parse_query
from brainstorm.history.search import search
from brainstorm.session.journal import read

_MANY = 10_000
_QUERIES = ("kettle", "notebook", "heist", "audit trail", '"more than once"', "detector -model", "predic* errors")
"""From words that never come to words of some thousand entries; commonest words take as long as they are common."""
_BAR = 50.0  # ms


def figures(folder: Path, runs: int) -> Iterator[Figure]:
    """The index with ten thousand sessions against one with ten, and against what it cannot do without."""
    home = folder / "home"
    cache = home / ".cache" / "brainstorm-drill"
    many, ten = practice(folder / "many", _MANY), practice(folder / "ten", 10)
    journals = list(many.glob("*/*.jsonl"))

    def reading() -> None:
        for path in journals[:200]:
            read(path)

    built = _ms(lambda: ask(many, cache, lambda db: None)) / _MANY
    yield Figure("the index made, a session", built, "only reading its journal", _ms(reading) / 200, 6.0)
    ask(ten, cache, lambda db: None)
    for query in _QUERIES:
        found = parse_query(query)
        took = _least(runs, lambda found=found: ask(many, cache, lambda db: search(db, found)))
        yield Figure(f"search {query}, {_MANY:,} sessions", took, "the bar", _BAR, 1.0)
    archive = Archive(many)

    def one_more() -> float:
        archive.add_later(journals[0], "one more", None, None, datetime.now(UTC))
        return _ms(lambda: ask(many, cache, lambda db: None))

    changed, same = interleaved(runs, one_more, lambda: _ms(lambda: ask(many, cache, lambda db: None)))
    yield Figure("the index after one session changed", changed, "after none did", same, 1.5)
    yield from _commands(home, many, ten, runs)


def _commands(home: Path, many: Path, ten: Path, runs: int) -> Iterator[Figure]:
    few, full = (environment(home, BRAINSTORM_SESSIONS=str(each)) for each in (ten, many))

    def run(*args: str) -> float:
        return _ms(lambda: subprocess.run([sys.executable, *args], env=few, check=True, stdout=subprocess.DEVNULL))

    today, click = interleaved(runs, lambda: run("-m", "brainstorm", "today"), lambda: run("-c", "import click"))
    yield Figure("brainstorm today, ten sessions", today, "python -c 'import click'", click, 2.5)
    start = ["-m", "brainstorm"]
    for what, sign in (("home", "of the last 14 days"), ("home, with today's suggestion", r"(call|Single) · \d+ min")):
        thousands, tens = interleaved(
            max(runs, 9),
            lambda sign=sign: _first_frame(start, full, sign),
            lambda sign=sign: _first_frame(start, few, sign),
        )
        yield Figure(f"{what}, {_MANY:,} sessions", thousands, "the same with 10", tens, 1.2)


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _least(runs: int, work: Callable[[], object]) -> float:
    """The least processor time of some runs, in ms: what the work takes where nothing else wants the processor."""
    work()
    taken = []
    for _ in range(max(runs, 5)):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return min(taken)
