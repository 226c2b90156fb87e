"""Lists of ideas, from wherever, as sessions with offline labels: measured by the very code that measures a drill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from brainstorm.bank.question import Question
from brainstorm.embed import Encoder
from brainstorm.label.figures import Figures, IdeaFigures
from brainstorm.label.labels import OFFLINE, Earlier, Label
from brainstorm.label.offline import Common, Guess, Idea, Labeller, Offline, event_fields
from brainstorm.measure.numbers import numbers, numbers_from
from brainstorm.measure.results import Numbers
from brainstorm.session.events import Labelled
from brainstorm.session.session import IDEA, Entry, Session
from brainstorm.session.session import Question as Asked

_KEPT = 200  # questions that stand ready; a prepared one takes about a megabyte


class Subject(NamedTuple):
    """A question, with the bank's plain wordings of it."""

    question: Question
    wordings: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of ideas on one question.

    Attributes:
        subject: What was asked.
        ideas: In the order in which they came.
        pool: What others say; the question's common ideas when None.
        history: One's own earlier ideas on this question.
    """

    subject: Subject
    ideas: tuple[str, ...]
    pool: tuple[Common, ...] | None = None
    history: tuple[str, ...] | None = None


class Measured(NamedTuple):
    """Ideas as a session, and its numbers."""

    session: Session
    numbers: Numbers


@dataclass
class Measurer:
    """An encoder, and the questions made ready for it."""

    encoder: Encoder
    cache: Path | None = None
    _ready: dict[str, tuple[Subject, Labeller]] = field(default_factory=dict)

    def measure(self, lists: Sequence[Listed]) -> list[Measured]:
        """Each list, measured; lists alike in question and pool are encoded together."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for place, listed in enumerate(lists):
            groups.setdefault((_key(listed.subject), listed.pool, listed.history), []).append(place)
        found: dict[int, Measured] = {}
        for places in groups.values():
            first = lists[places[0]]
            past = tuple(Earlier("", n, text) for n, text in enumerate(first.history or (), start=1)) or None
            ideas = [[Idea(n, text) for n, text in enumerate(lists[place].ideas, start=1)] for place in places]
            parts = self._labeller(first.subject).label(ideas, pool=first.pool, history=past)
            found |= {place: _measured(lists[place], part) for place, part in zip(places, parts, strict=True)}
        return [found[place] for place in range(len(lists))]

    def labelled(self, session: Session, subjects: Mapping[int, Subject]) -> Measured:
        """`session`, whose own labels count before offline ones of now; `subjects` are its questions by q."""
        parts = []
        for asked in session.questions:
            ideas = [Idea(e.n, e.text) for e in session.counted(IDEA) if e.q == asked.q]
            parts.append((asked.q, self._labeller(subjects[asked.q]).label([ideas])[0]))
        fields = event_fields(parts, version=self.encoder.version)
        labels = (
            *session.labels,
            Labelled(OFFLINE, fields["with"], figures=fields["figures"], labels=tuple(fields["labels"])),
        )
        labelled = session.changed(labels=labels)
        return Measured(labelled, numbers(labelled))

    def _labeller(self, subject: Subject) -> Labeller:
        key = _key(subject)
        if key not in self._ready:
            if len(self._ready) >= _KEPT:
                del self._ready[next(iter(self._ready))]
            labeller = Labeller(subject.question, subject.wordings, self.encoder, cache=self.cache)
            self._ready[key] = subject, labeller  # with its subject, so that nothing else can get its key
        return self._ready[key][1]


def _measured(listed: Listed, part: Offline) -> Measured:
    """A list that only the offline labels speak of; they are handed over without a detour through a journal."""
    entry: Mapping[str, Any] = listed.subject.question.entry
    if listed.pool is not None:  # what is common is then what the pool says
        entry = {**entry, "common_ideas": [common.text for common in listed.pool]}
    session = Session(
        input="imported",
        questions=(Asked(1, entry),),
        entries=tuple(Entry(n, 1, text, 0.0, via="pipe") for n, text in enumerate(listed.ideas, start=1)),
        last_n=len(listed.ideas),
    )
    figures = Figures(part.encoder, {guess.n: _figures(guess) for guess in part.ideas}, {1: part.without_map})
    labels = {guess.n: _label(guess) for guess in part.ideas}
    return Measured(session, numbers_from(session, labels, figures))


def _label(guess: Guess) -> Label:
    again = {"session": guess.again.session, "n": guess.again.n} if guess.again else guess.again
    said = {"angle": guess.angle, "again": again, "common": guess.common}
    return Label(
        n=guess.n,
        angle=guess.angle,
        again=again,
        common=guess.common,
        confidence=guess.confidence,
        by={name: OFFLINE for name, value in said.items() if value is not None},
    )


def _figures(guess: Guess) -> IdeaFigures:
    return IdeaFigures(
        n=guess.n,
        top=guess.top,
        gain=guess.gain,
        uncommonness=guess.uncommonness,
        near=guess.near,
        nearest_common=guess.nearest_common,
        repeat_of=guess.repeat_of,
        new_for_you=guess.new_for_you,
    )


def _key(subject: Subject) -> str:
    # A question of the bank is one object for all lists on it; an inline entry is another one in every line.
    return str(id(subject.question)) if subject.wordings else repr(subject.question.entry)
