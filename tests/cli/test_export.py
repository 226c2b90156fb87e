"""`brainstorm export`: sessions for other programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support.command import brainstorm, drilled, well
from support.sessions import save


def test_markdown_of_the_latest_is_the_default() -> None:
    drilled("old")
    drilled("one", "+ and *more*", "two", "/strike 3")
    page = well("export").out
    assert page.startswith("# Single, 20")
    guess = r" \*\([^*]+\?\)\*"  # the angle, as a guess
    assert re.search(
        rf"\n- \*\*1\*\* 0:00 one{guess}\n  - \*\*2\*\* 0:00 and \\\*more\\\*\n- \*\*3\*\* 0:00 ~~two~~\n", page
    )
    assert "old" not in page
    assert "| angles | about " in page


def test_json_wraps_show_objects() -> None:
    ids = [drilled("one"), drilled("two")]
    wrapped = well("export", *ids, "--format", "json").json
    assert wrapped["v"] == 1
    assert wrapped["sessions"] == [well("show", id_, "--json").json for id_ in ids]


def test_all_means_every_session_newest_first() -> None:
    ids = [drilled(f"idea {n}") for n in range(3)]
    assert [one["id"] for one in well("export", "--all", "--format", "json").json["sessions"]] == ids[::-1]
    assert well("export", "--all").out.count("\n## ") == 3


def test_all_of_nothing_is_an_empty_list_of_sessions() -> None:
    assert well("export", "--all", "--format", "json").json == {"v": 1, "sessions": []}
    assert well("export", "--all").out.strip() == ""
    assert brainstorm("export").status == 1


@pytest.mark.parametrize("args", [("latest", "--all"), ("--format", "pdf")])
def test_contradictions_are_wrong_usage(args: tuple[str, ...]) -> None:
    drilled("one")
    assert brainstorm("export", *args).status == 2


def test_a_file_is_written_whole_and_never_over_another(tmp_path: Path) -> None:
    drilled("one")
    out = tmp_path / "out.json"
    done = well("export", "--format", "json", "--out", str(out))
    assert done.out == ""
    assert json.loads(out.read_text())["sessions"][0]["entries"][0]["text"] == "one"
    out.write_text("mine")
    refused = brainstorm("export", "--out", str(out))
    assert refused.status == 1
    assert "--force replaces it" in refused.err
    assert out.read_text() == "mine"
    well("export", "--out", str(out), "--force")
    assert out.read_text().startswith("# Single")
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    drilled("one")
    done = brainstorm("export", "--out", str(tmp_path / "no" / "out.md"))
    assert done.status == 1
    assert "cannot be written" in done.err


def test_a_session_that_is_not_there_exports_nothing(tmp_path: Path) -> None:
    drilled("one")
    out = tmp_path / "out.md"
    assert brainstorm("export", "latest", "nosuch", "--out", str(out)).status == 1
    assert not out.exists()


def test_csv_and_html_of_the_latest() -> None:
    id_ = drilled("=one", "two")
    header, first, second = well("export", "--format", "csv").out.splitlines()
    assert header.startswith("session,started,form,")
    assert first.startswith(f"{id_},")
    assert ",'=one," in first
    assert ",two," in second
    assert "<!DOCTYPE html>" in well("export", "--format", "html").out


def test_a_period(own_home: Path) -> None:
    for days in (0, 3, 40):
        save(own_home / "sessions", "x", days_ago=days)
    period = ("export", "--format", "json", "--since", "2026-11-01", "--until", "2026-11-22")
    assert [one["id"] for one in well(*period).json["sessions"]] == ["20261120-120000-single-0003"]
    assert len(well("export", "--format", "json", "--since", "2026").json["sessions"]) == 3
    assert brainstorm("export", "latest", "--since", "2026").status == 2
    assert brainstorm("export", "--since", "soon").status == 2
