"""`brainstorm later`."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brainstorm import __version__
from brainstorm.cli.common import (
    bank_option,
    json_option,
    open_bank,
    print_json,
    say,
    sessions_option,
    settings_and_places,
)
from brainstorm.cli.complete import complete_question, complete_session
from brainstorm.cli.run import Failure
from brainstorm.history.archive import Archive, ArchiveError
from brainstorm.session.journal import JournalError, read
from brainstorm.session.lock import InUseError
from brainstorm.session.text import clean

if TYPE_CHECKING:
    from brainstorm.bank import Bank


@click.command(short_help="Keep an idea that came afterwards.")
@click.argument("idea")
@click.option(
    "--question",
    metavar="ID",
    shell_complete=complete_question,
    help="The question it is about; else the last one of the session.",
)
@click.option(
    "--session",
    metavar="ID",
    shell_complete=complete_session,
    help="The session it belongs to; else the latest.",
)
@click.option("--where", metavar="WORD", help="Where it came to you: walk, shower, bus.")
@json_option
@bank_option
@sessions_option
def later(
    idea: str,
    question: str | None,
    session: str | None,
    where: str | None,
    as_json: bool,
    banks: tuple[Path, ...],
    sessions: Path | None,
) -> None:
    """Keep an idea that came afterwards, beside the session it belongs to."""
    text = clean(idea)
    if not text:
        raise click.UsageError("there are no words in that idea")
    where = clean(where) or None if where else None
    settings, places = settings_and_places(sessions)
    archive = Archive(places.sessions.path)
    now = datetime.now().astimezone()
    path: Path | None = None
    try:
        if session is not None:
            path = archive.find(session)
        elif question is not None:
            path = archive.latest_with(question)
        else:
            path = archive.find("latest")
        if path is not None:
            n = archive.add_later(path, text, where, _q(path, question), now).n
        else:
            entry = _entry(open_bank(settings, places, banks), question or "")
            path, n = archive.create_later(entry, text, where, __version__, now), 1
    except (ArchiveError, JournalError) as error:
        raise Failure(str(error)) from None
    except InUseError as error:
        raise Failure(f"{path.stem if path else 'the session'} {error}") from None
    if as_json:
        print_json({"v": 1, "session": path.stem, "n": n, "text": text, "where": where})
    else:
        say(f"Kept as {n} in {path.stem}.")


def _q(path: Path, question: str | None) -> int | None:
    if question is None:
        return None
    asked = [q.q for q in read(path).session.questions if q.id == question]
    if not asked:
        raise Failure(f"{path.stem} did not ask “{question}”")
    return asked[0]


def _entry(bank: "Bank", question: str) -> dict[str, object]:
    from brainstorm.bank import BankError

    try:
        return dict(bank.question(question).entry)
    except BankError as error:
        raise Failure(str(error)) from None
