"""Then against now: another attempt at a session's question, side by side with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import Worker, WorkerState

from brainstorm.history.compare import Attempt, Comparison, compare, in_common, in_order
from brainstorm.history.index import ask
from brainstorm.history.recall import sessions
from brainstorm.report.comparison import figures
from brainstorm.report.units import plural
from brainstorm.session.journal import path_of
from brainstorm.session.name import SECOND
from brainstorm.session.session import Session
from brainstorm.tui.keys import bindings
from brainstorm.tui.page import Page
from brainstorm.tui.paper import Paper
from brainstorm.tui.texts import hanging, join, plain

_MUTED = "$text-muted"
_SIDE_BY_SIDE = 60  # cells


class ComparePage(Page):
    """One session and another that asked the same question."""

    PAGE = "compare"
    BINDINGS = bindings("compare")
    CSS_PATH = "compare.tcss"
    AUTO_FOCUS = "#paper"

    class Known(Message):
        """The ids of the other attempts are known, newest first."""

        def __init__(self, others: list[str]) -> None:
            super().__init__()
            self.others = others

    class Compared(Message):
        """Two attempts, question by question."""

        def __init__(self, pairs: list[Comparison]) -> None:
            super().__init__()
            self.pairs = pairs

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._others: list[str] = []
        self._place = 0
        self._pairs: list[Comparison] = []
        self._said = "Looking for other attempts…"

    def heading(self) -> tuple[str, str]:
        """What this is."""
        return "Then against now", ""

    def body(self) -> ComposeResult:
        """The sheet."""
        self.paper = Paper(id="paper")
        yield self.paper

    def on_mount(self) -> None:
        """Find the other attempts, in a thread."""
        index, session = self.desk.index, self._session
        ids = {question.id for question in session.questions if question.id}

        def find() -> None:
            found = ask(*index, lambda db: list(sessions(db)), say=self.desk.notes.append)
            others = [one for one in found if one.id != session.id and (one.ideas or one.marks)]
            self.post_message(self.Known([one.id for one in others if ids & {asked.id for asked in one.questions}]))

        self.run_worker(find, thread=True, exit_on_error=False, group="look", exclusive=True)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Something broke in the thread: say so."""
        if event.state is WorkerState.ERROR:
            self._tell(f"These can't be compared: {event.worker.error}")

    def _tell(self, text: str) -> None:
        self._said, self._pairs = text, []
        self._show()

    def on_compare_page_known(self, message: Known) -> None:
        """Begin with the attempt before this one, else with the one after it."""
        self._others = message.others
        if not self._others:
            self._tell("This is the only attempt at its question so far. Do it again in a week or more, and compare.")
            return
        earlier = (place for place, id_ in enumerate(self._others) if id_[:SECOND] < self._session.id[:SECOND])
        self._place = next(earlier, len(self._others) - 1)
        self._compare()

    def _compare(self) -> None:
        session, other = self._session, self._others[self._place]
        archive = self.desk.archive

        def work() -> None:
            found = archive.load(path_of(archive.folder, other)).session
            a, b = in_order(session, found)
            self.post_message(self.Compared([compare(a, b, id_) for id_ in in_common(a, b)]))

        self.run_worker(work, thread=True, exit_on_error=False, group="look", exclusive=True)

    def on_compare_page_compared(self, message: Compared) -> None:
        """Show both."""
        self._pairs = message.pairs
        many = len(self._others)
        self.title_line.set(right=f"attempt {many - self._place} of {many}" if many > 1 else plural(1, "other attempt"))
        self._show(top=0)

    def on_paper_reshaped(self) -> None:
        """Lay out for the new width."""
        self._show()

    def _show(self, top: int | None = None) -> None:
        width = max(8, self.paper.columns - 1)
        shown = [line for pair in self._pairs for line in comparison(pair, width)]
        self.paper.show(shown or plain(self._said).wrap(width), top)

    def action_other(self, by: int) -> None:
        """Another attempt."""
        if len(self._others) > 1:
            self._place = (self._place + by) % len(self._others)
            self._compare()


def comparison(pair: Comparison, width: int) -> Iterator[Content]:
    """Two attempts in lines of at most `width` cells: figures, angles, then the ideas side by side."""
    yield from hanging(Content(""), plain(pair.text, "bold"), width)
    yield Content("")
    days = (pair.a.day, pair.b.day) if width >= _SIDE_BY_SIDE else (pair.a.day[5:], pair.b.day[5:])
    rows = [("", *days), *figures(pair.a, pair.b)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for name, then, now in rows:
        cells = join((f"{name:<{widths[0]}}  ", _MUTED), f"{then:>{widths[1]}}  ", (f"{now:>{widths[2]}}", "bold"))
        yield cells.truncate(width, ellipsis=True)
    yield Content("")
    if pair.kept is None or pair.lost is None or pair.new is None:
        yield from hanging(
            Content(""), plain("Which angles were kept is not known: not both are labelled.", _MUTED), width
        )
    else:
        for sign, word, ids in (("=", "kept", pair.kept), ("−", "lost", pair.lost), ("+", "new", pair.new)):
            names = ", ".join(pair.names[id_] for id_ in ids) or "none"
            yield from hanging(join((f"{sign} {word:<5}", "bold")), plain(names), width)
    yield Content("")
    again = {now for _, now in pair.again}
    if width >= _SIDE_BY_SIDE:
        yield from _beside(pair, again, width)
    else:
        for attempt, marked in ((pair.a, set[int]()), (pair.b, again)):
            yield plain(attempt.day, "bold")
            yield from _ideas(attempt, marked, width)
            yield Content("")


def _beside(pair: Comparison, again: set[int], width: int) -> Iterator[Content]:
    column = (width - 3) // 2
    left = [plain(pair.a.day, "bold"), *_ideas(pair.a, {then for then, _ in pair.again}, column)]
    right = [plain(pair.b.day, "bold"), *_ideas(pair.b, again, column)]
    for one, other in zip_longest(left, right, fillvalue=Content("")):
        yield join(one, " " * max(0, column - one.cell_length), (" │ ", _MUTED), other)
    yield Content("")


def _ideas(attempt: Attempt, again: Sequence[int] | set[int], width: int) -> Iterator[Content]:
    for n, text in attempt.texts.items():
        sign = "=" if n in again else " "
        yield from hanging(join((f"{n:>3} {sign} ", _MUTED)), plain(text or "(said aloud)"), width)
