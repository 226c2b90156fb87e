"""Who may write a journal."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.disk import fault
from support.journals import ID, idea, opening, written

from brainstorm.session import lock
from brainstorm.session.disk import JournalFile
from brainstorm.session.events import Later
from brainstorm.session.journal import append, parse_time
from brainstorm.session.lock import InUseError


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return written(tmp_path / f"{ID}.jsonl", [*opening(), idea(1)])


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_lock_that_stays_held_is_waited_for_and_then_said_to_be_in_use(journal: Path) -> None:
    clock = Clock()
    with journal.open("rb+") as mine, journal.open("rb+") as theirs:
        lock.take(theirs.fileno())
        with pytest.raises(InUseError, match="in use by another brainstorm"):
            lock.take(mine.fileno(), 2.0, clock.read, clock.sleep)
    assert 102.0 <= clock.now < 102.1


def test_a_lock_given_back_in_time_is_taken(journal: Path) -> None:
    clock = Clock()
    with journal.open("rb+") as mine, journal.open("rb+") as theirs:
        lock.take(theirs.fileno())

        def sleep(seconds: float) -> None:
            clock.sleep(seconds)
            if clock.now > 101.5:
                fcntl.flock(theirs.fileno(), fcntl.LOCK_UN)

        lock.take(mine.fileno(), 2.0, clock.read, sleep)
        assert lock.held(journal)
    assert clock.now < 101.6


def test_a_drill_keeps_others_out_for_as_long_as_it_runs(journal: Path) -> None:
    file = JournalFile(journal, new=False)
    assert lock.held(journal)
    with pytest.raises(InUseError):
        JournalFile(journal, new=False, patience=0)
    file.close()
    assert not lock.held(journal)
    JournalFile(journal, new=False, patience=0).close()


def test_an_append_waits_for_its_turn_and_gives_up_after_two_seconds(journal: Path) -> None:
    now = parse_time("2026-11-23T08:00:00.000+00:00")
    assert now is not None
    before = journal.read_bytes()
    file = JournalFile(journal, new=False)
    with pytest.raises(InUseError):
        append(journal, [Later(n=2, text="on a walk")], now)
    file.close()
    assert journal.read_bytes() == before
    append(journal, [Later(n=2, text="on a walk")], now)
    assert journal.read_bytes().startswith(before)


def test_looking_whether_a_lock_is_held_takes_nothing_and_makes_nothing(journal: Path, tmp_path: Path) -> None:
    assert not lock.held(journal)
    assert not lock.held(tmp_path / "nothing.jsonl")
    assert not (tmp_path / "nothing.jsonl").exists()
    with journal.open("rb+") as file:
        lock.take(file.fileno())
        assert lock.held(journal)
        assert lock.held(journal)


HOLD = """
import sys
from pathlib import Path
from brainstorm.session.disk import JournalFile
file = JournalFile(Path(sys.argv[1]), new=False)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("end", ["kill", "leave"])
def test_a_lock_is_free_as_soon_as_the_program_that_held_it_is_gone(journal: Path, end: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(journal)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        assert lock.held(journal)
        with pytest.raises(InUseError):
            JournalFile(journal, new=False, patience=0)
        child.kill() if end == "kill" else child.stdin.close()
        child.wait()
    assert not lock.held(journal)
    JournalFile(journal, new=False, patience=0).close()


def test_a_program_started_meanwhile_does_not_inherit_the_lock(journal: Path) -> None:
    file = JournalFile(journal, new=False)
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False):
        file.close()
        assert not lock.held(journal)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL])
def test_a_file_system_without_locks_is_written_without_one(
    journal: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(fd: int, operation: int) -> None:
        raise fault(number)

    monkeypatch.setattr(fcntl, "flock", flock)
    file = JournalFile(journal, new=False)
    file.append(b'{"type":"beat"}\n')
    file.close()
    assert journal.read_bytes().endswith(b'{"type":"beat"}\n')
    assert not lock.held(journal)


def test_another_error_of_the_lock_is_an_error_and_nothing_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(fd: int, operation: int) -> None:
        raise fault(errno.EIO)

    path = tmp_path / "2026" / f"{ID}.jsonl"
    before = sorted(os.listdir("/dev/fd"))
    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(OSError, match="Input/output"):
        JournalFile(path, new=True)
    assert sorted(os.listdir("/dev/fd")) == before
    assert not path.exists(), "a journal that could not be begun leaves no file"
