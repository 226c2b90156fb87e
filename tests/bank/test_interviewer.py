"""The interviewer's lines: strict to read, lazy to load, and easy to choose from."""

import json
from pathlib import Path

import pytest
from support.interviewer import whole

from brainstorm.bank import BankError, Interviewer, check, load_bank
from brainstorm.bank.checking import examine
from brainstorm.bank.interviewer import FITS, LEAST, MOVES, Wording

DOCS = Path(__file__).parents[2] / "docs"


def put(folder: Path, parts: object) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "interviewer.yaml"
    file.write_text(json.dumps(parts, indent=1) + "\n", encoding="utf-8")
    return file


def told(prompts: Path, parts: object, folder: Path | None = None) -> list[str]:
    file = put(folder or prompts, parts)
    problems = check([folder] if folder else [], prompts, shipped=folder is None)
    assert all(problem.file == str(file) and problem.line for problem in problems)
    return [f"{problem.what}; {problem.expected}" for problem in problems]


def test_it_is_read_whole_from_the_file_and_from_the_copy(prompts, cache):
    put(prompts, whole())
    for _ in range(2):
        found = load_bank(prompts, cache=cache).interviewer
        assert tuple(found.moves) == MOVES
        assert found.moves["stuck"][0] == Wording("stuck-0", "stuck stuck0 0stuck", ("any",))
        assert (found.small_talk[1].line, found.small_talk[1].reply) == ("small_talk1 1small_talk", "well 1")
        assert [len(getattr(found, part)) for part in LEAST] == list(LEAST.values())


def test_without_a_file_it_has_nothing_to_say(prompts, cache):
    for _ in range(2):
        found = load_bank(prompts, cache=cache).interviewer
        assert found == Interviewer.from_entry({})
        assert found.moves["breadth"] == found.holding == ()


def test_an_extra_replaces_the_parts_it_holds(prompts, tmp_path):
    put(prompts, whole())
    mine = whole()
    parts = {"moves": {"stuck": mine["moves"]["stuck"]}, "dumb": [{"id": f"d{n}", "line": f"d{n}!"} for n in range(4)]}
    put(tmp_path / "mine", parts)
    bank = load_bank(prompts, [tmp_path / "mine"])
    assert bank.notes == ()
    assert bank.interviewer.dumb[0].line == "d0!"
    assert len(bank.interviewer.moves["breadth"]) == 8
    assert len(bank.interviewer.closings) == LEAST["closings"]


def test_the_shipped_one_lacks_nothing(prompts):
    parts = whole()
    del parts["intros"], parts["moves"]["choice"]
    assert [line.split(";")[0] for line in told(prompts, parts)] == ["the file has no intros", "moves has no choice"]
    with pytest.raises(BankError, match="moves has no choice"):
        load_bank(prompts)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "breadth-1"}, "the id breadth-1 is taken (line"),
        ({"id": "No"}, "id of an item of breadth is 'No'"),
        ({"line": "Breadth  BREADTH1 1breadth"}, "this line stands here again (line"),
        ({"line": 3}, "line of an item of breadth reads as a number; put it in quotes"),
        ({"line": "Now {twist}"}, "line of an item of breadth holds a brace; braces are for {twist}"),
        ({"fits": ["noon"]}, "a word of fits is 'noon'; any, early, "),
        ({"fits": []}, "fits is empty"),
        ({"fits": ["any", "late"]}, "fits says too much"),
        ({"fits": ["late", "late"]}, "fits says too much"),
        ({"fits": "any"}, "fits reads as text; a list is expected"),
        ({"when": 1}, "an item of breadth has the unknown key 'when'"),
    ],
)
def test_what_is_wrong_with_a_line_is_told(prompts, tmp_path, change, message):
    parts = {"moves": whole()["moves"]}
    parts["moves"]["breadth"][0] |= change
    assert any(line.startswith(message) for line in told(prompts, parts, tmp_path / "mine"))


def test_wrong_parts_are_told(prompts, tmp_path):
    mine = tmp_path / "mine"
    short = {"holding": [{"id": "a", "line": "b"}], "moves": {"breadth": []}}
    assert told(prompts, short, mine) == [
        "breadth has 0 items; at least 8 are expected",
        "holding has 1 items; at least 8 are expected",
    ]
    assert told(prompts, {"jokes": []}, mine)[0].startswith("the file has the unknown key 'jokes'")
    assert told(prompts, [], mine)[0].startswith("the file reads as a list")


def test_a_twist_stands_once_and_in_constraint(prompts, tmp_path):
    parts = {"moves": whole()["moves"]}
    parts["moves"]["constraint"][0]["line"] = "Harder now. {twist}"
    assert told(prompts, parts, tmp_path / "mine") == []
    parts["moves"]["constraint"][0]["line"] = "{twist} {twist}"
    assert len(told(prompts, parts, tmp_path / "mine")) == 1


def test_where_a_line_fits():
    def fits(words: str, moment: str) -> bool:
        return Wording("a", "b", tuple(words.split())).fits_in(set(moment.split()))

    assert fits("any", "")
    assert fits("early middle", "middle fluent")
    assert not fits("early middle", "late")
    assert fits("early after-idea", "early after-idea few")
    assert not fits("early after-idea", "early after-silence")
    assert not fits("black-box", "deep late")
    assert len({word for row in FITS for word in row}) == sum(map(len, FITS))


def test_lints(prompts, tmp_path):
    parts = {"moves": whole()["moves"]}
    put(tmp_path / "mine", parts)
    assert examine([tmp_path / "mine"], prompts, lints=True).warnings == ()
    parts["moves"]["choice"][0]["line"] = "word " * 26
    parts["moves"]["falsify"][1]["line"] = "falsify falsify0 indeed"
    for one in parts["moves"]["stakes"]:
        one["fits"] = ["late"]
    put(tmp_path / "mine", parts)
    found = [str(problem) for problem in examine([tmp_path / "mine"], prompts, lints=True).warnings]
    assert len(found) == 3
    assert "26 words" in " ".join(found)
    assert "'falsify falsify0 indeed' differs in one word from 'falsify falsify0 0falsify'" in " ".join(found)
    assert "stakes has 0 lines that fit always" in " ".join(found)


def test_what_is_replaced_is_not_compared(prompts, tmp_path):
    put(prompts, whole())
    put(tmp_path / "mine", whole())
    assert examine([tmp_path / "mine"], prompts, lints=True).warnings == ()


def test_the_example_in_the_docs_is_one(prompts, tmp_path):
    text = (DOCS / "interviewer.md").read_text(encoding="utf-8")
    (tmp_path / "interviewer.yaml").write_text(text.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert check([tmp_path / "interviewer.yaml"], prompts) == []
    page = text.split("| row |")[1]
    assert all(f"`{word}`" in page for row in FITS for word in row)
