"""`brainstorm bank`: the questions, listed and shown. Each other command of the group has a file of its own."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from brainstorm.bank import BankError
from brainstorm.cli.common import bank_option, json_option, open_bank, print_json, say, settings_and_places
from brainstorm.cli.run import Failure, LazyGroup
from brainstorm.report.units import plural

if TYPE_CHECKING:
    from brainstorm.bank import Bank, Question, Row

_DIFFICULTIES = {1: "warm-up", 2: "standard", 3: "hard"}
_GAP = "  "
_TOPIC_WIDTH = 18


_COMMANDS = {
    "check": "brainstorm.cli.bank_check:check",
    "import": "brainstorm.cli.bank_import:import_",
    "list": "brainstorm.cli.bank:list_",
    "new": "brainstorm.cli.bank_new:new",
    "show": "brainstorm.cli.bank:show",
    "stats": "brainstorm.cli.bank_stats:stats",
}


@click.group(cls=LazyGroup, targets=_COMMANDS, no_args_is_help=True)
def bank() -> None:
    """List, show and check the questions; write more."""


@click.command("list")
@click.option("--topic", metavar="TOPIC", help="Only questions on this topic.")
@click.option(
    "--needs",
    type=click.Choice(["black-box", "some-ml", "deep"]),
    help="Only what needs this: talking to a model, how models are trained, or their insides.",
)
@click.option("--difficulty", type=click.IntRange(1, 3), help="1 warm-up, 2 standard, 3 hard.")
@click.option("--text", "with_text", is_flag=True, help="Show the questions themselves, too.")
@json_option
@bank_option
def list_(
    topic: str | None,
    needs: str | None,
    difficulty: int | None,
    with_text: bool,
    as_json: bool,
    banks: tuple[Path, ...],
) -> None:
    """List the questions.

    Their texts are left out: a question is best met when its clock starts.
    """
    found = _open(banks)
    if topic is not None and topic not in found.topics:
        raise Failure(f"there is no topic {topic!r}; there are {', '.join(found.topics)}")
    rows = [
        row
        for row in found.rows
        if (topic is None or row.topic == topic)
        and (needs is None or row.needs == needs)
        and (difficulty is None or row.difficulty == difficulty)
    ]
    if as_json:
        print_json({"v": 1, "questions": [_row_object(row, with_text=with_text) for row in rows]})
    elif not rows:
        say("No question is like that.")
    elif with_text:
        for row in rows:
            say(row.id)
            _paragraph(row.text, indent=_GAP)
    else:
        for line in _table(rows):
            say(line)


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--spoil", is_flag=True, help="Show the angles, common ideas, twists and sources, too.")
@json_option
@bank_option
def show(id_: str, spoil: bool, as_json: bool, banks: tuple[Path, ...]) -> None:
    """Show one question.

    What would spoil it (angles, common ideas, examples, sources) is only counted, unless you ask for it with
    --spoil. --json prints the whole entry.
    """
    found = _open(banks)
    try:
        question, row = found.question(id_), found.row(id_)
    except BankError as error:
        raise Failure(str(error)) from None
    if as_json:
        print_json({"v": 1, "file": row.file, "line": row.line, "question": dict(question.entry)})
        return
    say(question.id)
    facts = [f"topic {question.topic}"]
    facts += [f"needs {question.needs}"] if question.needs else []
    facts += [f"difficulty {question.difficulty} ({_DIFFICULTIES[question.difficulty]})"] if question.difficulty else []
    facts += [f"verb {question.verb}"] if question.verb else []
    _paragraph(" · ".join(facts))
    say("")
    _paragraph(question.text)
    say("")
    if spoil:
        _spoil(question)
    else:
        _hint(question)


def _open(banks: tuple[Path, ...]) -> "Bank":
    settings, places = settings_and_places()
    return open_bank(settings, places, banks)


def _width() -> int:
    return max(40, shutil.get_terminal_size().columns)


def _table(rows: Sequence["Row"]) -> Iterator[str]:
    """Aligned columns. An id is never cut: one too long for its column stands on a line of its own."""
    cells = [
        (
            row.id,
            row.topic if len(row.topic) <= _TOPIC_WIDTH else row.topic[: _TOPIC_WIDTH - 1] + "…",
            row.needs or "-",
            str(row.difficulty or "-"),
            row.verb or "-",
            "yes" if row.mapped else "no",
        )
        for row in rows
    ]
    heads = ("id", "topic", "needs", "diff", "verb", "map")
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    room = _width() - sum(widths[1:]) - len(_GAP) * (len(widths) - 1)
    widths[0] = min(widths[0], max(room, 20))
    for row in (heads, *cells):
        first = row[0]
        if len(first) > widths[0]:
            yield first
            first = ""
        columns = zip((first, *row[1:]), widths, strict=True)
        yield _GAP.join(cell.ljust(width) for cell, width in columns).rstrip()


def _hint(question: "Question") -> None:
    if not question.has_map:
        say("It has no map of angles; the lenses serve as cues.")
        return
    counts = ", ".join(
        [
            plural(len(question.angles), "angle"),
            plural(len(question.common_ideas), "common idea"),
            plural(len(question.twists), "twist"),
            plural(len(question.sources), "source"),
        ]
    )
    _paragraph(f"{counts}: hidden, since knowing them spoils the question. To see them:")
    say(f"  brainstorm bank show {question.id} --spoil")


def _spoil(question: "Question") -> None:
    names = {angle.id: angle.name for angle in question.angles}
    for angle in question.angles:
        say(f"{angle.name} ({angle.id}, lens {angle.lens})")
        for line in filter(None, (angle.line, angle.ask)):
            _paragraph(line, indent="  ")
        for example in angle.examples:
            _paragraph(example, indent="  - ")
        say("")
    _section(
        "Common ideas",
        (
            f"{idea.line} ({'; '.join(filter(None, (names.get(idea.angle or ''), f'weight {idea.weight}')))})"
            for idea in question.common_ideas
        ),
    )
    _section("Twists", question.twists)
    if controls := question.controls:
        _section(
            "Controls",
            (
                *(f"same: {line}" for line in controls.same),
                f"off topic: {controls.off_topic}",
                f"look-alike: {controls.look_alike}",
            ),
        )
    _section(
        "Sources",
        (" · ".join(filter(None, (source.title, str(source.year or ""), source.url))) for source in question.sources),
    )


def _section(title: str, lines: Iterable[str]) -> None:
    lines = tuple(lines)
    if lines:
        say(title)
        for line in lines:
            _paragraph(line, indent="  - ")
        say("")


def _paragraph(text: str, indent: str = "") -> None:
    hanging = " " * len(indent)
    for line in textwrap.wrap(
        text,
        width=min(_width(), 100),
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,  # a link stays a link
        break_on_hyphens=False,
    ):
        say(line)


def _row_object(row: "Row", *, with_text: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "id": row.id,
        "topic": row.topic,
        "needs": row.needs,
        "difficulty": row.difficulty,
        "verb": row.verb,
        "mapped": row.mapped,
        "file": row.file,
        "line": row.line,
    }
    return {**found, "text": row.text} if with_text else found
