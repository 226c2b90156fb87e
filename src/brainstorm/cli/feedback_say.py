"""What `brainstorm feedback` says: a line of progress, a line a question, the sum."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from brainstorm.claude.prices import cost, dollars
from brainstorm.label.judge.job import Result, Step
from brainstorm.label.judge.trust import in_words
from brainstorm.report.claude_words import step_words, tip_lines
from brainstorm.report.words import plural
from brainstorm.session.text import visible

_BAR = 20


class Line:
    """One line of progress on a terminal, written over and over; nothing elsewhere."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._on = out.isatty()
        self._shown = False

    def show(self, step: Step) -> None:
        """Show how far it is."""
        if not self._on:
            return
        width = shutil.get_terminal_size((80, 24)).columns - 1
        where = f"{step.task.session}, question {step.task.q}"
        text = f"{_bar(step)} {step_words(step)} · {where}"[:width]
        self._out.write(f"\r{visible(text)}\x1b[K")
        self._out.flush()
        self._shown = True

    def clear(self) -> None:
        """Leave the line empty."""
        if self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()
            self._shown = False


def _bar(step: Step) -> str:
    filled = _BAR * step.done // max(1, step.of)
    return f"[{'#' * filled}{'-' * (_BAR - filled)}] {step.done}/{step.of}"


def result_lines(result: Result) -> Iterator[str]:
    """A question's result: trust first, then what was filed and what it cost; then the tip."""
    head = f"{result.task.session}, question {result.task.q}"
    if result.event is None:
        yield f"{head}: {result.error.line if result.error else 'no labels'}"
        return
    event = result.event
    trust: Mapping[str, Any] = event.trust or {}
    disputed = {each["n"] for each in trust.get("disputed", ())}
    believed = "trusted" if trust.get("ok") else "not trusted, kept out of the numbers"
    yield f"{head}: {believed} ({in_words(trust)})"
    usage = event.usage or {}
    spent = dollars(event.cost["usd"] if isinstance(event.cost, Mapping) else None)
    yield (
        f"  {len(event.labels)} of {plural(len(result.task.ideas), 'idea')} filed, {len(disputed)} disputed; "
        f"{usage.get('input_tokens', 0):,} tokens sent, {usage.get('output_tokens', 0):,} received, {spent}"
    )
    if result.error is not None:
        yield f"  no tip: {result.error.line}"
    if result.tip is not None and result.tip.figures is not None:
        yield from (f"  {line}" for line in tip_lines(result.tip.figures["tip"]))


def total_line(results: Sequence[Result], model: str, *, before: int, left: int) -> Iterator[str]:
    """What it came to, where that says more than the lines before."""
    if before:
        yield f"{plural(before, 'question')} labelled before by this model and these prompts (--again asks anyway)."
    if left:
        yield f"{plural(left, 'question')} not asked about; the same command goes on from there."
    if len(results) > 1:
        total = result_json(results, model)
        usd = total["cost"]["usd"] if total["cost"] else None
        tokens_in, tokens_out = total["usage"]["input_tokens"], total["usage"]["output_tokens"]
        yield f"Together {tokens_in:,} tokens sent, {tokens_out:,} received, {dollars(usd)}."
    if not results and not before and not left:
        yield "There is nothing to label."


def result_json(results: Sequence[Result], model: str) -> dict[str, Any]:
    """What was spent in all."""
    names = ("requests", "input_tokens", "output_tokens")
    usage = {name: sum(result.usage.get(name, 0) for result in results) for name in names}
    return {"usage": usage, "cost": cost(model, usage)}


def session_json(id_: str, results: Sequence[Result], before: int, asked: int, trouble: str | None) -> dict[str, Any]:
    """One session for programs."""
    errors = [result.error.line for result in results if result.error is not None]
    state = "failed" if trouble or errors or len(results) < asked else "done" if results else "skipped"
    return {
        "id": id_,
        "state": state if asked or before else "nothing",
        "questions": [_question_json(result) for result in results],
        "before": before,
        "error": trouble or (errors[0] if errors else None),
    }


def _question_json(result: Result) -> dict[str, Any]:
    event, trust = result.event, (result.event.trust if result.event else None)
    return {
        "q": result.task.q,
        "id": result.task.question.id,
        "ideas": len(result.task.ideas),
        "labelled": len(event.labels) if event else 0,
        "trust": None if trust is None else {name: trust[name] for name in ("ok", "checks", "kappa")},
        "disputed": len({each["n"] for each in (trust or {}).get("disputed", ())}),
        "tip": result.tip.figures["tip"] if result.tip and result.tip.figures else None,
        "usage": dict(result.usage),
        "error": None if result.error is None else {"kind": result.error.kind, "line": result.error.line},
    }
