"""The index: always what the journals say, whatever happened to them or to it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.hostile import HOSTILE
from support.indexed import Told, asked, index_says, journals_say
from support.sessions import NOON, SECOND, TEA, save

from brainstorm.history import index as module
from brainstorm.history.archive import Archive
from brainstorm.history.index import ask, index_file
from brainstorm.session import events as ev
from brainstorm.session.journal import append


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def agree(folder: Path, cache: Path) -> None:
    assert asked(folder, cache, index_says) == journals_say(folder)


def test_an_empty_folder_has_an_empty_index(folder: Path, cache: Path) -> None:
    agree(folder, cache)
    assert not folder.exists()


def test_it_is_private(folder: Path, cache: Path) -> None:
    save(folder, "one")
    agree(folder, cache)
    assert {oct(path.stat().st_mode & 0o777) for path in cache.iterdir()} == {"0o600"}
    assert oct(cache.stat().st_mode & 0o777) == "0o700"


def test_two_folders_have_an_index_each(folder: Path, cache: Path, tmp_path: Path) -> None:
    save(folder, "one")
    save(tmp_path / "others", "two")
    agree(folder, cache)
    agree(tmp_path / "others", cache)
    agree(folder, cache)


TEXTS = st.sampled_from(["one more", "zwei, nochmal", "", "x" * 3000, *(text.kept for text in HOSTILE)])
STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "append", "later", "cut", "edit", "delete", "rename", "spoil", "empty", "newer",
                               "touch", "trash", "look"]), st.integers(0, 9), TEXTS),
    max_size=12,
)  # fmt: skip


def _step(folder: Path, what: str, which: int, text: str, number: int) -> None:
    paths = Archive(folder).paths()
    if what == "add" or not paths:
        save(folder, text, f"idea {which}", days_ago=number, question=TEA if which % 2 else SECOND, ended=which > 3)
        return
    path = paths[which % len(paths)]
    data = path.read_bytes()
    if what == "append":
        append(path, [ev.Revised(n=1, text=text), ev.Struck(n=2)], NOON)
    elif what == "later":
        Archive(folder).add_later(path, text, "walk", None, NOON)
    elif what == "cut":
        path.write_bytes(data[: len(data) * which // 10])
    elif what == "edit":  # as long as before, in the same tick of the clock
        stat = path.stat()
        path.write_bytes(data.replace(b"idea", b"IDEA") if b"idea" in data else data.replace(b"IDEA", b"idea"))
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    elif what == "delete":
        path.unlink()
    elif what == "rename":
        target = path.with_name(path.name.replace("-single-", "-solo-"))
        path.rename(target)
    elif what == "spoil":
        path.write_bytes(data.replace(b'"type":"idea"', b'"type":"ide', 1) + b'\xff{"torn')
    elif what == "empty":
        path.write_bytes(b"")
    elif what == "newer":
        path.write_bytes(data.replace(b'"v":1', b'"v":7'))
    elif what == "touch":
        os.utime(path)
    elif what == "trash":
        Archive(folder).delete(path)


@given(steps=STEPS)
@settings(max_examples=40)
def test_index_and_journals_agree_whatever_happened(steps: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "sessions"), Path(name, "cache")
        for number, (what, which, text) in enumerate(steps):
            if what == "look":
                agree(folder, cache)
            else:
                _step(folder, what, which, text, number)
        agree(folder, cache)
        agree(folder, cache)


def test_only_what_changed_is_read(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [save(folder, "one", days_ago=day) for day in range(5)]
    monkeypatch.setattr("brainstorm.history.store.SETTLED_NS", 0)
    agree(folder, cache)
    read: list[str] = []
    real = module._read
    monkeypatch.setattr(module, "_read", lambda folder, path: read.append(path) or real(folder, path))
    agree(folder, cache)
    assert read == []
    append(paths[3], [ev.Later(n=9, text="two")], NOON)
    paths[1].unlink()
    agree(folder, cache)
    assert read == [str(paths[3].relative_to(folder))]


def test_a_file_that_has_just_changed_is_looked_at_once_more(folder: Path, cache: Path) -> None:
    path = save(folder, "one")
    agree(folder, cache)
    fixed = path.stat().st_mtime_ns
    path.write_bytes(path.read_bytes().replace(b'"one"', b'"two"'))
    os.utime(path, ns=(fixed, fixed))
    agree(folder, cache)


def test_progress_comes_to_its_end(folder: Path, cache: Path) -> None:
    for day in range(3):
        save(folder, "one", days_ago=day)
    heard: list[tuple[int, int]] = []
    asked(folder, cache, index_says, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (3, 3)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda file: file.write_bytes(b"this is no database" * 100), "damaged"),
        (lambda file: file.write_bytes(file.read_bytes()[:5000]), "damaged"),
        (lambda file: _sql(file, "PRAGMA user_version=99"), "another version"),
        (lambda file: _sql(file, "PRAGMA application_id=7"), "no index of this program"),
        (lambda file: _foreign(file), "no index of this program"),
    ],
)
def test_an_index_that_is_not_one_costs_a_line(folder: Path, cache: Path, spoil: object, says: str) -> None:
    save(folder, "one")
    agree(folder, cache)
    spoil(index_file(folder, cache))  # type: ignore[operator]
    told = Told()
    assert ask(folder, cache, index_says, say=told) == journals_say(folder)
    assert len(told) == 1
    assert says in told[0]
    agree(folder, cache)


def _sql(file: Path, line: str) -> None:
    db = sqlite3.connect(file)
    db.execute(line)
    db.close()


def _foreign(file: Path) -> None:
    file.unlink()
    _sql(file, "CREATE TABLE mine (x)")


@given(places=st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=400)), min_size=1, max_size=3))
@settings(max_examples=25)
def test_bytes_that_rot_never_break_anything(places: list[tuple[float, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "sessions"), Path(name, "cache")
        for day in range(4):
            save(folder, "one and another", "two", days_ago=day)
        agree(folder, cache)
        file = index_file(folder, cache)
        data = bytearray(file.read_bytes())
        for where, junk in places:
            start = int(where * len(data))
            data[start : start + len(junk)] = junk
        file.write_bytes(data)
        told = Told()
        ask(folder, cache, lambda db: db.execute("SELECT path FROM files").fetchall(), say=told)
        assert len(told) <= 2


@pytest.mark.parametrize("kind", ["a file", "a folder in its place", "nowhere"])
def test_a_cache_that_cannot_be_written_costs_a_line(folder: Path, tmp_path: Path, kind: str) -> None:
    save(folder, "one")
    cache = tmp_path / "cache"
    if kind == "a file":
        cache.write_text("mine")
    elif kind == "nowhere":
        cache = Path("/proc/brainstorm")
    else:
        index_file(folder, cache).mkdir(parents=True)
    for _ in range(2):
        told = Told()
        assert ask(folder, cache, index_says, say=told) == journals_say(folder)
        assert len(told) == 1
        assert "in memory" in told[0]


def test_an_index_that_can_only_be_read_is_used(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(3):
        save(folder, "one", days_ago=day)
    monkeypatch.setattr("brainstorm.history.store.SETTLED_NS", 0)
    agree(folder, cache)
    save(folder, "two", days_ago=5)
    monkeypatch.setattr(module, "_locked", _refuse)
    read: list[str] = []
    real = module._read
    monkeypatch.setattr(module, "_read", lambda folder, path: read.append(path) or real(folder, path))
    told = Told()
    assert ask(folder, cache, index_says, say=told) == journals_say(folder)
    assert len(told) == len(read) == 1


def _refuse(file: Path) -> None:
    raise PermissionError(13, "Permission denied", str(file))


_WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from brainstorm.history.archive import Archive
archive = Archive(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(60):
    for path in archive.paths()[:3]:
        archive.add_later(path, f"later {number}", None, None, datetime.now(UTC))
"""


def test_it_agrees_while_another_program_writes(folder: Path, cache: Path) -> None:
    for day in range(3):
        save(folder, "one", days_ago=day)
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(folder)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    looks = 0
    while writer.poll() is None:
        before = journals_say(folder)[0]
        found = asked(folder, cache, index_says)[0]
        after = journals_say(folder)[0]
        assert all(before[path].later <= found[path].later <= after[path].later for path in after)
        looks += 1
    writer.stdout.close()
    assert writer.returncode == 0
    assert looks
    agree(folder, cache)


def test_two_programs_may_make_it_at_once(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(30):
        save(folder, "one", days_ago=day)
    monkeypatch.setattr(module, "_BATCH", 0.01)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(asked(folder, cache, index_says))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert found == [journals_say(folder)] * 3


def test_what_was_interrupted_goes_on(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(20):
        save(folder, "one", days_ago=day)
    monkeypatch.setattr(module, "_BATCH", 0.0001)
    monkeypatch.setattr("brainstorm.history.store.SETTLED_NS", 0)

    def stop(done: int, total: int) -> None:
        if done >= 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(folder, cache, index_says, progress=stop)
    totals: list[int] = []
    asked(folder, cache, index_says, progress=lambda done, total: totals.append(total))
    assert totals[0] < 20
    agree(folder, cache)


def test_a_folder_that_was_moved_is_indexed_anew(folder: Path, cache: Path, tmp_path: Path) -> None:
    save(folder, "one")
    agree(folder, cache)
    shutil.move(folder, tmp_path / "elsewhere")
    agree(folder, cache)
    agree(tmp_path / "elsewhere", cache)


def test_a_link_that_leads_nowhere_is_said(folder: Path, cache: Path) -> None:
    path = save(folder, "one")
    path.with_name("20261101-073000-single-k3f9.jsonl").symlink_to("nothing")
    told = asked(folder, cache, index_says)[2]
    assert len(told) == 1
    assert told[0].startswith("20261101-073000-single-k3f9.jsonl cannot be read")
    path.with_name("20261101-073000-single-k3f9.jsonl").unlink()
    agree(folder, cache)
