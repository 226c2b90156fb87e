"""Whether a labeller is to be believed: four hidden checks of known filing, and whether it agrees with itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brainstorm.label.judge.prepare import LOOK_ALIKE, OFF_TOPIC, SAME, SAME_TOO, Task
from brainstorm.label.judge.reconcile import groups
from brainstorm.label.judge.validate import Filed
from brainstorm.label.labels import NONE

FEWEST_FOR_KAPPA = 8
"""Ideas; with fewer the checks alone decide."""
CHECKS = (
    "one idea in two wordings gets one angle",
    "and is seen as one",
    "a look-alike with another mechanism is kept apart",
    "an off-topic line is none",
)


@dataclass(frozen=True, slots=True)
class Line:
    """Where trust begins. The defaults are set from benchmarks/judges/.

    Attributes:
        checks: How many of the four checks must hold.
        kappa: The least agreement of the two runs.
    """

    checks: int = 4
    kappa: float = 0.5


def checks(filed: Filed) -> tuple[bool, bool, bool, bool]:
    """The four checks on one run; a check whose lines were not filed is not passed."""
    pair, look_alike, off_topic = (filed.get(SAME), filed.get(SAME_TOO)), filed.get(LOOK_ALIKE), filed.get(OFF_TOPIC)
    root = groups(filed)
    both = pair[0] is not None and pair[1] is not None
    return (
        pair[0] is not None and pair[1] is not None and pair[0].angle == pair[1].angle,
        both and root[SAME] == root[SAME_TOO],
        both and look_alike is not None and root[LOOK_ALIKE] != root[SAME],
        off_topic is not None and off_topic.angle == NONE,
    )


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa (Cohen 1960) of two filings, 1 for perfect agreement, 0 for chance; None for none."""
    if not pairs:
        return None
    equal = sum(one == two for one, two in pairs) / len(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    chance = sum(count * right[angle] for angle, count in left.items()) / len(pairs) ** 2
    return 1.0 if chance == 1 else (equal - chance) / (1 - chance)


def agreement(task: Task, first: Filed, second: Filed) -> float | None:
    """Kappa of the two runs' angles over the ideas both filed; None with fewer than FEWEST_FOR_KAPPA."""
    both = [n for n, _ in task.ideas if n in first and n in second]
    return kappa([(first[n].angle, second[n].angle) for n in both]) if len(both) >= FEWEST_FOR_KAPPA else None


def trust(task: Task, first: Filed, second: Filed, line: Line = Line()) -> dict[str, Any]:
    """Whether the two runs are believed, and why: {ok, checks, kappa}.

    A check fails where it fails in both runs: asking for it in both would turn down half of the labellers that are
    right on nine ideas of ten (benchmarks/judges/). Where fewer than half of the ideas could be used, nothing is
    believed.
    """
    held = [one or two for one, two in zip(checks(first), checks(second), strict=True)]
    agreed = agreement(task, first, second)
    usable = sum(n in first and n in second for n, _ in task.ideas)
    ok = sum(held) >= line.checks and (agreed is None or agreed >= line.kappa) and 2 * usable >= len(task.ideas)
    return {"ok": ok, "checks": held, "kappa": None if agreed is None else round(agreed, 3)}


def in_words(trust: Mapping[str, Any]) -> str:
    """Trust in a few words: “checks 4 of 4, agreement .82”."""
    held = trust.get("checks")
    listed = held if isinstance(held, list | tuple) else ()
    value = trust.get("kappa")
    agreed = f"{value:.2f}".replace("0.", ".", 1) if isinstance(value, int | float) else "not measured (few ideas)"
    return f"checks {sum(map(bool, listed))} of {len(CHECKS)}, agreement {agreed}"
