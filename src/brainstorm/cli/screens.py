"""From the command line to the screens, and back with an exit status."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brainstorm.cli.common import open_bank

if TYPE_CHECKING:
    from brainstorm.settings import Places, Settings


def need_terminal(instead: str) -> None:
    """Say what to do where there is no terminal to draw on: `instead` names what needs none.

    Raises:
        click.UsageError: there is none.
    """
    # Textual draws on stderr and takes its size from stdout.
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise click.UsageError(f"there is no terminal to draw on; {instead}")
    if os.environ.get("TERM", "") in ("dumb", ""):
        raise click.UsageError(f"this terminal can't draw screens (TERM=dumb); {instead}")


def show(settings: "Settings", places: "Places", banks: tuple[Path, ...], first: Callable[[], Any], styles: str) -> int:
    """Run the screens, starting with the page that `first` makes; the exit status is returned.

    `styles` is that page's CSS_PATH.
    """
    from brainstorm.tui.app import BrainstormApp, run
    from brainstorm.tui.desk import Desk

    desk = Desk(settings, places, lambda: open_bank(desk.settings, desk.places, banks, quiet=True))
    return run(BrainstormApp(desk, first, styles))
