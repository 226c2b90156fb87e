"""Embeddings kept by content: the bank's texts are encoded once. A broken file is as good as none."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from brainstorm.embed.encoder import Encoder

_FORMAT = "1"


def encoded(encoder: Encoder, texts: Sequence[str], cache: Path) -> Any:
    """The rows of `texts`, from `cache` where they are known; what is new is kept there. Never fails for the cache.

    One file for each first text (the question), so that a question that was changed replaces its own file.
    """
    key = sha256("\x00".join((_FORMAT, encoder.name, encoder.version, *texts)).encode("utf-8", "replace")).digest()
    first = sha256(texts[0].encode("utf-8", "replace")).hexdigest()[:16] if texts else "none"
    path = cache / "vectors" / f"{encoder.name}-{first}.bin"
    found = _read(path, key, len(texts))
    if found is None:
        found = np.ascontiguousarray(encoder.encode(texts), dtype=np.float32)
        with contextlib.suppress(OSError):  # without a cache it is only slower
            _write(path, key, found)
    return found


def _read(path: Path, key: bytes, count: int) -> Any:
    """The rows in `path` when they are those of `key`: key, SHA-256 of the rows, rows."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    rows = raw[64:]
    if raw[:32] != key or raw[32:64] != sha256(rows).digest() or not count or len(rows) % (4 * count):
        return None
    return np.frombuffer(rows, dtype="<f4").reshape(count, -1)


def _write(path: Path, key: bytes, rows: Any) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    raw = rows.astype("<f4").tobytes()
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        fresh.write_bytes(key + sha256(raw).digest() + raw)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
