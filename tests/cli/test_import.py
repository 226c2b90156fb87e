"""`brainstorm import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import QUESTION, Spawn, brainstorm, drilled, harm, on_terminal, well
from support.hostile import HOSTILE

TEXT = "0:10 ask twice\n0:20 + in another language\n1:05 watch it\n"


def written(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def test_text_becomes_a_session_on_a_question() -> None:
    done = well("import", written("ideas.txt", TEXT), "--question", QUESTION, "--date", "2026-10-01 15:00")
    shown = well("show", "--json").json
    assert done.out == f"3 entries in {shown['id']}\n"
    assert (shown["form"], shown["input"], shown["state"]) == ("imported", "imported", "ended")
    assert shown["started"].startswith("2026-10-01T15:00")
    assert [question["id"] for question in shown["questions"]] == [QUESTION]
    assert [(entry["t"], entry["kind"], entry["text"]) for entry in shown["entries"]] == [
        (10.0, "idea", "ask twice"),
        (20.0, "build", "in another language"),
        (65.0, "idea", "watch it"),
    ]
    assert shown["measures"]["latency"] is None
    assert well("search", "language").out


def test_from_a_pipe_with_a_question_in_words() -> None:
    well("import", "-", "--ask", "How would you know?", stdin="one\ntwo\n")
    shown = well("show", "--json").json
    assert shown["questions"][0]["text"] == "How would you know?"
    assert [entry["text"] for entry in shown["entries"]] == ["one", "two"]


@pytest.mark.parametrize("format_", ["csv", "json"])
def test_what_was_exported_comes_back(format_: str) -> None:
    drilled("=one", "+ more", "two")
    well("later", "@three", "--where", "walk")
    before = well("show", "--json").json
    well("export", "--format", format_, "--out", f"out.{format_}")
    found = well("import", f"out.{format_}", "--json").json["sessions"]
    assert [(one["question"], one["entries"], one["later"]) for one in found] == [(QUESTION, 3, 1)]
    after = well("show", found[0]["session"], "--json").json
    assert [(e["text"], e["kind"]) for e in after["entries"]] == [(e["text"], e["kind"]) for e in before["entries"]]
    assert [(x["text"], x["where"]) for x in after["later"]] == [("@three", "walk")]
    assert after["started"] == before["started"]
    assert [q["id"] for q in after["questions"]] == [QUESTION]


def test_a_dry_run_writes_nothing(own_home: Path) -> None:
    done = well("import", written("ideas.txt", TEXT), "--dry-run")
    assert done.out == "3 entries would be taken over\n"
    assert not (own_home / "sessions").exists()
    assert well("import", "ideas.txt", "--dry-run", "--json").json["sessions"][0]["session"] is None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.txt", None, "none.txt"),
        ("empty.txt", "", "there are no ideas"),
        ("binary.txt", b"\x89PNG\r\n\x00", "is not UTF-8"),
        ("nul.txt", b"a\0b", "NUL"),
        ("wide.txt", "é".encode("utf-16"), "UTF-16"),
        ("bad.csv", "text,t\nx,soon\n", "row 2: “soon” is no time"),
        ("bad.json", '["one", 2]', "idea 2: a text is expected"),
        ("bad.jsonl", '{"text": "a"}\n{', "no sound JSON"),
    ],
)
def test_a_bad_file_is_one_line_and_nothing_is_written(
    own_home: Path, name: str, content: str | bytes | None, says: str
) -> None:
    if content is not None:
        written(name, content)
    done = brainstorm("import", name)
    assert done.status == 1
    assert len(done.err.splitlines()) == 1
    assert says in done.err
    assert name in done.err
    assert not (own_home / "sessions").exists()


@pytest.mark.parametrize(
    "args",
    [
        ("--question", QUESTION, "--ask", "x"),
        ("--date", "yesterday"),
        ("--date", "99999-01-01"),
        ("--minutes", "0"),
        ("--minutes", "nan"),
        ("--ask", "  "),
    ],
)
def test_wrong_usage(args: tuple[str, ...]) -> None:
    assert brainstorm("import", written("ideas.txt", TEXT), *args).status == 2


def test_a_question_that_is_not_there() -> None:
    done = brainstorm("import", written("ideas.txt", TEXT), "--question", "nosuch")
    assert done.status == 1
    assert "no question" in done.err


def test_a_folder_that_cannot_be_written() -> None:
    done = brainstorm("import", written("ideas.txt", TEXT), "--sessions", "/proc/nowhere")
    assert done.status == 1
    assert len(done.err.splitlines()) == 1


def test_hostile_lines(own_home: Path) -> None:
    texts = [text.raw for text in HOSTILE if text.one_line and b"\0" not in text.raw]
    sound = [text for text in texts if text.decode(errors="replace").encode() == text]
    well("import", written("ideas.txt", b"\n".join(sound)))
    assert harm(well("show").out_bytes) is None
    json.loads(well("show", "--json").out)


def test_ideas_without_a_question_are_taken_over_and_said_to_have_none() -> None:
    done = well("import", "-", stdin="one\ntwo\n")
    assert done.out.startswith("2 entries in ")
    assert "--question ID or --ask TEXT" in done.err
    for known in (("--question", QUESTION), ("--ask", "How would you know?")):
        assert well("import", "-", *known, stdin="one\ntwo\n").err == ""


@pytest.mark.parametrize(
    ("command", "awaited"), [(("import", "-"), "One idea a line"), (("measure",), "One idea a line")]
)
def test_at_a_keyboard_it_says_what_it_waits_for(command: tuple[str, ...], awaited: str, terminal: Spawn) -> None:
    person = on_terminal(terminal, *command)
    person.expect(f"{awaited}; ctrl+d on an empty line is the end.")
    person.line("ask it twice")
    person.send("\x04")
    person.expect("1 entry in " if command[0] == "import" else "different ideas")
    assert person.wait() == 0
