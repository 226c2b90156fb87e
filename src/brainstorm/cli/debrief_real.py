"""`brainstorm debrief-real`: a real call, told afterwards."""

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brainstorm import __version__
from brainstorm.bank.importing import TOPIC, entries, to_yaml
from brainstorm.bank.lists import Listed, ListError
from brainstorm.cli.common import bank_option, open_bank, say, sessions_option, settings_and_places, warn
from brainstorm.cli.import_ import When
from brainstorm.cli.own_bank import own_folder, schema_of, word, write
from brainstorm.cli.run import Failure
from brainstorm.history.taking import REAL
from brainstorm.practice.debrief import parse_self
from brainstorm.session.events import Aside, Asked, Ended, Event, Idea, Later, Line, Rated, Started
from brainstorm.session.journal import JournalError, append, create_free, stamp
from brainstorm.session.lock import InUseError
from brainstorm.session.text import clean

if TYPE_CHECKING:
    from brainstorm.bank import Bank
    from brainstorm.settings import Places


class _DoneError(Exception):
    """The input has ended, or ctrl+c: what was told so far stays."""


@click.command("debrief-real", short_help="Write down a real call afterwards.")
@click.option("--date", "when", type=When(), metavar="WHEN", help="When it was: 2026-11-23 15:00; else now.")
@bank_option
@sessions_option
def debrief_real(when: datetime | None, banks: tuple[Path, ...], sessions: Path | None) -> None:
    """Write down a real call: what was asked, what you said, what came later, how it ended.

    Each line is kept the moment it is entered. Enter on an empty line goes on to the next thing; ctrl+d or ctrl+c
    ends, and what was told stays. The session has the form `real`, and counts neither as a drill nor in any time.
    """
    settings, places = settings_and_places(sessions)
    bank = open_bank(settings, places, banks, quiet=True)
    began = when or datetime.now().astimezone()
    kept = _Kept(places.sessions.path, began)
    told: list[str] = []
    try:
        told = _tell(kept, bank)
    except (_DoneError, KeyboardInterrupt):
        click.echo()
        with contextlib.suppress(JournalError, InUseError):  # what was told is on disk; only its end would be missing
            kept.end()
    except (JournalError, InUseError) as error:
        raise Failure(str(error)) from None
    if kept.path is None:
        say("Nothing was told, so nothing is kept.")
        return
    with contextlib.suppress(_DoneError, KeyboardInterrupt):
        _offer_bank(told, bank, places)
    say(f"Kept as {kept.path.stem}; `brainstorm show {kept.path.stem}` shows it.")


class _Kept:
    """The session as it grows: its journal is made with the first question, and takes each line as it comes."""

    def __init__(self, folder: Path, began: datetime) -> None:
        self.path: Path | None = None
        self._folder, self._began = folder, began
        self.n = 0

    def add(self, event: Event) -> None:
        """Write `event`."""
        now = datetime.now().astimezone()
        if self.path is None:
            self.path = create_free(self._folder, "real", self._began, lambda id_: self._opening(id_, event))
        else:
            append(self.path, [event], now)

    def _opening(self, id_: str, event: Event) -> list[Line]:
        started = Started(id=id_, app=__version__, form=REAL, seconds=0, input="imported")
        return [Line(stamp(self._began), None, each) for each in (started, event)]

    def end(self) -> None:
        """Write that all was told, where anything was."""
        if self.path is not None:
            self.add(Ended(why="done"))

    def idea(self, q: int, text: str) -> None:
        """Write an idea, or with a `+` a build on the one before."""
        build = text.startswith("+") and self.n > 0
        words = clean(text.removeprefix("+"))
        if not words:
            return
        self.n += 1
        self.add(Idea(n=self.n, q=q, text=words, builds_on=self.n - 1 if build else None, via="pipe"))


def _tell(kept: _Kept, bank: "Bank") -> list[str]:
    """Ask everything, in order; the texts of the questions that the bank doesn't have are returned."""
    new: list[str] = []
    known = {row.text: row.id for row in bank.rows}
    q = 0
    while text := _line(
        f"What was asked? In your words, or its id in the bank. (Enter: {'no more' if q else 'leave'})"
    ):
        q += 1
        id_ = text if text in bank.ids else known.get(text)
        if id_ is not None:
            question: dict[str, Any] = dict(bank.question(id_).entry)
        else:
            new.append(text)
            question = _plain_entry(text, bank)
        kept.add(Asked(q=q, question=question, why="start" if q == 1 else "interviewer"))
        say("What did you say? One idea a line, as you remember them; + begins a build. (Enter goes on)")
        for words in _lines():
            kept.idea(q, words)
        say("What came to you later? One idea a line. (Enter goes on)")
        for words in _lines():
            kept.n += 1
            kept.add(Later(n=kept.n, text=words, where="after the call", q=q))
    if kept.path is None:
        return []
    if ended := _line("How did it end, and what did they say? (Enter skips)"):
        kept.add(Aside(ended))
    while newness := _line("How new were your ideas for you, 1 (nothing new) to 5 (all new)? (Enter skips)"):
        if (rating := parse_self(newness)) is not None:
            kept.add(Rated(self=rating))
            break
        say("A number from 1 to 5, please.")
    kept.end()
    return new


def _plain_entry(text: str, bank: "Bank") -> dict[str, Any]:
    try:
        made, _ = entries([Listed(0, text)], None, {row.id: row.text for row in bank.rows})
    except ListError:
        made = []
    return dict(made[0]) if made else {"id": "real", "topic": TOPIC, "question": text}


def _offer_bank(texts: list[str], bank: "Bank", places: "Places") -> None:
    """Put the questions that the bank doesn't have into it, where that is wanted."""
    for text in texts:
        wanted = _line("Put this question into your own bank, to drill it? (y, or Enter for no)\n  " + text)
        if wanted.strip().lower() not in ("y", "yes"):
            continue
        topic = _topic(bank)
        folder = own_folder(places)
        made, _ = entries([Listed(0, text)], topic, {row.id: row.text for row in bank.rows})
        try:
            write(folder / f"{made[0]['id']}.yaml", to_yaml(made, schema_of(places)), made=folder)
        except Failure as error:
            warn(error.message)


def _topic(bank: "Bank") -> str | None:
    while text := _line(f"Its topic? ({', '.join(bank.topics)}, or a new one; Enter: {TOPIC})").strip().lower():
        try:
            return word(text, "a topic")
        except click.UsageError as error:
            say(error.message)
    return None


def _lines() -> Iterator[str]:
    """Lines up to an empty one."""
    while words := _line(""):
        yield words


def _line(question: str) -> str:
    """Ask, and read a line; empty when there are no words in it.

    Raises:
        _DoneError: the input has ended.
    """
    for line in question.splitlines():
        say(line)
    if sys.stdin.isatty():
        click.echo("› ", nl=False)
    raw = sys.stdin.buffer.readline()
    if not raw:
        raise _DoneError
    return clean(raw.decode(errors="replace"))
