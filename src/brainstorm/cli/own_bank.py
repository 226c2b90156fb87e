"""Writing files of questions: where they go, and what is said when they can't."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brainstorm.cli.common import say
from brainstorm.cli.run import Failure
from brainstorm.report.out import write_out
from brainstorm.session.disk import make_folder

if TYPE_CHECKING:
    from brainstorm.settings import Places

SCHEMA = "docs/schemas/questions.schema.json"
STDOUT = Path("-")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def own_folder(places: "Places") -> Path:
    """The folder for questions of one's own: one from which they are read without any setting.

    With files of questions right in prompts/, a folder questions/ would hide them; then it is prompts/ itself.
    """
    prompts = places.config.path / "prompts"
    inner = prompts / "questions"
    others = {"lenses.yaml", "forms.yaml", "interviewer.yaml", "wordings.yaml"}
    flat = not inner.is_dir() and any(path.name not in others for path in prompts.glob("[!.]*.y*ml"))
    return prompts if flat else inner


def schema_of(places: "Places") -> str | None:
    """Where editors find the schema of a file of questions, when the program runs from a checkout."""
    path = places.checkout and places.checkout / SCHEMA
    return str(path) if path and path.is_file() and str(path).isprintable() else None


def word(value: str, what: str) -> str:
    """`value`, which is to be part of an id.

    Raises:
        click.UsageError: it can't be.
    """
    if not _ID.fullmatch(value) or len(value) > 39:
        raise click.UsageError(f"{what} is {value[:60]!r}; 1 to 39 of a-z, 0-9 and - are expected, no - first")
    return value


def write(path: Path, text: str, *, made: Path, force: bool = False, hint: str = "") -> None:
    """Write a file of questions, whole or not at all; `made` is the default folder, which is made when missing.

    Raises:
        Failure: it is there already, without `force`, or cannot be written.
    """
    if path == STDOUT:
        click.echo(text, nl=False)
        return
    try:
        if path.parent == made:
            make_folder(made)
        write_out(path, text, force=force)
    except FileExistsError:
        raise Failure(f"{path} is there already{hint}") from None
    except (OSError, ValueError) as error:
        raise Failure(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}") from None
    say(str(path))
