"""`brainstorm bank import`."""

import re
from pathlib import Path

import click

from brainstorm.bank.importing import entries, to_yaml
from brainstorm.bank.lists import ListError, decode, expect_list, read_list
from brainstorm.cli.common import open_bank, say, settings_and_places, warn
from brainstorm.cli.input import read_bytes
from brainstorm.cli.own_bank import STDOUT, own_folder, schema_of, word, write
from brainstorm.cli.run import Failure
from brainstorm.report.units import plural


@click.command("import", short_help="Take over a list of questions.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--topic", metavar="TOPIC", help="The topic of all of them.")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH", help="The file to write; - is stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def import_(file: Path, topic: str | None, out: Path | None, force: bool) -> None:
    """Make entries without a map from a list of questions.

    FILE is Markdown (.md: the items of its lists, its headings as topics), CSV (.csv or .tsv: a column `question`,
    perhaps `id` and `topic`) or plain text (one question a line; bullets and numbers are taken off); - is plain text
    on stdin. Without --out the questions go into your config directory, from which they are read at once. The path
    of the new file is printed.
    """
    if topic is not None:
        word(topic, "--topic")
    settings, places = settings_and_places()
    folder = own_folder(places)
    stem = re.sub(r"[^a-z0-9]+", "-", file.stem.casefold()).strip("-")[:60] or "imported"
    target = out or folder / f"{stem}.yaml"
    bank = open_bank(settings, places, (), quiet=True)
    # A file that is to be replaced has no say in which ids are free.
    others = [row for row in bank.rows if Path(row.file) != target]
    taken = {row.id: row.text for row in others}
    known = set() if out else {row.text for row in others}
    suffix = file.suffix.casefold()
    try:
        expect_list(suffix)
        listed = read_list(decode(read_bytes(file, "One question a line")), suffix)
        made, left_out = entries(listed, topic, taken, known)
    except ListError as error:
        raise Failure(f"{file}: {error}") from None
    if not made:
        raise Failure(f"{file}: all its questions are in the bank already")
    if left_out:
        warn(f"{left_out} left out: in the list twice, or in the bank already")
    hint = "; --force replaces it, --out names another"
    write(target, to_yaml(made, schema_of(places)), made=folder, force=force, hint=hint)
    if target != STDOUT:
        say(plural(len(made), "question"))
