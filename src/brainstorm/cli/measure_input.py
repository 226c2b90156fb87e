"""What `brainstorm measure` reads: a list of ideas, lines of JSON, or a session as `show --json` prints it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from brainstorm.bank import BankError, Question
from brainstorm.label.labels import FIELDS, SOURCES, of_text
from brainstorm.label.offline import Common
from brainstorm.practice.measuring import Listed, Subject
from brainstorm.session.events import Labelled
from brainstorm.session.session import Entry, Session
from brainstorm.session.session import Question as Asked
from brainstorm.session.text import clean

Find = Callable[[str], Subject]
"""The question with an id; raises BankError."""

_LONGEST = 2000  # ideas in a list: what people enter is far below, and similarities grow with the square
_RESERVED = ("other", "none")


class WrongInputError(Exception):
    """What was read is not what is expected; the message says what, and what would be right."""


class Line(NamedTuple):
    """A line of JSON: what it calls itself, and the list it asks to measure or why it can't be."""

    number: int
    id: Any
    listed: Listed | None
    error: str | None


def read_line(number: int, raw: bytes, find: Find) -> Line:
    """One line of `--jsonl`."""
    name: Any = None
    try:
        value = _json(raw)
        if not isinstance(value, dict):
            raise WrongInputError(f"the line holds {_kind(value)}; an object with question and ideas is expected")
        name = value.get("id")
        return Line(number, name, listed(value, find), None)
    except (WrongInputError, BankError) as error:
        return Line(number, name, None, str(error))


def listed(value: Mapping[str, Any], find: Find) -> Listed:
    """The list that an object asks to measure.

    Raises:
        WrongInputError, BankError: what is wrong in it.
    """
    pool = value.get("pool")
    history = value.get("history")
    return Listed(
        subject=_subject(value.get("question"), find),
        ideas=_ideas(value.get("ideas"), "ideas"),
        pool=None if pool is None else _pool(pool),
        history=None if history is None else _ideas(history, "history"),
    )


def plain_ideas(data: bytes) -> tuple[str, ...]:
    """One idea a line; blank lines are nothing."""
    lines = map(clean, data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
    found = tuple(filter(None, lines))
    if len(found) > _LONGEST:
        raise WrongInputError(f"these are {len(found)} ideas; at most {_LONGEST} in one list can be measured")
    return found


def session_in(data: bytes) -> dict[str, Any] | None:
    """The `show --json` object that `data` is; None when it is something else."""
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) and {"entries", "questions", "form"} <= value.keys() else None


def session_of(shown: Mapping[str, Any], find: Find) -> tuple[Session, dict[int, Subject]]:
    """The session that a `show --json` object tells of, with its labels, and its questions.

    Labels by hand and Claude's count as they did; of the offline guess what needs earlier sessions is kept. The object
    doesn't hold the map, so a question comes from the bank by its id; of one that is not there only the text is known.
    """
    subjects: dict[int, Subject] = {}
    for part in _mappings(shown, "questions"):
        q, name = part.get("q"), part.get("id")
        if type(q) is not int:
            continue
        try:
            subjects[q] = find(name if isinstance(name, str) else "")
        except BankError:
            subjects[q] = Subject(Question.from_entry({"id": name, "question": part.get("text")}))
    entries = tuple(_entry(part) for part in _mappings(shown, "entries") if _numbered(part, subjects))
    session = Session(
        id=str(shown.get("id", "")),
        input=str(shown.get("input", "imported")),
        questions=tuple(Asked(q, subject.question.entry) for q, subject in sorted(subjects.items())),
        entries=entries,
        last_n=max((entry.n for entry in entries), default=0),
    )
    labels = tuple(Labelled(by=by, trust={"ok": True}, labels=_labels(shown, by)) for by in reversed(SOURCES))
    return session.changed(labels=labels), subjects


def _numbered(part: Mapping[str, Any], subjects: Mapping[int, Subject]) -> bool:
    return type(part.get("n")) is int and part["n"] > 0 and type(part.get("q")) is int and part["q"] in subjects


def _entry(part: Mapping[str, Any]) -> Entry:
    text, builds_on, answers = part.get("text"), part.get("builds_on"), part.get("answers")
    return Entry(
        n=part["n"],
        q=part["q"],
        text=text if isinstance(text, str) else "",
        t=0.0,
        builds_on=builds_on if type(builds_on) is int else None,
        answers=answers if type(answers) is int else None,
        aloud=part.get("aloud") is True,
        struck=part.get("struck") is True,
        via="pipe",
    )


def _labels(shown: Mapping[str, Any], source: str) -> tuple[dict[str, Any], ...]:
    found = []
    for part in _mappings(shown, "entries"):
        label, text = part.get("label"), part.get("text")
        by = label.get("by") if isinstance(label, Mapping) else None
        if not isinstance(label, Mapping) or not isinstance(by, Mapping) or not isinstance(text, str):
            continue
        fields = {name: label.get(name) for name in FIELDS if by.get(name) == source}
        if fields:
            found.append({"n": part.get("n"), "of": of_text(text), "other": label.get("other"), **fields})
    return tuple(found)


def _mappings(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    parts = value.get(key)
    return [part for part in parts if isinstance(part, Mapping)] if isinstance(parts, list) else []


def _subject(value: object, find: Find) -> Subject:
    if isinstance(value, str):
        return find(value)
    if not isinstance(value, dict):
        raise WrongInputError(f"question is {_kind(value)}; the id of a question or a whole entry is expected")
    question = Question.from_entry(value)
    if not question.text:
        raise WrongInputError("the question has no text; the entry's key question is expected to hold it")
    given = value.get("angles")
    if given is not None and (not isinstance(given, list) or len(given) != len(question.angles)):
        raise WrongInputError("the question's angles are not all usable; each is expected to have an id of its own")
    if wrong := next((angle.id for angle in question.angles if angle.id in _RESERVED), None):
        raise WrongInputError(f"an angle is called {wrong!r}, which says that an idea has none; another id is expected")
    return Subject(question)


def _ideas(value: object, what: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongInputError(f"{what} is {_kind(value)}; a list of texts is expected")
    if len(value) > _LONGEST:
        raise WrongInputError(f"{what} has {len(value)} texts; at most {_LONGEST} can be measured")
    found = []
    for place, text in enumerate(value, start=1):
        if not isinstance(text, str) or not clean(text):
            read = "empty" if isinstance(text, str) else _kind(text)
            raise WrongInputError(f"number {place} of {what} is {read}; text is expected")
        found.append(clean(text))
    return tuple(found)


def _pool(value: object) -> tuple[Common, ...]:
    if not isinstance(value, list):
        raise WrongInputError(f"pool is {_kind(value)}; a list of texts is expected")
    found = []
    for place, part in enumerate(value, start=1):
        text, weight = (part.get("text"), part.get("weight", 1)) if isinstance(part, dict) else (part, 1)
        if not isinstance(text, str) or not clean(text):
            raise WrongInputError(f"number {place} of pool has no text; a text or {{text, weight}} is expected")
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight < 1e9:
            raise WrongInputError(f"the weight of number {place} of pool is {weight!r}; a number above 0 is expected")
        found.append(Common(clean(text), float(weight)))
    return tuple(found)


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except UnicodeDecodeError:
        raise WrongInputError("the line is no UTF-8; save the file as UTF-8") from None
    except ValueError as error:
        raise WrongInputError(f"the line is no JSON ({error}); one object a line is expected") from None
    except RecursionError:
        raise WrongInputError("the line is nested too deeply; one flat object a line is expected") from None


def _kind(value: object) -> str:
    match value:
        case None:
            return "missing"
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case _:
            return "an object"
