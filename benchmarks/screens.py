"""The screens in a real terminal: first frame, memory, keys. Measured from outside, as a person would see it."""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from support.terminal import Terminal

from benchmarks.__main__ import Figure, environment, interleaved
from benchmarks.sessions import fill, write_session

_BARE = """
import click, yaml
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("painted")
Bare().run()
"""
_BARE_INPUT = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="painted")
Bare().run()
"""


class _Screen:
    """A program in a pty, read as raw output."""

    def __init__(self, args: list[str], env: dict[str, str]) -> None:
        self.begun = time.perf_counter()
        self.terminal = Terminal([sys.executable, *args], env=env, size=(24, 80), echo=False)

    def until(self, pattern: str) -> float:
        """Wait for what `pattern` says; seconds since the last call or the start, in ms."""
        self.terminal.expect(re.compile(pattern))
        return (time.perf_counter() - self.begun) * 1000

    def memory(self) -> float:
        """The most it has had in memory so far, MiB."""
        status = Path(f"/proc/{self.terminal.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024

    def send(self, keys: str) -> None:
        self.begun = time.perf_counter()
        self.terminal.send(keys)

    def end(self) -> None:
        self.terminal.close()


def _first_frame(args: list[str], env: dict[str, str], sign: str, memories: list[float] | None = None) -> float:
    screen = _Screen(args, env)
    try:
        painted = screen.until(sign)
        if memories is not None:
            memories.append(screen.memory())
        return painted
    finally:
        screen.end()


def figures(folder: Path, runs: int) -> Iterator[Figure]:
    """First frames and memory, home with many sessions, Enter and keys beside many entries."""
    runs = max(runs, 9)
    env = environment(folder / "home", BRAINSTORM_SESSIONS=str(folder / "none"))
    drill = ["-m", "brainstorm", "drill", "--question", "sandbagging-cant-wont"]
    ours_mib: list[float] = []
    bare_mib: list[float] = []
    ours, bare = interleaved(
        runs,
        lambda: _first_frame(drill, env, "starts the clock", ours_mib),
        lambda: _first_frame(["-c", _BARE], env, "painted", bare_mib),
    )
    yield Figure("first frame of `brainstorm drill`", ours, "a bare app with click and yaml", bare, 1.4)
    yield Figure(
        "memory at that frame", statistics.median(ours_mib), "the bare app", statistics.median(bare_mib), 1.4, "MiB"
    )
    yield from _home(folder, runs)
    yield from _keys(folder, runs)


def _home(folder: Path, runs: int) -> Iterator[Figure]:
    few = environment(folder / "home", BRAINSTORM_SESSIONS=str(fill(folder / "ten", 10)))
    many = environment(folder / "home", BRAINSTORM_SESSIONS=str(fill(folder / "thousand", 1000)))
    home = ["-m", "brainstorm"]
    thousand, ten = interleaved(
        runs,
        lambda: _first_frame(home, many, "of the last 14 days"),
        lambda: _first_frame(home, few, "of the last 14 days"),
    )
    yield Figure("home with 1,000 sessions", thousand, "home with 10", ten, 1.1)


def _resumed(folder: Path, entries: int) -> _Screen:
    """A drill that goes on with so many entries on screen."""
    sessions = folder / f"entries-{entries}"
    # The offer to go on is for drills of the last day, so the session is dated now.
    from datetime import UTC, datetime

    from benchmarks import sessions as made

    made.START = datetime.now(UTC)
    write_session(sessions, 0, entries or 1, ended=False)
    screen = _Screen(["-m", "brainstorm", "drill"], environment(folder / "home", BRAINSTORM_SESSIONS=str(sessions)))
    screen.until("go on")
    screen.send("g\n")
    screen.until("0:4[0-9]|0:5[0-9]")
    return screen


def _keys(folder: Path, runs: int) -> Iterator[Figure]:
    counts = (0, 100, 1000)
    screens = {count: _resumed(folder, count) for count in counts}
    bare = _Screen(["-c", _BARE_INPUT], environment(folder / "home"))
    bare.until("painted")
    numbers = dict.fromkeys(counts, 0)
    # Letters that occur in no escape sequence and no text on screen, each once.
    letters = iter([chr(code) for code in range(0x4E00, 0x5E00)])

    def entered(count: int) -> float:
        screen = screens[count]
        numbers[count] += 1
        screen.send(f"zq{numbers[count]}")
        screen.until(f"{numbers[count]}")
        next_n = (count or 1) + numbers[count]
        screen.send("\r")
        return screen.until(rf"{next_n}  ")

    def key(screen: _Screen) -> float:
        letter = next(letters)
        time.sleep(0.06)  # as people type: the frame before has been painted
        screen.send(letter)
        return screen.until(letter)

    none, hundred, thousand = interleaved(runs, *(lambda c=count: entered(c) for count in counts))
    yield Figure("Enter to visible at 100 entries", hundred, "at none", none, 2.0)
    yield Figure("Enter to visible at 1,000 entries", thousand, "at none", none, 2.0)
    ours, theirs = interleaved(runs * 3, lambda: key(screens[1000]), lambda: key(bare))
    yield Figure("key to screen beside 1,000 entries", ours, "a bare Input", theirs, 1.3)
    for screen in (*screens.values(), bare):
        screen.end()
