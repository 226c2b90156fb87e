"""Ideas from elsewhere: plain text, CSV or JSON, with or without times, as what a session is made of."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brainstorm.session.text import clean

KINDS = ("text", "csv", "json")
MOST = 10_000
"""Ideas of one file."""
LONGEST = 48 * 3600.0
"""Seconds; a later time is a mistake."""

_ITEM = re.compile(r"(?:[-*•]|\d{1,4}[.)])(?:\s+|$)")
_CLOCK = r"(?:(\d{1,2}):)?(\d{1,3}):(\d\d(?:\.\d+)?)"
_TIMED = re.compile(rf"(?:\[\s*{_CLOCK}\s*\]|\(\s*{_CLOCK}\s*\)|{_CLOCK}(?=\s))\s*[-–:]?\s*")
_TEXT_COLUMNS = ("text", "idea", "ideas", "entry", "what")
_TIME_COLUMNS = ("seconds", "t", "time", "at")


class IncomingError(ValueError):
    """What was read cannot be taken over: one clear line, with its place."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to be taken over.

    Attributes:
        text: Its words, trimmed.
        t: Seconds since the beginning; None when nobody wrote that down.
        build: It elaborates on the idea before.
        later: It came afterwards; `where` may say where.
        where: A word for that place.
    """

    text: str
    t: float | None = None
    build: bool = False
    later: bool = False
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One session to be made.

    Attributes:
        said: In order.
        question: The question's text, where the file says it.
        question_id: Its id, where the file says it.
        date: When it was, as the file says it; empty when it doesn't.
    """

    said: tuple[Said, ...]
    question: str = ""
    question_id: str = ""
    date: str = ""


def read_incoming(text: str, kind: str) -> tuple[Incoming, ...]:
    """The sessions in `text`, which is of one of KINDS; none is without ideas.

    Raises:
        IncomingError: it is not what `kind` says, or holds no ideas, or too many.
    """
    found = {"text": _from_text, "csv": _from_csv, "json": _from_json}[kind](text)
    if not found:
        raise IncomingError("there are no ideas in it")
    if sum(len(one.said) for one in found) > MOST:
        raise IncomingError(f"more than {MOST:,} ideas; split it into several files")
    return tuple(found)


def seconds_of(text: str) -> float | None:
    """The seconds that `text` says: 83, 83.5, 83s, 1:23 or 1:02:03; None when it says none."""
    text = text.strip()
    if match := re.fullmatch(_CLOCK, text):
        hours, minutes, seconds = match.groups()
        found = int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
    elif re.fullmatch(r"\d{1,7}(?:\.\d{1,9})?\s?s?", text):
        found = float(text.rstrip("s "))
    else:
        return None
    return found if found <= LONGEST else None


# Plain text


def _from_text(text: str) -> list[Incoming]:
    """One idea a line; bullets, numbers and a time before it are taken off, a `+` makes a build."""
    said: list[Said] = []
    for line in text.splitlines():
        words = _ITEM.sub("", line.strip(), count=1) if _ITEM.match(line.strip()) else line.strip()
        t: float | None = None
        if match := _TIMED.match(words):
            t = seconds_of(":".join(part for part in match.groups() if part))
            words = words[match.end() :] if t is not None else words
            words = _ITEM.sub("", words, count=1) if _ITEM.match(words) else words
        build = words.startswith("+") and bool(said)
        words = clean(words.removeprefix("+"))
        if words:
            said.append(Said(words, t, build))
    return [Incoming(tuple(said))] if said else []


# CSV


def _from_csv(text: str) -> list[Incoming]:
    """Columns by the names in the first row; one column without a name is ideas. Each question of a session is one."""
    limit = csv.field_size_limit(10_000_000)  # the whole process's, so it is put back
    first = text.lstrip("\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if any(row)]
    except csv.Error as error:
        raise IncomingError(f"it is no sound CSV: {error}") from None
    finally:
        csv.field_size_limit(limit)
    if not rows:
        return []
    names = [name.strip().casefold() for name in rows[0]]
    column = next((names.index(name) for name in _TEXT_COLUMNS if name in names), None)
    if column is None:
        if any(len(row) != 1 for row in rows):
            raise IncomingError("line 1: no column is called text or idea; call the one with the ideas so")
        return _from_text("\n".join(row[0] for row in rows))
    cell = _cells(names)
    groups: dict[str, list[Said]] = {}
    about: dict[str, tuple[str, str, str]] = {}
    for number, row in enumerate(rows[1:], start=2):
        words = clean(_unquoted(row[column])) if column < len(row) else ""
        if not words:
            continue
        t = _time(cell(row, *_TIME_COLUMNS), f"row {number}")
        kind, session = cell(row, "kind").casefold(), f"{cell(row, 'session')} {cell(row, 'q')}"
        build = kind == "build" and bool(groups.get(session))
        where = _unquoted(cell(row, "where")) or None
        groups.setdefault(session, []).append(Said(words, t, build, kind == "later", where))
        question = cell(row, "question")
        whole = ("", question) if re.fullmatch(r"[a-z0-9-]+", question) else (question, "")
        about.setdefault(session, (*whole, cell(row, "started", "date")))
    return [Incoming(tuple(said), *about[session]) for session, said in groups.items()]


def _cells(names: Sequence[str]) -> Callable[..., str]:
    places = {name: place for place, name in reversed(list(enumerate(names)))}

    def cell(row: Sequence[str], *wanted: str) -> str:
        place = next((places[name] for name in wanted if name in places), None)
        return row[place].strip() if place is not None and place < len(row) else ""

    return cell


def _unquoted(text: str) -> str:
    """Without the apostrophe that keeps spreadsheets from taking a text for a formula."""
    return text[1:] if re.match(r"'\s*[=+\-@＝＋－＠]", text) else text


def _time(text: str, place: str) -> float | None:
    if not text:
        return None
    t = seconds_of(text)
    if t is None:
        raise IncomingError(f"{place}: “{text[:40]}” is no time; write seconds or 1:23, 48 hours at most")
    return t


# JSON


def _from_json(text: str) -> list[Incoming]:
    """A list of ideas; an object with `ideas` or `entries` (as `show --json`), or with `sessions`; or JSON lines."""
    try:
        found: Any = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            found = [json.loads(line, parse_constant=_no_number) for line in lines]
        except (ValueError, RecursionError):
            found = None
        if len(lines) < 2 or found is None:
            raise IncomingError(f"it is no sound JSON: {_short(error)}") from None
    if isinstance(found, dict) and isinstance(found.get("sessions"), list):
        parts = found["sessions"]
    elif isinstance(found, list) and found and all(isinstance(one, dict) and _list_of(one) for one in found):
        parts = found
    else:
        parts = [found]
    return [one for place, part in enumerate(parts, start=1) for one in _json_session(part, place)]


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _short(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]


def _list_of(one: Mapping[str, Any]) -> list[Any] | None:
    found = one.get("ideas", one.get("entries"))
    return found if isinstance(found, list) else None


def _json_session(part: object, place: int) -> Iterator[Incoming]:
    listed: Any = part
    if isinstance(part, dict):
        listed = _list_of(part)
    if not isinstance(listed, list):
        raise IncomingError(
            "a list of ideas is expected, or an object with “ideas”, “entries” or “sessions”"
            + (f" (in session {place})" if place > 1 else "")
        )
    whole: Mapping[str, Any] = part if isinstance(part, dict) else {}
    groups: dict[object, list[Said]] = {}
    for number, idea in enumerate(listed, start=1):
        if (one := _json_idea(idea, number)) is not None:
            groups.setdefault(_q(idea), []).append(one)
    later = whole.get("later")
    for number, idea in enumerate(later if isinstance(later, list) else (), start=1):
        if (one := _json_idea(idea, number)) is not None:
            where = idea.get("where") if isinstance(idea, dict) else None
            one = Said(one.text, later=True, where=where if isinstance(where, str) else None)
            groups.setdefault(_q(idea), []).append(one)
    for q, said in groups.items():
        yield Incoming(tuple(said), *_about(whole, q))


def _q(idea: object) -> object:
    """The number of the question that an idea is on; each question becomes a session."""
    q = idea.get("q") if isinstance(idea, dict) else None
    return q if type(q) is int else None


def _about(whole: Mapping[str, Any], q: object) -> tuple[str, str, str]:
    """A session's question, the question's id, and its date."""
    questions = whole.get("questions")
    listed = [one for one in questions if isinstance(one, dict)] if isinstance(questions, list) else []
    first = next((one for one in listed if q is None or one.get("q") == q), {})
    words = (first.get("text", whole.get("question")), first.get("id"), whole.get("started"))
    text, id_, date = (value if isinstance(value, str) else "" for value in words)
    return text, id_, date


def _json_idea(idea: object, number: int) -> Said | None:
    if isinstance(idea, str):
        return Said(clean(idea)) if clean(idea) else None
    keys: Mapping[str, Any] = idea if isinstance(idea, dict) else {}
    text = next((keys[key] for key in ("text", "idea") if isinstance(keys.get(key), str)), None)
    if text is None:
        raise IncomingError(f"idea {number}: a text is expected, or an object with “text”")
    if keys.get("struck") is True or not clean(text):
        return None
    value = next((keys[key] for key in ("t", *_TIME_COLUMNS) if keys.get(key) is not None), None)
    t: float | None = None
    if isinstance(value, str):
        t = _time(value, f"idea {number}")
    elif value is not None:
        fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= LONGEST
        if not fits or not math.isfinite(value):
            raise IncomingError(f"idea {number}: {str(value)[:40]} is no time; seconds are expected, 48 hours at most")
        t = float(value)
    return Said(clean(text), t, build=keys.get("builds_on") is not None or keys.get("kind") == "build")
