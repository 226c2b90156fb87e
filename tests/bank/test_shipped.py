"""The prompts this repository ships."""

from pathlib import Path

import pytest

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
def test_each_question_has_its_whole_map(bank, name):
    question = bank.question(name)
    assert (len(question.angles), len(question.common_ideas), len(question.sources)) == COUNTS[name]
    assert all(len(angle.examples) == 6 for angle in question.angles)
    assert len({angle.lens for angle in question.angles}) >= 5
    assert all(len(angle.ask.split()) <= 16 for angle in question.angles)
    assert len(question.twists) == 3
    assert question.controls is not None
    assert None not in (question.needs, question.difficulty, question.verb)
    assert Path(bank.row(name).file).name == f"{question.topic}.yaml"


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
        "The call", 2, 900, "half", "none", "different"
    )  # fmt: skip
    assert not call.pause
    assert not call.edit
    assert single.counts == call.counts == "ideas"


def test_the_form_in_the_docs_is_one(bank, tmp_path):
    text = (PROMPTS.parent / "docs" / "forms.md").read_text(encoding="utf-8")
    (tmp_path / "forms.yaml").write_text(text.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert load_bank(PROMPTS, [tmp_path]).form("quarter").seconds == 900
