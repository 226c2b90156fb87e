"""The numbers of one question, from its ideas and what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from brainstorm.bank import Question as BankQuestion
from brainstorm.label.figures import NEAR, OUTSIDE, STEMS, Figures
from brainstorm.label.labels import NONE, OFFLINE, OTHER, Label
from brainstorm.measure import breadth as b
from brainstorm.measure import novelty as nov
from brainstorm.measure.estimate import estimate
from brainstorm.measure.results import FAIR, LOW, MIXED, Breadth, Half, Novelty, QuestionNumbers, how_sure
from brainstorm.session.session import BUILD, IDEA, Entry, Question, Session
from brainstorm.session.text import folded


def category_of(label: Label | None) -> str | None:
    """What an idea is filed under; ideas outside the map go by the words for them."""
    if label is None or label.angle is None:
        return None
    if label.angle == OTHER and label.other:
        return f"{OTHER}: {folded(label.other)}"
    return label.angle


def who(sources: Iterable[str]) -> str | None:
    """Who said all of it: one source, mixed, or None when nobody did."""
    found = set(sources)
    return None if not found else found.pop() if len(found) == 1 else MIXED


class OneQuestion:
    """The ideas of one question with what is said of them."""

    def __init__(self, session: Session, question: Question, labels: Mapping[int, Label], figures: Figures) -> None:
        self.session = session
        self.question = question
        self.labels = labels
        self.figures = figures
        self.map = BankQuestion.from_entry(question.entry)
        self.lens = {angle.id: angle.lens for angle in self.map.angles}
        here = [e for e in session.counted(IDEA) if e.q == question.q]
        self.ideas = [e for e in here if category_of(labels.get(e.n)) != NONE]
        self.off_topic = len(here) - len(self.ideas)
        self.filed = tuple((e.n, category_of(labels.get(e.n))) for e in self.ideas)
        self.by = {n: labels[n].by["angle"] for n, category in self.filed if category is not None}
        self.repeats = {
            e.n: repeat for e in self.ideas if (repeat := nov.repeat_of(labels.get(e.n), figures.ideas.get(e.n)))
        }
        self.angles, self.margin = self._angles()

    @property
    def tunnel(self) -> tuple[int, ...]:
        """The ideas of the longest run in one angle; those that fit none, and have no name, are not of one kind."""
        return b.tunnel([(n, None if category == OTHER else category) for n, category in self.filed])

    @property
    def trusted(self) -> int:
        """Ideas filed by somebody who may be believed."""
        return sum(1 for source in self.by.values() if source != OFFLINE)

    @property
    def guessed(self) -> bool:
        """Whether the offline guess filed any of them."""
        return OFFLINE in self.by.values()

    def chances(self) -> list[dict[str, float]]:
        """For each filed idea the chance of each angle: 1 for what you or Claude said."""
        found = []
        for n, category in self.filed:
            if category is None:
                continue
            label, measured = self.labels[n], self.figures.ideas.get(n)
            assert label.angle is not None
            if self.by[n] != OFFLINE:
                found.append({label.angle: 1.0})
            elif measured is not None and measured.top:
                found.append(measured.chances)
            else:
                sure = 0.0 if label.confidence is None else label.confidence
                found.append({label.angle: sure, OTHER: 1.0 - sure} if label.angle != OTHER else {OTHER: 1.0})
        return found

    def breadth(self) -> Breadth:
        """How broad."""
        filed = [category for _, category in self.filed if category is not None]
        entered = [e for e in self.session.counted(BUILD) if e.q == self.question.q]
        return Breadth(
            ideas=len(self.ideas),
            distinct=b.distinct([e.n for e in self.ideas], {n: m for n, (m, _) in self.repeats.items()}),
            angles=self.angles,
            margin=self.margin,
            of=len(self.lens) or None,
            effective=rounded(b.effective(filed), 2) if self.lens else None,
            top_share=rounded(b.top_share(filed), 3) if self.lens else None,
            tunnel=len(self.tunnel) if self.lens and filed else None,
            without_map=rounded(self.figures.without_map.get(self.question.q), 2),
            labelled=len(filed),
            other=sum(1 for category in filed if category not in self.lens),
            builds=sum(1 for e in entered if e.answers is None),
            answers=sum(1 for e in entered if e.answers is not None),
            off_topic=self.off_topic,
            by=who(self.by.values()),
            sure=how_sure(self.trusted, len(filed), len(self.ideas), self.margin, self.figures.encoder),
        )

    def _angles(self) -> tuple[int | None, tuple[int, int] | None]:
        if not self.lens or (self.ideas and not self.by):
            return None, None
        if not self.guessed:
            return len({category for _, category in self.filed} & self.lens.keys()), None
        guess = estimate(self.chances(), self.lens)
        angles = round(guess.expected)
        return angles, (min(guess.low, angles), max(guess.high, angles))

    def novelty(self) -> Novelty:
        """How new."""
        near, by, trusted = {}, set(), 0
        for n, (word, source) in self._nearness().items():
            near[n] = word
            by.add(source)
            trusted += source != OFFLINE
        again = [label.again for e in self.ideas if (label := self.labels.get(e.n)) and label.again is not None]
        vectors = self.figures.encoder is not None and self.figures.encoder != STEMS
        sure = how_sure(trusted, len(near), len(self.ideas), None, None)
        return Novelty(
            outside=sum(1 for word in near.values() if word == OUTSIDE) if near else None,
            of=len(near),
            near=sum(1 for word in near.values() if word == NEAR) if near else None,
            repeats=len(self.repeats),
            new_for_you=sum(1 for one in again if one is False) if again else None,
            new_of=len(again),
            furthest=nov.furthest([e.n for e in self.ideas], self.figures.ideas, near),
            by=who(by),
            sure=FAIR if sure == LOW and near and vectors and len(near) == len(self.ideas) else sure,
        )

    def _nearness(self) -> dict[int, tuple[str, str]]:
        if not self.map.common_ideas:
            return {}
        found = {e.n: nov.nearness(self.labels.get(e.n), self.figures.ideas.get(e.n)) for e in self.ideas}
        return {n: word for n, word in found.items() if word is not None}

    def untouched(self) -> tuple[str, ...]:
        """The angles that were not hit: as many as the count leaves, the least likely ones."""
        if self.angles is None:
            return tuple(self.lens)
        chances = b.hit_chances(self.chances(), self.lens)
        places = {angle: place for place, angle in enumerate(self.lens)}
        least = sorted(self.lens, key=lambda angle: (chances[angle], places[angle]))[: len(self.lens) - self.angles]
        return tuple(angle for angle in self.lens if angle in least)

    def numbers(self) -> QuestionNumbers:
        """All of it."""
        breadth, novelty = self.breadth(), self.novelty()
        flat = b.flattened(self.filed) if self.lens else None
        timed = self.session.input not in ("piped", "imported") and all(e.timed for e in self.ideas)
        spent = _spent(self.question, self.session.elapsed, self.session.elapsed)
        new = set(b.firsts(self.filed).values())
        paced = timed and spent > 0 and bool(self.lens) and bool(self.by)
        lenses = Counter(self.lens[category] for _, category in self.filed if category in self.lens)
        flat_entry = self.session.entry(flat.n) if flat is not None else None
        return QuestionNumbers(
            q=self.question.q,
            breadth=breadth,
            novelty=novelty,
            filed=self.filed,
            untouched=self.untouched(),
            tunnel=self.tunnel if self.lens else (),
            flattened=flat,
            flattened_at=round(self._at(flat_entry), 1) if timed and flat_entry is not None else None,
            new_per_minute=round(len(new) / (spent / 60), 2) if paced else None,
            halves=self._halves(spent, new) if paced else None,
            lenses=dict(lenses.most_common()),
            repeats=tuple((n, m) for n, (m, _) in self.repeats.items()),
            near={n: word for n, (word, _) in self._nearness().items()},
        )

    def _at(self, entry: Entry) -> float:
        """Seconds on this question when `entry` came."""
        return _spent(self.question, entry.t, self.session.elapsed)

    def _halves(self, spent: float, new: set[int]) -> tuple[Half, Half]:
        early = {e.n for e in self.ideas if self._at(e) < spent / 2}
        late = {e.n for e in self.ideas} - early
        return Half(len(early), len(early & new)), Half(len(late), len(late & new))


def _spent(question: Question, until: float, elapsed: float) -> float:
    """Seconds that `question` had been on screen at drill second `until`."""
    ends = ((stretch.start, elapsed if stretch.end is None else stretch.end) for stretch in question.stretches)
    return sum(max(0.0, min(end, until) - start) for start, end in ends)


def rounded(value: float | None, places: int) -> float | None:
    """`value` to so many places; None stays None."""
    return None if value is None else round(value, places)
