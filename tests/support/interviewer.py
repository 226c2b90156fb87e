"""An interviewer for tests, whose lines say nothing."""

from typing import Any

from brainstorm.bank.interviewer import EXCHANGES, LEAST, MOVES, SENTENCES


def whole() -> dict[str, Any]:
    """Every part with the fewest lines it may have."""
    moves = {
        move: [
            {"id": f"{move}-{n}", "line": f"{move} {move}{n} {n}{move}", "fits": ["any"] if n < 4 else ["early", "few"]}
            for n in range(8)
        ]
        for move in MOVES
    }
    rest = {
        part: [{"id": f"{part[:5]}-{n}", "line": f"{part}{n} {n}{part}"} for n in range(LEAST[part])]
        for part in (*SENTENCES, EXCHANGES)
    }
    for n, one in enumerate(rest[EXCHANGES]):
        one["reply"] = f"well {n}"
    return {"moves": moves, **rest}
