"""`brainstorm bank stats`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brainstorm.bank import BankError
from brainstorm.cli.common import (
    bank_option,
    json_option,
    open_bank,
    print_json,
    say,
    sessions_option,
    settings_and_places,
)
from brainstorm.cli.run import Failure
from brainstorm.history.archive import Archive

if TYPE_CHECKING:
    from brainstorm.bank import Bank, Question

_KEYS = ("topic", "needs", "difficulty", "verb")
_LISTS = ("angles", "common_ideas", "examples", "wordings")
_BAR = 24


@click.command(short_help="Count the questions.")
@json_option
@sessions_option
@bank_option
def stats(as_json: bool, sessions: Path | None, banks: tuple[Path, ...]) -> None:
    """Count the questions: by topic, needs, difficulty and verb, their angles by lens, and how many you have done."""
    settings, places = settings_and_places(sessions)
    bank = open_bank(settings, places, banks)
    try:
        found = _counted(bank, Archive(places.sessions.path).times_done())
    except BankError as error:
        raise Failure(str(error)) from None
    if as_json:
        print_json({"v": 1, **found})
        return
    for line in _lines(found):
        say(line)


def _counted(bank: "Bank", done: Counter[str]) -> dict[str, Any]:
    questions = [bank.question(name) for name in bank.ids]
    mapped = [question for question in questions if question.has_map]
    numbers = {
        "angles": [len(question.angles) for question in mapped],
        "common_ideas": [len(question.common_ideas) for question in mapped],
        "examples": [sum(len(angle.examples) for angle in question.angles) for question in mapped],
        "wordings": [sum(map(len, bank.wordings(question.id).values())) for question in mapped],
    }
    ever = sum(1 for question in questions if done[question.id])
    return {
        "questions": len(questions),
        "mapped": len(mapped),
        "done": ever,
        "not_done": len(questions) - ever,
        **{f"by_{key}": _tally(questions, key) for key in _KEYS},
        "by_lens": _lenses(bank, mapped),
        "a_question": {name: _spread(numbers[name]) for name in _LISTS},
    }


def _tally(questions: Sequence["Question"], key: str) -> dict[str, int]:
    counts = Counter(str(getattr(question, key) or "-") for question in questions)
    return {value: counts[value] for value in _ordered(counts, key)}


def _ordered(counts: Iterable[str], key: str) -> list[str]:
    from brainstorm.bank.question import NEEDS, VERBS

    order = {"needs": NEEDS, "verb": VERBS}.get(key, ())
    return sorted(counts, key=lambda value: (order.index(value) if value in order else len(order), value))


def _lenses(bank: "Bank", mapped: Sequence["Question"]) -> dict[str, int]:
    counts = Counter(angle.lens for question in mapped for angle in question.angles)
    return {name: counts[name] for name in dict.fromkeys([*(lens.id for lens in bank.lenses), *sorted(counts)])}


def _spread(numbers: Sequence[int]) -> dict[str, Any]:
    if not numbers:
        return {"least": None, "mean": None, "most": None, "total": 0}
    mean = round(sum(numbers) / len(numbers), 1)
    return {"least": min(numbers), "mean": mean, "most": max(numbers), "total": sum(numbers)}


def _lines(found: dict[str, Any]) -> Iterator[str]:
    total = found["questions"]
    yield f"{total} questions, {found['mapped']} with a map; {found['done']} done, {found['not_done']} not yet"
    for key in (*_KEYS, "lens"):
        counts: dict[str, int] = found[f"by_{key}"]
        yield ""
        yield f"{key}{' (angles)' if key == 'lens' else ''}"
        width = max(map(len, counts), default=0)
        most = max(counts.values(), default=0)
        for value, number in counts.items():
            bar = "▪" * max(round(number * min(1, _BAR / most)), 1) if number else ""
            yield f"  {value:<{width}}  {number:>4}  {bar}".rstrip()
    yield ""
    yield "a question (of those with a map)    least   mean   most    all"
    for name in _LISTS:
        one = found["a_question"][name]
        if one["total"]:
            label = name.replace("_", " ")
            yield f"  {label:<32}  {one['least']:>5}  {one['mean']:>5}  {one['most']:>5}  {one['total']:>5}"
