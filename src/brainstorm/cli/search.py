"""`brainstorm search`."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from brainstorm.cli.common import (
    json_option,
    print_json,
    say,
    sessions_option,
    settings_and_places,
    stdout_is_terminal,
)
from brainstorm.cli.complete import complete_form, complete_question
from brainstorm.cli.days import Day
from brainstorm.cli.index import asked
from brainstorm.history.query import parse_query
from brainstorm.history.search import KINDS, Filters, Hit, search_or_some
from brainstorm.report.hits import notes
from brainstorm.report.text import hanging
from brainstorm.session.text import visible


@click.command("search", short_help="Find ideas, questions and later notes by their words.")
@click.argument("words", nargs=-1, required=True)
@click.option("--topic", metavar="TOPIC", help="Only on questions of this topic.")
@click.option("--question", metavar="ID", shell_complete=complete_question, help="Only on this question.")
@click.option("--form", metavar="FORM", shell_complete=complete_form, help="Only in sessions of this form.")
@click.option("--angle", metavar="ID", help="Only what was labelled with this angle.")
@click.option("--lens", metavar="ID", help="Only what was labelled with an angle of this lens.")
@click.option("--kind", type=click.Choice(KINDS), help="Only texts of this kind.")
@click.option("--since", type=Day(), help="Only from this day on: 2026-11-23, 2026-11, yesterday, 30d.")
@click.option("--until", type=Day(last=True), help="Only up to this day.")
@click.option("--most", type=click.IntRange(1, 10000), default=20, show_default=True, metavar="N", help="How many.")
@json_option
@sessions_option
def search_(words: tuple[str, ...], most: int, as_json: bool, sessions: Path | None, **given: Any) -> None:
    """Find ideas, builds, questions and later notes by their words, the best fitting first.

    All WORDS must be there, in any form of theirs (test finds testing). "In quotes" they must stand together,
    begin* fits all words that begin so, and after `--` a -word must not be there.
    """
    _, places = settings_and_places(sessions)
    query = parse_query(" ".join(words))
    if query.empty:
        raise click.UsageError("there is no word to look for" + (", only what to leave out" if query.unwanted else ""))
    filters = Filters(**given)
    hits, some = asked(places, lambda db: search_or_some(db, query, filters, most=most))
    if as_json:
        print_json({"v": 1, "query": " ".join(words), "all_words": not some, "hits": [hit_json(hit) for hit in hits]})
        return
    if not hits:
        narrowed = any(value is not None for value in given.values())
        say("Nothing fits." + (" There may be more without the filters." if narrowed else ""))
        return
    if some:
        say("Nothing has all of these words; with some of them:")
    terminal = stdout_is_terminal()
    width = min(100, shutil.get_terminal_size().columns) if terminal else 10_000
    for line in lines_of(hits, width, mark=terminal):
        click.echo(line)


def hit_json(hit: Hit) -> dict[str, Any]:
    """A hit as `search --json` prints it."""
    return {
        "session": hit.session,
        "form": hit.form,
        "day": hit.day,
        "kind": hit.kind,
        "n": hit.n or None,
        "q": hit.q,
        "t": hit.t,
        "text": hit.text,
        "matches": [list(match) for match in hit.matches],
        "question": hit.question,
        "topic": hit.topic,
        "angle": hit.angle,
        "lens": hit.lens,
        "note": hit.note,
        "score": round(hit.score, 4),
    }


def lines_of(hits: Sequence[Hit], width: int, *, mark: bool) -> Iterator[str]:
    """Two lines and more a hit: its words, the matches emphasised; below them where it stands."""
    for hit in hits:
        yield from _marked(hit, width) if mark else [visible(hit.text)]
        yield from (f"    {line}" for line in hanging(place_of(hit), max(20, width - 4), 2))


def place_of(hit: Hit) -> str:
    """Where a hit stands, in a line."""
    number = f"{hit.n}" if hit.n else ""
    about = hit.question if hit.angle is None else f"{hit.question}: {hit.angle}"
    return visible(" · ".join(filter(None, (" ".join(filter(None, (hit.session, number))), *notes(hit), about))))


_ON, _OFF = "\ue0fe", "\ue0ff"  # private characters stand in while lines are folded
_BOLD, _PLAIN = "\x1b[1;4m", "\x1b[0m"


def _marked(hit: Hit, width: int) -> Iterator[str]:
    """The words of a hit, folded, with the matches bold and underlined."""
    text, place, parts = hit.text.replace(_ON, "?").replace(_OFF, "?"), 0, []
    for start, end in hit.matches:
        parts += [text[place:start], _ON, text[start:end], _OFF]
        place = end
    lines = hanging(visible("".join([*parts, text[place:]])), width, 2)
    inside = False
    for line in lines:
        begun = _BOLD if inside else ""
        inside = line.rfind(_ON) > line.rfind(_OFF) or (inside and _OFF not in line)
        yield begun + line.replace(_ON, _BOLD).replace(_OFF, _PLAIN) + (_PLAIN if inside else "")
