"""The compiled copy: fresh, stale, foreign, torn, shared, or not to be had at all."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from brainstorm.bank import Question, cached, load_bank

LONG_AGO = 1_000_000_000


@pytest.fixture(autouse=True)
def settled(prompts: Path) -> None:
    """Files that were not changed just now, so that their times alone tell whether the copy is fresh."""
    for path in prompts.rglob("*.yaml"):
        os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def compiles(monkeypatch) -> list[int]:
    """One item each time the YAML files are read."""
    from brainstorm.bank import compile as room

    counted: list[int] = []
    gather = room.gather
    monkeypatch.setattr(room, "gather", lambda *args: counted.append(1) or gather(*args))
    return counted


def the_copy(cache: Path) -> Path:
    (found,) = cache.iterdir()
    return found


def tea(prompts: Path) -> Path:
    return prompts / "questions" / "tea.yaml"


def test_the_second_start_reads_no_files(prompts, cache, compiles):
    first, second = (load_bank(prompts, cache=cache) for _ in range(2))
    assert len(compiles) == 1
    assert (first.rows, first.lenses, first.forms, first.notes) == (
        second.rows,
        second.lenses,
        second.forms,
        second.notes,
    )
    assert second.question("tea-cold") == first.question("tea-cold")


def test_the_copy_is_private(prompts, cache):
    load_bank(prompts, cache=cache / "deep" / "er")
    folder = cache / "deep" / "er"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(the_copy(folder).stat().st_mode) == 0o600


def test_a_changed_file_is_read_again(prompts, cache):
    load_bank(prompts, cache=cache)
    text = tea(prompts).read_text(encoding="utf-8")
    tea(prompts).write_text(text.replace("warm?", "hot now?"), encoding="utf-8")
    assert load_bank(prompts, cache=cache).row("tea-warm").text == "Why is it hot now?"


def test_a_change_that_keeps_size_and_time_is_seen_while_the_file_is_young(prompts, cache):
    state = tea(prompts).stat()
    os.utime(tea(prompts))
    young = tea(prompts).stat().st_mtime_ns
    load_bank(prompts, cache=cache)
    text = tea(prompts).read_text(encoding="utf-8")
    tea(prompts).write_text(text.replace("warm?", "cool?"), encoding="utf-8")
    os.utime(tea(prompts), ns=(young, young))
    assert tea(prompts).stat().st_size == state.st_size
    assert load_bank(prompts, cache=cache).row("tea-warm").text == "Why is it cool?"


def test_a_file_added_or_removed_is_seen(prompts, cache):
    load_bank(prompts, cache=cache)
    more = prompts / "questions" / "more.yaml"
    more.write_text("- {id: more-a, topic: more, question: q}\n", encoding="utf-8")
    assert "more-a" in load_bank(prompts, cache=cache).ids
    more.unlink()
    assert "more-a" not in load_bank(prompts, cache=cache).ids


def test_a_touched_file_is_compared_once_and_then_trusted(prompts, cache, compiles, monkeypatch):
    load_bank(prompts, cache=cache)
    os.utime(tea(prompts), (LONG_AGO + 5, LONG_AGO + 5))
    from brainstorm.bank import source

    compared: list[str] = []
    monkeypatch.setattr(source, "read_raw", lambda path, read=source.read_raw: compared.append(path) or read(path))
    bank = load_bank(prompts, cache=cache)
    assert len(compiles) == 1
    assert len(compared) == 3
    assert bank.question("tea-cold").has_map
    assert load_bank(prompts, cache=cache).question("tea-cold").has_map
    assert len(compiles) == 1
    assert len(compared) == 3


def test_notes_on_extras_are_kept_with_the_copy(prompts, cache, tmp_path, compiles):
    bad = tmp_path / "bad.yaml"
    bad.write_text("- id: yes\n", encoding="utf-8")
    os.utime(bad, (LONG_AGO, LONG_AGO))
    notes = [load_bank(prompts, [bad], cache).notes for _ in range(2)]
    assert notes[0] == notes[1]
    assert len(notes[0]) == len(compiles) == 1


def test_what_could_not_be_read_is_tried_again_each_time(prompts, cache, tmp_path):
    mine = tmp_path / "mine.yaml"
    assert len(load_bank(prompts, [mine], cache).notes) == 1
    mine.write_text("- {id: a, topic: t, question: q}\n", encoding="utf-8")
    bank = load_bank(prompts, [mine], cache)
    assert bank.notes == ()
    assert "a" in bank.ids


def test_each_set_of_extras_has_its_copy_and_the_oldest_go(prompts, cache, tmp_path, compiles):
    mine = tmp_path / "mine.yaml"
    mine.write_text("- {id: a, topic: t, question: q}\n", encoding="utf-8")
    os.utime(mine, (LONG_AGO, LONG_AGO))
    for _ in range(2):
        assert "a" not in load_bank(prompts, cache=cache).ids
        assert "a" in load_bank(prompts, [mine], cache).ids
    assert len(compiles) == 2
    (cache / "other.txt").write_text("not ours", encoding="utf-8")
    for times in range(12):
        load_bank(prompts, [mine] * times, cache)
    assert len(list(cache.glob("bank-*.json"))) == 8
    assert (cache / "other.txt").exists()


def test_a_copy_torn_at_any_byte_is_no_copy(prompts, cache):
    expected = load_bank(prompts, cache=cache)
    file = the_copy(cache)
    whole = file.read_bytes()
    places = str(cache), str(prompts), ()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert cached.read(*places) is None
        if length % 40 == 0:
            again = load_bank(prompts, cache=cache)
            assert again.rows == expected.rows
            assert again.question("tea-cold") == expected.question("tea-cold")
    file.write_bytes(whole + b"\n")
    assert cached.read(*places) is None


def test_a_copy_damaged_anywhere_still_gives_the_right_questions(prompts, cache):
    expected = load_bank(prompts, cache=cache)
    questions = [expected.question(name) for name in expected.ids]
    file = the_copy(cache)
    whole = file.read_bytes()
    for at in range(0, len(whole), 5):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        bank = load_bank(prompts, cache=cache)
        assert bank.rows == expected.rows
        assert [bank.question(name) for name in bank.ids] == questions


def _forged(index: object, blob: bytes = b"") -> bytes:
    from zlib import crc32

    data = json.dumps(index).encode()
    head = json.dumps(["brainstorm bank", cached.FORMAT, len(data), crc32(data), len(blob)]).encode()
    return head + b"\n" + data + b"\n" + blob


def test_foreign_files_in_its_place_are_rebuilt_silently(prompts, cache):
    expected = load_bank(prompts, cache=cache)
    file = the_copy(cache)
    _, data, blob = file.read_bytes().split(b"\n", 2)
    index = json.loads(data)
    foreign = [
        b"",
        b"\0" * 5000,
        b"{}",
        b"[" * 100_000,
        b'["brainstorm bank", 1, -5, 0, 0]\n',
        b'["brainstorm bank", 999999999999, 0, 0, 0]\n',
        _forged([]),
        _forged({}),
        _forged(None),
        _forged({**index, "places": [["/elsewhere", "/elsewhere"]]}, blob),
        _forged({**index, "rows": [["x"]]}, blob),
        _forged({**index, "rows": [[None] * 12]}, blob),
        _forged({**index, "rows": 7}, blob),
        _forged({**index, "notes": [7]}, blob),
        _forged({**index, "files": [["a", "b", "c", "d"]]}, blob),
        _forged({**index, "made": "now"}, blob),
        _forged({**index, "lenses": ["vary"]}, blob),
    ]
    for content in foreign:
        file.write_bytes(content)
        bank = load_bank(prompts, cache=cache)
        assert (bank.rows, bank.lenses, bank.forms) == (expected.rows, expected.lenses, expected.forms)


def test_a_copy_of_another_format_is_rebuilt(prompts, cache, compiles, monkeypatch):
    load_bank(prompts, cache=cache)
    monkeypatch.setattr(cached, "FORMAT", cached.FORMAT + 1)
    load_bank(prompts, cache=cache)
    assert len(compiles) == 2


def test_something_else_in_the_place_of_the_copy_does_no_harm(prompts, cache):
    load_bank(prompts, cache=cache)
    file = the_copy(cache)
    file.unlink()
    os.mkfifo(file)
    assert len(load_bank(prompts, cache=cache).rows) == 2
    file.unlink()
    file.mkdir()
    (file / "x").touch()
    assert len(load_bank(prompts, cache=cache).rows) == 2


def test_a_question_survives_the_copy_being_removed_or_replaced(prompts, cache):
    expected = load_bank(prompts, cache=cache).question("tea-warm")
    bank = load_bank(prompts, cache=cache)
    the_copy(cache).unlink()
    assert bank.question("tea-warm") == expected

    bank = load_bank(prompts, cache=cache)
    text = tea(prompts).read_text(encoding="utf-8")
    tea(prompts).write_text(text.replace('id: kettle\n', 'id: the-big-kettle\n').replace("angle: kettle", "angle: the-big-kettle"), encoding="utf-8")  # fmt: skip  # noqa: E501
    load_bank(prompts, cache=cache)
    assert bank.question("tea-warm") == expected
    assert bank.question("tea-cold").angles[0].id == "the-big-kettle"


def test_without_a_cache_or_with_one_that_cannot_be_written_it_just_works(prompts, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    for cache in (None, blocked, blocked / "below", Path("/proc/nothing"), tmp_path / "nul\0"):
        bank = load_bank(prompts, cache=cache)
        assert bank.question("tea-cold").has_map
    assert blocked.read_text(encoding="utf-8") == ""


def test_a_read_only_cache_is_used_and_left_alone(prompts, cache, monkeypatch):
    load_bank(prompts, cache=cache)
    file = the_copy(cache)
    before = file.read_bytes()
    cache.chmod(0o500)
    refused: list[str] = []
    if os.geteuid() == 0:  # to root nothing is read-only

        def refuse(path: str, *args: object) -> int:
            if str(path).endswith(".tmp"):
                refused.append(path)
                raise PermissionError(13, "Permission denied")
            return opened(path, *args)

        opened = os.open
        monkeypatch.setattr(os, "open", refuse)
    try:
        os.utime(tea(prompts), (LONG_AGO + 9, LONG_AGO + 9))
        assert load_bank(prompts, cache=cache).question("tea-cold").has_map
        text = tea(prompts).read_text(encoding="utf-8")
        tea(prompts).write_text(text.replace("warm?", "mild?"), encoding="utf-8")
        assert load_bank(prompts, cache=cache).row("tea-warm").text == "Why is it mild?"
    finally:
        cache.chmod(0o700)
    assert file.read_bytes() == before
    assert list(cache.iterdir()) == [file]


def test_an_unfinished_copy_of_a_killed_process_is_cleared_away_in_time(prompts, cache):
    cache.mkdir()
    old, young = cache / ".bank-1-1.tmp", cache / ".bank-2-2.tmp"
    for path in (old, young):
        path.touch()
    os.utime(old, (LONG_AGO, LONG_AGO))
    load_bank(prompts, cache=cache)
    assert not old.exists()
    assert young.exists()


def test_several_processes_may_rebuild_at_once(prompts, cache):
    code = (
        "import sys; from pathlib import Path; from brainstorm.bank import load_bank\n"
        "prompts, cache = map(Path, sys.argv[1:])\n"
        "for turn in range(30):\n"
        "    bank = load_bank(prompts, cache=cache)\n"
        "    assert [bank.question(name).id for name in bank.ids] == ['tea-cold', 'tea-warm']\n"
        "    for file in cache.glob('bank-*') if turn % 3 == 0 else ():\n"
        "        file.unlink(missing_ok=True)\n"
    )
    command = [sys.executable, "-c", code, str(prompts), str(cache)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    assert not list(cache.glob(".bank-*"))
    assert Question.from_entry({}) != load_bank(prompts, cache=cache).question("tea-cold")
