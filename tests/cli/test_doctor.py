"""`brainstorm doctor` says where everything is and whether a drill could start, and touches nothing."""

import json
import os
import shutil
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import brainstorm.settings.places as places
from brainstorm.cli.doctor import doctor


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and a checkout with all a drill needs."""
    for name in list(os.environ):
        if name.startswith(("XDG_", "BRAINSTORM_", "ANTHROPIC_")):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    clone = tmp_path / "clone"
    (clone / "prompts" / "questions").mkdir(parents=True)
    (clone / "prompts" / "questions" / "any.yaml").write_text("")
    (clone / "prompts" / "forms.yaml").write_text("")
    (clone / "prompts" / "lenses.yaml").write_text("")
    monkeypatch.setattr(places, "find_checkout", lambda package: clone)
    return folder


def run(*args: str) -> Result:
    return CliRunner().invoke(doctor, args, prog_name="brainstorm doctor")


def unwrapped(result: Result) -> str:
    """What was printed, wherever its lines were broken."""
    return " ".join(result.stdout.split())


def facts(*args: str) -> dict[str, Any]:
    found = json.loads(run("--json", *args).stdout)
    assert isinstance(found, dict)
    return found


def spot(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in found["places"] if each["name"] == name)


def everything(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def test_all_is_well_in_a_new_checkout_and_nothing_is_made(tmp_path: Path) -> None:
    before = everything(tmp_path)
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("All is well.\n")
    assert everything(tmp_path) == before
    for place in ("sessions", "prompts"):
        assert f"{place:<16}{tmp_path}/clone/{place}\n" in result.stdout


def test_each_place_says_what_decided_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAINSTORM_CONFIG", str(tmp_path / "c"))
    found = facts("--sessions", str(tmp_path / "s"))
    assert found["v"] == 1
    assert found["ok"] is True
    assert spot(found, "sessions") == {
        "name": "sessions",
        "path": str(tmp_path / "s"),
        "why": "--sessions",
        "state": "missing",
        "writable": True,
    }
    assert spot(found, "config file")["why"] == "BRAINSTORM_CONFIG"
    assert spot(found, "prompts")["why"] == "checkout"
    assert found["environment"]["BRAINSTORM_CONFIG"] == str(tmp_path / "c")


@pytest.mark.parametrize("in_the_way", ["file", "file/under/it", "dangling"])
def test_sessions_that_cannot_be_written_are_trouble(tmp_path: Path, in_the_way: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "dangling").symlink_to("nowhere")
    result = run("--sessions", str(tmp_path / in_the_way))
    assert result.exit_code == 1
    assert f"Trouble: sessions cannot be written to {tmp_path / in_the_way}" in unwrapped(result)
    assert "All is well" not in result.stdout


def test_a_read_only_folder_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.R_OK)
    found = facts("--sessions", str(tmp_path))
    assert (found["ok"], spot(found, "sessions")["writable"]) == (False, False)
    assert "read only" in found["trouble"][0]


def test_a_full_disk_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(100, 100, 4096))
    result = run()
    assert result.exit_code == 1
    assert "is full: 4 kB free" in unwrapped(result)


@pytest.mark.parametrize("missing", ["forms.yaml", "lenses.yaml", "questions"])
def test_missing_prompts_are_trouble(tmp_path: Path, missing: str) -> None:
    gone = tmp_path / "clone" / "prompts" / missing
    if gone.is_dir():
        shutil.rmtree(gone)
    else:
        gone.unlink()
    result = run()
    assert result.exit_code == 1
    assert f"lacks {missing}: the installation is incomplete" in unwrapped(result)


def test_a_doubtful_settings_file_is_a_note_and_no_trouble(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAINSTORM_CONFIG", str(home))
    (home / "config.toml").write_text("minuets = 5\nbanks = ['/not/there']\n")
    found = facts()
    assert found["ok"] is True
    assert [("minuets" in note, "/not/there" in note) for note in found["notes"]] == [(True, False), (False, True)]
    assert spot(found, "more questions")["path"] == "/not/there"
    assert "/not/there: no such file or folder" in unwrapped(run())


def test_of_a_key_only_whether_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert facts()["environment"] == {"ANTHROPIC_API_KEY": "not set"}
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-secret")
    monkeypatch.setenv("BRAINSTORM_SECRET_TOKEN", "sk-other")
    for result in (run(), run("--json")):
        assert "sk-" not in result.output
    assert facts()["environment"] == {"ANTHROPIC_API_KEY": "set", "BRAINSTORM_SECRET_TOKEN": "set"}


def test_sessions_are_counted_and_the_deleted_are_not(tmp_path: Path) -> None:
    for folder in ("2025", "2026", ".trash"):
        (tmp_path / "s" / folder).mkdir(parents=True)
        (tmp_path / "s" / folder / "x.jsonl").write_text("")
    assert facts("--sessions", str(tmp_path / "s"))["sessions"]["count"] == 2


def test_versions_and_the_terminal_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "97")
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    found = facts()
    assert found["versions"]["click"]
    assert {"python", "platform", "pyyaml", "textual", "wordllama"} <= set(found["versions"])
    assert (found["terminal"]["columns"], found["terminal"]["colour"]) == (97, "256")
    assert found["terminal"]["tty"] == {"stdin": False, "stdout": False, "stderr": False}


def test_it_is_right_at_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "find_checkout", lambda package: Path("/clone"))
    monkeypatch.setenv("HOME", "/home/someone")
    result = run()
    assert result.exit_code == 1
    assert max(len(line) for line in result.stdout.splitlines()) <= 79


def test_hostile_names_do_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAINSTORM_X", "\x1b[31m\n\u202e\udcff")
    result = run("--sessions", str(tmp_path / "\x1b[31m\nbad"))
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output
    assert facts()["environment"]["BRAINSTORM_X"]
