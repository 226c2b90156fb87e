"""Count the weight of each common idea from the raw lists, and compare it with what the bank says.

`python -m benchmarks.bank.weights`: exit status 1 where they differ. A common idea's members (common/*.tsv) are rows of
the first-*.tsv lists that say the same thing; it weighs 3 when two thirds of the passes or more said it, 2 when a third
did, 1 when two did.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.sessions import bank

HERE = Path(__file__).parent


def passes() -> dict[str, set[str]]:
    """For each question, the passes that wrote a list on it."""
    found: dict[str, set[str]] = {}
    for file in sorted((HERE / "lists").glob("first-*.tsv")):
        for row in file.read_text(encoding="utf-8").splitlines():
            found.setdefault(row.split("\t")[0], set()).add(file.stem.removeprefix("first-"))
    return found


def members() -> Iterator[tuple[str, str, set[str]]]:
    """(question, common idea, passes that said it)."""
    for file in sorted((HERE / "common").glob("*.tsv")):
        for row in file.read_text(encoding="utf-8").splitlines():
            question, line, said = row.split("\t")[:3]
            yield question, line, {one.split(":")[0].rstrip("abc") for one in said.split()}


def weight(said: int, of: int) -> int:
    """The weight of an idea that `said` of `of` passes came up with; 0 for fewer than two."""
    if said * 3 >= of * 2:
        return 3
    if said * 3 >= of:
        return 2
    return 1 if said >= 2 else 0


def wrong() -> list[str]:
    """Where the bank's weights are not those counted, a line each."""
    of = passes()
    known = bank()
    problems = []
    for question, line, said in members():
        stated = {common.line: common.weight for common in known.question(question).common_ideas}
        counted = weight(len(said), len(of[question]))
        if stated.get(line) != counted:
            problems.append(f"{question}: “{line}” weighs {stated.get(line)}, counted {counted}")
    return problems


if __name__ == "__main__":
    found = wrong()
    print("\n".join(found) or "every weight is as counted")
    sys.exit(bool(found))
