"""Lists of ideas, from wherever, as sessions with offline labels: measured by the very code that measures a drill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from brainstorm.bank.question import Question
from brainstorm.embed import Encoder
from brainstorm.label.labels import OFFLINE
from brainstorm.label.offline import Common, Idea, Labeller, Offline, Past, event_fields
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


@dataclass
class Measurer:
    """An encoder, and the questions made ready for it."""

    encoder: Encoder
    cache: Path | None = None
    _ready: dict[str, Labeller] = field(default_factory=dict)

    def sessions(self, lists: Sequence[Listed]) -> list[Session]:
        """Each list as a session with its offline labels; lists alike in question and pool are encoded together."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for place, listed in enumerate(lists):
            key = (_key(listed.subject), listed.pool, listed.history)
            groups.setdefault(key, []).append(place)
        found: dict[int, Session] = {}
        for places in groups.values():
            first = lists[places[0]]
            past = tuple(Past("", n, text) for n, text in enumerate(first.history or (), start=1)) or None
            ideas = [[Idea(n, text) for n, text in enumerate(lists[place].ideas, start=1)] for place in places]
            parts = self._labeller(first.subject).label(ideas, pool=first.pool, history=past)
            found |= {place: self._session(lists[place], part) for place, part in zip(places, parts, strict=True)}
        return [found[place] for place in range(len(lists))]

    def labelled(self, session: Session, subjects: Mapping[int, Subject]) -> Session:
        """`session` with offline labels of its ideas, behind those that it has; `subjects` are its questions by q."""
        parts = []
        for asked in session.questions:
            ideas = [Idea(e.n, e.text) for e in session.counted(IDEA) if e.q == asked.q]
            parts.append((asked.q, self._labeller(subjects[asked.q]).label([ideas])[0]))
        return session.changed(labels=(*session.labels, self._event(parts)))

    def _labeller(self, subject: Subject) -> Labeller:
        key = _key(subject)
        if key not in self._ready:
            if len(self._ready) >= _KEPT:
                del self._ready[next(iter(self._ready))]
            self._ready[key] = Labeller(subject.question, subject.wordings, self.encoder, cache=self.cache)
        return self._ready[key]

    def _session(self, listed: Listed, part: Offline) -> Session:
        entry: Mapping[str, Any] = listed.subject.question.entry
        if listed.pool is not None:  # what is common is then what the pool says
            entry = {**entry, "common_ideas": [common.text for common in listed.pool]}
        return Session(
            input="imported",
            questions=(Asked(1, entry),),
            entries=tuple(Entry(n, 1, text, 0.0, via="pipe") for n, text in enumerate(listed.ideas, start=1)),
            last_n=len(listed.ideas),
            labels=(self._event([(1, part)]),),
        )

    def _event(self, parts: Sequence[tuple[int, Offline]]) -> Labelled:
        fields = event_fields(parts, version=self.encoder.version)
        return Labelled(by=OFFLINE, with_=fields["with"], labels=tuple(fields["labels"]), figures=fields["figures"])


def _key(subject: Subject) -> str:
    return repr((subject.question.entry, sorted(subject.wordings)))
