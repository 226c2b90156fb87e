"""Reading a journal, whatever has become of it, and adding to one."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.disk import FaultyDisk
from support.journals import AT, ID, QUESTION, idea, line, opening, written

from brainstorm.session import events as ev
from brainstorm.session.codec import encode
from brainstorm.session.events import Line
from brainstorm.session.journal import (
    JournalError,
    append,
    create,
    make_id,
    parse,
    parse_name,
    parse_time,
    path_of,
    read,
    stamp,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def content(*lines: Line) -> bytes:
    return b"".join(map(encode, lines))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return path_of(tmp_path, ID)


def test_a_journal_is_named_by_time_form_and_chance() -> None:
    made = make_id(datetime(2026, 11, 23, 7, 30, 5, tzinfo=UTC), "ping-pong", "k3f9")
    assert made == "20261123-073005-ping-pong-k3f9"
    name = parse_name(made + ".jsonl")
    assert name is not None
    assert (name.id, name.day, name.form) == (made, "20261123", "ping-pong")
    assert path_of(Path("s"), made) == Path("s/2026/20261123-073005-ping-pong-k3f9.jsonl")


@pytest.mark.parametrize("name", ["", "README.md", "notes.jsonl", "20261123-073005-k3f9", f"{ID}.jsonl.bak", f"x{ID}"])
def test_other_files_are_no_journals(name: str) -> None:
    assert parse_name(name) is None


def test_a_stamp_has_milliseconds_and_an_offset_and_reads_back() -> None:
    at = stamp(NOW)
    assert at.startswith("2026-11-23T08:00:00.000+")
    assert parse_time(at) == NOW
    assert parse_time("2026-11-23T08:00:00") is None, "a time without an offset could be any"
    assert parse_time("") is None


def test_what_has_no_newline_yet_but_is_whole_counts() -> None:
    reading = parse(content(*opening(), idea(1))[:-1], ID)
    assert [e.text for e in reading.session.entries] == ["idea 1"]
    assert reading.problems == ()


def test_a_torn_last_line_is_reported_and_the_rest_is_there() -> None:
    reading = parse(content(*opening(), idea(1), idea(2))[:-20], ID)
    assert [e.n for e in reading.session.entries] == [1]
    assert reading.problems == ("line 4 is cut off",)


def test_a_torn_line_that_was_gone_on_after_is_reported_where_it_stands() -> None:
    reading = parse(content(*opening(), idea(1))[:-20] + b"\n" + content(idea(2)), ID)
    assert [e.n for e in reading.session.entries] == [2]
    assert reading.problems == ("line 3 is not JSON", "missing: entry 1")


def test_a_lost_first_line_is_made_up_for_from_the_file_name() -> None:
    reading = parse(content(*opening()[1:], idea(1)), ID)
    assert (reading.session.id, reading.session.form_id, reading.session.begun) == (ID, "single", True)
    assert reading.session.started_at == AT
    assert reading.problems == ("missing: the line that started it",)


def test_a_lost_question_is_said_and_its_ideas_stay() -> None:
    reading = parse(content(opening()[0], idea(1)), ID)
    assert [e.text for e in reading.session.entries] == ["idea 1"]
    assert reading.problems == ("missing: the line that asked question 1",)


def test_lost_entries_are_said_by_number_but_not_a_million_of_them() -> None:
    reading = parse(content(*opening(), idea(2), idea(5)), ID)
    assert reading.problems == ("missing: entry 1", "missing: entry 3", "missing: entry 4")
    reading = parse(content(*opening(), idea(10**6)), ID)
    assert len(reading.problems) == 21
    assert reading.problems[-1] == "missing: 999979 more entries"


def test_unknown_types_and_keys_are_counted_and_no_problem() -> None:
    future = b'{"type":"hologram","at":""}\n{"type":"beat","at":"","draft":"x","mood":"good"}\n'
    reading = parse(content(*opening()) + future + content(idea(1)), ID)
    assert (reading.unknown, reading.problems) == (2, ())
    assert [e.n for e in reading.session.entries] == [1]


def test_a_newer_format_is_refused_with_the_name_of_the_file(path: Path) -> None:
    written(path, [line(ev.Started(v=2, id=ID, form={}, seconds=1)), idea(1)])
    with pytest.raises(JournalError, match=rf"{ID}.jsonl was written by a newer brainstorm"):
        read(path)


@pytest.mark.parametrize("data", [b"", b"\n\n \n"])
def test_an_empty_file_is_a_session_of_nothing(data: bytes) -> None:
    reading = parse(data, ID)
    assert (reading.session.id, reading.session.begun, reading.problems) == (ID, False, ())


def test_line_ends_of_another_system_are_no_matter() -> None:
    reading = parse(content(*opening(), idea(1)).replace(b"\n", b"\r\n"), ID)
    assert (len(reading.session.entries), reading.problems) == (1, ())


def test_a_line_repeated_after_an_error_counts_once_and_two_alike_count_twice() -> None:
    dry = line(ev.Dry(bet=1), 5.0)
    twice = parse(content(*opening(), dry) + b"\n" + content(dry), ID)
    assert len(twice.session.dry) == 1
    meant = parse(content(*opening(), dry, dry), ID)
    assert len(meant.session.dry) == 2


def test_two_different_entries_of_one_number_are_said() -> None:
    reading = parse(content(*opening(), idea(1), idea(1, "another")), ID)
    assert [e.text for e in reading.session.entries] == ["idea 1"]
    assert reading.problems == ("missing: a second entry 1",)


def test_an_edit_of_a_lost_entry_brings_its_words_back() -> None:
    reading = parse(content(*opening(), line(ev.Revised(n=2, text="second thoughts"), 9.0)), ID)
    assert [(e.n, e.text) for e in reading.session.entries] == [(2, "second thoughts")]
    assert "missing: the first wording of entry 2" in reading.problems


def test_a_file_that_is_not_there_or_no_file_is_one_clear_line(path: Path) -> None:
    with pytest.raises(JournalError, match=f"^{ID}.jsonl cannot be read: No such file or directory$"):
        read(path)
    path.mkdir(parents=True)
    with pytest.raises(JournalError, match="cannot be read: Is a directory"):
        read(path)


def test_an_added_line_has_no_drill_time_and_stands_at_the_end(path: Path) -> None:
    written(path, [*opening(), idea(1), line(ev.Ended(), 300.0)])
    append(path, [ev.Rated(best=(1,), self=4), ev.Later(n=2, text="on a walk")], NOW)
    reading = read(path)
    assert [(each.t, type(each.event)) for each in reading.lines[-2:]] == [(None, ev.Rated), (None, ev.Later)]
    assert reading.lines[-1].at == stamp(NOW)
    assert reading.problems == ()


def test_adding_to_a_torn_journal_closes_the_torn_line_off(path: Path) -> None:
    written(path, [*opening(), idea(1)], b'{"type":"idea","at"')
    append(path, [ev.Ended(why="closed")], NOW)
    reading = read(path)
    assert (reading.session.ended, len(reading.session.entries)) == ("closed", 1)
    assert reading.problems == ("line 4 is not JSON",)


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_line_that_cannot_be_added_changes_nothing_and_is_one_clear_line(
    path: Path, disk: FaultyDisk, call: str
) -> None:
    written(path, [*opening(), idea(1)])
    before = path.read_bytes()
    disk.always[call] = errno.ENOSPC
    with pytest.raises(JournalError, match=f"^{ID}.jsonl cannot be written: No space left on device$"):
        append(path, [ev.Later(n=2, text="x")], NOW)
    assert path.read_bytes() == before


def test_nothing_is_added_to_a_journal_that_is_not_there(path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be written: No such file"):
        append(path, [ev.Later(n=2, text="x")], NOW)
    assert not path.exists()


def test_a_whole_journal_is_written_at_once_and_never_over_another(path: Path) -> None:
    create(path, [*opening(), idea(1)])
    assert path.read_bytes() == content(*opening(), idea(1))
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(JournalError, match="File exists"):
        create(path, [*opening()])
    assert path.read_bytes() == content(*opening(), idea(1))


def test_a_whole_journal_that_does_not_fit_leaves_no_file(path: Path, disk: FaultyDisk) -> None:
    disk.full()
    with pytest.raises(JournalError, match="No space left"):
        create(path, opening())
    assert not path.exists()
    disk.heal()
    create(path, opening())


def test_a_question_is_kept_whole(path: Path) -> None:
    create(path, opening())
    question = read(path).session.question
    assert question is not None
    assert (question.entry, question.id, question.text) == (QUESTION, "tea-cold", "Why is it cold?")


def test_reading_changes_nothing(path: Path) -> None:
    written(path, opening(), b"{torn")
    before = path.read_bytes(), os.stat(path).st_mtime_ns
    read(path)
    assert (path.read_bytes(), os.stat(path).st_mtime_ns) == before
