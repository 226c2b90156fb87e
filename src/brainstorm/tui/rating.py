"""Best three and self-rating: what the second rung of the debrief keeps in hand until it is recorded."""

from __future__ import annotations

from textual import events
from textual.content import Content

from brainstorm.report.words import entry_head, entry_text
from brainstorm.session.session import Entry, Session
from brainstorm.tui.texts import hung, join, plain

MOST = 3
_SCALE = ("1 nothing new", "2", "3", "4", "5 all new")


def entry_row(before: str, entry: Entry, width: int, style: str = "") -> Content:
    """An entry behind `before`, its further lines under its first word."""
    struck = "  (struck)" if entry.struck else ""
    return hung(plain(before + entry_head(entry), style), plain(entry_text(entry) + struck, style), width)


class Rating:
    """Picks up to three entries with the cursor, then asks how new they were."""

    def __init__(self) -> None:
        self.best: list[int] = []
        self.self: int | None = None
        self.cursor = 0
        self.rating = False
        self.place = 0, 1  # the line of the cursor, as last drawn, and its height

    @property
    def done(self) -> bool:
        """Whether both were asked."""
        return self.rating

    def more(self) -> None:
        """From the picking on to the self-rating."""
        self.rating = True

    def skip(self) -> None:
        """Leave what is being asked without an answer."""
        self.self = None
        if not self.rating:
            self.best.clear()

    def key(self, event: events.Key, session: Session) -> bool:
        """Use a key; False when it means nothing here."""
        if self.rating:
            if event.key in ("1", "2", "3", "4", "5"):
                self.self = int(event.key)
                return True
            if event.key in ("left", "backspace"):
                self.rating = False
                return True
            return False
        entries = list(session.counted())
        if event.key in ("up", "down", "k", "j"):
            step = -1 if event.key in ("up", "k") else 1
            self.cursor = max(0, min(len(entries) - 1, self.cursor + step))
            return True
        if event.key == "space" and entries:
            self._toggle(entries[min(self.cursor, len(entries) - 1)].n)
            return True
        numbered = {str(entry.n): place for place, entry in enumerate(entries) if entry.n < 10}
        if event.key in numbered:
            self.cursor = numbered[event.key]
            self._toggle(int(event.key))
            return True
        return False

    def _toggle(self, n: int) -> None:
        if n in self.best:
            self.best.remove(n)
        elif len(self.best) < MOST:
            self.best.append(n)

    def content(self, session: Session, width: int) -> Content:
        """The rung in lines of `width` cells."""
        self.place = 0, 1
        if self.rating:
            return self._scale(session, width)
        parts = [
            plain(f"Before any numbers: which are your best, up to {MOST}?"),
            join(
                ("↑ ↓", "bold $text-accent"),
                " move   ",
                ("space", "bold $text-accent"),
                " or its number picks   ",
                ("enter", "bold $text-accent"),
                " goes on",
            ),
            Content(""),
        ]
        above = len(parts)
        for place, entry in enumerate(session.counted()):
            mark = f"★{self.best.index(entry.n) + 1}" if entry.n in self.best else "  "
            here = place == self.cursor
            style = "reverse" if here else "bold" if entry.n in self.best else ""
            row = entry_row(f"{'▸' if here else ' '} {mark} ", entry, width, style)
            height = row.plain.count("\n") + 1
            if here:
                self.place = (above, height) if place else (0, above + height)
            above += height
            parts.append(row)
        return Content("\n").join(parts)

    def _scale(self, session: Session, width: int) -> Content:
        picked = [entry for n in self.best if (entry := session.entry(n)) is not None]
        parts = [entry_row("  ", entry, width) for entry in picked]
        if picked:
            parts.append(Content(""))
        parts.append(plain("How new were these for you, all in all?"))
        parts.append(Content(""))
        for value, words in enumerate(_SCALE, start=1):
            chosen = self.self == value
            parts.append(join((f"  {'▸' if chosen else ' '} {words}", "bold" if chosen else "")))
        parts += [Content(""), join(("1 to 5, then Enter; Enter alone skips", "$text-muted"))]
        return Content("\n").join(parts)
