"""Lists of questions in Markdown, plain text or CSV, as somebody keeps them anyway."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from brainstorm.bank.problem import quoted
from brainstorm.bank.source import UNSEEN

MOST_QUESTIONS = 5000
MOST_CHARACTERS = 2000

_TABLES, _MARKDOWNS = (".csv", ".tsv"), (".md", ".markdown", ".mdown")
_BANKS = (".yaml", ".yml")
_OTHERS = (".doc", ".docx", ".htm", ".html", ".json", ".jsonl", ".odt", ".ods", ".pdf", ".rtf", ".xls", ".xlsx", ".xml")

_ITEM = re.compile(r"([-*+•]|\d{1,9}[.)])(?:\s+|$)")
_BOX = re.compile(r"\[[ xX]\]\s+")
_HEADING = re.compile(r"#{1,6}(?:\s+|$)")
_UNDERLINE = re.compile(r"(=+|-+)\s*")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s[^)]*)?\)")
_CODE = re.compile(r"`([^`]+)`")
_STRONG = re.compile(r"(\*\*|__|\*|(?<!\w)_)(?=\S)(.+?)(?<=\S)\1(?!\w)")


class ListError(ValueError):
    """A list that cannot be taken over: one clear line."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}" if line else what)


@dataclass(frozen=True, slots=True)
class Listed:
    """One question of a list."""

    line: int
    text: str
    topic: str = ""
    """As it was written; none is empty."""
    id: str = ""


def expect_list(suffix: str) -> None:
    """Refuse what by the end of its name is no list, before its lines are taken for questions.

    Raises:
        ListError: what it is instead, and what to do.
    """
    if suffix in _BANKS:
        raise ListError(0, "it looks like a file of the bank, which --bank reads as it is; `brainstorm bank check` too")
    if suffix in _OTHERS:
        raise ListError(0, f"a {suffix} file is no list; save it as Markdown, CSV or plain text")


def decode(data: bytes) -> str:
    """The text of a file somebody wants to take over.

    Raises:
        ListError: it is no text in UTF-8, or empty.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ListError(0, "it is written in UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ListError(line, f"the byte 0x{data[error.start]:02x} is not UTF-8") from None
    if (at := text.find("\0")) >= 0:
        raise ListError(text.count("\n", 0, at) + 1, "a NUL byte stands here; a text file is expected")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_list(text: str, suffix: str) -> list[Listed]:
    """The questions of a text; `suffix` is how its file's name ends: .csv, .tsv, .md, …, anything else is plain text.

    Raises:
        ListError: there are none, too many, or one is too long, or a table is none or is Markdown's.
    """
    if suffix in _TABLES:
        found = _csv(text)
    elif suffix in _MARKDOWNS:
        found = _markdown(text)
    else:
        found = _plain(text)
    result: list[Listed] = []
    for one in found:
        cleaned = _clean(one.text)
        if not any(map(str.isalnum, cleaned)):
            continue
        if len(cleaned) > MOST_CHARACTERS:
            raise ListError(one.line, f"the question has more than {MOST_CHARACTERS} characters")
        if len(result) == MOST_QUESTIONS:
            raise ListError(one.line, f"there are more than {MOST_QUESTIONS} questions; split the file")
        result.append(replace(one, text=cleaned, topic=_clean(one.topic)))
    if not result:
        raise ListError(0, "no question was found in it")
    return result


def _plain(text: str) -> Iterator[Listed]:
    """One question a line; an indented line goes on with the one before."""
    pending: Listed | None = None
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if pending and stripped and line[0] in " \t" and not _ITEM.match(stripped):
            pending = replace(pending, text=f"{pending.text} {stripped}")
            continue
        if pending:
            yield pending
        pending = Listed(number, _without_mark(stripped)) if stripped else None
    if pending:
        yield pending


def _markdown(text: str) -> Iterator[Listed]:
    """The items of the outermost lists; where there are no lists at all, the paragraphs. Headings are topics."""
    lines = _blocks(text)
    depth = min((indent for kind, indent, *_ in lines if kind == "item"), default=None)
    wanted = "text" if depth is None else "item"
    topic = ""
    pending: Listed | None = None
    for kind, indent, number, words in lines:
        if kind == "text" and pending:
            pending = replace(pending, text=f"{pending.text} {words}")
            continue
        if pending:
            yield pending
        pending = None
        if kind == "heading":
            topic = _unmarked(words)
        elif kind == wanted == "text" and words.startswith("|"):
            raise ListError(number, "a table stands here; save it as CSV with a column “question”")
        elif kind == wanted and (depth is None or indent <= depth + 1):  # deeper items are notes
            pending = Listed(number, words, topic)
    if pending:
        yield pending


def _blocks(text: str) -> list[tuple[str, int, int, str]]:
    """The lines of Markdown as (kind, indent, line, words): heading, item, text or gap."""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    raw = text.split("\n")
    start = _after_front_matter(raw)
    result: list[tuple[str, int, int, str]] = []
    fence = ""
    for number, line in enumerate(raw[start:], start + 1):
        line = line.expandtabs(4)
        stripped = line.strip().lstrip(">").strip()
        indent = len(line) - len(line.lstrip())
        if fence or (opened := _FENCE.match(stripped)):
            if not fence and opened:
                fence = opened[1]
            elif stripped.startswith(fence):
                fence = ""
            result.append(("gap", 0, number, ""))
        elif not stripped:
            result.append(("gap", 0, number, ""))
        elif (mark := _HEADING.match(stripped)) is not None:
            result.append(("heading", 0, number, stripped[mark.end() :].rstrip("# ")))
        elif _UNDERLINE.fullmatch(stripped) and len(stripped) > 1:
            if result and result[-1][0] == "text":
                result[-1] = ("heading", 0, *result[-1][2:])
        elif _ITEM.match(stripped):
            result.append(("item", indent, number, _unmarked(_without_mark(stripped))))
        else:
            result.append(("text", indent, number, _unmarked(stripped)))
    return result


def _after_front_matter(lines: list[str]) -> int:
    if lines[0].strip() != "---":
        return 0
    return next((n + 1 for n, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), 0)


def _csv(text: str) -> Iterator[Listed]:
    """A table with a column `question`, and perhaps `id` and `topic`; commas, semicolons or tabs."""
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    line = 1
    try:
        names = [name.strip().casefold() for name in next(rows, [])]
        if "question" not in names:
            raise ListError(1, "the first line names no column “question”")
        if len(set(filter(None, names))) != len(list(filter(None, names))):
            raise ListError(1, "a column's name stands there twice")
        line = rows.line_num + 1
        for row in rows:
            cells = dict(zip(names, row, strict=False))
            if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
                raise ListError(line, f"{len(row)} cells stand under {len(names)} columns; quote texts with commas")
            if (name := cells.get("id", "").strip()) and not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,79}", name):
                raise ListError(line, f"the id is {quoted(name)}; 1 to 80 of a-z, 0-9 and - are expected, no - first")
            yield Listed(line, cells.get("question", ""), cells.get("topic", ""), name)
            line = rows.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):  # the rest of the file would be one text
            raise ListError(line, "a quoted text begins in this row and never ends") from None
        if "expected after" in str(error):
            raise ListError(line, "a quoted text ends before its cell does; write a quote inside it twice") from None
        raise ListError(line, f"it cannot be read as CSV ({error})") from None


def _without_mark(text: str) -> str:
    mark = _ITEM.match(text)
    text = text[mark.end() :] if mark else text
    return _BOX.sub("", text, count=1) if mark and _BOX.match(text) else text


def _unmarked(text: str) -> str:
    """Markdown's words without the marks for links, code and emphasis."""
    return _STRONG.sub(r"\2", _STRONG.sub(r"\2", _CODE.sub(r"\1", _LINK.sub(r"\1", text))))


def _clean(text: str) -> str:
    return " ".join(UNSEEN.sub(" ", text).split())
