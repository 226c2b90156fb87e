"""`brainstorm show`: which session is meant, and what is shown of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import QUESTION, brainstorm, drilled, well


def test_the_latest_is_shown_when_none_is_named() -> None:
    drilled("old")
    id_ = drilled("new")
    assert well("show").out == well("show", "latest").out == well("show", id_).out
    assert "  1  0:00  new\n" in well("show").out


def test_a_unique_prefix_is_enough_and_a_file_name_will_do() -> None:
    id_ = drilled("one")
    for ref in (id_[:8], id_[:-1], f"{id_}.jsonl"):
        assert well("show", ref, "--json").json["id"] == id_


def test_a_prefix_that_fits_several_is_refused_and_says_which() -> None:
    made = [drilled("one") for _ in range(2)]
    done = brainstorm("show", made[0][:4])
    assert (done.status, done.out) == (1, "")
    assert "fits 2 sessions" in done.err
    assert all(id_ in done.err for id_ in made)


def test_a_whole_id_is_meant_even_when_others_start_with_it(own_home: Path) -> None:
    id_ = drilled("one")
    (path,) = (own_home / "sessions").glob(f"*/{id_}.jsonl")
    (path.parent / f"{id_}-abcd.jsonl").write_bytes(path.read_bytes())
    assert well("show", id_, "--json").json["id"] == id_


@pytest.mark.parametrize("ref", ["1999", "late", "nosuch", "", "../x"])
def test_a_session_that_is_not_there_is_said_in_a_line(ref: str) -> None:
    drilled("one")
    done = brainstorm("show", ref)
    assert (done.status, done.out) == (1, "")
    assert done.err == f"brainstorm: no session starts with “{ref}”; `brainstorm list` shows them\n"


def test_without_sessions_it_says_so() -> None:
    done = brainstorm("show")
    assert done.status == 1
    assert "there are no sessions in" in done.err


def test_entries_stand_in_order_with_number_time_and_sign() -> None:
    drilled("one", "+ more of it", "two", "/strike 1")
    shown = well("show").out
    assert "  1  0:00  one  (struck)\n  2  0:00    + more of it\n  3  0:00  two\n" in shown
    assert "ended with its input · 1 idea, 1 build" in " ".join(shown.split())


def test_long_entries_hang_under_their_words() -> None:
    drilled("words " * 40, "+ " + "more " * 40)
    lines = well("show").out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("  1  "))
    assert lines[start + 1].startswith(" " * 11 + "words")
    build = next(n for n, line in enumerate(lines) if line.startswith("  2  "))
    assert lines[build + 1].startswith(" " * 15 + "more")
    assert max(map(len, lines)) <= 80


def test_wide_characters_take_two_columns() -> None:
    drilled("長" * 100)
    row = next(line for line in well("show").out.splitlines() if line.startswith("  1  "))
    assert 30 <= row.count("長") <= 34


def test_an_empty_drill_says_so() -> None:
    drilled()
    assert "(nothing was entered)" in well("show").out


def test_later_ideas_stand_apart() -> None:
    drilled("one")
    well("later", "the good one", "--where", "walk")
    shown = well("show")
    assert "later\n  2  the good one (walk)\n" in shown.out
    assert well("show", "--json").json["counts"]["ideas"] == 1


def test_the_question_is_shown_whole() -> None:
    drilled("one")
    shown = " ".join(well("show").out.split())
    assert "You give a model an exam you were sure it would ace" in shown
    assert well("show", "--json").json["questions"][0]["id"] == QUESTION
