"""Texts as they are labelled."""

import unicodedata

from brainstorm.session.text import clean


def as_labelled(text: str) -> str:
    """`text` trimmed and in NFC."""
    return unicodedata.normalize("NFC", clean(text))


def squeezed(text: str) -> str:
    """`text` with case and white space folded, for looking whether a quote is in it."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
