"""Then against now: two attempts at one question. Pure functions of sessions."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from brainstorm.bank.question import Question as Mapped
from brainstorm.measure.flow import flow
from brainstorm.measure.numbers import numbers
from brainstorm.session.name import SECOND, day_of, day_text
from brainstorm.session.session import BUILD, IDEA, Question, Session
from brainstorm.session.text import folded


class Attempt(NamedTuple):
    """One attempt at a question. Times are seconds; None where one could not be measured.

    Attributes:
        session, form, day, q: Where it stands.
        ideas, builds: Counts.
        latency: To the first entry.
        per_minute, longest_silence, freezes: Of the whole session.
        angles: Ideas by angle of the question; empty when nobody labelled them.
        of: How many angles the question has; None without a map.
        labelled: Whether anybody labelled an idea.
        texts: The ideas by number.
    """

    session: str
    form: str
    day: str
    q: int
    ideas: int
    builds: int
    latency: float | None
    per_minute: float | None
    longest_silence: float | None
    freezes: int | None
    angles: dict[str, int]
    of: int | None
    labelled: bool
    texts: dict[int, str]


class Comparison(NamedTuple):
    """Two attempts at one question.

    Attributes:
        id, text: The question, as it was asked the second time.
        names: Angle names by id.
        a, b: The earlier and the later attempt.
        kept, lost, new: Ids of angles in both, only in the earlier, only in the later; None unless both are labelled.
        again: (number then, number now) of ideas that were said again, in the same words or as labelled.
    """

    id: str
    text: str
    names: dict[str, str]
    a: Attempt
    b: Attempt
    kept: tuple[str, ...] | None
    lost: tuple[str, ...] | None
    new: tuple[str, ...] | None
    again: tuple[tuple[int, int], ...]

    @property
    def days(self) -> int:
        """Days between."""
        return (day_of(self.b.session) - day_of(self.a.session)).days


def attempt(session: Session, question: Question) -> Attempt:
    """What `session` made of `question`."""
    pace, found = flow(session), numbers(session)
    here = found.question(question.q)
    ids = {angle.id for angle in Mapped.from_entry(question.entry).angles}
    filed = [angle for _, angle in here.filed if angle is not None] if here else []
    place = [one.q for one in session.questions].index(question.q)
    return Attempt(
        session=session.id,
        form=session.form_id,
        day=day_text(session.id),
        q=question.q,
        ideas=sum(1 for entry in session.counted(IDEA) if entry.q == question.q),
        builds=sum(1 for entry in session.counted(BUILD) if entry.q == question.q),
        latency=pace.latencies[place],
        per_minute=pace.per_minute,
        longest_silence=pace.longest_silence,
        freezes=pace.freezes,
        angles=dict(Counter(angle for angle in filed if angle in ids)),
        of=len(ids) or None,
        labelled=bool(filed),
        texts={entry.n: entry.text for entry in session.counted(IDEA) if entry.q == question.q},
    )


def compare(a: Session, b: Session, question: str) -> Comparison:
    """The attempts of `a` and `b` (the later one) at the question with the id `question`.

    Raises:
        ValueError: one of them didn't ask it.
    """
    asked = [next((one for one in session.questions if one.id == question), None) for session in (a, b)]
    if asked[0] is None or asked[1] is None:
        raise ValueError(f"both must have asked “{question}”")
    then, now = attempt(a, asked[0]), attempt(b, asked[1])
    mapped = [Mapped.from_entry(one.entry) for one in (asked[0], asked[1])]
    names = {angle.id: angle.name for part in mapped for angle in part.angles}
    both = then.labelled and now.labelled

    def those(wanted: set[str]) -> tuple[str, ...] | None:
        return tuple(id_ for id_ in names if id_ in wanted) if both else None

    earlier, later = set(then.angles), set(now.angles)
    return Comparison(
        id=question,
        text=asked[1].text,
        names=names,
        a=then,
        b=now,
        kept=those(earlier & later),
        lost=those(earlier - later),
        new=those(later - earlier),
        again=tuple(_again(then, now, b)),
    )


def _again(then: Attempt, now: Attempt, b: Session) -> list[tuple[int, int]]:
    words = {folded(text): n for n, text in reversed(then.texts.items()) if text}
    labels = numbers(b).labels
    found = []
    for n, text in now.texts.items():
        said = labels[n].again if n in labels else None
        if said and said.get("session") == then.session and said.get("n") in then.texts:
            found.append((said["n"], n))
        elif (before := words.get(folded(text))) is not None:
            found.append((before, n))
    return found


def in_order(one: Session, other: Session) -> tuple[Session, Session]:
    """The earlier and the later of two sessions."""
    a, b = sorted((one, other), key=lambda session: (session.id[:SECOND], session.started_at))
    return a, b


def in_common(a: Session, b: Session) -> list[str]:
    """The ids of the questions that both asked, in the order of `b`."""
    asked = {question.id for question in a.questions}
    return list(dict.fromkeys(question.id for question in b.questions if question.id and question.id in asked))
