"""How long a command takes before it has answered, against importing the command-line library alone."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.__main__ import Figure, environment, interleaved
from benchmarks.sessions import fill


def figures(folder: Path, runs: int) -> Iterator[Figure]:
    """`--version`, and `list` of ten sessions."""
    sessions = fill(folder / "sessions", 10)
    env = environment(folder / "home", BRAINSTORM_SESSIONS=str(sessions))

    def run(*args: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, *args], env=env, check=True, stdout=subprocess.DEVNULL)
        return (time.perf_counter() - begun) * 1000

    version, listed, click = interleaved(
        runs,
        lambda: run("-m", "brainstorm", "--version"),
        lambda: run("-m", "brainstorm", "list"),
        lambda: run("-c", "import click"),
    )
    yield Figure("brainstorm --version", version, "python -c 'import click'", click, 2.5)
    yield Figure("brainstorm list, ten sessions", listed, "python -c 'import click'", click, 2.5)
