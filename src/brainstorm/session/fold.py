"""The one fold: `apply(session, line) -> session`, for the running drill, for reading and for replaying.

It takes whatever comes in, since a damaged journal is still somebody's work: what cannot be applied is said in
`Session.lost` and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from brainstorm.session import events as ev
from brainstorm.session.session import Entry, Question, Said, Session, Stretch


def apply(session: Session, line: ev.Line) -> Session:
    """`session` after `line`."""
    session = _APPLY[type(line.event)](session, line, line.event)
    if line.t is not None:
        return session.changed(last_t=max(session.last_t, line.t), written_t=max(session.written_t, line.t))
    return session


def replay(lines: Iterable[ev.Line], start: Session | None = None) -> Session:
    """The session that `lines` make.

    A run of plain new entries is added at once: one by one, each would copy all those before it.
    """
    session = start or Session()
    run: list[Entry] = []
    last, t = session.last_n, session.last_t
    for line in lines:
        event = line.event
        if isinstance(event, ev.Idea) and event.n > last and session.question_at(event.q) is not None:
            last, t = event.n, t if line.t is None else max(t, line.t)
            run.append(_entry(session, line, event, t))
            continue
        session = apply(_added(session, run, t), line)
        run, last, t = [], session.last_n, session.last_t
    return _added(session, run, t)


def _added(session: Session, run: list[Entry], t: float) -> Session:
    """`session` after the entries of `run`, the last of which came at `t`."""
    if not run:
        return session
    entries = (*session.entries, *run)
    written = max(session.written_t, t) if t > session.last_t else session.written_t
    return session.changed(entries=entries, last_n=run[-1].n, draft="", last_t=t, written_t=written)


def _lose(session: Session, what: str) -> Session:
    return session.changed(lost=(*session.lost, what))


def _time(session: Session, line: ev.Line) -> float:
    return session.last_t if line.t is None else max(line.t, session.last_t)


def _started(session: Session, line: ev.Line, e: ev.Started) -> Session:
    if session.begun:
        return _lose(session, "a second “started” line")
    return session.changed(
        id=session.id or e.id,
        app=e.app,
        form=e.form,
        seconds=e.seconds,
        input=e.input,
        seed=e.seed,
        switches=e.switches,
        goal=e.goal,
        again=e.again,
        excluded=e.excluded,
        started_at=line.at,
        begun=True,
    )


def _asked(session: Session, line: ev.Line, e: ev.Asked) -> Session:
    t = _time(session, line)
    questions = _leave(session, t, e.cut_off)
    here = Stretch(start=t, why=e.why)
    known = any(question.q == e.q for question in questions)
    if known:
        questions = tuple(
            replace(x, stretches=(*x.stretches, here), entry=x.entry or e.question or {}) if x.q == e.q else x
            for x in questions
        )
    else:
        questions = (*questions, Question(e.q, e.question or {}, (here,)))
    session = session.changed(questions=questions, q=e.q, draft="")
    return session if known or e.question is not None else _lose(session, f"the text of question {e.q}")


def _leave(session: Session, t: float, cut_off: str | None) -> tuple[Question, ...]:
    """The questions, with the stretch that is open closed at `t`."""
    return tuple(
        replace(x, stretches=(*x.stretches[:-1], replace(x.stretches[-1], end=t, cut_off=cut_off)))
        if x.stretches and x.stretches[-1].end is None
        else x
        for x in session.questions
    )


def _idea(session: Session, line: ev.Line, e: ev.Idea) -> Session:
    there = session.entry(e.n)
    if there is not None:
        # The same line twice is a write that was repeated after an error, not a loss.
        same = there.text == e.text or e.text in there.earlier
        return session if same else _lose(session, f"a second entry {e.n}")
    session = _with_question(session, e.q)
    entry = _entry(session, line, e, _time(session, line))
    return session.changed(entries=(*session.entries, entry), last_n=max(session.last_n, e.n), draft="")


def _entry(session: Session, line: ev.Line, e: ev.Idea, t: float) -> Entry:
    return Entry(
        n=e.n,
        q=e.q,
        text=e.text,
        t=t if session.ended_t is None else session.ended_t,
        at=line.at,
        builds_on=e.builds_on,
        aloud=e.aloud,
        first_key=e.first_key,
        via=e.via,
        answers=e.answers,
        after_bell=session.ended is not None,
    )


def _with_question(session: Session, q: int) -> Session:
    if session.question_at(q) is not None:
        return session
    session = session.changed(questions=(*session.questions, Question(q, {})), q=session.q or q)
    return _lose(session, f"the line that asked question {q}")


def _change(session: Session, n: int, what: str, **values: Any) -> Session:
    entry = session.entry(n)
    if entry is None:
        return _lose(session, f"entry {n}, which was {what}")
    changed = replace(entry, **values)
    return session.changed(entries=tuple(changed if x is entry else x for x in session.entries))


def _revised(session: Session, line: ev.Line, e: ev.Revised) -> Session:
    entry = session.entry(e.n)
    if entry is None:
        # Its first words are lost, these are not.
        session = _lose(session, f"the first wording of entry {e.n}")
        return _idea(session, line, ev.Idea(n=e.n, q=session.q or 1, text=e.text))
    earlier = (*entry.earlier, entry.text) if entry.text else entry.earlier
    return _change(session, e.n, "revised", text=e.text, earlier=earlier)


def _struck(session: Session, line: ev.Line, e: ev.Struck) -> Session:
    return _change(session, e.n, "struck", struck=True)


def _restored(session: Session, line: ev.Line, e: ev.Restored) -> Session:
    return _change(session, e.n, "restored", struck=False)


def _cue(session: Session, line: ev.Line, e: ev.Cue) -> Session:
    said = Said("cue", line.t, e.text, kind=e.kind, id=e.id, asked_for=e.asked_for)
    return session.changed(said=(*session.said, said))


def _interviewer(session: Session, line: ev.Line, e: ev.Interviewer) -> Session:
    said = Said("interviewer", line.t, e.text, kind=e.move, id=e.id, k=e.k, by=e.by)
    return session.changed(said=(*session.said, said))


def _aside(session: Session, line: ev.Line, e: ev.Aside) -> Session:
    return session.changed(said=(*session.said, Said("aside", line.t, e.text)), draft="")


def _paused(session: Session, line: ev.Line, e: ev.Paused) -> Session:
    return session.changed(paused=e.why, pauses=(*session.pauses, (e.why, _time(session, line))))


def _resumed(session: Session, line: ev.Line, e: ev.Resumed) -> Session:
    if e.why == "reopened" and session.paused is None:
        return session.changed(pauses=(*session.pauses, ("reopened", _time(session, line))))
    return session.changed(paused=None)


def _beat(session: Session, line: ev.Line, e: ev.Beat) -> Session:
    session = session.changed(draft=e.draft)
    here = session.question
    if e.draft or here is None or not here.stretches or line.t is None:
        return session
    quiet = replace(here, stretches=(*here.stretches[:-1], replace(here.stretches[-1], quiet_to=line.t)))
    return session.changed(questions=tuple(quiet if x is here else x for x in session.questions))


def _dry(session: Session, line: ev.Line, e: ev.Dry) -> Session:
    return session.changed(dry=(*session.dry, (line.t, e.bet)))


def _ended(session: Session, line: ev.Line, e: ev.Ended) -> Session:
    if session.ended is not None:
        return _lose(session, "a second “ended” line")
    t = _time(session, line)
    return session.changed(
        questions=_leave(session, t, e.cut_off),
        ended=e.why,
        ended_t=t,
        cut_off=e.cut_off,
        draft="",
        paused=None,
    )


def _cut_off(session: Session, line: ev.Line, e: ev.CutOff) -> Session:
    return session.changed(cut_off=e.text)


def _rated(session: Session, line: ev.Line, e: ev.Rated) -> Session:
    return session.changed(rated=e)


def _labelled(session: Session, line: ev.Line, e: ev.Labelled) -> Session:
    return session.changed(labels=(*session.labels, e))


def _seen(session: Session, line: ev.Line, e: ev.Seen) -> Session:
    return session.changed(seen=(*session.seen, *(rung for rung in e.rungs if rung not in session.seen)))


def _later(session: Session, line: ev.Line, e: ev.Later) -> Session:
    there = next((x for x in session.later if x.n == e.n), None)
    if there is not None:
        return session if there.text == e.text else _lose(session, f"a second later idea {e.n}")
    return session.changed(later=(*session.later, e), last_n=max(session.last_n, e.n))


_APPLY: dict[type, Callable[[Session, ev.Line, Any], Session]] = {
    ev.Started: _started,
    ev.Asked: _asked,
    ev.Idea: _idea,
    ev.Revised: _revised,
    ev.Struck: _struck,
    ev.Restored: _restored,
    ev.Cue: _cue,
    ev.Interviewer: _interviewer,
    ev.Aside: _aside,
    ev.Paused: _paused,
    ev.Resumed: _resumed,
    ev.Beat: _beat,
    ev.Dry: _dry,
    ev.Ended: _ended,
    ev.CutOff: _cut_off,
    ev.Rated: _rated,
    ev.Labelled: _labelled,
    ev.Seen: _seen,
    ev.Later: _later,
}
