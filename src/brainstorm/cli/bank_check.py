"""`brainstorm bank check`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brainstorm.cli.common import json_option, print_json, say, settings_and_places
from brainstorm.report.units import plural

if TYPE_CHECKING:
    from brainstorm.bank.checking import Checked


@click.command(short_help="Check files of questions.")
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@json_option
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    """Check files of questions.

    Every problem is told with its file and line. An error leaves the file out of the bank; a warning is about
    what could be better: lengths, sizes of lists, texts that come twice. A PATH is a file or a folder of files.

    Without a PATH, the shipped questions and those of your settings are checked. The exit status is 1 when there
    is an error, with --strict also when there is a warning.
    """
    from brainstorm.bank.checking import examine

    settings, places = settings_and_places()
    extra: Sequence[Path] = paths
    if not paths:
        own = places.config.path / "prompts"
        extra = [*([own] if own.is_dir() else []), *map(Path, settings.banks)]
    found = examine(extra, places.prompts.path, shipped=not paths, lints=True)
    if as_json:
        print_json(_object(found))
    else:
        for problem in (*found.problems, *found.warnings):
            say(str(problem))
        if not found.problems:
            say(f"{plural(found.questions, 'question')}, {_verdict(len(found.warnings))}")
    if found.problems or (strict and found.warnings):
        ctx.exit(1)


def _verdict(warnings: int) -> str:
    return f"no errors, {plural(warnings, 'warning')}" if warnings else "no problems"


def _object(found: "Checked") -> dict[str, object]:
    return {
        "v": 1,
        "questions": found.questions,
        "problems": [
            {
                "severity": problem.severity,
                "file": problem.file,
                "line": problem.line or None,
                "what": problem.what,
                "expected": problem.expected,
            }
            for problem in (*found.problems, *found.warnings)
        ],
    }
