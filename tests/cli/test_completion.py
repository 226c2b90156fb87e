"""The shell's Tab, by the command-line library's own means."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from brainstorm.cli.complete import complete_form, complete_question, complete_session

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in list(os.environ):
        if name.startswith(("XDG_", "BRAINSTORM_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder for PATH that holds `brainstorm`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "brainstorm"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m brainstorm "$@"\n')
    script.chmod(0o755)
    return folder


def complete(words: str, cursor: int, instruction: str = "bash_complete") -> subprocess.CompletedProcess[str]:
    env = os.environ | {"COMP_WORDS": words, "COMP_CWORD": str(cursor), "_BRAINSTORM_COMPLETE": instruction}
    return subprocess.run([sys.executable, "-m", "brainstorm"], env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "cursor", "answer"),
    [
        ("brainstorm set", 1, ["plain,settings"]),
        ("brainstorm doc", 1, ["plain,doctor"]),
        ("brainstorm settings m", 2, ["plain,minutes", "plain,model"]),
        ("brainstorm settings b", 2, ["plain,banks", "plain,bell"]),
        ("brainstorm settings --u", 2, ["plain,--unset"]),
        ("brainstorm settings sessions /x", 3, ["file,/x"]),
        ("brainstorm settings nonsense x", 3, []),
        ("brainstorm drill --question sandbagging-cant", 3, ["plain,sandbagging-cant-wont"]),
        ("brainstorm drill --form ca", 3, ["plain,call"]),
        ("brainstorm call --question sandbagging-cant", 3, ["plain,sandbagging-cant-wont"]),
        ("brainstorm later --question sandbagging-cant", 3, ["plain,sandbagging-cant-wont"]),
        ("brainstorm later --session l", 3, ["plain,latest"]),
        ("brainstorm show l", 2, ["plain,latest"]),
        ("brainstorm export l", 2, ["plain,latest"]),
        ("brainstorm delete l", 2, ["plain,latest"]),
        ("brainstorm review l", 2, ["plain,latest"]),
    ],
)
def test_the_program_answers_the_shell(words: str, cursor: int, answer: list[str]) -> None:
    done = complete(words, cursor)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split("\n") == [*answer, ""] if answer else done.stdout.strip() == ""


def test_an_unknown_shell_is_a_failure() -> None:
    assert complete("", 0, "csh_source").returncode == 1


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    done = complete("", 0, f"{shell}_source")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_BRAINSTORM_COMPLETE={shell}_complete" in done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_completes_with_the_script(program: Path) -> None:
    script = """
        eval "$(_BRAINSTORM_COMPLETE=bash_source brainstorm)" || exit 1
        COMP_WORDS=(brainstorm settings mi) COMP_CWORD=2
        _brainstorm_completion brainstorm
        echo "${COMPREPLY[@]}"
        complete -p brainstorm
    """
    env = os.environ | {"PATH": f"{program}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=False)
    if "older than 4.4" in done.stderr:
        pytest.skip("this bash is too old")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "minutes"
    assert "-F _brainstorm_completion brainstorm" in done.stdout


def offers(complete: object, incomplete: str, **params: object) -> list[str]:
    ctx = click.Context(click.Command("any"))
    ctx.params.update(params)
    assert callable(complete)
    return [item.value for item in complete(ctx, click.Argument(["x"]), incomplete)]


def test_session_ids_are_offered_newest_first(tmp_path: Path) -> None:
    for id_ in ("20251123-073000-call-k3f9", "20261123-073000-single-a1b2"):
        (tmp_path / "s" / id_[:4]).mkdir(parents=True)
        (tmp_path / "s" / id_[:4] / f"{id_}.jsonl").write_text("")
    found = offers(complete_session, "", sessions=tmp_path / "s")
    assert found == ["latest", "20261123-073000-single-a1b2", "20251123-073000-call-k3f9"]
    assert offers(complete_session, "2025", sessions=tmp_path / "s") == ["20251123-073000-call-k3f9"]
    assert offers(complete_session, "x", sessions=tmp_path / "nowhere") == []


def test_question_ids_are_those_of_every_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAINSTORM_CONFIG", str(tmp_path / "c"))
    (tmp_path / "c" / "prompts" / "questions").mkdir(parents=True)
    (tmp_path / "c" / "prompts" / "questions" / "mine.yaml").write_text("- id: zz-mine\n  topic: zz\n")
    (tmp_path / "one.yaml").write_text("# c\n- id: 'zz-one'\n  angles:\n    - id: zz-angle\n- id: zz-two\n")
    assert offers(complete_question, "zz-", banks=(tmp_path / "one.yaml",)) == ["zz-mine", "zz-one", "zz-two"]
    assert offers(complete_question, "zz-", banks=(tmp_path / "nowhere",)) == ["zz-mine"]


def test_forms_are_offered() -> None:
    assert "single" in offers(complete_form, "")


def test_the_page_shows_what_works() -> None:
    page = (ROOT / "docs" / "completion.md").read_text(encoding="utf-8")
    assert 'COMP_WORDS="brainstorm set" COMP_CWORD=1 _BRAINSTORM_COMPLETE=bash_complete brainstorm' in page
    assert "prints `plain,settings`" in page
