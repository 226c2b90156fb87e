"""The lenses: ways of looking that fit any question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brainstorm.bank.reading import Reading
    from brainstorm.bank.strict import Node


@dataclass(frozen=True, slots=True)
class Lens:
    """A way of looking at any question, such as "what would an auditor do?"."""

    id: str
    name: str
    lines: tuple[str, str]
    """Two wordings of the one line that is shown as a cue."""
    examples: tuple[str, ...] = ()

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> "Lens":
        """The lens of an entry that `read_lenses` found sound."""
        first, second = entry["lines"]
        return cls(entry["id"], entry["name"], (first, second), tuple(entry.get("examples", ())))


def read_lenses(reading: "Reading", root: "Node") -> list[dict[str, Any]]:
    """The entries of a file of lenses, with their problems taken down in `reading`."""
    found: dict[str, dict[str, Any]] = {}
    for node in reading.items(root, "the file"):
        fields = reading.mapping(node, "a lens", ("id", "name", "lines"), ("examples",))
        if fields is None:
            continue
        name = reading.identifier(fields.get("id"), "id of a lens")
        if name == "other" or name in found:
            reading.problem(fields["id"], f"the id {name} is taken", "another id is expected")
        elif name is not None:
            found[name] = node.plain()
        reading.text(fields.get("name"), "name of a lens")
        reading.texts(fields.get("lines"), "lines", "a line", count=2)
        reading.texts(fields.get("examples"), "examples", "an example")
    return list(found.values())
