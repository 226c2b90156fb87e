"""The label-derived numbers in words, the same in the debrief, in `show`, in Markdown and on the screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from brainstorm.bank import Question
from brainstorm.label.figures import STEMS
from brainstorm.label.labels import CLAUDE, NONE, OFFLINE, OTHER, YOU, Label
from brainstorm.measure.one import category_of
from brainstorm.measure.results import MIXED, Breadth, Novelty, Numbers, QuestionNumbers
from brainstorm.measure.silence import PRODUCTIVE, STERILE
from brainstorm.measure.tips import cited
from brainstorm.report.words import clock, plural
from brainstorm.session.session import BUILD, Entry

AT_LENGTH = frozenset({"without the map", "new angles a minute", "furthest from them"})
"""Rows for whoever reads on; the debrief, read at a glance, goes without them."""
NOVELTY_ROWS = frozenset({"outside the common ideas", "new for you"})
PACE_ROWS = frozenset({"after silences"})
SURE_ROWS = frozenset({"left out of these", "how sure"})
"""What the rows are about that are not about breadth."""

SOURCE_WORDS = {
    YOU: "filed by you",
    CLAUDE: "filed by Claude",
    OFFLINE: "a first guess",
    MIXED: "filed in part, in part a guess",
}


def source_words(by: str | None, encoder: str | None = None) -> str:
    """Who said it, in words; without vectors the guess is called rough."""
    if by == OFFLINE and encoder == STEMS:
        return "a rough guess"
    return SOURCE_WORDS.get(by or "", "not filed yet")


def angles_words(breadth: Breadth, noun: str = "") -> str:
    """The angles hit: 6 of 9; about 6 of 9 (5-7) while it is an estimate; `noun` goes behind the count."""
    if breadth.angles is None:
        return "not filed yet"
    if breadth.margin is None:
        return f"{breadth.angles} of {breadth.of}{noun}"
    low, high = breadth.margin
    return f"about {breadth.angles} of {breadth.of}{noun} ({low}-{high})"


def category_name(category: str, names: Mapping[str, str]) -> str:
    """What an idea is filed under, as people read it; `names` are those of the question's angles."""
    if category == NONE:
        return "off topic"
    if category == OTHER or category.startswith(f"{OTHER}: "):
        words = category[len(OTHER) + 2 :]
        return f"other: {words}" if words else "none of the angles"
    return names.get(category, category)


def angle_words(entry: Entry, label: Label | None, names: Mapping[str, str]) -> str:
    """The angle of an idea, for behind its words; a guess has a question mark; nothing for builds and struck lines."""
    category = category_of(label)
    if label is None or category is None or entry.kind == BUILD or entry.struck:
        return ""
    return category_name(category, names) + ("?" if label.by["angle"] == OFFLINE else "")


def families(entry: Mapping[str, Any], filed: Iterable[tuple[int, str | None]]) -> list[tuple[str, list[int]]]:
    """(name, ideas) of each angle that was hit, the one used most first, those outside the map last."""
    question = Question.from_entry(entry)
    names = {angle.id: angle.name for angle in question.angles}
    found: dict[str, list[int]] = {}
    for n, category in filed:
        if category is not None:
            found.setdefault(category, []).append(n)
    ranked = sorted(found.items(), key=lambda each: (each[0] not in names, -len(each[1]), each[1][0]))
    return [(category_name(category, names), ns) for category, ns in ranked]


def has_numbers(numbers: Numbers) -> bool:
    """Whether anything was labelled or measured."""
    return bool(numbers.labels) or numbers.figures.encoder is not None


def numbers_lines(numbers: Numbers) -> Iterator[tuple[str, str]]:
    """The numbers as (name, value in words): question by question, then what belongs to all of them."""
    if not has_numbers(numbers) or not any(each.breadth.ideas for each in numbers.questions):
        return
    many = len(numbers.questions) > 1
    for each in numbers.questions:
        if each.breadth.ideas:
            if many:
                yield f"on question {each.q}", plural(each.breadth.ideas, "idea")
            yield from ((f"  {name}" if many else name, value) for name, value in _question(each))
    if many:
        yield "on all of them", plural(numbers.breadth.ideas, "idea")
    yield from ((f"  {name}" if many else name, value) for name, value in _whole(numbers))


def _question(each: QuestionNumbers) -> Iterator[tuple[str, str]]:
    breadth = each.breadth
    if breadth.of is not None:
        yield "angles", angles_words(breadth)
        if breadth.effective is not None and breadth.angles:  # of an estimate of none, nothing is broad
            share = f"; {breadth.top_share:.0%} in one" if breadth.top_share is not None else ""
            yield "as broad as", f"{breadth.effective:.1f} angles used alike{share}"
        if len(each.tunnel) > 1:
            yield "longest run in one angle", f"{len(each.tunnel)} (ideas {cited(each.tunnel)})"
    if breadth.without_map is not None:
        name = "without the map" if breadth.of is not None else "different angles"
        yield name, f"about {breadth.without_map:.1f} in {plural(breadth.ideas, 'idea')}"
    yield "different ideas", f"{breadth.distinct} of {breadth.ideas}{_repeats(each)}"
    yield from _pace(each)
    yield from _novelty(each.novelty)


def _repeats(each: QuestionNumbers) -> str:
    if not each.repeats:
        return ""
    few = ", ".join(f"{n} like {m}" for n, m in each.repeats[:3])
    more = len(each.repeats) - 3
    return f"; {few}{f' and {more} more' if more > 0 else ''}"


def _pace(each: QuestionNumbers) -> Iterator[tuple[str, str]]:
    if each.new_per_minute is not None:
        yield "new angles a minute", f"{each.new_per_minute:.1f}"
    if each.flattened is not None:
        n, after = each.flattened
        at = f", at {clock(each.flattened_at)}" if each.flattened_at is not None else ""
        yield "last new angle", f"idea {n}{at}; {after} more ideas followed"
    if each.halves is not None:
        first, second = each.halves
        yield (
            "new angles by half",
            f"{first.new_angles} in {_of(first.ideas)}, then {second.new_angles} in {_of(second.ideas)}",
        )


def _of(ideas: int) -> str:
    return plural(ideas, "idea")


def _novelty(novelty: Novelty) -> Iterator[tuple[str, str]]:
    if novelty.outside is not None:
        near = f"; {novelty.near} near one" if novelty.near else ""
        yield "outside the common ideas", f"{novelty.outside} of {novelty.of}{near}"
    if novelty.furthest:
        yield "furthest from them", f"{'idea' if len(novelty.furthest) == 1 else 'ideas'} {_list(novelty.furthest)}"
    if novelty.new_for_you is not None:
        yield "new for you", f"{novelty.new_for_you} of {novelty.new_of}, by your earlier sessions on this question"


def _list(ns: tuple[int, ...]) -> str:
    return ", ".join(map(str, ns))


def _whole(numbers: Numbers) -> Iterator[tuple[str, str]]:
    known = [each for each in numbers.silences if each.verdict is not None]
    if known:
        productive = sum(1 for each in known if each.verdict == PRODUCTIVE)
        sterile = sum(1 for each in known if each.verdict == STERILE)
        yield "after silences", f"{productive} led to a new angle, {sterile} did not"
    breadth = numbers.breadth
    out = [(breadth.builds, "build"), (breadth.answers, "answer"), (breadth.off_topic, "idea off topic")]
    said = [plural(count, noun) if noun != "idea off topic" else f"{count} off topic" for count, noun in out if count]
    if said:
        yield "left out of these", ", ".join(said)
    yield "how sure", sure_words(numbers)


def sure_words(numbers: Numbers) -> str:
    """How far to believe the numbers, and who filed the ideas."""
    breadth, encoder = numbers.breadth, numbers.figures.encoder
    part = "" if breadth.labelled == breadth.ideas else f"; {breadth.labelled} of {_of(breadth.ideas)} filed"
    return f"{breadth.sure} ({source_words(breadth.by, encoder)}{part})"
