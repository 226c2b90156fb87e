"""Static word vectors: wordllama, whose model lies in its wheel. Stop words are left out, which helps throughout."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from brainstorm.embed.stems import terms

_AT_ONCE = 4096  # texts; bounds the memory of one step to tens of megabytes


class WordVectors:
    """Texts as the mean of their words' vectors, at unit length.

    A word's vector is looked up once: the tokens of a text never reach over a space, so the sum over its words is
    what the library itself would pool, at a tenth of the time.
    """

    name = "wordllama"
    dense = True

    def __init__(self) -> None:
        with _quiet():
            import wordllama

            # Plain `load()` looks in the wrong folder when it is offline (0.4.0.post1).
            model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
        self.version = version("wordllama")
        self._tokenizer: Any = model.tokenizer
        self._tokens = np.asarray(model.embedding, dtype=np.float32)
        self._places: dict[str, int] = {}
        self._words = np.zeros((1, self._tokens.shape[1]), dtype=np.float32)  # place 0: no word at all
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Any:
        """float32 (n, 256)."""
        rows = np.zeros((len(texts), self._words.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            self._pool([terms(text) for text in texts[start : start + _AT_ONCE]], rows[start:])
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(lengths > 0, lengths, 1)

    def _pool(self, bags: Sequence[tuple[str, ...]], into: Any) -> None:
        self._learn({word for bag in bags for word in bag if word not in self._places})
        places = [[self._places[word] for word in bag] or [0] for bag in bags]
        starts = np.cumsum([0, *map(len, places)])[:-1]
        flat = np.fromiter((place for bag in places for place in bag), dtype=np.intp)
        if len(flat):
            into[: len(bags)] = np.add.reduceat(self._words[flat], starts, axis=0)

    def _learn(self, unknown: set[str]) -> None:
        if not unknown:
            return
        fresh = sorted(unknown)
        last = len(self._tokens) - 1
        found = [
            self._tokens[np.minimum(each.ids, last)].sum(axis=0) if each.ids else np.zeros_like(self._words[0])
            for each in self._tokenizer.encode_batch(fresh, add_special_tokens=False)
        ]
        self._places.update(zip(fresh, range(len(self._words), len(self._words) + len(fresh)), strict=True))
        self._words = np.concatenate([self._words, np.stack(found)])


@contextmanager
def _quiet() -> Iterator[None]:
    """Undo what the library's import does to everybody's logging."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = before
        root.setLevel(level)
