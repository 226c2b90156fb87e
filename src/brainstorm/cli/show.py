"""`brainstorm show`."""

import shutil
from pathlib import Path

import click

from brainstorm.cli.common import json_option, print_json, sessions_option, settings_and_places
from brainstorm.cli.complete import complete_session
from brainstorm.cli.run import Failure
from brainstorm.history.archive import Archive, ArchiveError, Found
from brainstorm.report.show import session_json
from brainstorm.report.text import session_text
from brainstorm.session.journal import JournalError


def load(archive: Archive, ref: str) -> Found:
    """The session meant by `ref`.

    Raises:
        Failure: there is none, or it cannot be read.
    """
    try:
        return archive.load(archive.find(ref))
    except (ArchiveError, JournalError) as error:
        raise Failure(str(error)) from None


@click.command()
@click.argument("session", default="latest", shell_complete=complete_session)
@json_option
@sessions_option
def show(session: str, as_json: bool, sessions: Path | None) -> None:
    """Show a session: `latest`, its id, or the start of its id."""
    _, places = settings_and_places(sessions)
    found = load(Archive(places.sessions.path), session)
    problems = found.reading.problems
    if as_json:
        print_json(session_json(found.session, found.state, problems))
        return
    width = min(100, shutil.get_terminal_size((80, 24)).columns)
    for line in session_text(found.session, found.state, problems, width):
        click.echo(line)
