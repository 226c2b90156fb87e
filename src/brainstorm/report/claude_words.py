"""What Claude said, in words, the same on the command line and on the screens: progress, trust, tips."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from brainstorm.claude.prices import dollars
from brainstorm.label.judge.job import Step
from brainstorm.label.judge.trust import in_words
from brainstorm.session.events import Labelled


def step_words(step: Step) -> str:
    """How far a job is, in words: what changes first, since a narrow terminal shows no more."""
    progress = step.progress
    if progress.state == "waiting":
        now = f"busy, trying again in {progress.seconds:.0f} s"
    elif progress.state == "starting":
        now = "starting"
    elif progress.state == "sent":
        now = "waiting for the reply"
    else:
        now = f"{step.tokens:,} tokens so far"
    return f"{now} · {step.what}"


def trusted_words(event: Labelled) -> str:
    """Whether labels are believed, and why: “trusted: checks 4 of 4, agreement .82”."""
    trust: Mapping[str, Any] = event.trust or {}
    believed = "trusted" if trust.get("ok") is True else "not trusted, kept out of the numbers"
    return f"{believed}: {in_words(trust)}"


def spent_words(event: Labelled) -> str:
    """What an answer cost, in words."""
    usd = event.cost.get("usd") if isinstance(event.cost, Mapping) else None
    return dollars(usd if isinstance(usd, int | float) else None)


def tip_lines(tip: Mapping[str, Any]) -> Iterator[str]:
    """A tip, a line a thing, each observation with the ideas it speaks of."""
    for each in tip["observations"]:
        yield f"· {each['text']} ({', '.join(f'{n}' for n in each['ns'])})"
    for each in tip["questions"]:
        yield f"? {each['text']}"
    yield f"next: {tip['form']}"
