"""`brainstorm search`."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import Spawn, brainstorm, drilled, harm, on_terminal, well
from support.hostile import HOSTILE
from support.sessions import save

from brainstorm.history.index import index_file


def test_a_hit_is_its_words_and_where_they_stand(own_home: Path) -> None:
    id_ = drilled("ask it twice", "+ and once more", "compare mistakes")
    words, where = well("search", "mistakes").out.splitlines()
    place, _, angle = where.partition(": ")
    assert (words, place) == ("compare mistakes", f"    {id_} 3 · 0:00 · sandbagging-cant-wont")
    assert angle == well("show", "--json").json["entries"][2]["label"]["angle"], "the guess of its angle goes along"
    assert "build" in well("search", "once", "more").out
    well("later", "ask its friends", "--where", "walk")
    assert "later, walk" in well("search", "friends").out


def test_nothing_fits() -> None:
    assert well("search", "anything").out == "Nothing fits.\n"
    assert "without the filters" in well("search", "anything", "--topic", "tea").out
    assert well("search", "anything", "--json").json["hits"] == []


def test_some_of_the_words_are_better_than_none() -> None:
    drilled("ask it twice")
    out = well("search", "ask", "unicorns").out
    assert out.startswith("Nothing has all of these words; with some of them:\nask it twice\n")
    assert well("search", "ask", "unicorns", "--json").json["all_words"] is False


@pytest.mark.parametrize("words", [("!!!",), ("--", "-ask"), ('""',)])
def test_without_a_word_there_is_nothing_to_look_for(words: tuple[str, ...]) -> None:
    done = brainstorm("search", *words)
    assert done.status == 2
    assert "no word to look for" in done.err


@pytest.mark.parametrize("day", ["2026-13-01", "soon", "99999999d", "2026-02-30", ""])
def test_a_day_that_is_none_is_wrong_usage(day: str) -> None:
    done = brainstorm("search", "x", "--since", day)
    assert done.status == 2
    assert "is no day" in done.err


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [("2026", "2026", True), ("2026-11", "2026-11", True), ("2026-11-24", "today", False), ("2025", "2026-10", False)],
)
def test_days_months_and_years(own_home: Path, since: str, until: str, found: bool) -> None:
    save(own_home / "sessions", "needle")
    hits = well("search", "needle", "--since", since, "--until", until, "--json").json["hits"]
    assert bool(hits) is found


def test_a_journal_that_cannot_be_read_is_said(own_home: Path) -> None:
    path = save(own_home / "sessions", "needle")
    path.write_bytes(path.read_bytes().replace(b'"v":1', b'"v":9'))
    done = well("search", "needle")
    assert done.out == "Nothing fits.\n"
    assert "newer brainstorm" in done.err


def test_a_broken_index_costs_one_line(own_home: Path) -> None:
    drilled("needle")
    well("search", "needle")
    file = index_file(own_home / "sessions", own_home / ".cache" / "brainstorm-drill")
    assert file.exists()
    file.write_bytes(b"junk" * 1000)
    done = well("search", "needle")
    assert len(done.err.splitlines()) == 1
    assert "needle" in done.out
    assert well("search", "needle").err == ""


def test_hostile_text_does_nothing_to_the_terminal(own_home: Path) -> None:
    save(own_home / "sessions", *(f"needle {text.kept}" for text in HOSTILE))
    done = well("search", "needle", "--most", "1000")
    assert len(done.out.splitlines()) == 2 * len(HOSTILE)
    assert harm(done.out_bytes) is None


def test_hostile_words_are_words(own_home: Path) -> None:
    save(own_home / "sessions", "needle")
    for text in HOSTILE:
        if "\0" not in text.argument:
            assert brainstorm("search", "--", text.argument).status in (0, 2)
    assert brainstorm("search", "x", "--topic", "\udcff").status == 0


def test_matches_are_marked_on_a_terminal(own_home: Path, terminal: Spawn) -> None:
    save(own_home / "sessions", "compare honest mistakes " * 8)
    person = on_terminal(terminal, "search", "honest mistakes")
    assert person.wait() == 0
    seen = person.drain() or person.seen
    assert seen.count("\x1b[1;4mhonest\x1b[0m") == 8
    plain = seen.replace("\x1b[1;4m", "").replace("\x1b[0m", "")
    assert max(map(len, plain.splitlines())) <= 80
