"""Where things live, and why there. Finding a place makes nothing."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brainstorm.settings.fields import Settings

APP = "brainstorm-drill"

_XDG = {  # kind: the variable and, in the home directory, the default
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """An absolute path, which need not exist, and what decided it: `--sessions`, `checkout`, `default`, …"""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything lives.

    Attributes:
        sessions: the folder of journals.
        prompts: the shipped questions, forms and lenses.
        config: the user's folder; `prompts/` in it holds more questions.
        config_file: the settings.
        cache: what can be deleted at any time.
        state: crash reports.
        checkout: the folder of the clone the program runs from, None when it is installed.
    """

    sessions: Place
    prompts: Place
    config: Place
    config_file: Place
    cache: Place
    state: Place
    checkout: Path | None


def find_places(
    environ: Mapping[str, str], *, settings: Settings | None = None, sessions: Path | None = None
) -> Places:
    """Where everything lives, by option, environment, settings file, default, in this order.

    Args:
        environ: the environment; empty variables count as unset.
        settings: the settings in force, once they are read.
        sessions: what `--sessions` said.
    """
    package = Path(__file__).parents[1]
    checkout = find_checkout(package)
    chosen = _value(environ, "BRAINSTORM_CONFIG")
    config = Place(_absolute(chosen, environ), "BRAINSTORM_CONFIG") if chosen else _platform_place("config", environ)
    prompts = Place(checkout / "prompts", "checkout") if checkout else Place(package / "prompts", "default")
    return Places(
        sessions=_sessions(environ, checkout, settings, sessions),
        prompts=prompts,
        config=config,
        config_file=Place(config.path / "config.toml", config.why),
        cache=_platform_place("cache", environ),
        state=_platform_place("state", environ),
        checkout=checkout,
    )


def find_checkout(package: Path) -> Path | None:
    """The clone that `package` (the folder of the import package) belongs to: it is its `src/brainstorm`."""
    if package.parent.name != "src":
        return None
    root = package.parent.parent
    try:
        lines = (root / "pyproject.toml").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    # A search, since parsing the file would cost every command a third of its start.
    ours = any(line.partition("#")[0].replace(" ", "").replace("'", '"') == f'name="{APP}"' for line in lines)
    return root if ours else None


def _sessions(
    environ: Mapping[str, str], checkout: Path | None, settings: Settings | None, option: Path | None
) -> Place:
    if option is not None:
        return Place(_absolute(str(option), environ), "--sessions")
    if chosen := _value(environ, "BRAINSTORM_SESSIONS"):
        return Place(_absolute(chosen, environ), "BRAINSTORM_SESSIONS")
    if settings is not None and settings.sessions.strip():
        return Place(_absolute(settings.sessions, environ), "config.toml")
    if checkout:
        return Place(checkout / "sessions", "checkout")
    data = _platform_place("data", environ)
    return Place(data.path / "sessions", data.why)


def _platform_place(kind: str, environ: Mapping[str, str]) -> Place:
    """The platform's folder of this kind for this program."""
    if sys.platform != "linux":
        import platformdirs

        find = {
            "config": platformdirs.user_config_path,
            "data": platformdirs.user_data_path,
            "cache": platformdirs.user_cache_path,
            "state": platformdirs.user_state_path,
        }[kind]
        return Place(find(APP, appauthor=False), "default")
    # The same rule as platformdirs' by hand: that looks at the process's environment only and costs 7 ms.
    variable, default = _XDG[kind]
    chosen = _value(environ, variable)
    if os.path.isabs(chosen):  # the XDG specification: a relative one is to be ignored
        return Place(Path(chosen, APP), variable)
    return Place(Path(_home(environ), default, APP), "default")


def _value(environ: Mapping[str, str], name: str) -> str:
    """The variable; one that is empty or blank counts as unset."""
    text = environ.get(name, "")
    return text if text.strip() else ""


def _home(environ: Mapping[str, str]) -> str:
    """The home directory; `/` when there is none, where writing fails loudly rather than for a while only."""
    home = _value(environ, "HOME")
    if os.path.isabs(home):
        return home
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_dir or "/"
    except (ImportError, KeyError):
        return "/"


def _absolute(text: str, environ: Mapping[str, str]) -> Path:
    """`text` with its `~` expanded and, when relative, taken from the current directory."""
    if text == "~" or text.startswith("~/"):
        text = _home(environ) + text[1:]
    elif text.startswith("~"):
        text = os.path.expanduser(text)
    try:
        return Path(text).absolute()
    except OSError:  # the current directory is gone
        return Path("/", text)
