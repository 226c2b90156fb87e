"""Where the output, the clock or the environment is not what it should be: one clear line, and nothing lost."""

from __future__ import annotations

import os
import subprocess

import pytest
from support.command import PROGRAM, drilled, process


@pytest.mark.parametrize("command", ["export --all", "list --json", "show", "search one", "doctor"])
def test_an_output_that_is_full_is_one_clear_line(command: str) -> None:
    drilled("one")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, *command.split()], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr == (
        "brainstorm: the output is not whole: No space left on device; make room, or send it elsewhere\n"
    )


@pytest.mark.parametrize("zone", ["XYZ-99:99", "ABC+24:59:59"])
def test_a_time_zone_that_cannot_be_is_said_and_taken_for_utc(zone: str) -> None:
    env = {**os.environ, "TZ": zone}
    done = process("drill", "--plain", "--json", "--minutes", "1", stdin=b"one\n", env=env)
    assert done.status == 0
    assert done.json["started"].endswith("+00:00")
    assert done.err == f"brainstorm: TZ={zone} is no time zone; times are in UTC\n"
    assert process("today", env=env).status == 0
