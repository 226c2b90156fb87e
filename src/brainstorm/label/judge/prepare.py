"""What is asked about one question of a session: its ideas without times, shuffled, with hidden checks among them."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brainstorm.bank.question import Question
from brainstorm.claude.request import Request
from brainstorm.label.judge.prompts import LABEL, Prompts
from brainstorm.label.judge.wording import as_labelled
from brainstorm.label.labels import Earlier, common_lines, of_text
from brainstorm.session.session import IDEA, Session
from brainstorm.session.text import safe_json

SAME, SAME_TOO, LOOK_ALIKE, OFF_TOPIC = "same", "same too", "look-alike", "off topic"
"""What a hidden check is there for."""
MOST_CANDIDATES = 40
"""Earlier ideas and common ideas that go along, together."""
MOST_IDEAS = 200
LONGEST_IDEA = 1000
"""Characters of an idea that are sent."""
_EXAMPLE = (25, 70)  # characters: shorter ones are riddles to a reader who has only them, longer ones dear
_TOKENS_A_LABEL = 62
_TOKENS_THOUGHT = 1500  # what a model thinks at low effort, as a guess; the limit leaves room for four times that

_NO = {"type": "string"}
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["labels"],
    "properties": {
        "labels": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "angle", "other", "same_as", "again", "common", "checkable", "quote"],
                "properties": {
                    "id": _NO,
                    "angle": _NO,
                    "other": _NO,
                    "same_as": _NO,
                    "again": _NO,
                    "common": _NO,
                    "checkable": {"type": "boolean"},
                    "quote": _NO,
                },
            },
        }
    },
}
"""The shape of a reply. The same for every question, since a new schema costs the API some seconds."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line to file: entry `n`, or a hidden check with its `role`."""

    id: str
    text: str
    n: int | None = None
    role: str | None = None

    @property
    def key(self) -> int | str:
        """What it is over several runs: its entry's number, or its role."""
        return self.n if self.n is not None else str(self.role)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be labelled on one question.

    Attributes:
        session: The session's id.
        q: The question's number in it.
        question: The question, with its map as the session saw it.
        ideas: (n, text as labelled) of its ideas.
        checks: The hidden checks, by role.
        common: (index, text) of the common ideas.
        earlier: The person's earlier ideas on it.
        left_out: Ideas beyond what fits one request.
    """

    session: str
    q: int
    question: Question
    ideas: tuple[tuple[int, str], ...]
    checks: Mapping[str, str]
    common: tuple[tuple[int, str], ...]
    earlier: tuple[Earlier, ...] = ()
    left_out: int = 0

    @property
    def angles(self) -> tuple[str, ...]:
        """The ids that may be given beside `other` and `none`."""
        return tuple(angle.id for angle in self.question.angles)

    def of(self, n: int) -> str:
        """Which wording of entry `n` is asked about."""
        return of_text(dict(self.ideas)[n])


@dataclass(frozen=True, slots=True)
class Sheet:
    """One run's order: what is on the sheet that is sent."""

    task: Task
    items: tuple[Item, ...]

    @property
    def common(self) -> dict[str, int]:
        """Ids of common ideas, to their indices."""
        return {f"c{place}": index for place, (index, _) in enumerate(self.task.common, start=1)}

    @property
    def earlier(self) -> dict[str, Earlier]:
        """Ids of earlier ideas."""
        return {f"e{place}": each for place, each in enumerate(self.task.earlier, start=1)}


def task_of(session: Session, q: int, prompts: Prompts, earlier: Sequence[Earlier] = ()) -> Task | None:
    """What is to be labelled on question `q`; None when it has no ideas with words."""
    asked = session.question_at(q)
    ideas = [(e.n, as_labelled(e.text)) for e in session.counted(IDEA) if e.q == q and as_labelled(e.text)]
    if asked is None or not ideas:
        return None
    question = Question.from_entry(asked.entry)
    controls = question.controls or prompts.controls
    lines = enumerate(common_lines(asked.entry))
    common = tuple((index, line) for index, line in lines if line)[:MOST_CANDIDATES]
    return Task(
        session=session.id,
        q=q,
        question=question,
        ideas=tuple(ideas[:MOST_IDEAS]),
        checks={
            SAME: controls.same[0],
            SAME_TOO: controls.same[1],
            LOOK_ALIKE: controls.look_alike,
            OFF_TOPIC: controls.off_topic,
        },
        common=common,
        earlier=tuple(earlier[: MOST_CANDIDATES - len(common)]),
        left_out=max(0, len(ideas) - MOST_IDEAS),
    )


def sheet(task: Task, run: int) -> Sheet:
    """The ideas and checks of `task` in an order of run `run`'s own; the same for the same session, always."""
    seed = hashlib.sha256(f"{task.session}\0{task.q}\0{run}".encode()).digest()
    lines: list[tuple[int | None, str | None, str]] = [(n, None, text) for n, text in task.ideas]
    lines += [(None, role, as_labelled(text)) for role, text in task.checks.items()]
    random.Random(seed).shuffle(lines)
    return Sheet(task, tuple(Item(f"k{k}", text, n, role) for k, (n, role, text) in enumerate(lines, start=1)))


def request(sheet: Sheet, prompts: Prompts, model: str) -> Request:
    """The request that asks for the labels of `sheet`."""
    task = sheet.task
    text = prompts.fill(
        LABEL,
        question=task.question.text,
        angles="\n".join(_angle_lines(task.question)) or "(there are none; name each mechanism in `other`)",
        common=_listed({id_: text for id_, (_, text) in zip(sheet.common, task.common, strict=True)}),
        earlier=_listed({id_: each.text for id_, each in sheet.earlier.items()}),
        ideas=as_data({item.id: item.text for item in sheet.items}),
    )
    answer = _TOKENS_A_LABEL * len(sheet.items)
    return Request(
        model=model,
        turns=(("user", text),),
        schema=SCHEMA,
        max_tokens=2 * answer + 4 * _TOKENS_THOUGHT,
        expected=answer + _TOKENS_THOUGHT,
    )


def _angle_lines(question: Question) -> Iterator[str]:
    for angle in question.angles:
        # One short example and no name: a sheet stays under 2,500 tokens with twenty ideas.
        vivid = [example for example in angle.examples if _EXAMPLE[0] <= len(example) <= _EXAMPLE[1]]
        example = min(vivid, key=len, default="")
        yield f"- {angle.id}: {angle.line or angle.name}" + (f" E.g. {example}" if example else "")


def _listed(texts: Mapping[str, str]) -> str:
    return "\n".join(f"- {id_}: {_short(' '.join(text.split()))}" for id_, text in texts.items()) or "(none)"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_IDEA else text[: LONGEST_IDEA - 1] + "…"


def as_data(texts: Mapping[str, Any]) -> str:
    """A mapping as JSON, a line an entry, that cannot end the block it stands in."""
    rows = (f"{json.dumps(id_)}:{_dumped(value)}" for id_, value in texts.items())
    return "{" + ",\n".join(rows) + "}"


def _dumped(value: Any) -> str:
    return safe_json(_short(value) if isinstance(value, str) else value).replace("<", "\\u003c")
