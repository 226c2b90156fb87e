"""`brainstorm review`."""

from pathlib import Path

import click

from brainstorm.cli.common import sessions_option, settings_and_places
from brainstorm.cli.complete import complete_session
from brainstorm.cli.run import Failure
from brainstorm.cli.screens import need_terminal, show
from brainstorm.history.archive import Archive, ArchiveError


@click.command(short_help="Look at past sessions on screen.")
@click.argument("session", required=False, shell_complete=complete_session)
@sessions_option
@click.pass_context
def review(ctx: click.Context, /, session: str | None, sessions: Path | None) -> None:
    """Look at past sessions on screen: all of them, or one (`latest`, its id, or the start of its id)."""
    need_terminal("`brainstorm list` and `brainstorm show` need none")
    settings, places = settings_and_places(sessions)
    try:
        path = None if session is None else Archive(places.sessions.path).find(session)
    except ArchiveError as error:
        raise Failure(str(error)) from None

    from brainstorm.tui.review import ReviewPage
    from brainstorm.tui.session import SessionPage

    page = ReviewPage() if path is None else SessionPage(path)
    ctx.exit(show(settings, places, (), lambda: page, page.CSS_PATH))
