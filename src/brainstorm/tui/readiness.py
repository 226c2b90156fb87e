"""Readiness for the call, on home: read in a thread, and nothing before the first call."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from brainstorm.history.recent import recent
from brainstorm.measure.readiness import readiness
from brainstorm.report.call_words import readiness_lines
from brainstorm.tui.desk import Desk
from brainstorm.tui.texts import join, plain


class ReadinessBlock(Static):
    """The worst of the last ten calls, a line each; muted while they are few."""

    DEFAULT_CSS = """
    ReadinessBlock { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__(id="readiness", markup=False)
        self.display = False

    def look(self, desk: Desk) -> None:
        """Read the last calls, and show what they say."""
        self.run_worker(lambda: self._read(desk), thread=True, exit_on_error=False, exclusive=True)

    def _read(self, desk: Desk) -> None:
        rows = list(readiness_lines(ready := readiness(recent(desk.archive, "call"))))
        if self.is_attached:
            self.app.call_from_thread(self._show, rows, ready is not None and ready.thin)

    def _show(self, rows: list[tuple[str, str]], thin: bool) -> None:
        self.display = bool(rows)
        if not rows:
            return
        (name, of), *worst = rows
        wide, muted = max(len(each) for each, _ in worst), "$text-muted"
        said = [join((f"{each:<{wide}}  ", muted), (value, muted if thin else "bold")) for each, value in worst]
        self.update(Content("\n").join([plain(f"{name} for the call", "bold"), plain(of, muted), *said]))
