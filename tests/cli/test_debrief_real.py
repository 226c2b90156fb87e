"""`brainstorm debrief-real`: a real call, told afterwards."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from support.command import QUESTION, Spawn, brainstorm, harm, on_terminal, well
from support.hostile import HOSTILE

STORY = f"""How would you catch it lying?
ask twice
+ in another language
watch it

ask its friends

{QUESTION}
try again



They said thanks
6
4
y
honesty
"""


def test_a_call_is_told_and_kept(own_home: Path) -> None:
    done = well("debrief-real", "--date", "2026-11-20 15:00", stdin=STORY)
    shown = well("show", "--json").json
    assert done.out.endswith(f"Kept as {shown['id']}; `brainstorm show {shown['id']}` shows it.\n")
    assert (shown["form"], shown["input"], shown["state"], shown["seconds"]) == ("real", "imported", "ended", 0)
    first, second = shown["questions"]
    assert (first["text"], second["id"]) == ("How would you catch it lying?", QUESTION)
    assert [(e["q"], e["kind"], e["text"]) for e in shown["entries"]] == [
        (1, "idea", "ask twice"),
        (1, "build", "in another language"),
        (1, "idea", "watch it"),
        (2, "idea", "try again"),
    ]
    assert [later["text"] for later in shown["later"]] == ["ask its friends"]
    assert shown["rated"] == {"best": None, "self": 4}
    assert shown["problems"] == []
    for report in (("show",), ("export",), ("export", "--format", "html")):
        assert "They said thanks" in well(*report).out
    assert "aside" in well("search", "thanks").out


def test_its_question_goes_into_ones_own_bank() -> None:
    well("debrief-real", stdin=STORY)
    (row,) = [q for q in well("bank", "list", "--json", "--text").json["questions"] if "lying?" in str(q.get("text"))]
    assert row["topic"] == "honesty"
    shown = well("drill", "--plain", "--json", "--question", row["id"], stdin="x\n").json
    assert shown["questions"][0]["text"] == "How would you catch it lying?"


def test_it_is_no_drill() -> None:
    well("debrief-real", stdin=STORY)
    assert brainstorm("today", "--check").status == 3


def test_nothing_told_is_nothing_kept(own_home: Path) -> None:
    for stdin in ("", "\n"):
        assert "Nothing was told" in well("debrief-real", stdin=stdin).out
    assert not (own_home / "sessions").exists()


@pytest.mark.parametrize("lines", [1, 3, 6, 8, 12])
def test_wherever_the_input_ends_what_was_told_stays(lines: int) -> None:
    well("debrief-real", stdin="".join(STORY.splitlines(keepends=True)[:lines]))
    shown = well("show", "--json").json
    assert shown["state"] == "ended"
    told = [line.removeprefix("+ ") for line in STORY.splitlines()[1:lines]]
    for entry in (*shown["entries"], *shown["later"]):
        assert entry["text"] in told
    assert len(shown["entries"]) == sum(
        line in ("ask twice", "in another language", "watch it", "try again") for line in told
    )


def test_ctrl_c_leaves_what_was_told(own_home: Path, terminal: Spawn) -> None:
    person = on_terminal(terminal, "debrief-real")
    person.expect("What was asked?")
    person.line("Why?")
    person.expect("What did you say?")
    person.line("because")
    deadline = time.monotonic() + 30
    while b'"because"' not in b"".join(path.read_bytes() for path in own_home.glob("sessions/*/*.jsonl")):
        assert time.monotonic() < deadline, person.seen
    person.send("\x03")
    person.expect("Kept as ")
    assert person.wait() == 0
    assert [entry["text"] for entry in well("show", "--json").json["entries"]] == ["because"]


def test_hostile_lines() -> None:
    texts = [text.raw for text in HOSTILE if text.one_line]
    done = well(
        "debrief-real", stdin=b"Why?\n" + b"\n".join(text for text in texts if text.strip()) + b"\n\n\n\n\n\n\n"
    )
    assert harm(done.out_bytes) is None
    assert harm(well("show").out_bytes) is None
