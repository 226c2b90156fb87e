"""What the terminal sends, read so that nothing it may send breaks the program or is lost."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import time
from collections.abc import Iterator
from typing import IO, Any, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

STALLED = 3.0
"""Seconds without a byte after which a paste whose end never came is over."""
_START, _END = "\x1b[200~", "\x1b[201~"
_PARTS = tuple(_START[:length] for length in range(len(_START) - 1, 1, -1))
_LOOK = 0.1
_MOST = 4096


class Pastes:
    """Takes pastes out of what is read. Textual's parser scrambles one with an escape code in it."""

    def __init__(self) -> None:
        self._part = ""
        self._pasted: str | None = None
        self._last = 0.0

    def take(self, text: str, now: float) -> Iterator[str | events.Paste]:
        """What there is in `text`, in order: keys as they came, pastes whole."""
        text, self._part, self._last = self._part + text, "", now
        while text:
            if self._pasted is None:
                text, start, rest = text.partition(_START)
                if not start:
                    self._part = next((part for part in _PARTS if text.endswith(part)), "")
                    text = text.removesuffix(self._part)
                if text:
                    yield text
                if not start:
                    return
                self._pasted, text = "", rest
            else:
                seen = max(0, len(self._pasted) - len(_END))
                self._pasted += text
                if (end := self._pasted.find(_END, seen)) < 0:
                    return
                text = self._pasted[end + len(_END) :]
                self._pasted = self._pasted[:end]
                yield from self._paste()

    def wait(self, now: float) -> Iterator[str | events.Paste]:
        """Nothing came: what was held back is all there is."""
        if self._part:
            part, self._part = self._part, ""
            yield part
        if now - self._last >= STALLED:
            yield from self._paste()

    def _paste(self) -> Iterator[events.Paste]:
        if self._pasted is not None:
            pasted, self._pasted = self._pasted, None
            yield events.Paste(pasted.replace("\0", ""))


class Output:
    """The terminal to write to, also once it has gone.

    Textual's writer thread dies of the first write that fails. Nobody takes from its queue then, and the program,
    on its way out, waits for ever to put one more text into it: with the session's lock in its hand.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            return self._file.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


class Driver(LinuxDriver):
    """Textual's, but for a terminal that goes away and three things that it may send.

    Bytes that are no UTF-8 become U+FFFD (Textual's ends the program, with status 0). A paste is kept as it is, also
    with escape codes in it; one without an end ends when nothing more comes (Textual's swallows every key after it).
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._file = cast(Any, Output(cast(IO[str], self._file)))

    def _run_input_thread(self) -> None:
        from brainstorm.tui.app import BrainstormApp

        app = self._app
        assert isinstance(app, BrainstormApp)
        try:
            self.run_input_thread()
        except OSError:  # the terminal has gone
            app.call_later(app.stop, 128 + signal.SIGHUP)
        except Exception as error:
            app.call_later(app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read until the program ends."""
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        parser, pastes = XTermParser(self._debug), Pastes()

        def give(parts: Iterator[str | events.Paste]) -> None:
            for part in parts:
                for message in parser.feed(part) if isinstance(part, str) else (part,):
                    self.process_message(message)

        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _LOOK)[0]:
                if not (data := os.read(self.fileno, _MOST)):
                    raise OSError("the terminal has hung up")
                give(pastes.take(decode(data), time.monotonic()))
            else:
                give(pastes.wait(time.monotonic()))
            for message in parser.tick():
                self.process_message(message)
