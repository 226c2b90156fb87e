"""From the files of the bank to what a compiled copy holds: one index, and one blob its rows point into."""

import json
import time
from collections.abc import Sequence
from shlex import quote
from typing import Any
from zlib import crc32

from brainstorm.bank.gather import gather
from brainstorm.bank.problem import BankError, Problem, printable
from brainstorm.bank.question import Question

INTERVIEWER = "interviewer"
"""The name of the interviewer's part in the blob."""


def compiled(prompts: str, extra: Sequence[str]) -> tuple[dict[str, Any], bytes, bool]:
    """The index of the bank, the blob its rows point into, and whether they may be kept for the next start.

    Raises:
        BankError: the shipped prompts have problems.
    """
    made = time.time_ns()
    found = gather(prompts, extra)
    if found.problems[0]:
        raise BankError("\n".join(map(str, found.problems[0])))
    notes = [note(path, problems) for path, problems in zip(extra, found.problems[1:], strict=True) if problems]
    blob = _Blob()
    rows: list[list[Any]] = []
    entries = [(piece.node.plain(), piece) for piece in found.questions.values()]
    for entry, piece in sorted(entries, key=lambda one: (one[0]["topic"], one[0]["id"])):
        asked = Question.from_entry(entry)
        about = [asked.topic, asked.needs, asked.difficulty, asked.verb, asked.text, asked.has_map]
        rows.append([asked.id, *about, piece.file, piece.node.line, *blob.add(entry)])
    for row in rows:
        worded = found.wordings.get(row[0])
        row += blob.add({"id": row[0], "wordings": worded.node.plain()}) if worded else _NOTHING
    index = {
        "made": made,
        "files": found.keys,
        "rows": rows,
        "lenses": list(found.lenses.values()),
        "forms": list(found.forms.values()),
        "interviewer": blob.add({"id": INTERVIEWER, **found.interviewer}),
        "notes": notes,
    }
    return index, bytes(blob.data), found.complete


_NOTHING = [0, 0, 0]


class _Blob:
    def __init__(self) -> None:
        self.data = bytearray()

    def add(self, value: dict[str, Any]) -> list[int]:
        """Where `value` stands: offset, length, checksum."""
        data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        place = [len(self.data), len(data), crc32(data)]
        self.data += data + b"\n"
        return place


def note(path: str, problems: Sequence[Problem]) -> str:
    """The one line that is said about an extra with problems."""
    files = len({problem.file for problem in problems})
    left_out = "left out" if files == 1 else f"{files} files left out"
    more = len(problems) - 1
    rest = f"; {more} more problem{'s' * (more > 1)}: brainstorm bank check {printable(quote(path))}" if more else ""
    return f"{problems[0]} ({left_out}{rest})"
