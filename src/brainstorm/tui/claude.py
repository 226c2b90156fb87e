"""Claude, as the pages have it: one asking at a time, which outlives the page that began it."""

from __future__ import annotations

import gc
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

from brainstorm.claude.errors import CANCELLED, ClaudeError
from brainstorm.label.judge.job import Result, Step
from brainstorm.practice.asking import Ask, Asking, CannotAskError, prepare
from brainstorm.report.claude_words import step_words
from brainstorm.session.codec import encode
from brainstorm.session.events import Labelled, Line
from brainstorm.session.journal import stamp
from brainstorm.session.session import Session
from brainstorm.tui.consent import ALWAYS, ConsentPage
from brainstorm.tui.guess import write_label
from brainstorm.tui.keys import keys_of, spelled
from brainstorm.tui.settings_value import change
from brainstorm.tui.texts import hung, join, plain

if TYPE_CHECKING:
    from brainstorm.tui.app import BrainstormApp

_BAR = 6


class ClaudeLine(Static):
    """How the asking stands: a line on every page that can ask, gone while there is nothing to say."""

    DEFAULT_CSS = """
    ClaudeLine { display: none; height: auto; max-height: 4; margin: 0 2; }
    .-low ClaudeLine, .-flat ClaudeLine { margin: 0 1; max-height: 2; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._words, self._wrong, self._moving = "", False, False

    def say(self, words: str, *, wrong: bool = False, moving: bool = False) -> None:
        """Show `words`, taken literally, on one line while they move; empty hides the line."""
        if (words, wrong, moving) == (self._words, self._wrong, self._moving):
            return
        same_height = self._moving and moving
        self._words, self._wrong, self._moving = words, wrong, moving
        self.display = bool(words)
        self._show(layout=not same_height)

    def on_resize(self) -> None:
        """The words fit the width."""
        self._show()

    async def on_click(self) -> None:
        """A click on what is going on gives it up, as its key does."""
        if self._moving:
            await self.run_action("screen.claude")

    def _show(self, *, layout: bool = True) -> None:
        head = plain("! ", "bold $text-warning") if self._wrong else plain("Claude  ", "bold $text-accent")
        width = max(8, self.size.width or self.app.size.width - 4)
        if self._moving:  # what stands above must not jump
            # Laying the page out anew ten times a second would be felt at the keys.
            line: Content = join(head, self._words).truncate(width, ellipsis=True)
            self.update(line, layout=layout)
        else:
            self.update(hung(head, self._words, width))


class Claude:
    """The one asking that the program has going, if any; what it says reaches the page that shows the session."""

    def __init__(self, app: BrainstormApp) -> None:
        self._app = app
        self._path: Path | None = None  # of the session that is asked about, or was last
        self._preparing: object | None = None
        self._asking: Asking | None = None
        self._step: Step | None = None
        self._due = False
        self._agreed: tuple[str, str] | None = None
        self._came = 0
        self._words, self._wrong = "", False
        self._warned = False

    @property
    def busy(self) -> bool:
        """Whether anything is being asked, or is about to be."""
        return self._asking is not None or self._preparing is not None

    def about(self, path: Path) -> bool:
        """Whether it is busy with the session at `path`."""
        return self.busy and self._path == path

    # asking

    def toggle(self, path: Path, session: Session) -> None:
        """Ask about a session; while it is asked about, give that up."""
        if self.about(path):
            self.cancel()
            return
        if self.busy:
            self._app.notify("Claude is still asked about another session.", markup=False, severity="warning")
            return
        self._path, self._step, self._came = path, None, 0
        self._preparing = token = object()
        self._say("looking what would be sent …")
        desk, named = self._app.desk, session.changed(id=path.stem)
        archive, bank = desk.archive, lambda: desk.bank

        def work() -> None:
            try:
                found: Ask | str = prepare(named, desk.settings, desk.places, archive, bank)
            except CannotAskError as error:
                found = str(error)
            except Exception as crash:
                found = f"what to ask could not be put together ({type(crash).__name__})"
            self._app.call_later(self._prepared, token, found)

        self._app.run_worker(work, thread=True, exit_on_error=False, group="claude")

    def _prepared(self, token: object, found: Ask | str) -> None:
        if token is not self._preparing:  # given up meanwhile
            return
        if isinstance(found, str):
            self._preparing = None
            self._say(_sentence(found), wrong=True)
            return
        always = self._app.desk.settings.claude_consent == ALWAYS
        if (always or self._agreed == found.whom) and not found.before:
            self._begin(found)
        elif self._page() is None:  # nobody is there any more to be asked
            self._preparing = None
            self._say("")
        else:
            self._say("waiting for your yes …")
            self._app.push_screen(ConsentPage(found), lambda answer: self._answered(token, found, answer))

    def _answered(self, token: object, ask: Ask, answer: str | None) -> None:
        if token is not self._preparing:
            return
        if not answer:
            self._preparing = None
            self._say("nothing was sent.")
            return
        self._agreed = ask.whom
        if answer == ALWAYS and (wrong := change(self._app, "claude_consent", ALWAYS)):
            self._app.notify(f"Not remembered: {wrong}", markup=False, severity="warning")
        self._begin(ask)

    def _begin(self, ask: Ask) -> None:
        self._preparing, self._warned = None, False

        def said(event: Labelled) -> None:
            self._app.call_later(self._heard, asking, event)

        def over(results: tuple[Result, ...], error: ClaudeError | None) -> None:
            self._app.call_later(self._over, asking, results, error)

        self._asking = asking = Asking(ask, tell=self._told, said=said, over=over)
        self._say("starting …")
        # A collection that walks everything loaded so far takes 100-200 ms; a key pressed meanwhile would wait for it.
        gc.freeze()
        asking.start()

    def cancel(self) -> None:
        """Give up what is being asked, at once."""
        if self._preparing is not None:
            self._preparing = None
            self._say("nothing was sent.")
        if self._asking is not None:
            asking, self._asking = self._asking, None
            asking.cancel()
            kept = "What had come before stands." if self._came else "Nothing was changed."
            self._say(f"cancelled. {kept}")

    # what comes of it

    def _told(self, step: Step) -> None:
        """In the asking's thread, ten times a second at most."""
        self._step = step
        if not self._due:
            self._due = True
            self._app.call_later(self._show_step)

    def _show_step(self) -> None:
        self._due = False
        step = self._step
        if self._asking is None or step is None:
            return
        filled = _BAR * step.done // max(1, step.of)
        where = f" · question {step.task.q}" if len(self._asking.ask.tasks) > 1 else ""
        self._say(f"{'█' * filled}{'░' * (_BAR - filled)} {step.done}/{step.of} {step_words(step)}{where}")

    def _heard(self, asking: Asking, event: Labelled) -> None:
        """Labels or a tip: into the journal, by the page that has it open."""
        if asking is not self._asking or self._path is None:  # cancelled
            return
        self._came += 1
        page = self._page()
        if page is not None:
            page.claude_said(event)
            return
        path = self._path
        self._app.run_worker(lambda: self._write(path, event), thread=True, exit_on_error=False, group="claude")

    def _write(self, path: Path, event: Labelled) -> None:
        """In a thread: the page was left before the answer came."""
        why = write_label(path, event)
        if why is not None:
            self._app.call_later(self.keep_unsaved, event, why)

    def keep_unsaved(self, event: Labelled, why: str) -> None:
        """The disk did not take an answer: say so, and print it when the program leaves."""
        self._app.unsaved += (encode(Line(stamp(datetime.now().astimezone()), None, event)),)
        words = f"Claude's answer is not saved: {why}. It will be printed when you leave."
        self._app.notify(words, markup=False, severity="error", timeout=15)

    def _over(self, asking: Asking, results: tuple[Result, ...], error: ClaudeError | None) -> None:
        if asking is not self._asking:
            return
        self._asking = None
        if error is not None and error.kind != CANCELLED:
            labels = any(result.event is not None for result in results)
            head = "The labels are in, but no tip: " if labels and results[-1].event is not None else ""
            some = "; what had come before stands" if labels and not head else ""
            self._say(_sentence(f"{head}{error.line}{some}"), wrong=True)
            return
        spent = sum(result.usage.get("input_tokens", 0) + result.usage.get("output_tokens", 0) for result in results)
        self._say(f"has answered: {spent:,} tokens in all.")

    # showing it

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._words, self._wrong = words, wrong
        for page in self._app.screen_stack:
            if getattr(page, "claude_path", None) is not None:
                self.show_on(page)

    def show_on(self, page: Any) -> None:
        """Bring the line of `page` up to date."""
        mine = page.claude_path == self._path
        for line in page.query(ClaudeLine):
            key = spelled(keys_of(f"{page.PAGE}.claude", self._app.desk.settings.keymap)[0])
            moving = self._asking is not None
            stops = f"{key} cancels  " if moving else ""  # in front, where no width cuts it off
            line.say(f"{stops}{self._words}" if mine and self._words else "", wrong=self._wrong, moving=moving)

    def _page(self) -> Any:
        """The uppermost page that shows the session asked about, and can write its journal."""
        fits = (x for x in reversed(self._app.screen_stack) if getattr(x, "claude_path", None) == self._path)
        return next(fits, None)

    # leaving

    def holds(self) -> bool:
        """Whether leaving the program would lose an answer, which is said once; the second time it may."""
        if not self.busy or self._warned:
            return False
        self._warned = True
        words = "Claude has not answered yet. Leave once more to give the answer up, or wait for it."
        self._app.notify(words, markup=False, severity="warning", timeout=8)
        return True

    def stop(self) -> None:
        """The program is leaving."""
        self._preparing = None
        if self._asking is not None:
            asking, self._asking = self._asking, None
            asking.cancel()


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")
