"""Text that has broken terminal programs, each with a name. Used by every test that stores or shows text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """One hostile line.

    Attributes:
        name: What it is.
        raw: Its bytes, as typed, piped or given as an argument.
        line: What is kept when it is entered as a line of a plain drill; None when that makes no entry.
        build: As such a line it makes a build.
    """

    name: str
    raw: bytes
    line: str | None
    build: bool = False

    @property
    def kept(self) -> str:
        """What is kept of it where a leading sign has no meaning: trimmed, bad bytes as U+FFFD."""
        return self.raw.decode(errors="replace").strip()

    @property
    def argument(self) -> str:
        """The same as Python finds it in sys.argv."""
        return self.raw.decode(errors="surrogateescape")

    @property
    def one_line(self) -> bool:
        """Whether it can be a line of a drill."""
        return b"\n" not in self.raw


def _text(name: str, text: str, line: str | None = "", *, build: bool = False) -> Hostile:
    return Hostile(name, text.encode(), text.strip() if line == "" else line, build)


def _raw(name: str, raw: bytes) -> Hostile:
    return Hostile(name, raw, raw.decode(errors="replace").strip())


HOSTILE = (
    # Markup of the screen library
    _text("an unclosed tag", "swap [/ and see"),
    _text("a closing tag", "[/]"),
    _text("a closing tag nobody opened", "x[/dim]"),
    _text("a tag that is no style", "[a data x] and [bold]loud[/bold]"),
    _text("a link in markup", "[link=https://evil.example]click[/link]"),
    _text("an action in markup", "[@click=app.quit]quit[/]"),
    _text("escaped markup", r"\[red]no\[/red] \\["),
    # Escape codes
    _text("colours", "\x1b[31;1mred\x1b[0m alert"),
    _text("cursor moves and clear", "\x1b[2J\x1b[H\x1b[3A\x1b[2Koverwritten"),
    _text("another screen", "\x1b[?1049h\x1b[?1000h\x1b[?2004hcaptured"),
    _text("the window's title", "\x1b]0;pwned\x07 titled"),
    _text("the clipboard, OSC 52", "\x1b]52;c;cm0gLXJmIH4=\x07copied"),
    _text("a hyperlink, OSC 8", "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\"),
    _text("a device control string", "\x1bP$q q\x1b\\\x1bP+q544e\x1b\\answered"),
    _text("a status report", "\x1b[6n\x1b[c\x1b[>q tell me"),
    _text("an escape alone at the end", "cut\x1b"),
    _text("eight-bit escape codes", "\x9b31mred\x9b0m \x9d0;pwned\x9c"),
    # Controls
    _text("every C0 control", "a" + "".join(map(chr, [*range(1, 10), *range(11, 32)])) + "z"),
    _text("every C1 control", "a" + "".join(map(chr, range(0x80, 0xA0))) + "z"),
    _text("NUL", "before\0after"),
    _text("DEL and backspaces", "rm\x7f\x7f\b\b\b\bls"),
    _text("bells", "\a\a\aring\a"),
    _text("a tab", "left\tright"),
    _text("a carriage return", "harmless\rEVIL    "),
    _text("a line of another system", "ends in CR\r"),
    _text("a vertical tab and a form feed", "up\vdown\fpage"),
    _text("shift out and in", "\x0elqqqk\x0f"),
    _text("line separators", "one\u2028two\u2029three\u0085four"),
    # Direction
    _text("a bidi override", "user\u202egnp.exe\u202c done"),
    _text("bidi embeddings", "\u202a\u202b deep \u202d\u202c\u202c\u202c"),
    _text("bidi isolates", "\u2066\u2067\u2068hidden\u2069\u2069\u2069"),
    _text("direction marks", "a\u200e\u200f\u061cb"),
    _text("Hebrew and Arabic", "שאל אותו פעמיים, اسأله مرتين 123 (abc)"),
    # Scripts and marks
    _text("CJK", "让它用中文回答，再比较；日本語でも 한국어로도"),
    _text("full width and half width", "ＡＢＣ　１２３ ｶﾀｶﾅ"),
    _text("emoji", "🧠 ⚡️ 🫠 ask the 🦜"),
    _text(
        "emoji families and flags",
        "👩‍👩‍👧‍👦 🏳️‍🌈 🇨🇭🇯🇵 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 👍🏽",
    ),
    _text("a combining stack", "Z" + "\u0301\u0302\u0308\u0327\u0335\u0489" * 40 + "algo"),
    _text("a combining mark first", "\u0301accent on nothing"),
    _text("decomposed letters", "cafe\u0301 nai\u0308ve A\u030angstro\u0308m"),
    _text("letters of no width", "a\u200bb\u200cc\u200dd\u2060e\u00adf"),
    _text("a byte order mark", "\ufeffmarked"),
    _text("tags nobody sees", "plain\U000e0041\U000e0042\U000e0043"),
    _text("characters that are none", "\uffff\ufffe\U0010ffff and \ufdd0"),
    _text("private use", "\ue000\uf8ff\U000f0000"),
    _text("interlinear notes", "\ufff9base\ufffanote\ufffb"),
    _text("Thai, Devanagari, Tamil", "ถามซ้ำ दो बार पूछो இருமுறை கேள்"),
    # Bytes
    _raw("Latin-1", "café déjà".encode("latin-1")),
    _raw("a cut-off character", b"broken \xf0\x9f\x98"),
    _raw("an overlong slash", b"\xc0\xaf..\xc0\xaf"),
    _raw("a surrogate in bytes", b"lone \xed\xa0\x80 half"),
    _raw("bytes of a picture", b"\x89PNG\r\x1a\xff\xfe\xfd"),
    _text("the replacement character itself", "\ufffd is what I mean"),
    # Size
    _text("100,000 characters", "word " * 19_999 + "end!!"),
    _text("one very long word", "supercalifragilistic" * 500),
    _text("a long line of wide characters", "長" * 3_000),
    # Lines that look like commands
    _text("the end, of something", "/end of the world"),
    _text("an edit of nothing", "/edit"),
    _text("an edit of no number", "/edit x"),
    _text("a strike of no number", "/strike two"),
    _text("a pause with more", "/pause and think"),
    _text("a dry with words", "/dry run first"),
    _text("a command nobody knows", "/nosuch"),
    _text("a path", "/etc/passwd"),
    _text("a slash", "/"),
    _text("an escaped command", "//end", "/end"),
    _text("an escaped question mark", "/?", "?"),
    _text("an escaped plus", "/+1 for honesty", "+1 for honesty"),
    _text("three slashes", "///", "//"),
    _text("a question mark", "?", None),
    _text("question marks", "?? why"),
    _text("a plus", "+", None),
    _text("two pluses", "++", "+", build=True),
    _text("a build", "  +  with spaces  ", "with spaces", build=True),
    _text("a build of a command", "+/end", "/end", build=True),
    # Things other programs read
    _text("HTML", "<script>alert('x')</script><img src=x onerror=alert(1)>&lt;b&gt; -->"),
    _text("Markdown", "# head | `code` **bold** _it_ [a](javascript:x) ![i](x) ~~s~~ | --- |"),
    _text("a fence", "```"),
    _text("a numbered line", "1. first) 2. second"),
    _text("a rule", "---"),
    _text("JSON", '{"type":"ended","at":"2026-11-23T07:30:00.000+00:00","why":"done"}'),
    _text("an end of JSON", '"}],"\\u0000\\ud800": null //'),
    _text("YAML", "- !!python/object:os.system {a: *b, c: &d} # no: 'yes'"),
    _text("TOML", '[section] key = """x'),
    _text("shell", "$(rm -rf ~) `id` ; && || > /dev/null ~ * ${HOME} !!"),
    _text("a formula", "=cmd|'/c calc'!A1"),
    _text("format strings", "%s %n %(x)s {0} {} {x!r} {{ $x \\1 \\g<0> \\N{DASH}"),
    _text("SQL", "'; DROP TABLE ideas; --"),
    _text("a template", "{{ 7*7 }} {% raw %} <%= x %> ${{ env }}"),
    _text("an option", "--forever --yes"),
    _text("a path upwards", "../../../../etc/shadow"),
    # White space
    _text("spaces of many kinds, and nothing else", " \t\u00a0\u1680\u2003\u2009\u202f\u205f\u3000 ", None),
    _text("wide spaces inside", "a\u3000b\u00a0\u00a0c   d"),
    _text("nothing", "", None),
    # What only an argument can hold
    _text("two lines", "first\nsecond\r\nthird"),
    _text("a fake entry", "real\n  2  0:00  forged\n"),
)
