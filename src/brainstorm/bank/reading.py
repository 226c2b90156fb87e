"""Taking a tree of nodes apart, with every problem taken down on the way.

Each method returns what it read, or None where nothing was, or where it took a problem down.
"""

import re
from collections.abc import Iterable, Mapping

from brainstorm.bank.problem import Problem, quoted
from brainstorm.bank.strict import Kind, Node, whole

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_URL = re.compile(r"https?://[^\s/]+\S*")
_READS: Mapping[Kind, str] = {
    "string": "text",
    "number": "a number",
    "date": "a date",
    "mapping": "a mapping",
    "list": "a list",
}


class Reading:
    """What is being read from one file, and its problems so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def problem(self, node: Node, what: str, expected: str) -> None:
        """Take down one problem, at the line where `node` begins."""
        self.problems.append(Problem(self.file, node.line, what, expected))

    def reads_as(self, node: Node, name: str, expected: str) -> None:
        """Take down that `node` is of the wrong kind, unless it has been told already."""
        if node.kind != "bad":
            self.problem(node, f"{name} reads as {_READS.get(node.kind, node.kind)}", expected)

    def mapping(
        self,
        node: Node,
        name: str,
        required: Iterable[str],
        optional: Iterable[str] = (),
        *,
        strict: bool = True,
    ) -> Mapping[str, Node] | None:
        """The fields of a mapping; `strict` refuses keys that are in neither list."""
        required, optional = tuple(required), tuple(optional)
        if node.kind != "mapping":
            self.reads_as(node, name, f"a mapping with {_some(required or optional)} is expected")
            return None
        for key in required:
            if key not in node.fields:
                self.problem(node, f"{name} has no {key}", f"{_some(required)} {_are(required)} expected")
        if strict:
            for key, value in node.fields.items():
                if key not in required and key not in optional:
                    self.problem(
                        value,
                        f"{name} has the unknown key {quoted(key)}",
                        f"{_some(required + optional)} are known",
                    )
        return node.fields

    def text(self, node: Node | None, name: str) -> str | None:
        """A text that is not empty."""
        if node is None:
            return None
        if node.kind != "string":
            self.reads_as(node, name, "put it in quotes")
            return None
        if not node.text.strip():
            self.problem(node, f"{name} is empty", "some text is expected")
            return None
        return node.text

    def identifier(self, node: Node | None, name: str) -> str | None:
        """An id: lower-case letters, digits and dashes."""
        found = self.text(node, name)
        if node is not None and found is not None and not _ID.fullmatch(found):
            self.problem(node, f"{name} is {quoted(found)}", "1 to 80 of a-z, 0-9 and - are expected, no - first")
            return None
        return found

    def choice(self, node: Node | None, name: str, allowed: Iterable[str]) -> str | None:
        """One of a few words."""
        if node is None:
            return None
        allowed = tuple(allowed)
        if node.kind == "string" and node.text in allowed:
            return node.text
        expected = f"{_some(allowed, 'or')} is expected"
        if node.kind == "string":
            self.problem(node, f"{name} is {quoted(node.text)}", expected)
        else:
            self.reads_as(node, name, expected)
        return None

    def number(self, node: Node | None, name: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`."""
        if node is None:
            return None
        expected = f"a whole number from {low} to {high} is expected"
        if node.kind != "number":
            self.reads_as(node, name, expected)
            return None
        found = whole(node.text)
        if found is None or not low <= found <= high:
            self.problem(node, f"{name} is {quoted(node.text)[1:-1]}", expected)
            return None
        return found

    def boolean(self, node: Node | None, name: str) -> bool | None:
        """True or false."""
        if node is None:
            return None
        if node.kind not in ("true", "false"):
            self.reads_as(node, name, "true or false is expected")
            return None
        return node.kind == "true"

    def url(self, node: Node | None, name: str) -> str | None:
        """A link that begins with http:// or https://."""
        found = self.text(node, name)
        if node is not None and found is not None and not _URL.fullmatch(found):
            self.problem(node, f"{name} is {quoted(found)}", "a link with https:// is expected")
            return None
        return found

    def items(self, node: Node | None, name: str) -> tuple[Node, ...]:
        """The parts of a list; none where there is no list."""
        if node is None:
            return ()
        if node.kind != "list":
            self.reads_as(node, name, "a list is expected")
            return ()
        return node.items

    def texts(self, node: Node | None, name: str, one: str, count: int | None = None) -> None:
        """A list of texts, exactly `count` of them where that is given; `one` names a single one."""
        items = self.items(node, name)
        for item in items:
            self.text(item, one)
        if node is not None and node.kind == "list" and count is not None and len(items) != count:
            self.problem(node, f"{name} has {len(items)} items", f"exactly {count} are expected")


def _some(words: tuple[str, ...], joint: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"


def _are(words: tuple[str, ...]) -> str:
    return "is" if len(words) == 1 else "are"
