"""Everything that follows from the labels of a session: per question and whole, with denominators, source and doubt.

Ideas count; builds, answers to the interviewer and marks without words stay out, and so does what is off topic
(angle `none`). Struck entries count nowhere. All of it is read from the journal: the same session gives the same
numbers wherever it is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from brainstorm.label.figures import OUTSIDE, Figures, figures_of
from brainstorm.label.labels import OFFLINE, SOURCES, Label, labels_of
from brainstorm.measure import breadth as b
from brainstorm.measure import novelty as nov
from brainstorm.measure.estimate import estimate
from brainstorm.measure.one import OneQuestion, category_of, rounded, who
from brainstorm.measure.results import FAIR, GOOD, LOW, MIXED, Breadth, Novelty, Numbers, QuestionNumbers
from brainstorm.measure.silence import judged
from brainstorm.session.session import Entry, Session


def numbers(session: Session, sources: Sequence[str] = SOURCES) -> Numbers:
    """The numbers of `session`, from the labels of `sources` that count."""
    figures = figures_of(session) if OFFLINE in sources else Figures()
    return numbers_from(session, labels_of(session, sources), figures)


def numbers_from(session: Session, labels: Mapping[int, Label], figures: Figures) -> Numbers:
    """The numbers of `session`, from labels and figures that need no looking up."""
    measured = [OneQuestion(session, question, labels, figures) for question in session.questions]
    each = tuple(one.numbers() for one in measured)
    lenses: Counter[str] = Counter()
    for one in each:
        lenses.update(one.lenses)

    def category(entry: Entry) -> tuple[str, str] | None:
        label = labels.get(entry.n)
        filed = category_of(label)
        return None if label is None or filed is None else (filed, label.by["angle"])

    return Numbers(
        questions=each,
        breadth=_all_breadth(measured, each),
        novelty=_all_novelty([one.novelty for one in each], figures),
        silences=judged(session, category),
        lenses=dict(lenses.most_common()),
        labels=labels,
        figures=figures,
    )


def lenses_of(session: Session) -> dict[str, int]:
    """Ideas by lens, over all questions of `session`, the lens used most first."""
    return dict(numbers(session).lenses)


def _total(values: Iterable[int | None]) -> int | None:
    """The sum; None when every one is None, so that a question without a map takes nothing from one with."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _least(words: Iterable[str]) -> str:
    return min(words, key=(LOW, FAIR, GOOD).index, default=LOW)


def _all_breadth(measured: Sequence[OneQuestion], each: Sequence[QuestionNumbers]) -> Breadth:
    """The breadth of all questions together; an angle belongs to its question, so angles are added up."""
    parts = [one.breadth for one in each]
    if len(parts) == 1:
        return parts[0]
    mapped = [one for one in measured if one.lens]
    filed = [(one.question.q, category) for one in mapped for _, category in one.filed if category is not None]
    asked = [one for one in mapped if one.by]
    margin = None
    unknown = any(one.angles is None for one in mapped)  # ideas that nobody filed are no angle, and not none
    angles = None if unknown else _total(part.angles for part in parts)
    if any(one.guessed for one in asked):
        chances = [{f"{m.question.q} {a}": p for a, p in each_.items()} for m in asked for each_ in m.chances()]
        guess = estimate(chances, {f"{m.question.q} {angle}" for m in asked for angle in m.lens})
        margin = None if angles is None else (min(guess.low, angles), max(guess.high, angles))
    bare = [part.without_map for part in parts if part.ideas]
    return Breadth(
        ideas=sum(part.ideas for part in parts),
        distinct=sum(part.distinct for part in parts),
        angles=angles,
        margin=margin,
        of=_total(part.of for part in parts),
        effective=rounded(b.effective(filed), 2),
        top_share=rounded(b.top_share(filed), 3),
        tunnel=max((part.tunnel for part in parts if part.tunnel is not None), default=None),
        without_map=round(sum(x for x in bare if x is not None), 2) if bare and None not in bare else None,
        labelled=sum(part.labelled for part in parts),
        other=sum(part.other for part in parts),
        builds=sum(part.builds for part in parts),
        answers=sum(part.answers for part in parts),
        off_topic=sum(part.off_topic for part in parts),
        by=who(source for one in measured for source in one.by.values()),
        sure=_least(part.sure for part in parts if part.ideas),
    )


def _all_novelty(parts: Sequence[Novelty], figures: Figures) -> Novelty:
    if len(parts) == 1:
        return parts[0]
    far = [n for part in parts for n in part.furthest]
    by = {part.by for part in parts if part.by is not None}
    return Novelty(
        outside=_total(part.outside for part in parts),
        of=sum(part.of for part in parts),
        near=_total(part.near for part in parts),
        repeats=sum(part.repeats for part in parts),
        new_for_you=_total(part.new_for_you for part in parts),
        new_of=sum(part.new_of for part in parts),
        furthest=nov.furthest(far, figures.ideas, dict.fromkeys(far, OUTSIDE)),
        by=MIXED if len(by) > 1 else next(iter(by), None),
        sure=_least(part.sure for part in parts if part.of),
    )
