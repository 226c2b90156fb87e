"""What Tab offers for ids. Reads names only, and rather offers nothing than fails."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from brainstorm.settings import find_places, load

_ID = re.compile(rb"^- id: *[\"']?([a-z0-9-]+)", re.MULTILINE)
_MOST = 200  # offers; a longer list helps nobody


def complete_session(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Session ids, newest first, and `latest`."""
    places = find_places(os.environ)
    settings, _ = load(places.config_file.path)
    folder = find_places(os.environ, settings=settings, sessions=ctx.params.get("sessions")).sessions.path
    ids = sorted((path.stem for path in _glob(folder, "[0-9]*/*.jsonl")), reverse=True)
    return _offers(["latest", *ids], incomplete)


def complete_question(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Question ids: the shipped ones, the config directory's, the settings' and `--bank`'s."""
    places = find_places(os.environ)
    settings, _ = load(places.config_file.path)
    banks = [places.config.path / "prompts", *map(Path, settings.banks), *(ctx.params.get("banks") or ())]
    files = [*_glob(places.prompts.path / "questions", "*.yaml")]
    for bank in banks:
        files += [bank] if bank.is_file() else _glob(bank, "**/*.yaml")
    return _offers(sorted(_ids(files)), incomplete)


def complete_form(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The forms of exercise."""
    return _offers(_ids([find_places(os.environ).prompts.path / "forms.yaml"]), incomplete)


def _glob(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def _ids(files: Iterable[Path]) -> Iterator[str]:
    # Parsing the questions would take longer than a press of Tab may; their ids stand at the start of a line.
    seen = set()
    for file in files:
        try:
            found = _ID.findall(file.read_bytes())
        except OSError:
            continue
        for each in found:
            if each not in seen:
                seen.add(each)
                yield each.decode()


def _offers(ids: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(each) for each in ids if each.startswith(incomplete)][:_MOST]
