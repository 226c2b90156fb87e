"""The bank: shipped questions, extras on top, whole questions on demand."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from brainstorm.bank import Bank, BankError, Question, Row, load_bank

OWN = '- id: tea-warm\n  topic: tea\n  question: "Mine?"\n- id: a-first\n  topic: coffee\n  question: "Also mine?"\n'


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_light_and_stand_by_topic_then_id(prompts):
    bank = load_bank(prompts)
    file = str(prompts / "questions" / "tea.yaml")
    assert bank.rows == (
        Row("tea-cold", "tea", "black-box", 1, "explain", "Why is it cold? Say how you would find out.", True, file, 1),
        Row("tea-warm", "tea", None, None, None, "Why is it warm?", False, file, 20),
    )
    assert bank.ids == ("tea-cold", "tea-warm")
    assert bank.topics == ("tea",)
    assert bank.row("tea-warm") == bank.rows[1]


def test_a_question_read_on_demand_is_the_one_in_the_file(prompts, cache):
    import yaml

    entries = yaml.safe_load((prompts / "questions" / "tea.yaml").read_text(encoding="utf-8"))
    for _ in range(2):  # from the files, then from the compiled copy
        bank = load_bank(prompts, cache=cache)
        for entry in entries:
            question = bank.question(entry["id"])
            assert question == Question.from_entry(entry)
            assert question.entry == entry


@pytest.mark.parametrize("place", ["mine.yaml", "mine/any.yaml", "mine/any.yml", "mine/questions/any.yaml"])
def test_an_extra_is_a_file_or_a_folder_and_wins_whole(prompts, tmp_path, place):
    write(tmp_path / place, OWN)
    bank = load_bank(prompts, [tmp_path / place.split("/")[0]])
    assert bank.notes == ()
    assert bank.ids == ("a-first", "tea-cold", "tea-warm")
    assert bank.question("tea-warm").text == "Mine?"


def test_of_several_extras_the_last_wins(prompts, tmp_path):
    one = write(tmp_path / "one.yaml", OWN)
    two = write(tmp_path / "two.yaml", OWN.replace("Mine", "Yours"))
    assert load_bank(prompts, [one, two]).question("tea-warm").text == "Yours?"
    assert load_bank(prompts, [two, one]).question("tea-warm").text == "Mine?"


def test_a_replaced_question_keeps_nothing_of_the_old_one(prompts, tmp_path):
    mine = write(tmp_path / "mine.yaml", '- {id: tea-cold, topic: tea, question: "Bare?"}\n')
    assert not load_bank(prompts, [mine]).question("tea-cold").has_map


def test_extras_never_stop_the_program(prompts, tmp_path):
    bad = write(tmp_path / "bad.yaml", "- id: yes\n  topic: tea\n  question: 3\n")
    mixed = tmp_path / "mixed one"
    write(mixed / "good.yaml", OWN)
    write(mixed / "broken.yaml", "- [")
    other = write(tmp_path / "other.yaml", (prompts / "forms.yaml").read_text(encoding="utf-8"))
    bank = load_bank(prompts, [tmp_path / "gone", bad, mixed, other, tmp_path / "empty.yaml"])
    assert bank.ids == ("a-first", "tea-cold", "tea-warm")
    assert len(bank.notes) == 5
    assert all(note.isprintable() for note in bank.notes)
    assert bank.notes[0] == (
        f"{tmp_path}/gone: cannot be read (No such file or directory); "
        "a YAML file or a folder of them is expected (left out)"
    )
    assert bank.notes[1] == (
        f"{bad}:1: id reads as true; put it in quotes (left out; 1 more problem: brainstorm bank check {bad})"
    )
    assert bank.notes[2].startswith(f"{mixed}/broken.yaml:")


def test_a_note_counts_the_files_left_out_and_quotes_the_path(prompts, tmp_path):
    mine = tmp_path / "my questions"
    for name in "abc":
        write(mine / f"{name}.yaml", "- []\n")
    (note,) = load_bank(prompts, [mine]).notes
    assert note.endswith(f" (3 files left out; 2 more problems: brainstorm bank check '{mine}')")


def test_a_broken_shipped_bank_is_an_error_with_one_problem_a_line(prompts):
    write(prompts / "questions" / "more.yaml", "- id: yes\n  topic: tea\n  question: q\n")
    write(prompts / "questions" / "tabs.yaml", "- id:\tx\n")
    with pytest.raises(BankError) as caught:
        load_bank(prompts)
    assert str(caught.value).splitlines() == [
        f"{prompts}/questions/more.yaml:1: id reads as true; put it in quotes",
        f"{prompts}/questions/tabs.yaml:1: a tab stands here; use spaces",
    ]


@pytest.mark.parametrize("missing", ["lenses.yaml", "forms.yaml", "questions", "."])
def test_shipped_prompts_that_lack_a_part_are_an_error(prompts, missing):
    path = prompts / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(BankError, match="No such file"):
        load_bank(prompts)


def test_an_unknown_id_names_those_that_come_close(prompts):
    bank = load_bank(prompts)
    for ask in (bank.row, bank.question):
        with pytest.raises(BankError, match=r"there is no question 'tea-colt'; did you mean tea-cold"):
            ask("tea-colt")
        with pytest.raises(BankError, match=r"`brainstorm bank list` names all 2"):
            ask("\x1b" * 100_000)


def test_a_warm_start_reads_no_yaml(prompts, cache):
    load_bank(prompts, cache=cache)
    code = (
        "import sys; from pathlib import Path; from brainstorm.bank import load_bank\n"
        f"bank = load_bank(Path({str(prompts)!r}), cache=Path({str(cache)!r}))\n"
        "bank.rows, bank.question('tea-cold').has_map, bank.forms, bank.lenses\n"
        "print([name for name in ('yaml', 'difflib', 'tempfile', 'brainstorm.session', 'brainstorm.bank.strict') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_all_there():
    import brainstorm.bank as room

    for name in room.__all__:
        assert getattr(room, name).__module__.startswith("brainstorm.bank.")
    assert isinstance(Bank, type)
    with pytest.raises(AttributeError):
        _ = room.nothing
