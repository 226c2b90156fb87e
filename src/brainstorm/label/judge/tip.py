"""A tip worded by Claude from what code has counted: observations with quotes, untouched angles as questions, a form.

It is checked like the labels, and dropped where it does not hold; the rule-based tips exist without any model.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from brainstorm.claude.request import Request
from brainstorm.label.judge.prepare import Task, as_data
from brainstorm.label.judge.prompts import TIP, Prompts
from brainstorm.label.judge.validate import json_in
from brainstorm.label.judge.wording import squeezed
from brainstorm.label.labels import NONE, OTHER
from brainstorm.session.text import clean

MOST_OBSERVATIONS, MOST_QUESTIONS = 3, 2
MOST_WORDS, MOST_WORDS_ASKED = 40, 20
_TOKENS = 500
_MOST_TOKENS = 4000
_PRAISE = re.compile(
    r"\b(great|excellent|impressive|brilliant|wonderful|amazing|well done|good (job|work)|creativ\w*)\b"
    r"|\b(originality|novelty)\b|\d\s*/\s*10\b|\bout of (10|ten)\b",
    re.IGNORECASE,
)


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_OBSERVATION = _object(text=_TEXT, ids=_TEXTS, quotes=_TEXTS)
_QUESTION = _object(angle=_TEXT, text=_TEXT)
SCHEMA: Mapping[str, Any] = _object(
    observations={"type": "array", "items": _OBSERVATION},
    questions={"type": "array", "items": _QUESTION},
    form=_TEXT,
)


@dataclass(frozen=True, slots=True)
class Round:
    """What a tip may speak of: a question's ideas, how they were filed, and the forms there are."""

    task: Task
    labels: Sequence[Mapping[str, Any]]
    forms: Mapping[str, str]

    @property
    def ids(self) -> dict[str, int]:
        """Ids on the sheet, to entry numbers, in the order they came."""
        return {f"k{place}": n for place, (n, _) in enumerate(self.task.ideas, start=1)}

    @property
    def filed(self) -> dict[int, str | None]:
        """The angle of each idea; None where it is disputed or was not filed."""
        angles = {label["n"]: label.get("angle") for label in self.labels}
        return {n: angles.get(n) for n, _ in self.task.ideas}

    @property
    def untouched(self) -> dict[str, str]:
        """The angles without an idea, to their lines."""
        hit = set(self.filed.values())
        return {a.id: f"{a.name}. {a.line}" for a in self.task.question.angles if a.id not in hit}


def counted(seen: Round) -> dict[str, Any]:
    """What code counts: ideas, those that say something new, angles hit of how many, the longest stay, the halves."""
    filed = [seen.filed[n] for n, _ in seen.task.ideas]
    known = [angle for angle in filed if angle not in (None, OTHER, NONE)]
    half = len(filed) // 2
    stays = [(len(list(run)), angle) for angle, run in groupby(filed) if angle not in (None, NONE)]
    longest, where = max(stays, key=lambda stay: stay[0], default=(0, None))
    return {
        "ideas": len(filed),
        "said_again": sum(1 for label in seen.labels if label.get("same_as")),
        "families_hit": len(set(known)),
        "families": len(seen.task.angles),
        "ideas_by_family": dict(Counter(known).most_common()),
        "outside_the_families": filed.count(OTHER),
        "longest_stay_in_one_family": {"ideas": longest, "family": where},
        "families_new_in_second_half": len(set(known) - set(filed[:half])),
        "among_common_answers": sum(1 for label in seen.labels if type(label.get("common")) is int),
    }


def tip_request(seen: Round, prompts: Prompts, model: str) -> Request:
    """The request for a tip."""
    filed, texts = seen.filed, dict(seen.task.ideas)
    text = prompts.fill(
        TIP,
        question=seen.task.question.text,
        numbers=json.dumps(counted(seen)),
        untouched="\n".join(f"- {id_}: {line}" for id_, line in seen.untouched.items()) or "(none)",
        forms="\n".join(f"- {id_}: {about}" for id_, about in seen.forms.items()),
        ideas=as_data({id_: {"angle": filed[n], "text": texts[n][:1000]} for id_, n in seen.ids.items()}),
    )
    return Request(model, (("user", text),), SCHEMA, max_tokens=_MOST_TOKENS, expected=_TOKENS + 1000)


def check_tip(text: str, seen: Round) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """The tip, with entry numbers in place of ids; or None and what is wrong with it, a line each."""
    found = json_in(text)
    if not isinstance(found, dict):
        return None, ("it is not JSON of the form asked for",)
    observations, questions = _rows(found, "observations"), _rows(found, "questions")
    if observations is None or questions is None:
        return None, ("observations and questions must be lists of objects",)
    problems = [*_of_observations(observations, seen), *_of_questions(questions, seen)]
    if found.get("form") not in seen.forms:
        problems.append(f"form must be one of {', '.join(seen.forms)}")
    if problems:
        return None, tuple(problems)
    tip = {
        "observations": [
            {
                "text": clean(one["text"]),
                "ns": [seen.ids[id_] for id_ in one["ids"]],
                "quotes": [clean(quote) for quote in one["quotes"]],
            }
            for one in observations
        ],
        "questions": [{"angle": one["angle"], "text": clean(one["text"])} for one in questions],
        "form": found["form"],
    }
    return tip, ()


def _rows(found: Mapping[str, Any], name: str) -> list[dict[str, Any]] | None:
    rows = found.get(name)
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else None


def _of_observations(rows: Sequence[Mapping[str, Any]], seen: Round) -> Iterator[str]:
    if not 1 <= len(rows) <= MOST_OBSERVATIONS:
        yield f"there must be one to {MOST_OBSERVATIONS} observations, not {len(rows)}"
    texts = dict(seen.task.ideas)
    for place, row in enumerate(rows, start=1):
        yield from (f"observation {place} {fault}" for fault in _of_text(row.get("text"), MOST_WORDS))
        ids, quotes = _texts(row.get("ids")), _texts(row.get("quotes"))
        if len(ids) != len(quotes) or not 1 <= len(ids) <= 4:
            yield f"observation {place} needs one to four ids, and as many quotes"
            continue
        for id_, quote in zip(ids, quotes, strict=True):
            if id_ not in seen.ids:
                yield f"observation {place} cites {id_}, which is not in the list"
            elif not squeezed(quote) or squeezed(quote) not in squeezed(texts[seen.ids[id_]]):
                yield f"observation {place}: the quote for {id_} is not in that idea"


def _of_questions(rows: Sequence[Mapping[str, Any]], seen: Round) -> Iterator[str]:
    if len(rows) > MOST_QUESTIONS:
        yield f"there must be at most {MOST_QUESTIONS} questions, not {len(rows)}"
    for place, row in enumerate(rows, start=1):
        yield from (f"question {place} {fault}" for fault in _of_text(row.get("text"), MOST_WORDS_ASKED))
        if not str(row.get("text", "")).rstrip().endswith("?"):
            yield f"question {place} does not end in ?"
        if row.get("angle") not in seen.untouched:
            yield f"question {place} must be about a family that was not touched"


def _of_text(text: object, most: int) -> Iterator[str]:
    if not isinstance(text, str) or not clean(text):
        yield "has no text"
        return
    if len(text.split()) > most:
        yield f"is longer than {most} words"
    if praise := _PRAISE.search(text):
        yield f"judges (“{praise[0]}”); it must only say what was done"


def _texts(value: object) -> list[str]:
    """`value` where it is a list of texts, else nothing."""
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else []
