"""What to do next: one exercise a day with its reason, the same for the same date and history. Never a backlog."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol
from zlib import crc32

from brainstorm.session.name import day_of

REST = 7
"""Days before a question comes back by itself."""
_LONG = 40  # days from which a topic is no more stale than before
_MANY = 2  # questions; a form with more of them uses the bank up, and comes once in REST days
_RESTING = 1_000_000


class Askable(Protocol):
    """What a suggestion needs to know of a question."""

    @property
    def id(self) -> str: ...
    @property
    def topic(self) -> str: ...


class FormLike(Protocol):
    """What it needs to know of a form."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def questions(self) -> int: ...


class Done(NamedTuple):
    """How often a question was asked, and the id of the newest session that did."""

    times: int
    last: str

    @property
    def day(self) -> date:
        """The day of that session."""
        return day_of(self.last)


class Past(NamedTuple):
    """What was practised, as far as a suggestion looks back.

    Attributes:
        done: By question.
        topics: The day on which each topic was met last.
        forms: The day on which each form was done last.
        last_forms: The forms done on the last day of practice.
        weak: Lenses that were offered often and hardly ever used, the rarest first.
        today: How many drills were done today.
        ideas_today: Ideas in them.
        note: A sentence that home should say, or None.
    """

    done: Mapping[str, Done] = {}
    topics: Mapping[str, date] = {}
    forms: Mapping[str, date] = {}
    last_forms: Collection[str] = ()
    weak: Sequence[str] = ()
    today: int = 0
    ideas_today: int = 0
    note: str | None = None


class Suggestion(NamedTuple):
    """An exercise. The question's text is not in it.

    Attributes:
        form: A form's id.
        question: A question's id.
        topic: Its topic.
        times: How often it was done.
        why: The reason, in a few words.
    """

    form: str
    question: str
    topic: str
    times: int
    why: str


def form_of_the_day(forms: Sequence[FormLike], past: Past, today: date) -> FormLike | None:
    """The form whose turn it is: done longest ago, and not on the last day of practice where there is another."""
    turning = [form for form in forms if form.id != "again"]
    fresh = [form for form in turning if form.id not in past.last_forms] or turning
    rested = [form for form in fresh if form.questions <= _MANY or _days(past.forms.get(form.id), today) >= REST]
    return min(rested or fresh, key=lambda form: past.forms.get(form.id, date.min), default=None)


def suggest(
    questions: Sequence[Askable],
    forms: Sequence[FormLike],
    past: Past,
    today: date,
    lenses_of: Callable[[str], Collection[str]] = lambda _: (),
) -> Suggestion | None:
    """The exercise for `today`; None when there are no questions or no forms.

    Topics never met come first, then those not met for longest; of their questions those never done, and those with
    room for a lens that is hardly ever used. What was asked in the last seven days rests, unless everything was.

    Args:
        questions: The bank.
        forms: The forms, in their file's order.
        past: What was practised.
        today: The date, which also decides between equals.
        lenses_of: The lenses of a question's map; asked for few questions only.
    """
    form = form_of_the_day(forms, past, today)
    if form is None or not questions:
        return None
    rested = [q for q in questions if _rest(past.done.get(q.id), today) >= REST]
    if not rested:
        longest = max(_rest(past.done.get(q.id), today) for q in questions)
        rested = [q for q in questions if _rest(past.done.get(q.id), today) == longest]

    def score(question: Askable) -> int:
        met = past.topics.get(question.topic)
        stale = 3 * _LONG if met is None else min(_days(met, today), _LONG)
        return stale + (0 if question.id in past.done else 10)

    best = max(map(score, rested))
    near = [question for question in rested if score(question) >= best - 1]
    rare = {
        q.id: next((lens for lens in past.weak if lens in lenses_of(q.id)), None) if past.weak else None for q in near
    }
    chosen = min(
        near,
        key=lambda q: (past.weak.index(lens) if (lens := rare[q.id]) else len(past.weak), -score(q), _lot(q.id, today)),
    )
    times = past.done[chosen.id].times if chosen.id in past.done else 0
    why = "; ".join(filter(None, (_why_form(form, forms, past), _why_question(chosen, past, today, rare[chosen.id]))))
    return Suggestion(form.id, chosen.id, chosen.topic, times, why)


def draw_counts(done: Mapping[str, Done], today: date) -> dict[str, int]:
    """How often each question was done, for a draw among those done least: what rests counts as done most."""
    return {id_: one.times + (_RESTING if _rest(one, today) < REST else 0) for id_, one in done.items()}


def _why_form(form: FormLike, forms: Sequence[FormLike], past: Past) -> str:
    if form.id not in past.forms:
        return "a form you haven't tried" if past.forms else "a good one to begin with"
    last = next((other.name for other in forms if other.id in past.last_forms), None)
    return f"after “{last}” another form" if last and form.id not in past.last_forms else ""


def _why_question(question: Askable, past: Past, today: date, lens: str | None) -> str:
    met = past.topics.get(question.topic)
    if lens is not None:
        return f"room for a lens you hardly use: {lens}"
    if met is None:
        return "a topic you haven't met" if past.topics else ""
    if question.id not in past.done:
        return (
            f"nothing on it for {days} days" if (days := _days(met, today)) >= REST else "a question you haven't done"
        )
    return f"last done {_days(past.done[question.id].day, today)} days ago"


def _days(day: date | None, today: date) -> int:
    return 10_000 if day is None else max(0, (today - day).days)


def _rest(done: Done | None, today: date) -> int:
    return _days(None if done is None else done.day, today)


def _lot(id_: str, today: date) -> int:
    return crc32(f"{today}:{id_}".encode())
