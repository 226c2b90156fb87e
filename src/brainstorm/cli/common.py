"""What the commands share: where things live, the options that several of them take, and how they print."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from brainstorm.cli.run import Failure, complain
from brainstorm.session.text import safe_json, visible

if TYPE_CHECKING:
    from brainstorm.bank import Bank
    from brainstorm.settings import Places, Settings

F = TypeVar("F", bound=Callable[..., Any])


def sessions_option(command: F) -> F:
    """`--sessions DIR`: the folder of sessions this command works on."""
    return click.option(
        "--sessions", type=click.Path(path_type=Path), metavar="DIR", help="Folder of sessions to use."
    )(command)


def bank_option(command: F) -> F:
    """`--bank PATH`, any number of times: questions beside the shipped ones; the later wins."""
    return click.option(
        "--bank",
        "banks",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="More questions: a file or folder. May be repeated.",
    )(command)


def json_option(command: F) -> F:
    """`--json`: print one JSON object instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def say(line: str) -> None:
    """One line on stdout, with whatever it quotes made harmless."""
    click.echo(visible(line))


def warn(line: str) -> None:
    """One line on stderr, beside the output proper."""
    complain(line)


def print_json(value: object) -> None:
    """`value` as indented JSON on stdout."""
    click.echo(for_stdout(safe_json(value, indent=2)))


def for_stdout(json: str) -> str:
    """`json` as it may go to stdout: where that is no UTF-8, in ASCII, which is JSON in every encoding."""
    if (sys.stdout.encoding or "").lower().replace("-", "") == "utf8":
        return json
    return json.encode("ascii", "brainstorm").decode()


def settings_and_places(sessions: Path | None = None) -> "tuple[Settings, Places]":
    """The settings in force and where things live; a doubtful settings file is said in a line and survived."""
    from brainstorm.settings import find_places, load

    found = find_places(os.environ)
    settings, notes = load(found.config_file.path)
    for note in notes:
        warn(note)
    return settings, find_places(os.environ, settings=settings, sessions=sessions)


def open_bank(settings: "Settings", places: "Places", banks: tuple[Path, ...], *, quiet: bool = False) -> "Bank":
    """The questions: shipped, then the config directory's, then the settings', then `--bank`.

    What is left out is said in a line each, unless `quiet`, where the caller says `Bank.notes` itself.

    Raises:
        Failure: the shipped questions cannot be read.
    """
    from brainstorm.bank import BankError, load_bank

    extra = [places.config.path / "prompts", *map(Path, settings.banks), *banks]
    if not extra[0].is_dir() or _holds_nothing(extra[0]):
        del extra[0]
    try:
        bank = load_bank(places.prompts.path, extra, places.cache.path)
    except BankError as error:
        raise Failure(str(error)) from None
    if not quiet:
        for note in bank.notes:
            warn(note)
    return bank


def _holds_nothing(folder: Path) -> bool:
    """Whether there is no file in it, as after the only own question was deleted."""
    try:
        return not any(child.is_file() or any(child.iterdir()) for child in folder.iterdir())
    except OSError:
        return False


def say_what_is_awaited(what: str) -> None:
    """Say what stdin is to hold and how it ends, where a person types it and nothing else shows the waiting."""
    if sys.stdin.isatty():
        click.echo(f"{what}; ctrl+d on an empty line is the end.", err=True)


def stdout_is_terminal() -> bool:
    """Whether a person is likely to read what is printed."""
    return sys.stdout.isatty()
