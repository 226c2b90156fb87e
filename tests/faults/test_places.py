"""Disks, folders and readers that fail under a real drill."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.child import BRAINSTORM, DEADLINE, DRILL, environment, ideas_in, journals, run, show, until
from support.journals import ID, idea, opening, written
from support.terminal import Terminal

from brainstorm.history.archive import Archive
from brainstorm.session import lock
from brainstorm.session.journal import path_of, read

IDEAS = "ask it twice\nask a weaker model\n+ and compare the errors\n"
TEXTS = ["ask it twice", "ask a weaker model", "and compare the errors"]


def drill(folder: Path, text: str = IDEAS, **options: object) -> subprocess.CompletedProcess[str]:
    return run(*DRILL[3:], folder, text=text, **options)


def texts(folder: Path) -> list[str]:
    return [entry["text"] for entry in show(folder)["entries"]]


@pytest.mark.parametrize("name", ["with spaces and 🍵", "-dash", "new\nline", "‮rtl", "a/b/c/d", "x" * 200, "quo'te\"s"])
def test_a_folder_of_any_name_will_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    done = drill(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert texts(folder) == TEXTS


def test_a_folder_whose_name_is_no_text_will_do(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    done = subprocess.run([*DRILL, folder], input=IDEAS.encode(), capture_output=True, timeout=DEADLINE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(journals(Path(os.fsdecode(folder)))) == 1


def test_a_folder_is_taken_from_where_one_stands(tmp_path: Path) -> None:
    done = run(*DRILL[3:], "here", text=IDEAS, cwd=tmp_path)
    assert done.returncode == 0
    assert texts(tmp_path / "here") == TEXTS


def test_a_file_in_the_place_of_the_folder_is_one_clear_line(folder: Path) -> None:
    folder.write_text("my notes")
    done = drill(folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"brainstorm: cannot record in {folder}: a file stands where the folder should be")
    assert done.stderr.count("\n") == 1
    assert folder.read_text() == "my notes"


def test_a_place_where_nothing_can_be_made_is_one_clear_line() -> None:
    done = drill(Path("/proc/none/sessions"))
    assert done.returncode == 1
    assert done.stderr.startswith("brainstorm: cannot record in /proc/none/sessions: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("home", [None, "", "/proc/none", "relative"])
def test_a_drill_needs_no_home(folder: Path, home: str | None, shared_cache: Path) -> None:
    # Without a home the password file's is taken; the cache stays where the test put it all the same.
    cache = None if home == "/proc/none" else str(shared_cache)
    done = drill(folder, env=environment(HOME=home, XDG_CACHE_HOME=cache))
    assert (done.returncode, done.stderr) == (0, "")
    assert texts(folder) == TEXTS


def test_a_folder_removed_in_mid_drill_is_made_again_with_all_that_was_entered(
    folder: Path, terminal: Callable[..., Terminal]
) -> None:
    running = terminal([*DRILL, folder])
    running.expect("Enter starts the clock.")
    running.line("")
    running.line("before")
    running.expect("  1  0:")
    shutil.rmtree(folder)
    running.line("after")
    running.expect("  2  0:")
    assert "not saved" not in running.seen
    assert texts(folder) == ["before", "after"]
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_in_the_way_is_said_and_the_ideas_are_saved_once_it_has_gone(
    folder: Path, terminal: Callable[..., Terminal]
) -> None:
    running = terminal([*DRILL, folder])
    running.expect("Enter starts the clock.")
    running.line("")
    running.line("before")
    running.expect("  1  0:")
    shutil.rmtree(folder)
    folder.write_text("in the way")
    running.line("meanwhile")
    running.expect("(not saved yet)")
    running.expect("a file stands where the folder should be. Trying again; go on meanwhile.")
    folder.unlink()
    until(lambda: ideas_in(folder) == 2, "the second idea")
    running.line("after")
    running.expect("everything is saved again")
    assert texts(folder) == ["before", "meanwhile", "after"]


def test_two_drills_at_once_share_a_folder_and_nothing_else(folder: Path, terminal: Callable[..., Terminal]) -> None:
    drills = [terminal([*DRILL, folder]) for _ in range(2)]
    for running in drills:
        running.expect("Enter starts the clock.")
        running.line("")
    for n in (1, 2, 3):
        for name, running in enumerate(drills):
            running.line(f"drill {name} idea {n}")
            running.expect(f"  {n}  0:0")
    assert {row["state"] for row in json.loads(run("list", "--json", "--sessions", folder).stdout)["sessions"]} == {
        "live"
    }
    refused = run("later", "on a walk", "--sessions", folder)
    assert refused.returncode == 1
    assert "is in use by another brainstorm" in refused.stderr
    for running in drills:
        running.line("/end")
        running.expect("Your best")
    found = [[entry.text for entry in read(path).session.entries] for path in journals(folder)]
    assert sorted(found) == [[f"drill {name} idea {n}" for n in (1, 2, 3)] for name in (0, 1)]


def test_later_ideas_that_come_at_the_same_moment_are_all_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(path_of(folder, ID), [*opening(), idea(1)])
    together = threading.Barrier(4)
    real = lock.take

    def take(fd: int, patience: float) -> None:
        together.wait(30)  # all four are about to write
        real(fd, 30)

    monkeypatch.setattr(lock, "take", take)
    now = datetime.now(UTC)
    threads = [
        threading.Thread(target=Archive(folder).add_later, args=(path, f"walk {n}", None, None, now)) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reading = read(path)
    assert reading.problems == ()
    assert sorted(later.n for later in reading.session.later) == [2, 3, 4, 5]
    assert sorted(later.text for later in reading.session.later) == [f"walk {n}" for n in range(4)]


@pytest.mark.parametrize("flags", [[], ["--reveal"], ["--json"]])
def test_a_reader_who_has_gone_away_does_not_stop_the_drill(folder: Path, flags: list[str]) -> None:
    with subprocess.Popen(
        [*DRILL, str(folder), *flags], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        child.stdin.write(IDEAS.encode())
        child.stdin.close()
        complaints = child.stderr.read()
    assert (child.returncode, complaints) == (0, b"")
    assert texts(folder) == TEXTS


def test_an_output_that_takes_nothing_does_not_stop_the_drill(folder: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run([*DRILL, str(folder)], input=IDEAS.encode(), stdout=full, stderr=full, timeout=DEADLINE)
    assert done.returncode == 0
    assert texts(folder) == TEXTS


def test_a_drill_without_an_input_is_over_at_once(folder: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", *DRILL, str(folder)], capture_output=True, timeout=DEADLINE
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert show(folder)["why"] == "eof"


@pytest.mark.parametrize("closed", ["1", "2", "1 2"])
def test_a_drill_without_an_output_records_all_the_same(folder: Path, closed: str) -> None:
    redirects = " ".join(f"{fd}>&-" for fd in closed.split())
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirects}', "sh", *DRILL, str(folder)], input=IDEAS.encode(), timeout=DEADLINE
    )
    assert done.returncode == 0
    assert texts(folder) == TEXTS


LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
runpy.run_module("brainstorm", run_name="__main__", alter_sys=True)
"""


def test_what_a_full_disk_did_not_take_is_printed_at_the_end_and_nothing_else_is_missing(folder: Path) -> None:
    drill(folder, "")
    room = journals(folder)[0].stat().st_size + 3000
    shutil.rmtree(folder)
    ideas = [f"idea number {n} {'x' * 100}" for n in range(1, 41)]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), *DRILL[3:], str(folder)],
        input="".join(f"{text}\n" for text in ideas),
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert done.returncode == 1, "not all is well"
    assert re.search(r"not saved yet: \d+ lines?; file too large. Trying again; go on meanwhile.", done.stderr)
    assert "could not be saved; here they are:" in done.stderr
    [path] = journals(folder)
    assert path.stat().st_size <= room
    reading = read(path)
    assert reading.problems == (), "half a line is taken back"
    recorded = [entry.text for entry in reading.session.entries]
    printed = [json.loads(row) for row in done.stdout.splitlines() if row.startswith("{")]
    assert 0 < len(recorded) < 40
    assert recorded + [row["text"] for row in printed if row["type"] == "idea"] == ideas
    assert "ended" in [row["type"] for row in printed]


def test_a_place_too_small_for_the_first_line_is_said_before_anything_is_entered(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "100", *DRILL[3:], str(folder)],
        input=IDEAS,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot record in" in done.stderr
    assert done.stderr.count("\n") == 1
    assert journals(folder) == []


def test_the_environment_names_the_folder_where_no_option_does(tmp_path: Path) -> None:
    folder = tmp_path / "from the environment"
    done = subprocess.run(
        [*BRAINSTORM, "drill", "--plain", "--minutes", "5"],
        input=IDEAS,
        capture_output=True,
        text=True,
        env=environment(BRAINSTORM_SESSIONS=str(folder)),
        timeout=DEADLINE,
    )
    assert done.returncode == 0
    assert texts(folder) == TEXTS


def test_a_pipe_in_the_place_of_a_journal_holds_nothing_up(folder: Path) -> None:
    drill(folder)
    [path] = journals(folder)
    os.mkfifo(path.with_name("20991231-235959-single-pipe.jsonl"))
    (path.parent / "20991231-235959-single-zero.jsonl").symlink_to("/dev/zero")
    done = run("list", "--json", "--sessions", folder)
    assert done.returncode == 0
    assert [row["id"] for row in json.loads(done.stdout)["sessions"]] == [path.stem]
