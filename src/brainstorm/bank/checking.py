"""Checking files of the bank, for those who write them: every problem, not only the first."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from brainstorm.bank.gather import gather
from brainstorm.bank.problem import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    problems: tuple[Problem, ...]
    questions: int
    """The sound questions in the paths that were checked."""
    warnings: tuple[Problem, ...] = ()
    """What is sound and could be better."""


def examine(paths: Sequence[Path], prompts: Path, *, shipped: bool = False, lints: bool = False) -> Checked:
    """Check the files at `paths`, and the shipped ones with `shipped`.

    `prompts` is the shipped folder; its lenses are known to the questions at `paths`. With `lints`, warnings are
    looked for, too: in the checked files, and between them and the shipped ones.
    """
    found = gather(os.fspath(prompts), tuple(map(os.fspath, paths)))
    first = 0 if shipped else 1
    problems = tuple(problem for layer in found.problems[first:] for problem in layer)
    warnings: tuple[Problem, ...] = ()
    if lints:
        from brainstorm.bank.lint import lint

        warnings = tuple(lint(found, first=first))
    return Checked(problems, sum(found.counts[first:]), warnings)


def check(paths: Sequence[Path], prompts: Path, *, shipped: bool = False) -> list[Problem]:
    """The problems that `examine` finds, in the order of files and lines."""
    return list(examine(paths, prompts, shipped=shipped).problems)
