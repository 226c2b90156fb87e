"""What `bank check` warns of, in a bank that is sound."""

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from brainstorm.bank import load_bank
from brainstorm.bank.checking import examine

PROMPTS = Path(__file__).parents[2] / "prompts"


@pytest.fixture(scope="module")
def sound() -> dict[str, Any]:
    """A whole entry of the bank."""
    return dict(load_bank(PROMPTS).question("sandbagging-cant-wont").entry)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped prompts with the questions of one topic; all of them take a second to read."""
    prompts = tmp_path_factory.mktemp("few") / "prompts"
    kept = ("questions/sandbagging.yaml", "lenses.yaml", "forms.yaml", "interviewer.yaml")
    for name in kept:
        (prompts / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROMPTS / name, prompts / name)
    return prompts


@pytest.fixture
def warned(tmp_path, few):
    def find(*entries: dict[str, Any], wordings: dict[str, Any] | None = None) -> list[str]:
        mine = tmp_path / "mine.yaml"
        mine.write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
        if wordings:
            (tmp_path / "wordings").mkdir(exist_ok=True)
            (tmp_path / "wordings" / "mine.yaml").write_text(json.dumps(wordings, indent=1) + "\n", encoding="utf-8")
        found = examine([mine], few, lints=True)
        assert found.problems == ()
        assert all(each.severity == "warning" and each.line and ": warning: " in str(each) for each in found.warnings)
        return [f"{each.what}; {each.expected}" for each in found.warnings]

    return find


def test_the_shipped_questions_come_out_clean():
    assert examine([], PROMPTS, shipped=True, lints=True).warnings == ()


def _set(path: str, value: Any):
    def change(entry: dict[str, Any]) -> None:
        *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
        here: Any = entry
        for part in way:
            here = here[part]
        here[last] = value

    return change


def _cut(path: str, keep: int):
    def change(entry: dict[str, Any]) -> None:
        here: Any = entry
        for part in path.split("."):
            here = here[int(part) if part.isdigit() else part]
        del here[keep:]

    return change


def _drop(key: str):
    return lambda entry: entry.pop(key)


def _lenses(*lenses: str):
    def change(entry: dict[str, Any]) -> None:
        for number, angle in enumerate(entry["angles"]):
            angle["lens"] = lenses[number % len(lenses)]

    return change


def _fewer_angles(entry: dict[str, Any]) -> None:
    del entry["angles"][6:]
    kept = {angle["id"] for angle in entry["angles"]}
    for idea in entry["common_ideas"]:
        if idea.get("angle") not in kept:
            idea.pop("angle", None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_set("question", "word " * 71), "has 71 words; at most 70 are expected"),
        (_set("question", "One. Two. Three. Why?"), "the question has 4 sentences; 1 to 3 are expected"),
        (_set("angles.0.ask", "why " * 17), "has 17 words; at most 16 are expected"),
        (_set("angles.0.line", "Look here. Look there."), "has 2 sentences; one is expected"),
        (_set("angles.0.ask", "How would you reframe it?"), "names its angle 'Framing"),
        (_set("angles.0.examples.0", "too short"), "the example 'too short' has 2 words; 3 to 25 are expected"),
        (_cut("angles.0.examples", 2), "has 2 examples; at least 3 are expected"),
        (_set("common_ideas.0.line", "ask it"), "the common idea 'ask it' has 2 words; 4 to 12 are expected"),
        (_cut("common_ideas", 9), "has 9 common ideas; 10 to 16 are expected"),
        (_cut("twists", 2), "has 2 twists; 3 are expected"),
        (_cut("sources", 1), "has 1 sources; 2 to 4 are expected"),
        (_set("sources.0.url", "http://example.org"), "the link 'http://example.org' is no https"),
        (_set("sources", [{"title": t, "url": f"https://a.org/{t}", "year": 2019} for t in "ab"]), "no source is from"),
        (_drop("controls"), "has no controls; a question with a map has all its keys"),
        (_drop("verb"), "has no verb"),
        (_set("controls.look_alike", "zebras are striped"), "look_alike shares fewer than 2 words with"),
        (_set("controls.same.1", "let other people mark answers to questions"), "the second wording of same repeats"),
        (_lenses("vary", "wild"), "the angles have 2 lenses; at least 5 are expected"),
        (_lenses("inside", "vary", "train", "wild", "ask"), "angles have the lens inside or train; at most 2"),
        (_fewer_angles, "has 6 angles; 7 to 10 are expected"),
    ],
)
def test_one_thing_wrong_is_one_warning(sound, warned, change, message):
    entry = copy.deepcopy(sound)
    if change is not None and message.startswith("names"):
        entry["angles"][0]["name"] = "Framing reframed"
    change(entry)
    found = warned(entry)
    assert any(message in line for line in found), found
    assert len(found) <= 2


def test_near_duplicates_within_and_across_questions(sound, warned):
    entry = copy.deepcopy(sound)
    entry["id"] = "own-other"
    told = warned(entry)
    assert any("sandbagging.yaml:" in line for line in told)
    for kind in ("the question", "the line", "the ask", "the example", "the common idea", "the twist"):
        assert any(line.startswith(f"{kind} ") and "is the same as" in line for line in told), kind
    entry = copy.deepcopy(sound)
    entry["twists"][1] = entry["twists"][0].replace(entry["twists"][0].split()[-1], "zebras")
    (line,) = warned(entry)
    assert "differs in one word from" in line
    assert "(line " in line


def test_an_example_is_no_common_idea(sound, warned):
    entry = copy.deepcopy(sound)
    entry["angles"][0]["examples"][0] = entry["common_ideas"][0]["line"] + " twice"
    (line,) = warned(entry)
    assert "the common idea on line" in line


def test_wordings(sound, warned):
    angles = [angle["id"] for angle in sound["angles"]]
    entry = copy.deepcopy(sound)
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{a}{b}x" for a in alphabet for b in alphabet]
    many = {name: [" ".join(words[(n * 12 + k) * 3 : (n * 12 + k) * 3 + 3]) for k in range(12)] for n, name in enumerate(angles)}  # fmt: skip  # noqa: E501
    assert warned(entry, wordings={entry["id"]: many}) == []
    short = {**many, angles[0]: many[angles[0]][:11]}
    del short[angles[1]]
    assert [line.split(";")[0] for line in warned(entry, wordings={entry["id"]: short})] == [
        f"{entry['id']} has 0 wordings for {angles[1]}",
        f"{entry['id']} has 11 wordings for {angles[0]}",
    ]


def test_a_question_without_a_map_is_asked_little(warned):
    assert warned({"id": "own-a", "topic": "own", "question": "Why is the sea salt?"}) == []


def test_the_spread_of_a_shipped_bank_is_looked_at_from_24_questions_on(prompts):
    def spread(number: int) -> list[str]:
        entries = [
            {"id": f"tea-{n}", "topic": "tea", "needs": "deep", "difficulty": 3, "verb": "detect",
             "question": f"Why is cup{n * 7919} so{n}?"}
            for n in range(number)
        ]  # fmt: skip
        (prompts / "questions" / "tea.yaml").write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
        found = examine([], prompts, shipped=True, lints=True)
        assert found.problems == ()
        return [each.what for each in found.warnings]

    assert spread(23) == []
    told = spread(24)
    assert told[0] == "there are 1 topics"
    assert "0% of the questions have needs black-box" in told
    assert "100% of the questions have difficulty 3" in told
    assert "0% of the questions have verb prevent" in told
    assert "tea-0 has no angles" in told
    assert told[-1] == "there is no interviewer.yaml"
