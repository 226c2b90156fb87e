"""Embeddings kept by content: looked up when they are known, made anew when anything is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy")

from brainstorm.embed.kept import encoded  # noqa: E402


class Counting:
    """An encoder that counts what it is asked."""

    name, version, dense = "counting", "1", True

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> Any:
        self.asked += 1
        return np.array([[float(len(text)), 1.0] for text in texts], dtype=np.float32)


TEXTS = ["a question", "one", "another"]


def test_what_is_known_is_not_asked_again(tmp_path: Path) -> None:
    encoder = Counting()
    first = encoded(encoder, TEXTS, tmp_path)
    assert (encoded(encoder, TEXTS, tmp_path) == first).all()
    assert encoder.asked == 1
    assert len(list(tmp_path.rglob("*.bin"))) == 1


def test_a_changed_text_or_version_replaces_its_file(tmp_path: Path) -> None:
    encoder = Counting()
    encoded(encoder, TEXTS, tmp_path)
    changed = encoded(encoder, [*TEXTS[:2], "changed!!"], tmp_path)
    assert changed[2][0] == 9
    encoder.version = "2"
    encoded(encoder, TEXTS, tmp_path)
    assert encoder.asked == 3
    assert len(list(tmp_path.rglob("*"))) == 2


@pytest.mark.parametrize("damage", [b"", b"short", None, "flip"])
def test_a_broken_file_is_made_anew(tmp_path: Path, damage: bytes | str | None) -> None:
    encoder = Counting()
    first = encoded(encoder, TEXTS, tmp_path)
    (file,) = tmp_path.rglob("*.bin")
    raw = file.read_bytes()
    file.write_bytes(raw[:-1] if damage is None else raw[:-1] + b"\x00" if damage == "flip" else bytes(damage))  # type: ignore[arg-type]
    assert (encoded(encoder, TEXTS, tmp_path) == first).all()
    assert encoder.asked == 2
    assert encoded(encoder, TEXTS, tmp_path) is not None
    assert encoder.asked == 2


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "vectors").write_text("a file in the way")
    assert len(encoded(Counting(), TEXTS, tmp_path)) == 3
