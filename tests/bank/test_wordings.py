"""Plain wordings: read strictly, kept in the compiled copy, and those of an extra with the extra."""

import json
from pathlib import Path

import pytest

from brainstorm.bank import BankError, cached, check, load_bank

WORDED = 'tea-cold:\n  kettle:\n    - "boil  it"\n    - "swap it"\n'
OWN = '- {id: a, topic: t, question: "q?", angles: [{id: x, lens: vary, name: n, line: l, ask: a}]}\n'


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_they_are_read_on_demand_from_the_files_and_from_the_copy(prompts, cache):
    write(prompts / "wordings" / "tea.yaml", WORDED)
    for _ in range(2):
        bank = load_bank(prompts, cache=cache)
        assert bank.wordings("tea-cold") == {"kettle": ("boil it", "swap it")}
        assert bank.wordings("tea-warm") == {}
        assert "boil" not in json.dumps(bank.question("tea-cold").entry["angles"][0].get("wordings", ""))
    with pytest.raises(BankError, match="did you mean tea-cold"):
        bank.wordings("tea-colt")


def test_a_changed_added_or_removed_file_is_seen(prompts, cache):
    assert load_bank(prompts, cache=cache).wordings("tea-cold") == {}
    file = write(prompts / "wordings" / "tea.yaml", WORDED)
    assert len(load_bank(prompts, cache=cache).wordings("tea-cold")["kettle"]) == 2
    write(file, WORDED + '    - "one more"\n')
    assert len(load_bank(prompts, cache=cache).wordings("tea-cold")["kettle"]) == 3
    file.unlink()
    assert load_bank(prompts, cache=cache).wordings("tea-cold") == {}


def test_they_survive_the_copy_being_removed_or_damaged(prompts, cache):
    write(prompts / "wordings" / "tea.yaml", WORDED)
    load_bank(prompts, cache=cache)
    bank = load_bank(prompts, cache=cache)
    (copy,) = cache.iterdir()
    copy.unlink()
    assert bank.wordings("tea-cold")["kettle"][0] == "boil it"
    load_bank(prompts, cache=cache)
    (copy,) = cache.iterdir()
    whole = copy.read_bytes()
    for at in range(0, len(whole), 7):
        copy.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert load_bank(prompts, cache=cache).wordings("tea-cold")["kettle"] == ("boil it", "swap it")


def test_a_start_does_not_read_them(prompts, cache, monkeypatch):
    write(prompts / "wordings" / "tea.yaml", WORDED)
    load_bank(prompts, cache=cache)
    read: list[str] = []
    part = cached.part
    monkeypatch.setattr(cached, "part", lambda *args: read.append(args[2]) or part(*args))
    bank = load_bank(prompts, cache=cache)
    assert read == []
    assert bank.wordings("tea-warm") == {}
    assert read == []
    bank.wordings("tea-cold")
    assert read == ["tea-cold"]


@pytest.mark.parametrize(
    ("entry", "wordings", "extra"),
    [
        ("mine.yaml", "wordings/mine.yaml", "mine.yaml"),
        ("mine/questions/x.yaml", "mine/wordings/any.yaml", "mine"),
        ("mine/x.yaml", "mine/wordings/any.yaml", "mine"),
        ("mine/questions/x.yaml", "mine/wordings/x.yaml", "mine/questions/x.yaml"),
    ],
)
def test_an_extra_may_bring_its_own(prompts, tmp_path, entry, wordings, extra):
    write(tmp_path / entry, OWN)
    write(tmp_path / wordings, 'a: {x: ["one", "two"]}\n')
    bank = load_bank(prompts, [tmp_path / extra])
    assert bank.notes == ()
    assert bank.wordings("a") == {"x": ("one", "two")}


def test_an_entry_that_is_replaced_takes_its_wordings_with_it(prompts, tmp_path):
    write(prompts / "wordings" / "tea.yaml", WORDED)
    mine = write(tmp_path / "mine.yaml", OWN.replace("id: a,", "id: tea-cold,"))
    assert load_bank(prompts, [mine]).wordings("tea-cold") == {}
    folder = tmp_path / "more"
    write(folder / "wordings" / "tea.yaml", "tea-cold: {kettle: [other]}\n")
    assert load_bank(prompts, [folder]).wordings("tea-cold") == {"kettle": ("other",)}


def test_what_is_wrong_is_told_with_file_and_line(prompts, tmp_path):
    file = write(
        tmp_path / "wordings" / "x.yaml",
        "tea-cold:\n  kettle:\n    - one\n    - no\n    - ONE \n    - ''\n  pot:\n    - two\n  kettle: []\n"
        "tea-colt:\n  kettle:\n    - three\ntea-warm: [a]\n",
    )
    told = [str(problem).removeprefix(f"{file}:") for problem in check([file], prompts)]
    assert told == [
        "9: the key 'kettle' stands here again (first on line 2); keep one of them",
        "4: a wording reads as false; put it in quotes",
        "5: the wording 'one' stands here again (first on line 3); another wording is expected",
        "6: a wording is empty; some text is expected",
        "7: tea-cold has no angle 'pot'; kettle are known",
        "10: there is no question 'tea-colt'; the id of a question is expected",
        "13: what stands under 'tea-warm' reads as a list; angle ids with their wordings are expected",
    ]
    write(file, "- a\n")
    (problem,) = check([file], prompts)
    assert problem.what == "the file reads as a list"


def test_two_files_may_not_word_one_question(prompts):
    for name in "ab":
        write(prompts / "wordings" / f"{name}.yaml", WORDED)
    (problem,) = check([], prompts, shipped=True)
    assert "tea-cold has wordings already" in problem.what
    assert "a.yaml:2" in problem.what


def test_an_entry_left_out_draws_no_second_complaint(prompts, tmp_path):
    mine = write(tmp_path / "mine.yaml", OWN.replace("lens: vary", "lens: luck"))
    write(tmp_path / "wordings" / "mine.yaml", "a: {x: [one]}\n")
    (problem,) = check([mine], prompts)
    assert problem.what == "lens is 'luck'"
