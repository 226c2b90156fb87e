"""The built wheel: all that the program needs is inside, and it starts where nothing else was set up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.child import DEADLINE
from support.drills import PROMPTS
from support.terminal import Terminal

from brainstorm import __version__
from brainstorm.bank import load_bank

ROOT = PROMPTS.parent
LONG = 600.0
"""Seconds for a registry to answer."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=DEADLINE,
    )
    [built] = folder.glob("*.whl")
    return built


def asked(program: Sequence[str | Path], *args: str, stdin: str = "", **env: str) -> str:
    """What `program` says to `args`."""
    done = subprocess.run(
        [*program, *args],
        input=stdin,
        capture_output=True,
        text=True,
        env={**os.environ, **env},
        timeout=DEADLINE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def works(program: Sequence[str | Path], home: Path, **env: str) -> None:
    """The program asks the questions of the wheel, records a drill in the user's folder, and finds it again."""
    assert asked(program, "--version", **env).split()[-1] == __version__
    listed = json.loads(asked(program, "bank", "list", "--json", **env))["questions"]
    assert len(listed) == len(load_bank(PROMPTS).rows)
    id_ = listed[0]["id"]
    asked(program, "drill", "--plain", "--question", id_, stdin="one\n+ two\n", **env)
    shown = json.loads(asked(program, "show", "--json", **env))
    assert (shown["counts"]["ideas"], shown["counts"]["builds"]) == (1, 1)
    [journal] = home.rglob(f"{shown['id']}.jsonl")
    assert ROOT not in journal.parents


def test_what_the_program_asks_is_in_the_wheel_and_nothing_private(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as inside:
        names = set(inside.namelist())
        inside.extractall(tmp_path)
    for file in PROMPTS.rglob("*.*"):
        assert f"brainstorm/prompts/{file.relative_to(PROMPTS).as_posix()}" in names
    for sheet in (ROOT / "src").rglob("*.tcss"):
        assert sheet.relative_to(ROOT / "src").as_posix() in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"brainstorm", "brainstorm_drill"}
    assert not [name for name in names if name.endswith((".jsonl", ".pyc"))]


def test_unpacked_it_is_the_whole_program(wheel: Path, tmp_path: Path, own_home: Path) -> None:
    with ZipFile(wheel) as inside:
        inside.extractall(tmp_path)
    env = {"PYTHONPATH": str(tmp_path), "BRAINSTORM_SESSIONS": ""}
    works([sys.executable, "-m", "brainstorm"], own_home, **env)
    said = asked([sys.executable, "-m", "brainstorm"], "doctor", **env)
    assert str(tmp_path / "brainstorm" / "prompts") in said


@pytest.mark.more
def test_in_an_empty_environment_it_installs_and_starts(wheel: Path, tmp_path: Path, own_home: Path) -> None:
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / "bin" / "python"
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input", "install"]
    got = subprocess.run([*pip, wheel], capture_output=True, text=True, timeout=LONG, check=False)
    if got.returncode and "No matching distribution" in got.stderr + got.stdout:
        pytest.skip("the registry cannot be reached")
    assert got.returncode == 0, got.stderr
    program = tmp_path / "empty" / "bin" / "brainstorm"
    env = {"PYTHONPATH": "", "BRAINSTORM_SESSIONS": ""}
    works([program], own_home, **env)
    with Terminal([program], echo=False, env={**os.environ, **env, "TERM": "xterm-256color"}) as screen:
        screen.expect("a question you haven't done")
        screen.send("\x11")
        assert screen.wait() == 0
