"""How well two readers agree on which angle an idea belongs to, and how much the maps leave over.

`python -m benchmarks.bank.agreement` prints, for each question, Cohen's kappa (Cohen 1960) of the two filings, the
share of equal filings, the same with either's second choice allowed, and the share filed as `other`; then the same for
the maps that were mended after the first filing (mended.tsv), filed again by two other readers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FILING = Path(__file__).parent / "filing"
FIRST = ("a-*", "b-*")
AGAIN = ("again-a", "again-b")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers on the ideas of one question; shares from 0 to 1."""

    question: str
    kappa: float
    equal: float
    with_second: float
    other: float


def read(reader: str) -> dict[tuple[str, int], tuple[str, str]]:
    """One reader's filings: (question, idea) to (angle, second choice or nothing)."""
    filed = {}
    for file in sorted(FILING.glob(f"{reader}.tsv")):
        for row in file.read_text(encoding="utf-8").splitlines():
            question, idea, angle, *second = row.split("\t")
            filed[question, int(idea)] = angle, second[0] if second else ""
    return filed


def agreements(readers: tuple[str, str] = FIRST) -> list[Agreement]:
    """Every question that both readers filed, least agreed first."""
    one, two = (read(reader) for reader in readers)
    found = []
    for question in sorted({q for q, _ in one}):
        pairs = [(one[key], two[key]) for key in sorted(one) if key[0] == question and key in two]
        firsts = [(a[0], b[0]) for a, b in pairs]
        equal = sum(a == b for a, b in firsts) / len(pairs)
        left, right = Counter(a for a, _ in firsts), Counter(b for _, b in firsts)
        chance = sum(left[angle] * right[angle] for angle in left) / len(pairs) ** 2
        loose = sum(a[0] in b or b[0] in a for a, b in pairs) / len(pairs)
        other = (left["other"] + right["other"]) / (2 * len(pairs))
        kappa = 1.0 if chance == 1 else (equal - chance) / (1 - chance)
        found.append(Agreement(question, kappa, equal, loose, other))
    return sorted(found, key=lambda one: one.kappa)


def table(title: str, rows: list[Agreement]) -> None:
    """Print one table."""
    print(f"{title:<36} kappa  equal  with second  other")
    for row in rows:
        print(f"{row.question:<36} {row.kappa:5.2f}  {row.equal:5.2f}  {row.with_second:11.2f}  {row.other:5.2f}")
    kappa, other = (sum(values) / len(rows) for values in zip(*((row.kappa, row.other) for row in rows), strict=True))
    under = sum(row.kappa < 0.7 for row in rows)
    print(f"{len(rows)} questions: mean kappa {kappa:.2f}, {under} under .70; mean share of other {other:.2f}")


def main() -> None:
    """Print both tables."""
    table("question", agreements())
    print()
    table("mended, filed again", agreements(AGAIN))


if __name__ == "__main__":
    main()
