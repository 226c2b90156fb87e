"""`brainstorm export`."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from brainstorm.cli.common import for_stdout, sessions_option, settings_and_places, warn
from brainstorm.cli.complete import complete_session
from brainstorm.cli.days import Day
from brainstorm.cli.run import Failure
from brainstorm.cli.show import load
from brainstorm.history.archive import Archive, Found
from brainstorm.report.markdown import session_markdown
from brainstorm.report.out import write_out
from brainstorm.report.show import session_json, wrapped
from brainstorm.session.text import safe_json


@click.command(short_help="Write sessions as Markdown, JSON, CSV or HTML.")
@click.argument("session", nargs=-1, shell_complete=complete_session)
@click.option("--all", "everything", is_flag=True, help="Every session.")
@click.option("--since", type=Day(), help="Every session from this day on: 2026-11-23, 2026-11, 30d.")
@click.option("--until", type=Day(last=True), help="Every session up to this day.")
@click.option("--format", "format_", type=click.Choice(["md", "json", "csv", "html"]), default="md", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH", help="Write to a file instead of stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@sessions_option
def export(
    session: tuple[str, ...],
    everything: bool,
    since: date | None,
    until: date | None,
    format_: str,
    out: Path | None,
    force: bool,
    sessions: Path | None,
) -> None:
    """Write sessions as Markdown, JSON, CSV or one HTML page; the latest when none is named.

    A SESSION is `latest`, an id, or the start of an id.
    """
    period = since is not None or until is not None
    if session and (everything or period):
        raise click.UsageError(f"name sessions or take {'--all' if everything else 'a period'}, not both")
    _, places = settings_and_places(sessions)
    archive = Archive(places.sessions.path)
    problems: list[str] = []
    if everything or period:
        found = [one for one in archive.all(problems) if _within(one, since, until)]
    else:
        found = [load(archive, ref) for ref in session or ("latest",)]
    for problem in problems:
        warn(problem)
    text = {"json": _json, "md": _markdown, "csv": _csv, "html": _html}[format_](found)
    if out is None:
        click.echo(for_stdout(text) if format_ == "json" else text, nl=False)
        return
    try:
        write_out(out, text, force=force)
    except FileExistsError:
        raise Failure(f"{out} is there already; --force replaces it") from None
    except OSError as error:
        raise Failure(f"{out} cannot be written: {error.strerror or error}") from None


def _within(one: Found, since: date | None, until: date | None) -> bool:
    """Whether a session's day, which its name says, is in the period."""
    day = one.path.stem[:8]
    return (since is None or day >= f"{since:%Y%m%d}") and (until is None or day <= f"{until:%Y%m%d}")


def _csv(found: Iterable[Found]) -> str:
    from brainstorm.report.rows_csv import sessions_csv

    return sessions_csv(one.session for one in found)


def _html(found: Iterable[Found]) -> str:
    from brainstorm.report.html import page

    return page([(one.session, one.reading.problems) for one in found])


def _json(found: Iterable[Found]) -> str:
    objects = (session_json(one.session, one.state, one.reading.problems) for one in found)
    return safe_json(wrapped(objects), indent=2) + "\n"


def _markdown(found: Iterable[Found]) -> str:
    pages = ("\n".join(session_markdown(one.session, one.state, one.reading.problems)) for one in found)
    return "\n\n".join(pages) + "\n"
