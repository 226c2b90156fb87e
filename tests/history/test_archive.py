"""The sessions folder: what is found in it, which session is meant, what becomes of one that is deleted."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.journals import ID, opening, written
from support.sessions import NOON, SECOND, TEA, save

from brainstorm.history.archive import ENDED, LIVE, OPEN, TRASH, Archive, ArchiveError, asked_in
from brainstorm.session import events as ev
from brainstorm.session.disk import JournalFile
from brainstorm.session.journal import JournalError, append, path_of, read

PAUSES = {"id": "single", "name": "Single", "turn": "none", "pause": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def archive(folder: Path) -> Archive:
    return Archive(folder)


def left(folder: Path, began: datetime = NOON) -> Path:
    """A drill on TEA that was left unfinished."""
    path = save(folder, "one", ended=False, days_ago=(NOON - began).days)
    data = path.read_bytes().replace(b'"form":{"id":"single"', b'"form":{"turn":"none","pause":true,"id":"single"')
    path.write_bytes(data)
    return path


# What is there


def test_looking_creates_nothing(archive: Archive, folder: Path) -> None:
    assert (archive.paths(), list(archive.all()), archive.done(), archive.trashed()) == ([], [], {}, [])
    assert archive.unfinished(NOON) is None
    assert not folder.exists()


def test_sessions_come_newest_first(archive: Archive, folder: Path) -> None:
    paths = [save(folder, "one", days_ago=days) for days in (400, 0, 3)]
    assert archive.paths() == [paths[1], paths[2], paths[0]]
    assert [found.path for found in archive.all()] == archive.paths()


def test_those_of_one_second_come_by_their_milliseconds(archive: Archive, folder: Path) -> None:
    ids = [f"20261123-073000-single-{suffix}" for suffix in ("bbbb", "cccc", "aaaa")]
    for number, id_ in enumerate(ids):
        path = written(path_of(folder, id_), opening())
        path.write_bytes(path.read_bytes().replace(b"07:30:00.000", f"07:30:00.{number}00".encode()))
    assert [path.stem for path in archive.paths()] == ids[::-1]


def test_only_journals_count_as_sessions(archive: Archive, folder: Path) -> None:
    kept = save(folder, "one")
    for name in ("notes.txt", "20261123.jsonl", "Copy of a session.jsonl"):
        (kept.parent / name).write_text("{}\n")
    (folder / "old").mkdir()
    (folder / "old" / kept.name).write_bytes(kept.read_bytes())
    os.mkfifo(kept.parent / "20261123-080000-single-pipe.jsonl")
    assert archive.paths() == [kept]


def test_a_session_is_ended_open_or_live(archive: Archive, folder: Path) -> None:
    ended, opened = save(folder, "one", days_ago=1), save(folder, "one", ended=False)
    assert (archive.load(ended).state, archive.load(opened).state) == (ENDED, OPEN)
    file = JournalFile(opened, new=False)
    try:
        assert archive.load(opened).state == LIVE
    finally:
        file.close()
    assert archive.load(opened).state == OPEN


def test_what_cannot_be_read_is_said_and_the_rest_is_there(archive: Archive, folder: Path) -> None:
    kept = save(folder, "one")
    newer = written(path_of(folder, "20261124-073000-single-newr"), opening())
    newer.write_bytes(newer.read_bytes().replace(b'"v":1', b'"v":99'))
    path_of(folder, "20261125-073000-single-none").touch()
    problems: list[str] = []
    assert [found.path for found in archive.all(problems)] == [kept]
    (problem,) = problems
    assert problem.startswith("20261124-073000-single-newr.jsonl was written by a newer brainstorm")


# Which one is meant


def test_latest_an_id_its_start_and_its_file_name_are_understood(archive: Archive, folder: Path) -> None:
    old, new = save(folder, "one", days_ago=1), save(folder, "one")
    assert archive.find("latest") == new
    assert archive.find(old.stem) == archive.find("20261122") == archive.find(old.name) == old


def test_latest_is_never_one_without_a_line(archive: Archive, folder: Path) -> None:
    kept = save(folder, "one")
    path_of(folder, "20261124-073000-single-none").touch()
    assert archive.find("latest") == kept


@pytest.mark.parametrize(
    ("ref", "said"),
    [("2026", "fits 2 sessions"), ("1999", "no session starts with"), ("", "no session starts with")],
)
def test_a_name_for_none_or_several_is_refused_in_one_line(archive: Archive, folder: Path, ref: str, said: str) -> None:
    save(folder, "one", days_ago=1)
    save(folder, "one")
    with pytest.raises(ArchiveError, match=said) as refused:
        archive.find(ref)
    assert "\n" not in str(refused.value)


def test_in_an_empty_folder_nothing_can_be_meant(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="there are no sessions in"):
        archive.find("latest")


# What is unfinished


def test_the_newest_unfinished_drill_of_a_day_is_offered(archive: Archive, folder: Path) -> None:
    path = left(folder)
    save(folder, "one", days_ago=-1)
    found = archive.unfinished(NOON + timedelta(hours=23))
    assert found is not None
    assert found.path == path
    assert archive.unfinished(NOON + timedelta(hours=25)) is None


def test_a_drill_that_somebody_is_in_is_not_offered(archive: Archive, folder: Path) -> None:
    file = JournalFile(left(folder), new=False)
    try:
        assert archive.unfinished(NOON) is None
    finally:
        file.close()


def test_a_drill_that_never_asked_anything_is_not_offered(archive: Archive, folder: Path) -> None:
    written(path_of(folder, ID), opening()[:1])
    assert archive.unfinished(datetime(2026, 11, 23, 8, tzinfo=UTC)) is None


# What was done


def test_each_drill_counts_its_questions_once_and_the_newest_is_named(archive: Archive, folder: Path) -> None:
    save(folder, "one", days_ago=2)
    call = save(
        folder, "one", days_ago=1, form="call", during=[(50.0, ev.Asked(q=2, question=SECOND)), (60.0, ev.Asked(q=1))]
    )
    newest = save(folder)
    done = archive.done()
    assert (done["tea-cold"].times, done["tea-cold"].last) == (3, newest.stem)
    assert (done["tea-bitter"].times, done["tea-bitter"].last) == (1, call.stem)
    assert archive.times_done() == {"tea-cold": 3, "tea-bitter": 1}


@pytest.mark.parametrize("form", ["later", "real"])
def test_a_session_without_a_clock_is_no_drill_done(archive: Archive, folder: Path, form: str) -> None:
    save(folder, "one", days_ago=1)
    save(folder, "one", form=form)
    assert archive.times_done() == {"tea-cold": 1}


def test_an_idea_for_a_question_never_drilled_leaves_it_undone(archive: Archive) -> None:
    path = archive.create_later(TEA, "on a walk", "walk", "0.1", NOON)
    assert archive.times_done() == {}
    assert archive.latest_with("tea-cold") == path, "later ideas on it go to the same session"
    assert asked_in(path) == {"tea-cold"}
    session = read(path).session
    assert (session.ended, [later.text for later in session.later], list(session.entries)) == (
        "done",
        ["on a walk"],
        [],
    )


def test_counting_stops_when_nobody_wants_it_any_more(archive: Archive, folder: Path) -> None:
    save(folder, "one")
    assert archive.done(lambda: True) == {}


def test_the_newest_session_that_asked_a_question_is_found(archive: Archive, folder: Path) -> None:
    old = save(folder, "one", days_ago=3)
    save(folder, "one", question=SECOND)
    assert archive.latest_with("tea-cold") == old
    assert archive.latest_with("never") is None


def test_a_damaged_line_that_asked_is_passed_over(archive: Archive, folder: Path) -> None:
    path = save(folder, "one")
    for line in (b'{"type":"asked","q":2,"question":', b'{"type":"asked","question":{"id":7}}', b'{"type":"asked"}'):
        path.write_bytes(path.read_bytes() + line + b"\n")
    assert asked_in(path) == {"tea-cold"}
    assert asked_in(folder / "none.jsonl") == set()


# Deleted and brought back


def test_a_deleted_session_goes_to_the_trash_and_comes_back_whole(archive: Archive, folder: Path) -> None:
    path = save(folder, "one")
    data = path.read_bytes()
    trashed = archive.delete(path)
    assert trashed == folder / TRASH / path.name
    assert (archive.paths(), archive.trashed()) == ([], [trashed])
    assert (folder / TRASH).stat().st_mode & 0o777 == 0o700
    assert archive.restore(trashed) == path
    assert path.read_bytes() == data
    assert archive.trashed() == []


def test_deleting_the_same_id_twice_keeps_both(archive: Archive, folder: Path) -> None:
    first = archive.delete(save(folder, "one"))
    second = archive.delete(save(folder, "two"))
    assert first is not None
    assert second is not None
    assert first != second
    assert "one" in first.read_text()
    assert "two" in second.read_text()


def test_for_ever_is_for_ever(archive: Archive, folder: Path) -> None:
    path = save(folder, "one")
    assert archive.delete(path, forever=True) is None
    assert not path.exists()
    assert archive.trashed() == []


def test_a_session_in_use_is_not_deleted(archive: Archive, folder: Path) -> None:
    path = save(folder, "one", ended=False)
    file = JournalFile(path, new=False)
    try:
        with pytest.raises(ArchiveError, match="is in use"):
            archive.delete(path, patience=0)
    finally:
        file.close()
    assert path.exists()


def test_bringing_back_never_writes_over_another_session(archive: Archive, folder: Path) -> None:
    trashed = archive.delete(save(folder, "one"))
    assert trashed is not None
    there = save(folder, "two")
    with pytest.raises(ArchiveError, match="is there already"):
        archive.restore(trashed)
    assert "two" in there.read_text()
    assert "one" in trashed.read_text()
    trashed.unlink()
    with pytest.raises(ArchiveError, match="not in the trash any more"):
        archive.restore(trashed)


# Later ideas


def test_a_later_idea_is_numbered_with_the_entries_and_outside_the_counts(archive: Archive, folder: Path) -> None:
    path = save(folder, "one", "two")
    added = archive.add_later(path, "on a walk", "walk", None, NOON)
    again = archive.add_later(path, "in the shower", None, 1, NOON)
    assert (added.n, added.q, again.n) == (3, 1, 4)
    session = read(path).session
    assert [later.text for later in session.later] == ["on a walk", "in the shower"]
    assert session.count("idea") == 2


def test_a_later_idea_for_a_session_that_is_gone_is_refused(archive: Archive, folder: Path) -> None:
    with pytest.raises(JournalError, match="cannot be written"):
        archive.add_later(path_of(folder, ID), "words", None, None, NOON)
    path = save(folder, "one")
    append(path, [ev.Rated(best=(1,))], NOON)
    assert read(path).session.rated is not None
