"""Journals that somebody copied, renamed, moved or spoiled are shown like any other, under the name of their file."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.command import drilled, well

from brainstorm.session.journal import path_of

COMMANDS = ("list", "list --json", "today", "today --json", "stats", "search kettle", "export --all", "doctor")


@pytest.fixture
def folder(own_home: Path) -> Path:
    return own_home / "sessions"


def sound(*sessions: str) -> None:
    """Every command shows them, and says nothing is wrong."""
    for command in COMMANDS:
        well(*command.split())
    for id_ in sessions:
        assert well("show", id_, "--json").json["id"] == id_
    well("compare", *sessions)
    well("compare", "--question", "sandbagging-cant-wont", "--json")


def changed(path: Path, **fields: Any) -> None:
    first, *rest = path.read_text().splitlines(keepends=True)
    path.write_text("".join([json.dumps({**json.loads(first), **fields}) + "\n", *rest]))


def test_a_copy_is_a_session_of_its_own(folder: Path) -> None:
    id_ = drilled("boil the kettle")
    copy = f"{id_[:-4]}copy"
    shutil.copy(path_of(folder, id_), path_of(folder, copy))
    sound(id_, copy)
    assert {one["id"] for one in well("list", "--json").json["sessions"]} == {id_, copy}


@pytest.mark.parametrize("says", ["x", "", "../../x", "[/]", "20261399-073000-single-k3f9"])
def test_what_a_journal_says_it_is_called_counts_for_nothing(folder: Path, says: str) -> None:
    ids = [drilled("boil the kettle"), drilled("boil the kettle")]
    changed(path_of(folder, ids[1]), id=says)
    sound(*ids)


@pytest.mark.parametrize("day", ["99991231", "{now:%Y}0931", "{now:%Y}0100", "00000000"])
def test_a_day_that_no_calendar_has_breaks_nothing(folder: Path, day: str) -> None:
    id_ = drilled("boil the kettle")
    odd = f"{day.format(now=datetime.now(UTC))}-256199-single-k3f9"
    path_of(folder, odd).parent.mkdir(exist_ok=True)
    path_of(folder, id_).rename(path_of(folder, odd))
    sound(*sorted([odd, drilled("boil the kettle")]))


def test_half_a_character_in_a_question_breaks_nothing(folder: Path) -> None:
    ids = [drilled("boil the kettle"), drilled("boil the kettle")]
    path = path_of(folder, ids[0])
    path.write_bytes(path.read_bytes().replace(b'"topic":"', b'"topic":"\\udce9'))
    sound(*ids)
    well("feedback", ids[0], "--dry-run")
