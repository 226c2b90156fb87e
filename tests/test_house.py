"""What holds for the house as a whole: what each command loads, and that the documentation is true."""

from __future__ import annotations

import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import QUESTION, Spawn, brainstorm, drilled

ROOT = Path(__file__).parents[1]
HEAVY = {"textual", "rich", "anthropic", "httpx2", "pydantic", "wordllama", "fastembed", "numpy"}

# Runs a command in a fresh interpreter and leaves the names of what it loaded behind.
_REPORT = (
    "import atexit, sys\n"
    "atexit.register(lambda: open(sys.argv.pop(1), 'w').write('\\n'.join(sys.modules)))\n"
    "names, sys.argv = sys.argv[1], sys.argv\n"
    "from brainstorm.cli import _COMMANDS\n"
    "from brainstorm.cli.run import run\n"
    "argv = sys.argv[:]\n"
    "sys.argv = ['brainstorm', *argv[2:]]\n"
    "status = run(_COMMANDS)\n"
    "sys.argv = argv\n"
    "sys.exit(status)\n"
)


def loaded(folder: Path, *args: str) -> set[str]:
    """The top-level modules that the process of a command has loaded when it ends."""
    names = folder / "modules.txt"
    command = [sys.executable, "-c", _REPORT, str(names), *args]
    done = subprocess.run(command, input=b"one\n", capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in names.read_text().splitlines()}


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "--help",
        "list",
        "list --json",
        "bank list",
        "show",
        "show --json",
        "export",
        "export --format json",
        "export --format html",
        f"drill --plain --question {QUESTION}",
        "call --plain --json",
        "later words",
        "feedback --dry-run",
        "search words",
        "search words --json",
        "today",
        "stats",
        "stats --json",
        "export --format csv",
        "compare latest latest --help",
        "delete latest",
        "doctor",
        "settings",
        "bank show sandbagging-cant-wont",
        "bank check",
        "bank stats",
        "bank new tea cold --out -",
        "import - --dry-run",
        "measure --help",
        "encoder --help",
        "debrief-real",
    ],
)
def test_light_commands_load_nothing_heavy(command: str, tmp_path: Path) -> None:
    drilled("so that there is a session")
    modules = loaded(tmp_path, *command.split())
    assert "brainstorm" in modules
    assert modules & HEAVY == set()


def test_the_version_loads_no_other_room(tmp_path: Path) -> None:
    assert not {"yaml", "tomlkit", "platformdirs"} & loaded(tmp_path, "--version")


# The documentation

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_STARTS = re.compile(r"^\$ (.*?brainstorm\b.*)$")
_OURS = re.compile(r"(?:^|[|;&(]\s*|&& )brainstorm(?:\s|$)")


def documented(page: Path) -> list[tuple[str, str]]:
    """(place, command) of each `$ brainstorm …` line in console blocks; a \\ at the end of a line continues it."""
    found = []
    text = page.read_text()
    for block in _BLOCK.finditer(text):
        lines = block[1].replace("\\\n", " ").splitlines()
        first = text.count("\n", 0, block.start()) + 2
        for number, line in enumerate(lines):
            if (match := _STARTS.match(line)) and _OURS.search(match[1]):
                found.append((f"{page.relative_to(ROOT)}:{first + number}", match[1].strip()))
    return found


PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
COMMANDS = [each for page in PAGES for each in documented(page)]


def test_the_readme_shows_commands() -> None:
    assert documented(ROOT / "README.md")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`brainstorm` is found on the path."""
    program = tmp_path / "bin" / "brainstorm"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m brainstorm "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


def needs_terminal(command: str) -> bool:
    """Whether a person must be there: the screens, and drills that are neither piped nor plain."""
    words = shlex.split(command.split("#")[0])
    if "|" in command or "<" in command or words[0] != "brainstorm":
        return False
    return words[1:2] in ([], ["drill"], ["call"], ["review"]) and "--help" not in words


@pytest.mark.usefixtures("shell")
@pytest.mark.parametrize(("place", "command"), COMMANDS, ids=[place for place, _ in COMMANDS])
def test_a_documented_command_works(place: str, command: str, terminal: Spawn) -> None:
    drilled("so that there is", "+ something to show")
    if needs_terminal(command):
        # Screens and drills are tested elsewhere; here, that these options exist.
        words = shlex.split(command.split("#")[0])
        done = brainstorm(*words[1:])
        assert done.status in (0, 2), f"{place}: {done.err}"
        assert "terminal" in done.err or done.status == 0, f"{place}: {done.err}"
        return
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 0, f"{place}: {command}\n{done.stdout}{done.stderr}"
