"""What is refused in a file of questions, and the line that says so."""

import os
from pathlib import Path

import pytest
import yaml

from brainstorm.bank import Problem, check

GOOD = '- id: tea-hot\n  topic: tea\n  question: "Why is it hot?"\n'
UNTAG = "stands here; leave it out; text stands in quotes"
CONTROLS = "controls has no look_alike; same, off_topic and look_alike are expected"
UNKNOWN = (
    "a question has the unknown key 'anlges'; id, topic, question, needs, difficulty, verb, angles, "
    "common_ideas, twists, controls and sources are known"
)
ENTRY = "- id: tea-hot\n  topic: tea\n  question: {}\n"


def test_a_good_file_has_no_problems(complaints):
    assert complaints(GOOD) == []
    assert complaints(b"\xef\xbb\xbf" + GOOD.encode()) == []
    assert complaints(GOOD.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "1: is empty; a list is expected"),
        (b" \n\n", "1: is empty; a list is expected"),
        (b"# only a remark\n", "1: is empty; a list is expected"),
        (GOOD.encode("utf-16"), "1: is written in UTF-16; save it as UTF-8"),
        (b"- id: a\n  topic: b\xe9\n", "2: the byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (b"- id: a\n\n  topic: \0b\n", "3: a NUL byte stands here; a text file in UTF-8 is expected"),
        (b"- id: a\n\ttopic: b\n", "2: a tab stands here; use spaces"),
        (b"# a\tb\n\n\tc\n\td\n", "1: a tab stands here (and on 2 more lines); use spaces"),
        (b"- id: a\n  topic: \x1b[31m\n", "2: the character U+001B stands here, which nobody can see; take it out"),
        (b"- id: a\r  topic: b\n", "1: the character U+000D stands here, which nobody can see; take it out"),
        ("- id: \u2028\n".encode(), "1: the character U+2028 stands here, which nobody can see; take it out"),
        (b"x" * 5_000_001, "1: is larger than 5 MB; split it into several files"),
    ],
    ids=["nothing", "blanks", "remark", "utf-16", "latin-1", "nul", "tab", "tabs", "escape", "cr", "u2028", "size"],
)  # fmt: skip
def test_what_is_no_honest_text_file_is_refused_with_its_line(complaints, content, expected):
    assert complaints(content) == [expected]


def test_a_file_of_just_under_5_mb_is_taken(complaints):
    assert complaints(GOOD.encode() + b"#" * (5_000_000 - len(GOOD))) == []


def test_paths_that_are_no_files_are_refused_at_once(tmp_path, prompts):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "sub.yaml").mkdir()
    (tmp_path / "none").mkdir()
    secret = tmp_path / "secret.yaml"
    secret.write_text(GOOD, encoding="utf-8")
    secret.chmod(0)
    names = ["pipe.yaml", "folder", "none", "gone.yaml", "nul\0.yaml", "/dev/null"]
    names += ["secret.yaml"] if os.geteuid() else []
    problems = [str(problem) for problem in check([tmp_path / name for name in names], prompts)]
    expected = "a YAML file or a folder of them is expected"
    assert problems[:6] == [
        f"{tmp_path}/pipe.yaml:1: is not a regular file; a YAML file is expected",
        f"{tmp_path}/folder/sub.yaml: is a folder; a YAML file is expected",
        f"{tmp_path}/none: holds no .yaml files; questions are expected here or in questions/",
        f"{tmp_path}/gone.yaml: cannot be read (No such file or directory); {expected}",
        f"{tmp_path}/nul\\x00.yaml: cannot be read (embedded null byte); {expected}",
        "/dev/null:1: is not a regular file; a YAML file is expected",
    ]
    assert len(problems) == len(names)


@pytest.mark.parametrize("loader", ["fast", "slow"])
@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("- id: [tea\n  topic: tea\n", "23"),
        ("- id: tea\n   topic: tea\n", "2"),
        ("- id: yes\n- question: What: exactly?\n", "2"),
        ("- id: yes\n- id: @tea\n", "2"),
        ('- id: yes\n- id: "\\q"\n', "2"),
        ('- id: yes\n- id: "tea\n', "23"),
        ("- id: yes\n- }\n", "2"),
        ('- id: "\\UFFFFFFFF"\n', "1"),
        ("%YAML 9.9\n---\n- id: a\n", "1"),
    ],
)
def test_a_syntax_error_is_reported_alone(complaints, monkeypatch, loader, content, lines):
    if loader == "slow":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    (told,) = complaints(content)
    line, _, rest = told.partition(": ")
    assert line in lines  # the two loaders may notice an open bracket or quote one line apart
    assert rest.startswith("cannot be read as YAML: ")


def test_an_open_quote_is_said_to_begin_where_it_does(complaints):
    (told,) = complaints(GOOD.replace('hot?"', "hot?") + "  needs: deep\n")
    assert "(begun on line 3)" in told


def test_deep_nesting_is_one_clear_line(complaints):
    assert complaints("- " * 3000 + "x") == ["1: is nested deeper than 12 levels; a flat list is expected"]
    assert complaints("[" * 100_000) == ["1: is nested deeper than 12 levels; a flat list is expected"]
    assert complaints(GOOD + "  twists: " + "{a: " * 50 + "}" * 50) == [
        "4: is nested deeper than 12 levels; a flat list is expected"
    ]


@pytest.mark.parametrize("loader", ["fast", "slow"])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (GOOD + "  id: tea-b\n", "4: the key 'id' stands here again (first on line 1); keep one of them"),
        (ENTRY.format("&a 'x'"), "3: the anchor &a stands here; leave it out"),
        (ENTRY.format("*a"), "3: the alias *a stands here; write the text out"),
        (ENTRY.format("!!str 1"), f"3: the tag 'tag:yaml.org,2002:str' {UNTAG}"),
        (ENTRY.format("!!python/name:a.b x"), f"3: the tag 'tag:yaml.org,2002:python/name:a.b' {UNTAG}"),
        (GOOD + "  <<: {a: b}\n", "4: the merge key << stands here; write the keys out"),
        (GOOD + "  yes: no\n", "4: the key 'yes' reads as true; put it in quotes"),
        (GOOD + "  [a]: b\n", "4: a key reads as a list; a word is expected; text with a colon stands in quotes"),
        (GOOD + "---\n" + GOOD, "4: a second document begins here; one list a file is expected"),
        (ENTRY.format('"a\\eb"'), "3: the text holds the character U+001B, which nobody can see; take it out"),
        (ENTRY.format('"a\\tb"'), "3: the text holds the character U+0009, which nobody can see; take it out"),
    ],
)  # fmt: skip
def test_only_plain_yaml_is_taken(complaints, monkeypatch, loader, content, expected):
    if loader == "slow":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert complaints(content) == [expected]


@pytest.mark.parametrize(
    ("written", "reads_as"),
    [
        ("yes", "true"),
        ("Off", "false"),
        ("~", "null"),
        ("", "null"),
        ("12", "a number"),
        ("1.5", "a number"),
        ("0x1f", "a number"),
        ("9" * 5000, "a number"),
        ("2024-05-06", "a date"),
        ("{a: b}", "a mapping"),
        ("[a]", "a list"),
    ],
)
def test_what_is_no_text_is_said_to_need_quotes(complaints, written, reads_as):
    assert complaints(ENTRY.format(written)) == [f"3: question reads as {reads_as}; put it in quotes"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("needs: magic", "needs is 'magic'; black-box, some-ml or deep is expected"),
        ("needs: 3", "needs reads as a number; black-box, some-ml or deep is expected"),
        ("difficulty: 4", "difficulty is 4; a whole number from 1 to 3 is expected"),
        ('difficulty: "2"', "difficulty reads as text; a whole number from 1 to 3 is expected"),
        ("difficulty: yes", "difficulty reads as true; a whole number from 1 to 3 is expected"),
        ("verb: guess", "verb is 'guess'; detect, prevent, measure, explain, design or predict is expected"),
        ("angles: none", "angles reads as text; a list is expected"),
        ("angles: [x]", "an angle reads as text; a mapping with id, lens, name, line and ask is expected"),
        ("twists: [no]", "a twist reads as false; put it in quotes"),
        ('twists: [" "]', "a twist is empty; some text is expected"),
        ("common_ideas: [{weight: 2}]", "a common idea has no line; line is expected"),
        ("common_ideas: [{line: x, weight: 0}]", "weight is 0; a whole number from 1 to 3 is expected"),
        (
            "common_ideas: [{line: x, angle: kettle}]",
            "angle of a common idea is kettle; an angle of this question is expected",
        ),
        ("controls: {same: [a, b, c], off_topic: d, look_alike: e}", "same has 3 items; exactly 2 are expected"),
        ("controls: {same: [a, b], off_topic: d}", CONTROLS),
        ("sources: [{title: a, url: b}]", "url is 'b'; a link with https:// is expected"),
        ("sources: [{title: a, url: 'https://b.org', year: soon}]",
         "year reads as text; a whole number from 1800 to 2100 is expected"),
        ("anlges: []", UNKNOWN),
    ],
)  # fmt: skip
def test_each_part_of_a_question_is_checked(complaints, more, expected):
    assert complaints(f"{GOOD}  {more}\n") == [f"4: {expected}"]


ANGLE = '{{id: {}, lens: {}, name: "n", line: "l", ask: "a"}}'


@pytest.mark.parametrize(
    ("angles", "expected"),
    [
        ([("a", "vary"), ("a", "other")], "5: the angle a stands here again; another id is expected"),
        ([("other", "vary")], "4: id of an angle is other; another word is expected; labels use this one"),
        ([("none", "vary")], "4: id of an angle is none; another word is expected; labels use this one"),
        ([("a", "vary"), ("b", "wild")], "5: lens is 'wild'; vary or other is expected"),
        ([("A", "vary")], "4: id of an angle is 'A'; 1 to 80 of a-z, 0-9 and - are expected, no - first"),
    ],
)
def test_angles_have_ids_and_lenses_that_fit(complaints, angles, expected):
    listed = ",\n    ".join(ANGLE.format(*angle) for angle in angles)
    assert complaints(f"{GOOD}  angles: [{listed}]\n") == [expected]


def test_all_problems_of_a_file_are_told_at_once(complaints):
    told = complaints(
        "- id: Tea\n"
        "  topic: yes\n"
        "- topic: tea\n"
        "  question: q\n"
        "  needs: luck\n"
        "- id: a\n"
        "  topic: t\n"
        "  question: *x\n"
        "- id: a\n"
        "  topic: t\n"
        "  question: q\n"
        "- just text\n"
    )
    assert [line.partition(":")[0] for line in told] == ["8", "1", "1", "2", "3", "5", "9", "12"]
    assert told[1] == "1: a question has no question; id, topic and question are expected"
    assert told[6] == "9: the id 'a' is taken (line 6); another id is expected"
    assert told[7] == "12: a question reads as text; a mapping with id, topic and question is expected"


def test_a_mapping_where_the_list_of_questions_is_due(complaints):
    assert complaints("id: a\ntopic: t\n") == ["1: the file reads as a mapping; a list is expected"]


def test_an_id_may_stand_in_one_file_of_a_folder_only(tmp_path, prompts):
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("one.yaml", "two.yml", ".hidden.yaml", "notes.txt"):
        (folder / name).write_text(GOOD, encoding="utf-8")
    (problem,) = check([folder], prompts)
    assert str(problem) == (
        f"{folder}/two.yml:1: the id tea-hot is taken ({folder}/one.yaml:1); another id is expected"
    )


def test_ids_of_the_shipped_questions_begin_with_their_topic(prompts):
    (prompts / "questions" / "odd.yaml").write_text("- {id: hot, topic: tea, question: q}\n", encoding="utf-8")
    (problem,) = check([], prompts, shipped=True)
    assert str(problem).endswith("odd.yaml:1: id is 'hot'; an id that begins with tea- is expected")


def test_a_problem_is_one_harmless_line_whatever_it_quotes(tmp_path, prompts):
    file = tmp_path / "evil\n\x1b[31m\u202e.yaml"
    file.write_text(
        '- id: "\u202eevil"\n  topic: t\n  question: q\n  needs: "' + "x" * 10_000 + '"\n', encoding="utf-8"
    )
    for problem in check([Path(file)], prompts):
        line = str(problem)
        assert line.isprintable()
        assert len(line) < len(str(file)) + 200


def test_a_problem_says_file_line_what_and_what_is_expected():
    assert str(Problem("a.yaml", 3, "x is y", "z is expected")) == "a.yaml:3: x is y; z is expected"
    assert str(Problem("a", 0, "x", "y")) == "a: x; y"
