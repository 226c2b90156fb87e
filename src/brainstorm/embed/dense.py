"""Arithmetic on rows of vectors."""

from __future__ import annotations

from typing import Any

import numpy as np


def unit(rows: Any) -> Any:
    """`rows` at length one; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return rows / np.where(lengths > 1e-9, lengths, 1)


def without(rows: Any, topic: Any) -> Any:
    """`rows` less their part along `topic`, at length one: *topic out*, v = unit(e − (e·q)q)."""
    return unit(rows - (rows @ topic)[:, None] * topic[None, :])
