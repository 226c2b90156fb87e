"""Plain wordings: how most people would type an idea under each angle. They feed the offline labels, nothing else."""

from collections.abc import Collection, Mapping

from brainstorm.bank.problem import Problem, quoted
from brainstorm.bank.reading import Reading
from brainstorm.bank.strict import Node


def read_wordings(
    reading: Reading, root: Node, angles: Mapping[str, Collection[str]], left_out: Collection[str]
) -> dict[str, Node]:
    """The wordings of a file, by question, with their problems taken down in `reading`.

    `angles` are the known questions with the ids of their angles. Of the questions in `left_out` nothing is
    known, since their files have problems; their wordings are not looked at.
    """
    found: dict[str, Node] = {}
    if root.kind != "mapping":
        reading.reads_as(root, "the file", "question ids with their angles are expected")
        return found
    for name, node in root.fields.items():
        if name in left_out:
            continue
        if name not in angles:
            _problem(reading, root, name, f"there is no question {quoted(name)}", "the id of a question is expected")
        elif node.kind != "mapping":
            reading.reads_as(node, f"what stands under {quoted(name)}", "angle ids with their wordings are expected")
        else:
            found[name] = node
            _question(reading, node, name, angles[name])
    return found


def _question(reading: Reading, node: Node, name: str, angles: Collection[str]) -> None:
    first: dict[str, int] = {}
    for angle, wordings in node.fields.items():
        if angle not in angles:
            what = f"{name} has no angle {quoted(angle)}"
            _problem(reading, node, angle, what, f"{', '.join(angles) or 'none'} are known")
        for wording in reading.items(wordings, f"what stands under {quoted(angle)}"):
            text = reading.text(wording, "a wording")
            folded = " ".join((text or "").casefold().split())
            if not folded:
                continue
            if folded in first:
                what = f"the wording {quoted(folded)} stands here again (first on line {first[folded]})"
                reading.problem(wording, what, "another wording is expected")
            else:
                first[folded] = wording.line


def _problem(reading: Reading, node: Node, key: str, what: str, expected: str) -> None:
    # The value of a key may begin a line below it.
    reading.problems.append(Problem(reading.file, node.lines.get(key, node.line), what, expected))
