"""Filing, as lines: the ideas with what each is filed under, and what the keys offer for the one pointed at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from brainstorm.bank import Question
from brainstorm.label.figures import STEMS
from brainstorm.label.labels import CLAUDE, OFFLINE, YOU, Label, labels_of
from brainstorm.measure.novelty import repeat_of
from brainstorm.measure.numbers import numbers
from brainstorm.measure.one import category_of
from brainstorm.measure.results import Numbers
from brainstorm.report.numbers import angles_words, category_name
from brainstorm.report.words import entry_text, plural
from brainstorm.session.session import Entry, Session
from brainstorm.tui.claude_lines import answers_of, offer_lines, trust_lines, under_row
from brainstorm.tui.filing import ASK_OTHER, ASK_SAME, NEAREST, Filing, Offer
from brainstorm.tui.keys import keys_of, spelled
from brainstorm.tui.texts import hanging, hung, join, plain
from brainstorm.tui.whose import ALL, whose_words

_MUTED, _KEY = "$text-muted", "bold $text-accent"
_SIGN = {YOU: " ", CLAUDE: "·", OFFLINE: "?"}
_NARROW, _LEAST_NAME, _MOST_NAME = 40, 12, 32


def standing(session: Session, counted: Numbers) -> Content:
    """How it stands: angles by question, ideas filed by you, what the sign behind a name means."""
    breadth = counted.breadth
    yours = labels_of(session, (YOU,)).values()
    mine = sum(1 for label in yours if "angle" in label.by and _is_idea(session, label.n))
    many = len(counted.questions) > 1
    parts = [
        (f"question {each.q}: " if many else "") + angles_words(each.breadth, " angles")
        for each in counted.questions
        if each.breadth.of is not None and each.breadth.angles is not None
    ]
    parts.append(f"{mine} of {plural(breadth.ideas + breadth.off_topic, 'idea')} filed by you")
    signs = {label.by.get("angle") for label in counted.labels.values()}
    rough = "a rough guess" if counted.figures.encoder == STEMS else "a guess"
    parts += [f"? {rough}"] if OFFLINE in signs else []
    parts += ["· Claude"] if CLAUDE in signs else []
    return plain(" · ".join(parts), _MUTED)


def _is_idea(session: Session, n: int) -> bool:
    entry = session.entry(n)
    return entry is not None and entry.kind == "idea" and not entry.struck


def filing_list(
    filing: Filing, session: Session, width: int, keymap: Mapping[str, str] | None = None
) -> tuple[list[Content], int]:
    """A line an idea, and the place of the one pointed at; above them whom to believe, and how it stands."""
    counted = numbers(session, filing.view.sources)
    answers = answers_of(session)
    lines = trust_lines(session, width)  # trust first
    keys = {name: spelled(keys_of(f"label.{name}", keymap or {})[0]) for name in ("whose", "claude")}
    whose = whose_words(session, filing.view, keys)
    lines += hanging(Content(""), standing(session, counted), width)
    lines += hanging(Content(""), plain(whose, _MUTED if filing.view is ALL else ""), width) if whose else []
    lines, place = [*lines, Content("")], 0
    above = len(lines)
    q = 0
    here = filing.here(session)
    names: dict[str, str] = {}
    columns = _columns_for(session, counted, width)
    for entry in filing.ideas(session):
        if entry.q != q:
            q, question = entry.q, session.question_at(entry.q)
            names = {x.id: x.name for x in Question.from_entry(question.entry).angles} if question else {}
            if len(session.questions) > 1 and question is not None:
                lines += [
                    *([Content("")] if len(lines) > above else []),
                    _cut(plain(question.text, _MUTED), width),
                ]
        if here is not None and entry.n == here.n:
            place = len(lines)
        lines.append(_row(entry, here is not None and entry.n == here.n, counted, names, columns, width))
        lines += under_row(session, entry, answers, width)
    return lines, place


def _columns_for(session: Session, counted: Numbers, width: int) -> tuple[int, int]:
    """Cells for the names of angles and for the notes behind them: as many as they need, as few as leave room."""
    if width < _NARROW:
        return 0, 0
    longest, notes = 0, 0
    for question in session.questions:
        names = {x.id: x.name for x in Question.from_entry(question.entry).angles}
        for entry in session.counted("idea"):
            if entry.q == question.q:
                label = counted.labels.get(entry.n)
                longest = max(longest, plain(_name(label, names)).cell_length)
                notes = max(notes, len(_notes(entry, label, counted)))
    return min(longest, max(_LEAST_NAME, width * 2 // 5), _MOST_NAME), notes + 1 if notes else 0


def _row(
    entry: Entry, here: bool, counted: Numbers, names: Mapping[str, str], columns: tuple[int, int], width: int
) -> Content:
    label = counted.labels.get(entry.n)
    right = _fitted(plain(_name(label, names)), columns[0]) if columns[0] else Content("")
    head = join((f"{'▸' if here else ' '}{entry.n:>3}  ", "bold" if here else _MUTED))
    tail = _fitted(plain(f" {_notes(entry, label, counted)}", _MUTED), columns[1]) if columns[1] else Content("")
    sign = _SIGN.get((label.by.get("angle") if label is not None else None) or YOU, " ")
    left = width - head.cell_length - right.cell_length - tail.cell_length - 3
    words = _fitted(plain(entry_text(entry), "bold" if here else ""), max(8, left))
    line = join(head, words, (f" {sign} ", _MUTED), right.stylize("bold" if here else _dim(label)), tail)
    return line.stylize("reverse") if here else line


def _dim(label: Label | None) -> str:
    return "" if label is not None and label.by.get("angle") == YOU else "dim"


def _name(label: Label | None, names: Mapping[str, str]) -> str:
    category = category_of(label)
    return category_name(category, names) if category is not None else "–"


def _notes(entry: Entry, label: Label | None, counted: Numbers) -> str:
    repeat = repeat_of(label, counted.figures.ideas.get(entry.n))
    parts = [f"={repeat[0]}{'?' if repeat[1] == OFFLINE else ''}"] if repeat is not None else []
    if label is not None and label.common is not None and label.common is not False:
        parts.append("common" + ("?" if label.by["common"] == OFFLINE else ""))
    return " ".join(parts)


def _cut(text: Content, width: int) -> Content:
    return text.truncate(width, ellipsis=True) if text.cell_length > width else text


def _fitted(text: Content, width: int) -> Content:
    """`text` in exactly `width` cells."""
    cut = _cut(text, width)
    return join(cut, " " * (width - cut.cell_length))


def filing_offers(
    filing: Filing, session: Session, width: int, keymap: Mapping[str, str], *, hints: bool = True
) -> Content:
    """The idea pointed at, the angles with their keys, and what else there is (`hints`, where no footer says it)."""
    entry = filing.here(session)
    if entry is None:
        return plain("There is nothing to file.", _MUTED)
    head = plain(f"{entry.n}  ", "bold")
    text = list(hung(head, plain(entry_text(entry), "bold"), width).split("\n"))
    text = [*text[:2], plain("…", _MUTED)] if len(text) > 3 else text
    if filing.asking:
        return Content("\n").join([*text, Content(""), *_asked(filing, session, entry, width)])
    keys = [spelled(key) for key in keys_of("label.angle", keymap)]
    offers, shown = filing.offers(session, entry), filing.shown(session, entry)
    cells = [(keys[i], offers[i]) for i in sorted(shown) if i < len(keys)]
    hidden = len(offers) - len(cells)
    said = {name: spelled(keys_of(f"label.{name}", keymap)[0]) for name in ("first", "second", "take", "take_all")}
    claude = offer_lines(session, entry, filing.dispute(session, entry), said, width)
    more = [_hints(hidden, len(offers), width, keymap)] if hints else []
    return Content("\n").join([*text, *claude, *_columns(cells, width), *more])


def _columns(cells: Sequence[tuple[str, Offer]], width: int) -> list[Content]:
    """Offers side by side, down the first column and then the next, as many columns as fit."""
    if not cells:
        return list(hanging(Content(""), plain("No angles here: this question has no map.", _MUTED), width))
    parts = [_offer(key, offer, place < NEAREST) for place, (key, offer) in enumerate(cells)]
    widest = max(part.cell_length for part in parts) + 2
    columns = max(1, min(3 if len(parts) > 6 else 2 if len(parts) > 3 else 1, width // widest))
    rows = -(-len(parts) // columns)
    lines = []
    for row in range(rows):
        line = [_fitted(parts[i], min(widest, width)) for i in range(row, len(parts), rows)]
        lines.append(_cut(join(*line), width))
    return lines


def _offer(key: str, offer: Offer, near: bool) -> Content:
    chance = f"  {offer.chance:.0%}" if near and offer.chance is not None and offer.chance >= 0.005 else ""
    why = "  as before" if offer.before else chance
    return join((f"{key} ", _KEY), offer.name, (why, _MUTED))


def _hints(hidden: int, known: int, width: int, keymap: Mapping[str, str]) -> Content:
    rows = [
        ("label.other", "other"),
        ("label.common", "common"),
        ("label.same", "same as"),
        ("label.none", "off topic"),
        ("label.undo", "undo"),
    ]
    if hidden:
        rows.append(("label.all", f"all {known}"))
    rows.append(("label.next", "next"))
    parts = [part for id_, words in rows for part in ((spelled(keys_of(id_, keymap)[0]), _KEY), f" {words}  ")]
    return _cut(join(*parts), width)


def _asked(filing: Filing, session: Session, entry: Entry, width: int) -> list[Content]:
    if filing.asking == ASK_OTHER:
        ask, help_ = (
            "None of the angles. What would you call it? ",
            "Up to four words; enter keeps them, or none. esc leaves it.",
        )
    else:
        assert filing.asking == ASK_SAME
        n = filing.suggestion(session, entry)
        ask = "The same as which number? "
        help_ = (f"Enter takes {n}. " if n else "") + "0: it is like none. esc leaves it."
    lines = [*hanging(Content(""), join((ask, ""), (filing.typed, "bold"), ("▏", _KEY)), width)]
    if filing.asking == ASK_SAME and (n := filing.suggestion(session, entry)) and (there := session.entry(n)):
        lines += hanging(plain(f"  {n}  ", _MUTED), plain(entry_text(there), _MUTED), width)
    return [*lines, *hanging(Content(""), plain(help_, _MUTED), width)]
