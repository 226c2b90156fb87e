"""`brainstorm compare`."""

import shutil
from pathlib import Path
from typing import Any

import click

from brainstorm.cli.common import json_option, print_json, sessions_option, settings_and_places
from brainstorm.cli.complete import complete_question, complete_session
from brainstorm.cli.index import asked
from brainstorm.cli.run import Failure
from brainstorm.cli.show import load
from brainstorm.history.archive import Archive
from brainstorm.history.compare import Attempt, Comparison, compare, in_common, in_order
from brainstorm.history.recall import sessions as sessions_of
from brainstorm.report.comparison import comparison_lines
from brainstorm.report.units import plural


@click.command("compare", short_help="Then against now: two attempts at one question.")
@click.argument("session", nargs=-1, shell_complete=complete_session)
@click.option("--question", metavar="ID", shell_complete=complete_question, help="Only this question.")
@json_option
@sessions_option
def compare_(session: tuple[str, ...], question: str | None, as_json: bool, sessions: Path | None) -> None:
    """Compare two sessions on the questions they have in common: angles kept, lost and new, ideas said again, pace.

    With --question and no session, the first attempt at it against the latest.
    """
    if len(session) != 2 and (session or question is None):
        raise click.UsageError("name two sessions, or a question with --question ID")
    _, places = settings_and_places(sessions)
    archive = Archive(places.sessions.path)
    if session:
        a, b = in_order(*(load(archive, ref).session for ref in session))
        ids = in_common(a, b)
        if question is not None:
            ids = [id_ for id_ in ids if id_ == question]
        if a.id == b.id:
            raise Failure("that is one session, not two")
        if not ids:
            raise Failure(f"{a.id} and {b.id} have no question in common")
    else:
        found = asked(places, lambda db: [one for one in sessions_of(db, question=question) if one.ideas or one.marks])
        if len(found) < 2:
            raise Failure(f"“{question}” was answered {plural(len(found), 'time')}; two attempts are needed")
        a, b = load(archive, found[-1].id).session, load(archive, found[0].id).session
        ids = [str(question)]
    pairs = [compare(a, b, id_) for id_ in ids]
    if as_json:
        print_json({"v": 1, "comparisons": [comparison_json(pair) for pair in pairs]})
        return
    width = min(100, shutil.get_terminal_size((80, 24)).columns)
    for pair in pairs:
        for line in comparison_lines(pair, width):
            click.echo(line)


def comparison_json(pair: Comparison) -> dict[str, Any]:
    """A comparison as `compare --json` prints it."""

    def named(ids: tuple[str, ...] | None) -> list[dict[str, Any]] | None:
        if ids is None:
            return None
        return [
            {"id": id_, "name": pair.names[id_], "a": pair.a.angles.get(id_, 0), "b": pair.b.angles.get(id_, 0)}
            for id_ in ids
        ]

    return {
        "question": {"id": pair.id, "text": pair.text},
        "days": pair.days,
        "a": _attempt_json(pair.a),
        "b": _attempt_json(pair.b),
        "kept": named(pair.kept),
        "lost": named(pair.lost),
        "new": named(pair.new),
        "again": [{"a": then, "b": now, "text": pair.b.texts[now]} for then, now in pair.again],
    }


def _attempt_json(one: Attempt) -> dict[str, Any]:
    return {
        "session": one.session,
        "form": one.form,
        "day": one.day,
        "q": one.q,
        "ideas": one.ideas,
        "builds": one.builds,
        "angles": len(one.angles) if one.labelled else None,
        "of": one.of,
        "latency": one.latency,
        "per_minute": one.per_minute,
        "longest_silence": one.longest_silence,
        "freezes": one.freezes,
    }
