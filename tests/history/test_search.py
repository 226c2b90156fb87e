"""Finding things again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import HOSTILE
from support.indexed import asked
from support.sessions import SECOND, save

from brainstorm.history.query import parse_query
from brainstorm.history.search import Filters, Hit, search
from brainstorm.history.store import make_tables
from brainstorm.session import events as ev


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sessions"
    save(folder, "ask the same kettng twice", "compare honest mistakes", days_ago=1, after=[ev.Struck(n=2)])
    save(folder, "ask it again, and test it", "mistakes, mistakes, mistakes", days_ago=40, question=SECOND, form="call")
    save(folder, "café in Zürich", days_ago=80, after=[ev.Later(n=2, text="look at the spout", where="walk")])
    return folder


def find(folder: Path, text: str, filters: Filters | None = None, **more: object) -> list[Hit]:
    query = parse_query(text)
    return asked(folder, folder.parent / "cache", lambda db: search(db, query, filters, **more))  # type: ignore[arg-type]


def texts(folder: Path, text: str, filters: Filters | None = None) -> list[str]:
    return [hit.text for hit in find(folder, text, filters)]


def test_all_words_must_be_there(folder: Path) -> None:
    assert texts(folder, "ask twice") == ["ask the same kettng twice"]
    assert texts(folder, "ask nowhere") == []
    assert [hit.text for hit in find(folder, "twice nowhere", some=True)] == ["ask the same kettng twice"]


def test_what_fits_better_comes_first_and_of_equals_the_newest(folder: Path) -> None:
    assert texts(folder, "mistakes") == ["mistakes, mistakes, mistakes", "compare honest mistakes"]
    save(folder, "ask the same kettng twice", days_ago=3)
    assert [hit.day for hit in find(folder, "twice")] == ["2026-11-22", "2026-11-20"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("TESTING", "ask it again, and test it"),
        ("comparing", "compare honest mistakes"),
        ("zurich cafe", "café in Zürich"),
        ('"same kettng"', "ask the same kettng twice"),
        ("hon*", "compare honest mistakes"),
        ("ask -twice", "ask it again, and test it"),
        ('ask -"same kettng"', "ask it again, and test it"),
        ("spout", "look at the spout"),
        ("bitter", "And why is it bitter?"),
    ],
)
def test_how_people_ask(folder: Path, query: str, found: str) -> None:
    assert texts(folder, query) == [found]


def test_words_out_of_order_are_no_phrase(folder: Path) -> None:
    assert texts(folder, '"thing same"') == []


def test_the_last_word_may_be_unfinished_while_typing() -> None:
    assert parse_query("same kett", typing=True).match() == '"same" AND "kett"*'
    assert parse_query("same kett ", typing=True).match() == '"same" AND "kett"'
    assert parse_query("same kett").match() == '"same" AND "kett"'


def test_a_question_is_found_once_where_it_was_asked_last(folder: Path) -> None:
    (hit,) = find(folder, "cold")
    assert (hit.kind, hit.day, hit.n) == ("question", "2026-11-22", 0)


@pytest.mark.parametrize(
    ("filters", "days"),
    [
        (Filters(form="call"), ["2026-10-14"]),
        (Filters(question="tea-bitter"), ["2026-10-14"]),
        (Filters(topic="tea"), ["2026-10-14", "2026-11-22"]),
        (Filters(topic="coffee"), []),
        (Filters(since=date(2026, 11, 1)), ["2026-11-22"]),
        (Filters(until=date(2026, 10, 14)), ["2026-10-14"]),
        (Filters(since=date(2026, 10, 15), until=date(2026, 11, 21)), []),
        (Filters(kind="later"), []),
    ],
)
def test_filters(folder: Path, filters: Filters, days: list[str]) -> None:
    assert sorted(hit.day for hit in find(folder, "mistakes", filters)) == days


def test_what_was_labelled_is_found_by_angle_and_lens(folder: Path) -> None:
    said = ev.Labelled(by="you", labels=({"n": 1, "angle": "heat"}, {"n": 2, "angle": "other", "other": "spirits"}))
    save(folder, "weigh the kettle", "ask the kettle", days_ago=7, after=[said])
    assert texts(folder, "kettle", Filters(angle="heat")) == ["weigh the kettle"]
    assert texts(folder, "kettle", Filters(lens="other")) == ["weigh the kettle"]
    assert texts(folder, "kettle", Filters(angle="other")) == ["ask the kettle"]
    assert texts(folder, "ask", Filters(angle="heat")) == []


def test_a_hit_says_where_it_stands_and_where_its_words_are(folder: Path) -> None:
    (hit,) = find(folder, "honest mistakes")
    assert (hit.session, hit.form, hit.kind, hit.n, hit.q, hit.t) == (
        "20261122-120000-single-0001", "single", "idea", 2, 1, 20.0,
    )  # fmt: skip
    assert (hit.question, hit.topic, hit.note) == ("tea-cold", "tea", "struck")
    assert [hit.text[start:end] for start, end in hit.matches] == ["honest", "mistakes"]
    assert find(folder, "spout")[0].note == "walk"


ODD = st.sampled_from(['"', "-", "*", "ask", "(", "NEAR", "^", ":", " ", "{", "\0", "OR", "'", "+", "\ud800"])


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    make_tables(db)
    yield db
    db.close()


@given(text=st.text(max_size=30) | st.lists(ODD, max_size=9).map("".join))
def test_nothing_that_is_typed_is_an_error(empty: sqlite3.Connection, text: str) -> None:
    for typing in (False, True):
        query = parse_query(text, typing=typing)
        search(empty, query, Filters(topic=text))
        search(empty, query, some=True)


def test_hostile_text_is_found_as_it_was_written(tmp_path: Path) -> None:
    texts = [f"needle {text.kept}" for text in HOSTILE]
    save(tmp_path / "s", *texts)
    hits = asked(tmp_path / "s", tmp_path / "c", lambda db: search(db, parse_query("needle"), most=1000))
    assert sorted(hit.text for hit in hits) == sorted(texts)
    assert all(hit.text[start:end] == "needle" for hit in hits for start, end in hit.matches[:1])
