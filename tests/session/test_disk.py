"""Bytes reach the disk whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.disk import FaultyDisk
from support.journals import ID

from brainstorm.session.disk import JournalFile, make_folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sessions" / "2026" / f"{ID}.jsonl"


@pytest.fixture
def file(path: Path) -> Iterator[JournalFile]:
    """A new journal with one line in it."""
    file = JournalFile(path, new=True)
    file.append(b"one\n")
    yield file
    file.close()


@pytest.fixture(params=[0o000, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    old = os.umask(request.param)
    yield request.param
    os.umask(old)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_and_folders_are_private_whatever_the_umask(umask: int, path: Path) -> None:
    JournalFile(path, new=True).close()
    assert mode(path) == 0o600
    assert mode(path.parent) == mode(path.parent.parent) == 0o700


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    make_folder(shared / "sessions")
    assert mode(shared) == 0o755
    assert mode(shared / "sessions") == 0o700


def test_two_programs_may_make_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.mkdir

    def mkdir(self: Path, mode: int = 0o777) -> None:
        real(self, mode)  # the other program was faster …
        real(self, mode)  # … and this one comes late

    monkeypatch.setattr(Path, "mkdir", mkdir)
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_new_journal_is_fsynced_into_its_folder(path: Path, disk: FaultyDisk) -> None:
    synced: list[str] = []
    disk.fsync = lambda fd: synced.append(os.readlink(f"/dev/fd/{fd}"))  # type: ignore[method-assign]
    file = JournalFile(path, new=True)
    file.append(b"one\n")
    file.close()
    assert synced == [*map(str, (path.parents[2], path.parents[1], path.parent, path))]


def test_a_new_journal_never_takes_the_place_of_another(path: Path, file: JournalFile) -> None:
    with pytest.raises(FileExistsError):
        JournalFile(path, new=True)
    assert path.read_bytes() == b"one\n"


def test_a_journal_that_is_not_there_is_not_made_by_opening_it(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with pytest.raises(FileNotFoundError):
        JournalFile(path, new=False)
    assert not path.exists()


@pytest.mark.parametrize("new", [True, False])
def test_a_link_in_the_place_of_a_journal_is_not_followed(path: Path, tmp_path: Path, new: bool) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"keep me\n")
    path.parent.mkdir(parents=True)
    path.symlink_to(precious)
    with pytest.raises(OSError, match=os.strerror(errno.EEXIST if new else errno.ELOOP)):
        JournalFile(path, new=new)
    assert precious.read_bytes() == b"keep me\n"
    assert path.is_symlink()


def test_a_line_is_written_at_once_and_fsynced(path: Path, disk: FaultyDisk) -> None:
    file = JournalFile(path, new=True)
    disk.calls.clear()
    file.append(b"one\n")
    file.append(b"two\n")
    file.close()
    assert disk.calls == ["write", "fsync"] * 2
    assert path.read_bytes() == b"one\ntwo\n"


def test_a_file_without_a_final_newline_gets_one_first(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"type":"idea","n":1,"te')
    file = JournalFile(path, new=False)
    assert path.read_bytes() == b'{"type":"idea","n":1,"te', "opening alone changes nothing"
    file.append(b"two\n")
    file.append(b"three\n")
    file.close()
    assert path.read_bytes() == b'{"type":"idea","n":1,"te\ntwo\nthree\n'


@pytest.mark.parametrize("content", [b"", b"one\n"])
def test_a_file_that_is_whole_gets_no_newline(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    file = JournalFile(path, new=False)
    file.append(b"two\n")
    file.close()
    assert path.read_bytes() == content + b"two\n"


def test_a_short_write_is_gone_on_with(path: Path, file: JournalFile, disk: FaultyDisk) -> None:
    disk.next["write"].extend([(1, None), (2, None)])
    file.append(b"two, a long line\n")
    assert path.read_bytes() == b"one\ntwo, a long line\n"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("written", [0, 5])
def test_half_a_line_is_taken_back(path: Path, file: JournalFile, disk: FaultyDisk, number: int, written: int) -> None:
    disk.next["write"].append((written, number))
    with pytest.raises(OSError, match=os.strerror(number)):
        file.append(b"two, a long line\n")
    assert path.read_bytes() == b"one\n"
    file.append(b"two, a long line\n")
    assert path.read_bytes() == b"one\ntwo, a long line\n"


def test_a_line_that_could_not_be_fsynced_is_taken_back(path: Path, file: JournalFile, disk: FaultyDisk) -> None:
    disk.next["fsync"].append(errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        file.append(b"two\n")
    assert path.read_bytes() == b"one\n"
    file.append(b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"


def test_half_a_line_that_cannot_be_taken_back_is_closed_off(path: Path, file: JournalFile, disk: FaultyDisk) -> None:
    for _ in range(2):
        disk.next["write"].append((2, errno.ENOSPC))
        disk.next["ftruncate"].append(errno.EIO)
        with pytest.raises(OSError, match="No space"):
            file.append(b"two\n")
    file.append(b"two\n")
    file.append(b"three\n")
    assert path.read_bytes() == b"one\ntw\nt\ntwo\nthree\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux's")
def test_a_device_that_is_really_full_says_so_and_takes_nothing() -> None:
    file = JournalFile(Path("/dev/full"), new=False)
    for _ in range(2):  # it cannot be truncated either
        with pytest.raises(OSError, match="No space left"):
            file.append(b"one\n")
    file.close()


def test_a_folder_that_cannot_be_fsynced_is_used_all_the_same(path: Path, disk: FaultyDisk) -> None:
    disk.next["fsync"].extend([errno.EINVAL] * 3)
    file = JournalFile(path, new=True)
    file.append(b"one\n")
    file.close()
    assert path.read_bytes() == b"one\n"


def test_a_journal_that_cannot_be_begun_leaves_no_file(path: Path, disk: FaultyDisk) -> None:
    path.parent.mkdir(parents=True)
    disk.next["open"].extend([None, errno.EMFILE])  # the file itself opens, its folder does not
    with pytest.raises(OSError, match="Too many open files"):
        JournalFile(path, new=True)
    assert not path.exists()
    JournalFile(path, new=True).close()


def test_a_journal_knows_whether_it_is_still_in_its_place(path: Path, file: JournalFile, tmp_path: Path) -> None:
    assert file.in_place()
    path.parent.rename(tmp_path / "elsewhere")
    assert not file.in_place()
    (tmp_path / "elsewhere").rename(path.parent)
    assert file.in_place()
    path.unlink()
    assert not file.in_place()
    path.write_bytes(b"another\n")
    assert not file.in_place()


def test_a_journal_exchanged_while_it_was_being_opened_is_not_written(
    path: Path, file: JournalFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    from brainstorm.session import lock

    def take(fd: int, patience: float) -> None:
        path.unlink()
        path.write_bytes(b"another\n")

    monkeypatch.setattr(lock, "take", take)
    with pytest.raises(FileNotFoundError, match="replaced"):
        JournalFile(path, new=False)
    assert path.read_bytes() == b"another\n"
