"""The few numbers that the offline labels were taught: weights.json, made by `python -m benchmarks.validity.fit`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Weights:
    """What an encoder's evidence counts for, on a map of one kind.

    Attributes:
        angles: Of each kind of evidence for an angle.
        other: Of each kind of evidence for no angle at all.
        own, others: Of an idea's own chances, and of those of the ideas of the list that are like it.
        apart: The similarity below which two ideas have nothing in common.
        repeat: The cosine above which one may repeat another.
        common, near: The cosines above which an idea is a common one, or near one.
    """

    angles: tuple[float, ...]
    other: tuple[float, ...]
    own: float
    others: float
    apart: float
    repeat: float
    common: float
    near: float


def weights_of(encoder: str, kind: str) -> Weights:
    """The weights for an encoder and a kind of map (worded, bare or lines)."""
    of = _file()["encoders"][encoder]
    mine = of[kind]
    return Weights(
        angles=tuple(mine["angles"].values()),
        other=tuple(mine["other"].values()),
        own=mine["own"],
        others=mine["others"],
        **of["similarity"],
    )


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("brainstorm.label").joinpath("weights.json").read_bytes())
    return found
