"""`brainstorm list`."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from brainstorm.cli.common import (
    json_option,
    print_json,
    say,
    sessions_option,
    settings_and_places,
    stdout_is_terminal,
    warn,
)
from brainstorm.history.archive import LIVE, OPEN, Archive, Found
from brainstorm.report.show import row_json, wrapped
from brainstorm.report.words import clock, tally
from brainstorm.session.session import Session
from brainstorm.session.text import visible


@click.command("list")
@click.option("--most", type=click.IntRange(1), metavar="N", help="Show the newest N only.")
@json_option
@sessions_option
def list_(most: int | None, as_json: bool, sessions: Path | None) -> None:
    """List the sessions, newest first."""
    _, places = settings_and_places(sessions)
    problems: list[str] = []
    found: list[Found] = []
    for one in Archive(places.sessions.path).all(problems):
        if most is not None and len(found) >= most:
            break
        found.append(one)
    if as_json:
        print_json(wrapped(row_json(one.session, one.state) for one in found))
    elif not found:
        say(f"No sessions yet in {places.sessions.path}; `brainstorm drill` makes the first.")
    else:
        for line in _table(found, shutil.get_terminal_size().columns if stdout_is_terminal() else None):
            say(line)
    for problem in problems:
        warn(problem)


def _table(found: list[Found], width: int | None) -> Iterator[str]:
    """A line a session; where it would be wider than `width`, its questions stand on lines of their own."""
    rows = [(one.session.id, _time(one.session), _what(one)) for one in found]
    ids, _, columns = (max(map(len, column)) for column in zip(*rows, strict=True))
    for one, (id_, time, what) in zip(found, rows, strict=True):
        asked = [visible(question.id) for question in one.session.questions]
        row = f"{visible(id_):<{ids}}  {time:>5}  {what}"
        whole = f"{row:<{ids + columns + 9}}  {', '.join(asked)}".rstrip()
        if width is None or len(whole) <= width:
            yield whole
        else:
            yield row
            yield from (f"  {question}" for question in asked)


def _what(one: Found) -> str:
    session = one.session
    words = [tally(session)] if session.seconds or session.entries else []
    words += [f"{len(session.later)} later"] if session.later else []
    words += ["unfinished"] if one.state == OPEN else ["running now"] if one.state == LIVE else []
    words += ["damaged"] if one.reading.problems else []
    return ", ".join(words)


def _time(session: Session) -> str:
    return clock(session.elapsed) if session.seconds else "–"
