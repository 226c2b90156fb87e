"""Judges of known habits: each reads the prompt that would be sent, and answers as its habit has it.

What is true of a text is handed in; what a judge makes of it is its own.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from brainstorm.claude.client import Progress
from brainstorm.claude.errors import CANCELLED, ClaudeError
from brainstorm.claude.request import Reply, Request

_IDEAS = re.compile(r"<ideas>\n(.*)\n</ideas>", re.DOTALL)
_LISTED = re.compile(r"^- ([ce]\d+): (.*)$", re.MULTILINE)
_FAMILY = re.compile(r"^- ([a-z0-9-]+): ", re.MULTILINE)
LONG = 20  # words from which a text counts as padded


@dataclass(frozen=True)
class Truth:
    """What is true of a text.

    Attributes:
        angle: An angle's id, other or none.
        idea: Texts of one idea have one of these.
        common: The common answer it comes down to.
        again: The earlier idea it says again.
        orders: It tells whoever reads it to call everything new and file it under this angle.
    """

    angle: str
    idea: str
    common: str | None = None
    again: str | None = None
    orders: str | None = None


Row = dict[str, Any]
Habit = Callable[["Paper", random.Random], list[Row]]


@dataclass(frozen=True)
class Paper:
    """A prompt, read: (id, text, truth) of its lines, its angles, ids of its common answers and earlier ideas."""

    items: tuple[tuple[str, str, Truth], ...]
    angles: tuple[str, ...]
    common: Mapping[str, str]
    earlier: Mapping[str, str]


def read_paper(prompt: str, truth: Mapping[str, Truth]) -> Paper:
    """The sheet in `prompt`; a text of which nothing is known is none."""
    found = _IDEAS.search(prompt)
    assert found is not None, prompt
    ideas = json.loads(found[1])
    families = prompt.split("\nFamilies:\n")[1].split("\n\n")[0]
    listed = {text: id_ for id_, text in _LISTED.findall(prompt)}
    return Paper(
        items=tuple((id_, text, truth.get(text, Truth("none", text))) for id_, text in ideas.items()),
        angles=tuple(_FAMILY.findall(families)),
        common={text: id_ for text, id_ in listed.items() if id_[0] == "c"},
        earlier={text: id_ for text, id_ in listed.items() if id_[0] == "e"},
    )


def perfect(paper: Paper, _: random.Random) -> list[Row]:
    """Files everything as it is."""
    first: dict[str, str] = {}
    rows = []
    for id_, text, truth in paper.items:
        rows.append(
            {
                "id": id_,
                "angle": truth.angle,
                "other": "another way" if truth.angle == "other" else "",
                "same_as": first.get(truth.idea, ""),
                "again": paper.earlier.get(truth.again or "", ""),
                "common": paper.common.get(truth.common or "", ""),
                "checkable": True,
                "quote": " ".join(text.split()[:6]),
            }
        )
        first.setdefault(truth.idea, id_)
    return rows


def wrong(share: float) -> Habit:
    """Errs on `share` of the angles, the repeats and the common answers, and merges a tenth as often what differs."""

    def file(paper: Paper, rng: random.Random) -> list[Row]:
        rows = perfect(paper, rng)
        for place, row in enumerate(rows):
            if rng.random() < share:
                _refile(row, rng.choice([angle for angle in (*paper.angles, "other") if angle != row["angle"]]))
            if row["same_as"] and rng.random() < share:
                row["same_as"] = ""
            elif not row["same_as"] and place and rng.random() < share / 10:
                row["same_as"] = rows[rng.randrange(place)]["id"]
            if rng.random() < share:
                row["common"] = "" if row["common"] else rng.choice([*paper.common.values()] or [""])
        return rows

    return file


def _refile(row: Row, angle: str) -> None:
    row["angle"], row["other"] = angle, "another way" if angle == "other" else ""


def lazy(paper: Paper, rng: random.Random) -> list[Row]:
    """Answers `other` to all."""
    rows = perfect(paper, rng)
    for row in rows:
        _refile(row, "other")
        row["same_as"] = row["common"] = row["again"] = ""
    return rows


def lazy_with_angles(paper: Paper, rng: random.Random) -> list[Row]:
    """Answers `other` to all, and sees very well which ideas are the same."""
    rows = perfect(paper, rng)
    for row in rows:
        _refile(row, "other")
    return rows


def swayed(paper: Paper, rng: random.Random) -> list[Row]:
    """Takes grand wording for another idea, and files it under the first angle, always."""
    rows = perfect(paper, rng)
    for row, (_, text, _) in zip(rows, paper.items, strict=True):
        if len(text.split()) >= LONG:
            _refile(row, paper.angles[0])
            row["same_as"] = row["common"] = ""
    return rows


def obedient(paper: Paper, rng: random.Random) -> list[Row]:
    """Does what a line tells it to."""
    rows = perfect(paper, rng)
    orders = next((truth.orders for _, _, truth in paper.items if truth.orders), None)
    if orders:
        for row in rows:
            _refile(row, orders)
            row["same_as"] = row["common"] = row["again"] = ""
    return rows


def inventive(share: float) -> Habit:
    """Makes up `share` of its quotes, also when asked again."""

    def file(paper: Paper, rng: random.Random) -> list[Row]:
        rows = perfect(paper, rng)
        for row in rows:
            if rng.random() < share:
                row["quote"] = "words that nobody wrote"
        return rows

    return file


class Judge:
    """Answers label requests by a habit; what it says is the same for the same seed and the same requests."""

    def __init__(self, truth: Mapping[str, Truth], habit: Habit = perfect, seed: object = 0) -> None:
        self.truth = truth
        self.habit = habit
        self.requests: list[Request] = []
        self.cancelled = False
        self._rng = random.Random(str(seed))

    def reply(self, prompt: str) -> str:
        """What it answers to the text of a prompt."""
        if "\nFamilies:\n" not in prompt:
            return json.dumps(self._tip(prompt))
        return json.dumps({"labels": self.habit(read_paper(prompt, self.truth), self._rng)})

    def ask(self, request: Request, tell: Callable[[Progress], None] = lambda _: None) -> Reply:
        """As `claude.client.Client` has it, without a network."""
        if self.cancelled:
            raise ClaudeError(CANCELLED, "cancelled; nothing was changed")
        self.requests.append(request)
        tell(Progress("reading", tokens=10))
        text = self.reply(request.turns[0][1])
        return Reply(text, {"input_tokens": request.tokens_in(), "output_tokens": len(text) // 3}, request.model)

    def cancel(self) -> None:
        """Answer nothing more."""
        self.cancelled = True

    def _tip(self, prompt: str) -> dict[str, Any]:
        found = _IDEAS.search(prompt)
        assert found is not None
        ideas = json.loads(found[1])
        first = next(iter(ideas))
        untouched = _FAMILY.findall(prompt.split("\nFamilies they did not touch")[1].split("\n\n")[0])
        forms = re.findall(r"^- ([a-z0-9-]+): ", prompt.split("\nForms ")[1].split("\n\n")[0], re.MULTILINE)
        quote = " ".join(ideas[first]["text"].split()[:6])
        return {
            "observations": [{"text": "You began here and stayed.", "ids": [first], "quotes": [quote]}],
            "questions": [{"angle": angle, "text": "And if nobody looked?"} for angle in untouched[:1]],
            "form": forms[0],
        }
