"""Text is kept as it is, and shown so that it can do no harm."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainstorm.session.text import clean, folded, safe_json, text_of, visible, visible_in_place

anything = st.text(st.characters())
"""Lone surrogates included."""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("a\x00b\x07c\x7f", "a␀b␇c␡"),
        ("two\nlines\r\n", "two⏎lines␍⏎"),
        ("a\tb", "a b"),
        ("\x9b31m\x85", "‹009B›31m‹0085›"),
        ("\u202egnp.exe\u2066x\u2069", "‹202E›gnp.exe‹2066›x‹2069›"),
        ("\u2028\u2029\ufeff", "‹2028›‹2029›‹FEFF›"),
        ("tag\U000e0041", "tag‹E0041›"),
        ("half \ud83d", "half \ufffd"),
        ("日本語 👩‍👩‍👧 e\u0301 [bold]", "日本語 👩‍👩‍👧 e\u0301 [bold]"),
    ],
)
def test_what_could_harm_a_terminal_is_shown_as_a_stand_in(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(anything)
def test_shown_text_is_one_line_without_any_control(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in shown)
    assert not any(
        unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI") for c in shown
    )
    shown.encode()


@given(anything)
def test_kept_text_loses_outer_white_space_and_nothing_else(text: str) -> None:
    kept = clean(text)
    kept.encode()
    assert kept == kept.strip()
    assert clean(kept) == kept
    if text.isprintable():
        assert kept == text.strip()


def test_bytes_that_were_smuggled_in_as_surrogates_come_out_as_the_text_they_were() -> None:
    assert clean(" caf\udcc3\udca9 ") == "café"
    assert clean("caf\udce9") == "caf\ufffd"
    assert clean("caf\ud83d") == "caf\ufffd"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | anything,
        lambda inner: st.lists(inner) | st.dictionaries(anything, inner),
    )
)
def test_json_is_harmless_on_a_terminal_and_reads_back_the_same(value: object) -> None:
    for indent in (None, 2):
        dumped = safe_json(value, indent=indent)
        assert dumped.replace("\n", "") == visible(dumped.replace("\n", ""))
        assert json.loads(dumped) == json.loads(json.dumps(value))
        dumped.encode()
    assert "\n" not in safe_json(value)


def test_json_has_no_number_that_is_none() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        safe_json(float("nan"))


@pytest.mark.parametrize("other", ["ask  it TWICE", " ask it twice ", "Ask\tit\ntwice", "ａｓｋ it twice"])
def test_the_same_words_are_the_same_whatever_their_case_and_spaces(other: str) -> None:
    assert folded(other) == folded("ask it twice")


def test_a_key_that_holds_something_else_counts_as_missing() -> None:
    assert text_of({"id": "a"}, "id") == "a"
    assert text_of({"id": 3}, "id", "none") == "none"
    assert text_of({}, "id") == ""


def test_in_place_each_control_is_one_sign() -> None:
    text = "a\x1b[2J\0\u202eb\tc\x9b"
    assert visible_in_place(text) == "a␛[2J␀\ufffdb c\ufffd"
    assert len(visible_in_place(text)) == len(text)
