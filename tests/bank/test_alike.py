"""Near-duplicates: one word changed is caught anywhere in the bank, and quickly."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainstorm.bank.alike import ALIKE, FEWEST_SHARED, near_duplicates
from brainstorm.bank.gather import gather
from brainstorm.bank.lint import _texts
from brainstorm.bank.words import content, sentences, stem

PROMPTS = Path(__file__).parents[2] / "prompts"
KINDS = ["the line", "the ask", "the example", "the common idea", "the twist", "the wording"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ask it twice.", "ask it TWICE"),
        ("ask it twice and look", "ask it thrice and look"),
        ("ask it twice and look", "ask it twice and then look"),
        ("don't tell it who reads the log", "dont tell it who reads this log"),
        ("role-play as its boss", "act as its boss"),
        ("compare answers of older models in Welsh", "in Welsh, comparing an older model's answers"),
    ],
)
def test_these_are_alike(one, other):
    assert [(pair.first, pair.second) for pair in near_duplicates([one, "something else entirely", other])] == [(0, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ask it", "tell it"),
        ("tell it the test does not matter", "tell it the test matters a lot"),
        ("read a random sample of the data by hand", "have people read a random sample now and then"),
        ("", ""),
        ("…", "!"),
    ],
)
def test_these_are_not(one, other):
    assert near_duplicates([one, other]) == []


@pytest.mark.parametrize("kind", KINDS)
def test_one_word_changed_in_the_bank_is_caught(kind):
    texts = [text.text for text in _texts(gather(str(PROMPTS), ()))[kind]]
    chance = random.Random(kind)
    changed = []
    for text in chance.sample(texts, min(60, len(texts))):
        words = text.split()
        if len(words) >= 3:
            words[chance.randrange(len(words))] = "zebra"
            changed.append(" ".join(words))
    found = {pair.second for pair in near_duplicates([*texts, *changed])}
    assert set(range(len(texts), len(texts) + len(changed))) <= found


@given(st.lists(st.lists(st.sampled_from("tea cup pot lid hob jug mug tap".split()), max_size=8), max_size=12))  # noqa: SIM905
def test_the_index_finds_what_comparing_all_finds(lists):
    texts = [" ".join(words) for words in lists]
    found = {(pair.first, pair.second) for pair in near_duplicates(texts)}
    sets = list(map(content, texts))
    for second in range(len(texts)):
        for first in range(second):
            shared, both = len(sets[first] & sets[second]), len(sets[first] | sets[second])
            if shared >= FEWEST_SHARED and shared >= ALIKE * both:
                assert (first, second) in found


def test_ten_thousand_texts_take_a_second_or_two():
    chance = random.Random(1)
    vocabulary = [f"{a}{b}{c}" for a in "bdfgkmprtvw" for b in "aeiou" for c in "bdklmnprt"]
    texts = [" ".join(chance.choices(vocabulary, k=9)) for _ in range(10_000)]
    begun = time.process_time()
    near_duplicates(texts)
    assert time.process_time() - begun < 5


def test_stems_and_sentences():
    assert len({stem(word) for word in ("probe", "probes", "probing", "probed")}) == 1
    assert len({stem(word) for word in ("stop", "stopped", "stopping", "stops")}) == 1
    assert stem("test") != stem("taste")
    assert sentences('You say stop. "Of course," it says. Now what?') == 3
    assert sentences("Pay 3.5 pounds, e.g. on tea… and wait") == 1
