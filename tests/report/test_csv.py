"""Sessions as CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from support.hostile import HOSTILE
from support.sessions import save

from brainstorm.report.rows_csv import COLUMNS, safe, sessions_csv
from brainstorm.session import events as ev
from brainstorm.session.journal import read
from brainstorm.session.text import visible


def rows(*paths: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sessions_csv(read(path).session for path in paths))))


def test_a_row_for_each_entry_and_later_idea(tmp_path: Path) -> None:
    said = ev.Labelled(
        by="you", labels=({"n": 1, "angle": "heat", "common": 0, "same_as": False}, {"n": 2, "same_as": 1})
    )
    path = save(
        tmp_path, "one", "two", after=[ev.Struck(n=2), ev.Rated(best=(1,)), ev.Later(n=3, text="x", where="walk"), said]
    )
    first, second, later = rows(path)
    assert tuple(first) == COLUMNS
    assert (first["text"], first["seconds"], first["first_key"], first["best"]) == ("one", "10.0", "8.0", "1")
    assert (first["angle"], first["lens"], first["common"], first["said_by"]) == (
        "heat",
        "other",
        "somebody forgot it",
        "you",
    )
    assert (second["struck"], second["same_as"], second["angle"]) == ("1", "1", "")
    assert (later["kind"], later["text"], later["where"], later["seconds"]) == ("later", "x", "walk", "")
    assert {row["question"] for row in (first, second, later)} == {"tea-cold"}


@pytest.mark.parametrize("text", ["=1+1", "+2", "-3", "@x", "  =1", "＝1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_taken_for_a_formula(tmp_path: Path, text: str) -> None:
    assert safe(text) == f"'{text}"
    (row,) = rows(save(tmp_path, text))
    assert row["text"].startswith("'")


def test_other_texts_stay_as_they_are() -> None:
    assert [safe(text) for text in ("a=b", "'tis", "3-4", "")] == ["a=b", "'tis", "3-4", ""]


def test_hostile_texts_come_back(tmp_path: Path) -> None:
    texts = [text.kept for text in HOSTILE if text.kept]
    found = [row["text"] for row in rows(save(tmp_path, *texts))]
    assert [text.removeprefix("'") for text in found] == [visible(text).removeprefix("'") for text in texts]
