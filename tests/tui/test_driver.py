"""A terminal that goes away."""

import contextlib
import os
import threading

from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from brainstorm.tui.driver import Screenless


def test_who_writes_to_a_terminal_that_has_gone_does_not_wait_for_ever():
    ours, theirs = os.openpty()
    terminal = os.fdopen(theirs, "w")
    writer = WriterThread(Screenless(terminal))
    writer.start()
    writer.write("painted")
    os.close(ours)

    def paint_and_leave() -> None:
        for _ in range(3 * MAX_QUEUED_WRITES):
            writer.write("x" * 10_000)
        writer.stop()

    leaving = threading.Thread(target=paint_and_leave, daemon=True)
    leaving.start()
    leaving.join(30)
    with contextlib.suppress(OSError):  # what is left in its buffer has nowhere to go
        terminal.close()
    assert not leaving.is_alive()
