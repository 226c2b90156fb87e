"""What each rung of the debrief has to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from brainstorm.bank import Question as BankQuestion
from brainstorm.drill.commands import Material
from brainstorm.measure.dividend import BREAK, Dividend
from brainstorm.measure.novelty import LensNews, lens_news
from brainstorm.measure.numbers import numbers
from brainstorm.measure.tips import next_form, tips
from brainstorm.practice import ladder as rungs
from brainstorm.practice.again import AGAIN, asks_of, best_question
from brainstorm.report.words import length, plural
from brainstorm.session.session import Session
from brainstorm.tui.claude_lines import tip_form, tip_lines, tip_questions, trust_lines
from brainstorm.tui.glance import glance, groups
from brainstorm.tui.rating import entry_row
from brainstorm.tui.session_lines import map_lines
from brainstorm.tui.texts import hung, join, plain
from brainstorm.tui.timeline import strip
from brainstorm.tui.whose import ALL, View, whose_words

_MUTED, _KEY = "$text-muted", "bold $text-accent"


TITLES = {
    rungs.WORDS: "Words for what you said aloud",
    rungs.CUT_OFF: "Cut off by the bell",
    rungs.BEST: "Your best three",
    rungs.NUMBERS: "How it went",
    rungs.COVERED: "Where your ideas went",
    rungs.CHOICE: "What next",
    rungs.ASKS: "Where you did not look, each as a question",
    rungs.REVEAL: "What others say first, examples, sources",
}
"""What each rung is called."""


def stacked(parts: Sequence[Content]) -> Content:
    """Parts below each other."""
    return Content("\n").join(list(parts))


def words(session: Session, mark: int | None, width: int) -> Content:
    """The words of marks: `mark` is the one that is asked for."""
    if mark is None:
        return plain("Each has its words now.")
    parts = [
        plain("What did you say? A few words are enough to find it again."),
        plain("Enter keeps them; Enter on an empty line skips.", _MUTED),
        Content(""),
    ]
    for entry in session.entries:
        here = entry.n == mark
        if abs(entry.n - mark) <= 3:
            parts.append(entry_row("▸ " if here else "  ", entry, width, "bold" if here else _MUTED))
    return stacked(parts)


def cut_off(session: Session, width: int) -> Content:
    """The line that the bell cut off."""
    counts = next((entry.n for entry in session.entries if entry.after_bell), None)
    asked = join("Does it count?   ", ("y", _KEY), " yes   ", ("n", _KEY), " no")
    return stacked(
        [
            plain("You were typing when the time was up:"),
            Content(""),
            hung("  ", plain(session.cut_off or "", "bold"), width),
            Content(""),
            asked if counts is None else plain(f"It counts, as number {counts}."),
            *([plain("Either way it stays in the session.", _MUTED)] if counts is None else []),
        ]
    )


def numbers_rung(
    session: Session,
    width: int,
    *,
    pending: bool,
    note: str | None,
    added: Dividend | None,
    keys: Mapping[str, str],
    view: View = ALL,
    bets: Sequence[tuple[str, str]] = (),
) -> Content:
    """Pace, the record of bets, how far Claude is believed, numbers, and each question's time as a strip."""
    counted = numbers(session, view.sources)
    parts = list(added_lines(session, added, width)) if added is not None else []
    trust = trust_lines(session, width)
    if said := whose_words(session, view, keys):
        trust.append(hung("", plain(said, _MUTED), width))
    if trust and not pending:
        parts += [*trust, Content("")]
    parts += glance(found := groups(session, counted, bets), width)
    if len(found) == 1 and session.labels and not pending:
        parts += [Content(""), plain("Nothing is filed by them.", _MUTED)]
    elif len(found) == 1 and pending:
        parts += [Content(""), plain("Your ideas are being filed under the question's angles; a moment.", _MUTED)]
    if note is not None:
        parts += [Content(""), hung(plain("! ", "$text-warning"), note, width)]
    for question in session.questions:
        here = [x for x in counted.silences if x.silence.q == question.q]
        parts.append(Content(""))
        if len(session.questions) > 1:
            parts += [hung("", question.text, width), Content("")]
        parts.append(strip(session, question.q, width, here))
    return stacked(parts)


def added_lines(session: Session, added: Dividend, width: int) -> list[Content]:
    """What the break added."""
    seem = "seem to be " if added.guess else ""
    said = [f"{added.new} of {plural(added.ideas, 'idea')} {seem}new"]
    if added.angles is not None:
        names = {x.id: x.name for question in session.questions for x in BankQuestion.from_entry(question.entry).angles}
        which = f" ({', '.join(names.get(x, x) for x in added.angles)})" if added.angles else ""
        said.append(f"{len(added.angles)} of the {plural(added.untouched, 'angle')} left untouched before{which}")
    seen = (
        f"seen of its debrief before: {', '.join(added.rungs)}" if added.rungs else "nothing of its debrief seen before"
    )
    after = length(round(added.after_seconds / 60) * 60)
    parts = [plain(f"What {after} away added", "bold")]
    parts += [hung("  ", line, width) for line in said]
    return [*parts, hung("  ", plain(seen, _MUTED), width), Content("")]


def choice(
    session: Session,
    width: int,
    keys: Mapping[str, str],
    forms: Mapping[str, str],
    lenses: LensNews | None,
    view: View = ALL,
) -> Content:
    """Another go now, or after a break; and what Claude suggests, or else the numbers."""
    counted = numbers(session, view.sources)
    parts = tip_lines(session, view, width)
    parts = parts or [hung(plain("· ", _KEY), tip.text, width) for tip in tips(session, counted)]
    if lenses is not None:
        parts += [hung(plain("· ", _KEY), line, width) for line in lens_lines(lenses)]
    if parts:
        parts.append(Content(""))
    form = next_form(session, counted, [form for form in forms if form != AGAIN])
    q = best_question(session)
    if q is not None:
        on = f" on question {q}" if len(session.questions) > 1 else ""
        left = len(asks_of(session, q))
        what = f", with {plural(left, 'angle')} you have not touched as questions" if left else ""
        parts += [
            plain("Another go at it?", "bold"),
            Content(""),
            hung(plain(f"  {keys['again']}  ", _KEY), f"now: five minutes{on}{what}", width),
            hung(
                plain(f"  {keys['pause']}  ", _KEY),
                f"after a break: stop here, the rest unseen; home offers it from {length(BREAK)} to a day from now",
                width,
            ),
            hung(plain(f"  {keys['on']}  ", _KEY), "neither: on to what you did not touch", width),
        ]
    wanted = tip_form(session, view)
    if wanted is not None and wanted in forms:
        parts += [Content(""), hung("", plain(f"Next time, says Claude: {forms[wanted]}.", _MUTED), width)]
    elif form is not None:
        parts += [Content(""), hung("", plain(f"Next time: {forms[form.form]}, {form.why}.", _MUTED), width)]
    return stacked(parts)


def lens_lines(news: LensNews) -> list[str]:
    """The lenses of this session beside earlier ones, in words."""
    before = f"your last {plural(news.sessions, 'session')}"
    found = []
    if news.new:
        found.append(f"New among your lenses: {', '.join(news.new)} (not used in {before}).")
    if news.habit is not None:
        found.append(
            f"Your most used lens, {news.habit}: {news.habit_now:.0%} now, {news.habit_share:.0%} in {before}."
        )
    return found


def asks(session: Session, material: Material, width: int, view: View = ALL) -> Content:
    """The untouched angles, each as its question; for a question without a map the lenses."""
    parts: list[Content] = []
    for question in session.questions:
        mapped = bool(BankQuestion.from_entry(question.entry).angles)
        found = list(asks_of(session, question.q)) if mapped else [wordings[0] for _, wordings in material.lenses]
        if len(session.questions) > 1:
            parts += [hung("", plain(question.text, _MUTED), width), Content("")]
        if not mapped and found:
            parts.append(plain("This question has no map. Ways of looking that fit any question:", _MUTED))
        parts += [hung(plain("  ? ", "$text-accent"), ask, width) for ask in found]
        if mine := tip_questions(session, question.q, view, width):
            parts += [Content(""), plain("And from Claude:", _MUTED), *mine]
        if mapped and not found:
            parts.append(plain("You went near every angle of the map.", "bold"))
        parts.append(Content(""))
    if any(asks_of(session, question.q) for question in session.questions):
        parts.append(plain("Each opens a family of ideas that you did not go near.", "bold"))
    return stacked(parts)


def reveal(session: Session, width: int) -> Content:
    """Common ideas, examples, sources."""
    parts: list[Content] = []
    for question in session.questions:
        if len(session.questions) > 1:
            parts += [hung("", plain(question.text, _MUTED), width), Content("")]
        parts += map_lines(question.entry, width)
        parts.append(Content(""))
    return stacked(parts)


def news_of(session: Session, earlier: Sequence[Mapping[str, int]]) -> LensNews | None:
    """The lenses of `session` beside those of earlier ones."""
    return lens_news(numbers(session).lenses, earlier)
