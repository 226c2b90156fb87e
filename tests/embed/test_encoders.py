"""Encoders: unit rows from texts, whichever serves, and a word when it is not the one that was asked for."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from support.encoders import ENCODERS

from brainstorm.embed import CHOICES, STEMS, open_encoder
from brainstorm.embed.stems import Stems, cosine, cosines, without

TEXTS = ["look at the probe's weights", "inspect probing weight", "ask a colleague over lunch", "", "??!", "the of and"]


def table(name: str, texts: list[str]) -> list[list[float]]:
    """The cosines of texts with each other."""
    encoder = open_encoder(name).encoder
    rows = encoder.encode(texts)
    found: list[list[float]] = (rows @ rows.T).tolist() if encoder.dense else cosines(rows, rows)
    return found


@pytest.mark.parametrize("name", ENCODERS)
def test_rows_have_unit_length_or_none_at_all(name: str) -> None:
    found = table(name, TEXTS)
    for place, text in enumerate(TEXTS):
        assert found[place][place] == pytest.approx(1 if any(map(str.isalpha, text)) else 0, abs=1e-5)


@pytest.mark.parametrize("name", ENCODERS)
def test_texts_that_say_much_the_same_are_nearer(name: str) -> None:
    found = table(name, TEXTS)
    assert found[0][1] > 0.5 > found[0][2]


@pytest.mark.parametrize("name", ENCODERS)
def test_a_text_has_the_same_row_whatever_stands_beside_it(name: str) -> None:
    encoder = open_encoder(name).encoder
    many = encoder.encode([*TEXTS, *(f"word{n} and {n} more" for n in range(5000)), TEXTS[0]])
    few = encoder.encode(TEXTS)
    for one, two in ((many[0], few[0]), (many[1], few[1]), (many[-1], few[0])):
        assert dict(enumerate(one) if encoder.dense else one) == pytest.approx(
            dict(enumerate(two) if encoder.dense else two), abs=1e-5
        )


@pytest.mark.parametrize("name", ENCODERS)
def test_odd_texts_are_texts(name: str) -> None:
    odd = ["\x00\x1b[31m", "🦑🦑", "想出一个办法", "a" * 20_000, "\ud800 lone", "é", "e\u0301"]
    for row in table(name, odd):
        assert all(-1.001 <= value <= 1.001 for value in row)


def test_stem_rows() -> None:
    one, two = Stems().encode(["probing the probes", "a probe, a question"])
    assert set(one) == {"prob"}
    assert cosine(one, two) == pytest.approx(0.5**0.5)
    assert set(without(two, one)) == {"quest"}
    assert cosines([one], [one, two, {}]) == [[pytest.approx(1), pytest.approx(0.5**0.5), 0]]


def test_opening_never_fails_and_says_what_serves_instead(tmp_path: Path) -> None:
    for choice in CHOICES:
        opened = open_encoder(choice, tmp_path)
        if choice not in ("auto", opened.encoder.name):
            assert opened.note
            assert choice in opened.note
        else:
            assert opened.note is None


def test_without_any_library_word_stems_serve(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "class Gone:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('numpy', 'wordllama', 'fastembed'): raise ModuleNotFoundError(name)\n"
        "import importlib.util as util\n"
        "known = util.find_spec\n"
        "util.find_spec = lambda n, *a: None if n in ('numpy', 'wordllama', 'fastembed') else known(n, *a)\n"
        "sys.meta_path.insert(0, Gone())\n"
        "from brainstorm.embed import open_encoder\n"
        "for choice in ('auto', 'wordllama', 'fastembed'):\n"
        "    encoder, note = open_encoder(choice)\n"
        "    print(choice, encoder.name, note)\n"
        "from brainstorm.bank.question import Question\n"
        "from brainstorm.label.offline import Idea, label_offline\n"
        "question = Question.from_entry({'id': 'a', 'question': 'why', 'angles': [{'id': 'x', 'line': 'heat'}]})\n"
        "print(label_offline(question, {}, [Idea(1, 'the heat')], encoder=encoder).ideas[0].angle)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    auto, words, model, angle = done.stdout.splitlines()
    assert auto == f"auto {STEMS} None"
    assert "wordllama is not installed" in words
    assert "rough guess" in words
    assert "fastembed is not installed" in model
    assert angle == "x"


def test_a_library_that_cannot_load_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "wordllama.py").write_text("raise ImportError('no such wheel')\n")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from brainstorm.embed import open_encoder\n"
        "print(*open_encoder('auto'), sep='|')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert "wordllama cannot be loaded (ImportError: no such wheel); word stems serve instead" in done.stdout


@pytest.mark.parametrize("name", [ENCODERS[1]])
def test_opening_leaves_logging_as_it_was(name: str) -> None:
    before = logging.getLogger().handlers[:], logging.getLogger().level
    open_encoder(name)
    assert (logging.getLogger().handlers[:], logging.getLogger().level) == before
