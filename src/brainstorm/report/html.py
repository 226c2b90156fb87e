"""Sessions as one HTML page that needs nothing else: no script, nothing fetched, light and dark, fit to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from brainstorm.bank.question import Question as Mapped
from brainstorm.measure.numbers import numbers
from brainstorm.measure.results import Numbers
from brainstorm.report.html_style import STYLE
from brainstorm.report.numbers import numbers_lines
from brainstorm.report.shapes import shape_of
from brainstorm.report.svg import curve, safe, timed, timeline
from brainstorm.report.words import clock, entries_of, flow_lines, length, plural, tally, told_end
from brainstorm.session.session import BUILD, IDEA, MARK, Entry, Question, Session

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(sessions: Sequence[tuple[Session, Sequence[str]]], title: str = "") -> str:
    """The sessions, in the order given, each with what could not be read of it; a table of them before several."""
    title = title or _title([session for session, _ in sessions])
    body = [f"<h1>{safe(title)}</h1>"]
    if not sessions:
        body.append("<p>No sessions.</p>")
    if len(sessions) > 1:
        body += _overview([session for session, _ in sessions])
    for session, problems in sessions:
        body += _session(session, problems, heading=len(sessions) > 1)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{safe(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _title(sessions: Sequence[Session]) -> str:
    days = sorted(session.started_at[:10] for session in sessions if session.started_at)
    if not days:
        return "brainstorm"
    if len(sessions) == 1:
        return f"{sessions[0].form_name}, {_day(days[0])}"
    return f"{plural(len(sessions), 'session')}, {_day(days[0])} to {_day(days[-1])}"


def _day(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{moment.day} {moment:%B %Y}"


def _overview(sessions: Sequence[Session]) -> Iterator[str]:
    """A line a session, with links."""
    yield '<table class="overview"><thead><tr><th>Session</th><th>Form</th><th>Question</th>'
    yield '<th class="n">Ideas</th><th class="n">Angles</th><th class="n">First idea</th></tr></thead><tbody>'
    for session in sessions:
        found = numbers(session)
        first = next((value for name, value in flow_lines(session) if name.startswith("first idea")), "–")
        asked = "<br>".join(safe(question.id) for question in session.questions)
        when = safe(session.started_at[:16].replace("T", " ") or session.id)
        yield f'<tr><td><a href="#{_anchor(session)}">{when}</a></td><td>{safe(session.form_name)}</td><td>{asked}</td>'
        yield f'<td class="n">{len(list(session.counted(IDEA)))}</td><td class="n">{_angles(found)}</td>'
        yield f'<td class="n">{safe(first)}</td></tr>'
    yield "</tbody></table>"


def _anchor(session: Session) -> str:
    return safe(session.id).replace(" ", "-")


def _angles(found: Numbers) -> str:
    breadth = found.breadth
    if breadth.angles is None or breadth.by is None:
        return "–"
    return f"{breadth.angles} of {breadth.of}" if breadth.of else str(breadth.angles)


def _session(session: Session, problems: Iterable[str], *, heading: bool) -> Iterator[str]:
    found = numbers(session)
    clocked = f"{clock(session.elapsed)} of {length(session.seconds)}" if session.seconds else "no clock"
    when = session.started_at[:16].replace("T", " ")
    yield f'<section id="{_anchor(session)}">'
    if heading:
        yield f"<h2>{safe(session.form_name)} <small>{safe(when)}</small></h2>"
    yield f'<p class="meta">{safe(when)} · {safe(clocked)} · {safe(tally(session))} · {safe(session.id)}</p>'
    yield from (f'<p class="problem">{safe(problem)}</p>' for problem in problems)
    for question in session.questions:
        yield from _question(session, question, found)
    if session.cut_off and not any(entry.after_bell for entry in session.entries):
        yield f'<p class="meta">Cut off by the bell: {safe(session.cut_off)}</p>'
    if session.draft and session.running:
        yield f'<p class="meta">Still in the input: {safe(session.draft)}</p>'
    if session.later:
        yield "<h3>Later</h3><ul>"
        yield from (
            f"<li>{safe(later.text)}{f' <small>{safe(later.where)}</small>' if later.where else ''}</li>"
            for later in session.later
        )
        yield "</ul>"
    if (ending := told_end(session)) is not None:
        yield f"<p>How it ended: {safe(ending)}</p>"
    if session.entries or session.seconds:
        yield "<table>"
        yield from (f"<tr><th>{safe(name)}</th><td>{safe(value)}</td></tr>" for name, value in figures(session, found))
        yield "</table>"
    yield "</section>"


def figures(session: Session, found: Numbers) -> Iterator[tuple[str, str]]:
    """The figures of a session in words: its pace, how broad and how new, each with its denominator and its doubt."""
    yield from flow_lines(session)
    yield from numbers_lines(found)
    if session.rated is not None:
        if session.rated.best:
            yield "your best", ", ".join(map(str, session.rated.best))
        if session.rated.self:
            yield "new for you, you said", f"{session.rated.self} of 5"


def _question(session: Session, question: Question, found: Numbers) -> Iterator[str]:
    yield f'<p class="question">{safe(question.text)}</p>'
    here = found.question(question.q)
    if timed(session, question):
        yield f"<figure>{timeline(session, question, found)}"
        if here is not None and here.filed:
            yield curve(session, question, here)
        yield f"<figcaption>{_legend(session, found)}</figcaption></figure>"
    entries = entries_of(session, question.q)
    if not entries:
        if session.seconds:
            yield '<p class="meta">Nothing was entered.</p>'
        return
    mapped = Mapped.from_entry(question.entry)
    names = {angle.id: angle.name for angle in mapped.angles}
    yield '<ol class="entries">'
    best = set(session.rated.best or ()) if session.rated else set()
    for entry in entries:
        yield _entry(entry, names, found, entry.n in best)
    yield "</ol>"


def _legend(session: Session, found: Numbers) -> str:
    parts = ["small and hollow: a build", "grey bands: silences of ten seconds and more"]
    if any(each.verdict for each in found.silences):
        parts.append("✓ a new angle followed, – nothing new did")
    if any(said.what == "cue" for said in session.said):
        parts.append("? a cue")
    if any(said.what == "interviewer" for said in session.said):
        parts.append("» the interviewer")
    if any(one.filed for one in found.questions):
        parts.append("solid line: ideas; dashed: distinct angles")
    return safe("; ".join(parts) + ".")


def _entry(entry: Entry, names: dict[str, str], found: Numbers, best: bool) -> str:
    label = found.labels.get(entry.n)
    angle = label.angle if label is not None else None
    shape = shape_of(list(names), angle)
    colour = f"c{shape.colour}" if shape.colour >= 0 else "plain"
    hollow = " hollow" if shape.name == "ring" or entry.kind == BUILD else ""
    path = f'<path class="{colour}{hollow}" d="{shape.path}"/>'
    mark = f'<svg class="mark" viewBox="-7 -7 14 14" aria-hidden="true">{path}</svg>'
    words = "<i>said aloud, no words yet</i>" if entry.kind == MARK else safe(entry.text)
    words = f"<s>{words}</s>" if entry.struck else words
    where = names.get(angle or "", {"other": (label.other if label else None) or "another angle"}.get(angle or "", ""))
    notes = "".join(f" <small>{safe(note)}</small>" for note in (where, "★ one of the best" if best else "") if note)
    kind = ' class="build"' if entry.kind == BUILD else ""
    place = f'<span class="k">{entry.n}</span><span class="t">{clock(entry.t)}</span>'
    return f'<li{kind} value="{entry.n}">{mark}{place} {words}{notes}</li>'
