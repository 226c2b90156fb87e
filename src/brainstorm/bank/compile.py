"""From YAML files to one index and one blob of entries, with every problem on the way."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from shlex import quote
from typing import Any
from zlib import crc32

from brainstorm.bank.entries import questions
from brainstorm.bank.forms import read_forms
from brainstorm.bank.layers import Layer, layers
from brainstorm.bank.lenses import read_lenses
from brainstorm.bank.problem import BankError, Problem, RefusedError, printable
from brainstorm.bank.question import Question
from brainstorm.bank.reading import Reading
from brainstorm.bank.source import decode, read_raw
from brainstorm.bank.strict import Node, parse


@dataclass(slots=True)
class Gathered:
    """Everything the layers hold, as far as their files are sound; equal ids: the later won."""

    lenses: dict[str, dict[str, Any]] = field(default_factory=dict)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    questions: dict[str, tuple[str, int, dict[str, Any]]] = field(default_factory=dict)
    """By id: file, line, entry."""
    problems: list[list[Problem]] = field(default_factory=list)
    """One list a layer, the shipped one first."""
    counts: list[int] = field(default_factory=list)
    """The questions read from each layer."""
    keys: list[list[str | int]] = field(default_factory=list)
    """Path, size, mtime and content hash of each file."""
    complete: bool = True
    """Whether the keys tell all: false when a file or folder could not be read at all."""


def gather(prompts: str, extra: Sequence[str]) -> Gathered:
    """Read all files of the shipped prompts and the extras. Never raises; problems are in the result."""
    result = Gathered()
    for layer in layers(prompts, extra):
        problems: list[Problem] = []
        if layer.fault:
            problems.append(layer.fault)
            result.complete = False
        _lenses_and_forms(result, layer, problems)
        entries = _questions(result, layer, problems)
        result.questions.update(entries)
        result.counts.append(len(entries))
        result.problems.append(problems)
    return result


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
    rows: list[list[Any]] = []
    blob = bytearray()
    for name, (file, line, entry) in sorted(found.questions.items(), key=lambda item: (item[1][2]["topic"], item[0])):
        data = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        asked = Question.from_entry(entry)
        about = [asked.topic, asked.needs, asked.difficulty, asked.verb, asked.text, asked.has_map]
        rows.append([name, *about, file, line, len(blob), len(data), crc32(data)])
        blob += data + b"\n"
    index = {
        "made": made,
        "files": found.keys,
        "rows": rows,
        "lenses": list(found.lenses.values()),
        "forms": list(found.forms.values()),
        "notes": notes,
    }
    return index, bytes(blob), found.complete


def note(path: str, problems: Sequence[Problem]) -> str:
    """The one line that is said about an extra with problems."""
    files = len({problem.file for problem in problems})
    left_out = "left out" if files == 1 else f"{files} files left out"
    more = len(problems) - 1
    rest = f"; {more} more problem{'s' * (more > 1)}: brainstorm bank check {printable(quote(path))}" if more else ""
    return f"{problems[0]} ({left_out}{rest})"


def _lenses_and_forms(result: Gathered, layer: Layer, problems: list[Problem]) -> None:
    read: Callable[[Reading, Node], list[dict[str, Any]]]
    for path, read, target in (
        (layer.lenses, read_lenses, result.lenses),
        (layer.forms, read_forms, result.forms),
    ):
        if path is None:
            continue
        reading, root = _open(path, result)
        entries = read(reading, root) if root else []
        problems += reading.problems
        if not reading.problems:
            target.update({entry["id"]: entry for entry in entries})


def _questions(result: Gathered, layer: Layer, problems: list[Problem]) -> dict[str, tuple[str, int, dict[str, Any]]]:
    entries: dict[str, tuple[str, int, dict[str, Any]]] = {}
    for path in layer.questions:
        reading, root = _open(path, result)
        nodes: Iterable[Node] = questions(reading, root, result.lenses, shipped=layer.shipped) if root else ()
        mine: dict[str, tuple[str, int, dict[str, Any]]] = {}
        for node in nodes:
            name = node.fields["id"].text
            if name in entries:
                file, line, _ = entries[name]
                reading.problem(node, f"the id {name} is taken ({file}:{line})", "another id is expected")
            mine[name] = (path, node.line, node.plain())
        problems += reading.problems
        if not reading.problems:
            entries.update(mine)
    return entries


def _open(path: str, result: Gathered) -> tuple[Reading, Node | None]:
    """Start reading a file: its tree, or a reading that already has the reason why there is none."""
    reading = Reading(path)
    try:
        raw = read_raw(path)
    except RefusedError as refused:
        reading.problems.append(refused.problem)
        result.complete = False
        return reading, None
    result.keys.append(raw.key)
    try:
        root, reading.problems = parse(decode(raw), path)
    except RefusedError as refused:
        reading.problems.append(refused.problem)
        return reading, None
    return reading, root
