"""`brainstorm delete`."""

import sys
from pathlib import Path

import click

from brainstorm.cli.common import json_option, print_json, say, sessions_option, settings_and_places
from brainstorm.cli.complete import complete_session
from brainstorm.cli.run import Failure
from brainstorm.cli.show import load
from brainstorm.history.archive import LIVE, Archive, ArchiveError
from brainstorm.history.index import forget
from brainstorm.report.words import tally


@click.command(short_help="Move sessions to the trash, or delete them for good.")
@click.argument("session", nargs=-1, required=True, shell_complete=complete_session)
@click.option("--forever", is_flag=True, help="Delete for good instead of moving to the trash.")
@click.option("--yes", is_flag=True, help="Don't ask before deleting for good.")
@json_option
@sessions_option
def delete(session: tuple[str, ...], forever: bool, yes: bool, as_json: bool, sessions: Path | None) -> None:
    """Move sessions to the trash beside them (`.trash` in the sessions folder).

    A SESSION is `latest`, an id, or the start of an id.
    """
    _, places = settings_and_places(sessions)
    archive = Archive(places.sessions.path)
    found = list({one.path: one for one in (load(archive, ref) for ref in session)}.values())
    for one in found:
        if one.state == LIVE:
            raise Failure(f"{one.path.stem} is in use by another brainstorm; end the drill there first")
    if forever and not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("--forever needs --yes when there is no terminal to ask on")
        listed = ", ".join(f"{one.path.stem} ({tally(one.session)})" for one in found)
        click.confirm(f"Delete {listed} for good?", abort=True)
    done = []
    for one in found:
        try:
            target = archive.delete(one.path, forever=forever)
        except ArchiveError as error:
            raise Failure(str(error)) from None
        done.append({"id": one.path.stem, "trash": None if target is None else str(target)})
        if not as_json:
            say(f"{one.path.stem} is deleted" if target is None else f"{one.path.stem} is in {target}")
    if forever:
        forget(places.sessions.path, places.cache.path)
    if as_json:
        print_json({"v": 1, "deleted": done})
