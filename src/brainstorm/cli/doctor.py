"""`brainstorm doctor`: where everything is, why there, and whether a drill could start."""

import os
import platform
import shutil
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import click

from brainstorm import __version__
from brainstorm.cli.common import json_option, print_json, say, sessions_option
from brainstorm.session.text import visible
from brainstorm.settings import Place, Places, Settings, find_places, load

_LIBRARIES = ("click", "pyyaml", "platformdirs", "tomlkit", "textual", "anthropic", "wordllama")
_ENOUGH = 1_000_000  # bytes free; a long drill's journal is some tens of kilobytes
_READ_ONLY = ("prompts", "more questions")  # places the program never writes to
_NEEDED = ("forms.yaml", "lenses.yaml")  # of prompts/, beside the questions


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place, and what is there.

    Attributes:
        state: `folder`, `file`, `missing` (could be made), `impossible`, `other` (of another kind).
        writable: whether it could be written; for a missing one, whether it could be made.
    """

    name: str
    place: Place
    state: str
    writable: bool

    @property
    def usable(self) -> bool:
        return self.writable and self.state in ("folder", "file", "missing")

    @property
    def words(self) -> str:
        """What to tell people about it."""
        if self.name in _READ_ONLY:
            return "there" if self.state in ("folder", "file") else "not there"
        if self.state in ("folder", "file"):
            return "writable" if self.writable else "read only"
        return {
            "missing": "not there yet; will be made when needed",
            "impossible": "not there, and cannot be made",
        }.get(self.state, "something else is in its place")

    def as_json(self) -> dict[str, object]:
        path, why = str(self.place.path), self.place.why
        return {"name": self.name, "path": path, "why": why, "state": self.state, "writable": self.writable}


@click.command(short_help="Say where everything is and whether all is well.")
@sessions_option
@json_option
@click.pass_context
def doctor(ctx: click.Context, sessions: Path | None, as_json: bool) -> None:
    """Say where everything is, why there, and whether all is well.

    Nothing is made or changed, and nothing you wrote is printed. The exit status is 1 when something would
    stop a drill.
    """
    found = find_places(os.environ)
    settings, notes = load(found.config_file.path)
    places = find_places(os.environ, settings=settings, sessions=sessions)
    spots = _spots(places, settings)
    free = _free(places.sessions.path)
    trouble = _trouble(places, spots, free)
    facts: dict[str, Any] = {
        "v": 1,
        "ok": not trouble,
        "trouble": trouble,
        "notes": [*notes, *_missing_banks(settings)],
        "places": [spot.as_json() for spot in spots],
        "free_bytes": free,
        "sessions": _sessions(places.sessions.path),
        "versions": _versions(),
        "terminal": _terminal(os.environ),
        "environment": _environment(os.environ),
    }
    if as_json:
        print_json(facts)
    else:
        _print(facts, spots)
    ctx.exit(1 if trouble else 0)


def _spots(places: Places, settings: Settings) -> list[_Spot]:
    named = {
        "sessions": places.sessions,
        "prompts": places.prompts,
        "config": places.config,
        "config file": places.config_file,
        "cache": places.cache,
        "state": places.state,
    }
    spots = [_look(name, place) for name, place in named.items()]
    more = places.config.path / "prompts"
    banks = [Place(more, places.config.why)] if os.path.isdir(more) else []
    banks += [Place(Path(bank), "config.toml") for bank in settings.banks]
    return spots + [_look("more questions", bank) for bank in banks]


def _look(name: str, place: Place) -> _Spot:
    """What is at `place`, without touching it."""
    path = place.path
    file = name == "config file"
    if os.path.lexists(path):
        right = os.path.isfile(path) if file else os.path.isdir(path)
        if name == "more questions":
            right = os.path.exists(path)
        state = ("folder" if os.path.isdir(path) else "file") if right else "other"
        return _Spot(name, place, state, os.access(path, os.W_OK if file else os.W_OK | os.X_OK))
    could = _could_be_made(path)
    return _Spot(name, place, "missing" if could else "impossible", could)


def _standing(path: Path) -> Path:
    """`path`, or the nearest thing above it that is there."""
    while not os.path.lexists(path) and path.parent != path:
        path = path.parent
    return path


def _could_be_made(path: Path) -> bool:
    above = _standing(path)
    return os.path.isdir(above) and os.access(above, os.W_OK | os.X_OK)


def _free(path: Path) -> int | None:
    """Bytes free for the user on the file system `path` is or would be on; None when nobody can tell."""
    try:
        return shutil.disk_usage(_standing(path)).free
    except OSError:
        return None


def _trouble(places: Places, spots: list[_Spot], free: int | None) -> list[str]:
    """What would stop a drill, a line each."""
    lines = []
    sessions = spots[0]
    if not sessions.usable:
        lines.append(f"sessions cannot be written to {sessions.place.path}: {sessions.words}")
    if free is not None and free < _ENOUGH:
        lines.append(f"the disk with {sessions.place.path} is full: {_size(free)} free")
    prompts = places.prompts.path
    try:
        questions = any(prompts.glob("questions/*.yaml"))
    except OSError:
        questions = False
    missing = [name for name in _NEEDED if not os.path.isfile(prompts / name)]
    if not questions:
        missing.insert(0, "questions")
    if missing:
        lines.append(f"{prompts} lacks {', '.join(missing)}: the installation is incomplete")
    return lines


def _missing_banks(settings: Settings) -> list[str]:
    return [f"{bank}: no such file or folder (setting banks)" for bank in settings.banks if not os.path.exists(bank)]


def _sessions(folder: Path) -> dict[str, int | None]:
    """How many journals there are, and how many of them have a problem (None: nobody looked)."""
    try:
        count = sum(1 for _ in folder.glob("[0-9]*/*.jsonl"))
    except OSError:
        count = 0
    return {"count": count, "problems": None}


def _versions() -> dict[str, str | None]:
    versions: dict[str, str | None] = {"brainstorm": __version__, "python": platform.python_version()}
    versions["platform"] = platform.platform(terse=True)
    for name in _LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = None
    return versions


def _terminal(environ: Mapping[str, str]) -> dict[str, object]:
    columns, lines = shutil.get_terminal_size()
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        colour = "none (NO_COLOR)"
    elif environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        colour = "16 million"
    elif term in ("", "dumb"):
        colour = "none"
    else:
        colour = "256" if "256" in term else "16"
    streams = {"stdin": sys.stdin, "stdout": sys.stdout, "stderr": sys.stderr}
    return {
        "columns": columns,
        "lines": lines,
        "term": term,
        "colour": colour,
        "encoding": getattr(sys.stdout, "encoding", None),
        "tty": {name: stream is not None and stream.isatty() for name, stream in streams.items()},
    }


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The variables that change what the program does; of a secret only whether it is set."""
    found = {}
    for name in sorted(environ):
        if name.startswith("BRAINSTORM_"):
            secret = any(word in name for word in ("KEY", "TOKEN", "SECRET", "PASSWORD"))
            found[name] = "set" if secret else environ[name]
    found["ANTHROPIC_API_KEY"] = "set" if environ.get("ANTHROPIC_API_KEY") else "not set"
    return found


def _size(count: int) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count} {unit}"
        count //= 1000
    return f"{count} TB"


def _print(facts: Mapping[str, Any], spots: list[_Spot]) -> None:
    versions = facts["versions"]
    say(f"brainstorm {versions['brainstorm']}, Python {versions['python']}, {versions['platform']}")
    installed = [f"{name} {versions[name] or '(not installed)'}" for name in _LIBRARIES]
    _block("Libraries", [", ".join(installed[:4]), ", ".join(installed[4:])])
    lines = []
    for spot in spots:
        lines += [f"{spot.name:<16}{spot.place.path}", f"{'':<16}{spot.place.why}; {spot.words}"]
    _block("Places, and why", lines)
    sessions = facts["sessions"]
    problems = "" if sessions["problems"] is None else f", {sessions['problems']} with problems"
    free = "unknown" if facts["free_bytes"] is None else _size(facts["free_bytes"])
    _block("Sessions", [f"{sessions['count']} kept{problems}; {free} free on the disk"])
    terminal = facts["terminal"]
    ttys = [name for name, is_one in terminal["tty"].items() if is_one]
    size = f"{terminal['columns']}x{terminal['lines']}, TERM {terminal['term'] or 'not set'}"
    looks = f"colours: {terminal['colour']}; encoding: {terminal['encoding']}"
    _block("Terminal", [f"{size}; {looks}", f"on a terminal: {', '.join(ttys) or 'nothing'}"])
    _block("Environment", [f"{name} {value}" for name, value in facts["environment"].items()])
    if facts["notes"]:
        _block("Notes", [])
        for note in facts["notes"]:
            _wrapped(note, "  ")
    say("")
    for line in facts["trouble"]:
        _wrapped(f"Trouble: {line}", "")
    if facts["ok"]:
        say("All is well.")


def _block(title: str, lines: list[str]) -> None:
    say("")
    say(title)
    for line in lines:
        say(f"  {line}")


def _wrapped(text: str, indent: str) -> None:
    """`text` over as many lines as it takes; a path stays whole, so that it can be copied."""
    further = f"{indent}  "
    for line in textwrap.wrap(
        visible(text),
        79,
        initial_indent=indent,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        say(line)
