"""An interviewer for tests, whose lines say nothing."""

from typing import Any

from brainstorm.bank.interviewer import EXCHANGES, LEAST, MOVES, SENTENCES

NUMBERS = "zero one two three four five six seven eight nine".split()  # noqa: SIM905


def whole() -> dict[str, Any]:
    """Every part with the fewest lines it may have."""
    moves = {
        move: [
            {"id": f"{move}-{n}", "line": f"{move} {word} {word[::-1]}", "fits": ["any"] if n < 4 else ["early", "few"]}
            for n, word in enumerate(NUMBERS[:8])
        ]
        for move in MOVES
    }
    rest = {
        part: [{"id": f"{part}-{n}", "line": f"{part} {n}"} for n in range(LEAST[part])]
        for part in (*SENTENCES, EXCHANGES)
    }
    for n, one in enumerate(rest[EXCHANGES]):
        one["reply"] = f"well {n}"
    return {"moves": moves, **rest}
