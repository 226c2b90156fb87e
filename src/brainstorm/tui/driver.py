"""What the terminal sends, read so that nothing it may send breaks the program or is lost."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import time
from collections.abc import Iterator
from typing import IO, Any

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


class Screenless:
    """The terminal as a file that is still there, and takes everything, when its window has been closed.

    Textual's thread that writes would end at the error, and the program wait for ever for it to go on.
    """

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        """Write, as long as there is anything to write to."""
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """The same."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class Driver(LinuxDriver):
    """Textual's, but for three things that the terminal may send, and for one that has gone.

    Bytes that are no UTF-8 become U+FFFD (Textual's ends the program, with status 0). A paste is kept as it is, also
    with escape codes in it; one without an end ends when nothing more comes (Textual's swallows every key after it).
    A SIGCONT that no ctrl+z was before takes the terminal once, not twice.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        assert self._file is not None
        self._file = Screenless(self._file)  # type: ignore[assignment]

    def _sigcont_application(self, *_: object) -> None:
        # After kill -STOP, or from the kernel when the window closes. Textual would start a second pair of threads
        # beside the first: both read the keys, and the program never ends. Not at once, since what the signal came
        # between may hold the lock of the queue that writing takes.
        if self._auto_restart and self._app.is_running:
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        if not self._app.is_running:
            return
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self.suspend_application_mode()
            self._must_signal_resume = True
        self.resume_application_mode()

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
                give(pastes.take(decode(os.read(self.fileno, _MOST)), time.monotonic()))
            else:
                give(pastes.wait(time.monotonic()))
            for message in parser.tick():
                self.process_message(message)
