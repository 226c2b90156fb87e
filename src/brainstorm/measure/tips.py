"""What the numbers suggest: at most three observations, by rule, each citing its ideas; and one form to do next.

No praise and no scores. A rule that rests on the offline guess says "seem".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from brainstorm.bank import Question as BankQuestion
from brainstorm.label.figures import COMMON
from brainstorm.label.labels import OFFLINE, OTHER
from brainstorm.measure.flow import FREEZE, flow
from brainstorm.measure.results import Numbers, QuestionNumbers
from brainstorm.measure.silence import PRODUCTIVE, STERILE
from brainstorm.session.session import Session

MOST = 3
LONG_RUN = 4
"""Ideas in one angle, one after the other, from which it is called a tunnel."""


@dataclass(frozen=True, slots=True)
class Tip:
    """One observation.

    Attributes:
        rule: Which rule it comes from.
        text: One or two sentences.
        ns: The ideas it speaks of, never empty.
    """

    rule: str
    text: str
    ns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NextForm:
    """One form of exercise to do next, and why."""

    form: str
    why: str


def tips(session: Session, numbers: Numbers) -> tuple[Tip, ...]:
    """At most three observations on `session`, the most useful first."""
    found: list[Tip] = []
    for rule in _RULES:
        found += rule(session, numbers)
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def next_form(session: Session, numbers: Numbers, forms: Collection[str]) -> NextForm | None:
    """The form to do next, out of `forms`; None when there are none.

    A form answers the first of the tips that has one; without such a tip the form that was not done just now.
    """
    for tip in tips(session, numbers):
        wanted, why = _ANSWERS.get(tip.rule, ((), ""))
        form = next((form for form in wanted if form in forms and form != session.form_id), None)
        if form is not None:
            return NextForm(form, why)
    turns = [form for form in ("single", "call") if form in forms]
    form = next((form for form in turns if form != session.form_id), turns[0] if turns else None)
    return None if form is None else NextForm(form, "to keep the forms changing")


_ANSWERS: dict[str, tuple[tuple[str, ...], str]] = {
    "tunnel": (("off-limits", "spread"), "to leave the angle you stayed on"),
    "late": (("sprint", "call"), "to practise the first idea"),
    "repeats": (("spread",), "to make each idea a new angle"),
    "common": (("again", "dig"), "to go past what comes first"),
    "flat": (("again", "ping-pong"), "to come back with fresh angles"),
    "sterile": (("ping-pong", "call"), "to have somewhere to go when stuck"),
}
"""Which forms answer which rule, the best first, and why."""


def cited(ns: tuple[int, ...]) -> str:
    """Numbers as people write them: 3, 4-6."""
    parts: list[list[int]] = []
    for n in sorted(set(ns)):
        if parts and parts[-1][-1] == n - 1:
            parts[-1].append(n)
        else:
            parts.append([n])
    return ", ".join(
        str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" if len(p) > 2 else f"{p[0]}, {p[1]}" for p in parts
    )


def _names(session: Session, q: int) -> dict[str, str]:
    question = session.question_at(q)
    return {} if question is None else {x.id: x.name for x in BankQuestion.from_entry(question.entry).angles}


def _seem(by: str | None, yes: str, guess: str) -> str:
    return guess if by == OFFLINE else yes


def _tunnel(session: Session, numbers: Numbers) -> Iterator[Tip]:
    worst = max(numbers.questions, key=lambda each: len(each.tunnel), default=None)
    if worst is None or len(worst.tunnel) < LONG_RUN or 3 * len(worst.tunnel) < worst.breadth.ideas:
        return
    category = dict(worst.filed)[worst.tunnel[0]] or OTHER
    name = _names(session, worst.q).get(category, category.removeprefix(f"{OTHER}: "))
    stay = _seem(worst.breadth.by, "stay", "seem to stay")
    text = f"Ideas {cited(worst.tunnel)} {stay} on “{name}”. After two of a kind, change what you look at."
    yield Tip("tunnel", text, worst.tunnel)


def _late(session: Session, numbers: Numbers) -> Iterator[Tip]:
    latencies = list(zip(session.questions, flow(session).latencies, strict=True))
    slow = [(seconds, question.q) for question, seconds in latencies if seconds is not None and seconds >= FREEZE]
    if slow:
        seconds, q = max(slow)
        n = next(entry.n for entry in session.entries if entry.q == q)
        text = f"Idea {n} was the first, after {seconds:.0f} s. Say a bad one early; it gets the others going."
        yield Tip("late", text, (n,))


def _repeats(session: Session, numbers: Numbers) -> Iterator[Tip]:
    pairs = [pair for each in numbers.questions for pair in each.repeats]
    if len(pairs) < 2:
        return
    sure = all((label := numbers.labels.get(n)) and label.by.get("same_as") not in (None, OFFLINE) for n, _ in pairs)
    few = "; ".join(f"{n} and {m}" for n, m in pairs[:3])
    text = f"Some ideas {'say' if sure else 'seem to say'} the same: {few}. When one comes again, turn it round."
    yield Tip("repeats", text, tuple(sorted({n for pair in pairs[:3] for n in pair})))


def _common(session: Session, numbers: Numbers) -> Iterator[Tip]:
    novelty = numbers.novelty
    common = tuple(n for each in numbers.questions for n, word in each.near.items() if word == COMMON)
    if novelty.of < LONG_RUN or 3 * len(common) < novelty.of:
        return
    are = _seem(novelty.by, "are", "seem to be")
    text = f"{len(common)} of {novelty.of} ideas {are} what most people say first ({cited(common)}). Go on past them."
    yield Tip("common", text, common)


def _flat(session: Session, numbers: Numbers) -> Iterator[Tip]:
    worst = max(
        (each for each in numbers.questions if each.flattened is not None),
        key=lambda each: each.flattened.ideas_after if each.flattened is not None else 0,
        default=None,
    )
    if worst is None or worst.flattened is None:
        return
    n, after = worst.flattened
    brought = _seem(worst.breadth.by, "brought", "seems to have brought")
    text = f"Idea {n} {brought} the last new angle; {after} more ideas followed. That is the moment for a new lens."
    yield Tip("flat", text, (n,))


def _silences(session: Session, numbers: Numbers) -> Iterator[Tip]:
    good = [x for x in numbers.silences if x.verdict == PRODUCTIVE and x.silence.before is not None]
    bad = [x for x in numbers.silences if x.verdict == STERILE and x.silence.before is not None]
    if good:
        best = max(good, key=lambda x: x.silence.seconds)
        n = best.silence.before or 0
        what = _seem(best.by, "a new angle", "what seems a new angle")
        text = f"After {best.silence.seconds:.0f} s of silence came idea {n}, {what}. A pause can be worth its seconds."
        yield Tip("productive", text, (n,))
    elif len(bad) > 1:
        ns = tuple(x.silence.before for x in bad if x.silence.before is not None)
        yield Tip(
            "sterile", f"None of {len(bad)} silences led to a new angle (ideas {cited(ns)}). Take a cue then.", ns
        )


def _second_half(session: Session, numbers: Numbers) -> Iterator[Tip]:
    for each in numbers.questions:
        if (
            each.halves is None
            or each.halves[1].new_angles < 2
            or each.halves[1].new_angles < each.halves[0].new_angles
        ):
            continue
        new = {category: n for n, category in reversed(each.filed) if category is not None}
        late = tuple(sorted(new.values())[-each.halves[1].new_angles :])
        seem = _seem(each.breadth.by, "came", "seem to have come")
        text = f"No fewer new angles {seem} in the second half than in the first ({cited(late)}). It doesn't dry up."
        yield Tip("second half", text, late)
        return


def _off_map(session: Session, numbers: Numbers) -> Iterator[Tip]:
    ns = tuple(
        n
        for each in numbers.questions
        for n, x in each.filed
        if x is not None and (x == OTHER or x.startswith(f"{OTHER}: "))
    )
    if len(ns) > 1:
        fit = _seem(numbers.breadth.by, "fit", "seem to fit")
        yield Tip("off the map", f"Ideas {cited(ns)} {fit} no angle of the map. Look whether a family hides there.", ns)


_Rule = Callable[[Session, Numbers], Iterator[Tip]]
_RULES: tuple[_Rule, ...] = (_tunnel, _late, _repeats, _common, _flat, _silences, _second_half, _off_map)
"""The rules, the most useful first."""


def untouched_asks(session: Session, each: QuestionNumbers) -> list[str]:
    """The untouched angles of a question as their questions."""
    question = session.question_at(each.q)
    if question is None:
        return []
    angles = BankQuestion.from_entry(question.entry).angles
    return [angle.ask for angle in angles if angle.id in each.untouched and angle.ask]
