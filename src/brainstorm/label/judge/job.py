"""Labelling as a piece of work: some questions, two requests each (and at most one repair a request), then a tip.

`Job.run` blocks and is called from a thread; it tells how far it is, hands over each question's result as soon as it is
there (so that nothing paid for is lost), and stops at once when it is cancelled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from brainstorm.claude.client import Progress
from brainstorm.claude.errors import CANCELLED, ClaudeError
from brainstorm.claude.prices import cost, price
from brainstorm.claude.request import Reply, Request
from brainstorm.label.judge.prepare import Sheet, Task, request, sheet
from brainstorm.label.judge.prompts import REPAIR, Prompts
from brainstorm.label.judge.reconcile import reconcile
from brainstorm.label.judge.tip import Round, check_tip, tip_request
from brainstorm.label.judge.trust import Line, trust
from brainstorm.label.judge.validate import Filed, as_lines, check
from brainstorm.session.events import Labelled

RUNS = (1, 2)


class Asker(Protocol):
    """Whoever answers requests: `claude.client.Client`, or a judge of a test's own."""

    def ask(self, request: Request, tell: Callable[[Progress], None]) -> Reply:
        """The reply.

        Raises:
            ClaudeError: there is none.
        """

    def cancel(self) -> None:
        """Give up what is being asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is.

    Attributes:
        done: Requests that have been answered.
        of: Requests there are to make, repairs not counted.
        what: What is being asked, in a few words.
        task: The question it is about.
        progress: How far this request is.
        tokens: About how many tokens have come in all.
    """

    done: int
    of: int
    what: str
    task: Task
    progress: Progress
    tokens: int


@dataclass(slots=True)
class Spent:
    """Tokens as the API counts them, summed over requests."""

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    def add(self, reply: Reply) -> None:
        """Count one reply."""
        self.requests += 1
        self.input_tokens += reply.usage.get("input_tokens") or 0
        self.output_tokens += reply.usage.get("output_tokens") or 0

    def join(self, other: Spent) -> None:
        """Count what was spent elsewhere."""
        self.requests += other.requests
        self.input_tokens += other.input_tokens
        self.output_tokens += other.output_tokens

    def as_usage(self) -> dict[str, int]:
        """As a journal keeps it."""
        return {
            "requests": self.requests,
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
        }


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a piece of work would send and cost, beforehand.

    Attributes:
        requests: How many requests, repairs not counted.
        tokens_in: About how many tokens are sent.
        tokens_out: About how many come back.
        usd: About how many US dollars; None when nobody knows the model's price.
        most_usd: The most it can come to: every reply as long as it may be, and each mended once.
    """

    requests: int
    tokens_in: int
    tokens_out: int
    usd: float | None
    most_usd: float | None


def estimate(requests: Sequence[Request], model: str) -> Estimate:
    """What `requests` would cost."""
    into, out = sum(each.tokens_in() for each in requests), sum(each.expected for each in requests)
    longest = sum(each.max_tokens for each in requests)
    known = price(model)
    return Estimate(
        requests=len(requests),
        tokens_in=into,
        tokens_out=out,
        usd=known.of(into, out) if known else None,
        most_usd=known.of(2 * into + longest, 2 * longest) if known else None,
    )


def requests_of(task: Task, prompts: Prompts, model: str) -> list[Request]:
    """The two requests that label `task`."""
    return [request(sheet(task, run), prompts, model) for run in RUNS]


@dataclass(frozen=True, slots=True)
class Result:
    """One question, done.

    Attributes:
        task: What was asked about.
        event: The labels, for the journal; None when there are none.
        tip: The tip, for the journal; None when none was wanted, or none could be used.
        error: What stood in the way.
        usage: What was spent on it, also where nothing came of it.
    """

    task: Task
    event: Labelled | None = None
    tip: Labelled | None = None
    error: ClaudeError | None = None
    usage: Mapping[str, int] = field(default_factory=dict)


class Job:
    """The labels of some questions, asked for one after the other."""

    def __init__(
        self,
        tasks: Sequence[Task],
        asker: Asker,
        prompts: Prompts,
        model: str,
        *,
        line: Line = Line(),  # noqa: B008
        forms: Mapping[str, str] | None = None,
        tell: Callable[[Step], None] = lambda _: None,
        labelled: Callable[[Labelled], None] = lambda _: None,
        done: Callable[[Result], None] = lambda _: None,
    ) -> None:
        """Set up; nothing is asked yet.

        Args:
            tasks: The questions.
            asker: Who is asked.
            prompts: What is asked.
            model: Which model.
            line: Where trust begins.
            forms: Forms of exercise (id to what it is) that a tip may name; None: no tip is asked for.
            tell: Called from the job's thread whenever there is progress.
            labelled: Called from the job's thread with each question's labels, before a tip is asked for.
            done: Called from the job's thread with each question's result, before the next is begun.
        """
        self.tasks = tuple(tasks)
        self.asker = asker
        self.prompts = prompts
        self.model = model
        self.line = line
        self.forms = forms
        self._tell = tell
        self._labelled = labelled
        self._done = done
        self._answered = 0
        self._tokens = 0

    def run(self) -> list[Result]:
        """Ask; each question's result, in order. After an error that the next would meet as well, the rest is left."""
        results: list[Result] = []
        for place, task in enumerate(self.tasks):
            self._answered = place * self._a_task
            result = self._work(task)
            results.append(result)
            self._done(result)
            if result.error is not None and (result.error.stopping or result.error.kind == CANCELLED):
                break
        return results

    def _work(self, task: Task) -> Result:
        spent = Spent()
        try:
            event = self._label(task, spent)
        except ClaudeError as error:
            return Result(task, error=error, usage=spent.as_usage())
        self._labelled(event)
        if self.forms is None or not (event.trust or {}).get("ok"):
            return Result(task, event, usage=spent.as_usage())
        try:
            tip = self._tip(task, event, self.forms, spent)
        except ClaudeError as error:  # the labels stand without it
            return Result(task, event, error=error, usage=spent.as_usage())
        return Result(task, event, tip, usage=spent.as_usage())

    def cancel(self) -> None:
        """Stop at once, from any thread; results handed over so far stand."""
        self.asker.cancel()

    @property
    def _a_task(self) -> int:
        return len(RUNS) + (self.forms is not None)

    def _label(self, task: Task, spent: Spent) -> Labelled:
        first, second = (self._file(sheet(task, run), run, spent) for run in RUNS)
        agreed = reconcile(task, first, second)
        believed = {
            **trust(task, first, second, self.line),
            "disputed": list(agreed.disputed),
            "unusable": list(agreed.unlabelled),
        }
        usage = spent.as_usage()
        return Labelled(
            by="claude",
            with_={"model": self.model, "prompt": self.prompts.hash, "q": task.q, "runs": len(RUNS)},
            trust=believed,
            usage=usage,
            cost=cost(self.model, usage),
            labels=agreed.labels,
        )

    def _file(self, paper: Sheet, run: int, spent: Spent) -> Filed:
        asked = request(paper, self.prompts, self.model)
        what = f"labels, reading {run} of {len(RUNS)}"
        reply = self._ask(asked, what, paper.task, spent)
        checked = check(reply.text, paper)
        if checked.problems:
            remark = self.prompts.fill(REPAIR, problems=as_lines(checked.problems))
            reply = self._ask(asked.answered(reply.text, remark), f"{what}, mended", paper.task, spent)
            checked = max(check(reply.text, paper), checked, key=lambda each: len(each.filed))
        if not checked.readable:
            line = "the reply could not be read, and not when asked again; nothing was labelled"
            raise ClaudeError("malformed", line)
        self._answered += 1
        return checked.filed

    def _tip(self, task: Task, event: Labelled, forms: Mapping[str, str], spent: Spent) -> Labelled | None:
        """The tip; None when it could not be used, and not when it was asked for again."""
        seen = Round(task, event.labels, forms)
        asked = tip_request(seen, self.prompts, self.model)
        mine = Spent()
        reply = self._ask(asked, "a tip", task, mine)
        tip, problems = check_tip(reply.text, seen)
        if tip is None:
            remark = self.prompts.fill(REPAIR, problems=as_lines(problems))
            reply = self._ask(asked.answered(reply.text, remark), "a tip, mended", task, mine)
            tip, _ = check_tip(reply.text, seen)
        spent.join(mine)
        self._answered += 1
        usage = mine.as_usage()
        if tip is None:
            return None
        return Labelled(
            by="claude",
            with_={"model": self.model, "prompt": self.prompts.tip_hash, "q": task.q},
            usage=usage,
            cost=cost(self.model, usage),
            figures={"v": 1, "tip": tip},
        )

    def _ask(self, asked: Request, what: str, task: Task, spent: Spent) -> Reply:
        of = len(self.tasks) * self._a_task

        def tell(progress: Progress) -> None:
            self._tell(Step(self._answered, of, what, task, progress, self._tokens + progress.tokens))

        reply = self.asker.ask(asked, tell)
        spent.add(reply)
        self._tokens += reply.usage.get("output_tokens") or 0
        return reply


def done_with(event: Labelled, task: Task, model: str, prompts: Prompts) -> bool:
    """Whether `event` already says what `task` would ask: same model, same prompts, every idea in its present words."""
    made: Any = event.with_ or {}
    if event.by != "claude" or not event.labels or made.get("q") != task.q:
        return False
    if made.get("model") != model or made.get("prompt") != prompts.hash:
        return False
    said = {(label.get("n"), label.get("of")) for label in event.labels}
    unusable = (event.trust or {}).get("unusable") or ()
    return all((n, task.of(n)) in said for n, _ in task.ideas if n not in unusable)
