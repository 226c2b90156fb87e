"""The JSON Schemas of the files under prompts/: true of the shipped files, and of one mind with the loader."""

import copy
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from support.interviewer import whole

from brainstorm.bank import check, load_bank

ROOT = Path(__file__).parents[2]
PROMPTS = ROOT / "prompts"
FILES = sorted(file for file in PROMPTS.glob("**/*.yaml") if file.parent.name != "claude")  # that one: label/judge
NAMED = re.compile(r"# yaml-language-server: \$schema=(\S+)")


@cache
def schema(name: str) -> Draft202012Validator:
    text = (ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PROMPTS)))
def test_each_shipped_file_names_its_schema_and_fits_it(file):
    text = file.read_text(encoding="utf-8")
    named = NAMED.fullmatch(text.split("\n", 1)[0])
    assert named is not None
    target = (file.parent / named[1]).resolve()
    kind = file.stem if file.parent == PROMPTS else file.parent.name
    assert target == ROOT / "docs" / "schemas" / f"{kind}.schema.json"
    assert [error.message for error in schema(kind).iter_errors(yaml.safe_load(text))] == []


def test_the_lenses_offered_are_the_shipped_ones():
    offered = schema("questions").schema["$defs"]["angle"]["properties"]["lens"]["anyOf"][0]["enum"]
    assert offered == [*(lens.id for lens in load_bank(PROMPTS).lenses), "other"]


def agree(kind: str, content: Any, file: Path, *, sound: bool) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    assert schema(kind).is_valid(content) is sound
    assert (check([file], PROMPTS) == []) is sound


ENTRY = dict(load_bank(PROMPTS).question("cot-real-reasons").entry)


def test_schema_and_loader_take_the_same_entry(tmp_path):
    agree("questions", [ENTRY], tmp_path / "sound.yaml", sound=True)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "Über"), ("id", ""), ("id", None), ("id", 3), ("id", "a" * 81), ("topic", "-x"), ("topic", True),
        ("question", ""), ("question", "  "), ("question", ["q"]), ("needs", "luck"), ("needs", None),
        ("difficulty", 0), ("difficulty", 4), ("difficulty", "2"), ("difficulty", 1.5), ("verb", "guess"),
        ("angles", {}), ("angles", "a"), ("angles.0", None), ("angles.0.id", "other"), ("angles.0.id", "none"),
        ("angles.0.name", 7), ("angles.0.line", ""), ("angles.0.ask", None), ("angles.0.examples", "a"),
        ("angles.0.examples.0", False), ("angles.0.colour", "red"), ("common_ideas.0", 3), ("common_ideas.0", {}),
        ("common_ideas.0.weight", 4), ("common_ideas.0.weight", True), ("common_ideas.0.angle", "No!"),
        ("twists.0", {"a": "b"}), ("twists", "a"), ("controls", []), ("controls.same", ["one"]),
        ("controls.off_topic", ""), ("controls.extra", "x"), ("sources.0.url", "ftp://a"), ("sources.0.url", "https://"),
        ("sources.0.year", 1799), ("sources.0.year", "2024"), ("sources.0.title", None), ("colour", "red"),
    ],
)  # fmt: skip
def test_schema_and_loader_refuse_the_same_entries(tmp_path, path, value):
    entry = copy.deepcopy(ENTRY)
    here: Any = entry
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    for part in way:
        here = here[part]
    here[last] = value
    agree("questions", [entry], tmp_path / "broken.yaml", sound=False)


@pytest.mark.parametrize("missing", ["id", "topic", "question", "angles.0.lens", "sources.0.url", "controls.same"])
def test_schema_and_loader_miss_the_same_keys(tmp_path, missing):
    entry = copy.deepcopy(ENTRY)
    here: Any = entry
    *way, last = (int(part) if part.isdigit() else part for part in missing.split("."))
    for part in way:
        here = here[part]
    del here[last]
    agree("questions", [entry], tmp_path / "broken.yaml", sound=False)


@pytest.mark.parametrize("missing", ["needs", "difficulty", "verb", "angles", "twists", "controls", "sources"])
def test_schema_and_loader_do_without_the_same_keys(tmp_path, missing):
    entry = {key: value for key, value in ENTRY.items() if key not in (missing, "common_ideas")}
    agree("questions", [entry], tmp_path / "sound.yaml", sound=True)


ANGLE = ENTRY["angles"][0]["id"]


@pytest.mark.parametrize(
    ("content", "sound"),
    [
        ({"cot-real-reasons": {ANGLE: ["a", "b"]}}, True),
        ({"cot-real-reasons": {ANGLE: []}}, True),
        ({"cot-real-reasons": {ANGLE: ["a", 3]}}, False),
        ({"cot-real-reasons": {ANGLE: ["a", " "]}}, False),
        ({"cot-real-reasons": {ANGLE: "a"}}, False),
        ({"cot-real-reasons": ["a"]}, False),
        ({"cot-real-reasons": {"No!": ["a"]}}, False),
        ([], False),
    ],
)
def test_wordings(tmp_path, content, sound):
    agree("wordings", content, tmp_path / "wordings" / "cot.yaml", sound=sound)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("moves.breadth.0.line", ""), ("moves.breadth.0.line", "{twist}"), ("intros.0.extra", "x"),
        ("moves.constraint.0.line", "{twist}{twist}"),
        ("moves.breadth.0.fits", []), ("moves.breadth.0.fits", ["any", "early"]), ("moves.breadth.0.fits", ["dawn"]),
        ("moves.breadth.0.fits", ["late", "late"]), ("moves.breadth", []), ("moves.dance", []), ("holding", []),
        ("small_talk.0.reply", None), ("small_talk.0.reply", "{twist}"), ("jokes", []),
    ],
)  # fmt: skip
def test_interviewer(tmp_path, path, value):
    parts = whole()
    parts["moves"]["constraint"][1]["line"] = "Harder. {twist}"
    agree("interviewer", parts, tmp_path / "interviewer.yaml", sound=True)
    here: Any = parts
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    for part in way:
        here = here[part]
    here[last] = value
    agree("interviewer", parts, tmp_path / "interviewer.yaml", sound=False)


def test_the_examples_in_the_docs_are_sound(tmp_path):
    entry, worded = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "bank.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "wordings").mkdir()
    (tmp_path / "mine.yaml").write_text(entry, encoding="utf-8")
    (tmp_path / "wordings" / "mine.yaml").write_text(worded, encoding="utf-8")
    assert check([tmp_path / "mine.yaml"], PROMPTS) == []
    assert schema("questions").is_valid(yaml.safe_load(entry))
    assert schema("wordings").is_valid(yaml.safe_load(worded))
