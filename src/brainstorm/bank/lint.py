"""What a program can see of a bank that is sound, and still not good: warnings, each with file and line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from brainstorm.bank.alike import near_duplicates
from brainstorm.bank.gather import Gathered, Piece
from brainstorm.bank.interviewer import ANY, MOVES
from brainstorm.bank.lint_entry import Warn, items, lint_entry, lint_wordings
from brainstorm.bank.lint_whole import lint_whole
from brainstorm.bank.problem import Problem, quoted
from brainstorm.bank.strict import Node
from brainstorm.bank.words import count

MOST_WORDS_SPOKEN = 25
LEAST_ALWAYS = 3
_ALWAYS = {"stuck": {ANY, "after-silence"}, "choice": {ANY, "several"}}


def lint(found: Gathered, *, first: int) -> list[Problem]:
    """The warnings for all layers from `first` on, in the order of files and lines."""
    warned: list[Problem] = []

    def warn(piece: Piece, line: int, what: str, expected: str) -> None:
        if piece.layer >= first:
            warned.append(Problem(piece.file, line, what, expected, "warning"))

    newest = max((year for piece in found.questions.values() for year in _years(piece.node)), default=0)
    for piece in found.questions.values():
        lint_entry(piece, newest, warn)
    for name, piece in found.wordings.items():
        lint_wordings(found.questions[name].node, piece, warn)
    for part, (piece, several) in _spoken(found).items():
        _lines(part, piece, several, warn)
    for kind, texts in _texts(found).items():
        _alike(kind, texts, warn)
    _examples(found, warn)
    order = {str(key[0]): place for place, key in enumerate(found.keys)}
    warned.sort(key=lambda problem: (order.get(problem.file, 0), problem.line))
    return (lint_whole(found) if first == 0 else []) + warned


@dataclass(frozen=True, slots=True)
class _Text:
    piece: Piece
    line: int
    text: str


def _texts(found: Gathered) -> dict[str, list[_Text]]:
    """All texts that must not come twice, by what they are, in the order of layers, files and lines."""
    result: defaultdict[str, list[_Text]] = defaultdict(list)
    for piece in found.questions.values():
        for kind, nodes in _parts(piece.node):
            result[kind] += (_Text(piece, node.line, node.text) for node in nodes)
    for piece in found.wordings.values():
        for wordings in piece.node.fields.values():
            result["the wording"] += (_Text(piece, node.line, node.text) for node in wordings.items)
    for piece, several in _spoken(found).values():
        result["the interviewer's line"] += (_Text(piece, node.line, node.text) for node in _said(several))
    order = {str(key[0]): place for place, key in enumerate(found.keys)}
    for texts in result.values():
        texts.sort(key=lambda text: (text.piece.layer, order.get(text.piece.file, 0), text.line))
    return result


def _parts(entry: Node) -> Iterator[tuple[str, Iterable[Node]]]:
    yield "the question", (entry.fields["question"],)
    for angle in items(entry, "angles"):
        yield "the line", (angle.fields["line"],)
        yield "the ask", (angle.fields["ask"],)
        yield "the example", items(angle, "examples")
    yield "the common idea", map(_line_of, items(entry, "common_ideas"))
    yield "the twist", items(entry, "twists")


def _alike(kind: str, texts: list[_Text], warn: Warn) -> None:
    told: set[int] = set()
    for pair in near_duplicates([text.text for text in texts]):
        one, other = texts[pair.second], texts[pair.first]
        if pair.second in told:
            continue
        told.add(pair.second)
        place = f"line {other.line}" if one.piece.file == other.piece.file else f"{other.piece.file}:{other.line}"
        what = f"{kind} {quoted(one.text)} {pair.how} {quoted(other.text)} ({place})"
        warn(one.piece, one.line, what, "another is expected")


def _examples(found: Gathered, warn: Warn) -> None:
    """An example is no common idea of its question in other words."""
    for piece in found.questions.values():
        ideas = [_line_of(idea) for idea in items(piece.node, "common_ideas")]
        examples = [example for angle in items(piece.node, "angles") for example in items(angle, "examples")]
        for pair in near_duplicates([node.text for node in (*ideas, *examples)]):
            if pair.first < len(ideas) <= pair.second:
                example, idea = examples[pair.second - len(ideas)], ideas[pair.first]
                what = f"the example {quoted(example.text)} {pair.how} the common idea on line {idea.line}"
                warn(piece, example.line, what, "an example that is less common is expected")


def _lines(part: str, piece: Piece, several: Node, warn: Warn) -> None:
    """Lines are short, and a move has some that fit always."""
    for node in _said(several):
        if (number := count(node.text)) > MOST_WORDS_SPOKEN:
            warn(piece, node.line, f"a line has {number} words", f"at most {MOST_WORDS_SPOKEN} are expected")
    if part in MOVES:
        always = _ALWAYS.get(part, {ANY})
        fitting = sum({word.text for word in items(one, "fits")} <= always for one in several.items)
        if fitting < LEAST_ALWAYS:
            what = f"{part} has {fitting} lines that fit always"
            expected = f"at least {LEAST_ALWAYS} with fits: [{'] or ['.join(sorted(always))}] are expected"
            warn(piece, several.line, what, expected)


def _spoken(found: Gathered) -> dict[str, tuple[Piece, Node]]:
    """The interviewer's lines in force: of each part, the later file's."""
    result: dict[str, tuple[Piece, Node]] = {}
    for piece in found.interviewers:
        parts = dict(piece.node.fields)
        moves = parts.pop("moves", None)
        result |= {name: (piece, node) for name, node in {**parts, **(moves.fields if moves else {})}.items()}
    return result


def _said(several: Node) -> Iterator[Node]:
    for one in several.items:
        yield from (one.fields[key] for key in ("line", "reply") if key in one.fields)


def _years(entry: Node) -> Iterator[int]:
    for source in items(entry, "sources"):
        if (year := source.fields.get("year")) is not None:
            yield int(year.text)


def _line_of(idea: Node) -> Node:
    return idea.fields["line"] if idea.kind == "mapping" else idea
