"""`brainstorm` without a command: home."""

from pathlib import Path

import click

from brainstorm.cli.common import settings_and_places
from brainstorm.cli.screens import need_terminal, show


def start(ctx: click.Context, sessions: Path | None, banks: tuple[Path, ...]) -> None:
    """Open the app on its home page."""
    need_terminal("`brainstorm drill --plain` takes one idea a line from stdin")
    settings, places = settings_and_places(sessions)
    from brainstorm.tui.home import HomePage

    ctx.exit(show(settings, places, banks, HomePage, HomePage.CSS_PATH))
