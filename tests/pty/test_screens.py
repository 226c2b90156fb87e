"""The screens on a real terminal: bursts, pastes, kills, resizes, signals. What `pilot` waits for, people don't."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.child import BRAINSTORM, DEADLINE, environment, journals, show, until
from support.terminal import Terminal

from brainstorm.session.journal import read

Start = Callable[..., Terminal]
QUESTION = "sandbagging-cant-wont"
WORDS_OF_QUESTION = re.compile("forty")
MANY = 115


def drill(terminal: Start, folder: Path, *more: str, **options: object) -> Terminal:
    """A drill on screen, its clock running."""
    args = [*BRAINSTORM, "drill", "--question", QUESTION, "--sessions", folder, *more]
    options.setdefault("env", environment(TERM="xterm-256color", COLUMNS=None, LINES=None))
    screen = terminal(args, echo=False, **options)
    screen.expect("starts the clock")
    screen.send("\r")
    screen.expect(WORDS_OF_QUESTION)
    return screen


def texts(folder: Path) -> list[str]:
    return [entry["text"] for entry in show(folder)["entries"]]


def leave(screen: Terminal) -> int:
    """ctrl+c asks; Enter leaves."""
    screen.send("\x03")
    screen.expect("Leave with")
    screen.send("\r")
    return screen.wait()


def test_two_hundred_lines_in_one_burst_are_two_hundred_ideas_in_order(terminal: Start, folder: Path) -> None:
    screen = drill(terminal, folder)
    # With a slip and two backspaces in every line: editing keys may not be overtaken either.
    screen.send("".join(f"idea number {n} heer\x7f\x7fre\r" for n in range(1, 201)))
    screen.expect(re.compile("idea number 200 here"))
    until(lambda: len(read(journals(folder)[0]).session.entries) == 200)
    assert leave(screen) == 0
    assert texts(folder) == [f"idea number {n} here" for n in range(1, 201)]


def test_a_pasted_block_is_one_idea_a_line_and_the_draft_stays(terminal: Start, folder: Path) -> None:
    screen = drill(terminal, folder)
    screen.send("half a thought")
    block = "\r\n\r\n".join(f"pasted line {n}" for n in range(1, 51))
    screen.send(f"\x1b[200~{block}\x1b[201~")
    screen.expect("pasted line 50")
    assert leave(screen) == 0
    found = show(folder)
    assert [entry["text"] for entry in found["entries"]] == [f"pasted line {n}" for n in range(1, 51)]
    assert found["measures"]["latency"] is None, "pasted entries have no times worth measuring"
    assert read(journals(folder)[0]).session.draft == "half a thought"


def shown_as_recorded(raw: str) -> set[tuple[int, str]]:
    """The entries painted so far without the hollow mark of one that isn't on disk yet."""
    flat = re.sub(r"\x1b\[[\d;]*m", "", raw)
    rows = re.split(r"\x1b\[[\d;?]*[A-Za-z]|\n", flat)
    found = (re.search(r"(○?) *(\d+) +\d+:\d\d +(idea \d+ of many words)", row) for row in rows)
    return {(int(match[2]), match[3]) for match in found if match and not match[1]}


@pytest.mark.parametrize("seed", [*range(15), *(pytest.param(n, marks=pytest.mark.torture) for n in range(15, MANY))])
def test_no_idea_shown_as_recorded_is_lost_by_a_kill(seed: int, terminal: Start, folder: Path) -> None:
    chance = random.Random(seed)
    screen = drill(terminal, folder)
    for n in range(1, chance.randrange(3, 30)):
        screen.send(f"idea {n} of many words\r")
        if chance.random() < 0.3:
            screen.pump(chance.random() / 20)
    screen.pump(chance.random() / 5)
    screen.kill()
    shown = shown_as_recorded(screen.seen)
    session = read(journals(folder)[0]).session
    assert shown <= {(entry.n, entry.text) for entry in session.entries}
    assert session.running


def test_fifty_resizes_while_typing_lose_nothing(terminal: Start, folder: Path) -> None:
    screen = drill(terminal, folder)
    chance = random.Random(7)
    for n in range(1, 51):
        screen.resize(chance.randrange(3, 60), chance.randrange(10, 200))
        screen.signal(signal.SIGWINCH)
        screen.send(f"idea {n} of many words\r")
    screen.resize(24, 80)
    until(lambda: len(read(journals(folder)[0]).session.entries) == 50)
    screen.send("and a draft")
    screen.expect("a draft")
    assert leave(screen) == 0
    assert texts(folder) == [f"idea {n} of many words" for n in range(1, 51)]
    assert read(journals(folder)[0]).session.draft == "and a draft"


def test_typing_across_the_bell_rates_and_enters_nothing_by_accident(terminal: Start, folder: Path) -> None:
    screen = drill(terminal, folder, "--minutes", "0.1")
    screen.send("in time\r")
    typed = ""
    while "Time. Enter" not in screen.seen:
        screen.send("y")
        typed += "y"
        screen.pump(0.05)
    screen.send("3 y\r")  # typed on without a pause, Enter included
    screen.expect("3 y")
    session = until(lambda: s if (s := read(journals(folder)[0]).session).ended else None)
    assert session.rated is None
    assert [entry.text for entry in session.entries] == ["in time"]
    screen.send_until("\r", "Cut off by the bell", 1.0)
    session = read(journals(folder)[0]).session
    assert session.cut_off == typed + "3 y"
    assert session.rated is None


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_ends_it_cleanly_and_it_can_be_taken_up_again(
    number: int, status: int, terminal: Start, folder: Path
) -> None:
    screen = drill(terminal, folder)
    before = termios.tcgetattr(screen._master)
    screen.send("kept\rhalf a thou")
    screen.expect("half a thou")
    screen.signal(number)
    assert screen.wait() == status
    seen = screen.drain()
    assert "\x1b[?1049l" in seen, "the alternate screen is left"
    assert seen.rfind("\x1b[?25h") > seen.rfind("\x1b[?25l"), "the cursor is back"
    assert seen.rfind("\x1b[?2004l") > seen.rfind("\x1b[?2004h"), "pasting is plain again"
    assert "\x1b[?1000l" in seen, "the mouse is free"
    assert termios.tcgetattr(screen._master)[3] & termios.ICANON
    assert before is not None
    found = show(folder)
    assert (found["state"], texts(folder)) == ("open", ["kept"])
    assert read(journals(folder)[0]).session.draft == "half a thou"


def test_a_closed_window_ends_it_and_nothing_spins_on(terminal: Start, folder: Path) -> None:
    screen = drill(terminal, folder)
    screen.send("kept\rdraft")
    screen.expect("draft")
    pid = screen.pid
    screen.hang_up()
    assert screen.wait() == 129
    assert not os.path.exists(f"/proc/{pid}")
    assert texts(folder) == ["kept"]
    assert read(journals(folder)[0]).session.draft == "draft"


def test_ctrl_z_and_back_keeps_everything(terminal: Start, folder: Path) -> None:
    screen = drill(terminal, folder)
    screen.send("before\rdra")
    screen.expect("dra")
    screen.send("\x1a")
    until(lambda: Path(f"/proc/{screen.pid}/stat").read_text().split(") ")[1].startswith("T"), "the stop")
    screen.catch_up()
    screen.signal(signal.SIGCONT)
    screen.expect(WORDS_OF_QUESTION)  # painted again
    screen.send("ft\rafter\r")
    screen.expect("after")
    assert leave(screen) == 0
    assert texts(folder) == ["before", "draft", "after"]


@pytest.mark.parametrize("seconds", [0.0, pytest.param(10.0, marks=pytest.mark.torture)])
def test_an_output_that_nobody_reads_loses_nothing_and_is_no_absence(
    seconds: float, terminal: Start, folder: Path
) -> None:
    screen = drill(terminal, folder)
    for n in range(1, 200):
        screen.send(f"idea {n} of many words\r")
    until(screen.is_full, "a terminal full of what nobody reads")  # it blocks the program's own writing
    time.sleep(seconds)  # what is tried here: blocked for longer than anybody could be taken to be there
    screen.expect("idea 199 of many words")
    until(lambda: len(read(journals(folder)[0]).session.entries) == 199)
    assert leave(screen) == 0
    assert texts(folder) == [f"idea {n} of many words" for n in range(1, 200)]
    assert read(journals(folder)[0]).session.pauses == ()


_BREAK = """
import sys
from brainstorm.tui.drill import DrillPage
def broken(self):
    words = "a secret idea in a variable"
    raise RuntimeError(words)
DrillPage.action_edit_last = broken
sys.argv = ["brainstorm", *sys.argv[1:]]
from brainstorm.cli import main
main()
"""


def test_a_crash_is_one_line_and_a_file_without_a_word_of_what_was_written(
    terminal: Start, folder: Path, own_home: Path
) -> None:
    args = [sys.executable, "-c", _BREAK, "drill", "--question", QUESTION, "--sessions", folder]
    screen = terminal(args, echo=False, env=environment(TERM="xterm-256color"))
    screen.expect("starts the clock")
    screen.send("\r")
    screen.expect(WORDS_OF_QUESTION)
    screen.send("kept for ever\rdraft")
    screen.expect("draft")
    screen.send("\x1b[A")
    assert screen.wait() == 1
    last = screen.drain().split("\x1b[?1049l")[-1]
    said = [line for line in re.sub(r"\x1b\[[\d;?<>]*[A-Za-z]", "", last).splitlines() if line.strip()]
    assert len(said) == 1
    assert "RuntimeError" in said[0]
    assert "a secret idea" not in last
    [report] = (own_home / ".local/state/brainstorm-drill/crashes").glob("*.txt")
    assert "RuntimeError" in report.read_text()
    assert "secret" not in report.read_text()
    assert "kept" not in report.read_text()
    assert texts(folder) == ["kept for ever"]
    assert read(journals(folder)[0]).session.draft == "draft"


@pytest.mark.parametrize("command", [["drill"], ["call"], ["review"], []])
def test_a_terminal_that_cannot_draw_is_told_what_to_do(command: list[str], terminal: Start) -> None:
    screen = terminal([*BRAINSTORM, *command], env=environment(TERM="dumb"))
    assert screen.wait() == 2
    instead = "`brainstorm list`" if "review" in command else "--plain"
    assert instead in screen.drain()
    piped = subprocess.run(
        [*BRAINSTORM, *command], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=DEADLINE
    )
    assert piped.returncode == 2
    assert instead in piped.stderr


def test_while_the_clock_runs_neither_anthropic_nor_the_embedding_library_is_loaded(
    terminal: Start, folder: Path
) -> None:
    screen = drill(terminal, folder)
    screen.send("an idea\r?\r")
    screen.expect("an idea")
    loaded = Path(f"/proc/{screen.pid}/maps").read_text()
    assert not re.search("numpy|wordllama|tokenizers|anthropic|pydantic", loaded)
    assert leave(screen) == 0


def test_a_whole_drill_with_the_keyboard_alone_from_home_to_review(terminal: Start, folder: Path) -> None:
    env = environment(TERM="xterm-256color", BRAINSTORM_SESSIONS=str(folder))
    screen = terminal(BRAINSTORM, echo=False, env=env)
    screen.expect("a question you haven't done")
    screen.send("\r")
    screen.expect("starts the clock")
    screen.send("\r")
    screen.expect("0 ideas")
    screen.send("first thing that comes\rand another\r")
    screen.expect("2 ideas")
    screen.send("\x1b")
    screen.expect("end")
    screen.send("e")
    screen.expect("End the drill")
    screen.send("\r")
    screen.expect("Your best three")
    screen.send_until("\x1b[B", "▸      2", 0.8)  # keys count after a moment's quiet
    for keys, sign in ((" ", "★"), ("\r", "How new"), ("4", "▸"), ("\r", "How it went")):
        screen.send(keys)
        screen.expect(sign)
    screen.send("\x1b")
    screen.expect("Today")
    screen.send("r")
    screen.expect(re.compile("› .*2 ideas"))
    screen.send("\r")
    screen.expect("Struck")
    screen.send_until("\x1b[B", "first thing that comes", 0.5)
    found = show(folder)
    assert found["rated"] == {"best": [2], "self": 4}
    assert found["why"] == "done"
    screen.send("\x03")
    assert screen.wait() == 0


def stopped(screen: Terminal) -> bool:
    return Path(f"/proc/{screen.pid}/stat").read_text().split(") ")[1].startswith("T")


def test_a_stop_that_nobody_typed_loses_no_key_and_leaves_the_terminal_as_it_was(terminal: Start, folder: Path) -> None:
    screen = drill(terminal, folder)
    screen.send("before\r")
    screen.expect("before")
    for _ in range(2):
        screen.signal(signal.SIGSTOP)
        until(lambda: stopped(screen), "the stop")
        screen.catch_up()
        screen.signal(signal.SIGCONT)
        screen.expect(WORDS_OF_QUESTION)  # painted again
    screen.send("".join(f"idea number {n}\r" for n in range(1, 51)))
    screen.expect("idea number 50")
    until(lambda: len(texts(folder)) == 51)
    assert leave(screen) == 0
    assert texts(folder) == ["before", *(f"idea number {n}" for n in range(1, 51))]
    assert termios.tcgetattr(screen._master)[3] & termios.ICANON


def test_a_window_closed_at_the_bell_ends_the_program(terminal: Start, folder: Path) -> None:
    screen = drill(terminal, folder, "--minutes", "0.1")
    screen.send("kept\r")
    screen.expect("Enter for the debrief")
    screen.hang_up()
    assert screen.wait() == 129
    assert texts(folder) == ["kept"]
