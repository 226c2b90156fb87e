"""The lints for one question and its wordings. The thresholds are told in docs/bank.md."""

from collections import Counter
from collections.abc import Callable

from brainstorm.bank.gather import Piece
from brainstorm.bank.problem import quoted
from brainstorm.bank.strict import Node
from brainstorm.bank.words import content, count, sentences

QUESTION_SENTENCES, QUESTION_WORDS = 3, 70
ASK_WORDS = 16
IDEA_WORDS = (4, 12)
EXAMPLE_WORDS = (3, 25)
ANGLES, COMMON_IDEAS, SOURCES = (7, 10), (10, 16), (2, 4)
TWISTS, LEAST_EXAMPLES, LEAST_LENSES, LEAST_WORDINGS = 3, 3, 5, 12
ACCESS, MOST_ACCESS = ("inside", "train"), 2
"""Lenses that need more than a chat window, and how many such angles a black-box question may have."""
RECENT_YEARS = 2
SHARED_LOOK_ALIKE = 2
"""Stems that `look_alike` must share with the first wording of `same`, or it looks like nothing."""
SHARED_SAME = 0.5
"""The share of its stems from which on a second wording of `same` is the first one again."""

Warn = Callable[[Piece, int, str, str], None]
"""Takes a warning: where it is (piece and line), what is wrong, what is expected."""


def lint_entry(piece: Piece, newest: int, warn: Warn) -> None:
    """Warn of what is wrong with an entry; `newest` is the newest year among the bank's sources."""
    entry, fields = piece.node, piece.node.fields
    question = fields["question"]
    _length(piece, question, "the question", (1, QUESTION_WORDS), warn)
    if (said := sentences(question.text)) > QUESTION_SENTENCES:
        warn(piece, question.line, f"the question has {said} sentences", f"1 to {QUESTION_SENTENCES} are expected")
    if not items(entry, "angles"):
        return  # without a map there is nothing to be complete
    for key in ("needs", "difficulty", "verb", "controls"):
        if key not in fields:
            warn(piece, entry.line, f"{fields['id'].text} has no {key}", "a question with a map has all its keys")
    for key, bounds in (
        ("angles", ANGLES),
        ("common_ideas", COMMON_IDEAS),
        ("twists", (TWISTS, TWISTS)),
        ("sources", SOURCES),
    ):
        _size(piece, entry, key, bounds, warn)
    _lenses(piece, warn)
    for angle in items(entry, "angles"):
        _angle(piece, angle, warn)
    for idea in items(entry, "common_ideas"):
        _length(piece, idea.fields.get("line", idea), "the common idea", IDEA_WORDS, warn)
    _controls(piece, warn)
    _sources(piece, newest, warn)


def lint_wordings(entry: Node, piece: Piece, warn: Warn) -> None:
    """Warn of angles with few wordings or none, where a question has wordings at all."""
    for angle in items(entry, "angles"):
        name = angle.fields["id"].text
        wordings = piece.node.fields.get(name)
        number = len(wordings.items) if wordings else 0
        if number < LEAST_WORDINGS:
            line = piece.node.lines.get(name, piece.node.line)
            what = f"{entry.fields['id'].text} has {number} wordings for {name}"
            warn(piece, line, what, f"at least {LEAST_WORDINGS} are expected")


def _angle(piece: Piece, angle: Node, warn: Warn) -> None:
    fields = angle.fields
    name, line, ask = fields["name"], fields["line"], fields["ask"]
    if (said := sentences(line.text)) != 1:
        warn(piece, line.line, f"the line of {quoted(name.text)} has {said} sentences", "one is expected")
    _length(piece, ask, "the ask", (1, ASK_WORDS), warn)
    if shared := content(ask.text) & content(name.text):
        what = f"the ask {quoted(ask.text)} names its angle {quoted(name.text)} ({', '.join(sorted(shared))}…)"
        warn(piece, ask.line, what, "a question that gives nothing away is expected")
    examples = items(angle, "examples")
    if len(examples) < LEAST_EXAMPLES:
        what = f"the angle {quoted(name.text)} has {len(examples)} examples"
        warn(piece, angle.line, what, f"at least {LEAST_EXAMPLES} are expected")
    for example in examples:
        _length(piece, example, "the example", EXAMPLE_WORDS, warn)


def _lenses(piece: Piece, warn: Warn) -> None:
    angles = piece.node.fields["angles"]
    lenses = Counter(angle.fields["lens"].text for angle in angles.items)
    line = piece.node.lines.get("angles", piece.node.line)
    if len(lenses) < LEAST_LENSES:
        warn(piece, line, f"the angles have {len(lenses)} lenses", f"at least {LEAST_LENSES} are expected")
    needs = piece.node.fields.get("needs")
    access = sum(lenses[lens] for lens in ACCESS)
    if needs is not None and needs.text == "black-box" and access > MOST_ACCESS:
        what = f"{access} angles have the lens {' or '.join(ACCESS)}"
        warn(piece, line, what, f"at most {MOST_ACCESS} are expected in a black-box question")


def _controls(piece: Piece, warn: Warn) -> None:
    controls = piece.node.fields.get("controls")
    if controls is None:
        return
    first, second = controls.fields["same"].items
    alike = controls.fields["look_alike"]
    if len(content(first.text) & content(alike.text)) < SHARED_LOOK_ALIKE:
        what = f"look_alike shares fewer than {SHARED_LOOK_ALIKE} words with {quoted(first.text)}"
        warn(piece, alike.line, what, "the same words for another mechanism are expected")
    stems, others = content(first.text), content(second.text)
    if len(stems & others) >= SHARED_SAME * min(len(stems), len(others)):
        what = f"the second wording of same repeats {quoted(first.text)}"
        warn(piece, second.line, what, "one idea in two wordings that share few words is expected")


def _sources(piece: Piece, newest: int, warn: Warn) -> None:
    sources = items(piece.node, "sources")
    for source in sources:
        url = source.fields["url"]
        if not url.text.startswith("https://"):
            warn(piece, url.line, f"the link {quoted(url.text)} is no https", "a link with https:// is expected")
    years = [int(year.text) for source in sources if (year := source.fields.get("year")) is not None]
    since = newest - RECENT_YEARS + 1
    if sources and max(years, default=0) < since:
        line = piece.node.lines.get("sources", piece.node.line)
        warn(piece, line, f"no source is from {since} or later", "at least one from the last two years is expected")


def _size(piece: Piece, entry: Node, key: str, bounds: tuple[int, int], warn: Warn) -> None:
    low, high = bounds
    number = len(items(entry, key))
    if not low <= number <= high:
        what = f"{entry.fields['id'].text} has {number} {key.replace('_', ' ')}"
        expected = f"{low} to {high} are expected" if low != high else f"{low} are expected"
        warn(piece, entry.lines.get(key, entry.line), what, expected)


def _length(piece: Piece, node: Node, name: str, bounds: tuple[int, int], warn: Warn) -> None:
    low, high = bounds
    number = count(node.text)
    if not low <= number <= high:
        expected = f"{low} to {high} are expected" if low > 1 else f"at most {high} are expected"
        warn(piece, node.line, f"{name} {quoted(node.text)} has {number} words", expected)


def items(node: Node, key: str) -> tuple[Node, ...]:
    """What stands in the list under `key`; nothing where there is none."""
    found = node.fields.get(key)
    return found.items if found else ()
