"""What would be sent, to whom, and what it would cost: shown before the first request."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brainstorm.claude.prices import dollars, prices_date
from brainstorm.claude.request import Request
from brainstorm.label.judge.job import Estimate, estimate, requests_of
from brainstorm.label.judge.prepare import Task
from brainstorm.label.judge.prompts import Prompts
from brainstorm.label.judge.tip import Round, tip_request


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be sent.

    Attributes:
        model: Who would answer.
        host: Where.
        elsewhere: Whether that is another host than Anthropic's.
        sessions: How many sessions.
        questions: How many of their questions.
        ideas: How many ideas.
        earlier: How many ideas of earlier sessions go along.
        left_out: Ideas that fit into no request.
        estimate: Tokens and cost.
    """

    model: str
    host: str
    elsewhere: bool
    sessions: int
    questions: int
    ideas: int
    earlier: int
    left_out: int
    estimate: Estimate

    def lines(self) -> Iterator[str]:
        """For people, in lines that fit a terminal."""
        for text in self.paragraphs():
            yield from textwrap.wrap(text, 80, break_long_words=False, break_on_hyphens=False)

    def paragraphs(self) -> Iterator[str]:
        """For people, each to be wrapped by whoever shows it."""
        what = f"{_many(self.ideas, 'idea')} on {_many(self.questions, 'question')}"
        if self.sessions > 1:
            what += f" of {_many(self.sessions, 'session')}"
        yield f"Sent to {self.host}: {what}."
        yield (
            "They go shuffled, without times, names or ratings, with the question's text, its angles and common ideas, "
            "and four lines to check the answer by."
        )
        if self.earlier:
            yield f"{_many(self.earlier, 'idea')} from earlier sessions on the same questions go along."
        if self.left_out:
            yield f"{_many(self.left_out, 'idea')} beyond the first 200 of a question stay unlabelled."
        if self.elsewhere:
            yield f"ANTHROPIC_BASE_URL is set: {self.host} is not Anthropic's."
        yield f"Asked: {self.model}, in {_many(self.estimate.requests, 'request')}."
        yield self.cost_line()
        if self.estimate.usd is not None:
            yield f"Prices are of {prices_date()}; what it did cost stands beside the labels."

    def cost_line(self) -> str:
        """Tokens and cost in one line."""
        it = self.estimate
        said = f"About {it.tokens_in:,} tokens sent and {it.tokens_out:,} received"
        if it.usd is None or it.most_usd is None:
            return f"{said}: cost unknown for this model."
        return f"{said}: {dollars(it.usd)}, at most {dollars(it.most_usd)}."

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        it = self.estimate
        return {
            "model": self.model,
            "host": self.host,
            "sessions": self.sessions,
            "questions": self.questions,
            "ideas": self.ideas,
            "earlier_ideas": self.earlier,
            "left_out": self.left_out,
            "requests": it.requests,
            "tokens_in": it.tokens_in,
            "tokens_out": it.tokens_out,
            "usd": None if it.usd is None else round(it.usd, 4),
            "most_usd": None if it.most_usd is None else round(it.most_usd, 4),
            "prices": prices_date(),
        }


def preview(
    tasks: Sequence[Task],
    prompts: Prompts,
    model: str,
    *,
    host: str,
    elsewhere: bool,
    forms: Mapping[str, str] | None,
) -> Preview:
    """What labelling `tasks` would send; with `forms`, a tip for each as well."""
    requests: list[Request] = [each for task in tasks for each in requests_of(task, prompts, model)]
    if forms is not None:
        requests += [tip_request(Round(task, (), forms), prompts, model) for task in tasks]
    return Preview(
        model=model,
        host=host,
        elsewhere=elsewhere,
        sessions=len({task.session for task in tasks}),
        questions=len(tasks),
        ideas=sum(len(task.ideas) for task in tasks),
        earlier=sum(len(task.earlier) for task in tasks),
        left_out=sum(task.left_out for task in tasks),
        estimate=estimate(requests, model),
    )


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
