"""Reading the bank: the same with 12, 48 and 500 questions."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.__main__ import Figure, environment, interleaved
from benchmarks.sessions import ROOT

_READ = """
import sys
from pathlib import Path
from brainstorm.bank import load_bank
bank = load_bank(Path(sys.argv[1]), (), Path(sys.argv[2]))
bank.question(bank.ids[-1])
"""


def _copy(folder: Path, questions: int) -> Path:
    """A prompts folder with so many questions: the shipped ones, repeated under other ids."""
    shipped = [
        entry
        for file in sorted((ROOT / "prompts/questions").glob("*.yaml"))
        for entry in re.split(r"(?m)^(?=- id: )", file.read_text())[1:]
    ]
    (folder / "questions").mkdir(parents=True)
    for name in ("lenses.yaml", "forms.yaml"):
        (folder / name).write_text((ROOT / "prompts" / name).read_text())
    entries = [
        re.sub(r"(?m)^- id: (\S+)", rf"- id: \1-{number}", shipped[number % len(shipped)])
        for number in range(questions)
    ]
    for start in range(0, questions, 30):
        (folder / f"questions/part-{start}.yaml").write_text("".join(entries[start : start + 30]))
    return folder


def figures(folder: Path, runs: int) -> Iterator[Figure]:
    """A fresh process that reads the bank and one question of it."""
    env = environment(folder / "home")

    def run(prompts: Path) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", _READ, str(prompts), str(folder / "cache")], env=env, check=True)
        return (time.perf_counter() - begun) * 1000

    few, some, many = (_copy(folder / str(count), count) for count in (12, 48, 500))
    twelve, forty, five_hundred = interleaved(runs, lambda: run(few), lambda: run(some), lambda: run(many))
    yield Figure("start with 48 questions", forty, "with 12", twelve, 1.1)
    yield Figure("start with 500 questions", five_hundred, "with 12", twelve, 1.1)
