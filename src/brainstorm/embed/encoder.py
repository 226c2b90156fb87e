"""What an encoder is, and which one serves."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

AUTO, WORDLLAMA, FASTEMBED, STEMS = "auto", "wordllama", "fastembed", "stems"
CHOICES = (AUTO, WORDLLAMA, FASTEMBED, STEMS)
"""The values of the setting `encoder`."""


class Encoder(Protocol):
    """Texts to rows of unit length; a text without any words gets a row of zeros.

    What the rows are is the encoder's own affair: a float32 array (n, d) where `dense`, else a list of mappings
    from stem to weight.

    Attributes:
        name: wordllama, fastembed or stems.
        version: Of the library, the model or the rules behind it; vectors of another version are not comparable.
        dense: Whether the rows are a numpy array.
    """

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def dense(self) -> bool: ...
    def encode(self, texts: Sequence[str]) -> Any:
        """A row a text."""
        ...


class Opened(NamedTuple):
    """An encoder, and a sentence when it is another one than was asked for."""

    encoder: Encoder
    note: str | None = None


def open_encoder(choice: str = AUTO, models: Path | None = None) -> Opened:
    """The encoder that `choice` asks for, or the best there is; never fails.

    `auto` takes the sentence model where it has been fetched, else word vectors, else word stems. Opening one of
    the first two loads its library, a matter of half a second: do it where nobody is typing.

    Args:
        choice: One of CHOICES.
        models: The folder that fetched models are kept in.
    """
    tried: list[str] = []
    for name in (FASTEMBED, WORDLLAMA) if choice == AUTO else (choice, WORDLLAMA):
        if name not in (FASTEMBED, WORDLLAMA):
            break
        try:
            opened = _fastembed(models) if name == FASTEMBED else _wordllama()
        except Exception as error:  # a library that cannot load here is one we do without, whatever its reason
            tried.append(f"{name} cannot be loaded ({type(error).__name__}: {error})")
            continue
        if isinstance(opened, str):
            tried.append(opened)
            continue
        wanted = choice in (AUTO, name)
        return Opened(opened, None if wanted else f"{tried[0]}; {name} serves instead")
    from brainstorm.embed.stems import Stems

    broken = [reason for reason in tried if "cannot be loaded" in reason]
    told = tried if choice in (WORDLLAMA, FASTEMBED) else broken
    return Opened(Stems(), f"{told[0]}; word stems serve instead, as a rough guess" if told else None)


def installed(name: str) -> bool:
    """Whether the library of an encoder is there, without loading it."""
    return name == STEMS or importlib.util.find_spec(name) is not None


def _wordllama() -> Encoder | str:
    if not installed(WORDLLAMA):
        return "wordllama is not installed (the extra [angles])"
    return _word_vectors()


@cache
def _word_vectors() -> Encoder:
    from brainstorm.embed.vectors import WordVectors

    return WordVectors()


def _fastembed(models: Path | None) -> Encoder | str:
    if not installed(FASTEMBED):
        return "fastembed is not installed (the extra [encoder])"
    from brainstorm.embed.model import SentenceModel, fetched

    if models is None or not fetched(models):
        return "the model of fastembed has not been fetched (`brainstorm encoder fetch`)"
    return SentenceModel(models)
