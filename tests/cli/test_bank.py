"""`brainstorm bank`, as somebody types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from brainstorm.bank import load_bank
from brainstorm.cli.bank import bank

ROWS = load_bank(Path(__file__).parents[2] / "prompts").rows
SHIPPED = len(ROWS)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BRAINSTORM_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    runner = CliRunner()

    def run(*arguments: object) -> Result:
        return runner.invoke(bank, [str(argument) for argument in arguments])

    return run


def own(path: Path, *ids: str, more: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = (f"- id: {name}\n  topic: own\n  question: {name}?\n{more}" for name in ids)
    path.write_text("".join(entries), encoding="utf-8")
    return path


def test_list_shows_aligned_columns_without_the_texts(run):
    done = run("list")
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert len(lines) == SHIPPED + 1
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == ["id", "topic", "needs", "diff", "verb", "map"]
    assert "sandbagging-cant-wont           sandbagging     black-box  2     detect   yes" in lines
    assert not any(row.text in done.stdout for row in ROWS)


def test_an_own_folder_without_any_file_is_no_fault_but_one_with_other_files_is(run, tmp_path):
    (tmp_path / "config" / "prompts" / "questions").mkdir(parents=True)
    assert run("list").stderr == ""
    (tmp_path / "config" / "prompts" / "questions" / "mine.txt").write_text("How?")
    assert "holds no .yaml files" in run("list").stderr


def test_list_stays_within_80_columns_and_cuts_no_id(run, tmp_path):
    long = "an-id-that-somebody-took-great-pains-to-make-speak-for-itself"
    done = run("list", "--bank", own(tmp_path / "own.yaml", long, "short"))
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    at = lines.index(long)
    assert lines[at + 1].split() == ["own", "-", "-", "-", "no"]
    assert lines[at + 1].index("own") == lines[0].index("topic")


def test_list_takes_only_what_is_asked_for(run):
    def ids(*arguments: str) -> list[str]:
        return [row["id"] for row in json.loads(run("list", "--json", *arguments).stdout)["questions"]]

    assert ids("--topic", "cot") == [row.id for row in ROWS if row.topic == "cot"]
    assert ids("--needs", "deep") == [row.id for row in ROWS if row.needs == "deep"]
    assert ids("--difficulty", "3") == [row.id for row in ROWS if row.difficulty == 3]
    nothing = ("--topic", "cot", "--needs", "deep")
    assert ids(*nothing) == []
    assert run("list", *nothing).stdout == "No question is like that.\n"
    unknown = run("list", "--topic", "nix")
    assert unknown.exit_code == 1
    assert unknown.stderr.startswith("brainstorm: there is no topic 'nix'; there are auditing, control, ")
    assert run("list", "--needs", "luck").exit_code == 2


def test_list_as_json_has_no_texts_unless_asked(run):
    found = json.loads(run("list", "--json").stdout)
    assert found["v"] == 1
    assert list(found["questions"][0]) == [
        "id", "topic", "needs", "difficulty", "verb", "mapped", "file", "line"
    ]  # fmt: skip
    found = json.loads(run("list", "--json", "--text").stdout)
    assert found["questions"][0]["text"].endswith("?")


def test_list_with_texts_wraps_them(run):
    lines = run("list", "--text", "--topic", "cot").stdout.splitlines()
    assert [line for line in lines if line[0] != " "] == [row.id for row in ROWS if row.topic == "cot"]
    assert all(len(line) <= 80 for line in lines)


def test_show_keeps_the_map_to_itself(run):
    done = run("show", "sandbagging-cant-wont")
    assert done.exit_code == 0
    assert "topic sandbagging · needs black-box · difficulty 2 (standard) · verb detect" in done.stdout
    assert "9 angles, 14 common ideas, 3 twists, 4 sources: hidden" in done.stdout
    assert "  brainstorm bank show sandbagging-cant-wont --spoil" in done.stdout
    assert "Framing" not in done.stdout
    assert "https" not in done.stdout


def test_show_with_spoil_shows_everything(run):
    shown = run("show", "sandbagging-cant-wont", "--spoil").stdout
    entry = json.loads(run("show", "sandbagging-cant-wont", "--json").stdout)["question"]
    folded = " ".join(shown.replace("\n  - ", "\n").split())
    for angle in entry["angles"]:
        assert all(text in folded for text in (angle["name"], angle["line"], angle["ask"], *angle["examples"]))
    assert all(idea["line"] in folded for idea in entry["common_ideas"])
    assert all(text in folded for text in (*entry["twists"], *entry["controls"]["same"]))
    assert all(source["url"] in shown for source in entry["sources"])
    assert "hidden" not in shown


def test_show_without_a_map_says_what_helps_instead(run, tmp_path):
    done = run("show", "bare", "--bank", own(tmp_path / "own.yaml", "bare"))
    assert "It has no map of angles; the lenses serve as cues." in done.stdout


def test_show_of_an_unknown_id_names_close_ones(run):
    done = run("show", "sandbagging-cant")
    assert done.exit_code == 1
    assert done.stderr.startswith(
        "brainstorm: there is no question 'sandbagging-cant'; did you mean sandbagging-cant-wont"
    )


def test_a_broken_extra_is_one_line_and_the_rest_goes_on(run, tmp_path):
    bad = own(tmp_path / "bad.yaml", "yes", "no")
    done = run("list", "--bank", bad)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == SHIPPED + 1
    assert done.stderr == (
        f"brainstorm: {bad}:1: id reads as true; put it in quotes "
        f"(left out; 1 more problem: brainstorm bank check {bad})\n"
    )


def test_check_of_the_shipped_questions_finds_nothing(run):
    done = run("check")
    assert (done.exit_code, done.stdout) == (0, f"{SHIPPED} questions, no problems\n")


def test_check_includes_the_configured_questions(run, tmp_path):
    own(tmp_path / "config" / "prompts" / "questions" / "own.yaml", "a", "b")
    settings = tmp_path / "config" / "config.toml"
    settings.write_text(f'banks = ["{own(tmp_path / "more.yaml", "c")}"]\n', encoding="utf-8")
    assert run("check").stdout == f"{SHIPPED + 3} questions, no problems\n"


def test_check_prints_each_problem_on_a_line_and_fails(run, tmp_path):
    bad = own(tmp_path / "bad.yaml", "a", "b", more="  needs: luck\n  verb: 3\n")
    done = run("check", bad)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{bad}:{line}" for line in (4, 5, 9, 10)]
    found = json.loads(run("check", bad, "--json").stdout)
    assert (found["v"], found["questions"], len(found["problems"])) == (1, 0, 4)
    assert found["problems"][0] == {
        "severity": "error",
        "file": str(bad),
        "line": 4,
        "what": "needs is 'luck'",
        "expected": "black-box, some-ml or deep is expected",
    }


def test_check_of_one_good_file(run, tmp_path):
    assert run("check", own(tmp_path / "own.yaml", "a")).stdout == "1 question, no problems\n"
    missing = run("check", tmp_path / "gone")
    assert missing.exit_code == 1
    assert missing.stdout.startswith(f"{tmp_path}/gone: cannot be read (No such file or directory)")


@pytest.mark.parametrize("arguments", [["--help"], ["list", "--help"], ["show", "--help"], ["check", "--help"]])
def test_help_reads_well_at_80_columns(run, arguments):
    done = run(*arguments)
    assert done.exit_code == 0
    assert "..." not in done.stdout.replace("[ARGS]...", "").replace("COMMAND [ARGS]", "")
    assert max(map(len, done.stdout.splitlines())) <= 80
