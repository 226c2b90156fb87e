"""`brainstorm encoder`: what the offline labels compare texts with."""

import shlex
import sys
from pathlib import Path

import click

from brainstorm.cli.common import say, settings_and_places
from brainstorm.cli.run import Failure, LazyGroup
from brainstorm.embed import FASTEMBED, STEMS, WORDLLAMA

_COMMANDS = {"fetch": "brainstorm.cli.encoder:fetch", "show": "brainstorm.cli.encoder:show"}


@click.group(cls=LazyGroup, targets=_COMMANDS, no_args_is_help=True)
def encoder() -> None:
    """What the first guess of the angles is made with."""


@click.command(short_help="Say which encoder serves, and which could.")
def show() -> None:
    """Say which encoder serves, and which could.

    Three can: word vectors (wordllama, the extra [angles]), a sentence model (fastembed, the extra [encoder], once its
    model has been fetched), and word stems, which need nothing and are a rough guess.
    """
    from brainstorm.embed import open_encoder

    settings, places = settings_and_places()
    models = places.cache.path / "models"
    opened = open_encoder(settings.encoder, models)
    say(f"{opened.encoder.name} serves (the setting encoder is {settings.encoder})")
    if opened.note:
        say(opened.note)
    for name, state in ((FASTEMBED, _model(models)), (WORDLLAMA, _words()), (STEMS, "always there, a rough guess")):
        say(f"  {name:<10} {state}")


@click.command(short_help="Fetch the sentence model, about 90 MB.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Take its files from a folder instead of the network.",
)
def fetch(source: Path | None) -> None:
    """Fetch the sentence model all-MiniLM-L6-v2, about 90 MB, from where fastembed gets it.

    This is the only command that fetches anything. The model is kept in the cache directory and used from then on
    (unless the setting `encoder` says otherwise); deleting it there undoes this. It needs the extra [encoder].
    """
    from brainstorm.embed import installed

    if not installed(FASTEMBED):
        pip = f"{shlex.quote(sys.executable)} -m pip"
        raise Failure(f"fastembed is not installed; install the extra first: {pip} install 'brainstorm-drill[encoder]'")
    from brainstorm.embed.model import MEGABYTES, MODEL, FetchError
    from brainstorm.embed.model import fetch as bring

    _, places = settings_and_places()
    if source is None:
        say(f"Fetching {MODEL}, about {MEGABYTES} MB …")
    try:
        say(f"{MODEL} is in {bring(places.cache.path / 'models', source)}")
    except FetchError as error:
        raise Failure(str(error)) from None


def _model(models: Path) -> str:
    from brainstorm.embed import installed

    if not installed(FASTEMBED):
        return "not installed (the extra [encoder])"
    from brainstorm.embed.model import fetched

    return "installed, its model fetched" if fetched(models) else "installed; its model has not been fetched"


def _words() -> str:
    from brainstorm.embed import installed

    return "installed" if installed(WORDLLAMA) else "not installed (the extra [angles])"
