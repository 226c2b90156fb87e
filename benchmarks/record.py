"""What recording an idea costs beyond the write and fsync that no program can do without."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.__main__ import Figure, interleaved
from benchmarks.sessions import bank
from brainstorm.drill import commands as do
from brainstorm.practice.drill import begin
from brainstorm.practice.plan import make_plan

_TIMES = 200


def figures(folder: Path, runs: int) -> Iterator[Figure]:
    """Recording an idea, from the entered line to its being on disk."""
    plan = make_plan(bank(), "single", minutes=180, seed=1)
    drill = begin(folder / "sessions", plan, input_="lines")
    drill.start_clock()
    bare = os.open(folder / "bare.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    text = "compare its mistakes with an honestly weak model's"
    drill.do(do.Enter(text), wait=True)
    line = drill.path.read_bytes().splitlines()[-1] + b"\n"

    def ours() -> float:
        begun = time.perf_counter()
        for _ in range(_TIMES):
            drill.do(do.Enter(text), wait=True)
        return (time.perf_counter() - begun) * 1000 / _TIMES

    def theirs() -> float:
        begun = time.perf_counter()
        for _ in range(_TIMES):
            os.write(bare, line)
            os.fsync(bare)
        return (time.perf_counter() - begun) * 1000 / _TIMES

    recorded, written = interleaved(runs, ours, theirs)
    drill.close()
    os.close(bare)
    yield Figure("recording an idea", recorded, "a bare write and fsync", written, 1.5)
