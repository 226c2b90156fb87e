"""What the labels of a session come to: the shape of the numbers, and how far to believe them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from brainstorm.label.figures import STEMS, Figures
from brainstorm.label.labels import Label
from brainstorm.measure.breadth import Flat
from brainstorm.measure.silence import Judged

LOW, FAIR, GOOD = "low", "fair", "good"
MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Breadth:
    """How broad. Fractions are 0-1; None: not to be had, and without a map all that needs one.

    Attributes:
        ideas: Ideas that count, the denominator of all that follows.
        distinct: The same, those that repeat an earlier one taken with it.
        angles: Angles of the question that were hit; with offline labels among them an estimate.
        margin: Its 80% interval; None when it was counted, not estimated.
        of: How many angles the question has.
        effective: exp(entropy) of the shares, over the filed ideas.
        top_share: The share of the angle used most.
        tunnel: Longest run of ideas in one angle.
        without_map: About how many different angles, from similarities alone.
        labelled: Ideas that are filed under an angle, or as `other`.
        other: Of them, those that fit no angle of the question.
        builds, answers, off_topic: What was entered and left out.
        by: Who filed them: you, claude, offline or mixed.
        sure: low, fair or good; see `how_sure`.
    """

    ideas: int
    distinct: int
    angles: int | None = None
    margin: tuple[int, int] | None = None
    of: int | None = None
    effective: float | None = None
    top_share: float | None = None
    tunnel: int | None = None
    without_map: float | None = None
    labelled: int = 0
    other: int = 0
    builds: int = 0
    answers: int = 0
    off_topic: int = 0
    by: str | None = None
    sure: str = LOW


@dataclass(frozen=True, slots=True)
class Novelty:
    """How new, three ways.

    Attributes:
        outside: Ideas outside the question's common ideas; None when nobody looked, or there are none.
        of: Ideas that were looked at.
        near: Of them, those near a common idea; the rest are common ones.
        repeats: Ideas that repeat, or may repeat, an earlier one of this session.
        new_for_you: Ideas that you had not had on this question before; None without a past.
        new_of: Ideas that were looked at for that.
        furthest: The ideas furthest outside, at most three.
        by: Who said which are common.
        sure: low, fair or good.
    """

    outside: int | None
    of: int
    near: int | None
    repeats: int
    new_for_you: int | None
    new_of: int
    furthest: tuple[int, ...] = ()
    by: str | None = None
    sure: str = LOW


@dataclass(frozen=True, slots=True)
class Half:
    """What came in one half of the time: ideas, and angles that had not come before."""

    ideas: int
    new_angles: int


@dataclass(frozen=True, slots=True)
class QuestionNumbers:
    """The numbers of one question.

    Attributes:
        q: Its number in the session.
        breadth: How broad.
        novelty: How new.
        filed: Each idea's category (an angle's id, or what it was called instead), in order; None: nobody said.
        untouched: Ids of the angles that were not hit, in the bank's order; of an estimate the least likely ones.
        tunnel: The ideas of the longest run in one angle.
        flattened: Where the curve of new angles went flat; None when it did not.
        flattened_at: Seconds on this question when that was; None when times are not worth measuring.
        new_per_minute: New angles a minute of the time on this question; None as above.
        halves: The first and the second half of that time; None as above.
        lenses: Ideas by lens, of the ideas in an angle.
        repeats: (idea, the earlier one it repeats), in order.
        near: common, near or outside, by idea.
    """

    q: int
    breadth: Breadth
    novelty: Novelty
    filed: tuple[tuple[int, str | None], ...] = ()
    untouched: tuple[str, ...] = ()
    tunnel: tuple[int, ...] = ()
    flattened: Flat | None = None
    flattened_at: float | None = None
    new_per_minute: float | None = None
    halves: tuple[Half, Half] | None = None
    lenses: Mapping[str, int] = field(default_factory=dict)
    repeats: tuple[tuple[int, int], ...] = ()
    near: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything label-derived of a session.

    Attributes:
        questions: Question by question.
        breadth: All questions together: counts are added up, runs are not joined.
        novelty: The same.
        silences: What came of each silence of ten seconds or more.
        lenses: Ideas by lens, over all.
        labels: The labels that were counted.
        figures: What was measured beside them.
    """

    questions: tuple[QuestionNumbers, ...]
    breadth: Breadth
    novelty: Novelty
    silences: tuple[Judged, ...]
    lenses: Mapping[str, int]
    labels: Mapping[int, Label]
    figures: Figures

    def question(self, q: int) -> QuestionNumbers | None:
        """The numbers of question `q`."""
        return next((each for each in self.questions if each.q == q), None)


def how_sure(trusted: int, labelled: int, ideas: int, margin: tuple[int, int] | None, encoder: str | None) -> str:
    """How far to believe a number that rests on labels.

    good: nine ideas in ten were filed by you or by Claude with the checks passed. fair: half of them were; or all
    are filed, by word vectors, and the 80% interval spans two angles at most. low: everything else.
    """
    if not ideas:
        return LOW
    if trusted >= 0.9 * ideas:
        return GOOD
    if trusted >= 0.5 * ideas:
        return FAIR
    vectors = encoder is not None and encoder != STEMS
    narrow = margin is not None and margin[1] - margin[0] <= 2
    return FAIR if vectors and narrow and labelled == ideas else LOW
