"""`brainstorm settings` shows what is set and why, and sets it."""

import errno
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from brainstorm.cli.settings import settings


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of an empty home, at 80 columns."""
    for name in list(os.environ):
        if name.startswith(("XDG_", "BRAINSTORM_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BRAINSTORM_CONFIG", str(tmp_path / "c"))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "c" / "config.toml"


def run(*args: str) -> Result:
    return CliRunner().invoke(settings, args, prog_name="brainstorm settings")


def test_every_setting_is_listed_with_where_it_comes_from(config: Path) -> None:
    run("minutes", "5")
    result = run()
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0] == str(config)
    folded = [" ".join(line.split()) for line in lines]
    assert "minutes 5 [config.toml; default 10]" in folded
    assert "form single [default]" in folded
    assert "sessions (empty) [default]" in folded
    assert "The form of a drill when none is named." in folded
    assert all(len(line) <= 79 for line in lines[1:])


def test_listing_makes_no_file(config: Path) -> None:
    assert run().stdout.startswith(f"{config} (not there yet)\n")
    assert not config.parent.exists()


def test_one_key_prints_its_value_only() -> None:
    assert run("minutes").output == "10\n"
    assert run("form").output == "single\n"
    assert run("banks").output == ""


def test_a_value_is_written_and_confirmed_with_the_path(config: Path) -> None:
    result = run("minutes", "7.5")
    assert (result.exit_code, result.output) == (0, f"minutes = 7.5 in {config}\n")
    assert config.read_text() == "minutes = 7.5\n"
    assert run("minutes").output == "7.5\n"


def test_each_item_of_a_list_is_a_value_of_its_own() -> None:
    assert run("banks", "/one, two", "/three").exit_code == 0
    assert run("banks").output == "/one, two\n/three\n"


def test_unset_goes_back_to_the_default(config: Path) -> None:
    run("minutes", "5")
    result = run("minutes", "--unset")
    assert result.output == f"minutes is at its default, 10; {config} says nothing of it\n"
    assert config.read_text() == ""


def test_json_says_all_of_it(config: Path) -> None:
    run("minutes", "5")
    config.write_text(config.read_text() + "unknown = 1\n")
    found = json.loads(run("--json").stdout)
    assert found["v"] == 1
    assert found["config_file"] == str(config)
    assert len(found["notes"]) == 1
    by_key = {each["key"]: each for each in found["settings"]}
    assert by_key["minutes"]["value"] == 5.0
    assert by_key["minutes"]["default"] == 10.0
    assert by_key["minutes"]["from"] == "config.toml"
    assert by_key["banks"]["value"] == []
    one = json.loads(run("form", "call", "--json").stdout)
    assert (one["v"], one["key"], one["value"], one["from"]) == (1, "form", "call", "config.toml")


def test_the_environment_goes_before_the_file_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAINSTORM_SESSIONS", "/env")
    result = run("sessions", "/file")
    assert result.exit_code == 0
    assert "BRAINSTORM_SESSIONS is set and goes before the file: /env" in result.stderr
    assert run("sessions").output == "/env\n"
    assert "sessions /env [BRAINSTORM_SESSIONS; default empty]" in " ".join(run().stdout.split())


@pytest.mark.parametrize(
    "args",
    [
        ("minuets", "5"),
        ("minuets",),
        ("minutes", "ten"),
        ("minutes", "5", "6"),
        ("--unset",),
        ("minutes", "5", "--unset"),
        ("minutes", "--unst"),
    ],
)
def test_wrong_usage_is_said_and_leaves_with_2(config: Path, args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr
    assert not config.exists()


def test_a_likely_name_is_offered() -> None:
    assert "did you mean minutes?" in run("minuets").stderr


def test_a_broken_file_is_a_failure_and_stays(config: Path) -> None:
    config.parent.mkdir()
    config.write_text("minutes = \n")
    result = run("minutes", "5")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"brainstorm: {config}:1: is not TOML")
    assert result.stderr.count("\n") == 1
    assert config.read_text() == "minutes = \n"
    assert "every setting is at its default" in run().stderr
    assert run("minutes").stdout == "10\n"


def test_a_full_disk_is_a_failure_of_one_line(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    result = run("minutes", "5")
    assert result.exit_code == 1
    assert result.stderr == f"brainstorm: {config}: cannot be written (No space left on device); nothing changed\n"


def test_what_a_file_says_cannot_harm_the_terminal(config: Path) -> None:
    config.parent.mkdir()
    config.write_text('sessions = "/\\u001b[31mred\\u202e"\n"x\\u001b]0;\\u0007" = 1\n')
    for args in ((), ("sessions",), ("--json",)):
        result = run(*args)
        assert result.exit_code == 0
        assert "\x1b" not in result.output
        assert "\u202e" not in result.output
        assert "\x07" not in result.output
