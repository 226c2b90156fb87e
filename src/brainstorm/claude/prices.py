"""What tokens cost, from one data file with its date (models.json); of a model that is not in it nobody knows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_DATED = re.compile(r"-20\d{6}$")
BYTES_A_TOKEN = 3.0
"""Bytes of English text to a token, on the low side: the newest tokenizer makes about two fifths more tokens of
the same text than the one before it, which made one of about 4.2 characters."""


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens, and whether the model takes an effort."""

    into: float
    out: float
    effort: bool

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """US dollars for so many tokens."""
        return (tokens_in * self.into + tokens_out * self.out) / 1_000_000


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = json.loads(resources.files(__package__).joinpath("models.json").read_text("utf-8"))
    return table


def prices_date() -> str:
    """The day the prices were looked up."""
    return str(_table()["date"])


def price(model: str) -> Price | None:
    """What `model` costs; None when nobody knows. A model with a date at its end costs what it costs without."""
    found = _table()["models"].get(_DATED.sub("", model))
    return Price(found["in"], found["out"], found["effort"]) if found else None


def cost(model: str, usage: Mapping[str, Any]) -> dict[str, Any] | None:
    """US dollars for a `usage`, with the date of the prices: what a journal keeps. None: cost unknown."""
    found = price(model)
    if found is None:
        return None
    usd = found.of(int(usage.get("input_tokens") or 0), int(usage.get("output_tokens") or 0))
    return {"usd": round(usd, 6), "prices": prices_date()}


def dollars(usd: float | None) -> str:
    """An amount as people read it; None: cost unknown."""
    if usd is None:
        return "cost unknown"
    return f"${usd:.2f}" if usd >= 0.095 else f"${usd:.3f}"


def tokens(text: str) -> int:
    """About how many tokens `text` is."""
    return -int(-len(text.encode()) // BYTES_A_TOKEN)
