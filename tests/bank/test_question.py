"""Questions read from entries: kindly, whatever an old or damaged journal holds."""

import json

from hypothesis import given
from hypothesis import strategies as st

from brainstorm.bank import Question
from brainstorm.bank.question import DIFFICULTIES, NEEDS, VERBS

ENTRY = {
    "id": "tea-cold",
    "topic": "tea",
    "question": "Why is it cold?\nAnd since when?\n",
    "needs": "some-ml",
    "difficulty": 3,
    "verb": "explain",
    "angles": [{"id": "kettle", "lens": "vary", "name": "Kettle", "line": "Look.", "ask": "At?", "examples": ["a"]}],
    "common_ideas": ["wait", {"line": "boil", "angle": "kettle", "weight": 3}],
    "twists": ["No kettle."],
    "controls": {"same": ["a", "b"], "off_topic": "c", "look_alike": "d"},
    "sources": [{"title": "On tea", "url": "https://example.org", "year": 2024}],
}


def test_a_whole_entry_becomes_a_whole_question():
    question = Question.from_entry(ENTRY)
    assert question.text == "Why is it cold? And since when?"
    assert (question.needs, question.difficulty, question.verb) == ("some-ml", 3, "explain")
    assert question.has_map
    assert question.angles[0].examples == ("a",)
    assert [(idea.line, idea.angle, idea.weight) for idea in question.common_ideas] == [
        ("wait", None, 1),
        ("boil", "kettle", 3),
    ]
    assert question.controls is not None
    assert question.controls.same == ("a", "b")
    assert question.sources[0].year == 2024
    assert question.entry == ENTRY
    assert hash(question) == hash(Question.from_entry(json.loads(json.dumps(ENTRY))))


def test_three_keys_are_enough_for_a_question_without_a_map():
    question = Question.from_entry({"id": "a", "topic": "t", "question": "q"})
    assert not question.has_map
    assert question.angles == question.common_ideas == question.twists == question.sources == ()
    assert question.needs is question.difficulty is question.verb is question.controls is None


def test_odd_parts_are_left_out_and_the_rest_is_kept():
    question = Question.from_entry(
        {
            **ENTRY,
            "needs": "luck",
            "difficulty": True,
            "verb": ["explain"],
            "angles": [None, {"name": "no id"}, {"id": "kettle"}, {"id": 3}],
            "common_ideas": [7, {"line": "boil", "angle": "gone", "weight": 9}],
            "twists": "none",
            "controls": {"same": ["a"]},
            "sources": [{"url": "https://example.org"}, {"title": "t", "year": "soon"}],
            "from_a_later_version": {},
        }
    )
    assert question.needs is question.difficulty is question.verb is question.controls is None
    assert [(angle.id, angle.lens, angle.name) for angle in question.angles] == [("kettle", "other", "kettle")]
    assert [(idea.line, idea.angle, idea.weight) for idea in question.common_ideas] == [("boil", None, 1)]
    assert question.twists == ()
    assert [(source.title, source.url, source.year) for source in question.sources] == [("t", "", None)]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
KEYS = [*ENTRY, "lens", "name", "line", "ask", "examples", "same", "title", "url", "year", "weight", "angle"]


def _hostile(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)


@given(st.dictionaries(st.sampled_from(KEYS), st.recursive(ANYTHING, _hostile, max_leaves=12), max_size=11) | ANYTHING)
def test_no_entry_whatever_makes_it_fail(entry):
    question = Question.from_entry(entry)
    assert question.needs in (*NEEDS, None)
    assert question.difficulty in (*DIFFICULTIES, None)
    assert question.verb in (*VERBS, None)
    assert all(isinstance(text, str) for text in (question.id, question.topic, question.text, *question.twists))
    names = [angle.id for angle in question.angles]
    assert len(names) == len(set(names))
    assert all(idea.angle in (*names, None) and idea.weight in (1, 2, 3) for idea in question.common_ideas)
