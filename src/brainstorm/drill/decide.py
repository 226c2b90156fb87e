"""`decide(session, command, t) -> what happens`: the whole conduct of a drill, as a pure function.

The time is handed in, in drill seconds, so fifteen minutes are tested in microseconds. What comes out is journalled
and folded by `session.apply`; there is no other state.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from brainstorm.drill import commands as do
from brainstorm.drill.cues import pick, rung
from brainstorm.drill.due import Due as Due  # what decide gives and raises can be had from here
from brainstorm.drill.due import Events
from brainstorm.drill.due import Refused as Refused
from brainstorm.drill.entering import MARK_GAP as MARK_GAP
from brainstorm.drill.entering import idea, last_entered, mark, several
from brainstorm.drill.interviewer import Wish, at_enter, at_tick, interviewing
from brainstorm.drill.lines import read_line
from brainstorm.drill.moves import closing
from brainstorm.session import events as ev
from brainstorm.session.fold import apply
from brainstorm.session.session import Entry, Session
from brainstorm.session.text import clean, text_of

BEAT = 10.0
"""Seconds without a line after which a beat is written."""


def decide(session: Session, command: do.Command, t: float, material: do.Material | None = None) -> tuple[Due, ...]:
    """What follows from `command` at drill second `t` (never before the session's last).

    Raises:
        Refused: nothing follows, and the person should know why.
    """
    t = max(t, session.last_t)
    events = _DECIDE[type(command)](session, command, t, material or do.Material())
    return tuple(events)


def may(session: Session, what: str) -> bool:
    """Whether the session's form allows `what`: pause or edit."""
    return session.form.get(what) is True


def helps(session: Session) -> bool:
    """Whether the form gives cues and the exam switch is off."""
    return text_of(session.form, "help", "none") == "ladder" and session.switches.get("exam") is not True


def has_next(session: Session, material: do.Material) -> bool:
    """Whether another question waits for its turn."""
    return session.q < len(material.questions)


def _running(session: Session) -> None:
    if not session.begun or not session.questions:
        raise Refused("the drill has not begun")
    if session.ended is not None:
        raise Refused("the drill is over")


def _begin(session: Session, command: do.Begin, t: float, material: do.Material) -> Events:
    if session.begun:
        raise Refused("the drill has begun already")
    if not material.questions:
        raise Refused("there is no question to ask")
    started = Due(None, command.started)
    return [started] if command.talk else [started, _first(material)]


def _first(material: do.Material) -> Due:
    return Due(0.0, ev.Asked(q=1, question=material.questions[0], why="start"))


def _before(session: Session) -> None:
    if not session.begun or session.ended is not None or session.questions:
        raise Refused("small talk is for before the clock")


def _talk(session: Session, command: do.Talk, t: float, material: do.Material) -> Events:
    _before(session)
    k = 1 + sum(1 for said in session.said if said.what == "interviewer")
    return [Due(None, ev.Interviewer(k=k, move=command.move, text=command.text, id=command.id))]


def _reply(session: Session, command: do.Reply, t: float, material: do.Material) -> Events:
    _before(session)
    text = clean(command.text)
    return [Due(None, ev.Aside(text=text))] if text else []


def _open(session: Session, command: do.Open, t: float, material: do.Material) -> Events:
    _before(session)
    return [_first(material)]


def _enter(session: Session, command: do.Enter, t: float, material: do.Material) -> Events:
    _running(session)
    text = clean(command.text)
    if t >= session.seconds and session.paused is None:
        draft = f"+ {text}" if command.build and text else text
        return _bell(session, draft, material)
    events = [Due(t, ev.Resumed(why="you"))] if session.paused else []
    if text:
        events.append(Due(t, idea(session, command, text, t)))
    elif command.aloud and t - last_entered(session) >= MARK_GAP:
        events.append(Due(t, mark(session, command, t)))
    if interviewing(session):
        # A pasted line has others behind it: nobody cuts in between them.
        return events + _wished(
            session, at_enter(session, t, material) if command.via != "paste" else None, t, "", material
        )
    return events + _turn(session, t, "", material)


def _enter_all(session: Session, command: do.EnterAll, t: float, material: do.Material) -> Events:
    """The same as entering the lines one after the other, in time that grows with their number alone."""
    _running(session)
    kept = [(text, build) for words, build in command.lines if (text := clean(words))]
    if not kept:
        return []
    if t >= session.seconds and session.paused is None:
        draft = "\n".join(f"+ {text}" if build else text for text, build in kept)
        return _bell(session, draft, material)
    follows = _after_lines(session, t, material)
    if follows and len(kept) > 1:
        # What follows an Enter comes after the first line, and the rest is for whatever stands there then.
        events = _enter(session, do.Enter(kept[0][0], via=command.via, build=kept[0][1]), t, material)
        for due in events:
            session = apply(session, ev.Line("", due.t, due.event))
        return events + _enter_all(session, command._replace(lines=tuple(kept[1:])), t, material)
    events = [Due(t, ev.Resumed(why="you"))] if session.paused else []
    events += [Due(t, each) for each in several(session, kept, command.via, t)]
    return events + follows


def _after_lines(session: Session, t: float, material: do.Material) -> Events:
    if interviewing(session):
        return _wished(session, at_enter(session, t, material), t, "", material)
    return _turn(session, t, "", material)


def _wished(session: Session, wish: Wish | None, t: float, draft: str, material: do.Material) -> Events:
    """What the interviewer says or asks, as events."""
    if wish is None:
        return []
    if wish.line is not None:
        return [Due(t, wish.line)]
    return [_ask_next(session, t, draft, "interviewer", material)]


def _bell(session: Session, draft: str, material: do.Material) -> Events:
    ended = Due(session.seconds, ev.Ended(why="time", cut_off=clean(draft) or None))
    said = closing(session, material) if interviewing(session) else None
    return [ended] if said is None else [ended, Due(None, said)]


def _tick(session: Session, command: do.Tick, t: float, material: do.Material) -> Events:
    if not session.running or session.paused is not None:
        return []
    if t >= session.seconds:
        return _bell(session, command.draft, material)
    events = _unasked(session, command, t, material)
    due = t - session.written_t >= BEAT if not events else command.draft != session.draft
    if due and not any(isinstance(event, ev.Asked) for _, event in events):
        events.insert(0, Due(t, ev.Beat(draft=command.draft)))  # a line that is said must not put off the draft
    return events


def _unasked(session: Session, command: do.Tick, t: float, material: do.Material) -> Events:
    """What comes by itself as time passes: the interviewer, the next question, a rung of the silence ladder."""
    if interviewing(session):
        wish = at_tick(session, command.draft, command.key, t, material)
        return _wished(session, wish, t, command.draft, material)
    events = _turn(session, t, command.draft, material)
    if not events and helps(session) and session.input != "piped":  # behind a pipe nobody reads
        cue = rung(session, material, command.key, t)
        events = [Due(t, cue)] if cue is not None else []
    return events


def turn_due(session: Session, material: do.Material) -> float | None:
    """The drill second at which the next question comes by itself, or None."""
    by_half = text_of(session.form, "turn") == "half"
    by_nobody = text_of(session.form, "turn") == "interviewer" and not interviewing(session)
    if not has_next(session, material) or not (by_half or by_nobody):
        return None
    return session.seconds * session.q / len(material.questions)


def _turn(session: Session, t: float, draft: str, material: do.Material) -> Events:
    due = turn_due(session, material)
    return [_ask_next(session, t, draft, "time", material)] if due is not None and t >= due else []


def _ask_next(session: Session, t: float, draft: str, why: str, material: do.Material) -> Due:
    q = session.q + 1
    return Due(t, ev.Asked(q=q, question=material.questions[q - 1], why=why, cut_off=clean(draft) or None))


def _next(session: Session, command: do.Next, t: float, material: do.Material) -> Events:
    _running(session)
    if t >= session.seconds:
        return _bell(session, command.draft, material)
    if not has_next(session, material):
        only = len(material.questions) <= 1
        raise Refused("there is only one question" if only else "this is the last question")
    events = [Due(t, ev.Resumed(why="you"))] if session.paused else []
    return [*events, _ask_next(session, t, command.draft, "you", material)]


def _pause(session: Session, command: do.Pause, t: float, material: do.Material) -> Events:
    _running(session)
    if not may(session, "pause"):
        raise Refused(f"{session.form_name} doesn't stop: no pause")
    if t >= session.seconds:
        return _bell(session, command.draft, material)
    if session.paused:
        return []
    draft = [Due(t, ev.Beat(draft=command.draft))] if command.draft else []
    return [*draft, Due(t, ev.Paused(why="you"))]


def _resume(session: Session, command: do.Resume, t: float, material: do.Material) -> Events:
    _running(session)
    return [Due(t, ev.Resumed(why="you"))] if session.paused else []


def _away(session: Session, command: do.Away, t: float, material: do.Material) -> Events:
    if not session.running or session.paused or not may(session, "pause"):
        return []
    return [Due(t, ev.Paused(why="away")), Due(t, ev.Resumed(why="back"))]


def _at(session: Session, t: float) -> float | None:
    return t if session.ended is None else None


def _editable(session: Session, n: int, t: float) -> Entry:
    if not session.begun:
        raise Refused("the drill has not begun")
    if session.ended is None and not may(session, "edit"):
        raise Refused(f"{session.form_name} has no edits while the clock runs")
    if session.ended is None and t >= session.seconds and session.paused is None:
        raise Refused("the time is up")
    entry = session.entry(n)
    if entry is None:
        raise Refused(f"there is no entry {n}")
    return entry


def _revise(session: Session, command: do.Revise, t: float, material: do.Material) -> Events:
    entry = _editable(session, command.n, t)
    text = clean(command.text)
    if not text:
        raise Refused(f"no words to put there; entry {entry.n} stays as it is")
    if text == entry.text:
        return []
    return [Due(_at(session, t), ev.Revised(n=entry.n, text=text))]


def _strike(session: Session, command: do.Strike, t: float, material: do.Material) -> Events:
    entry = _editable(session, command.n, t)
    return [] if entry.struck else [Due(_at(session, t), ev.Struck(n=entry.n))]


def _restore(session: Session, command: do.Restore, t: float, material: do.Material) -> Events:
    entry = _editable(session, command.n, t)
    return [Due(_at(session, t), ev.Restored(n=entry.n))] if entry.struck else []


def _ask_cue(session: Session, command: do.AskCue, t: float, material: do.Material) -> Events:
    _running(session)
    if session.paused:
        return []
    if not helps(session):
        exam = session.switches.get("exam") is True
        raise Refused("no help in an exam" if exam else f"{session.form_name} gives no help")
    if t >= session.seconds:
        return _bell(session, "", material)
    cue = pick(session, material, asked_for=True)
    if cue is None:
        raise Refused("that was every cue there is; say the dumb version")
    return [Due(t, cue)]


def _say_dry(session: Session, command: do.SayDry, t: float, material: do.Material) -> Events:
    _running(session)
    if t >= session.seconds and session.paused is None:
        return _bell(session, "", material)
    return [Due(t, ev.Dry(bet=command.bet))]


def _end(session: Session, command: do.End, t: float, material: do.Material) -> Events:
    _running(session)
    if t >= session.seconds and session.paused is None:
        return _bell(session, command.draft, material)
    return [Due(min(t, session.seconds), ev.Ended(why=command.why, cut_off=clean(command.draft) or None))]


def _stop(session: Session, command: do.Stop, t: float, material: do.Material) -> Events:
    if not session.running:
        return []
    if t >= session.seconds and session.paused is None:
        return _bell(session, command.draft, material)
    return [Due(t, ev.Beat(draft=command.draft))]


def _reopen(session: Session, command: do.Reopen, t: float, material: do.Material) -> Events:
    _running(session)
    if not may(session, "pause"):
        raise Refused(f"{session.form_name} can't be taken up again; it can only be closed")
    return [Due(t, ev.Resumed(why="reopened"))]


def _close(session: Session, command: do.Close, t: float, material: do.Material) -> Events:
    _running(session)
    return [Due(None, ev.Ended(why="closed", cut_off=clean(session.draft) or None))]


def _late(session: Session, command: do.Late, t: float, material: do.Material) -> Events:
    text = clean(command.text)
    if session.ended is None or not text or text == session.cut_off:
        return []
    return [Due(None, ev.CutOff(text=text))]


def _count_cut_off(session: Session, command: do.CountCutOff, t: float, material: do.Material) -> Events:
    if session.ended is None or not session.cut_off or any(e.after_bell for e in session.entries):
        return []
    text, build = read_line(session.cut_off)
    if not text:
        return []
    # It is an idea at the bell's time: it was being typed when the bell came.
    return [Due(session.ended_t, idea(session, do.Enter(text, build=build), text, session.elapsed))]


def _rate(session: Session, command: do.Rate, t: float, material: do.Material) -> Events:
    best = command.best
    if best is not None:
        known = {e.n for e in session.counted()}
        wrong = [n for n in best if n not in known]
        if wrong:
            raise Refused(f"there is no entry {wrong[0]}")
        best = tuple(dict.fromkeys(best))[:3]
    if command.self is not None and not 1 <= command.self <= 5:
        raise Refused("a rating is a number from 1 to 5")
    return [Due(None, ev.Rated(best=best, self=command.self))]


def _label(session: Session, command: do.AddLabels, t: float, material: do.Material) -> Events:
    if session.ended is None:
        raise Refused("labels come when the clock has stopped")
    return [Due(None, command.event)]


def _note(session: Session, command: do.Note, t: float, material: do.Material) -> Events:
    if session.ended is None:
        raise Refused("a debrief comes when the clock has stopped")
    return [Due(None, ev.Seen(rungs=command.rungs))] if set(command.rungs) - set(session.seen) else []


_DECIDE: dict[type, Callable[[Session, Any, float, do.Material], Events]] = {
    do.Begin: _begin,
    do.Talk: _talk,
    do.Reply: _reply,
    do.Open: _open,
    do.Enter: _enter,
    do.EnterAll: _enter_all,
    do.Tick: _tick,
    do.Next: _next,
    do.Pause: _pause,
    do.Resume: _resume,
    do.Away: _away,
    do.Revise: _revise,
    do.Strike: _strike,
    do.Restore: _restore,
    do.AskCue: _ask_cue,
    do.SayDry: _say_dry,
    do.End: _end,
    do.Stop: _stop,
    do.Reopen: _reopen,
    do.Close: _close,
    do.Late: _late,
    do.CountCutOff: _count_cut_off,
    do.Rate: _rate,
    do.AddLabels: _label,
    do.Note: _note,
}
