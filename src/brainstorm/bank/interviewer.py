"""What an interviewer says when nobody but the program is there: moves, small talk, and lines to hold the floor.

The schema is told in docs/interviewer.md.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from brainstorm.bank.reading import Reading
    from brainstorm.bank.strict import Node

MOVES = ("breadth", "concreteness", "falsify", "adversary", "constraint", "stakes", "choice", "stuck")
SENTENCES = ("holding", "dumb", "intros", "closings")
EXCHANGES = "small_talk"

LEAST = {"holding": 8, "dumb": 4, "small_talk": 6, "intros": 6, "closings": 6}
"""The fewest lines of each part; a move has at least `LEAST_OF_A_MOVE`."""
LEAST_OF_A_MOVE = 8

ANY = "any"
FITS = (
    ("early", "middle", "late"),
    ("after-idea", "fluent", "after-silence"),
    ("few", "several"),
    ("black-box", "some-ml", "deep"),
    ("detect", "prevent", "measure", "explain", "design", "predict"),
)
"""The words of `fits`, besides `any`: of one row either, of several rows each."""

TWIST = "{twist}"
"""Stands for a twist of the question, in the lines of the move `constraint`."""

_PARTS = ("moves", *SENTENCES, EXCHANGES)
_WORDS = (ANY, *(word for row in FITS for word in row))


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a move."""

    id: str
    line: str
    fits: tuple[str, ...]

    def fits_in(self, moment: Collection[str]) -> bool:
        """Whether this may be said now; `moment` are the words of `FITS` that hold."""
        return all(
            any(word in moment for word in wanted)
            for row in FITS
            if (wanted := [word for word in row if word in self.fits])
        )


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line on its own."""

    id: str
    line: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """Small talk: a line, and what is said after any answer."""

    id: str
    line: str
    reply: str


@dataclass(frozen=True, slots=True)
class Interviewer:
    """All that an interviewer can say; parts that no file holds are empty."""

    moves: Mapping[str, tuple[Wording, ...]] = field(default_factory=dict, hash=False)
    """The wordings of each of `MOVES`."""
    holding: tuple[Sentence, ...] = ()
    """For the person, to say aloud: they hold the floor."""
    dumb: tuple[Sentence, ...] = ()
    """The last rung of the ladder: say the dumb version."""
    small_talk: tuple[Exchange, ...] = ()
    intros: tuple[Sentence, ...] = ()
    closings: tuple[Sentence, ...] = ()

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> "Interviewer":
        """The interviewer of parts that `read_interviewer` found sound."""
        moves = cast(Mapping[str, Any], entry.get("moves", {}))
        return cls(
            moves={name: tuple(map(_wording, moves.get(name, ()))) for name in MOVES},
            small_talk=tuple(
                Exchange(one["id"], _line(one["line"]), _line(one["reply"])) for one in entry.get(EXCHANGES, ())
            ),
            **{
                name: tuple(Sentence(one["id"], _line(one["line"])) for one in entry.get(name, ()))
                for name in SENTENCES
            },
        )


def merged(parts: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """`parts` with `more` on top: each move and each other part that `more` holds takes the place of the former."""
    moves = {**parts.get("moves", {}), **more.get("moves", {})}
    return {**parts, **more, **({"moves": moves} if moves else {})}


def read_interviewer(reading: "Reading", root: "Node", *, whole: bool) -> dict[str, Any]:
    """The parts in a file, with their problems taken down in `reading`. `whole`: none may be missing."""
    parts = reading.mapping(root, "the file", _PARTS if whole else (), () if whole else _PARTS)
    if parts is None:
        return {}
    seen = _Seen(reading)
    if "moves" in parts:
        moves = reading.mapping(parts["moves"], "moves", MOVES if whole else (), () if whole else MOVES) or {}
        for name in MOVES:
            for one in _several(reading, moves.get(name), name, LEAST_OF_A_MOVE):
                _move(seen, one, name)
    for name in (*SENTENCES, EXCHANGES):
        for one in _several(reading, parts.get(name), name, LEAST[name]):
            seen.sentence(one, name, ("line", "reply") if name == EXCHANGES else ("line",))
    return cast(dict[str, Any], root.plain())


class _Seen:
    """The ids and lines of a file so far: none may come twice."""

    def __init__(self, reading: "Reading") -> None:
        self.reading = reading
        self.ids: dict[str, int] = {}
        self.lines: dict[str, int] = {}

    def sentence(
        self, node: "Node", part: str, texts: Iterable[str] = ("line",), others: Iterable[str] = ()
    ) -> "Mapping[str, Node]":
        fields = self.reading.mapping(node, f"an item of {part}", ("id", *texts, *others)) or {}
        name = self.reading.identifier(fields.get("id"), f"id of an item of {part}")
        if name is not None:
            self.once(fields["id"], self.ids, name, f"the id {name} is taken", "another id is expected")
        for key in texts:
            text = self.reading.text(fields.get(key), f"{key} of an item of {part}")
            if text is None:
                continue
            if key == "line":
                folded = " ".join(text.casefold().split())
                self.once(fields[key], self.lines, folded, "this line stands here again", "another line is expected")
            if {"{", "}"} & set(text.replace(TWIST, "", 1) if part == "constraint" else text):
                what = f"{key} of an item of {part} holds a brace"
                self.reading.problem(fields[key], what, f"braces are for {TWIST}, once in a line of constraint")
        return fields

    def once(self, node: "Node", seen: dict[str, int], key: str, what: str, expected: str) -> None:
        if key in seen:
            self.reading.problem(node, f"{what} (line {seen[key]})", expected)
        seen.setdefault(key, node.line)


def _several(reading: "Reading", node: "Node | None", name: str, least: int) -> "tuple[Node, ...]":
    items = reading.items(node, name)
    if node is not None and node.kind == "list" and len(items) < least:
        reading.problem(node, f"{name} has {len(items)} items", f"at least {least} are expected")
    return items


def _move(seen: _Seen, node: "Node", move: str) -> None:
    reading = seen.reading
    fits = seen.sentence(node, move, others=("fits",)).get("fits")
    words = [reading.choice(word, "a word of fits", _WORDS) for word in reading.items(fits, "fits")]
    if fits is None or fits.kind != "list":
        return
    if not words:
        reading.problem(fits, "fits is empty", "any, or where it fits, is expected")
    elif len(words) != len(set(words)) or (ANY in words and len(words) > 1):
        reading.problem(fits, "fits says too much", "each word once is expected, and any alone")


def _wording(entry: Mapping[str, Any]) -> Wording:
    return Wording(entry["id"], _line(entry["line"]), tuple(entry["fits"]))


def _line(text: str) -> str:
    return " ".join(text.split())
