"""A figure of a trend in words."""

from brainstorm.history.trends import Trend
from brainstorm.report.units import span


def in_words(trend: Trend, value: float) -> str:
    """A value of a figure, as people read it."""
    if trend.figure.unit == "s":
        return span(value)
    if trend.figure.unit == "share":
        return f"{value:.0%}"
    return f"{value:g}" if value == int(value) else f"{value:.1f}"
