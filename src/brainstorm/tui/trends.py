"""Trends as plots, each form and kind of input for itself, and the lenses."""

from __future__ import annotations

import math
from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState
from textual_plotext import PlotextPlot

from brainstorm.history.habits import Habit, guard, habits
from brainstorm.history.index import ask
from brainstorm.history.recall import sessions
from brainstorm.history.recent import with_cues
from brainstorm.history.rows import Facts
from brainstorm.history.trends import ENOUGH, WINDOW, Group, Trend, groups
from brainstorm.measure.cues import LensYield, lens_yields
from brainstorm.report.call_words import lens_line
from brainstorm.report.figures import in_words
from brainstorm.report.units import plural
from brainstorm.tui.keys import bindings
from brainstorm.tui.page import Page
from brainstorm.tui.paper import Paper
from brainstorm.tui.texts import join, lines, plain

_MUTED = "$text-muted"
_SHOWN = 200  # sessions in a plot


class TrendsPage(Page):
    """One figure of one group at a time; the lenses on another sheet."""

    PAGE = "trends"
    BINDINGS = bindings("trends")
    CSS_PATH = "trends.tcss"
    AUTO_FOCUS = ""

    class Known(Message):
        """The drills were read."""

        def __init__(self, drills: list[Facts]) -> None:
            super().__init__()
            self.drills = drills

    class Yields(Message):
        """What each lens brought as a cue."""

        def __init__(self, yields: tuple[LensYield, ...]) -> None:
            super().__init__()
            self.yields = yields

    class Reading(Message):
        """The index is being made."""

        def __init__(self, done: int, total: int) -> None:
            super().__init__()
            self.done = done
            self.total = total

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[Group] = []
        self._habits: list[Habit] = []
        self._yields: tuple[LensYield, ...] | None = None
        self._note: str | None = None
        self._group = self._figure = 0
        self._lenses = False

    def heading(self) -> tuple[str, str]:
        """What this is."""
        return "Trends", "reading…"

    def body(self) -> ComposeResult:
        """What is shown, the plot, its figures; or the lenses."""
        yield Static(id="what", markup=False)
        self.plot = PlotextPlot(id="plot")
        yield self.plot
        yield Static(id="figures", markup=False)
        self.paper = Paper(id="lenses")
        yield self.paper

    def on_mount(self) -> None:
        """Read in a thread."""
        self.plot.plt.clear_data()
        index = self.desk.index

        def progress(done: int, total: int) -> None:
            if total > 200:
                self.post_message(self.Reading(done, total))

        def read() -> None:
            found = ask(*index, lambda db: list(sessions(db)), say=self.desk.notes.append, progress=progress)
            self.post_message(self.Known([one for one in found if one.drilled]))
            self.post_message(self.Yields(lens_yields(with_cues(self.desk.archive))))

        self.run_worker(read, thread=True, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Reading broke off: say so instead of waiting for ever."""
        if event.state is WorkerState.ERROR:
            self.query_one("#what", Static).update(plain(str(event.worker.error)))
            self.title_line.set(right="")

    def on_trends_page_reading(self, message: Reading) -> None:
        """Say how far it is."""
        self.title_line.set(right=f"reading {message.done:,} of {message.total:,}")

    def on_trends_page_known(self, message: Known) -> None:
        """Show the first figure of the largest group."""
        self._groups, self._habits = groups(message.drills), habits(message.drills)
        self._note = guard(message.drills)
        self.title_line.set(right=plural(len(message.drills), "drill"))
        self.brainstorm.say_notes()
        self._show()

    def on_trends_page_yields(self, message: Yields) -> None:
        """The journals with cues were read, too."""
        self._yields = message.yields
        if self._lenses:
            self._show()

    # showing

    def _show(self) -> None:
        self.set_class(self._lenses, "-lenses")
        self.set_class(not self._groups, "-empty")
        what = self.query_one("#what", Static)
        if not self._groups:
            what.update(lines("No drills yet: trends need some.", join(("They appear after the first.", _MUTED))))
            return
        if self._lenses:
            what.update(
                lines(join(("Lenses", "bold"), ("  in how many questions that offered it you used it", _MUTED)))
            )
            self.paper.show([*self._lens_lines(self.paper.columns), *self._yield_lines(self.paper.columns)])
            self.paper.focus()
            return
        group = self._groups[self._group]
        trend = group.trends[self._figure]
        where = f"{self._group + 1} of {len(self._groups)}" if len(self._groups) > 1 else ""
        what.update(
            lines(
                join((trend.figure.name, "bold"), (f"   {self._figure + 1} of {len(group.trends)}", _MUTED)),
                join(
                    (f"{group.form}, {group.input}, {plural(group.sessions, 'drill')}", _MUTED), (f"   {where}", _MUTED)
                ),
            )
        )
        self._draw(trend)
        self.query_one("#figures", Static).update(lines(*self._figures(trend)))

    def _draw(self, trend: Trend) -> None:
        plt = self.plot.plt
        points = trend.points[-_SHOWN:]
        place = {point.session: number for number, point in enumerate(points, start=1)}
        plt.clear_data()
        plt.clear_figure()
        plt.scatter(list(place.values()), [point.value for point in points], marker="•", color="gray")
        rolling = [roll for roll in trend.rolling if roll.session in place]
        at = [place[roll.session] for roll in rolling]
        if rolling:
            plt.plot(at, [roll.low for roll in rolling], marker=".", color="blue")
            plt.plot(at, [roll.high for roll in rolling], marker=".", color="blue")
            plt.plot(at, [roll.median for roll in rolling], marker="braille", color="orange")
        values = [point.value for point in points]
        top = max(values, default=1.0)
        plt.ylim(0, top * 1.05 if top else 1)
        steps = _steps(top)
        plt.yticks(steps, [in_words(trend, step) for step in steps])
        count = min(5, len(points))
        ticks = sorted({1 + round(step * (len(points) - 1) / max(1, count - 1)) for step in range(count)})
        plt.xticks([float(tick) for tick in ticks], [points[tick - 1].day[2:] for tick in ticks])
        plt.xlim(0.5, max(len(points), 2) + 0.5)
        self.plot.refresh()

    def _figures(self, trend: Trend) -> Iterator[Content | str]:
        last = in_words(trend, trend.points[-1].value)
        if trend.thin:
            yield join(("thin data  ", "$text-warning"), f"{plural(len(trend.points), 'value')}, the last {last}; ",
                       (f"a median takes {ENOUGH}", _MUTED))  # fmt: skip
            return
        now = trend.rolling[-1]
        yield join(
            ("• each drill  ", _MUTED), f"last {last}", (f"   ⠒ median of {WINDOW}: ", _MUTED),
            f"{in_words(trend, now.median)}", ("   . half of them ", _MUTED),
            f"{in_words(trend, now.low)} to {in_words(trend, now.high)}",
        )  # fmt: skip
        if trend.record is not None:
            yield join(
                ("record  ", _MUTED), f"{in_words(trend, trend.record.value)}", (f"  on {trend.record.day}", _MUTED)
            )
        if self._note:
            yield self._note

    def _lens_lines(self, width: int) -> Iterator[Content]:
        if not self._habits:
            yield plain("Lenses are known once ideas are labelled.", _MUTED)
            return
        name = max(len(habit.lens) for habit in self._habits)
        for habit in self._habits:
            bar = "━" * round(habit.share * max(4, min(30, width - name - 30)))
            never = sorted(topic for topic, (hits, of) in habit.by_topic.items() if not hits and of > 1)
            note = "thin" if habit.thin else f"never on {', '.join(never)}" if never and habit.used else ""
            row = join(
                f"{habit.lens:<{name}} ",
                (bar, "$text-accent"),
                f" {habit.used} of {habit.offered}",
                (f"  {note}", _MUTED),
            )
            yield row.truncate(max(1, width), ellipsis=True)

    def _yield_lines(self, width: int) -> Iterator[Content]:
        """What the lenses brought as cues; what was shown too seldom to tell is muted."""
        yield Content("")
        yield join(("As cues", "bold"), ("  what followed when a lens was shown to you", _MUTED))
        if self._yields is None:
            yield plain("Reading your sessions…", _MUTED)
            return
        if not self._yields:
            yield plain("No lens has been shown yet: cues come with silence, or on a line that is just ?", _MUTED)
        name = max((len(one.lens) for one in self._yields), default=0)
        for one in self._yields:
            row = plain(f"{one.lens:<{name}}  {lens_line(one)}", _MUTED if one.thin else "")
            yield row.truncate(max(1, width), ellipsis=True)

    # what the keys do

    def on_paper_reshaped(self) -> None:
        """The lenses need another width."""
        if self._lenses:
            self._show()

    def action_figure(self, by: int) -> None:
        """The next figure, or the one before."""
        if self._groups and not self._lenses:
            self._figure = (self._figure + by) % len(self._groups[self._group].trends)
            self._show()

    def action_group(self, by: int) -> None:
        """The next form and kind of input, with the same figure where it has it."""
        if not self._groups or self._lenses:
            return
        kind = self._groups[self._group].trends[self._figure].figure.id
        self._group = (self._group + by) % len(self._groups)
        ids = [trend.figure.id for trend in self._groups[self._group].trends]
        self._figure = ids.index(kind) if kind in ids else 0
        self._show()

    def action_lenses(self) -> None:
        """The lenses, or back to the figures."""
        if self._groups:
            self._lenses = not self._lenses
            self._show()


def _steps(top: float) -> list[float]:
    """Round values from 0 up to `top`, six at most."""
    if top <= 0:
        return [0.0]
    size = 10.0 ** math.floor(math.log10(top))
    step = next(part for part in (0.1 * size, 0.2 * size, 0.5 * size, size, 2 * size) if top / part <= 5)
    return [round(step * count, 6) for count in range(int(top / step) + 1)]
