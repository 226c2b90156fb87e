"""The lines of a running drill reach the disk in order, whatever the disk does."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.disk import FaultyDisk, fault
from support.journals import ID, Alarm, idea, line, opening, written

from brainstorm.session import disk as disk_module
from brainstorm.session import events as ev
from brainstorm.session.codec import encode
from brainstorm.session.events import Line
from brainstorm.session.journal import path_of, read
from brainstorm.session.lock import InUseError, held
from brainstorm.session.writer import Writer, explain

SOON = (0.001,)
NEVER = (3600.0,)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return path_of(tmp_path / "sessions", ID)


@pytest.fixture
def make(path: Path) -> Iterator[Callable[..., Writer]]:
    """`make()` opens a new journal with its first two lines on disk; its thread works only with a callback."""
    made: list[Writer] = []

    def make(changed: Callable[[], None] | None = None, retry: tuple[float, ...] = NEVER) -> Writer:
        writer = Writer(path, new=True, changed=changed or (lambda: None), retry=retry)
        if changed is None:
            without_thread(writer)
        for each in opening():
            writer.put(each, wait=True)
        made.append(writer)
        return writer

    yield make
    for writer in made:
        if writer._file.fd >= 0:
            try:
                os.fstat(writer._file.fd)
            except OSError:
                continue  # the test has closed it
            writer.close()


def without_thread(writer: Writer) -> None:
    """Only the test's own calls write, so that a plan of faults meets them one by one."""
    writer._call_thread = lambda: None  # type: ignore[method-assign]


def content(lines: list[Line]) -> bytes:
    return b"".join(map(encode, lines))


def test_a_line_that_was_waited_for_is_on_disk(make: Callable[..., Writer], path: Path) -> None:
    writer = make()
    assert writer.put(idea(1), wait=True) == 3
    assert path.read_bytes() == content([*opening(), idea(1)])
    assert (writer.saved, writer.waiting, writer.trouble) == (3, 0, None)


def test_a_line_that_was_not_waited_for_gets_there_by_itself(make: Callable[..., Writer], path: Path) -> None:
    alarm = Alarm()
    writer = make(alarm)
    number = writer.put(idea(1))
    alarm.until(lambda: writer.saved >= number)
    assert path.read_bytes() == content([*opening(), idea(1)])


def test_a_line_is_never_waited_for_when_the_disk_is_stuck(
    make: Callable[..., Writer], disk: FaultyDisk, path: Path
) -> None:
    stuck, go_on = threading.Event(), threading.Event()
    alarm = Alarm()
    writer = make(alarm)

    def fsync(fd: int) -> None:
        stuck.set()
        assert go_on.wait(30)

    disk.fsync = fsync  # type: ignore[method-assign]
    writer.put(idea(1))
    assert stuck.wait(30)
    writer.put(idea(2))  # returns, though the disk does not
    assert writer.saved == 2
    go_on.set()
    alarm.until(lambda: writer.waiting == 0)
    assert path.read_bytes() == content([*opening(), idea(1), idea(2)])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EIO, "the disk reports an error"),
        (errno.EACCES, "no permission to write there"),
        (errno.ESTALE, "stale file handle"),
    ],
)
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_trouble_is_said_in_plain_words_and_goes_when_it_is_over(
    make: Callable[..., Writer], disk: FaultyDisk, path: Path, call: str, number: int, words: str
) -> None:
    writer = make()
    disk.always[call] = number
    writer.put(idea(1), wait=True)
    assert (writer.saved, writer.waiting, writer.trouble) == (2, 1, words)
    assert path.read_bytes() == content(opening())
    disk.heal()
    writer.put(idea(2), wait=True)
    assert (writer.saved, writer.waiting, writer.trouble) == (4, 0, None)
    assert path.read_bytes() == content([*opening(), idea(1), idea(2)])


def test_the_thread_tries_again_by_itself_and_tells(make: Callable[..., Writer], disk: FaultyDisk, path: Path) -> None:
    alarm = Alarm()
    writer = make(alarm, SOON)
    disk.full()
    for n in range(1, 6):
        writer.put(idea(n))
    alarm.until(lambda: writer.trouble == "the disk is full")
    assert writer.waiting == 5
    disk.heal()
    alarm.until(lambda: writer.waiting == 0)
    assert writer.trouble is None
    assert path.read_bytes() == content([*opening(), *map(idea, range(1, 6))])


def test_waits_between_tries_grow_and_stay_at_the_last(
    make: Callable[..., Writer], disk: FaultyDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float | None] = []
    enough = threading.Event()
    writer = make(Alarm(), (0.2, 0.5, 1.0))
    real = writer._wake.wait

    def wait(timeout: float | None = None) -> bool:
        if timeout is None:
            return real(30)
        waits.append(timeout)
        if len(waits) >= 5:
            enough.set()
            disk.heal()
        return True

    monkeypatch.setattr(writer._wake, "wait", wait)
    disk.full()
    writer.put(idea(1))
    assert enough.wait(30)
    assert waits[:5] == [0.2, 0.5, 1.0, 1.0, 1.0]


def test_an_entry_not_on_disk_is_told_from_those_that_are(make: Callable[..., Writer], disk: FaultyDisk) -> None:
    writer = make()
    first = writer.put(idea(1), wait=True)
    disk.full()
    second = writer.put(idea(2), wait=True)
    assert first <= writer.saved < second
    disk.heal()
    third = writer.put(idea(3), wait=True)
    assert second < third <= writer.saved


def test_what_could_not_be_saved_is_handed_back_at_the_end(make: Callable[..., Writer], disk: FaultyDisk) -> None:
    writer = make(Alarm())
    disk.full()
    writer.put(idea(1), wait=True)
    writer.put(idea(2))
    assert writer.close() == (encode(idea(1)), encode(idea(2)))


def test_closing_tries_once_more(make: Callable[..., Writer], disk: FaultyDisk, path: Path) -> None:
    writer = make()
    disk.full()
    writer.put(idea(1), wait=True)
    disk.heal()
    assert writer.close() == ()
    assert path.read_bytes() == content([*opening(), idea(1)])
    assert not held(path)


def test_a_journal_deleted_in_mid_drill_is_written_again_whole(make: Callable[..., Writer], path: Path) -> None:
    writer = make()
    path.unlink()
    writer.put(idea(1), wait=True)
    assert path.read_bytes() == content([*opening(), idea(1)])
    assert held(path)
    assert writer.trouble is None


def test_a_folder_removed_in_mid_drill_is_made_again(make: Callable[..., Writer], path: Path) -> None:
    writer = make()
    writer.put(idea(1), wait=True)
    shutil.rmtree(path.parents[1])
    writer.put(idea(2), wait=True)
    assert path.read_bytes() == content([*opening(), idea(1), idea(2)])
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_journal_that_was_taken_up_again_is_rewritten_with_what_it_held_before(path: Path) -> None:
    torn = b'{"type":"idea","n":2,"te'
    written(path, [*opening(), idea(1)], torn)
    writer = Writer(path, new=False, retry=NEVER)
    path.unlink()
    writer.put(idea(2), wait=True)
    writer.close()
    assert path.read_bytes() == content([*opening(), idea(1)]) + torn + b"\n" + encode(idea(2))


def test_a_folder_renamed_in_mid_drill_stays_and_the_session_goes_on_whole_in_its_place(
    make: Callable[..., Writer], path: Path, tmp_path: Path
) -> None:
    writer = make()
    writer.put(idea(1), wait=True)
    path.parents[1].rename(tmp_path / "renamed")
    writer.put(idea(2), wait=True)
    assert path.read_bytes() == content([*opening(), idea(1), idea(2)])
    assert path_of(tmp_path / "renamed", ID).read_bytes() == content([*opening(), idea(1)])


@pytest.mark.parametrize("link", [False, True])
def test_another_file_in_its_place_is_left_alone(
    make: Callable[..., Writer], path: Path, tmp_path: Path, link: bool
) -> None:
    writer = make()
    path.unlink()
    precious = tmp_path / "precious" if link else path
    precious.write_bytes(b"keep me\n")
    if link:
        path.symlink_to(precious)
    writer.put(idea(1), wait=True)
    assert (writer.trouble, writer.waiting) == ("another file has taken its place", 1)
    assert precious.read_bytes() == b"keep me\n"
    path.unlink()
    writer.put(idea(2), wait=True)
    assert writer.trouble is None
    assert path.read_bytes() == content([*opening(), idea(1), idea(2)])


@pytest.mark.parametrize("failing", ["write", "fsync"])
def test_writing_it_again_on_a_full_disk_is_tried_again_from_the_start(
    make: Callable[..., Writer], disk: FaultyDisk, path: Path, failing: str
) -> None:
    writer = make()
    path.unlink()
    disk.always[failing] = errno.ENOSPC
    writer.put(idea(1), wait=True)
    assert (writer.trouble, writer.waiting) == ("the disk is full", 1)
    assert not path.exists(), "half a session is not left about"
    disk.heal()
    writer.put(idea(2), wait=True)
    assert path.read_bytes() == content([*opening(), idea(1), idea(2)])


def test_a_folder_that_cannot_be_opened_for_a_while_does_not_stand_in_the_way_for_ever(
    make: Callable[..., Writer], disk: FaultyDisk, path: Path
) -> None:
    writer = make()
    path.unlink()
    disk.next["open"].extend([None, errno.EMFILE])
    writer.put(idea(1), wait=True)
    assert writer.trouble == "too many open files"
    writer.put(idea(2), wait=True)
    assert (writer.trouble, writer.waiting) == (None, 0)
    assert path.read_bytes() == content([*opening(), idea(1), idea(2)])


def test_another_folder_takes_the_whole_session_and_all_that_follows(
    make: Callable[..., Writer], disk: FaultyDisk, path: Path, tmp_path: Path
) -> None:
    alarm = Alarm()
    writer = make(alarm)
    writer.put(idea(1), wait=True)
    disk.full()
    writer.put(idea(2), wait=True)
    disk.heal()
    writer.move_to(tmp_path / "another place 🍵")
    assert (writer.saved, writer.waiting, writer.trouble) == (4, 0, None)
    assert writer.path == path_of(tmp_path / "another place 🍵", ID)
    writer.put(idea(3), wait=True)
    assert writer.path.read_bytes() == content([*opening(), idea(1), idea(2), idea(3)])
    assert path.read_bytes() == content([*opening(), idea(1)])
    assert held(writer.path)
    assert not held(path)


def test_another_folder_that_does_not_work_either_changes_nothing(
    make: Callable[..., Writer], disk: FaultyDisk, path: Path, tmp_path: Path
) -> None:
    writer = make()
    disk.full()
    writer.put(idea(1), wait=True)
    with pytest.raises(OSError, match="No space"):
        writer.move_to(tmp_path / "another")
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        writer.move_to(tmp_path / "file")
    assert not path_of(tmp_path / "another", ID).exists()
    assert (writer.path, writer.waiting) == (path, 1)
    disk.heal()
    writer.put(idea(2), wait=True)
    assert path.read_bytes() == content([*opening(), idea(1), idea(2)])


def test_the_folder_it_is_in_already_is_no_other_folder(make: Callable[..., Writer], path: Path) -> None:
    writer = make()
    with pytest.raises(FileExistsError):
        writer.move_to(path.parents[1])
    writer.put(idea(1), wait=True)
    assert path.read_bytes() == content([*opening(), idea(1)])


def test_two_writers_of_one_journal_cannot_be(
    make: Callable[..., Writer], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disk_module.lock.take
    monkeypatch.setattr(disk_module.lock, "take", lambda fd, patience: real(fd, 0))
    writer = make()
    with pytest.raises(InUseError):
        Writer(path, new=False)
    writer.close()
    Writer(path, new=False).close()


def test_many_lines_from_one_thread_with_the_other_at_work_keep_their_order(
    make: Callable[..., Writer], path: Path
) -> None:
    alarm = Alarm()
    writer = make(alarm, SOON)
    for n in range(1, 201):
        writer.put(idea(n), wait=n % 7 == 0)
    alarm.until(lambda: writer.waiting == 0)
    assert path.read_bytes() == content([*opening(), *map(idea, range(1, 201))])


def test_the_thread_does_not_outlive_the_writer(make: Callable[..., Writer], disk: FaultyDisk) -> None:
    writer = make(Alarm())
    disk.full()
    writer.put(idea(1))
    writer.close()
    assert writer._thread is not None
    assert not writer._thread.is_alive()


def test_an_error_without_a_number_is_said_in_its_own_words() -> None:
    assert explain(fault(errno.ENOSPC)) == "the disk is full"
    assert explain(OSError("Strange")) == "strange"
    assert explain(InUseError("is in use")) == "is in use"


errors = st.sampled_from([errno.ENOSPC, errno.EIO, errno.EROFS])
maybe = st.none() | errors
write_plans = maybe | st.tuples(st.integers(0, 80), maybe)


@given(
    st.lists(write_plans, max_size=30),
    st.lists(maybe, max_size=30),
    st.lists(maybe, max_size=10),
    st.lists(st.sampled_from(["put", "delete", "close"]), min_size=3, max_size=12),
)
def test_nothing_is_dropped_and_nothing_overtakes_whatever_fails_in_whatever_order(
    tmp_path_factory: pytest.TempPathFactory,
    writes: list[object],
    fsyncs: list[int | None],
    truncates: list[int | None],
    steps: list[str],
) -> None:
    path = path_of(tmp_path_factory.mktemp("faults"), ID)
    lines = [*opening()]
    with pytest.MonkeyPatch.context() as patch:
        disk = FaultyDisk()
        patch.setattr(disk_module, "os", disk)
        writer = Writer(path, new=True)
        without_thread(writer)
        for each in lines:
            writer.put(each, wait=True)
        disk.next["write"].extend(writes)
        disk.next["fsync"].extend(fsyncs)
        disk.next["ftruncate"].extend(truncates)
        n = 0
        for step in steps:
            if step == "put":
                n += 1
                lines.append(idea(n))
                writer.put(lines[-1], wait=True)
            elif step == "delete":
                path.unlink(missing_ok=True)
                continue
            elif writer.waiting == 0:
                writer.close()
                if not path.exists():  # it was deleted with every line in it, on purpose
                    return
                disk.next["open"].clear()
                writer = Writer(path, new=False)
                without_thread(writer)
            if writer.waiting == 0 and path.exists():
                assert [e.n for e in read(path).session.entries] == list(range(1, n + 1))
        disk.heal()
        n += 1
        lines.append(idea(n))
        writer.put(lines[-1], wait=True)
        assert writer.close() == ()
    reading = read(path)
    assert [(e.n, e.text) for e in reading.session.entries] == [(i, f"idea {i}") for i in range(1, n + 1)]
    assert reading.session.lost == ()
    assert all("is not JSON" in problem for problem in reading.problems), reading.problems


def test_a_last_line_written_twice_because_of_an_error_is_the_same_session(
    make: Callable[..., Writer], disk: FaultyDisk, path: Path
) -> None:
    writer = make()
    for each in (idea(1), line(ev.Paused(), 2.0), line(ev.Resumed(), 2.0), line(ev.Ended(why="done"), 3.0)):
        # Whole on disk, but who knows; and it cannot be taken back.
        disk.next["fsync"].append(errno.EIO)
        disk.next["ftruncate"].append(errno.EIO)
        writer.put(each, wait=True)
        assert writer.waiting == 1
        writer._flush()
    writer.close()
    reading = read(path)
    assert reading.problems == ()
    assert (reading.session.ended, len(reading.session.entries), len(reading.session.pauses)) == ("done", 1, 1)
