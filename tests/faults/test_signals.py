"""A drill that must leave keeps all that was entered, and says how it ended."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.child import BRAINSTORM, DRILL, ideas_in, journals, show, until
from support.terminal import Terminal, status_of

from brainstorm.session import events as ev
from brainstorm.session.journal import read

STATUS = {signal.SIGTERM: 143, signal.SIGHUP: 129, signal.SIGINT: 130}


@pytest.fixture
def drill(folder: Path, terminal: Callable[..., Terminal]) -> Terminal:
    """A drill on a terminal, with one idea recorded."""
    drill = terminal([*DRILL, folder])
    started(drill)
    return drill


def started(drill: Terminal) -> None:
    drill.expect("Enter starts the clock.")
    drill.line("")
    drill.line("ask it twice")
    drill.expect("  1  0:")


def unfinished(folder: Path) -> list[str]:
    """The texts of the session in `folder`, which was left in good order and has not ended."""
    [path] = journals(folder)
    reading = read(path)
    assert reading.problems == ()
    assert not any(isinstance(each.event, ev.Ended) for each in reading.lines)
    assert isinstance(reading.lines[-1].event, ev.Beat)
    return [entry.text for entry in reading.session.entries]


@pytest.mark.parametrize("number", STATUS, ids=lambda number: number.name)
def test_a_signal_leaves_the_drill_unfinished_and_says_so(
    folder: Path, drill: Terminal, number: signal.Signals
) -> None:
    drill.signal(number)
    drill.expect("Left unfinished, nothing is lost")
    assert drill.wait() == STATUS[number]
    assert unfinished(folder) == ["ask it twice"]
    assert show(folder)["state"] == "open"


def test_ctrl_c_is_the_signal_it_sends(folder: Path, drill: Terminal) -> None:
    drill.send("\x03")
    assert drill.wait() == 130
    assert unfinished(folder) == ["ask it twice"]


@pytest.mark.parametrize("number", STATUS, ids=lambda number: number.name)
def test_a_signal_from_a_pipe_keeps_the_line_that_was_half_there(folder: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [*DRILL, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        child.stdin.write(b"ask it twice\nask a weaker mod")
        child.stdin.flush()
        until(lambda: ideas_in(folder), "the idea")
        child.send_signal(number)
        _, complaints = child.communicate()
    assert status_of(child.returncode) == STATUS[number]
    assert complaints == b""
    assert unfinished(folder) == ["ask it twice"]
    assert read(journals(folder)[0]).session.draft == "ask a weaker mod"


@pytest.mark.parametrize("number", STATUS, ids=lambda number: number.name)
def test_a_signal_has_its_status_even_when_nobody_reads_any_more(folder: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [*DRILL, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdout.close()
        child.stdin.write(b"ask it twice\n")
        child.stdin.flush()
        until(lambda: ideas_in(folder), "the idea")
        child.send_signal(number)
        child.wait()
    assert status_of(child.returncode) == STATUS[number]


def test_a_closed_window_leaves_the_drill_unfinished(folder: Path, drill: Terminal, own_home: Path) -> None:
    drill.hang_up()
    assert drill.wait() == 129
    assert unfinished(folder) == ["ask it twice"]
    assert not list(own_home.rglob("crashes/*")), "a closed window is no crash"


def test_a_window_that_closes_without_a_signal_is_a_closed_window_too(
    folder: Path, terminal: Callable[..., Terminal], own_home: Path
) -> None:
    drill = terminal([*DRILL, folder], controlling=False)
    started(drill)
    drill.hang_up()
    assert drill.wait() == 129
    assert unfinished(folder) == ["ask it twice"]
    assert not list(own_home.rglob("crashes/*"))


def test_a_window_closed_in_the_debrief_loses_nothing(folder: Path, drill: Terminal, own_home: Path) -> None:
    drill.line("/end")
    drill.expect("Your best")
    drill.hang_up()
    assert drill.wait() == 129
    found = show(folder)
    assert (found["state"], found["why"], found["counts"]["ideas"]) == ("ended", "done", 1)
    assert not list(own_home.rglob("crashes/*"))


def test_a_drill_left_by_a_signal_is_offered_and_gone_on_with(
    folder: Path, drill: Terminal, terminal: Callable[..., Terminal]
) -> None:
    drill.signal(signal.SIGTERM)
    assert drill.wait() == 143
    again = terminal([*BRAINSTORM, "drill", "--plain", "--sessions", folder])
    again.expect("Unfinished:")
    again.line("g")
    again.expect("  1  0:")
    again.line("ask a weaker model")
    again.expect("  2  0:")
    again.send("\x04")  # end of file: of the ideas, not of the person
    again.expect("Your best")
    again.hang_up()
    again.wait()
    found = show(folder)
    assert [entry["text"] for entry in found["entries"]] == ["ask it twice", "ask a weaker model"]
    assert found["why"] == "eof"


def test_a_program_that_stood_still_does_not_count_the_time(folder: Path, drill: Terminal) -> None:
    drill.signal(signal.SIGSTOP)
    drill.pump(6.0)  # what is tried here: longer than anybody could be taken to be there
    drill.signal(signal.SIGCONT)
    drill.expect("Welcome back")
    drill.line("ask a weaker model")
    drill.expect("  2  0:")
    drill.line("/end")
    drill.expect("Your best")
    [path] = journals(folder)
    session = read(path).session
    assert session.pauses[0][0] == "away"
    assert session.entries[1].t - session.entries[0].t < 6.0


def test_what_was_typed_after_the_bell_outlives_a_signal(folder: Path, terminal: Callable[..., Terminal]) -> None:
    drill = terminal([*DRILL[:-3], "--minutes", "0.1", "--sessions", folder])
    started(drill)
    drill.send("half a li")
    drill.expect("Time.")
    drill.line("ne")
    drill.signal(signal.SIGTERM)
    assert drill.wait() == 143
    found = show(folder)
    assert (found["state"], found["why"]) == ("ended", "time")
    assert [entry["text"] for entry in found["entries"]] == ["ask it twice"]
    # The signal may be there before the line is read; then it was not entered.
    assert found["cut_off"] in ("half a line", None)
