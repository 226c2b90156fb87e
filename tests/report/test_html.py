"""The HTML report: one file, no script, nothing fetched, everything escaped."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support.command import harm
from support.hostile import HOSTILE
from support.sessions import SECOND, TEA, save

from brainstorm.report.html import page
from brainstorm.report.html_style import STYLE
from brainstorm.report.shapes import SHAPES, shape_of
from brainstorm.session import events as ev
from brainstorm.session.journal import read

MAP = {
    **TEA,
    "angles": [
        {"id": f"angle-{n}", "lens": "other", "name": f"Angle {n} <b>", "line": "x", "ask": "x?", "examples": ["x"]}
        for n in range(10)
    ],
}


TAGS = (
    "html head meta title style body main h1 h2 h3 p small section table thead tbody tr th td a br ol ul li span s i "
    "figure figcaption svg g path line rect text"
)
KNOWN = set(TAGS.split())


class Reader(HTMLParser):
    """What a page is made of: tags with their attributes, and the text outside of its style."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] != ["style"]:
            self.text += data


def rendered(*paths: Path) -> str:
    return page([(read(path).session, read(path).problems) for path in paths])


def labelled(folder: Path, **more: object) -> Path:
    said = ev.Labelled(
        by="you",
        labels=(
            {"n": 1, "angle": "angle-0"},
            {"n": 2, "angle": "angle-9"},
            {"n": 3, "angle": "other", "other": "odd <i>"},
        ),
    )
    during = [
        (75.0, ev.Idea(n=5, text="a build", builds_on=2)),
        (80.0, ev.Idea(n=6, text="", aloud=True)),
        (81.0, ev.Cue(kind="lens", text="what would a <b>judge</b> do?")),
        (82.0, ev.Interviewer(k=1, move="breadth", text="something else?")),
        (83.0, ev.Aside(text="hm")),
    ]
    after = [ev.Struck(n=4), said, ev.Rated(best=(1,), self=3), ev.Later(n=7, text="on the <walk>", where="walk")]
    return save(folder, "one", "two", "three", "four", question=MAP, during=during, after=after, **more)  # type: ignore[arg-type]


WORDS = (
    *("Single, 23 November 2026", "Why is the tea cold?", "one", "Angle 0 <b>", "odd <i>", "on the <walk>"),
    *("★ one of the best", "3 of 5", "2 of 10", "longest silence", "what would a <b>judge</b> do?"),
)


def test_a_session_whole(tmp_path: Path) -> None:
    html = rendered(labelled(tmp_path))
    found = Reader(html)
    for words in WORDS:
        assert words in found.text, words
    assert "hm" not in found.text.split()
    shapes = {attrs.get("d") for tag, attrs in found.tags if tag == "path"}
    assert {SHAPES[0].path, SHAPES[9].path} <= shapes


def test_nothing_is_fetched_and_nothing_runs(tmp_path: Path) -> None:
    html = rendered(labelled(tmp_path), save(tmp_path, "x", days_ago=2, question=SECOND))
    found = Reader(html)
    tags = {tag for tag, _ in found.tags}
    assert tags.isdisjoint({"script", "img", "link", "iframe", "object", "embed", "image", "use", "base", "form"})
    attributes = {name for _, attrs in found.tags for name in attrs}
    assert not any(name.startswith("on") or name in ("src", "srcset", "style", "xlink:href") for name in attributes)
    assert all(str(attrs["href"]).startswith("#") for _, attrs in found.tags if "href" in attrs)
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "default-src 'none'" in html


def test_hostile_texts_are_text(tmp_path: Path) -> None:
    texts = [text.kept for text in HOSTILE if text.kept]
    texts += [
        "<script>alert(1)</script>",
        "</style><img src=x onerror=alert(1)>",
        "\"' onload=x",
        "&lt;b&gt;",
        "]]>",
        "-->",
    ]
    question = {**MAP, "question": "<svg onload=alert(1)>", "id": "'\"><x>", "topic": "</title>"}
    said = ev.Labelled(by="you", labels=({"n": 1, "angle": "other", "other": "<u>"},))
    path = save(tmp_path, *texts, question=question, seconds=10.0 * len(texts), after=[said], form="single")
    html = rendered(path, save(tmp_path, "x", days_ago=1))
    assert harm(html.encode()) is None
    found = Reader(html)
    assert {tag for tag, _ in found.tags} <= KNOWN
    for text in texts[-6:]:
        assert text in found.text
    for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL):
        ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: save(folder),
        lambda folder: save(folder, "one", ended=False),
        lambda folder: save(folder, "one", question={}),
        lambda folder: save(folder, "one", seconds=0.0),
        lambda folder: save(folder, "one", during=[(5.0, ev.Asked(q=2, question=SECOND)), (6.0, ev.Asked(q=1))]),
        lambda folder: save(folder, form="later", seconds=0, ended=False, after=[ev.Later(n=1, text="x")]),
    ],
)
def test_any_session_makes_a_page(tmp_path: Path, make: object) -> None:
    Reader(rendered(make(tmp_path)))  # type: ignore[operator]


def test_no_sessions_make_a_page_too() -> None:
    assert "No sessions." in Reader(page([])).text


def test_a_period_begins_with_a_table_that_leads_to_each(tmp_path: Path) -> None:
    paths = [save(tmp_path, "x", days_ago=day) for day in range(3)]
    found = Reader(rendered(*paths))
    assert "3 sessions, 21 November 2026 to 23 November 2026" in found.text
    targets = [str(attrs["href"])[1:] for tag, attrs in found.tags if tag == "a"]
    assert targets == [attrs["id"] for tag, attrs in found.tags if tag == "section"] == [path.stem for path in paths]


def test_each_angle_has_a_shape_of_its_own() -> None:
    angles = [f"a{n}" for n in range(10)]
    assert len({shape_of(angles, angle)[::2] for angle in (*angles, None, "other")}) == 12
    assert len({shape_of(angles, angle).glyph for angle in (*angles, None, "other")}) == 12


def _luminance(colour: str) -> float:
    if len(colour) == 4:
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_everything_can_be_read_in_each_theme(theme: int) -> None:
    blocks = re.findall(r":root\{(.*?)\}", STYLE, re.DOTALL)
    colours: dict[str, str] = dict(re.findall(r"--(\w+):(#[0-9a-f]{3,6})", blocks[theme]))
    page_ = _luminance(colours["page"])
    for name in ("ink", "soft", "link", *(f"c{n}" for n in range(10))):
        here = _luminance(colours[name])
        contrast = (max(page_, here) + 0.05) / (min(page_, here) + 0.05)
        assert contrast >= (4.5 if name in ("ink", "soft", "link") else 3.0), (name, contrast)


CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


@pytest.mark.more
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not there")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_looks_right_in_a_browser(tmp_path: Path, dark: bool) -> None:
    path = tmp_path / "report.html"
    path.write_text(rendered(labelled(tmp_path / "s")))
    shot = tmp_path / "shot.png"
    theme = ["--blink-settings=preferredColorScheme=0"] if dark else ["--blink-settings=preferredColorScheme=1"]
    told = browse("--screenshot=" + str(shot), "--window-size=900,1200", *theme, path.as_uri())
    assert shot.stat().st_size > 10_000
    corner, inked = colours(shot)
    assert corner == ((0x16, 0x19, 0x1C) if dark else (255, 255, 255))
    assert len(inked) > 20  # text and marks, in several colours
    assert "Refused" not in told
    laid_out = browse("--dump-dom", path.as_uri())
    assert "Why is the tea cold?" in laid_out


def browse(*args: str) -> str:
    assert CHROMIUM is not None
    command = [
        CHROMIUM,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--enable-logging=stderr",
    ]
    done = subprocess.run([*command, *args], capture_output=True, text=True, timeout=120, check=True)
    return done.stdout + done.stderr


def colours(shot: Path) -> tuple[tuple[int, ...], set[tuple[int, ...]]]:
    """The colour of the picture's corner, and all its colours: a PNG read by hand, eight bits a channel."""
    import struct
    import zlib

    data = shot.read_bytes()
    place, packed, width, depth = 8, b"", 0, 3
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        body = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, _, _, colour = struct.unpack(">IIBB", body[:10])
            depth = {2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            packed += body
        place += length + 12
    return _pixels(zlib.decompress(packed), width, depth)


def _pixels(raw: bytes, width: int, depth: int) -> tuple[tuple[int, ...], set[tuple[int, ...]]]:
    stride = width * depth
    before: Sequence[int] = bytes(stride)
    found: set[tuple[int, ...]] = set()
    corner: tuple[int, ...] = ()
    for start in range(0, len(raw), stride + 1):
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride):
            left = line[i - depth] if i >= depth else 0
            above, corner_ = before[i], before[i - depth] if i >= depth else 0
            add = (0, left, above, (left + above) // 2, _paeth(left, above, corner_))[kind]
            line[i] = (line[i] + add) & 255
        found |= {tuple(line[i : i + 3]) for i in range(0, stride, depth)}
        corner = corner or tuple(line[:3])
        before = line
    return corner, found


def _paeth(a: int, b: int, c: int) -> int:
    p = a + b - c
    near = (abs(p - a), abs(p - b), abs(p - c))
    return (a, b, c)[near.index(min(near))]
