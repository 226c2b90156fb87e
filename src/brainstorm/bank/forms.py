"""The forms of exercise, as data. The schema is told in docs/forms.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brainstorm.bank.reading import Reading
    from brainstorm.bank.strict import Node

TURNS = ("none", "half", "switch", "interviewer")
HELPS = ("none", "ladder", "interviewer")
DRAWS = ("any", "different")
COUNTS = ("ideas", "first")
MAX_SECONDS = 180 * 60
MAX_QUESTIONS = 20
ABOUT_LINES = 3
ABOUT_WIDTH = 76

_KEYS = ("id", "name", "about", "questions", "seconds", "turn", "pause", "edit", "help", "draw", "counts")


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of exercise."""

    id: str
    name: str
    about: tuple[str, ...]
    """Three short lines for the ready card."""
    questions: int
    seconds: int
    """The length of the whole drill."""
    turn: str
    """When the next question comes, one of `TURNS`: never, at half time, in turns, by the interviewer."""
    pause: bool
    edit: bool
    """Whether ideas may be revised, struck and restored while the clock runs."""
    help: str
    """Who helps somebody who is stuck, one of `HELPS`."""
    draw: str
    """How questions are drawn, one of `DRAWS`; `different`: of different topics and verbs."""
    counts: str
    """What is counted, one of `COUNTS`; `first`: only the time to the first idea."""
    entry: Mapping[str, Any] = field(hash=False)
    """The whole entry, ready for JSON: what a journal keeps."""

    @classmethod
    def from_entry(cls, entry: object) -> "Form":
        """The form that `entry`, from a journal, describes. Keys that are not known stay in `entry`.

        Raises:
            ValueError: with one line that says what is wrong.
        """
        from brainstorm.bank.reading import Reading
        from brainstorm.bank.strict import node_of

        reading = Reading("form")
        _check(reading, node_of(entry), strict=False)
        for problem in reading.problems:
            raise ValueError(f"{problem.what}; {problem.expected}")
        assert isinstance(entry, Mapping)
        return form_of(entry)


def form_of(entry: Mapping[str, Any]) -> Form:
    """The form of an entry that was found sound before."""
    about = tuple(" ".join(line.split()) for line in entry["about"])
    return Form(**{key: entry[key] for key in _KEYS if key != "about"}, about=about, entry=entry)


def read_forms(reading: "Reading", root: "Node") -> list[dict[str, Any]]:
    """The entries of a file of forms, with their problems taken down in `reading`."""
    found: dict[str, dict[str, Any]] = {}
    for node in reading.items(root, "the file"):
        name = _check(reading, node, strict=True)
        if name in found:
            reading.problem(node.fields["id"], f"the id {name} is taken", "another id is expected")
        elif name is not None:
            found[name] = node.plain()
    return list(found.values())


def _check(reading: "Reading", node: "Node", *, strict: bool) -> str | None:
    fields = reading.mapping(node, "a form", _KEYS, strict=strict)
    if fields is None:
        return None
    name = reading.identifier(fields.get("id"), "id of a form")
    reading.text(fields.get("name"), "name of a form")
    about = fields.get("about")
    reading.texts(about, "about", "a line of about", count=ABOUT_LINES)
    for line in about.items if about else ():
        if len(line.text) > ABOUT_WIDTH:
            reading.problem(line, "a line of about is too long", f"at most {ABOUT_WIDTH} characters are expected")
    questions = reading.number(fields.get("questions"), "questions", 1, MAX_QUESTIONS)
    reading.number(fields.get("seconds"), "seconds", 6, MAX_SECONDS)
    turn = reading.choice(fields.get("turn"), "turn", TURNS)
    if turn == "half" and questions == 1:
        reading.problem(fields["turn"], "turn is half with one question", "two questions are expected, or turn none")
    reading.boolean(fields.get("pause"), "pause")
    reading.boolean(fields.get("edit"), "edit")
    reading.choice(fields.get("help"), "help", HELPS)
    reading.choice(fields.get("draw"), "draw", DRAWS)
    reading.choice(fields.get("counts"), "counts", COUNTS)
    return name
