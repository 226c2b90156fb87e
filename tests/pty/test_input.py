"""What a terminal may send that no keyboard does, and keys that come faster than a page closes."""

from __future__ import annotations

import errno
import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.child import BRAINSTORM, environment, journals, until
from support.terminal import Terminal
from textual import events
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from brainstorm.session.journal import read
from brainstorm.tui.driver import STALLED, Pastes, Screenless

Start = Callable[..., Terminal]
ENV = {"TERM": "xterm-256color", "COLUMNS": None, "LINES": None}


def texts(folder: Path) -> list[str]:
    """What the newest journal holds."""
    return [entry.text for entry in read(journals(folder)[-1]).session.entries] if journals(folder) else []


@pytest.fixture
def screen(terminal: Start, folder: Path) -> Terminal:
    """A drill on screen, its clock running."""
    args = [*BRAINSTORM, "drill", "--question", "sandbagging-cant-wont", "--sessions", folder]
    screen = terminal(args, echo=False, env=environment(**ENV))
    screen.expect("starts the clock")
    screen.send("\r")
    screen.expect(re.compile("forty"))
    return screen


@pytest.mark.parametrize("raw", [b"caf\xe9", b"\xff\xfe", b"cut \xf0\x9f\x98", b"\xed\xa0\x80 half", b"\xc0\xaf"])
def test_bytes_that_are_no_text_become_signs_and_the_drill_goes_on(screen: Terminal, folder: Path, raw: bytes) -> None:
    os.write(screen._master, raw + b"\r")
    screen.send("next\r")
    until(lambda: len(texts(folder)) == 2)
    assert texts(folder) == [raw.decode(errors="replace"), "next"]


def test_a_paste_with_escape_codes_is_kept_as_it_is(screen: Terminal, folder: Path) -> None:
    screen.send("\x1b[200~a \x1b[31mred\x1b[0m alert, and a line that goes on for a while\rtwo\x1b\r\x1b[201~three\r")
    until(lambda: len(texts(folder)) == 3)
    assert texts(folder) == ["a \x1b[31mred\x1b[0m alert, and a line that goes on for a while", "two\x1b", "three"]


def test_a_paste_whose_end_never_comes_is_no_end_of_typing(screen: Terminal, folder: Path) -> None:
    screen.send("\x1b[200~one\rtwo\r")
    until(lambda: len(texts(folder)) == 2)
    screen.send("three\r")
    until(lambda: len(texts(folder)) == 3)
    assert texts(folder) == ["one", "two", "three"]


def test_the_palette_does_what_was_typed_before_enter_however_fast(terminal: Start, folder: Path) -> None:
    screen = terminal(BRAINSTORM, echo=False, env=environment(**ENV, BRAINSTORM_SESSIONS=str(folder)))
    screen.expect(re.compile("Single|The call"))
    for _ in range(3):
        screen.send("\x10")
        screen.expect("Leave the program")
        screen.send("help\r")
        screen.expect("Start what is suggested")
        screen.send("\x1b")
        screen.expect("brainstorm")
    screen.send("\x11")
    assert screen.wait() == 0


def test_writing_goes_on_into_nothing_when_the_window_is_gone() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.EIO, "gone")

        def flush(self) -> None:
            raise OSError(errno.EIO, "gone")

    thread = WriterThread(Screenless(Gone()))  # type: ignore[arg-type]
    thread.start()
    for _ in range(3 * MAX_QUEUED_WRITES):
        thread.write("a frame")
    thread.stop()
    assert not thread.is_alive()


def taken(*parts: str) -> list[str]:
    """What comes of `parts`; pastes stand in brackets."""
    pastes = Pastes()
    out = [found for part in parts for found in pastes.take(part, 0.0)]
    out += [*pastes.wait(STALLED - 0.1), *pastes.wait(STALLED)]
    return [f"[{one.text}]" if isinstance(one, events.Paste) else one for one in out]


@pytest.mark.parametrize("cut", range(1, 24))
def test_a_paste_is_whole_wherever_the_reading_cut_it(cut: int) -> None:
    sent = "ab\x1b[200~x\x1b[31m\0y\x1b[201~cd"
    found = taken(sent[:cut], sent[cut:])
    if cut != 3:  # an escape alone may be a key and isn't held back; Textual knows the rest of the sign as well
        assert "".join(found) == "ab[x\x1b[31my]cd"
    else:
        assert "".join(found) == sent


def test_what_looks_like_a_paste_and_is_none_passes() -> None:
    assert taken("\x1b[2", "J", "\x1b[20") == ["\x1b[2J", "\x1b[20"]
    assert taken("\x1b[200~\x1b[201~") == ["[]"]
    assert taken("\x1b[200~a", "b") == ["[ab]"]
