"""What `--json` prints is what docs/schemas promise, no key more and none less."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from support.command import QUESTION, brainstorm, drilled, well
from support.journals import ID, idea, line, opening, written

from brainstorm.session import events as ev

SCHEMAS = {
    path.name: json.loads(path.read_text())
    for path in Path(__file__).parents[2].joinpath("docs/schemas").glob("*.json")
}


def strict(schema: Any) -> Any:
    """`schema` with every object closed, so that a key nobody wrote down is found."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "type" in schema:
        closed.setdefault("additionalProperties", False)
    return closed


REGISTRY: Registry[Any] = Registry().with_resources(
    [(name, Resource.from_contents(strict(schema))) for name, schema in SCHEMAS.items()]
)


def valid(name: str, value: Any) -> None:
    validator = Draft202012Validator(strict(SCHEMAS[f"{name}.json"]), registry=REGISTRY)
    errors = [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(value)]
    assert errors == []


def rich() -> None:
    drilled("one", "+ more", "two", "/strike 3", "/edit 1 eins", "?", "/dry 2")
    well("later", "on a walk", "--where", "walk")


def test_a_draft_is_in_the_json_and_in_the_markdown(own_home: Path) -> None:
    asked = ev.Asked(q=2, question={"id": "tea-warm", "topic": "tea", "question": "Why?"}, why="you", cut_off="half a")
    lines = [*opening(), idea(1, "one"), line(asked, 9.0), line(ev.Beat(draft="half b"), 19.0)]
    written(own_home / "sessions" / "2026" / f"{ID}.jsonl", lines)
    shown = well("show", "--json").json
    valid("show", shown)
    assert (shown["draft"], shown["cut_off"]) == ("half b", None)
    assert [question["cut_off"] for question in shown["questions"]] == ["half a", None]
    page = well("export").out
    assert "half a" in page
    assert "*Still in the input:* half b" in page


def call() -> None:
    well("call", "--plain", stdin="a\n/next\nb\n")


def never_drilled() -> None:
    well("later", "out of the blue", "--question", QUESTION)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == name


def test_a_schema_refuses_what_is_not_there() -> None:
    rich()
    shown = well("show", "--json").json
    with pytest.raises(AssertionError, match="unknown"):
        valid("show", {**shown, "unknown": 1})
    del shown["counts"]["marks"]
    with pytest.raises(AssertionError, match="marks"):
        valid("show", shown)


@pytest.mark.parametrize("make", [rich, call, never_drilled, drilled])
def test_sessions_of_every_kind(make: Callable[[], object]) -> None:
    make()
    valid("show", well("show", "--json").json)
    valid("list", well("list", "--json").json)
    valid("export", well("export", "--all", "--format", "json").json)


def test_a_drill_prints_the_same_object() -> None:
    valid("show", well("drill", "--plain", "--json", stdin="one\n").json)


def test_a_session_that_was_typed_left_open_and_damaged(own_home: Path) -> None:
    lines = [*opening(), idea(1), line(ev.Idea(n=2, text="", aloud=True), 40.0), line(ev.Beat(draft="half"), 50.0)]
    path = own_home / "sessions" / "2026" / "20261123-073000-single-k3f9.jsonl"
    written(path, lines, b'{"torn')
    shown = well("show", "--json").json
    valid("show", shown)
    assert shown["state"] == "open"
    assert shown["why"] is None
    assert shown["measures"]["freezes"] == 1
    assert shown["problems"]
    written(path, [*lines, line(ev.Ended(why="time", cut_off="half"), 300.0), line(ev.Rated(best=(1,), self=4))])
    shown = well("show", "--json").json
    valid("show", shown)
    assert shown["rated"] == {"best": [1], "self": 4}
    assert (shown["why"], shown["cut_off"]) == ("time", "half")


def test_empty_folders() -> None:
    valid("list", well("list", "--json").json)
    valid("export", well("export", "--all", "--format", "json").json)


def test_what_other_commands_print() -> None:
    ids = [drilled("one"), drilled("two")]
    valid("search", well("search", "one", "nowhere", "--json").json)
    valid("search", well("search", "model", "--json").json)
    valid("stats", well("stats", "--json").json)
    valid("compare", well("compare", *ids, "--json").json)
    valid("today", well("today", "--json").json)
    valid("import", well("import", "-", "--json", stdin="1:00 one\n").json)
    valid("import", well("import", "-", "--json", "--dry-run", stdin="one\n").json)
    valid("later", well("later", "x", "--json").json)
    valid("later", well("later", "x", "--json", "--where", "bus").json)
    valid("delete", well("delete", ids[0], "--json").json)
    valid("delete", well("delete", ids[1], "--forever", "--yes", "--json").json)
    valid("bank-list", well("bank", "list", "--json").json)
    valid("bank-list", well("bank", "list", "--text", "--json").json)
    valid("bank-show", well("bank", "show", QUESTION, "--json").json)
    valid("doctor", brainstorm("doctor", "--json").json)
    valid("settings", well("settings", "--json").json)
    valid("settings", well("settings", "minutes", "--json").json)


def test_a_check_of_a_bad_bank(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text('- id: a\n  topic: t\n  question: "Why?"\n  colour: red\n')
    found = brainstorm("bank", "check", str(bad), "--json")
    assert found.status == 1
    valid("bank-check", found.json)
    valid("bank-check", well("bank", "check", "--json").json)
