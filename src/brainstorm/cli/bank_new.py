"""`brainstorm bank new`."""

from pathlib import Path

import click

from brainstorm.bank.skeleton import skeleton
from brainstorm.cli.common import open_bank, settings_and_places
from brainstorm.cli.own_bank import own_folder, schema_of, word, write
from brainstorm.cli.run import Failure


@click.command(short_help="Begin a question of your own.")
@click.argument("topic")
@click.argument("slug")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH", help="The file to write; - is stdout.")
def new(topic: str, slug: str, out: Path | None) -> None:
    """Write a file with one question to fill in, every key explained.

    TOPIC is one of the bank's or a new one; the question's id is TOPIC-SLUG. Without --out the file goes into your
    config directory, from which it is read once `brainstorm bank check` finds no error. Its path is printed.
    """
    name = f"{word(topic, 'TOPIC')}-{word(slug, 'SLUG')}"
    settings, places = settings_and_places()
    bank = open_bank(settings, places, (), quiet=True)
    if name in bank.ids:
        row = bank.row(name)
        raise Failure(f"the id {name} is taken ({row.file}:{row.line})")
    folder = own_folder(places)
    write(out or folder / f"{name}.yaml", skeleton(topic, slug, schema_of(places)), made=folder)
