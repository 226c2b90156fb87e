"""`brainstorm stats`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from brainstorm.cli.common import json_option, print_json, say, sessions_option, settings_and_places
from brainstorm.cli.complete import complete_form
from brainstorm.cli.days import Day
from brainstorm.cli.index import asked
from brainstorm.history.habits import Habit, guard, habits
from brainstorm.history.recall import sessions as sessions_of
from brainstorm.history.rows import Facts
from brainstorm.history.trends import ENOUGH, WINDOW, Agreement, Group, agreement, groups
from brainstorm.report.figures import in_words
from brainstorm.report.sparks import sparks
from brainstorm.report.units import clock, plural


@click.command(short_help="Where your practice goes: trends, records, lenses.")
@click.option("--form", metavar="FORM", shell_complete=complete_form, help="Only drills of this form.")
@click.option("--since", type=Day(), help="Only from this day on: 2026-11-23, 2026-11, 30d.")
@click.option("--until", type=Day(last=True), help="Only up to this day.")
@json_option
@sessions_option
def stats(form: str | None, since: date | None, until: date | None, as_json: bool, sessions: Path | None) -> None:
    """Show where your practice goes: medians with their spread, records, and the lenses you use.

    Forms and kinds of input are kept apart, since they don't compare. With few sessions the numbers are shown as thin.
    """
    _, places = settings_and_places(sessions)
    found = asked(places, lambda db: list(sessions_of(db, since=since, until=until)))
    if form is not None:
        found = [one for one in found if one.form == form]
    drills = [one for one in found if one.drilled]
    apart, used, agree, note = groups(drills), habits(drills), agreement(drills), guard(drills)
    if as_json:
        print_json(_json(found, drills, apart, used, agree, note))
        return
    if not drills:
        say("No drills yet." if form is None and since is None and until is None else "No drills fit.")
        return
    minutes = sum(one.elapsed for one in drills)
    days = len({one.day for one in drills})
    say(f"{plural(len(drills), 'drill')} on {plural(days, 'day')}, {clock(minutes)} in all")
    for group in apart:
        say("")
        for line in _group_lines(group):
            say(line)
    if not all(group.thin for group in apart):
        say("")
        say(f"Median and spread (the middle half) are of the last {WINDOW} drills; the bars are that median over time.")
    for line in _lens_lines(used):
        say(line)
    if agree.tau is not None:
        say("")
        say(f"Your rating and what was new for you go together: {agree.tau:+.2f} (−1 to 1, {agree.pairs} drills)")
    if note:
        say("")
        say(note)


def _group_lines(group: Group) -> Iterator[str]:
    thin = f": too few for a trend, which takes {ENOUGH}" if group.thin else ""
    yield f"{group.form}, {group.input}, {plural(group.sessions, 'drill')}{thin}"
    rows = [("", "last", "median", "spread", "best", "")]
    for trend in group.trends:
        last = in_words(trend, trend.points[-1].value)
        if trend.thin:
            rows.append((trend.figure.name, last, "–", f"{plural(len(trend.points), 'value')}", "", ""))
            continue
        now = trend.rolling[-1]
        spread = f"{in_words(trend, now.low)} to {in_words(trend, now.high)}"
        best = in_words(trend, trend.record.value) if trend.record else ""
        middle = in_words(trend, now.median)
        rows.append((trend.figure.name, last, middle, spread, best, sparks([one.median for one in trend.rolling])))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for name, *cells, line in rows:
        padded = "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
        yield f"  {name:<{widths[0]}}  {padded}  {line}".rstrip()


def _lens_lines(used: list[Habit]) -> Iterator[str]:
    if not used:
        return
    yield ""
    yield "Lenses: in how many of the questions that offered it you used it"
    width = max(len(habit.lens) for habit in used)
    for habit in used:
        count = f"{habit.used} of {habit.offered}"
        never = sorted(topic for topic, (hits, of) in habit.by_topic.items() if not hits and of > 1)
        notes = ["thin"] if habit.thin else [f"never on {', '.join(never[:3])}"] if never and habit.used else []
        yield f"  {habit.lens:<{width}}  {habit.share:>4.0%}  {count:>9}  {'; '.join(notes)}".rstrip()


def _json(
    found: list[Facts], drills: list[Facts], apart: list[Group], used: list[Habit], agree: Agreement, note: str | None
) -> dict[str, Any]:
    return {
        "v": 1,
        "sessions": len(found),
        "drills": len(drills),
        "days": len({one.day for one in drills}),
        "groups": [_group_json(group) for group in apart],
        "lenses": [
            {
                "lens": habit.lens,
                "offered": habit.offered,
                "used": habit.used,
                "ideas": habit.ideas,
                "share": round(habit.share, 3),
                "thin": habit.thin,
                "topics": [
                    {"topic": topic, "used": hits, "offered": of} for topic, (hits, of) in habit.by_topic.items()
                ],
            }
            for habit in used
        ],
        "self_against_new": {"pairs": agree.pairs, "tau": agree.tau},
        "later": {"ideas": sum(one.later for one in found), "sessions": sum(1 for one in found if one.later)},
        "note": note,
    }


def _group_json(group: Group) -> dict[str, Any]:
    return {
        "form": group.form,
        "input": group.input,
        "sessions": group.sessions,
        "thin": group.thin,
        "figures": [
            {
                "id": trend.figure.id,
                "unit": trend.figure.unit or None,
                "better": trend.figure.better or None,
                "thin": trend.thin,
                "values": [{"session": p.session, "day": p.day, "value": round(p.value, 4)} for p in trend.points],
                "rolling": [
                    {"session": one.session, "day": one.day, "median": round(one.median, 4)}
                    | {"low": round(one.low, 4), "high": round(one.high, 4)}
                    for one in trend.rolling
                ],
                "record": trend.record
                and {"session": trend.record.session, "day": trend.record.day, "value": round(trend.record.value, 4)},
            }
            for trend in group.trends
        ],
    }
