"""A reply, checked: what of it can be used, and what is wrong with the rest. Nothing of it is believed unchecked."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from brainstorm.label.judge.prepare import Item, Sheet
from brainstorm.label.judge.wording import squeezed
from brainstorm.label.labels import NONE, OTHER
from brainstorm.session.text import clean

MOST_WORDS = 4
"""Of the name for an angle outside the map."""
_NOTHING = ("", "new", "no", "none", "null", "-")
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Filing:
    """How one run filed one item; keys of other items as `Item.key` has them. None: no such thing."""

    angle: str
    other: str | None = None
    same_as: int | str | None = None
    again: tuple[str, int] | None = None
    common: int | None = None
    checkable: bool = False
    quote: str = ""


Filed = Mapping[int | str, Filing]
"""What a run filed, by entry number or by the role of a hidden check; what could not be used is not in it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A reply after checking.

    Attributes:
        filed: What can be used.
        problems: What is wrong with the rest, a line each; empty when all is well.
        readable: Whether it was labels in JSON at all.
    """

    filed: Filed
    problems: tuple[str, ...] = ()
    readable: bool = True


def check(text: str, sheet: Sheet) -> Checked:
    """The labels in `text` that can be used, and what is wrong with the others."""
    rows = _rows(text)
    if rows is None:
        return Checked({}, ('it is not JSON of the form {"labels":[{…},…]}',), readable=False)
    items = {item.id: item for item in sheet.items}
    counted = Counter(_id(row) for row in rows)
    problems = [f"{_shown(id_)} is no id of the list" for id_ in counted if id_ not in items]
    problems += [f"{id_} is missing" for id_ in items if id_ not in counted]
    problems += [f"{id_} stands there {count} times" for id_, count in counted.items() if id_ in items and count > 1]
    filed: dict[str, tuple[Filing, str | None]] = {}
    for row in rows:
        id_ = _id(row)
        if id_ not in items or counted[id_] != 1:
            continue
        found = list(_faults(row, items[id_], items, sheet))
        problems += [f"{id_}: {fault}" for fault in found]
        if not found:
            filed[id_] = _filing(row, sheet), _ref(row, "same_as")
    looped = set(_loops({id_: same for id_, (_, same) in filed.items()}))
    problems += [f"{id_}: same_as leads back to itself" for id_ in items if id_ in looped]
    usable = {
        items[id_].key: replace(filing, same_as=items[same].key if same else None)
        for id_, (filing, same) in filed.items()
        if id_ not in looped
    }
    return Checked(usable, tuple(problems))


def json_in(text: str) -> Any:
    """The JSON of a reply, which may stand in a fence; None when it is none."""
    match = _FENCE.match(text)
    try:
        return json.loads(match[1] if match else text)
    except (ValueError, RecursionError):
        return None


def _rows(text: str) -> list[Mapping[str, Any]] | None:
    found = json_in(text)
    rows = found.get("labels") if isinstance(found, dict) else None
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else None


def _id(row: Mapping[str, Any]) -> str:
    value = row.get("id")
    return value if isinstance(value, str) else ""


def _ref(row: Mapping[str, Any], name: str) -> str | None:
    """The id that `row` refers to under `name`; None for any way of saying that there is none."""
    value = row.get(name)
    if value is None or value is False:
        return None
    text = value.strip() if isinstance(value, str) else json.dumps(value)
    return None if text.casefold() in _NOTHING else text


def _faults(row: Mapping[str, Any], item: Item, items: Mapping[str, Item], sheet: Sheet) -> Iterator[str]:
    angle, other = row.get("angle"), row.get("other")
    known = (*sheet.task.angles, OTHER, NONE)
    if angle not in known:
        yield f"there is no angle {_shown(angle)}; {', '.join(known)} are known"
    elif angle == OTHER:
        words = len(clean(other).split()) if isinstance(other, str) else 0
        if not 1 <= words <= MOST_WORDS:
            yield f"with the angle other, the field other has one to {MOST_WORDS} words, not {words}"
    elif isinstance(other, str) and other.strip():
        yield f"the field other is for the angle other only, and the angle is {angle}"
    same = _ref(row, "same_as")
    if same is not None and same not in items:
        yield f"same_as names {_shown(same)}, which is not in the list"
    elif same == item.id:
        yield "same_as names the idea itself"
    for name, ids in (("again", sheet.earlier), ("common", sheet.common)):
        ref = _ref(row, name)
        if ref is not None and ref not in ids:
            yield f"{name} names {_shown(ref)}, which is not in its list"
    if not isinstance(row.get("checkable"), bool):
        yield "checkable must be true or false"
    quote = row.get("quote")
    if not isinstance(quote, str) or not squeezed(quote):
        yield "the quote is empty"
    elif squeezed(quote) not in squeezed(item.text):
        yield f"the quote {_shown(quote)} is not in the idea"


def _filing(row: Mapping[str, Any], sheet: Sheet) -> Filing:
    again, common = _ref(row, "again"), _ref(row, "common")
    earlier = sheet.earlier[again] if again else None
    return Filing(
        angle=row["angle"],
        other=clean(row["other"]) if row["angle"] == OTHER else None,
        again=(earlier.session, earlier.n) if earlier else None,
        common=sheet.common[common] if common else None,
        checkable=row["checkable"],
        quote=clean(row["quote"]),
    )


def _loops(same_as: Mapping[str, str | None]) -> Iterator[str]:
    """The ids that are on a loop of same-as."""
    for start in same_as:
        here, seen = same_as[start], {start}
        while here is not None and here not in seen:
            seen.add(here)
            here = same_as.get(here)
        if here == start:
            yield start


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def as_lines(problems: Sequence[str], most: int = 20) -> str:
    """The problems as a list for whoever is to mend them, `most` of them at the most."""
    lines = [f"- {problem}" for problem in problems[:most]]
    if len(problems) > most:
        lines.append(f"- and {len(problems) - most} more of the kind")
    return "\n".join(lines)
