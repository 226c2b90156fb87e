"""`brainstorm measure`: any list of ideas gets what a drill's ideas get."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from report.test_show_schema import valid
from support.command import PROGRAM, QUESTION, Result, brainstorm, drilled, well

IDEAS = ["compare its mistakes with an honestly weak model's", "fine-tune it on ten right answers", "look at the stars"]
TEXT = "".join(f"{idea}\n" for idea in IDEAS)
INLINE: dict[str, Any] = {
    "question": "How would you keep tea warm?",
    "angles": [{"id": "wrap", "line": "Wrap the pot in wool."}, {"id": "heat", "line": "Heat it again on the stove."}],
}


@pytest.fixture(autouse=True)
def rough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word stems, which are everywhere."""
    monkeypatch.setenv("BRAINSTORM_ENCODER", "stems")


def lines(*objects: object) -> str:
    return "".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in objects)


def answers(result: Result) -> list[Any]:
    return [json.loads(line) for line in result.out.splitlines()]


def test_a_list_on_a_question_of_the_bank() -> None:
    found = well("measure", "--question", QUESTION, "--json", stdin=TEXT).json
    valid("measure", found)
    assert [label["n"] for label in found["labels"]] == [1, 2, 3]
    assert [label["angle"] for label in found["labels"]][:2] == ["error-fingerprint", "light-training"]
    assert all(len(label["top"]) == 3 for label in found["labels"])
    assert (found["breadth"]["ideas"], found["breadth"]["of"]) == (3, 9)
    low, high = found["breadth"]["margin"]
    assert 1 <= low <= found["breadth"]["angles"] <= high <= 3
    assert (found["by"], found["encoder"], found["id"]) == ("offline", "stems", None)


def test_the_same_for_people() -> None:
    found = well("measure", "--question", QUESTION, stdin=TEXT).out
    assert "1  error-fingerprint" in found
    assert "a rough guess" in found
    assert "of 9" in found


def test_without_a_question_nothing_is_said_of_angles() -> None:
    found = well("measure", "--json", stdin=TEXT).json
    valid("measure", found)
    assert {label[key] for label in found["labels"] for key in ("angle", "confidence", "uncommonness")} == {None}
    assert [label["top"] for label in found["labels"]] == [None] * 3
    breadth = found["breadth"]
    assert {breadth[key] for key in ("angles", "margin", "of", "effective", "top_share", "tunnel")} == {None}
    assert breadth["without_map"] == pytest.approx(3, abs=0.1)
    assert found["novelty"]["outside"] is None


def test_a_file_and_blank_lines_and_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "ideas.txt"
    file.write_bytes(b"\xef\xbb\xbfone\r\n\r\n  two  \nthree")
    assert well("measure", str(file), "--json").json["breadth"]["ideas"] == 3


def test_nothing_is_measured_as_nothing() -> None:
    assert well("measure").out == "There are no ideas here.\n"
    assert well("measure", "--json", "--question", QUESTION).json["breadth"]["angles"] in (0, None)


def test_a_question_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    entry = {"id": "tea-warm", "topic": "tea", "question": INLINE["question"]}
    file.write_text(json.dumps([entry]))
    found = well("measure", "--question-file", str(file), "--json", stdin="wool\n").json
    assert found["breadth"]["of"] is None
    file.write_text(json.dumps([entry, {**entry, "id": "tea-cold"}]))
    refused = brainstorm("measure", "--question-file", str(file), stdin="wool\n")
    assert refused.status == 1
    assert "holds 2 questions; one is expected" in refused.err
    file.write_text("nonsense")
    refused = brainstorm("measure", "--question-file", str(file), stdin="wool\n")
    assert refused.status == 1
    assert "holds no question" in refused.err


def test_lines_in_lines_out() -> None:
    asked = [{"id": k, "question": QUESTION, "ideas": IDEAS[: k + 1]} for k in range(3)]
    inline = {"id": "x", "question": INLINE, "ideas": ["put it on the stove", "wool"]}
    result = well("measure", "--jsonl", stdin=lines(*asked, inline))
    found = answers(result)
    for each in found:
        valid("measure", each)
    assert [each["id"] for each in found] == [0, 1, 2, "x"]
    assert [len(each["labels"]) for each in found] == [1, 2, 3, 2]
    assert [label["angle"] for label in found[3]["labels"]] == ["heat", "wrap"]
    alone = well("measure", "--question", QUESTION, "--json", stdin=TEXT).json
    assert {**found[2], "id": None} == alone


def test_a_pool_and_a_history() -> None:
    pool = ["put it on the stove", {"text": "wool", "weight": 3}]
    asked = {"question": INLINE, "ideas": ["wool", "a sunny window"], "pool": pool, "history": ["wool", "felt"]}
    (found,) = answers(well("measure", "--jsonl", stdin=lines(asked)))
    first, second = found["labels"]
    assert (first["common"], first["near"], second["common"], second["near"]) == (1, "common", None, "outside")
    assert second["uncommonness"] > first["uncommonness"]
    assert found["novelty"]["outside"] == 1
    assert (found["novelty"]["new_for_you"], found["novelty"]["new_of"]) == (1, 2)


WRONG = [
    ("nonsense", "no JSON"),
    ("[1]", "a list; an object with question and ideas is expected"),
    ({"ideas": ["x"]}, "question is missing"),
    ({"question": "no-such", "ideas": []}, "there is no question 'no-such'"),
    ({"question": QUESTION}, "ideas is missing"),
    ({"question": QUESTION, "ideas": "one"}, "ideas is text; a list of texts is expected"),
    ({"question": QUESTION, "ideas": ["one", 2]}, "number 2 of ideas is a number"),
    ({"question": QUESTION, "ideas": ["one", "  "]}, "number 2 of ideas is empty"),
    ({"question": QUESTION, "ideas": ["x"] * 2001}, "ideas has 2001 texts; at most 2000"),
    ({"question": QUESTION, "ideas": [], "pool": 3}, "pool is a number"),
    ({"question": QUESTION, "ideas": [], "pool": [{"weight": 1}]}, "number 1 of pool has no text"),
    ({"question": QUESTION, "ideas": [], "pool": [{"text": "x", "weight": 0}]}, "a number above 0 is expected"),
    ({"question": QUESTION, "ideas": [], "history": [None]}, "number 1 of history is missing"),
    ({"question": {"id": "x"}, "ideas": []}, "the question has no text"),
    ({"question": {"question": "why", "angles": ["x"]}, "ideas": []}, "angles are not all usable"),
    ({"question": {"question": "why", "angles": [{"id": "other"}]}, "ideas": []}, "an angle is called 'other'"),
    ("[" * 100_000, "no JSON"),
]


def test_a_wrong_line_is_answered_and_the_rest_goes_on() -> None:
    good = {"id": "good", "question": QUESTION, "ideas": ["one"]}
    asked = [value for value, _ in WRONG]
    result = brainstorm("measure", "--jsonl", stdin=lines(*asked, "", good))
    assert result.status == 1
    *found, last = answers(result)
    assert last["id"] == "good"
    for number, (each, (_, says)) in enumerate(zip(found, WRONG, strict=True), start=1):
        valid("measure", each)
        assert each["line"] == number
        if not str(WRONG[number - 1][0]).startswith("[["):  # how deep is too deep depends on Python
            assert says in each["error"]


def test_an_id_is_given_back_with_the_error() -> None:
    (found,) = answers(brainstorm("measure", "--jsonl", stdin=lines({"id": [7], "question": 3})))
    assert (found["id"], found["line"]) == ([7], 1)


def test_what_cannot_be_said_together() -> None:
    for wrong in (
        ("--question", QUESTION, "--question-file", "x.yaml"),
        ("--jsonl", "--question", QUESTION),
        ("--jsonl", "--json"),
        ("--encoder", "none"),
    ):
        assert brainstorm("measure", *wrong, stdin=TEXT).status == 2
    assert brainstorm("measure", "--question", "no-such", stdin=TEXT).status == 1
    missing = brainstorm("measure", "no-such-file")
    assert (missing.status, "no-such-file cannot be read" in missing.err) == (1, True)


def test_a_session_gives_its_own_numbers_with_its_labels_by_hand(tmp_path: Path) -> None:
    drilled(*IDEAS, "+ and of its sister", "gone", "/strike 5")
    shown = well("show", "--json").json
    for entry, angle in zip(shown["entries"], ("in-the-weights", "light-training", "other"), strict=False):
        entry["label"] = {"angle": angle, "by": {"angle": "you"}}
    file = tmp_path / "session.json"
    file.write_text(json.dumps(shown))
    found = well("measure", str(file), "--json").json
    valid("measure", found)
    assert found["id"] == shown["id"]
    assert [label["angle"] for label in found["labels"][1:]] == ["light-training", "other"]
    assert {label["by"] for label in found["labels"][1:]} == {"you"}
    assert found["breadth"]["ideas"] == 3
    assert found["breadth"]["left_out"]["builds"] == 1
    assert brainstorm("measure", str(file), "--question", QUESTION).status == 2


def test_a_session_labelled_by_hand_has_the_numbers_that_show_gives(own_home: Path) -> None:
    id_ = drilled(*IDEAS, "fine-tune it on ten right answers, again", "+ and of its sister")
    (journal,) = (own_home / "sessions").glob(f"*/{id_}.jsonl")
    said = [(1, "error-fingerprint"), (2, "light-training"), (3, "other"), (4, "light-training")]
    labels = [{"n": n, "of": "", "angle": angle} for n, angle in said]
    labels += [{"n": 4, "of": "", "same_as": 2}, {"n": 1, "of": "", "common": False}]
    labels += [{"n": 3, "of": "", "again": {"session": "earlier", "n": 1}}, {"n": 1, "of": "", "again": False}]
    with journal.open("a") as file:
        for label in labels:
            file.write(json.dumps({"type": "labelled", "at": "", "by": "you", "labels": [label]}) + "\n")
    shown = well("show", "--json").json
    assert shown["measures"]["breadth"]["by"] == "you"
    assert (shown["measures"]["breadth"]["angles"], shown["measures"]["breadth"]["distinct"]) == (2, 3)
    assert (shown["measures"]["novelty"]["new_for_you"], shown["measures"]["novelty"]["new_of"]) == (1, 2)
    found = well("measure", "--json", stdin=json.dumps(shown)).json
    assert found["breadth"] == shown["measures"]["breadth"]
    assert found["novelty"] == shown["measures"]["novelty"]
    for label, entry in zip(found["labels"], shown["entries"], strict=False):
        assert {key: label[key] for key in ("angle", "gain")} == {key: entry["label"][key] for key in ("angle", "gain")}


def test_an_answer_comes_while_the_pipe_is_still_open() -> None:
    with subprocess.Popen(
        [*PROGRAM, "measure", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ.copy()
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for k in range(2):
            child.stdin.write(lines({"id": k, "question": INLINE, "ideas": ["wool"]}).encode())
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["id"] == k
        child.stdin.close()
        assert child.wait(30) == 0
