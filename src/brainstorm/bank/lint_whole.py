"""The lints for a bank as a whole: whether it is broad enough. Only the shipped bank is asked that much."""

import os
from collections import Counter

from brainstorm.bank.gather import Gathered
from brainstorm.bank.problem import Problem
from brainstorm.bank.question import VERBS

FEWEST_QUESTIONS = 24
"""Of fewer questions, shares say nothing, and nothing is said."""
LEAST_TOPICS, LEAST_A_TOPIC = 16, 3
SHARES = {
    "needs": {"black-box": 75, "some-ml": 15, "deep": 10},
    "difficulty": {"1": 25, "2": 50, "3": 25},
}
"""Per cent of the questions; `SLACK` points more or less are fine."""
SLACK = 10
VERB_SHARES = (5, 30)


def lint_whole(found: Gathered) -> list[Problem]:
    """Warnings on the shipped bank's spread, and on what it lacks."""
    pieces = {name: piece for name, piece in found.questions.items() if piece.layer == 0}
    if len(pieces) < FEWEST_QUESTIONS:
        return []
    folder = os.path.dirname(next(iter(pieces.values())).file)
    warned: list[Problem] = []

    def warn(what: str, expected: str, file: str = folder, line: int = 0) -> None:
        warned.append(Problem(file, line, what, expected, "warning"))

    counts = {
        key: Counter(field.text for piece in pieces.values() if (field := piece.node.fields.get(key)) is not None)
        for key in ("topic", "verb", *SHARES)
    }
    if len(counts["topic"]) < LEAST_TOPICS:
        warn(f"there are {len(counts['topic'])} topics", f"at least {LEAST_TOPICS} are expected")
    for topic, number in sorted(counts["topic"].items()):
        if number < LEAST_A_TOPIC:
            one = next(piece for piece in pieces.values() if piece.node.fields["topic"].text == topic)
            few = f"{number} question{'s' * (number > 1)}"
            warn(f"the topic {topic} has {few}", f"at least {LEAST_A_TOPIC} are expected", one.file, 1)
    for key, shares in SHARES.items():
        for value, share in shares.items():
            actual = 100 * counts[key][value] / len(pieces)
            if abs(actual - share) > SLACK:
                warn(f"{actual:.0f}% of the questions have {key} {value}", f"about {share}% are expected")
    low, high = VERB_SHARES
    for verb in VERBS:
        actual = 100 * counts["verb"][verb] / len(pieces)
        if not low <= actual <= high:
            warn(f"{actual:.0f}% of the questions have verb {verb}", f"{low} to {high}% are expected")
    for name, piece in pieces.items():
        if "angles" not in piece.node.fields:
            warn(f"{name} has no angles", "a map is expected", piece.file, piece.node.line)
        elif name not in found.wordings:
            warn(f"{name} has no wordings", "plain wordings for each angle are expected", piece.file, piece.node.line)
    if not any(piece.layer == 0 for piece in found.interviewers):
        warn("there is no interviewer.yaml", "the interviewer's lines are expected", os.path.dirname(folder))
    return warned
