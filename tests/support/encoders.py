"""The encoders a test can have here."""

from __future__ import annotations

import importlib.util

import pytest

ENCODERS = [
    "stems",
    pytest.param(
        "wordllama",
        marks=pytest.mark.skipif(
            importlib.util.find_spec("wordllama") is None, reason="the extra [angles] is not here"
        ),
    ),
]
"""For `parametrize`: word stems everywhere, word vectors where they are installed."""
