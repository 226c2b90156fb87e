"""Figures and entries in words, the same in the debrief, in `show` and on the screens."""

from __future__ import annotations

from collections.abc import Iterator

from brainstorm.measure.flow import FREEZE, Flow, flow
from brainstorm.report.units import clock as clock
from brainstorm.report.units import length as length
from brainstorm.report.units import plural as plural
from brainstorm.report.units import span as span
from brainstorm.session.session import BUILD, IDEA, MARK, Entry, Session
from brainstorm.session.text import visible


def tally(session: Session) -> str:
    """The counts in words: 6 ideas, 1 build, 3 answers, 2 marks."""
    kinds = [(IDEA, session.count(IDEA)), *_builds(session), (MARK, session.count(MARK))]
    return ", ".join(plural(count, kind) for kind, count in kinds if count or kind == IDEA)


def _builds(session: Session) -> tuple[tuple[str, int], tuple[str, int]]:
    """Builds and answers, which a journal counts together, told apart."""
    answered = sum(1 for entry in session.counted(BUILD) if entry.answers is not None)
    return (BUILD, session.count(BUILD) - answered), ("answer", answered)


def entry_text(entry: Entry) -> str:
    """The words of an entry, harmless on any terminal; a mark without words says so."""
    return "(said aloud, no words yet)" if entry.kind == MARK else visible(entry.text)


def entry_head(entry: Entry) -> str:
    """What stands before an entry's words: number, time, a plus for a build."""
    return f"{entry.n:>3}  {clock(entry.t)}{'    + ' if entry.kind == BUILD else '  '}"


def entry_line(entry: Entry) -> str:
    """An entry as one line: number, time, words; builds indented, struck ones said."""
    struck = "  (struck)" if entry.struck else ""
    return f"{entry_head(entry)}{entry_text(entry)}{struck}"


def entries_of(session: Session, q: int) -> list[Entry]:
    """The entries on question `q`, in order."""
    return [entry for entry in session.entries if entry.q == q]


def flow_lines(session: Session) -> Iterator[tuple[str, str]]:
    """The pace of a session as (name, value in words)."""
    pace = flow(session)
    yield "ideas", str(session.count(IDEA))
    yield "builds", str(_builds(session)[0][1])
    if marks := session.count(MARK):
        yield "marks", f"{marks} (said aloud, no words yet)"
    yield from _times(pace, len(session.questions))
    from brainstorm.report.call_words import call_lines  # it uses the words of this module

    yield from call_lines(session)


def _times(pace: Flow, questions: int) -> Iterator[tuple[str, str]]:
    if pace.longest_silence is None:
        if pace.untimed:
            yield "times", "not measured: the ideas were pasted, piped or imported"
        return
    for q, latency in enumerate(pace.latencies, start=1):
        name = "first idea after" if questions == 1 else f"first idea on question {q} after"
        yield name, "none came" if latency is None else span(latency)
    if pace.per_minute is not None:
        yield "ideas a minute", f"{pace.per_minute:.1f}"
    yield "longest silence", span(pace.longest_silence)
    yield "freezes", f"{pace.freezes} ({FREEZE:.0f} s or more)"
    if pace.halves is not None:
        first, second = pace.halves
        yield "ideas by half", f"{first}, then {second}"
    if pace.untimed:
        yield "left out of the times", f"{pace.untimed} pasted or piped"


def told_end(session: Session) -> str | None:
    """How a real call ended, as it was told; None for any other session."""
    told = (said.text for said in session.said if said.what == "aside") if session.form_id == "real" else ()
    return next(iter(told), None)
