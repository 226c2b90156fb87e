"""A journal line as bytes: strict in what is written, forgiving in what is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from support.journals import AT, FORM, QUESTION, idea, line

from brainstorm.session import events as ev
from brainstorm.session.codec import NewerVersionError, decode, encode

EVERY = [
    ev.Started(
        id="x", form=FORM, seconds=300.5, goal=12, again={"session": "y"}, excluded=("a", "b"), switches={"exam": True}
    ),
    ev.Asked(q=1, question=QUESTION, why="start"),
    ev.Asked(q=1, cut_off="half a li"),
    ev.Idea(n=1, text="ask it twice", first_key=1.5, via="paste"),
    ev.Idea(n=2, text="", aloud=True),
    ev.Idea(n=3, text="and why", builds_on=1, answers=2),
    ev.Revised(n=1, text="ask it thrice"),
    ev.Struck(n=1),
    ev.Restored(n=1),
    ev.Cue(kind="lens", id="vary", text="What if?", asked_for=True),
    ev.Interviewer(k=1, move="redirect", text="Something else?"),
    ev.Aside(text="may I ask"),
    ev.Paused(why="away"),
    ev.Resumed(why="back"),
    ev.Beat(draft="dra"),
    ev.Dry(bet=3),
    ev.Ended(why="time", cut_off="x"),
    ev.CutOff(text="xy"),
    ev.Rated(best=(1, 3), self=4),
    ev.Labelled(by="offline", with_={"model": "m"}, figures={"breadth": 3}, cost=0.02, labels=({"n": 1, "common": 0},)),
    ev.Seen(rungs=("best", "numbers")),
    ev.Later(n=4, text="on a walk", where="walk", q=1),
]


def raw(**keys: Any) -> bytes:
    return json.dumps(keys).encode()


def test_every_type_of_event_is_tried_here() -> None:
    assert {type(event) for event in EVERY} == set(ev.EVENTS.values())


@pytest.mark.parametrize("event", EVERY, ids=lambda e: ev.NAMES[type(e)])
def test_what_is_written_is_one_line_of_json_and_reads_back_the_same(event: ev.Event) -> None:
    for t in (None, 12.345):
        data = encode(line(event, t))
        assert data.endswith(b"\n")
        assert data.count(b"\n") == 1
        found = json.loads(data)
        assert (found["type"], found["at"], found.get("t")) == (ev.NAMES[type(event)], AT, t)
        assert ("t" in found) == (t is not None)
        decoded = decode(data[:-1])
        assert (decoded.line, decoded.problem, decoded.unknown) == (line(event, t), None, 0)


def test_a_key_that_is_a_word_of_python_has_its_own_name_in_the_file() -> None:
    assert json.loads(encode(line(ev.Labelled(by="you", with_={"a": 1}))))["with"] == {"a": 1}


@pytest.mark.parametrize(
    "text", ["a\nb", "\x1b[31m", "\u2028", "\u202e", "\x00", "日本語", "👩‍👩‍👧", '"\\"', "x" * 100_000]
)
def test_any_text_is_kept_on_one_harmless_line(text: str) -> None:
    data = encode(idea(1, text))
    assert data.count(b"\n") == 1
    assert not any(harm in data.decode() for harm in ("\x1b", "\u202e", "\u2028", "\x00"))
    decoded = decode(data)
    assert decoded.line == idea(1, text)


def test_unknown_types_are_skipped_and_counted() -> None:
    decoded = decode(raw(type="hologram", at=AT, text="x"))
    assert (decoded.line, decoded.problem, decoded.unknown) == (None, None, 1)


def test_unknown_keys_are_counted_and_the_rest_is_read() -> None:
    decoded = decode(raw(type="idea", at=AT, t=1, n=1, text="x", mood="good", smell={"of": "tea"}))
    assert decoded.line == line(ev.Idea(n=1, text="x"), 1)
    assert (decoded.problem, decoded.unknown) == (None, 2)


@pytest.mark.parametrize("data", [b"", b"{", b'{"type":"idea"', b"\xff\xfe", b"nonsense", b"1" * 5000, b"[" * 100_000])
def test_what_is_not_json_is_said_to_be_none(data: bytes) -> None:
    decoded = decode(data)
    assert (decoded.line, decoded.problem) == (None, "is not JSON")


@pytest.mark.parametrize("data", [b"[]", b"3", b"null", b'"idea"'])
def test_json_that_is_no_object_is_said_to_be_none(data: bytes) -> None:
    assert decode(data).problem == "is not a JSON object"


@pytest.mark.parametrize("name", [None, 3, ["idea"], {}])
def test_a_line_without_a_type_is_said(name: object) -> None:
    assert decode(raw(type=name, n=1, text="x")).problem == "has no type"


def test_a_newer_format_is_refused_by_name() -> None:
    with pytest.raises(NewerVersionError, match=r"newer brainstorm \(format 2, this one reads 1\)"):
        decode(raw(type="started", v=2, id="x", form={}, seconds=1))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("at", 5),
        ("t", -1),
        ("t", "soon"),
        ("t", True),
        ("t", 1e300),
        ("q", 0),
        ("q", 1.5),
        ("builds_on", "one"),
        ("aloud", 1),
        ("first_key", [1]),
        ("via", None),
        ("answers", 2**60),
    ],
)
def test_the_text_of_an_idea_outlives_damage_beside_it(key: str, value: object) -> None:
    keys: dict[str, Any] = {"type": "idea", "at": AT, "t": 3, "n": 7, "text": "ask it twice"}
    decoded = decode(raw(**{**keys, key: value}))
    assert decoded.line is not None
    assert isinstance(decoded.line.event, ev.Idea)
    assert (decoded.line.event.n, decoded.line.event.text) == (7, "ask it twice")
    assert decoded.problem == f"has no readable {key}"


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_time_that_is_no_number_is_no_time(word: str) -> None:
    decoded = decode(f'{{"type":"idea","at":"","t":{word},"n":1,"text":"x"}}'.encode())
    assert decoded.line == ev.Line("", None, ev.Idea(n=1, text="x"))
    assert decoded.problem == "has no readable t"


@pytest.mark.parametrize("missing", ["n", "text"])
def test_a_line_without_what_it_is_for_is_damaged(missing: str) -> None:
    keys: dict[str, Any] = {"type": "idea", "at": AT, "t": 3, "n": 7, "text": "x"}
    del keys[missing]
    decoded = decode(raw(**keys))
    assert (decoded.line, decoded.problem) == (None, f"is a damaged “idea” line: {missing}")


def test_a_character_that_is_none_becomes_a_stand_in_and_costs_nothing_else() -> None:
    decoded = decode(rb'{"type":"idea","at":"","n":1,"text":"half \ud83d of it"}')
    assert decoded.line is not None
    assert decoded.line.event == ev.Idea(n=1, text="half \ufffd of it")


def test_a_damaged_list_is_dropped_whole() -> None:
    decoded = decode(raw(type="rated", at=AT, best=[1, "two"], self=3))
    assert decoded.line == line(ev.Rated(best=None, self=3))
    assert decoded.problem == "has no readable best"
