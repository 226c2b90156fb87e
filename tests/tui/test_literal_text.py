"""Text that is not ours never reaches a widget as markup: every use in the screens' source is looked at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import brainstorm.tui

FOLDER = Path(brainstorm.tui.__file__).parent
WIDGETS = {"Static", "Label", "Option", "Button", "Collapsible", "Select", "Choices", "OptionList", "Tab", "notify"}
SHOWS = WIDGETS | {"update", "add_option", "set_options", "add_options", "replace_option_prompt"}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "placeholder"}
LITERAL = {"plain", "lines", "join", "Content"}
ADVICE = "pass it through texts.plain, join or lines, or say markup=False"


@cache
def _makers() -> frozenset[str]:
    """Functions and methods of the screens that say they return a Content."""
    trees = (ast.parse(path.read_text()) for path in FOLDER.glob("*.py"))
    defs = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(node.name for node in defs if node.returns and ast.unparse(node.returns) in ("Content", "Option"))


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""


def _literal(node: ast.expr, known: set[str]) -> bool:
    """Whether `node` is taken literally: a Content, or a text of our own without a bracket."""
    match node:
        case ast.Constant(value=str(text)):
            return "[" not in text
        case ast.Constant(value=None):
            return True
        case ast.Name(id=name):
            return name in known
        case ast.IfExp(test=test, body=body, orelse=other):
            checked = ast.unparse(test) == f"isinstance({ast.unparse(body)}, Content)"
            return (checked or _literal(body, known)) and _literal(other, known)
        case ast.Call(func=ast.Name(id=name)):
            return name in LITERAL | _makers() | {"Option"}  # an Option is looked at where it is made
        case ast.Call(func=ast.Attribute(value=value, attr=name)):
            return name in _makers() - LITERAL or (
                name == "join" and isinstance(value, ast.Call) and _literal(value, known)
            )
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return all(_literal(item, known) for item in items)
        case ast.ListComp(elt=item) | ast.GeneratorExp(elt=item):
            return _literal(item, known)
        case ast.Starred(value=value):
            return _literal(value, known)
    return False


_TYPES = {"Content", "Option", "list[Option]", "list[Content]"}


def _known(function: ast.AST) -> set[str]:
    """Names of `function` that hold nothing but literal content, by their annotations or by all that they are given."""
    known: set[str] = set()
    given: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.arg) and node.annotation and ast.unparse(node.annotation) in _TYPES:
            known.add(node.arg)
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) in _TYPES:
            known.add(ast.unparse(node.target))
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                given.setdefault(ast.unparse(target), []).append(node.value)
    for _ in range(2):  # names may be made from names
        known |= {name for name, values in given.items() if all(_literal(value, known | {name}) for value in values)}
    return known


def _shows(call: ast.Call, function: ast.AST | None) -> bool:
    """Whether the call puts text on the screen; `update` is also what a dict does."""
    if _name(call.func) != "update" or function is None or not isinstance(call.func, ast.Attribute):
        return _name(call.func) in SHOWS
    notes = (node for node in ast.walk(function) if isinstance(node, ast.AnnAssign))
    kinds = {ast.unparse(node.target): ast.unparse(node.annotation) for node in notes}
    return not kinds.get(ast.unparse(call.func.value), "").startswith(("dict", "set", "Counter"))


def bare_uses(source: str) -> Iterator[tuple[int, str]]:
    """Line and code of each text that would be read as markup."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    within = {id(node): function for function in functions for node in ast.walk(function)}
    known_in = {id(function): _known(function) for function in functions}
    # A label of an idea is no widget.
    labels = re.search(r"labels import .*\bLabel\b|\bdo\.Label\(", source)
    of_ideas = labels and not re.search(r"from textual\.widgets import .*\bLabel\b", source)
    for node in ast.walk(tree):
        if of_ideas and isinstance(node, ast.Call) and _name(node.func) == "Label":
            continue
        function = within.get(id(node))
        known = known_in.get(id(function), set())
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named = any(isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES for target in targets)
            if named and node.value is not None and not _literal(node.value, known):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and _shows(node, function) and not _says_no_markup(node):
            texts = [*node.args[:1], *(word.value for word in node.keywords if word.arg in ATTRIBUTES | {"label"})]
            if not all(_literal(text, known) for text in texts):
                yield node.lineno, ast.unparse(node)


def _says_no_markup(call: ast.Call) -> bool:
    if _name(call.func) == "update":  # takes a markup of its own widget
        return False
    return any(word.arg == "markup" and ast.unparse(word.value) == "False" for word in call.keywords)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_no_text_is_read_as_markup(path: Path) -> None:
    found = [f"{path.name}:{line}: {code}: {ADVICE}" for line, code in bare_uses(path.read_text())]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "code",
    [
        "Static(idea)",
        "Static(f'{idea}')",
        "Label('[bold]ours')",
        "self.query_one(Static).update(entry.text)",
        "self.notify(str(error))",
        "box.border_title = question.text",
        "Option(', '.join(ideas))",
        "def f(x):\n    words = x.text\n    Static(words)",
        "def f(x):\n    words = plain(x)\n    words = x\n    Static(words)",
    ],
)
def test_a_bare_use_is_found(code: str) -> None:
    assert list(bare_uses(code))


@pytest.mark.parametrize(
    "code",
    [
        "Static()",
        "Static(idea, markup=False)",
        "Static(plain(idea))",
        "Static('›')",
        "box.update(lines('a', join(idea, 'b')))",
        "box.update(Content('\\n').join(rows))",
        "def f(x):\n    words = plain(x)\n    Static(words if x else '')",
        "def f(x: Content):\n    box.update(x)",
        "def f(x):\n    box.update(x if isinstance(x, Content) else plain(x))",
        "def f(x):\n    found: dict[str, str] = {}\n    found.update(x)",
    ],
)
def test_a_literal_use_is_not(code: str) -> None:
    assert not list(bare_uses(code))
