"""What the index keeps of a session: its figures as one row, and every text of it that can be searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from brainstorm.bank.question import Question as Mapped
from brainstorm.history.rows import ASIDE, LATER, QUESTION, Facts, Item, QuestionFacts
from brainstorm.label.labels import Label
from brainstorm.measure.flow import flow
from brainstorm.measure.results import Numbers
from brainstorm.session.session import BUILD, IDEA, MARK, Session


def facts(session: Session, found: Numbers, *, damaged: bool = False) -> Facts:
    """The figures of `session`, whose numbers are `found`."""
    pace = flow(session)
    breadth, novelty = found.breadth, found.novelty
    labelled = breadth.by is not None
    return Facts(
        id=session.id,
        form=session.form_id,
        input=session.input,
        started=session.started_at,
        seconds=session.seconds,
        elapsed=round(session.elapsed, 3),
        ended=session.ended is not None,
        ideas=session.count(IDEA),
        builds=session.count(BUILD),
        marks=session.count(MARK),
        later=len(session.later),
        latency=pace.latency,
        per_minute=pace.per_minute,
        longest_silence=pace.longest_silence,
        freezes=pace.freezes,
        self=session.rated.self if session.rated else None,
        questions=tuple(_asked(session, found)),
        distinct=breadth.distinct if labelled else None,
        angles=breadth.angles if labelled else None,
        of=breadth.of,
        margin=breadth.margin,
        effective=breadth.effective,
        tunnel=breadth.tunnel,
        outside=novelty.outside,
        outside_of=novelty.of,
        new=novelty.new_for_you,
        new_of=novelty.new_of,
        labels=breadth.by,
        sure=breadth.sure if labelled else None,
        damaged=damaged,
    )


def _asked(session: Session, found: Numbers) -> Iterator[QuestionFacts]:
    for question in session.questions:
        mapped = Mapped.from_entry(question.entry)
        ideas = sum(1 for entry in session.counted(IDEA) if entry.q == question.q)
        here = found.question(question.q)
        angles = Counter(angle for _, angle in here.filed if angle is not None) if here else Counter[str]()
        yield QuestionFacts(
            question.id, mapped.topic, ideas, dict(angles), dict(here.lenses) if here else {}, mapped.lenses
        )


def items(session: Session, labels: Mapping[int, Label]) -> Iterator[Item]:
    """Every text of `session` that can be found: its questions, entries with words, later ideas."""
    mapped = {question.q: Mapped.from_entry(question.entry) for question in session.questions}
    where = {q: (question.id, question.topic) for q, question in mapped.items()}
    lens = {(q, angle.id): angle.lens for q, question in mapped.items() for angle in question.angles}
    for question in session.questions:
        if question.entry:
            yield Item(QUESTION, 0, question.q, question.asked, question.text, *where[question.q])
    for entry in session.entries:
        if entry.text:
            note = "struck" if entry.struck else None
            angle = labels[entry.n].angle if entry.n in labels else None
            place = (*where.get(entry.q, ("", "")), angle, lens.get((entry.q, angle or "")))
            yield Item(entry.kind, entry.n, entry.q, entry.t, entry.text, *place, note=note)
    if session.form_id == "real":
        yield from (
            Item(ASIDE, 0, 1, None, said.text, *where.get(1, ("", ""))) for said in session.said if said.what == ASIDE
        )
    for later in session.later:
        yield Item(LATER, later.n, later.q, None, later.text, *where.get(later.q, ("", "")), note=later.where)
