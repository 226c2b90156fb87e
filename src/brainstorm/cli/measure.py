"""`brainstorm measure`."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brainstorm.cli.common import (
    bank_option,
    for_stdout,
    json_option,
    open_bank,
    print_json,
    say,
    say_what_is_awaited,
    settings_and_places,
    warn,
)
from brainstorm.cli.complete import complete_question
from brainstorm.cli.run import Failure
from brainstorm.embed import CHOICES
from brainstorm.session.text import safe_json

if TYPE_CHECKING:
    from brainstorm.bank import Bank
    from brainstorm.cli.measure_input import Line
    from brainstorm.practice.measuring import Measured, Measurer, Subject

_STDIN = Path("-")
_CHUNK = 1 << 20  # bytes read at once: a few hundred lists, which are encoded together


@click.command(short_help="Breadth and novelty of any list of ideas.")
@click.argument("file", default=_STDIN, type=click.Path(path_type=Path))
@click.option("--question", metavar="ID", shell_complete=complete_question, help="The question they answer.")
@click.option(
    "--question-file", type=click.Path(path_type=Path), metavar="YAML", help="A file that holds the one question."
)
@click.option("--jsonl", is_flag=True, help="Read one list a line as JSON, print one line for each.")
@click.option("--encoder", type=click.Choice(CHOICES), help="What to compare texts with; the setting otherwise.")
@json_option
@bank_option
@click.pass_context
def measure(
    ctx: click.Context,
    file: Path,
    question: str | None,
    question_file: Path | None,
    jsonl: bool,
    encoder: str | None,
    as_json: bool,
    banks: tuple[Path, ...],
) -> None:
    """Measure any list of ideas as a drill's are measured: angles, breadth, what is new.

    FILE (`-`: stdin) holds one idea a line, or what `brainstorm show --json` prints of a session, whose labels by hand
    count. Without a question there is no map: then nothing is said of angles.

    With --jsonl each line is {"id", "question": an id or an inline entry, "ideas": [text, …], "pool": [text or
    {"text", "weight"}, …], "history": [text, …]}; a line that cannot be used is answered with {"id", "line", "error"},
    the rest goes on, and the exit status is 1.
    """
    if question and question_file:
        raise click.UsageError("take --question or --question-file, not both")
    if jsonl and (question or question_file or as_json):
        raise click.UsageError("with --jsonl each line names its question, and --json says nothing more")
    if file == _STDIN:
        say_what_is_awaited("One list a line, as JSON" if jsonl else "One idea a line")
    settings, places = settings_and_places()
    bank = open_bank(settings, places, (*banks, question_file) if question_file else banks)
    from brainstorm.embed import open_encoder
    from brainstorm.practice.measuring import Measurer

    opened = open_encoder(encoder or settings.encoder, places.cache.path / "models")
    if opened.note:
        warn(opened.note)
    measurer = Measurer(opened.encoder, places.cache.path)
    if jsonl:
        if not _lines(file, bank, measurer):
            ctx.exit(1)
        return
    found = _one(b"".join(_chunks(file)), _asked(bank, question, question_file), bank, measurer)
    if as_json:
        from brainstorm.report.measured import measured_json

        print_json(measured_json(found.session.id or None, *found))
    else:
        _print(found)


def _asked(bank: "Bank", question: str | None, file: Path | None) -> "Subject | None":
    """The question that an option names."""
    if file is not None:
        here = [row.id for row in bank.rows if Path(row.file).absolute() == file.absolute()]
        if len(here) != 1:
            found = f"{len(here)} questions" if here else "no question"
            raise Failure(f"{file} holds {found}; one is expected (`brainstorm bank check {file}` says what is wrong)")
        question = here[0]
    return None if question is None else _found(bank, question)


def _found(bank: "Bank", name: str) -> "Subject":
    from brainstorm.bank import BankError
    from brainstorm.practice.measuring import Subject

    try:
        return Subject(bank.question(name), bank.wordings(name))
    except BankError as error:
        raise Failure(str(error)) from None


def _one(data: bytes, asked: "Subject | None", bank: "Bank", measurer: "Measurer") -> "Measured":
    """The list or the session in `data`, measured."""
    from brainstorm.bank import Question
    from brainstorm.cli.measure_input import WrongInputError, plain_ideas, session_in, session_of
    from brainstorm.practice.measuring import Listed, Subject

    shown = session_in(data)
    if shown is not None:
        if asked is not None:
            raise click.UsageError("a session has its questions; leave --question out")
        session, subjects = session_of(shown, lambda name: Subject(bank.question(name), bank.wordings(name)))
        return measurer.labelled(session, subjects)
    try:
        ideas = plain_ideas(data)
    except WrongInputError as error:
        raise Failure(str(error)) from None
    return measurer.measure([Listed(asked or Subject(Question.from_entry({})), ideas)])[0]


def _lines(file: Path, bank: "Bank", measurer: "Measurer") -> bool:
    """Answer each line with a line, in order, as soon as it can be; whether all of them could be used."""
    from brainstorm.cli.measure_input import read_line
    from brainstorm.practice.measuring import Subject

    known: dict[str, Subject] = {}

    def find(name: str) -> Subject:
        if name not in known:
            known[name] = Subject(bank.question(name), bank.wordings(name))
        return known[name]

    number, well = 0, True
    for block in _blocks(file):
        lines = []
        for raw in block:
            number += 1
            if raw.strip():
                lines.append(read_line(number, raw, find))
        answers = _answers(lines, measurer)
        well = well and not any(line.error for line in lines)
        click.echo("".join(f"{for_stdout(safe_json(answer))}\n" for answer in answers), nl=False)
    return well


def _answers(lines: "Sequence[Line]", measurer: "Measurer") -> list[dict[str, Any]]:
    from brainstorm.report.measured import measured_json

    measured = iter(measurer.measure([line.listed for line in lines if line.listed is not None]))
    return [
        {"id": line.id, "line": line.number, "error": line.error}
        if line.listed is None
        else measured_json(line.id, *next(measured))
        for line in lines
    ]


def _blocks(file: Path) -> Iterator[list[bytes]]:
    """The lines of `file`, as many at a time as there are to be had: whoever writes one and waits gets its answer."""
    rest = b""
    for chunk in _chunks(file):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield lines
    if rest:
        yield [rest]


def _chunks(file: Path) -> Iterator[bytes]:
    try:
        if file == _STDIN:
            while chunk := os.read(sys.stdin.fileno(), _CHUNK):
                yield chunk
        else:
            with file.open("rb", buffering=0) as handle:
                while chunk := handle.read(_CHUNK):
                    yield chunk
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror or error}") from None


def _print(found: "Measured") -> None:
    from brainstorm.report.measured import labels_lines
    from brainstorm.report.numbers import numbers_lines

    rows = labels_lines(*found)
    if not rows:
        say("There are no ideas here.")
        return
    width = max(60, min(100, shutil.get_terminal_size((80, 24)).columns))
    widest = max(len(filed) for _, filed, _ in rows)
    for n, filed, text in rows:
        head = f"{n:>3}  {filed:<{widest}}  " if widest else f"{n:>3}  "
        room = max(20, width - len(head))
        first, *more = textwrap.wrap(text, room) or [""]
        say(head + first)
        for line in more:
            say(" " * len(head) + line)
    say("")
    facts = list(numbers_lines(found.numbers))
    widest = max((len(name) for name, _ in facts), default=0)
    for name, value in facts:
        say(f"{name:<{widest}}  {value}")
