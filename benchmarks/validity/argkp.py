"""ArgKP as questions: a topic and stance asks, its key points are the angles, arguments are the ideas."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.validity.filings import Filed
from brainstorm.bank.question import Angle, Question

FILES = tuple(f"{part}_{half}.csv" for half in ("train", "dev") for part in ("arguments", "key_points", "labels"))


@dataclass(frozen=True, slots=True)
class Debate:
    """One topic and stance, with the arguments that make exactly one of its points."""

    question: Question
    ideas: tuple[Filed, ...]


def debates(folder: Path) -> list[Debate]:
    """Every topic and stance with three key points or more."""
    found = []
    for half in ("train", "dev"):
        arguments = list(_rows(folder / f"arguments_{half}.csv"))
        points = list(_rows(folder / f"key_points_{half}.csv"))
        made: dict[str, list[str]] = {}
        for row in _rows(folder / f"labels_{half}.csv"):
            if row["label"] == "1":
                made.setdefault(row["arg_id"], []).append(row["key_point_id"])
        for topic, stance in dict.fromkeys((row["topic"], row["stance"]) for row in points):
            angles = tuple(
                Angle(row["key_point_id"], "other", row["key_point"], row["key_point"], "", ())
                for row in points
                if (row["topic"], row["stance"]) == (topic, stance)
            )
            ideas = tuple(
                Filed(row["argument"], tuple(made[row["arg_id"]]))
                for row in arguments
                if (row["topic"], row["stance"]) == (topic, stance) and len(made.get(row["arg_id"], ())) == 1
            )
            if len(angles) >= 3 and len(ideas) >= 20:
                name = f"{topic} ({stance})"
                found.append(Debate(_question(name, topic, angles), ideas))
    return found


def _question(name: str, topic: str, angles: tuple[Angle, ...]) -> Question:
    return Question(name, topic, topic, None, None, None, angles, (), (), None, (), {})


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
