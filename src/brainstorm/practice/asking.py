"""Asking Claude about one session: what would be asked, and the asking itself, in a thread that nobody waits for."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brainstorm.claude.client import Client
from brainstorm.claude.errors import CANCELLED, ClaudeError
from brainstorm.claude.hosts import elsewhere, host, key
from brainstorm.history.earlier import earlier_ideas
from brainstorm.label.judge.job import Job, Result, Step, done_with
from brainstorm.label.judge.prepare import Task, task_of
from brainstorm.label.judge.preview import Preview, preview
from brainstorm.label.judge.prompts import PromptError, Prompts, read_prompts
from brainstorm.label.judge.trust import Line
from brainstorm.session.events import Labelled
from brainstorm.session.session import Session

if TYPE_CHECKING:
    from brainstorm.bank import Bank
    from brainstorm.history.archive import Archive
    from brainstorm.settings import Places, Settings


class CannotAskError(Exception):
    """Nothing can be asked; one line that says why and what to do."""


@dataclass(frozen=True)
class Ask:
    """What would be asked about a session.

    Attributes:
        tasks: Its questions that have ideas.
        prompts: How.
        model: Whom.
        preview: What would be sent, and what it would cost.
        forms: Forms that a tip may name; None when no tip is wanted.
        line: Where trust begins.
        patience: Seconds of silence after which a request is given up.
        before: Whether this model has answered these prompts on each question already.
    """

    tasks: tuple[Task, ...]
    prompts: Prompts
    model: str
    preview: Preview
    forms: Mapping[str, str] | None
    line: Line
    patience: float
    before: bool

    @property
    def whom(self) -> tuple[str, str]:
        """Model and host: a yes to one is none to another."""
        return self.model, self.preview.host


def prepare(
    session: Session,
    settings: Settings,
    places: Places,
    archive: Archive,
    bank: Callable[[], Bank],
    environ: Mapping[str, str] = os.environ,
) -> Ask:
    """What would be asked about `session`. It reads earlier sessions, so call it from a thread.

    Raises:
        CannotAskError: no key, no address, a prompt that cannot be used, or nothing to ask about.
    """
    try:
        key(environ)
        prompts = read_prompts([places.prompts.path, places.config.path / "prompts"])
        where, other = host(environ), elsewhere(environ)
    except ClaudeError as error:
        raise CannotAskError(error.line) from None
    except PromptError as error:
        raise CannotAskError(str(error)) from None
    tasks = tuple(_tasks(session, prompts, archive))
    if not tasks:
        raise CannotAskError("there are no ideas with words to ask about")
    forms = {form.id: " ".join(form.about) for form in bank().forms} if settings.claude_tip else None
    return Ask(
        tasks=tasks,
        prompts=prompts,
        model=settings.model,
        preview=preview(tasks, prompts, settings.model, host=where, elsewhere=other, forms=forms),
        forms=forms,
        line=Line(settings.trust_checks, settings.trust_agreement),
        patience=settings.claude_patience,
        before=all(any(done_with(event, t, settings.model, prompts) for event in session.labels) for t in tasks),
    )


def _tasks(session: Session, prompts: Prompts, archive: Archive) -> Iterator[Task]:
    for question in session.questions:
        task = task_of(session, question.q, prompts, earlier_ideas(archive, session.id, question.id))
        if task is not None:
            yield task


class Asking:
    """One asking, going on. All functions handed in are called in its thread."""

    def __init__(
        self,
        ask: Ask,
        *,
        tell: Callable[[Step], None],
        said: Callable[[Labelled], None],
        over: Callable[[tuple[Result, ...], ClaudeError | None], None],
    ) -> None:
        """Set up; `start` begins.

        Args:
            ask: What to ask.
            tell: Gets each step.
            said: Gets the labels, and then the tip, of each question, as they come; nothing after `cancel`.
            over: Gets the results, and what went wrong, when nothing more comes.
        """
        self.ask = ask
        self.cancelled = False
        self._said = said
        self._over = over
        self._client = Client(patience=ask.patience)
        self._job = Job(
            ask.tasks,
            self._client,
            ask.prompts,
            ask.model,
            line=ask.line,
            forms=ask.forms,
            tell=tell,
            labelled=self._hand_over,
            done=self._done,
        )

    def start(self) -> None:
        """Begin; returns at once."""
        # A daemon: when the program leaves nothing waits for a reply.
        threading.Thread(target=self._run, name="claude", daemon=True).start()

    def cancel(self) -> None:
        """Give up, at once: after this no byte more is read, and nothing more is handed over."""
        self.cancelled = True
        self._job.cancel()

    def _run(self) -> None:
        results: tuple[Result, ...] = ()
        error: ClaudeError | None = None
        try:
            with self._client:
                results = tuple(self._job.run())
            error = next((result.error for result in results if result.error is not None), None)
        except Exception as crash:  # its text may hold anything; its type holds nothing
            name = type(crash).__name__
            error = ClaudeError("broken", f"the asking failed inside the program ({name}); the offline labels stand")
        if self.cancelled:
            error = ClaudeError(CANCELLED, "cancelled")
        self._over(results, error)

    def _hand_over(self, event: Labelled) -> None:
        if not self.cancelled:
            self._said(event)

    def _done(self, result: Result) -> None:
        if result.tip is not None:
            self._hand_over(result.tip)
