"""Two runs made one: what both say stands, what they disagree on is disputed and left to the person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from brainstorm.label.judge.prepare import Task
from brainstorm.label.judge.validate import Filed, Filing
from brainstorm.label.labels import OTHER

Key = int | str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What two runs say together.

    Attributes:
        labels: One mapping an idea, as a `labelled` event has them; a disputed field is left out.
        disputed: {n, field, values: [first run's, second run's]}; with `other`, the words, where one of them is that.
        unlabelled: Ideas that one of the runs did not file in a way that could be used.
    """

    labels: tuple[Mapping[str, Any], ...]
    disputed: tuple[Mapping[str, Any], ...]
    unlabelled: tuple[int, ...]


def groups(filed: Filed) -> dict[Key, Key]:
    """Whom each item belongs with, by union-find over same-as: items of one root are the same idea."""
    root: dict[Key, Key] = {key: key for key in filed}

    def find(key: Key) -> Key:
        root.setdefault(key, key)
        while root[key] != key:
            root[key] = key = root[root[key]]
        return key

    for key, filing in filed.items():
        if filing.same_as is not None:
            root[find(key)] = find(filing.same_as)
    return {key: find(key) for key in root}


def reconcile(task: Task, first: Filed, second: Filed) -> Agreed:
    """What both runs say of the ideas of `task`."""
    runs = (first, second)
    numbers = [n for n, _ in task.ideas]
    both = [n for n in numbers if n in first and n in second]
    roots = [groups(run) for run in runs]
    earlier = [_earlier_partners(both, [root]) for root in roots]
    together = _earlier_partners(both, roots)
    labels: list[Mapping[str, Any]] = []
    disputed: list[Mapping[str, Any]] = []
    for n in both:
        one, two = first[n], second[n]
        label: dict[str, Any] = {"n": n, "of": task.of(n)}
        told: list[tuple[str, Any, Any, bool]] = [
            ("angle", one.angle, two.angle, one.angle == two.angle),
            ("same_as", _first(earlier[0][n]), _first(earlier[1][n]), _one_mind(n, earlier, together)),
            ("again", _again(one), _again(two), one.again == two.again),
            ("common", _common(one), _common(two), one.common == two.common),
        ]
        for name, left, right, agree in told:
            if agree:
                label[name] = _first(together[n]) if name == "same_as" else left
            else:
                words = {"other": [one.other, two.other]} if name == "angle" and OTHER in (left, right) else {}
                disputed.append({"n": n, "field": name, "values": [left, right], **words})
        if "angle" in label:
            if one.angle == OTHER:
                label["other"] = one.other
            label["quote"] = one.quote
        if one.checkable == two.checkable:
            label["checkable"] = one.checkable
        labels.append(label)
    return Agreed(tuple(labels), tuple(disputed), tuple(n for n in numbers if n not in both))


def alone(task: Task, filed: Filed) -> Agreed:
    """What a single run says, for comparing: everything stands."""
    return reconcile(task, filed, filed)


def _one_mind(n: int, earlier: Iterable[Mapping[int, set[int]]], together: Mapping[int, set[int]]) -> bool:
    """Whether both runs call `n` new, or both call it the same as some one earlier idea."""
    return bool(together[n]) or not any(each[n] for each in earlier)


def _earlier_partners(numbers: list[int], roots: list[dict[Key, Key]]) -> dict[int, set[int]]:
    """For each idea the earlier ones that are the same by all of `roots`."""
    seen: defaultdict[tuple[Key, ...], set[int]] = defaultdict(set)
    found: dict[int, set[int]] = {}
    for n in numbers:
        group = seen[tuple(root[n] for root in roots)]
        found[n] = set(group)
        group.add(n)
    return found


def _first(partners: set[int]) -> Any:
    return min(partners, default=False)


def _again(filing: Filing) -> Any:
    return False if filing.again is None else {"session": filing.again[0], "n": filing.again[1]}


def _common(filing: Filing) -> Any:
    return False if filing.common is None else filing.common
