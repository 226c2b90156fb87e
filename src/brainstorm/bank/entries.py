"""The strict reading of a file of questions: every problem, with its line."""

from collections.abc import Collection

from brainstorm.bank.problem import quoted
from brainstorm.bank.question import NEEDS, VERBS
from brainstorm.bank.reading import Reading
from brainstorm.bank.strict import Node

RESERVED_ANGLES = ("other", "none")
"""What labels say of an entry that falls under no angle; no angle may be called so."""


def questions(reading: Reading, root: Node, lenses: Collection[str], *, shipped: bool) -> list[Node]:
    """The entries of a file that have an id, with their problems taken down in `reading`.

    `lenses` are the ids an angle may name. The ids of a shipped bank begin with their topic.
    """
    found: dict[str, Node] = {}
    for node in reading.items(root, "the file"):
        name = _question(reading, node, lenses, shipped=shipped)
        if name is None:
            continue
        if name in found:
            what = f"the id {quoted(name)} is taken (line {found[name].line})"
            reading.problem(node, what, "another id is expected")
        else:
            found[name] = node
    return list(found.values())


def _question(reading: Reading, node: Node, lenses: Collection[str], *, shipped: bool) -> str | None:
    fields = reading.mapping(
        node,
        "a question",
        ("id", "topic", "question"),
        ("needs", "difficulty", "verb", "angles", "common_ideas", "twists", "controls", "sources"),
    )
    if fields is None:
        return None
    name = reading.identifier(fields.get("id"), "id")
    topic = reading.identifier(fields.get("topic"), "topic")
    if shipped and name is not None and topic is not None and not name.startswith(f"{topic}-"):
        reading.problem(fields["id"], f"id is {quoted(name)}", f"an id that begins with {topic}- is expected")
    reading.text(fields.get("question"), "question")
    reading.choice(fields.get("needs"), "needs", NEEDS)
    reading.number(fields.get("difficulty"), "difficulty", 1, 3)
    reading.choice(fields.get("verb"), "verb", VERBS)
    angles = _angles(reading, fields.get("angles"), lenses)
    for idea in reading.items(fields.get("common_ideas"), "common_ideas"):
        _common_idea(reading, idea, angles)
    reading.texts(fields.get("twists"), "twists", "a twist")
    if "controls" in fields:
        _controls(reading, fields["controls"])
    for source in reading.items(fields.get("sources"), "sources"):
        _source(reading, source)
    return name


def _angles(reading: Reading, node: Node | None, lenses: Collection[str]) -> set[str]:
    seen: set[str] = set()
    for angle in reading.items(node, "angles"):
        fields = reading.mapping(angle, "an angle", ("id", "lens", "name", "line", "ask"), ("examples",))
        if fields is None:
            continue
        name = reading.identifier(fields.get("id"), "id of an angle")
        if name in RESERVED_ANGLES:
            reading.problem(fields["id"], f"id of an angle is {name}", "another word is expected; labels use this one")
        elif name in seen:
            reading.problem(fields["id"], f"the angle {name} stands here again", "another id is expected")
        elif name is not None:
            seen.add(name)
        reading.choice(fields.get("lens"), "lens", (*lenses, "other"))
        for key in ("name", "line", "ask"):
            reading.text(fields.get(key), f"{key} of an angle")
        reading.texts(fields.get("examples"), "examples", "an example")
    return seen


def _common_idea(reading: Reading, node: Node, angles: Collection[str]) -> None:
    if node.kind != "mapping":
        reading.text(node, "a common idea")
        return
    fields = reading.mapping(node, "a common idea", ("line",), ("angle", "weight"))
    if fields is None:
        return
    reading.text(fields.get("line"), "line of a common idea")
    angle = reading.identifier(fields.get("angle"), "angle of a common idea")
    if angle is not None and angle not in angles:
        reading.problem(fields["angle"], f"angle of a common idea is {angle}", "an angle of this question is expected")
    reading.number(fields.get("weight"), "weight", 1, 3)


def _controls(reading: Reading, node: Node) -> None:
    fields = reading.mapping(node, "controls", ("same", "off_topic", "look_alike"))
    if fields is None:
        return
    reading.texts(fields.get("same"), "same", "a wording", count=2)
    reading.text(fields.get("off_topic"), "off_topic")
    reading.text(fields.get("look_alike"), "look_alike")


def _source(reading: Reading, node: Node) -> None:
    fields = reading.mapping(node, "a source", ("title", "url"), ("year",))
    if fields is None:
        return
    reading.text(fields.get("title"), "title of a source")
    reading.url(fields.get("url"), "url")
    reading.number(fields.get("year"), "year", 1800, 2100)
