"""`brainstorm bank check --strict`, `stats`, `new` and `import`, as somebody types them."""

import os
import re
import stat
from pathlib import Path

import pytest
from support.command import QUESTION, brainstorm, drilled, well

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRAINSTORM_CONFIG", str(own_home / "config"))
    return own_home / "config"


# check


def test_the_shipped_questions_pass_strictly() -> None:
    assert well("bank", "check", "--strict").out.endswith(" questions, no problems\n")


def test_warnings_fail_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f'- id: a\n  topic: t\n  question: "{"why " * 71}"\n')
    done = well("bank", "check", str(file))
    assert done.out.splitlines()[0].startswith(f"{file}:3: warning: the question 'why why ")
    assert done.out.splitlines()[1] == "1 question, no errors, 1 warning"
    assert brainstorm("bank", "check", "--strict", str(file)).status == 1
    (problem,) = well("bank", "check", "--json", str(file)).json["problems"]
    assert (problem["severity"], problem["line"]) == ("warning", 3)
    file.write_text("- id: yes\n")
    done = brainstorm("bank", "check", str(file))
    assert done.status == 1
    assert ": warning: " not in done.out


def test_a_file_is_read_for_what_its_name_says(tmp_path: Path) -> None:
    prompts = ROOT / "prompts"
    for name in ("lenses.yaml", "forms.yaml", "interviewer.yaml", "wordings/auditing.yaml"):
        assert well("bank", "check", str(prompts / name)).out == "0 questions, no problems\n"
    assert well("bank", "check", "--strict", str(prompts / "questions/auditing.yaml")).out.endswith("no problems\n")
    assert well("bank", "check", "--strict", str(prompts)).out.endswith("no problems\n")


# stats


def test_stats_count_what_there_is_and_what_was_done() -> None:
    drilled("one")
    found = well("bank", "stats", "--json").json
    shown = well("bank", "list", "--json").json["questions"]
    assert found["questions"] == len(shown)
    assert (found["done"], found["not_done"]) == (1, len(shown) - 1)
    for key in ("topic", "needs", "difficulty", "verb"):
        assert sum(found[f"by_{key}"].values()) == len(shown)
    assert sum(found["by_lens"].values()) == found["a_question"]["angles"]["total"]
    assert found["a_question"]["wordings"]["total"] >= 740


def test_stats_read_well_and_count_own_questions(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text('- {id: a, topic: tea, question: "Why?"}\n')
    lines = well("bank", "stats", "--bank", str(file)).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].endswith("with a map; 0 done, " + lines[0].split()[0] + " not yet")
    assert any(re.fullmatch(r"  tea +1  ▪", line) for line in lines)
    assert any(re.fullmatch(r"  - +1  ▪", line) for line in lines)


# new


def filled(text: str) -> str:
    """A skeleton with words between all quotes."""
    alphabet = iter(f"w{n}a w{n}b w{n}c w{n}d" for n in range(1000))
    return re.sub(r'""', lambda _: f'"{next(alphabet)}"', text)


def test_new_writes_a_skeleton_that_is_sound_once_filled(config: Path) -> None:
    path = Path(well("bank", "new", "tea", "cold-cup").out.strip())
    assert path == config / "prompts" / "questions" / "tea-cold-cup.yaml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert brainstorm("bank", "check", str(path)).status == 1
    listed = well("bank", "list")
    assert "tea-cold-cup" not in listed.out
    assert "left out" in listed.err
    path.write_text(filled(path.read_text()))
    assert "no errors" in well("bank", "check", str(path)).out
    assert "tea-cold-cup" in well("bank", "list", "--topic", "tea").out
    again = brainstorm("bank", "new", "tea", "cold-cup")
    assert (again.status, again.err) == (1, f"brainstorm: the id tea-cold-cup is taken ({path}:5)\n")


def test_new_names_the_schema_in_a_checkout(config: Path) -> None:
    first = well("bank", "new", "tea", "x", "--out", "-").out.splitlines()[0]
    assert first == f"# yaml-language-server: $schema={ROOT}/docs/schemas/questions.schema.json"


def test_new_never_writes_over_a_file(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("precious")
    done = brainstorm("bank", "new", "tea", "x", "--out", str(file))
    assert (done.status, done.err) == (1, f"brainstorm: {file} is there already\n")
    assert file.read_text() == "precious"
    assert brainstorm("bank", "new", "tea", "x", "--out", str(tmp_path / "no" / "x.yaml")).status == 1
    assert os.listdir(tmp_path) == ["mine.yaml"]


@pytest.mark.parametrize("args", [("Tea", "x"), ("tea", "../x"), ("tea", ""), ("tea", "a" * 40), ("tea",)])
def test_new_takes_words_for_an_id_only(config: Path, args: tuple[str, ...]) -> None:
    assert brainstorm("bank", "new", *args).status == 2
    assert not config.exists()


def test_files_right_in_prompts_are_not_hidden(config: Path) -> None:
    (config / "prompts").mkdir(parents=True)
    (config / "prompts" / "flat.yaml").write_text('- {id: a, topic: tea, question: "Why?"}\n')
    path = Path(well("bank", "new", "tea", "x").out.strip())
    assert path == config / "prompts" / "tea-x.yaml"
    path.write_text(filled(path.read_text()))
    assert len(well("bank", "list", "--topic", "tea", "--json").json["questions"]) == 2


# import


def test_import_takes_a_list_into_the_own_bank(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "My List.md"
    file.write_text("# Cold Tea\n- Why does a cup go cold?\n- Why does a cup go cold?\n- And the pot?\n")
    done = well("bank", "import", str(file))
    target = config / "prompts" / "questions" / "my-list.yaml"
    assert done.out == f"{target}\n2 questions\n"
    assert done.err == "brainstorm: 1 left out: in the list twice, or in the bank already\n"
    rows = well("bank", "list", "--topic", "cold-tea", "--json").json["questions"]
    assert [(row["id"], row["mapped"]) for row in rows] == [
        ("cold-tea-cup-cold", False),
        ("cold-tea-pot", False),
    ]
    before = target.read_text()
    again = brainstorm("bank", "import", str(file))
    assert (again.status, again.out) == (1, "")
    assert again.err.endswith(f"{target} is there already; --force replaces it, --out names another\n")
    well("bank", "import", str(file), "--force")
    assert target.read_text() == before


def test_import_leaves_out_what_the_bank_has(config: Path, tmp_path: Path) -> None:
    text = well("bank", "show", QUESTION, "--json").json["question"]["question"]
    file = tmp_path / "list.txt"
    file.write_text(f"{text}\n")
    done = brainstorm("bank", "import", str(file))
    assert (done.status, done.err) == (1, f"brainstorm: {file}: all its questions are in the bank already\n")
    file.write_text(f"{text}\nSomething new about tea?\n")
    assert well("bank", "import", str(file)).out.endswith("\n1 question\n")


def test_import_as_told(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("question,id,topic\nWhy?,my-why,Tea\n")
    out = tmp_path / "out.yaml"
    well("bank", "import", str(file), "--topic", "cups", "--out", str(out))
    assert well("bank", "list", "--bank", str(out), "--topic", "cups", "--json").json["questions"][0]["id"] == "my-why"
    assert not config.exists()
    text = well("bank", "import", str(file), "--out", "-").out
    assert text.endswith('\n- id: my-why\n  topic: "tea"\n  question: "Why?"\n')
    assert well("bank", "import", "-", "--out", "-", stdin="1. Why so?\n").out.endswith('  question: "Why so?"\n')
    assert brainstorm("bank", "import", str(file), "--topic", "No!").status == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no question was found in it"),
        (b"a\n\0", "line 2: a NUL byte stands here; a text file is expected"),
        (b"\x89PNG\r\n", "line 1: the byte 0x89 is not UTF-8"),
        (b"x" * 5_000_001, "is larger than 5 MB"),
        (None, "is a folder"),
    ],
)
def test_import_of_what_is_no_list_is_one_clear_line(
    config: Path, tmp_path: Path, content: bytes | None, message: str
) -> None:
    file = tmp_path / "list\x1b[31m.txt"
    file.mkdir() if content is None else file.write_bytes(content)
    done = brainstorm("bank", "import", str(file))
    assert (done.status, done.out) == (1, "")
    assert done.err.endswith(f": {message}\n")
    assert done.err.count("\n") == 1
    assert "\x1b" not in done.err
    assert not config.exists()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "is not a regular file" in brainstorm("bank", "import", str(pipe)).err
