"""A session as one row of a list: at first what its file name says, then what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from sys import intern

from textual.content import Content

from brainstorm.history.archive import LIVE, OPEN, Archive
from brainstorm.report.words import clock, plural
from brainstorm.session.journal import JournalError, parse_name
from brainstorm.session.session import BUILD, Session
from brainstorm.session.text import folded, text_of
from brainstorm.tui.texts import join, plain

_FORM_MOST = 12
_WIDE, _MIDDLE, _NARROW = 68, 46, 30
_IDS = 30  # cells for the question's id where its text follows
_TEXT_LEAST = 24  # cells worth showing a text in


@dataclass(frozen=True, slots=True)
class Row:
    """One session of the list, as one object that holds text only: thousands of them must not cost the collector time.

    Attributes:
        file: Its journal.
        id: Its id.
        form: The id of its form.
        words: All that can be searched, folded.
        time: Its clock; a dash without one. This and what follows is empty until the journal was read.
        count: What was entered.
        flags: What is out of the ordinary: unfinished, running now, damaged, not readable.
        ids: The ids of its questions.
        text: The first question.
        later: What came later.
    """

    file: str
    id: str
    form: str
    words: str
    time: str = ""
    count: str = ""
    flags: str = ""
    ids: str = ""
    text: str = ""
    later: str = ""

    @property
    def path(self) -> Path:
        """Its journal."""
        return Path(self.file)

    @property
    def when(self) -> str:
        """When it began, as the name says."""
        return when(self.id)


def when(session_id: str) -> str:
    """The date and time in a session's id."""
    day, time = session_id[:8], session_id[9:13]
    return f"{day[:4]}-{day[4:6]}-{day[6:]} {time[:2]}:{time[2:]}"


def named(path: Path) -> Row:
    """The row that a file name alone gives."""
    name = parse_name(path.name)
    form = intern(name.form) if name else ""
    return Row(str(path), path.stem, form, folded(f"{path.stem} {when(path.stem)} {form}"))


def filled(archive: Archive, row: Row) -> Row | None:
    """`row` with what its journal says; None when there is no session in it."""
    try:
        found = archive.load(row.path)
    except JournalError as error:
        if not row.path.exists():
            return None  # deleted meanwhile
        return replace(row, flags=str(error))
    if not found.reading.lines and not found.reading.problems:
        return None
    session = found.session
    ideas = sum(1 for entry in session.counted() if entry.kind != BUILD)
    builds, later = session.count(BUILD), f"{len(session.later)} later" if session.later else ""
    flags = ["unfinished"] if found.state == OPEN else ["running now"] if found.state == LIVE else []
    flags += ["damaged"] if found.reading.problems else []
    counted = session.seconds or session.entries
    return replace(
        row,
        words="\n".join([row.words, *flags, _words(session)]),
        time=clock(session.elapsed) if session.seconds else "–",
        count=plural(ideas, "idea") + (f" +{builds}" if builds else "") if counted else later,
        flags=" · ".join(flags),
        ids=intern(", ".join(question.id or "(damaged)" for question in session.questions)),
        text=intern(session.questions[0].text) if session.questions else "",
        later=later if counted else "",
    )


def _words(session: Session) -> str:
    parts = [session.form_name, session.cut_off or ""]
    for question in session.questions:
        parts += [question.id, text_of(question.entry, "topic"), question.text]
    parts += [entry.text for entry in session.entries]
    parts += [f"{later.text} {later.where or ''}" for later in session.later]
    return "\n".join(folded(part) for part in parts if part)


def fits(row: Row, wanted: Sequence[str]) -> bool:
    """Whether `row` has all the words (folded) somewhere."""
    return all(word in row.words for word in wanted)


def form_width(rows: Sequence[Row]) -> int:
    """Cells for the column of forms."""
    return min(_FORM_MOST, max((len(form) for form in {row.form for row in rows}), default=0))


def draw(row: Row, width: int, forms: int) -> Content:
    """`row` in exactly `width` cells, `forms` of them for its form; what doesn't fit ends in an ellipsis."""
    if width < _NARROW:
        return _cut(join(row.when[: 16 if width >= 24 else 10], " ", (row.form, "$text-muted")), width)
    parts: list[Content] = [plain(row.when), _fit(row.form, forms)]
    if width >= _WIDE:
        parts.append(plain(row.time).pad_left(max(0, 6 - len(row.time))))
    if width >= _MIDDLE:
        parts.append(_fit(row.count, 12))
    head = Content("  ").join(parts)
    rest = width - head.cell_length - 2
    return _cut(Content("  ").join([head, _about(row, rest)]), width)


def _about(row: Row, width: int) -> Content:
    parts = [(row.flags, "$text-warning"), (row.ids, ""), (row.later, "$text-accent")]
    about = Content(" · ").join([plain(*part) for part in parts if part[0]])
    ids = max(_IDS, about.cell_length)
    if width - ids - 2 < _TEXT_LEAST or not row.text:
        return about
    return Content("  ").join([_cut(about, ids), plain(row.text, "$text-muted")])


def _fit(text: str, width: int) -> Content:
    return _cut(plain(text), width)


def _cut(content: Content, width: int) -> Content:
    return content.truncate(max(0, width), ellipsis=True, pad=True)
