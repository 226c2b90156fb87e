"""`brainstorm today`."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brainstorm.cli.common import (
    bank_option,
    json_option,
    open_bank,
    print_json,
    say,
    sessions_option,
    settings_and_places,
)
from brainstorm.cli.index import asked
from brainstorm.cli.run import Failure
from brainstorm.history.recall import past
from brainstorm.history.suggest import Past, Suggestion, suggest
from brainstorm.report.units import length, plural

if TYPE_CHECKING:
    from brainstorm.bank import Bank
    from brainstorm.settings import Settings

NOT_YET = 3
"""Exit status of --check when nothing was done today."""


@click.command(short_help="Today's exercise in a line.")
@click.option("--short", is_flag=True, help="A few words, for a shell prompt.")
@click.option("--check", is_flag=True, help="Print nothing: exit status 0 when a drill was done today, 3 when not.")
@json_option
@bank_option
@sessions_option
@click.pass_context
def today(
    ctx: click.Context, short: bool, check: bool, as_json: bool, banks: tuple[Path, ...], sessions: Path | None
) -> None:
    """Say what today's exercise is, and why, in a line. Skipping a day costs nothing."""
    if short + check + as_json > 1:
        raise click.UsageError("take one of --short, --check and --json")
    settings, places = settings_and_places(sessions)
    day = datetime.now().astimezone().date()
    known = asked(places, lambda db: past(db, day), quiet=short or check)
    if check:
        ctx.exit(0 if known.today else NOT_YET)
    bank = open_bank(settings, places, banks, quiet=short)
    found = suggest(bank.rows, bank.forms, known, day, lambda id_: bank.question(id_).lenses)
    if as_json:
        print_json(_json(found, known, day, bank, settings))
    elif short:
        say(_short(found, known))
    elif found is None:
        raise Failure("there are no questions in the bank")
    else:
        for line in _lines(found, known, bank, settings):
            say(line)


def _seconds(found: Suggestion, bank: "Bank", settings: "Settings") -> float:
    return settings.minutes * 60 if found.form == "single" else bank.form(found.form).seconds


def _short(found: Suggestion | None, known: Past) -> str:
    if known.today:
        return f"✓ {plural(known.ideas_today, 'idea')}"
    return f"{found.form}: {found.topic}" if found else ""


def _lines(found: Suggestion, known: Past, bank: "Bank", settings: "Settings") -> list[str]:
    done = f"Done today: {plural(known.today, 'drill')}, {plural(known.ideas_today, 'idea')}. One more: "
    minutes = length(_seconds(found, bank, settings))
    what = f"{bank.form(found.form).name} · {minutes} · {found.topic}"
    line = f"{done if known.today else ''}{what}{f' ({found.why})' if found.why else ''}"
    return [line, known.note] if known.note else [line]


def _json(found: Suggestion | None, known: Past, day: date, bank: "Bank", settings: "Settings") -> dict[str, Any]:
    suggestion = found and {
        "form": found.form,
        "name": bank.form(found.form).name,
        "seconds": _seconds(found, bank, settings),
        "question": found.question,
        "topic": found.topic,
        "times": found.times,
        "why": found.why,
    }
    done = {"drills": known.today, "ideas": known.ideas_today}
    return {"v": 1, "date": str(day), "done": done, "suggestion": suggestion, "note": known.note}
