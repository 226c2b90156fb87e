"""`brainstorm` without a command: home."""

import click

from brainstorm.cli.common import settings_and_places
from brainstorm.cli.screens import need_terminal, show


def start(ctx: click.Context) -> None:
    """Open the app on its home page."""
    need_terminal()
    settings, places = settings_and_places()
    from brainstorm.tui.home import HomePage

    ctx.exit(show(settings, places, (), HomePage, HomePage.CSS_PATH))
