"""What is said of a hit of the search beside its words."""

from collections.abc import Iterator

from brainstorm.history.rows import LATER, QUESTION
from brainstorm.history.search import Hit
from brainstorm.report.units import clock
from brainstorm.session.session import IDEA


def notes(hit: Hit) -> Iterator[str]:
    """When it came, what it is where it is no idea, and whether it was struck."""
    if hit.t is not None and hit.kind != QUESTION:
        yield clock(hit.t)
    if hit.kind == LATER:
        yield f"later, {hit.note}" if hit.note else "later"
        return
    if hit.kind != IDEA:
        yield hit.kind
    if hit.note:
        yield hit.note
