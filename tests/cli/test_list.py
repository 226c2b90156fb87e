"""`brainstorm list`: what there is, newest first."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support.command import PROGRAM, QUESTION, Spawn, brainstorm, drilled, on_terminal, well


def test_an_empty_folder_says_how_to_begin() -> None:
    assert well("list").out == (
        f"No sessions yet in {os.environ['BRAINSTORM_SESSIONS']}; `brainstorm drill` makes the first.\n"
    )
    assert well("list", "--json").json == {"v": 1, "sessions": []}
    assert not Path(os.environ["BRAINSTORM_SESSIONS"]).exists()


def test_sessions_come_newest_first_even_those_of_one_second() -> None:
    made = [drilled(f"idea {n}") for n in range(6)]
    assert [row["id"] for row in well("list", "--json").json["sessions"]] == made[::-1]
    assert [line.split()[0] for line in well("list").out.splitlines()] == made[::-1]
    assert well("show", "--json").json["id"] == made[-1]


def test_a_row_says_when_how_long_how_many_and_what() -> None:
    id_ = drilled("one", "two", "+ three")
    assert well("list").out == f"{id_}   0:00  2 ideas, 1 build  {QUESTION}\n"
    well("later", "on a walk")
    assert "2 ideas, 1 build, 1 later" in well("list").out


def test_columns_are_aligned() -> None:
    drilled("one")
    drilled("one", "two", "+ three")
    well("call", "--plain", stdin="a\n/next\nb\n")
    columns = {line.index(line.split("  ")[-1].strip()) for line in well("list").out.splitlines()}
    assert len(columns) == 1


def test_a_call_on_a_narrow_terminal_keeps_within_it(terminal: Spawn) -> None:
    well("call", "--plain", stdin="a\n/next\nb\n")
    drilled("one")
    person = on_terminal(terminal, "list")
    assert person.wait() == 0
    lines = person.drain().splitlines()
    assert len(lines) >= 2
    assert max(map(len, lines)) <= 80
    assert "…" not in person.seen


def test_the_newest_few() -> None:
    made = [drilled("one") for _ in range(3)]
    assert [row["id"] for row in well("list", "--most", "2", "--json").json["sessions"]] == made[:0:-1]
    assert brainstorm("list", "--most", "0").status == 2


def test_a_running_drill_is_listed_as_live() -> None:
    args = [*PROGRAM, "drill", "--plain", "--question", QUESTION]
    child = subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert child.stdin is not None
    try:
        while not (rows := well("list", "--json").json["sessions"]):
            assert child.poll() is None
        assert rows[0]["state"] == "live"
        assert "running now" in well("list").out
        assert "running now" in well("show").out
        refused = brainstorm("delete", "latest")
        assert refused.status == 1
        assert "in use by another brainstorm" in refused.err
    finally:
        child.stdin.close()
        assert child.wait(30) == 0
    assert well("list", "--json").json["sessions"][0]["state"] == "ended"


def test_a_damaged_session_is_listed_and_says_so(own_home: Path) -> None:
    id_ = drilled("one", "two")
    (path,) = (own_home / "sessions").glob(f"*/{id_}.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"one"', b'"one'))
    assert "damaged" in well("list").out
    assert "! line 3" in well("show").out


@pytest.mark.parametrize("name", ["notes.txt", "20261123-073000-single-k3f9.jsonl.bak", "readme.jsonl"])
def test_other_files_in_the_folder_are_left_alone(own_home: Path, name: str) -> None:
    drilled("one")
    (year,) = (own_home / "sessions").iterdir()
    (year / name).write_text("mine")
    (own_home / "sessions" / name).write_text("mine")
    assert len(well("list").out.splitlines()) == 1


def test_a_journal_of_a_newer_format_is_said_and_the_rest_listed(own_home: Path) -> None:
    first, second = drilled("one"), drilled("two")
    (path,) = (own_home / "sessions").glob(f"*/{first}.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"v":1', b'"v":99'))
    done = well("list")
    assert second in done.out
    assert first not in done.out
    assert done.err.startswith(f"brainstorm: {first}.jsonl ")


def test_what_was_imported_is_counted_too() -> None:
    well("import", "-", "--question", QUESTION, stdin="one\n+ more\ntwo\n")
    (row,) = well("list").out.splitlines()
    assert row.split("  ", 1)[1].split() == ["–", "2", "ideas,", "1", "build", QUESTION]
