"""Lists of questions, taken over: what counts as a question, ids that stay, and nothing that crashes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brainstorm.bank import check
from brainstorm.bank.importing import entries, to_yaml
from brainstorm.bank.lists import Listed, ListError, decode, expect_list, read_list

MARKDOWN = """\
---
title: mine
---
# Honesty
An introduction that is no question.
- How would you tell a **lie** from
  an [error](https://example.org "x")?
  - a note
    that goes on
- [ ] What does `rm -rf` *mean*?
<!-- - not this
-->
Rules & règles
--------------
1. Is snake_case_here kept?
2) > quoted?

```
- nor this
```
"""


def texts(text: str, suffix: str = ".md") -> list[tuple[str, str]]:
    return [(one.topic, one.text) for one in read_list(text, suffix)]


def test_markdown():
    assert texts(MARKDOWN) == [
        ("Honesty", "How would you tell a lie from an error?"),
        ("Honesty", "What does rm -rf mean?"),
        ("Rules & règles", "Is snake_case_here kept?"),
        ("Rules & règles", "> quoted?"),
    ]
    assert [one.line for one in read_list(MARKDOWN, ".md")] == [6, 10, 15, 16]


def test_markdown_without_lists_is_read_by_paragraphs():
    assert texts("# A\nOne\ntwo?\n\n> Three?\n\n---\n\n## B ##\nFour?\n") == [
        ("A", "One two?"),
        ("A", "Three?"),
        ("B", "Four?"),
    ]


def test_plain_text():
    assert texts("1. one two?\n   goes on\n\n* three\n• four\nfive\n\n- \n---\n", ".txt") == [
        ("", "one two? goes on"),
        ("", "three"),
        ("", "four"),
        ("", "five"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables(mark):
    table = mark.join(["ID", "Question", "topic"]) + "\n" + mark.join(["a-b", '"Why\nso?"', "Tea"]) + "\n"
    table += mark.join(["", '"And, then; what?"', ""]) + "\n"
    found = read_list(table, ".csv")
    assert found == [Listed(2, "Why so?", "Tea", "a-b"), Listed(4, "And, then; what?", "", "")]


@pytest.mark.parametrize(
    ("text", "suffix", "message"),
    [
        ("", ".md", "no question was found in it"),
        ("# only\n## headings\n", ".md", "no question was found"),
        ("---\n- a\n", ".txt.", None),
        ("text\nwhy\n", ".csv", "line 1: the first line names no column “question”"),
        ("question,question\nwhy,who\n", ".csv", "line 1: a column's name stands there twice"),
        ("question\nwhy, indeed\n", ".csv", "line 2: 2 cells stand under 1 columns"),
        ("id,question\nNo!,why\n", ".csv", "line 2: the id is 'No!'"),
        ('question,topic\na,b\n"why,c\nd,e\n', ".csv", "line 3: a quoted text begins in this row and never ends"),
        ('question\n"why "so""\n', ".csv", "line 2: a quoted text ends before its cell does"),
        ("# T\n\n| question |\n|---|\n| why |\n", ".md", "line 3: a table stands here; save it as CSV"),
        ('question\n"' + "x" * 200_000 + '"\n', ".csv", "line 2: it cannot be read as CSV"),
        ("a " * 1001, ".txt", "line 1: the question has more than 2000 characters"),
        ("why\n" * 5001, ".txt", "line 5001: there are more than 5000 questions"),
    ],
)
def test_what_is_no_list_is_told_in_a_line(text, suffix, message):
    if message is None:
        assert read_list(text, suffix)
        return
    with pytest.raises(ListError) as caught:
        read_list(text, suffix)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfeh\0i\0", "it is written in UTF-16"),
        (b"a\nb\xe9\n", "line 2: the byte 0xe9 is not UTF-8"),
        (b"a\n\0", "line 2: a NUL byte stands here"),
    ],
)
def test_what_is_no_text_is_told_in_a_line(data, message):
    with pytest.raises(ListError, match=message):
        decode(data)
    assert decode(b"\xef\xbb\xbfa\r\nb\rc") == "a\nb\nc"


def test_what_is_no_list_by_its_name_is_refused_before_it_is_read():
    for suffix in ("", ".txt", ".md", ".csv", ".tsv", ".org"):
        expect_list(suffix)
    with pytest.raises(ListError, match="a file of the bank, which --bank reads"):
        expect_list(".yaml")
    with pytest.raises(ListError, match=r"a \.docx file is no list; save it as"):
        expect_list(".docx")


def test_a_table_beside_a_list_is_a_note():
    assert texts("| a |\n|---|\n\n- why?\n") == [("", "why?")]


def ids(*listed: str, topic: str | None = "tea", taken: dict[str, str] | None = None) -> list[str]:
    made, _ = entries([Listed(n, text) for n, text in enumerate(listed, 1)], topic, taken or {})
    return [entry["id"] for entry in made]


def test_ids_are_made_from_the_words_and_stay():
    assert ids("Why does my cup go cold?") == ["tea-cup-cold"]
    assert ids("Why?", "什么？") == ["tea-why", ids("什么？")[0]]
    first, second = ids("Why does my cup go cold?", "How does your cup go cold?")
    assert first == "tea-cup-cold"
    assert second.startswith("tea-cup-cold-")
    assert ids("Why does my cup go cold?", taken={"tea-cup-cold": "another"}) != ["tea-cup-cold"]
    assert ids("Why does my cup go cold?", taken={"tea-cup-cold": "Why does my cup go cold?"}) == ["tea-cup-cold"]


def test_what_came_before_is_left_out_and_given_ids_are_kept():
    made, left_out = entries([Listed(1, "a?"), Listed(2, "a?"), Listed(3, "b?", id="x")], None, {}, {"c?"})
    assert ([entry["id"] for entry in made], left_out) == (["own-a", "x"], 1)
    assert entries([Listed(1, "c?")], None, {}, {"c?"}) == ([], 1)
    with pytest.raises(ListError, match="line 2: the id x stands here again"):
        entries([Listed(1, "a?", id="x"), Listed(2, "b?", id="x")], None, {})
    with pytest.raises(ListError, match="line 1: the id x belongs to another question"):
        entries([Listed(1, "a?", id="x")], None, {"x": "b?"})
    made, _ = entries([Listed(1, "x?"), Listed(2, "y?", id="own-x")], None, {})
    assert made[0]["id"] != "own-x"


@given(st.text(max_size=300), st.sampled_from([".md", ".csv", ".txt", ".tsv"]))
def test_any_text_becomes_sound_entries_or_one_line(tmp_path_factory, text, suffix):
    if suffix in (".csv", ".tsv"):
        text = "id,question,topic\n" + text
    try:
        made, _ = entries(read_list(decode(text.encode("utf-8", "replace")), suffix), None, {})
    except ListError as error:
        told = str(error).splitlines()
    else:
        told = []
    assert len(told) <= 1
    if told:
        return
    folder = tmp_path_factory.mktemp("lists")
    (folder / "lenses.yaml").write_text('- {id: vary, name: "V", lines: ["a", "b"]}\n', encoding="utf-8")
    (folder / "x.yaml").write_text(to_yaml(made), encoding="utf-8")
    assert check([folder / "x.yaml"], folder) == []
    from brainstorm.bank.gather import gather

    found = gather(str(folder), [str(folder / "x.yaml")]).questions
    assert [piece.node.plain() for piece in found.values()] == made
