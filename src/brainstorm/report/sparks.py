"""A row of numbers as a row of bars, one cell each."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def sparks(values: Sequence[float], width: int = 24) -> str:
    """The last `width` values, the least as the lowest bar; all alike are in the middle."""
    shown = list(values)[-width:]
    if not shown:
        return ""
    low, high = min(shown), max(shown)
    if high == low:
        return _BARS[3] * len(shown)
    return "".join(_BARS[round((value - low) / (high - low) * (len(_BARS) - 1))] for value in shown)
