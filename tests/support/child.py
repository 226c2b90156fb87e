"""The real program, run as a child."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

BRAINSTORM = [sys.executable, "-m", "brainstorm"]
DRILL = [*BRAINSTORM, "drill", "--plain", "--question", "sandbagging-cant-wont", "--minutes", "5", "--sessions"]
DEADLINE = 60.0


def until(condition: Callable[[], Any], what: str = "the condition", within: float = DEADLINE) -> Any:
    """What `condition` gives once it is true."""
    deadline = time.monotonic() + within
    while not (found := condition()):
        assert time.monotonic() < deadline, f"{what} never came"
        time.sleep(0.002)
    return found


def run(*args: str | Path, text: str = "", **options: Any) -> subprocess.CompletedProcess[str]:
    """`brainstorm args` with `text` as its input; it must not leave a traceback, whatever it does."""
    done = subprocess.run(
        [*BRAINSTORM, *map(str, args)], input=text, capture_output=True, encoding="utf-8", timeout=DEADLINE, **options
    )
    assert "Traceback" not in done.stderr
    return done


def show(folder: Path, session: str = "latest") -> dict[str, Any]:
    """What `brainstorm show --json` says of a session."""
    done = run("show", session, "--json", "--sessions", folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def journals(folder: Path) -> list[Path]:
    """The journals in a sessions folder, oldest first."""
    return sorted(folder.rglob("*.jsonl"))


def ideas_in(folder: Path) -> int:
    """How many entries the journals of a folder hold now."""
    return sum(path.read_bytes().count(b'\n{"type":"idea"') for path in journals(folder))


def environment(**changes: str | None) -> dict[str, str]:
    """The test's environment with changes; None takes a variable away."""
    env = {**os.environ, **{name: value for name, value in changes.items() if value is not None}}
    return {name: value for name, value in env.items() if name not in changes or changes[name] is not None}
