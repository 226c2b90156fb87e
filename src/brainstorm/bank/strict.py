"""A strict reader for the YAML of the bank: a tree of nodes that know their lines.

It takes the plain part of YAML: mappings, lists and scalars, one document. Duplicate keys, anchors, aliases
and tags are refused, so that a file says what it seems to say. Built on parse events, which carry lines.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from brainstorm.bank.problem import Problem, printable, quoted
from brainstorm.bank.source import UNSEEN

MAX_DEPTH = 12

Kind = Literal["string", "true", "false", "null", "number", "date", "mapping", "list", "bad"]
"""What a node reads as; `bad` is a node whose problem has been told already."""

_KINDS: dict[str, Kind] = {
    "tag:yaml.org,2002:null": "null",
    "tag:yaml.org,2002:int": "number",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:timestamp": "date",
}
_TRUE = {"true", "yes", "on"}
# As `source` refuses them, but come in through escapes such as "\\e".
_ESCAPED = re.compile(UNSEEN.pattern + "|[\t\r]")


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a file."""

    line: int
    kind: Kind
    text: str = ""
    """A scalar as it was written, without quotes."""
    items: tuple["Node", ...] = ()
    fields: Mapping[str, "Node"] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where the keys of a mapping stand; a value may begin a line below."""

    def plain(self) -> Any:
        """The node as JSON has it. Numbers that are not whole stay text."""
        match self.kind:
            case "mapping":
                return {key: node.plain() for key, node in self.fields.items()}
            case "list":
                return [node.plain() for node in self.items]
            case "true" | "false":
                return self.kind == "true"
            case "number":
                number = whole(self.text)
                return self.text if number is None else number
            case "null" | "bad":
                return None
            case _:
                return self.text


def whole(text: str) -> int | None:
    """The whole number that `text` writes in decimal digits, if it does; fifteen digits are plenty here."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 15 or (digits[0] == "0" and digits != "0"):
        return None
    return int(text)


def node_of(value: object, depth: int = 1) -> Node:
    """A node, without lines, for a JSON-able `value`: one set of checks serves files and journals."""
    if depth > MAX_DEPTH:
        return Node(0, "null")
    match value:
        case bool():
            return Node(0, "true" if value else "false", str(value).lower())
        case None:
            return Node(0, "null")
        case str():
            return Node(0, "string", value)
        case int():
            return Node(0, "number", str(value) if abs(value) < 10**15 else "huge")
        case float():
            return Node(0, "number", str(value))
        case Mapping():
            return Node(0, "mapping", fields={str(key): node_of(part, depth + 1) for key, part in value.items()})
        case list() | tuple():
            return Node(0, "list", items=tuple(node_of(part, depth + 1) for part in value))
        case _:
            return Node(0, "null")


def parse(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML text, with what is wrong in it. `file` only names it in the problems.

    Without a tree there is exactly one problem: a syntax error, or nesting nobody wrote by hand.
    """
    import yaml

    builder = _Builder(file)
    try:
        return builder.document(text), builder.problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else builder.line
        what = " ".join(filter(None, [error.context, error.problem]))
        if error.context_mark and error.context_mark.line + 1 < line:
            what += f" (begun on line {error.context_mark.line + 1})"
        fatal = Problem(file, line, f"cannot be read as YAML: {what}", "check quotes, colons and indentation")
    except _TooDeepError:
        fatal = Problem(file, builder.line, f"is nested deeper than {MAX_DEPTH} levels", "a flat list is expected")
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        what = f"cannot be read as YAML: {next(iter(str(error).splitlines()), 'too deep')}"
        fatal = Problem(file, builder.line, what, "check this line and the one before")
    return None, [fatal]


class _TooDeepError(Exception):
    pass


class _Builder:
    """Turns parse events into nodes, and takes down what is refused on the way."""

    def __init__(self, file: str) -> None:
        import yaml

        self.yaml = yaml
        self.file = file
        self.line = 1
        self.problems: list[Problem] = []
        self.resolve: Any = yaml.resolver.Resolver().resolve
        self.events: Iterator[Any] = iter(())

    def document(self, text: str) -> Node | None:
        yaml = self.yaml
        # libyaml is ten times as fast, but a source build of PyYAML may lack it.
        self.events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        root: Node | None = None
        for event in self.events:
            self.line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self.report(self.line, "a second document begins here", "one list a file is expected")
                if event.tags:
                    self.report(self.line, "a %TAG line stands here", "write the file without tags")
            elif isinstance(event, yaml.NodeEvent):
                node = self.node(event, 1)
                root = root or node
        if root is None:
            self.report(1, "is empty", "a list is expected")
            return Node(1, "bad")
        return root

    def report(self, line: int, what: str, expected: str) -> None:
        self.problems.append(Problem(self.file, line, what, expected))

    def node(self, event: Any, depth: int) -> Node:
        yaml = self.yaml
        self.line = line = event.start_mark.line + 1
        if depth > MAX_DEPTH:
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            self.report(line, f"the alias *{printable(event.anchor)} stands here", "write the text out")
            return Node(line, "bad")
        if event.anchor is not None:
            self.report(line, f"the anchor &{printable(event.anchor)} stands here", "leave it out")
        if event.tag is not None:
            self.report(line, f"the tag {quoted(event.tag)} stands here", "leave it out; text stands in quotes")
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(line, "list", items=tuple(self.items(depth)))
        if isinstance(event, yaml.MappingStartEvent):
            found, lines = self.fields(depth)
            return Node(line, "mapping", fields=found, lines=lines)
        return self.scalar(event, line)

    def scalar(self, event: Any, line: int) -> Node:
        text: str = event.value
        if not text.isprintable() and (found := _ESCAPED.search(text)) is not None:
            what = f"the text holds the character U+{ord(found.group()):04X}, which nobody can see"
            self.report(line, what, "take it out")
            return Node(line, "bad", text)
        if event.tag is not None:
            return Node(line, "bad", text)
        if not event.implicit[0]:
            return Node(line, "string", text)
        tag = self.resolve(self.yaml.ScalarNode, text, (True, False))
        if tag == "tag:yaml.org,2002:bool":
            return Node(line, "true" if text.lower() in _TRUE else "false", text)
        return Node(line, _KINDS.get(tag, "string"), text)

    def items(self, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, self.yaml.SequenceEndEvent):
                return
            yield self.node(event, depth + 1)

    def fields(self, depth: int) -> tuple[dict[str, Node], dict[str, int]]:
        found: dict[str, Node] = {}
        first: dict[str, int] = {}
        for event in self.events:
            if isinstance(event, self.yaml.MappingEndEvent):
                break
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if key.kind != "string" or key.text == "<<":
                if key.kind != "bad":
                    self.key_problem(key)
            elif key.text in first:
                what = f"the key {quoted(key.text)} stands here again (first on line {first[key.text]})"
                self.report(key.line, what, "keep one of them")
            else:
                first[key.text] = key.line
                found[key.text] = value
        return found, first

    def key_problem(self, key: Node) -> None:
        if key.kind in ("mapping", "list"):
            self.report(
                key.line,
                f"a key reads as a {key.kind}",
                "a word is expected; text with a colon stands in quotes",
            )
        elif key.text == "<<":
            self.report(key.line, "the merge key << stands here", "write the keys out")
        else:
            self.report(key.line, f"the key {quoted(key.text)} reads as {key.kind}", "put it in quotes")
