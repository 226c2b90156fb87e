"""Texts as they are labelled."""

import hashlib
import unicodedata

from brainstorm.session.text import clean


def as_labelled(text: str) -> str:
    """`text` trimmed and in NFC."""
    return unicodedata.normalize("NFC", clean(text))


def of_text(text: str) -> str:
    """Which wording a label is about: the first 8 hex digits of the SHA-256 of the text as labelled."""
    return hashlib.sha256(as_labelled(text).encode()).hexdigest()[:8]


def squeezed(text: str) -> str:
    """`text` with case and white space folded, for looking whether a quote is in it."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
