"""`brainstorm import`."""

import math
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from brainstorm import __version__
from brainstorm.bank import Bank, BankError
from brainstorm.bank.lists import ListError, decode
from brainstorm.cli.common import (
    bank_option,
    json_option,
    open_bank,
    print_json,
    say,
    sessions_option,
    settings_and_places,
    warn,
)
from brainstorm.cli.complete import complete_question
from brainstorm.cli.input import STDIN, read_bytes
from brainstorm.cli.run import Failure
from brainstorm.history.incoming import KINDS, Incoming, IncomingError, read_incoming
from brainstorm.history.taking import take_over
from brainstorm.session.journal import JournalError, parse_time
from brainstorm.session.text import clean


class When(click.ParamType[datetime]):
    """A day, or a day and a time: 2026-11-23, 2026-11-23 15:00, 2026-11-23T15:00+01:00."""

    name = "when"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read `value`; without an offset it is local time."""
        if isinstance(value, datetime):
            return value
        try:
            found = datetime.fromisoformat(str(value).strip())
            if not 1970 < found.year < 9999:
                raise ValueError
            return found.astimezone()
        except (ValueError, OverflowError, OSError):
            self.fail(f"“{value}” is no time; write 2026-11-23 or 2026-11-23 15:00", param, ctx)


@click.command("import", short_help="Take over ideas from a file.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(KINDS), help="What the file is; else its name decides.")
@click.option(
    "--question", metavar="ID", shell_complete=complete_question, help="The question of the bank it is about."
)
@click.option("--ask", metavar="TEXT", help="The question in words, where the bank doesn't have it.")
@click.option("--minutes", type=click.FloatRange(0.1, 2880), metavar="M", help="How long it took.")
@click.option("--date", "when", type=When(), metavar="WHEN", help="When it was: 2026-11-23, or 2026-11-23 15:00.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken over, and write nothing.")
@json_option
@bank_option
@sessions_option
def import_(
    file: Path,
    kind: str | None,
    question: str | None,
    ask: str | None,
    minutes: float | None,
    when: datetime | None,
    dry_run: bool,
    as_json: bool,
    banks: tuple[Path, ...],
    sessions: Path | None,
) -> None:
    """Take over ideas that were had elsewhere, as a session.

    FILE (- is stdin) is plain text (one idea a line, perhaps with a time before it: 1:23 idea; a + begins a build),
    CSV (a column `text` or `idea`, perhaps `seconds`) or JSON (a list of texts, of objects with `text` and `t`, or what
    `brainstorm export` writes). Nothing is taken over when anything in it is wrong.
    """
    if question is not None and ask is not None:
        raise click.UsageError("take --question or --ask, not both")
    if minutes is not None and not math.isfinite(minutes):
        raise click.UsageError("--minutes is no number of minutes")
    settings, places = settings_and_places(sessions)
    bank = open_bank(settings, places, banks, quiet=True)
    name = "stdin" if file == STDIN else str(file)
    try:
        text = decode(read_bytes(file, "One idea a line"))
        found = read_incoming(text, kind or _kind(file, text))
    except (ListError, IncomingError) as error:
        raise Failure(f"{name}: {error}") from None
    now = datetime.now().astimezone()
    made: list[dict[str, Any]] = []
    for one in found:
        entry = _question(bank, one, question, ask, name)
        began = when or parse_time(one.date) or now
        path: Path | None = None
        if not dry_run:
            seconds = None if minutes is None else round(minutes * 60, 3)
            try:
                path = take_over(places.sessions.path, one, entry, __version__, began.astimezone(), seconds)
            except JournalError as error:
                _say(made, as_json=as_json)
                raise Failure(str(error)) from None
        laters = sum(1 for said in one.said if said.later)
        made.append(
            {
                "session": path.stem if path else None,
                "question": entry["id"],
                "entries": len(one.said) - laters,
                "later": laters,
                "timed": any(said.t is not None for said in one.said),
            }
        )
    _say(made, as_json=as_json)
    if not (question or ask) and not all(one.question or one.question_id in bank.ids for one in found):
        warn("what they answer is not known, so their angles aren't either; --question ID or --ask TEXT names it")


def _say(made: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        print_json({"v": 1, "sessions": made})
        return
    for one in made:
        later = f", {one['later']} later" if one["later"] else ""
        where = f"in {one['session']}" if one["session"] else "would be taken over"
        say(f"{one['entries']} {'entry' if one['entries'] == 1 else 'entries'}{later} {where}")


def _kind(file: Path, text: str) -> str:
    known = {".csv": "csv", ".tsv": "csv", ".json": "json", ".jsonl": "json", ".txt": "text", ".md": "text"}
    found = known.get(file.suffix.casefold())
    return found or ("json" if text.lstrip()[:2].rstrip() in ("[", "{", '["', "[{", '{"') else "text")


def _question(bank: Bank, one: Incoming, id_: str | None, ask: str | None, name: str) -> dict[str, Any]:
    """The question of the session: as asked for, else as the file says, else a line that names the file."""
    if id_ is not None:
        try:
            return dict(bank.question(id_).entry)
        except BankError as error:
            raise Failure(str(error)) from None
    if ask is None and one.question_id in bank.ids:
        return dict(bank.question(one.question_id).entry)
    words = clean(ask or one.question)
    if ask is not None and not words:
        raise click.UsageError("there are no words in --ask")
    plain = one.question_id or "imported"
    return {"id": plain, "topic": "imported", "question": words or f"(ideas from {Path(name).name})"}
