"""Help and version: all that there is, said so that it can be read on 80 columns."""

from __future__ import annotations

import pytest
from support.command import brainstorm, process, well

from brainstorm import __version__
from brainstorm.cli import _COMMANDS

COMMANDS = [*((name,) for name in _COMMANDS), *(("bank", name) for name in ("list", "show", "check"))]


def test_the_version_is_one_line() -> None:
    assert well("--version").out == well("-V").out == f"brainstorm {__version__}\n"


def test_a_letter_is_enough_for_help() -> None:
    assert process("list", "-h").out == process("list", "--help").out


def test_the_program_lists_its_commands_with_whole_sentences() -> None:
    page = well("--help").out
    for name in _COMMANDS:
        assert f"\n  {name} " in page
    assert "..." not in page.split("Commands:")[1]


@pytest.mark.parametrize("command", [(), *COMMANDS], ids=lambda command: " ".join(command) or "brainstorm")
def test_every_command_has_a_page_that_fits_and_explains_each_option(command: tuple[str, ...]) -> None:
    page = well(*command, "--help").out
    assert max(map(len, page.splitlines())) <= 80
    assert page.startswith(" ".join(["Usage: brainstorm", *command]))
    lines = page.splitlines()
    for n, line in enumerate(lines):
        if line.startswith("  -"):
            explained = "  " in line.strip() or lines[n + 1].startswith(" " * 8)
            assert explained, line


@pytest.mark.parametrize("option", ["--sessions", "--bank"])
def test_what_belongs_to_the_app_is_not_silently_dropped_before_a_command(option: str) -> None:
    done = brainstorm(option, "somewhere", "list")
    assert (done.status, done.out) == (2, "")
    assert f"{option} goes after the command: brainstorm list {option}" in done.err
    assert "there is no terminal" in brainstorm(option, "somewhere").err


@pytest.mark.parametrize(
    "args", [("nosuch",), ("bank", "nosuch"), ("--nosuch",), ("drill", "--nosuch"), ("show", "a", "b")]
)
def test_what_is_not_there_is_wrong_usage_and_points_to_help(args: tuple[str, ...]) -> None:
    done = brainstorm(*args)
    assert (done.status, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert first.startswith("brainstorm: ")
    assert second.startswith("Try `brainstorm ")
    assert second.endswith(" --help`.")


@pytest.mark.parametrize(
    ("args", "instead"),
    [
        ((), "`brainstorm drill --plain` takes one idea a line"),
        (("drill",), "; --plain takes one idea a line"),
        (("review",), "`brainstorm list` and `brainstorm show` need none"),
    ],
)
def test_without_a_terminal_each_command_names_what_needs_none(args: tuple[str, ...], instead: str) -> None:
    done = brainstorm(*args)
    assert done.status == 2
    assert "there is no terminal to draw on" in done.err
    assert instead in done.err
