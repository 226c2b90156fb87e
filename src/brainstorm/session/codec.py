"""A journal line as bytes, and back: strict in what is written, forgiving in what is read."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from brainstorm.session.events import EVENTS, NAMES, Event, Line, Started
from brainstorm.session.text import safe_json, unicode_text

VERSION = 1
"""The journal format this program writes; a file with a greater one is refused."""

_HUGE = 2**53
_DROP = object()


def _count(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _HUGE else _DROP


def _nth(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value < _HUGE else _DROP


def _seconds(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _HUGE:
        return _DROP  # NaN compares false, too
    return value if math.isfinite(value) else _DROP


def _text(value: object) -> object:
    return value if isinstance(value, str) else _DROP


def _whole(value: Any) -> Any:
    """`value` with each lone surrogate, which JSON can spell and nothing can print or store, as U+FFFD."""
    if isinstance(value, str):
        return unicode_text(value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {unicode_text(key): _whole(item) for key, item in value.items()}
    return value


def _mapping(value: object) -> object:
    return value if isinstance(value, dict) else _DROP


def _list_of(check: Callable[[object], object]) -> Callable[[object], object]:
    def checked(value: object) -> object:
        if not isinstance(value, list):
            return _DROP
        kept = tuple(check(item) for item in value)
        return _DROP if any(item is _DROP for item in kept) else kept

    return checked


def _or_none(check: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: None if value is None else check(value)


CHECKS: dict[str, Callable[[object], object]] = {
    "int": _count,
    "Nth": _nth,
    "Seconds": _seconds,
    "str": _text,
    "bool": lambda value: value if isinstance(value, bool) else _DROP,
    "Mapping_": _mapping,
    "int | None": _or_none(_count),
    "Seconds | None": _or_none(_seconds),
    "str | None": _or_none(_text),
    "Mapping_ | None": _or_none(_mapping),
    "Mapping_ | float | None": lambda value: (
        value if value is None or isinstance(value, dict) or _seconds(value) is not _DROP else _DROP
    ),
    "Nths | None": _or_none(_list_of(_nth)),
    "Texts": _list_of(_text),
    "Labels": _list_of(_mapping),
}


def _key(name: str) -> str:
    return name.removesuffix("_")  # `with` is a word of Python's own


def _fields(kind: type[Event]) -> tuple[tuple[str, str, Callable[[object], object], bool], ...]:
    """(attribute, key, check, required) of each field, from its annotation."""
    annotated = {f: str(getattr(given, "__forward_arg__", given)) for f, given in kind.__annotations__.items()}
    return tuple((f, _key(f), CHECKS[annotated[f]], f not in kind._field_defaults) for f in kind._fields)


_FIELDS = {name: _fields(kind) for name, kind in EVENTS.items()}


def encode(line: Line) -> bytes:
    """`line` as the bytes that are appended to a journal: one JSON object and a newline."""
    name = NAMES[type(line.event)]
    out: dict[str, object] = {"type": name, "at": line.at}
    if line.t is not None:
        out["t"] = line.t
    for attribute, key, _, _ in _FIELDS[name]:
        out[key] = getattr(line.event, attribute)
    return safe_json(out).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one line of a file yielded.

    Attributes:
        line: The event, or None when nothing could be made of the line.
        problem: What is wrong with it, in a few words; None when nothing is.
        unknown: How many of its keys (or, as 1, its type) this version does not know.
    """

    line: Line | None
    problem: str | None = None
    unknown: int = 0


class NewerVersionError(Exception):
    """The journal was written by a newer version of the program, which this one must not guess at."""


def decode(raw: bytes) -> Decoded:
    """The event in `raw`, one line of a journal without its newline.

    A field that has a default and cannot be read takes the default, and the problem is said: the text of an idea
    outlives damage beside it.

    Raises:
        NewerVersionError: it is a `started` line of a newer format.
    """
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return Decoded(None, "is not JSON")
    if not isinstance(found, dict):
        return Decoded(None, "is not a JSON object")
    if b"\\u" in raw or b"\xed" in raw:  # the two ways to spell half a character, at whatever depth
        found = _whole(found)
    name = found.pop("type", None)
    kind = EVENTS.get(name) if isinstance(name, str) else None
    if kind is None:
        return Decoded(None, None if isinstance(name, str) else "has no type", 1)
    if kind is Started and isinstance(v := found.get("v"), int) and v > VERSION:
        raise NewerVersionError(f"was written by a newer brainstorm (format {v}, this one reads {VERSION})")
    problems: list[str] = []
    at = _text(found.pop("at", None))
    if at is _DROP:
        problems.append("at")
        at = ""
    t = _or_none(_seconds)(found.pop("t", None))
    if t is _DROP:
        problems.append("t")
        t = None
    event = _event(kind, name, found, problems)
    if event is None:
        return Decoded(None, f"is a damaged “{name}” line: {', '.join(problems)}")
    known = {key for _, key, _, _ in _FIELDS[name]}
    return Decoded(
        Line(str(at), t, event),  # type: ignore[arg-type]
        f"has no readable {', '.join(problems)}" if problems else None,
        sum(key not in known for key in found),
    )


def _event(kind: type[Event], name: str, found: Mapping[str, object], problems: list[str]) -> Event | None:
    values: dict[str, Any] = {}
    for attribute, key, check, required in _FIELDS[name]:
        if key not in found:
            if required:
                problems.append(key)
                return None
            continue
        value = check(found[key])
        if value is _DROP:
            problems.append(key)
            if required:
                return None
            continue
        values[attribute] = value
    return kind(**values)
