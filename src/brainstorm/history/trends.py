"""Where practice goes: figures over time, kept apart by form and input. Pure functions over the index's facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from brainstorm.history.habits import median
from brainstorm.history.rows import Facts

ENOUGH = 5
"""Sessions from which there is a median; with fewer the data is thin, and only the values are shown."""
WINDOW = 7
"""Sessions in a rolling median."""


class Figure(NamedTuple):
    """A figure that has a trend.

    Attributes:
        id: Its key.
        name: What people read.
        unit: s (seconds), share (0-1), or nothing.
        better: high, low, or nothing where neither is.
        value: Where it is in the facts; None: not measured then.
    """

    id: str
    name: str
    unit: str
    better: str
    value: Callable[[Facts], float | None]


FIGURES = (
    Figure("ideas", "ideas", "", "high", lambda one: one.ideas),
    Figure("angles", "distinct angles", "", "high", lambda one: one.angles),
    Figure("per_minute", "ideas a minute", "", "high", lambda one: one.per_minute),
    Figure("latency", "first idea after", "s", "low", lambda one: one.latency),
    Figure("longest_silence", "longest silence", "s", "low", lambda one: one.longest_silence),
    Figure("freezes", "freezes", "", "low", lambda one: one.freezes),
    Figure("tunnel", "longest run in one angle", "", "low", lambda one: one.tunnel),
    Figure("outside", "outside the common ideas", "share", "high", lambda one: one.outside_share),
    Figure("new_for_you", "first time for you", "share", "high", lambda one: one.new_for_you),
    Figure("self", "new for you, you said (1-5)", "", "", lambda one: one.self),
    Figure("later", "later ideas", "", "", lambda one: one.later),
)


class Point(NamedTuple):
    """The value of one session."""

    session: str
    day: str
    value: float


class Rolling(NamedTuple):
    """The middle of the last sessions up to one: median, and the quartiles as its spread."""

    session: str
    day: str
    median: float
    low: float
    high: float


class Trend(NamedTuple):
    """One figure over time.

    Attributes:
        figure: Which one.
        points: Its values, oldest first.
        rolling: Medians of up to WINDOW sessions, from the ENOUGHth on; empty while the data is thin.
        record: The best value and its session, the earliest of equals; None where no value is better, or while thin.
    """

    figure: Figure
    points: tuple[Point, ...]
    rolling: tuple[Rolling, ...]
    record: Point | None

    @property
    def thin(self) -> bool:
        """Whether there are too few values to say anything."""
        return len(self.points) < ENOUGH


class Group(NamedTuple):
    """The sessions of one form and one kind of input.

    Attributes:
        form: The form's id.
        input: typed, lines, piped or spoken.
        sessions: How many.
        trends: Each figure that was ever measured.
    """

    form: str
    input: str
    sessions: int
    trends: tuple[Trend, ...]

    @property
    def thin(self) -> bool:
        """Whether there are too few sessions to say anything."""
        return self.sessions < ENOUGH


def groups(sessions: Iterable[Facts]) -> list[Group]:
    """The drills among `sessions` (newest first, as the index gives them), the largest group first."""
    apart: dict[tuple[str, str], list[Facts]] = {}
    for one in sessions:
        if one.drilled:
            apart.setdefault((one.form, one.input), []).append(one)
    found = [Group(form, input_, len(kept), tuple(_trends(kept[::-1]))) for (form, input_), kept in apart.items()]
    return sorted(found, key=lambda group: (-group.sessions, group.form, group.input))


def _trends(oldest_first: Sequence[Facts]) -> Iterable[Trend]:
    for figure in FIGURES:
        values = ((one, figure.value(one)) for one in oldest_first)
        points = tuple(Point(one.id, one.day, value) for one, value in values if value is not None)
        if any(point.value for point in points) or (points and figure.id != "later"):
            yield Trend(figure, points, tuple(_rolling(points)), _record(figure, points))


def _rolling(points: Sequence[Point]) -> Iterable[Rolling]:
    for end in range(ENOUGH, len(points) + 1):
        window = [point.value for point in points[max(0, end - WINDOW) : end]]
        low, middle, high = quartiles(window)
        last = points[end - 1]
        yield Rolling(last.session, last.day, middle, low, high)


def _record(figure: Figure, points: Sequence[Point]) -> Point | None:
    if not figure.better or len(points) < ENOUGH:
        return None
    best = max if figure.better == "high" else min
    return best(points, key=lambda point: point.value)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """First quartile, median, third quartile: medians of the halves, the middle in both (Tukey's hinges)."""
    ordered = sorted(values)
    half = (len(ordered) + 1) // 2
    return median(ordered[:half]), median(ordered), median(ordered[len(ordered) - half :])


class Agreement(NamedTuple):
    """Whether somebody's self-rating goes with what was measured.

    Attributes:
        pairs: Sessions that have both.
        tau: Kendall's tau-b, -1 to 1 (Kendall 1945, doi 10.1093/biomet/33.3.239); None with fewer than 8 pairs, or
            where one of the two never changed.
    """

    pairs: int
    tau: float | None


def agreement(sessions: Iterable[Facts]) -> Agreement:
    """Self-rating against the share of ideas that were new for the person."""
    both = [(one.self, one.new_for_you) for one in sessions if one.self is not None and one.new_for_you is not None]
    if len(both) < 8:
        return Agreement(len(both), None)
    score, felt, new = 0, 0, 0
    for place, (self, share) in enumerate(both):
        for other_self, other_share in both[:place]:
            one, two = _sign(self - other_self), _sign(share - other_share)
            score += one * two
            felt += bool(one)
            new += bool(two)
    return Agreement(len(both), round(score / (felt * new) ** 0.5, 2) if felt and new else None)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
