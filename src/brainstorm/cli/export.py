"""`brainstorm export`."""

from collections.abc import Iterable
from pathlib import Path

import click

from brainstorm.cli.common import for_stdout, sessions_option, settings_and_places, warn
from brainstorm.cli.complete import complete_session
from brainstorm.cli.run import Failure
from brainstorm.cli.show import load
from brainstorm.history.archive import Archive, Found
from brainstorm.report.markdown import session_markdown
from brainstorm.report.out import write_out
from brainstorm.report.show import session_json, wrapped
from brainstorm.session.text import safe_json


@click.command(short_help="Write sessions as Markdown or JSON.")
@click.argument("session", nargs=-1, shell_complete=complete_session)
@click.option("--all", "everything", is_flag=True, help="Every session.")
@click.option("--format", "format_", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH", help="Write to a file instead of stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@sessions_option
def export(
    session: tuple[str, ...],
    everything: bool,
    format_: str,
    out: Path | None,
    force: bool,
    sessions: Path | None,
) -> None:
    """Write sessions as Markdown or JSON; the latest when none is named.

    A SESSION is `latest`, an id, or the start of an id.
    """
    if session and everything:
        raise click.UsageError("name sessions or take --all, not both")
    _, places = settings_and_places(sessions)
    archive = Archive(places.sessions.path)
    problems: list[str] = []
    found = list(archive.all(problems)) if everything else [load(archive, ref) for ref in session or ("latest",)]
    for problem in problems:
        warn(problem)
    text = _json(found) if format_ == "json" else _markdown(found)
    if out is None:
        click.echo(for_stdout(text) if format_ == "json" else text, nl=False)
        return
    try:
        write_out(out, text, force=force)
    except FileExistsError:
        raise Failure(f"{out} is there already; --force replaces it") from None
    except OSError as error:
        raise Failure(f"{out} cannot be written: {error.strerror or error}") from None


def _json(found: Iterable[Found]) -> str:
    objects = (session_json(one.session, one.state, one.reading.problems) for one in found)
    return safe_json(wrapped(objects), indent=2) + "\n"


def _markdown(found: Iterable[Found]) -> str:
    pages = ("\n".join(session_markdown(one.session, one.state, one.reading.problems)) for one in found)
    return "\n\n".join(pages) + "\n"
