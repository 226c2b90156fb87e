"""The bank's own test: twenty ideas a question, filed twice by readers apart (benchmarks/bank/README.md)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bank.agreement import AGAIN, FIRST, read

HERE = Path(__file__).parent.parent / "bank"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Filed:
    """An idea and the angles that readers filed it under; `other` and `none` are both `other` here."""

    text: str
    readers: tuple[str, ...]
    same_as: tuple[int | None, ...] = ()
    """For each reader the place in the list of an earlier idea that says the same."""
    common: tuple[int | None, ...] = ()


def filings() -> dict[str, list[Filed]]:
    """The ideas of each question; of the mended maps the later filings."""
    texts = dict(_selected())
    one, two = (read(first) | read(again) for first, again in zip(FIRST, AGAIN, strict=True))
    found: dict[str, list[Filed]] = {}
    for (question, number), text in texts.items():
        angles = one[question, number][0], two[question, number][0]
        found.setdefault(question, []).append(Filed(text, angles))
    return found


def _selected() -> Iterator[tuple[tuple[str, int], str]]:
    fresh = {}
    for file in sorted((HERE / "lists").glob("fresh-*.tsv")):
        for question, k, text in _rows(file):
            fresh[question, f"{file.stem.removeprefix('fresh-')}:{k}"] = text
    for question, number, where in _rows(HERE / "filing" / "selected.tsv"):
        yield (question, int(number)), fresh[question, where]


def first_lists() -> Iterator[tuple[str, str, str]]:
    """(question, pass:k, idea) of the lists that the common ideas were taken from."""
    for file in sorted((HERE / "lists").glob("first-*.tsv")):
        for question, k, text in _rows(file):
            yield question, f"{file.stem.removeprefix('first-')}:{k}", text


def members() -> dict[str, dict[str, str]]:
    """question → pass:k → the common idea that this row of the first lists says."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((HERE / "common").glob("*.tsv")):
        for question, line, said in _rows(file):
            for where in said.split():
                found.setdefault(question, {})[where.rstrip("abc")] = line
    return found


def _rows(file: Path) -> Iterator[list[str]]:
    for row in file.read_text(encoding="utf-8").splitlines():
        yield row.split("\t")
