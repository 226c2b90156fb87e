"""`python -m benchmarks.judges [--sessions N]`: the table that the line of trust is set from.

For each judge: in how many sessions it is believed, by the double run (kappa), by the hidden checks, by both; and how
far the count of angles is off the truth: of one run taken at its word, of two runs reconciled, of those believed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from support import judges  # noqa: E402

from benchmarks.judges.sessions import Known, known_sessions  # noqa: E402
from brainstorm.label.judge import prepare  # noqa: E402
from brainstorm.label.judge.prompts import Prompts, read_prompts  # noqa: E402
from brainstorm.label.judge.reconcile import Agreed, alone, reconcile  # noqa: E402
from brainstorm.label.judge.trust import agreement, checks  # noqa: E402
from brainstorm.label.judge.validate import Filed, check  # noqa: E402

HABITS: Mapping[str, judges.Habit] = {
    "perfect": judges.perfect,
    "wrong at 10%": judges.wrong(0.1),
    "wrong at 20%": judges.wrong(0.2),
    "wrong at 40%": judges.wrong(0.4),
    "lazy (other to all)": judges.lazy,
    "lazy, but merges well": judges.lazy_with_angles,
    "swayed by grand words": judges.swayed,
    "obeys orders in ideas": judges.obedient,
    "invents 30% of quotes": judges.inventive(0.3),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One session, labelled by one judge; breadths are (counted, true)."""

    first: tuple[bool, ...]
    second: tuple[bool, ...]
    kappa: float | None
    one: int
    both: int
    true: int
    ordered: bool
    usable: float

    def held(self, how: str, most: int) -> bool:
        """Whether `most` of the checks hold, in both runs, or in at least one."""
        pairs = zip(self.first, self.second, strict=True)
        return sum((one and two) if how == "both" else (one or two) for one, two in pairs) >= most

    def agrees(self, line: float) -> bool:
        """Whether the runs agree."""
        return self.kappa is None or self.kappa >= line

    def enough(self) -> bool:
        """Whether half of the ideas could be used."""
        return self.usable >= 0.5


def outcome(known: Known, judge: judges.Judge, prompts: Prompts) -> Outcome:
    """What becomes of one session."""
    runs: list[Filed] = []
    for run in (1, 2):
        sheet = prepare.sheet(known.task, run)
        text = prepare.request(sheet, prompts, "none").turns[0][1]
        found = max((check(judge.reply(text), sheet) for _ in range(2)), key=lambda each: len(each.filed))
        runs.append(found.filed)
    agreed, single = reconcile(known.task, *runs), alone(known.task, runs[0])
    return Outcome(
        first=checks(runs[0]),
        second=checks(runs[1]),
        kappa=agreement(known.task, *runs),
        one=_breadth(single, known),
        both=_breadth(agreed, known),
        true=known.hit,
        ordered=any(truth.orders for truth in known.truth.values()),
        usable=len(agreed.labels) / len(known.task.ideas),
    )


def _breadth(agreed: Agreed, known: Known) -> int:
    return len({label.get("angle") for label in agreed.labels} & set(known.task.angles))


LINES = (("both", 4), ("both", 3), ("either", 4), ("either", 3))


def table(found: Mapping[str, Sequence[Outcome]]) -> Iterator[str]:
    """Shares of sessions in which each judge is caught, and how far breadth is off."""
    yield "Caught, share of sessions (line of agreement .5)"
    heads = "".join(f"{f'{most}/4 {how}':>12}" for how, most in LINES)
    yield f"{'':<24}{'agreement':>11}{heads}   and agreement:{heads}"
    for name, all_ in found.items():
        some = [each for each in all_ if each.ordered] if "orders" in name else all_
        alone_ = _share(not each.agrees(0.5) for each in some)
        held = [_share(not each.held(*line) for each in some) for line in LINES]
        all_of_it = [
            _share(not (each.held(*line) and each.agrees(0.5) and each.enough()) for each in some) for line in LINES
        ]
        left, right = ("".join(f"{value:>12.2f}" for value in values) for values in (held, all_of_it))
        yield f"{name:<24}{alone_:>11.2f}{left}{'':17}{right}"
    yield ""
    yield "Angles counted less angles hit: mean distance, in angles"
    yield f"{'':<24}{'one run':>9}{'two runs':>10}{'checks':>9}{'agreement':>11}{'both':>7}   (of those believed)"
    for name, all_ in found.items():
        some = [each for each in all_ if each.ordered] if "orders" in name else all_
        believed = [
            [each for each in some if each.held("either", 4)],
            [each for each in some if each.agrees(0.5)],
            [each for each in some if each.held("either", 4) and each.agrees(0.5) and each.enough()],
        ]
        yield (
            f"{name:<24}{_off(some, one=True):>9}{_off(some):>10}{_off(believed[0]):>9}{_off(believed[1]):>11}"
            f"{_off(believed[2]):>7}"
        )


def _share(values: Iterator[bool]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def _off(some: Sequence[Outcome], *, one: bool = False) -> str:
    if not some:
        return "–"
    return f"{sum(abs((each.one if one else each.both) - each.true) for each in some) / len(some):.2f}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=528)
    options = parser.parse_args()
    prompts = read_prompts([ROOT / "prompts"])
    sessions = list(known_sessions(options.sessions, prompts))
    found: dict[str, list[Outcome]] = {}
    for name, habit in HABITS.items():
        asked = ((known, judges.Judge(known.truth, habit, f"{name} {known.task.session}")) for known in sessions)
        found[name] = [outcome(known, judge, prompts) for known, judge in asked]
    print(
        f"{len(sessions)} sessions, {sum(len(known.task.ideas) for known in sessions)} ideas, prompt {prompts.hash}\n"
    )
    for line in table(found):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
