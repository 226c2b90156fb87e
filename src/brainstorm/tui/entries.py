"""The list of what was entered: hanging indents, newest at the bottom, as quick with a thousand lines as with none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from brainstorm.report.words import clock, entry_text
from brainstorm.session.session import BUILD, Entry

_HOLLOW = "○"


class EntryList(ScrollView, can_focus=False):
    """Entries as lines. Only what is new is wrapped, only what is seen is drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"entries--side", "entries--struck", "entries--unsaved"}

    DEFAULT_CSS = """
    EntryList {
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        overflow-x: hidden;
        & .entries--side { color: $text-muted; }
        & .entries--struck { color: $text-muted; text-style: strike; }
        & .entries--unsaved { color: $warning; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._rows: list[tuple[Entry, bool]] = []
        self._strips: list[list[Strip]] = []
        self._flat: list[Strip] = []
        self._hollow: set[int] = set()
        self._wrapped_at = 0

    def show(self, entries: Iterable[Entry], recorded: bool = True) -> None:
        """Show these entries instead of what is there."""
        self._rows = [(entry, recorded) for entry in entries]
        self._hollow = set() if recorded else set(range(len(self._rows)))
        self._rewrap()
        self._sized()

    def put(self, entry: Entry, recorded: bool) -> None:
        """Add `entry` at the bottom, or draw it anew where it stands; `recorded`: it is safely on disk."""
        row = (entry, recorded)
        for place in range(len(self._rows) - 1, -1, -1):
            if self._rows[place][0].n == entry.n:
                if self._rows[place] == row:
                    return
                self._redraw(place, row)
                self._flatten()
                self._sized()
                return
        self._rows.append(row)
        self._strips.append([])
        self._redraw(len(self._rows) - 1, row)
        self._flat += self._strips[-1]
        self._sized()

    def check(self, recorded: Callable[[int], bool]) -> None:
        """Take the hollow marks off the entries that are safely on disk now."""
        safe = [place for place in self._hollow if recorded(self._rows[place][0].n)]
        for place in safe:
            self._redraw(place, (self._rows[place][0], True))
        if safe:
            self._flatten()
            self.refresh()

    def _redraw(self, place: int, row: tuple[Entry, bool]) -> None:
        self._rows[place] = row
        self._strips[place] = self._draw(*row)
        (self._hollow.discard if row[1] else self._hollow.add)(place)

    def _flatten(self) -> None:
        self._flat = [strip for strips in self._strips for strip in strips]

    def _sized(self) -> None:
        self.virtual_size = Size(self._width, len(self._flat))
        self.refresh()
        self.scroll_end(animate=False, immediate=True)

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """The first scroll is possible only once there is a scrollbar, which in a burst comes after its last line."""
        if shown:
            self.scroll_end(animate=False, immediate=True)

    @property
    def _width(self) -> int:
        return max(1, self.scrollable_content_region.width)

    def on_resize(self) -> None:
        """Wrap anew when the width changed."""
        if self._width != self._wrapped_at:
            self._rewrap()
            self._sized()

    def notify_style_update(self) -> None:
        """Draw anew in the new theme's colours."""
        super().notify_style_update()
        if self._width == self._wrapped_at:  # else `on_resize` draws them, and says how many lines they are now
            self._rewrap()

    def _rewrap(self) -> None:
        self._wrapped_at = self._width
        self._strips = [self._draw(*row) for row in self._rows]
        self._flatten()
        self.refresh()

    def _part(self, name: str) -> Style:
        """The style of a part; none before the page's rules have been read, after which all is drawn again."""
        return self.get_component_rich_style(name) if name in self._component_styles else Style.null()

    def _draw(self, entry: Entry, recorded: bool) -> list[Strip]:
        base = self.rich_style
        side = self._part("entries--side")
        words_style = self._part("entries--struck") if entry.struck else base
        mark = " " if recorded else _HOLLOW
        build = "+ " if entry.kind == BUILD else ""
        first = f"{entry.n:>3}  {clock(entry.t):>5}  {'  ' if build else ''}{build}"
        narrow = self._wrapped_at < 40
        if narrow:
            first = f"{entry.n:>2} {build}"
        indent = len(first) + 1
        words = entry_text(entry) + (" (struck)" if entry.struck else "")
        wrapped = _wrap(words, max(1, self._wrapped_at - indent))
        mark_style = base if recorded else self._part("entries--unsaved")
        strips = [_strip([(mark, mark_style), (first, side), (wrapped[0], words_style)])]
        strips += [_strip([(" " * indent, base), (line, words_style)]) for line in wrapped[1:]]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        row = y + self.scroll_offset.y
        if row >= len(self._flat):
            return Strip.blank(self.size.width, self.rich_style)
        return self._flat[row].crop_extend(0, self.size.width, self.rich_style)


def _strip(parts: list[tuple[str, Style]]) -> Strip:
    return Strip([Segment(text, style) for text, style in parts if text])


def _wrap(text: str, width: int) -> list[str]:
    if len(text) <= width and text.isascii():
        return [text]
    return [line.plain for line in Content(text).wrap(width)] or [""]
