"""Ideas from elsewhere."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import HOSTILE
from support.sessions import TEA

from brainstorm.history.incoming import KINDS, MOST, Incoming, IncomingError, Said, read_incoming, seconds_of
from brainstorm.history.taking import take_over
from brainstorm.session.journal import read

WHEN = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


def one(text: str, kind: str = "text") -> tuple[Said, ...]:
    (found,) = read_incoming(text, kind)
    return found.said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("an idea", Said("an idea")),
        ("  - an idea  ", Said("an idea")),
        ("12. an idea", Said("an idea")),
        ("1:23 an idea", Said("an idea", 83.0)),
        ("[1:23] an idea", Said("an idea", 83.0)),
        ("(01:02:03) an idea", Said("an idea", 3723.0)),
        ("3) 0:05 - an idea", Said("an idea", 5.0)),
        ("1:23", Said("1:23")),
        ("2:1 odds", Said("2:1 odds")),
        ("24h of idling", Said("24h of idling")),
        ("-5 degrees", Said("-5 degrees")),
    ],
)
def test_a_line_of_text(line: str, said: Said) -> None:
    assert one(line) == (said,)


def test_a_plus_builds_on_the_idea_before() -> None:
    assert one("+ first\n+ more\n0:10 + and more") == (
        Said("first"),
        Said("more", build=True),
        Said("and more", 10.0, build=True),
    )


@pytest.mark.parametrize(
    "table",
    [
        'idea,seconds\nask twice,83\n"wait, then ask",1:30\n',
        "Time;Text\n83;ask twice\n90;wait, then ask\n",
        "t\ttext\n83\task twice\n1:30\twait, then ask\n",
    ],
)
def test_a_table(table: str) -> None:
    assert one(table, "csv") == (Said("ask twice", 83.0), Said("wait, then ask", 90.0))


def test_one_column_without_a_name_is_ideas() -> None:
    assert one('ask twice\n"wait, then ask"\n', "csv") == (Said("ask twice"), Said("wait, then ask"))


def test_the_apostrophe_of_an_export_is_taken_off() -> None:
    assert [said.text for said in one("text\n'=1+1\n'tis\n'+ more\n", "csv")] == ["=1+1", "'tis", "+ more"]


@pytest.mark.parametrize(
    "value",
    [
        ["ask twice", "wait"],
        [{"text": "ask twice"}, {"idea": "wait"}],
        {"ideas": ["ask twice", "wait"]},
        {"entries": [{"text": "ask twice", "kind": "idea"}, {"text": "gone", "struck": True}, {"text": "wait"}]},
        {"sessions": [{"ideas": ["ask twice", "wait"]}]},
    ],
)
def test_json(value: object) -> None:
    assert one(json.dumps(value), "json") == (Said("ask twice"), Said("wait"))


def test_json_lines() -> None:
    assert one('{"text": "ask twice", "t": 4}\n{"text": "wait", "t": "1:00"}\n', "json") == (
        Said("ask twice", 4.0),
        Said("wait", 60.0),
    )


def test_each_question_becomes_a_session() -> None:
    value = {
        "questions": [{"q": 1, "id": "a-b", "text": "Why?"}, {"q": 2, "id": "c-d", "text": "How?"}],
        "entries": [{"q": 1, "text": "one"}, {"q": 2, "text": "two", "t": 4.5, "builds_on": 1}],
        "later": [{"q": 2, "text": "three", "where": "walk"}],
        "started": "2026-11-23T07:30:00.000+00:00",
    }
    first, second = read_incoming(json.dumps(value), "json")
    assert first == Incoming((Said("one"),), "Why?", "a-b", "2026-11-23T07:30:00.000+00:00")
    assert (second.question, second.question_id, second.date) == ("How?", "c-d", first.date)
    assert second.said == (Said("two", 4.5, build=True), Said("three", later=True, where="walk"))


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("text", "\n \n- \n", "no ideas"),
        ("csv", "", "no ideas"),
        ("csv", "a,b\nc,d\n", "no column is called text or idea"),
        ("csv", "text,t\nask,soon\n", "row 2: “soon” is no time"),
        ("csv", "text,t\nask,99999999\n", "is no time"),
        ("csv", 'text\n"never closed\n', "no sound CSV"),
        ("json", "{", "no sound JSON"),
        ("json", "3", "a list of ideas is expected"),
        ("json", "[3]", "idea 1: a text is expected"),
        ("json", '[{"text": 3}]', "idea 1: a text is expected"),
        ("json", '[{"text": "x", "t": -1}]', "idea 1: -1 is no time"),
        ("json", '[{"text": "x", "t": true}]', "True is no time"),
        ("json", '[{"text": "x", "t": 1e999}]', "is no time"),
        ("json", '[{"text": "x", "t": NaN}]', "NaN is no number"),
        ("json", '[{"text": "x", "t": [1]}]', "is no time"),
        ("json", "[" * 100_000, "nested too deeply"),
        ("json", '{"sessions": [{"ideas": ["x"]}, 5]}', "in session 2"),
        ("text", "x\n" * (MOST + 1), "split it"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(kind: str, text: str, says: str) -> None:
    with pytest.raises(IncomingError, match=r"^[^\n]*$") as error:
        read_incoming(text, kind)
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("83", 83.0), ("83 s", 83.0), ("1:23", 83.0), ("1:23.5", 83.5), ("1:02:03", 3723.0), ("x", None), ("-3", None),
     ("1:2", None), ("49:00:00", None), ("nan", None), ("", None), ("1e3", None), ("٣", 3.0)],
)  # fmt: skip
def test_times(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


@given(text=st.text(max_size=200), kind=st.sampled_from(KINDS))
def test_any_text_is_read_or_refused(text: str, kind: str) -> None:
    try:
        found = read_incoming(text, kind)
    except IncomingError:
        return
    assert all(said.text for incoming in found for said in incoming.said)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["sessions", "ideas", "entries", "text", "t", "q", "later", "questions", "id", "started"]),
            inner,
        )
    ),
    max_leaves=12,
)


@given(value=JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    try:
        found = read_incoming(json.dumps(value), "json")
    except IncomingError:
        return
    assert all(isinstance(said.text, str) and said.text for incoming in found for said in incoming.said)


def test_hostile_texts_are_kept_as_they_are(tmp_path: Path) -> None:
    texts = [text.kept for text in HOSTILE if text.kept]
    said = one(json.dumps(texts), "json")
    path = take_over(tmp_path, Incoming(said), TEA, "1", WHEN)
    assert [entry.text for entry in read(path).session.entries] == texts


def test_a_session_of_imported_ideas(tmp_path: Path) -> None:
    said = (Said("two", 20.0), Said("one", 10.0), Said("walk", later=True, where="walk"))
    path = take_over(tmp_path, Incoming(said), TEA, "1", WHEN)
    reading = read(path)
    session = reading.session
    assert reading.problems == ()
    assert (session.form_id, session.input, session.seconds, session.ended) == ("imported", "imported", 20.0, "done")
    assert [(e.n, e.text, e.t, e.timed) for e in session.entries] == [(1, "one", 10.0, False), (2, "two", 20.0, False)]
    assert [(x.n, x.text, x.where) for x in session.later] == [(3, "walk", "walk")]
    assert path.name.startswith("20261123-")


def test_ideas_partly_without_times_stay_in_their_order(tmp_path: Path) -> None:
    said = (Said("a"), Said("b", 20.0), Said("c", 10.0), Said("d", build=True))
    session = read(take_over(tmp_path, Incoming(said), TEA, "1", WHEN, seconds=15.0)).session
    assert [(e.text, e.t, e.builds_on) for e in session.entries] == [
        ("a", 0.0, None), ("b", 20.0, None), ("c", 20.0, None), ("d", 20.0, 3),
    ]  # fmt: skip
    assert session.elapsed == 20.0


def test_two_in_one_second_are_two(tmp_path: Path) -> None:
    incoming = Incoming((Said("x"),))
    assert len({take_over(tmp_path, incoming, TEA, "1", WHEN) for _ in range(20)}) == 20


def test_a_long_cell_is_taken_and_no_other_reader_of_csv_is_loosened() -> None:
    limit = csv.field_size_limit()
    assert read_incoming("text\n" + "x" * 200_000, "csv")[0].said == (Said("x" * 200_000),)
    assert csv.field_size_limit() == limit
