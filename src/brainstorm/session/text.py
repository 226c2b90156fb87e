"""Text that people (or models, or files) wrote: how it is kept, and how it is shown without harm.

Kept text loses nothing but outer white space. Shown text never lets a control character, an escape sequence or
a direction override reach a terminal: each is drawn as a visible stand-in.
"""

import json
import re
import unicodedata
from collections.abc import Mapping

# C0 and DEL, C1, direction marks/overrides/isolates, line and paragraph separators, tags, other invisible controls.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)

_LONE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # what JSON can spell and surrogateescape has no byte for


_COMPACT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode  # made once


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return "⏎" if code == 0x0A else " " if code == 0x09 else chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"‹{code:04X}›"


def visible(text: str) -> str:
    """`text` on one line, with every control character replaced by a visible stand-in."""
    return _HARMFUL.sub(_stand_in, text)


def visible_in_place(text: str) -> str:
    """The same with one sign for each control character, so that places in the text stay what they were."""
    return _HARMFUL.sub(lambda match: sign if len(sign := _stand_in(match)) == 1 else "\ufffd", text)


def clean(text: str) -> str:
    """`text` as it is kept: outer white space trimmed, what is no Unicode text at all made U+FFFD."""
    return unicode_text(text).strip()


def unicode_text(text: str) -> str:
    """`text` without surrogates: bytes that Python smuggled through are read as UTF-8, the rest become U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _LONE.sub("\ufffd", text)
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text


def safe_json(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON that is readable in any script and harmless on a terminal: controls stand as \\uXXXX."""
    dumped = (
        _COMPACT(value) if indent is None else json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    )
    return _HARMFUL.sub(_escape, dumped)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\n":  # only ever the line breaks of an indented dump; inside strings it is escaped already
        return character
    return _spelled(character)


def _spelled(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def spell_out(error: UnicodeError) -> tuple[str, int]:
    """An encoding error handler: characters the encoding lacks stand as \\uXXXX, which JSON reads, too."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_spelled, error.object[error.start : error.end])), error.end


def folded(text: str) -> str:
    """`text` with case and runs of white space folded: equal results count as the same words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def text_of(mapping: Mapping[str, object], key: str, default: str = "") -> str:
    """The string under `key`, or `default` when there is none or it is something else."""
    value = mapping.get(key)
    return value if isinstance(value, str) else default
