"""Labels without a model call: which angle an idea is near, how sure that is, and what needs similarities."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.encoders import ENCODERS

from brainstorm.bank import load_bank
from brainstorm.bank.question import Question
from brainstorm.embed import Encoder, open_encoder
from brainstorm.label.labels import Earlier, of_text
from brainstorm.label.offline import Common, Guess, Idea, Labeller, Offline, event_fields, label_offline
from brainstorm.label.offline_weights import weights_of

ROOT = Path(__file__).parents[2]
BANK = load_bank(ROOT / "prompts")
QUESTION = BANK.question("sandbagging-cant-wont")
WORDINGS = BANK.wordings(QUESTION.id)
IDEAS = [
    "tell it that nobody will ever see this score",
    "compare its mistakes with those of an honestly weaker model",
    "fine-tune it on ten right answers and see if it jumps",
    "compare the mistakes with those of a model that's honestly weaker",
    "bananas are yellow and boats are loud",
]


@pytest.fixture(params=ENCODERS)
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return open_encoder(request.param).encoder


def label(encoder: Encoder, texts: list[str] = IDEAS, question: Question = QUESTION, **more: Any) -> Offline:
    wordings = WORDINGS if question.id == QUESTION.id else {}
    return label_offline(
        question, wordings, [Idea(n, text) for n, text in enumerate(texts, start=1)], encoder=encoder, **more
    )


def test_ideas_go_where_a_reader_would_put_them(encoder: Encoder) -> None:
    angles = [guess.angle for guess in label(encoder).ideas]
    assert angles[1:4] == ["error-fingerprint", "light-training", "error-fingerprint"]


def test_the_bank_s_own_examples_are_mostly_found_by_the_rest_of_the_map(encoder: Encoder) -> None:
    right = 0
    for angle in QUESTION.angles:
        entry = dict(QUESTION.entry)
        entry["angles"] = [{**part, "examples": []} for part in entry["angles"]]
        found = label(encoder, list(angle.examples), Question.from_entry(entry))
        right += sum(angle.id in [name for name, _ in guess.top[:3]] for guess in found.ideas)
    assert right >= 0.5 * sum(len(angle.examples) for angle in QUESTION.angles)


def test_chances_add_up_and_fall(encoder: Encoder) -> None:
    for guess in label(encoder).ideas:
        chances = [chance for _, chance in guess.top]
        assert sum(chances) == pytest.approx(1, abs=0.01)
        assert chances == sorted(chances, reverse=True)
        assert {name for name, _ in guess.top} == {angle.id for angle in QUESTION.angles} | {"other"}
        assert (guess.angle, guess.confidence) == guess.top[0]


def test_what_has_nothing_to_do_with_the_question_is_likelier_to_be_other(encoder: Encoder) -> None:
    found = [dict(guess.top)["other"] for guess in label(encoder).ideas]
    assert found[-1] > max(found[1:4])


def test_a_rephrased_idea_may_be_a_repeat_and_gains_little(encoder: Encoder) -> None:
    found = label(encoder).ideas
    assert [guess.repeat_of for guess in found] == [None, None, None, 2, None]
    assert found[0].gain == 1
    assert found[3].gain < 0.5 < found[2].gain


def test_common_ideas_are_recognised_and_far_ones_are_outside(encoder: Encoder) -> None:
    first = QUESTION.common_ideas[0].line
    one, far = label(encoder, [first, IDEAS[-1]]).ideas
    assert (one.near, one.nearest_common, one.common) == ("common", 0, 0)
    assert (far.near, far.common) == ("outside", False)
    assert one.uncommonness is not None
    assert far.uncommonness is not None
    assert far.uncommonness > one.uncommonness


def test_a_pool_takes_the_place_of_the_common_ideas(encoder: Encoder) -> None:
    pool = [Common("bananas and loud boats", 5), Common("something else entirely")]
    found = label(encoder, pool=pool).ideas
    assert found[-1].uncommonness == min(guess.uncommonness or 9 for guess in found)
    assert found[-1].nearest_common == 0
    assert label(encoder, pool=[]).ideas[0].uncommonness is None


def test_one_s_own_past_is_looked_at_when_there_is_one(encoder: Encoder) -> None:
    assert label(encoder).ideas[0].again is None
    found = label(encoder, history=[Earlier("s1", 4, IDEAS[1])]).ideas
    assert found[1].again == Earlier("s1", 4, IDEAS[1])
    assert found[1].label()["again"] == {"session": "s1", "n": 4}
    assert found[-1].again is False
    assert [guess.new_for_you for guess in (found[1], found[-1])] == [
        pytest.approx(0, abs=0.01),
        pytest.approx(1, abs=0.2),
    ]


def test_without_a_map_there_are_no_angles_and_the_rest_is_there(encoder: Encoder) -> None:
    found = label(encoder, question=Question.from_entry({"id": "x", "question": "How do you keep tea warm?"}))
    assert found.ideas[0].angle is None
    assert found.ideas[0].top == ()
    assert found.ideas[3].repeat_of == 2
    assert 3 <= found.without_map < 5
    assert "angle" not in found.ideas[0].label()
    assert "common" not in found.ideas[0].label()


def test_a_map_of_one_angle_and_of_mere_lines_will_do(encoder: Encoder) -> None:
    entry = {"id": "x", "question": "How do you keep tea warm?", "angles": [{"id": "wool", "line": "Wrap it up."}]}
    assert label(encoder, ["wrap the pot up in wool"], Question.from_entry(entry)).ideas[0].angle == "wool"


def test_no_ideas_give_no_labels(encoder: Encoder) -> None:
    assert label(encoder, []) == Offline(encoder.name, (), 0.0)


def test_alike_ideas_make_fewer_different_angles(encoder: Encoder) -> None:
    same = label(encoder, ["look at the weights of the model"] * 6)
    assert same.without_map == pytest.approx(1, abs=0.01)
    assert label(encoder).without_map > 3


def test_lists_labelled_together_get_what_they_get_alone(encoder: Encoder) -> None:
    ready = Labeller(QUESTION, WORDINGS, encoder)
    one = [Idea(n, text) for n, text in enumerate(IDEAS, start=1)]
    together = ready.label([one, one[:2], []])
    assert [len(part.ideas) for part in together] == [5, 2, 0]
    for part, alone in zip(together, (one, one[:2], []), strict=True):
        again = ready.label([alone])[0]
        assert [guess.angle for guess in part.ideas] == [guess.angle for guess in again.ideas]
        assert part.without_map == pytest.approx(again.without_map, abs=0.01)


def test_the_event_holds_labels_figures_and_who_made_them(encoder: Encoder) -> None:
    found = label(encoder)
    event = json.loads(json.dumps(event_fields([(1, found)], version=encoder.version)))
    assert event["with"] == {"encoder": encoder.name, "version": encoder.version}
    assert event["figures"]["questions"] == [{"q": 1, "without_map": found.without_map}]
    first = event["figures"]["ideas"][0]
    assert (first["n"], first["of"]) == (1, of_text(IDEAS[0]))
    assert len(first["top"]) == len(QUESTION.angles) + 1
    assert "same_as" not in event["labels"][0], "a similarity asks; it doesn't tell"


def test_every_encoder_has_weights_for_every_kind_of_map() -> None:
    for name in ("wordllama", "fastembed", "stems"):
        for kind in ("worded", "bare", "lines"):
            found = weights_of(name, kind)
            assert found.angles
            assert found.near <= found.common
            assert 0 < found.repeat < 1


def test_a_guess_without_anything_says_nothing() -> None:
    assert Guess(1, "tea").label() == {"n": 1, "of": of_text("tea")}
