"""What a page looks like, small and large, dark and light, as one picture to compare with the one that was accepted."""

from __future__ import annotations

import html
import pickle
import re
import sys
from difflib import unified_diff
from importlib.metadata import version
from pathlib import Path

import pytest
from pytest_textual_snapshot import PseudoApp, PseudoConsole, SVGImageExtension, get_tempdir
from rich.console import Console
from support.screens import Seat
from syrupy.assertion import SnapshotAssertion

SIZES = ((80, 24), (120, 40))
THEMES = {"dark": "textual-dark", "light": "textual-light"}
BASELINE = {
    "python": "3.11",
    "textual": "8.2.8",
    "rich": "15.0.0",
    "pytest-textual-snapshot": "1.1.0",
    "syrupy": "4.8.0",
}
"""What the accepted pictures were made with; another version draws other pictures."""

_GAP = 24


def not_the_baseline() -> str:
    """Why these pictures cannot be compared here, or nothing."""
    here = {name: version(name) for name in BASELINE if name != "python"}
    here["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    return ", ".join(
        f"{name} is {here[name]}, not {wanted}" for name, wanted in BASELINE.items() if here[name] != wanted
    )


async def drawn(one: Seat) -> None:
    """Wait until nothing changes any more."""

    def look() -> list[list[object]]:
        return [list(strip) for strip in one.app.screen._compositor.render_strips()]

    await one.app.workers.wait_for_complete()
    before: object = None
    while before != (before := look()):
        for _ in range(3):
            await one.settled()


def _picture(one: Seat, name: str) -> str:
    """The screen as SVG, with nothing that is fetched or drawn by lot."""
    svg = one.app.export_screenshot(title=name, simplify=True)
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg)
    svg = re.sub(r"\bterminal-\d+-", f"{name}-", svg)
    return re.sub(r"\n\s*\n+", "\n", svg).strip()


def _size(svg: str) -> tuple[float, float]:
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    assert found
    return float(found[1]), float(found[2])


async def sheet(one: Seat) -> str:
    """The page in each size and theme, side by side in one SVG."""
    app, rows = one.app, []
    was, theme = app.size, app.theme
    for columns, lines in SIZES:
        await one.pilot.resize_terminal(columns, lines)
        row = []
        for look, named in THEMES.items():
            app.theme = named
            await drawn(one)
            row.append(_picture(one, f"{look}{columns}x{lines}"))
        rows.append(row)
    app.theme = theme
    await one.pilot.resize_terminal(*was)
    await drawn(one)
    return _laid_out(rows)


def _laid_out(rows: list[list[str]]) -> str:
    placed, top, widest = [], 0.0, 0.0
    for row in rows:
        left, tallest = 0.0, 0.0
        for svg in row:
            width, height = _size(svg)
            place = f'<svg x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}"'
            placed.append(svg.replace("<svg", place, 1))
            left, tallest = left + width + _GAP, max(tallest, height)
        top, widest = top + tallest + _GAP, max(widest, left - _GAP)
    frame = f'<svg viewBox="0 0 {widest:g} {top - _GAP:g}" xmlns="http://www.w3.org/2000/svg" xml:space="preserve">'
    return "\n".join([frame, *placed, "</svg>"]) + "\n"


def words(svg: str) -> list[str]:
    """The lines of text of a sheet, each behind the name of its picture."""
    found: dict[tuple[str, int], list[str]] = {}
    for name, line, text in re.findall(r'clip-path="url\(#([a-z]+\d+x\d+)-line-(\d+)\)">([^<]*)<', svg):
        found.setdefault((name, int(line)), []).append(text)
    return [f"{name} {line:>2} {html.unescape(''.join(parts))}".rstrip() for (name, line), parts in found.items()]


class Sheets:
    """Compares sheets with the accepted ones; what differs is told at the end, so that one run finds all."""

    def __init__(self, snapshot: SnapshotAssertion, node: pytest.Item) -> None:
        self._snapshot = snapshot.use_extension(SVGImageExtension)
        self._node = node
        self._differ: list[str] = []

    async def take(self, one: Seat, name: str) -> None:
        """Look at the page as it is now."""
        made = await sheet(one)
        compare = self._snapshot(name=name)
        same = compare == made
        before = compare._recall_data(name)[0] or ""
        self._report(name, same, before, made)
        if not same:
            changed = list(unified_diff(words(before), words(made), "accepted", "now", n=0, lineterm=""))[2:]
            self._differ.append(
                "\n".join([f"{name}:", *(changed[:40] or ["the words are the same, but not their looks"])])
            )

    def _report(self, name: str, same: bool, before: str, made: str) -> None:
        """Hand over to the plugin, which writes snapshot_report.html with both pictures."""
        console = Console(legacy_windows=False, force_terminal=True)
        app = PseudoApp(PseudoConsole(console.legacy_windows, console.size))
        path, line, _ = self._node.reportinfo()
        data = (same, before, made, app, path, line, name, "", "", bool(before))
        (Path(get_tempdir().name) / name).write_bytes(pickle.dumps(data))

    def close(self) -> None:
        """Fail if anything differs."""
        assert not self._differ, "\n\n".join(
            [*self._differ, "Look at snapshot_report.html; `make snapshots` accepts what is drawn now."]
        )
