"""From YAML files to trees of nodes, with every problem on the way."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from brainstorm.bank.entries import questions
from brainstorm.bank.forms import read_forms
from brainstorm.bank.interviewer import merged, read_interviewer
from brainstorm.bank.layers import Layer, layers
from brainstorm.bank.lenses import read_lenses
from brainstorm.bank.problem import Problem, RefusedError
from brainstorm.bank.reading import Reading
from brainstorm.bank.source import decode, read_raw
from brainstorm.bank.strict import Node, parse
from brainstorm.bank.wordings import read_wordings


@dataclass(frozen=True, slots=True)
class Piece:
    """A sound piece of the bank and where it stands: an entry, or the wordings of one."""

    node: Node
    file: str
    layer: int
    """0 is the shipped one."""


@dataclass(slots=True)
class Gathered:
    """Everything the layers hold, as far as their files are sound; equal ids: the later won."""

    lenses: dict[str, dict[str, Any]] = field(default_factory=dict)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    interviewer: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, Piece] = field(default_factory=dict)
    """By id."""
    wordings: dict[str, Piece] = field(default_factory=dict)
    """By id of the question: those of its own layer or a later one."""
    interviewers: list[Piece] = field(default_factory=list)
    """The files of interviewer's lines."""
    problems: list[list[Problem]] = field(default_factory=list)
    """One list a layer, the shipped one first."""
    counts: list[int] = field(default_factory=list)
    """The questions read from each layer."""
    keys: list[list[str | int]] = field(default_factory=list)
    """Path, size, mtime and content hash of each file."""
    complete: bool = True
    """Whether the keys tell all: false when a file or folder could not be read at all."""


def gather(prompts: str, extra: Iterable[str]) -> Gathered:
    """Read all files of the shipped prompts and the extras. Never raises; problems are in the result."""
    result = Gathered()
    for number, layer in enumerate(layers(prompts, tuple(extra))):
        problems: list[Problem] = []
        if layer.fault:
            problems.append(layer.fault)
            result.complete = False
        _lenses_and_forms(result, layer, problems)
        _interviewer(result, layer, number, problems)
        entries, left_out = _questions(result, layer, number, problems)
        result.questions.update(entries)
        for name in entries:
            result.wordings.pop(name, None)
        result.wordings.update(_wordings(result, layer, number, left_out, problems))
        result.counts.append(len(entries))
        result.problems.append(problems)
    return result


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


def _interviewer(result: Gathered, layer: Layer, number: int, problems: list[Problem]) -> None:
    if layer.interviewer is None:
        return
    reading, root = _open(layer.interviewer, result)
    parts = read_interviewer(reading, root, whole=layer.shipped) if root else {}
    problems += reading.problems
    if root and not reading.problems:
        result.interviewer = merged(result.interviewer, parts)
        result.interviewers.append(Piece(root, layer.interviewer, number))


def _questions(
    result: Gathered, layer: Layer, number: int, problems: list[Problem]
) -> tuple[dict[str, Piece], set[str]]:
    """The sound entries of a layer, and the ids of those whose files have problems."""
    entries: dict[str, Piece] = {}
    left_out: set[str] = set()
    for path in layer.questions:
        reading, root = _open(path, result)
        nodes = questions(reading, root, result.lenses, shipped=layer.shipped) if root else []
        mine: dict[str, Piece] = {}
        for node in nodes:
            name = node.fields["id"].text
            if name in entries:
                taken = entries[name]
                what = f"the id {name} is taken ({taken.file}:{taken.node.line})"
                reading.problem(node, what, "another id is expected")
            mine[name] = Piece(node, path, number)
        problems += reading.problems
        if reading.problems:
            left_out.update(mine)
        else:
            entries.update(mine)
    return entries, left_out


def _wordings(
    result: Gathered, layer: Layer, number: int, left_out: Collection[str], problems: list[Problem]
) -> dict[str, Piece]:
    found: dict[str, Piece] = {}
    if not layer.wordings:
        return found
    angles = {name: _angles(piece.node) for name, piece in result.questions.items()}
    for path in layer.wordings:
        reading, root = _open(path, result)
        nodes = read_wordings(reading, root, angles, left_out) if root else {}
        for name, node in nodes.items():
            if name in found:
                taken = f"{found[name].file}:{found[name].node.line}"
                reading.problem(node, f"{name} has wordings already ({taken})", "one place for them is expected")
        problems += reading.problems
        if not reading.problems:
            found.update({name: Piece(node, path, number) for name, node in nodes.items()})
    return found


def _angles(entry: Node) -> tuple[str, ...]:
    angles = entry.fields.get("angles")
    return tuple(angle.fields["id"].text for angle in angles.items) if angles else ()


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
