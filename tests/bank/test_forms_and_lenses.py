"""Forms and lenses: what they hold, and what is refused."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainstorm.bank import BankError, Form, check, load_bank

ENTRY = {
    "id": "quarter",
    "name": "A quarter",
    "about": ["One.", "Two.", "Three."],
    "questions": 2,
    "seconds": 900,
    "turn": "half",
    "pause": False,
    "edit": False,
    "help": "none",
    "draw": "different",
    "counts": "ideas",
}


def test_a_form_is_read_back_from_a_journal_with_what_later_versions_added():
    entry = json.loads(json.dumps({**ENTRY, "lights": "dim"}))
    form = Form.from_entry(entry)
    assert (form.id, form.questions, form.seconds, form.turn, form.pause) == ("quarter", 2, 900, "half", False)
    assert form.about == ("One.", "Two.", "Three.")
    assert form.entry == entry


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"questions": 0}, "questions is 0; a whole number from 1 to 20 is expected"),
        ({"questions": 1}, "turn is half with one question; two questions are expected, or turn none"),
        ({"seconds": 1e9}, "seconds is 1000000000.0; a whole number from 6 to 10800 is expected"),
        ({"seconds": 10**5000}, "seconds is huge; a whole number from 6 to 10800 is expected"),
        ({"turn": "spiral"}, "turn is 'spiral'; none, half, switch or interviewer is expected"),
        ({"pause": "no"}, "pause reads as text; true or false is expected"),
        ({"edit": None}, "edit reads as null; true or false is expected"),
        ({"about": ["One.", "Two."]}, "about has 2 items; exactly 3 are expected"),
        ({"about": ["One.", "Two.", "x" * 77]}, "a line of about is too long; at most 76 characters are expected"),
        ({"name": 3}, "name of a form reads as a number; put it in quotes"),
        ({"id": "../etc"}, "id of a form is '../etc'; 1 to 80 of a-z, 0-9 and - are expected, no - first"),
        ({"help": object()}, "help reads as null; none, ladder or interviewer is expected"),
    ],
)
def test_a_form_that_is_none_says_why_in_one_line(change, message):
    with pytest.raises(ValueError, match="; ") as caught:
        Form.from_entry({**ENTRY, **change})
    assert str(caught.value) == message


def test_a_missing_key_and_a_missing_form_are_told_too():
    with pytest.raises(ValueError, match="a form has no draw"):
        Form.from_entry({key: value for key, value in ENTRY.items() if key != "draw"})
    with pytest.raises(ValueError, match="a form reads as null"):
        Form.from_entry(None)


DEEP = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(list(ENTRY)), DEEP, max_size=11))
def test_any_entry_is_a_form_or_a_value_error(changes):
    entry = {**ENTRY, **changes}
    try:
        form = Form.from_entry(entry)
    except ValueError as error:
        told = str(error).splitlines()
        assert len(told) == 1
    else:
        assert form.seconds == entry["seconds"]


def test_hopeless_nesting_is_a_value_error():
    about: list[object] = []
    for _ in range(100_000):
        about = [about]
    with pytest.raises(ValueError, match="about"):
        Form.from_entry({**ENTRY, "about": about})


def test_extras_may_add_and_replace_forms_and_lenses(prompts: Path, tmp_path: Path):
    mine = tmp_path / "mine"
    mine.mkdir()
    lens = '- {{id: {}, name: "{}", lines: ["a", "b"]}}\n'
    (mine / "lenses.yaml").write_text(lens.format("vary", "Mine") + lens.format("new", "New"), encoding="utf-8")
    (mine / "forms.yaml").write_text(f"# JSON is YAML\n{json.dumps([ENTRY])}\n", encoding="utf-8")
    (mine / "own.yaml").write_text(
        "- {id: a, topic: t, question: q, angles: [{id: x, lens: new, name: n, line: l, ask: a}]}\n", encoding="utf-8"
    )
    bank = load_bank(prompts, [mine])
    assert bank.notes == ()
    assert [(lens.id, lens.name) for lens in bank.lenses] == [("vary", "Mine"), ("new", "New")]
    assert [form.id for form in bank.forms] == ["single", "quarter"]
    assert bank.form("quarter").entry == ENTRY
    assert bank.question("a").angles[0].lens == "new"
    with pytest.raises(BankError, match="there is no form 'quartet'; did you mean quarter"):
        bank.form("quartet")
    with pytest.raises(BankError, match="there is no form 'x'; there are single, quarter"):
        bank.form("x")


def test_problems_of_lenses_and_forms_have_file_and_line(prompts: Path):
    (prompts / "lenses.yaml").write_text(
        '- {id: vary, name: "V", lines: ["a"]}\n- {id: vary, name: "V", lines: ["a", "b"]}\n'
        '- {id: other, name: "V", lines: ["a", no]}\n- {id: b, lines: ["a", "b"], colour: red}\n',
        encoding="utf-8",
    )
    (prompts / "forms.yaml").write_text(json.dumps([{**ENTRY, "colour": "red"}]) + "\n", encoding="utf-8")
    told = [str(problem).removeprefix(f"{prompts}/") for problem in check([], prompts, shipped=True)]
    assert told[:6] == [
        "lenses.yaml:1: lines has 1 items; exactly 2 are expected",
        "lenses.yaml:2: the id vary is taken; another id is expected",
        "lenses.yaml:3: the id other is taken; another id is expected",
        "lenses.yaml:3: a line reads as false; put it in quotes",
        "lenses.yaml:4: a lens has no name; id, name and lines are expected",
        "lenses.yaml:4: a lens has the unknown key 'colour'; id, name, lines and examples are known",
    ]
    assert told[6].startswith("forms.yaml:1: a form has the unknown key 'colour'; id, name, ")
