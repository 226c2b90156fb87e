"""The prompts this repository ships."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.bank import agreement, weights
from brainstorm.bank import Bank, check, load_bank

PROMPTS = Path(__file__).parents[2] / "prompts"

COUNTS = {  # angles, common ideas, sources
    "auditing-secret-quirk": (9, 13, 3),
    "control-hostile-colleague": (10, 14, 4),
    "cot-real-reasons": (10, 13, 4),
    "eval-awareness-leaky-exam": (9, 13, 4),
    "generalisation-strange-lessons": (10, 12, 4),
    "internals-deception-direction": (10, 15, 4),
    "introspection-own-account": (10, 14, 4),
    "multi-agent-hundred-copies": (10, 15, 4),
    "oversight-two-experts": (9, 13, 4),
    "reward-hacking-morning-report": (9, 14, 4),
    "sandbagging-cant-wont": (9, 14, 4),
    "sycophancy-slow-slide": (10, 14, 3),
}


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(PROMPTS)


def test_nothing_is_wrong_with_them():
    assert check([], PROMPTS, shipped=True) == []


@pytest.mark.parametrize("name", COUNTS)
def test_the_first_twelve_keep_their_maps(bank, name):
    question = bank.question(name)
    assert (len(question.angles), len(question.common_ideas), len(question.sources)) == COUNTS[name]
    assert all(len(angle.examples) == 6 for angle in question.angles)


def test_there_are_three_questions_in_each_of_sixteen_topics(bank):
    topics = Counter(row.topic for row in bank.rows)
    assert len(topics) == 16
    assert min(topics.values()) >= 3


def test_the_mix_is_that_of_a_call(bank):
    rows = bank.rows
    needs, difficulty = Counter(row.needs for row in rows), Counter(row.difficulty for row in rows)
    share = {key: count / len(rows) for key, count in (*needs.items(), *difficulty.items())}
    assert share["black-box"] == pytest.approx(0.75, abs=0.03)
    assert share["some-ml"] == pytest.approx(0.15, abs=0.03)
    assert share["deep"] == pytest.approx(0.10, abs=0.03)
    assert (share[1], share[2], share[3]) == pytest.approx((0.25, 0.5, 0.25), abs=0.03)
    assert min(Counter(row.verb for row in rows).values()) >= 5
    assert {row.verb for row in rows} == {"detect", "prevent", "measure", "explain", "design", "predict"}
    for topic in bank.topics:
        assert len({row.verb for row in rows if row.topic == topic}) == 3


def test_every_question_has_a_whole_map_and_plain_wordings(bank):
    for row in bank.rows:
        question = bank.question(row.id)
        assert 7 <= len(question.angles) <= 10, row.id
        assert len({angle.lens for angle in question.angles}) >= 5, row.id
        assert all(len(angle.examples) >= 3 for angle in question.angles), row.id
        assert all(len(angle.ask.split()) <= 16 for angle in question.angles), row.id
        assert 10 <= len(question.common_ideas) <= 16, row.id
        assert len(question.twists) == 3, row.id
        assert 2 <= len(question.sources) <= 4, row.id
        assert max(source.year or 0 for source in question.sources) >= 2025, row.id
        assert question.controls is not None, row.id
        assert None not in (question.needs, question.difficulty, question.verb), row.id
        wordings = bank.wordings(row.id)
        assert set(wordings) == {angle.id for angle in question.angles}, row.id
        assert min(map(len, wordings.values())) >= 12, row.id
        assert Path(row.file).name == f"{question.topic}.yaml"


def test_the_weights_of_the_common_ideas_are_those_counted_from_the_raw_lists():
    assert weights.wrong() == []


def test_two_readers_agree_on_the_maps():
    assert min(row.kappa for row in agreement.agreements()) >= 0.7


def test_there_are_fifteen_lenses_with_two_short_lines_each(bank):
    assert " ".join(lens.id for lens in bank.lenses) == (
        "vary repeat compare stakes ask outsider plant build train inside wild structure people borrow theory"
    )
    for lens in bank.lenses:
        assert all(len(line.split()) <= 14 for line in lens.lines)
    assert len({line for lens in bank.lenses for line in lens.lines}) == 30


def test_single_and_the_call_are_there(bank):
    single, call = (bank.form(name) for name in ("single", "call"))
    assert (single.name, single.questions, single.seconds, single.turn, single.help, single.draw) == (
        "Single", 1, 600, "none", "ladder", "any"
    )  # fmt: skip
    assert single.pause
    assert single.edit
    assert (call.name, call.questions, call.seconds, call.turn, call.help, call.draw) == (
        "The call", 2, 900, "interviewer", "interviewer", "different"
    )  # fmt: skip
    assert not call.pause
    assert not call.edit
    assert single.counts == call.counts == "ideas"


def test_the_form_in_the_docs_is_one(bank, tmp_path):
    text = (PROMPTS.parent / "docs" / "forms.md").read_text(encoding="utf-8")
    (tmp_path / "forms.yaml").write_text(text.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert load_bank(PROMPTS, [tmp_path]).form("quarter").seconds == 900
