"""A drill against clock and journal."""

from __future__ import annotations

import errno
import functools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support.disk import FaultyDisk
from support.journals import FORM, ID, QUESTION, idea, line, opening, written

from brainstorm.bank import Form
from brainstorm.drill import commands as do
from brainstorm.drill.decide import Refused
from brainstorm.practice.clock import DrillClock, Watch
from brainstorm.practice.drill import CannotRecordError, Drill, begin, reopen
from brainstorm.practice.plan import Plan
from brainstorm.session import events as ev
from brainstorm.session import lock
from brainstorm.session.journal import JournalError, path_of, read
from brainstorm.session.lock import held

CALL: dict[str, Any] = {
    **FORM,
    "id": "call",
    "name": "The call",
    "questions": 2,
    "seconds": 900,
    "turn": "half",
    "pause": False,
    "edit": False,
    "help": "none",
}
SECOND = {"id": "tea-warm", "topic": "tea", "question": "Why is it warm?"}


class Room:
    """A place for drills with a clock on the wall and a steady one, both moved by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 5000.0
        self.wall = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
        self.drills: list[Drill] = []

    def parts(self) -> dict[str, Any]:
        watch = Watch(lambda: self.now)
        watch.start = lambda: watch.look()  # type: ignore[method-assign]  # no thread
        self.watch = watch
        return {"clock": DrillClock(lambda: self.now), "watch": watch, "wall": lambda: self.wall}

    def begin(self, form: dict[str, Any] = FORM, seconds: float = 300.0) -> Drill:
        material = do.Material((QUESTION, SECOND)[: form["questions"]], (("vary", ("What if?",)),))
        plan = Plan(form=Form.from_entry(form), seconds=seconds, seed=7, material=material)
        drill = begin(self.folder, plan, input_="typed", **self.parts())
        self.drills.append(drill)
        return drill

    def start(self, form: dict[str, Any] = FORM, seconds: float = 300.0) -> Drill:
        drill = self.begin(form, seconds)
        drill.start_clock()
        return drill

    def reopen(self, path: Path) -> Drill:
        drill = reopen(path, **self.parts())
        self.drills.append(drill)
        return drill

    def ticks(self, seconds: float) -> None:
        """Time passes, and the watch's thread would look every second of it."""
        while seconds > 0:
            self.now += min(1.0, seconds)
            self.wall += timedelta(seconds=min(1.0, seconds))
            seconds -= 1.0
            self.watch.look()

    def away(self, seconds: float) -> None:
        """Time passes while the whole program stands still."""
        self.now += seconds
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path / "sessions")
    yield room
    for drill in room.drills:
        drill._watch.stop()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a lock."""
    monkeypatch.setattr(lock, "take", functools.partial(lambda real, fd, patience: real(fd, 0), lock.take))


def entered(drill: Drill) -> list[tuple[float, str]]:
    return [(entry.t, entry.text) for entry in read(drill.path).session.entries]


def events(drill: Drill) -> list[ev.Event]:
    return [each.event for each in read(drill.path).lines]


def test_a_drill_has_its_first_lines_on_disk_before_its_clock_starts(room: Room) -> None:
    drill = room.begin()
    assert [type(event) for event in events(drill)] == [ev.Started, ev.Asked]
    assert drill.path == path_of(room.folder, drill.session.id)
    assert drill.session.id.startswith("20261123-")
    room.ticks(60)  # on the ready card
    assert (drill.t, drill.left) == (0.0, 300.0)
    drill.start_clock()
    room.ticks(2.5)
    assert (drill.t, drill.left) == (2.5, 297.5)


def test_an_idea_has_the_time_at_which_it_was_entered(room: Room) -> None:
    drill = room.start()
    room.ticks(4)
    drill.do(do.Enter("ask it twice"), wait=True)
    room.ticks(37.25)
    drill.do(do.Enter("ask a weaker model"), wait=True)
    assert entered(drill) == [(4.0, "ask it twice"), (41.25, "ask a weaker model")]


def test_a_pause_is_not_drill_time(room: Room) -> None:
    drill = room.start()
    room.ticks(10)
    drill.do(do.Pause("half a li"), wait=True)
    room.ticks(600)
    assert drill.t == 10
    drill.do(do.Resume(), wait=True)
    room.ticks(5)
    drill.do(do.Enter("half a line"), wait=True)
    assert entered(drill) == [(15.0, "half a line")]


def test_an_entry_in_a_pause_ends_it(room: Room) -> None:
    drill = room.start()
    room.ticks(10)
    drill.do(do.Pause())
    room.ticks(60)
    drill.do(do.Enter("now"), wait=True)
    room.ticks(1)
    assert drill.t == 11
    assert entered(drill) == [(10.0, "now")]


def test_an_absence_is_taken_off_the_clock_and_written_down(room: Room) -> None:
    drill = room.start()
    room.ticks(10)
    drill.do(do.Enter("before"), wait=True)
    room.ticks(3)
    room.away(3600)
    drill.do(do.Enter("after"), wait=True)
    assert entered(drill) == [(10.0, "before"), (13.0, "after")]
    assert [e for e in events(drill) if isinstance(e, ev.Paused | ev.Resumed)] == [
        ev.Paused(why="away"),
        ev.Resumed(why="back"),
    ]


def test_whoever_comes_back_is_told(room: Room) -> None:
    drill = room.start()
    room.away(60)
    due = drill.do(do.Tick())
    assert [event for _, event in due] == [ev.Paused(why="away"), ev.Resumed(why="back")]
    assert [event for _, event in drill.do(do.Tick())] == []


def test_an_absence_that_the_thread_noticed_first_counts_once(room: Room) -> None:
    drill = room.start()
    room.ticks(10)
    room.away(100)
    room.watch.look()
    room.ticks(2)
    drill.do(do.Tick())
    assert drill.t == 12
    drill.do(do.Enter("x"), wait=True)
    assert sum(isinstance(e, ev.Paused) for e in events(drill)) == 1


def test_an_absence_longer_than_the_drill_does_not_end_it(room: Room) -> None:
    drill = room.start(seconds=60)
    room.ticks(59)
    room.away(24 * 3600)
    drill.do(do.Enter("the last one"), wait=True)
    assert drill.session.running
    assert drill.left == 1


def test_five_seconds_without_a_look_are_no_absence(room: Room) -> None:
    drill = room.start()
    room.away(5)
    drill.do(do.Enter("x"), wait=True)
    assert entered(drill) == [(5.0, "x")]


def test_the_call_counts_an_absence(room: Room) -> None:
    drill = room.start(CALL, 900.0)
    room.ticks(10)
    room.away(100)
    drill.do(do.Enter("on the first"), wait=True)
    assert entered(drill) == [(110.0, "on the first")]
    assert not any(isinstance(e, ev.Paused | ev.Resumed) for e in events(drill))
    room.away(2000)
    drill.do(do.Tick("was typing"), wait=True)
    assert (drill.session.ended, drill.session.elapsed) == ("time", 900.0)
    assert drill.session.cut_off == "was typing"


def test_an_absence_in_a_pause_is_part_of_the_pause(room: Room) -> None:
    drill = room.start()
    room.ticks(10)
    drill.do(do.Pause())
    room.away(3600)
    drill.do(do.Resume(), wait=True)
    room.ticks(1)
    assert drill.t == 11
    assert [e for e in events(drill) if isinstance(e, ev.Paused)] == [ev.Paused(why="you")]


def test_an_absence_after_the_bell_is_nothing(room: Room) -> None:
    drill = room.start(seconds=10)
    room.ticks(10)
    drill.do(do.Tick(), wait=True)
    room.away(500)
    assert drill.do(do.Late("and more"), wait=True)
    assert not any(isinstance(e, ev.Paused) for e in events(drill))


@pytest.mark.parametrize("hours", [-30, -2, 2, 30])
def test_a_wall_clock_set_by_hours_changes_no_drill_time(room: Room, hours: int) -> None:
    drill = room.start()
    room.ticks(10)
    drill.do(do.Enter("before"), wait=True)
    room.wall += timedelta(hours=hours)
    room.ticks(10)
    drill.do(do.Enter("after"), wait=True)
    room.ticks(280)
    drill.do(do.Tick(), wait=True)
    assert entered(drill) == [(10.0, "before"), (20.0, "after")]
    assert drill.session.ended == "time"
    assert not any(isinstance(e, ev.Paused) for e in events(drill))
    reading = read(drill.path)
    assert reading.problems == ()
    assert len({each.at for each in reading.lines}) > 1


def test_the_bell_stops_the_clock(room: Room) -> None:
    drill = room.start(seconds=30)
    room.ticks(31)
    drill.do(do.Tick("half a li"), wait=True)
    room.ticks(100)
    assert drill.left == 0
    assert (drill.session.ended, drill.session.elapsed, drill.session.cut_off) == ("time", 30.0, "half a li")


def test_an_entry_is_marked_until_it_is_on_disk(room: Room, disk: FaultyDisk) -> None:
    drill = room.start()
    room.ticks(1)
    drill.do(do.Enter("one"), wait=True)
    disk.full()
    drill.do(do.Enter("two"), wait=True)
    drill.do(do.Strike(1), wait=True)
    assert (drill.recorded(1), drill.recorded(2)) == (False, False), "the strike of the first is not on disk either"
    assert (drill.trouble, drill.unsaved) == ("the disk is full", 2)
    disk.heal()
    drill.do(do.Enter("three"), wait=True)
    assert [drill.recorded(n) for n in (1, 2, 3)] == [True] * 3
    assert (drill.trouble, drill.unsaved) == (None, 0)
    assert [text for _, text in entered(drill)] == ["one", "two", "three"]


def test_what_never_reached_the_disk_is_handed_back(room: Room, disk: FaultyDisk) -> None:
    drill = room.start()
    disk.full()
    drill.do(do.Enter("one"), wait=True)
    [unsaved] = drill.close()
    assert b'"text":"one"' in unsaved


def test_another_folder_takes_over(room: Room, disk: FaultyDisk, tmp_path: Path) -> None:
    drill = room.start()
    disk.full()
    drill.do(do.Enter("one"), wait=True)
    with pytest.raises(CannotRecordError, match=r"cannot record in .*another: the disk is full"):
        drill.move_to(tmp_path / "another")
    disk.heal()
    drill.move_to(tmp_path / "another")
    drill.do(do.Enter("two"), wait=True)
    assert drill.path.is_relative_to(tmp_path / "another")
    assert [text for _, text in entered(drill)] == ["one", "two"]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_place_that_cannot_be_written_is_said_before_anything_is_entered(
    room: Room, disk: FaultyDisk, call: str, number: int
) -> None:
    room.folder.mkdir()
    (room.folder / "2026").mkdir()
    disk.always[call] = number
    if call == "fsync":
        disk.next["fsync"].append(None)
    with pytest.raises(CannotRecordError) as failed:
        room.begin()
    words = str(failed.value)
    assert words.startswith(f"cannot record in {room.folder}: ")
    assert words.endswith("; --sessions takes another folder")
    assert "\n" not in words
    assert [path for path in room.folder.rglob("*") if path.is_file()] == []


def test_a_file_where_the_folder_should_be_is_said(room: Room) -> None:
    room.folder.write_text("my notes")
    with pytest.raises(CannotRecordError, match="a file stands where the folder should be"):
        room.begin()
    assert room.folder.read_text() == "my notes"


@pytest.fixture
def left(room: Room) -> Callable[..., Path]:
    """`left(form)`: the journal of a drill that was left at 0:42 with half a line typed."""

    def leave(form: dict[str, Any] = FORM) -> Path:
        drill = room.start(form, form["seconds"])
        room.ticks(30)
        drill.do(do.Enter("one"), wait=True)
        room.ticks(12)
        drill.do(do.Stop("half a li"), wait=True)
        drill.close()
        return drill.path

    return leave


def test_a_drill_taken_up_again_goes_on_where_it_was_left_with_the_draft(room: Room, left: Callable[..., Path]) -> None:
    path = left()
    room.away(3 * 3600)
    drill = room.reopen(path)
    assert (drill.session.draft, drill.t, drill.left) == ("half a li", 42.0, 258.0)
    before = path.read_bytes()
    room.ticks(20)
    assert path.read_bytes() == before, "opening alone writes nothing"
    assert drill.t == 42
    drill.do(do.Reopen(), wait=True)
    drill.start_clock()
    room.ticks(3)
    drill.do(do.Enter("two"), wait=True)
    assert entered(drill) == [(30.0, "one"), (45.0, "two")]
    assert read(path).problems == ()


def test_a_drill_left_in_a_pause_goes_on_running(room: Room) -> None:
    drill = room.start()
    room.ticks(10)
    drill.do(do.Pause(), wait=True)
    drill.close()
    again = room.reopen(drill.path)
    again.do(do.Reopen(), wait=True)
    again.start_clock()
    room.ticks(2)
    assert (again.session.paused, again.t) == (None, 12.0)


def test_an_unfinished_drill_can_be_closed_where_it_was_left(room: Room, left: Callable[..., Path]) -> None:
    drill = room.reopen(left())
    drill.do(do.Close(), wait=True)
    assert drill.close() == ()
    session = read(drill.path).session
    assert (session.ended, session.cut_off, session.elapsed) == ("closed", "half a li", 42.0)


def test_a_call_cannot_be_taken_up_again_but_closed(room: Room, left: Callable[..., Path]) -> None:
    path = left(CALL)
    drill = room.reopen(path)
    with pytest.raises(Refused, match="can only be closed"):
        drill.do(do.Reopen(), wait=True)
    drill.do(do.Close(), wait=True)
    drill.close()
    assert read(path).session.ended == "closed"


def test_a_drill_that_has_ended_is_not_taken_up_again(room: Room, left: Callable[..., Path]) -> None:
    path = left()
    drill = room.reopen(path)
    drill.do(do.Close(), wait=True)
    drill.close()
    with pytest.raises(JournalError, match="has ended"):
        room.reopen(path)
    assert not held(path)


@pytest.mark.usefixtures("impatient")
def test_a_drill_somebody_is_in_is_not_taken_up_again(room: Room) -> None:
    drill = room.start()
    with pytest.raises(CannotRecordError, match=r"\.jsonl: is in use by another brainstorm"):
        room.reopen(drill.path)
    drill.do(do.Enter("undisturbed"), wait=True)
    assert [text for _, text in entered(drill)] == ["undisturbed"]


def test_a_journal_that_is_gone_is_not_taken_up_again(room: Room, left: Callable[..., Path]) -> None:
    path = left()
    path.unlink()
    with pytest.raises(CannotRecordError, match="no such file or directory"):
        room.reopen(path)
    assert not path.exists()


def test_a_drill_whose_last_line_is_torn_goes_on_after_it(room: Room) -> None:
    torn = b'{"type":"idea","at":"2026-11-23T07:30:09.000+00:00","t":9.0,"n":2,"q":1,"text":"half of'
    path = written(path_of(room.folder, ID), [*opening(), idea(1)], torn)
    drill = room.reopen(path)
    drill.do(do.Reopen(), wait=True)
    drill.start_clock()
    room.ticks(4)
    drill.do(do.Enter("two"), wait=True)
    drill.close()
    reading = read(path)
    assert [(e.n, e.t, e.text) for e in reading.session.entries] == [(1, 1.0, "idea 1"), (2, 5.0, "two")]
    assert reading.problems == ("line 4 is not JSON",)
    assert torn + b"\n" in path.read_bytes(), "the torn half is still there for whoever wants it"


def test_a_journal_of_a_newer_format_is_not_touched(room: Room) -> None:
    path = written(path_of(room.folder, ID), [line(ev.Started(v=2, id=ID, form=FORM, seconds=300))])
    before = path.read_bytes()
    with pytest.raises(JournalError, match="newer"):
        room.reopen(path)
    assert path.read_bytes() == before
    assert not held(path)


def test_two_drills_begun_in_the_same_second_have_journals_of_their_own(room: Room) -> None:
    first, second = room.start(), room.start()
    first.do(do.Enter("one"), wait=True)
    second.do(do.Enter("uno"), wait=True)
    assert first.path != second.path
    assert [text for _, text in entered(first)] == ["one"]
    assert [text for _, text in entered(second)] == ["uno"]
