"""No idea that was reported as recorded is lost, whenever the program is killed."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.child import DRILL, ideas_in, journals, show, until
from support.terminal import Terminal

from brainstorm.drill import commands as do
from brainstorm.history.archive import Archive
from brainstorm.practice.drill import reopen
from brainstorm.session.journal import Reading, read
from brainstorm.session.lock import held

ECHO = re.compile(r"^ *(\d+)  \d+:\d\d  (?:  \+ |)(.+)$", re.MULTILINE)
FEW, MANY = 8, 50


def seeds(first: int) -> list[object]:
    """The seeds of `make test`, then those of `make torture`."""
    return [*range(first), *(pytest.param(n, marks=pytest.mark.torture) for n in range(first, MANY))]


def goes_on(path: Path) -> None:
    """Whatever was left behind can be taken up again, gone on with, and closed, and nothing of it is lost by that."""
    before = read(path).session
    drill = reopen(path)
    drill.do(do.Reopen(), wait=True)
    drill.start_clock()
    drill.do(do.Enter("afterwards"), wait=True)
    drill.do(do.Stop(), wait=True)
    assert drill.close() == ()
    drill = reopen(path)
    drill.do(do.Close(), wait=True)
    assert drill.close() == ()
    after = read(path).session
    assert after.ended == "closed"
    assert after.entries[:-1] == before.entries
    assert after.entries[-1].text == "afterwards"
    assert after.lost == ()


def feed(child: subprocess.Popen[bytes], lines: list[str], pause: float) -> None:
    """Write lines into a drill, a few at a time, until it is killed; the pipe stays open."""
    assert child.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        for start in range(0, len(lines), 7):
            child.stdin.write("".join(f"{text}\n" for text in lines[start : start + 7]).encode())
            time.sleep(pause)  # so that a kill meets lines on their way; nothing is waited for


def only_its_last_line_is_torn(reading: Reading) -> bool:
    return not reading.problems or (len(reading.problems) == 1 and reading.problems[0].endswith("is cut off"))


@pytest.mark.parametrize("seed", seeds(FEW))
def test_every_idea_echoed_on_a_terminal_outlives_a_kill(
    seed: int, folder: Path, terminal: Callable[..., Terminal]
) -> None:
    chance = random.Random(seed)
    drill = terminal([*DRILL, folder], echo=False)
    drill.expect("Enter starts the clock.")
    drill.line("")
    sent = [f"{'+ ' if n % 5 == 0 else ''}idea number {n} of many" for n in range(1, 41)]
    drill.send("".join(f"{text}\n" for text in sent))
    for n in range(1, chance.randrange(len(sent)) + 1):
        drill.expect(re.compile(rf"^ *{n}  \d+:\d\d  .*$", re.MULTILINE))
    drill.pump(chance.uniform(0, 0.004))
    assert drill.kill() == 128 + signal.SIGKILL
    echoed = {int(n): text for n, text in ECHO.findall(drill.drain())}
    [path] = journals(folder)
    assert not held(path)
    found = show(folder)
    entries = {entry["n"]: entry["text"] for entry in found["entries"]}
    assert found["state"] == "open"
    assert echoed.items() <= entries.items()
    assert list(entries.items()) == [(n, text.removeprefix("+ ")) for n, text in enumerate(sent[: len(entries)], 1)]
    assert len(entries) <= len(echoed) + 1, "an entry is echoed before the next is read"
    assert only_its_last_line_is_torn(read(path))
    goes_on(path)


def test_a_drill_killed_on_its_ready_card_was_never_begun(folder: Path, terminal: Callable[..., Terminal]) -> None:
    drill = terminal([*DRILL, folder])
    drill.expect("Enter starts the clock.")
    drill.kill()
    assert journals(folder) == []


@pytest.mark.parametrize("seed", seeds(FEW - 1))
def test_every_idea_recorded_from_a_pipe_outlives_a_kill(seed: int, folder: Path) -> None:
    chance = random.Random(1000 + seed)
    sent = [f"idea number {n} " + "x" * chance.randrange(300) for n in range(1, 2001)]
    with subprocess.Popen([*DRILL, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
        wanted = chance.randrange(300)
        feeder = threading.Thread(target=feed, args=(child, sent, chance.random() / 100), daemon=True)
        feeder.start()
        until(lambda: ideas_in(folder) >= wanted and journals(folder), f"idea {wanted}")
        [path] = journals(folder)
        there = path.read_bytes()
        child.kill()
        child.wait()
        feeder.join()
        assert child.returncode == -signal.SIGKILL
    assert path.read_bytes().startswith(there), "what was written is never taken back"
    reading = read(path)
    texts = [entry.text for entry in reading.session.entries]
    assert len(texts) >= wanted
    assert texts == [text.strip() for text in sent[: len(texts)]]
    assert only_its_last_line_is_torn(reading)
    if reading.session.question is not None:
        goes_on(path)


# Kills inside an append: the driver below is a drill that ends itself at one exact system call.

DRIVER = '''
import os, signal, stat, sys
from pathlib import Path
from support.journals import FORM, QUESTION
from brainstorm.bank import Form
from brainstorm.drill import commands as do
from brainstorm.practice.drill import begin
from brainstorm.practice.plan import Plan
from brainstorm.session import disk

folder, wanted, when, count = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
calls = {}


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly:
    """`os`, until the call it was told."""

    def __getattr__(self, name):
        return getattr(os, name)

    def due(self, name):
        calls[name] = calls.get(name, 0) + 1
        return name == wanted and calls[name] == count

    def call(self, name, real, *args):
        due = self.due(name)
        if due and when == "before":
            die()
        result = real(*args)
        if due and when == "after":
            die()
        return result

    def write(self, fd, data):
        if self.due("write"):
            if when == "after":
                os.write(fd, data)
            elif when == "within":
                os.write(fd, data[: len(data) // 2])
            elif when == "newline":
                os.write(fd, data[:-1])
            die()
        return os.write(fd, data)

    def fsync(self, fd):
        name = "fsync" if stat.S_ISREG(os.fstat(fd).st_mode) else "fsync_folder"
        return self.call(name, os.fsync, fd)

    def open(self, path, flags, *mode):
        return self.call("open" if flags & os.O_CREAT else "open_folder", os.open, path, flags, *mode)


disk.os = Deadly()
plan = Plan(form=Form.from_entry(FORM), seconds=300.0, seed=1, material=do.Material((QUESTION,)))
drill = begin(folder, plan, input_="piped")
drill.start_clock()
for n in range(1, 7):
    drill.do(do.Enter(f"idea {n}"), wait=True)
    if drill.recorded(n):
        print(n, flush=True)
drill.close()
print("alive", flush=True)
'''

APPENDS = [
    *itertools.product(["write"], ["before", "within", "newline", "after"], [1, 2, 3, 5]),
    *itertools.product(["fsync"], ["before", "after"], [1, 2, 3, 5]),
    *itertools.product(["open"], ["before", "after"], [1]),
    *itertools.product(["fsync_folder"], ["before", "after"], [1, 3]),
]


@pytest.mark.parametrize(("call", "when", "count"), APPENDS)
def test_every_idea_reported_as_recorded_outlives_a_kill_inside_an_append(
    folder: Path, call: str, when: str, count: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, folder, call, when, str(count)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr
    recorded = [int(n) for n in done.stdout.split()]
    found = journals(folder)
    if call in ("open", "fsync_folder"):
        assert recorded == []
        assert len(found) == ((call, when) == ("open", "after") or (call == "fsync_folder" and count == 3))
        assert all(path.stat().st_size == 0 for path in found)
        assert list(Archive(folder).all()) == [], "a journal without a line is nobody's session"
        return
    [path] = found
    assert not held(path)
    reading = read(path)
    entries = [(entry.n, entry.text) for entry in reading.session.entries]
    # Lines 1 and 2 open the session, so line 3 is the first idea.
    written = count - 3 + (call == "fsync" or when in ("newline", "after"))
    assert recorded == list(range(1, count - 2))
    assert entries == [(n, f"idea {n}") for n in range(1, written + 1)]
    torn = when == "within"
    assert reading.problems == ((f"line {count} is cut off",) if torn else ())
    now = datetime.now(UTC).astimezone()
    if reading.session.question is None:
        assert Archive(folder).unfinished(now) is None, "a drill that never asked anything is not offered"
        return
    unfinished = Archive(folder).unfinished(now)
    assert unfinished is not None
    assert unfinished.path == path
    goes_on(path)
    assert read(path).problems == ((f"line {count} is not JSON",) if torn else ())
