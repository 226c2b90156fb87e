"""`brainstorm drill` and `brainstorm call`: options, refusals, and the real program on a terminal and a pipe."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from support.command import (
    ASKED,
    PROGRAM,
    QUESTION,
    Spawn,
    at_question,
    brainstorm,
    drilled,
    on_terminal,
    process,
    well,
)

DRILL = ("drill", "--plain", "--question", QUESTION)


# The bar of the issue


def test_the_first_drill_of_the_readme(own_home: Path) -> None:
    folder = str(own_home / "DIR")
    lines = b"ask it twice\nask a weaker model\n+ and compare the errors\n"
    done = process(*DRILL, "--minutes", "5", "--sessions", folder, stdin=lines)
    assert (done.status, done.err) == (0, "")
    shown = process("show", "latest", "--sessions", folder, "--json").json
    assert shown["counts"] == {"ideas": 2, "builds": 1, "marks": 0}
    assert [(e["n"], e["text"]) for e in shown["entries"]] == [
        (1, "ask it twice"),
        (2, "ask a weaker model"),
        (3, "and compare the errors"),
    ]
    times = [e["t"] for e in shown["entries"]]
    assert times == sorted(times)
    assert shown["why"] == "eof"


# Options


def test_json_prints_the_show_object_and_nothing_else() -> None:
    done = well(*DRILL, "--json", stdin="one\n/edit 7 x\ntwo\n")
    assert done.out.startswith("{\n")
    assert done.json == well("show", "--json").json
    assert done.json["state"] == "ended"
    assert "no entry 7" in done.err


def test_reveal_adds_the_last_rung() -> None:
    assert "Sources" not in well(*DRILL, stdin="one\n").out
    shown = well(*DRILL, "--reveal", stdin="one\n").out
    for part in ("What most people say first", "Sources", "https://"):
        assert part in shown


@pytest.mark.parametrize("minutes", ["0.1", "1", "2.5", "180"])
def test_a_drill_lasts_as_long_as_it_is_told_to(minutes: str) -> None:
    assert well(*DRILL, "--minutes", minutes, "--json").json["seconds"] == float(minutes) * 60


@pytest.mark.parametrize("minutes", ["0", "0.09", "180.1", "-5", "nan", "inf", "ten", ""])
def test_lengths_out_of_range_are_wrong_usage(minutes: str) -> None:
    done = brainstorm(*DRILL, f"--minutes={minutes}", stdin="one\n")
    assert (done.status, done.out) == (2, "")
    assert "minutes" in done.err
    assert brainstorm("list").out.startswith("No sessions yet")


def test_lengths_come_from_the_form_and_for_single_drills_from_the_settings() -> None:
    assert well("drill", "--plain", "--json").json["seconds"] == 600
    well("settings", "minutes", "7")
    assert well("drill", "--plain", "--json").json["seconds"] == 420
    assert well("call", "--plain", "--json").json["seconds"] == 900


def test_a_length_of_whole_seconds_is_a_whole_number() -> None:
    assert '"seconds": 300,' in well("drill", "--plain", "--minutes", "5", "--json").out
    assert '"seconds": 6.5,' in well("drill", "--plain", "--minutes", "0.10833333", "--json").out


def test_the_form_comes_from_the_settings_when_none_is_named() -> None:
    well("settings", "form", "call")
    assert well("drill", "--plain", "--json").json["form"] == "call"
    assert well("drill", "--plain", "--json", "--form", "single").json["form"] == "single"


def test_the_same_seed_draws_the_same_questions_and_cues() -> None:
    def asked(seed: int, form: str) -> tuple[list[str], list[str]]:
        shown = well("drill", "--plain", "--json", "--form", form, "--seed", str(seed), stdin="/next\n?\n?\n").json
        return [q["id"] for q in shown["questions"]], [said["text"] for said in shown["said"]]

    assert asked(3, "single") == asked(3, "single")
    assert asked(3, "call") == asked(3, "call")
    assert len({tuple(asked(seed, "call")[0]) for seed in range(8)}) > 1
    assert len(asked(3, "single")[1]) == 2


def test_without_a_seed_questions_done_least_often_come_first() -> None:
    seen = [well("drill", "--plain", "--json").json["questions"][0]["id"] for _ in range(12)]
    assert len(set(seen)) == 12


def test_a_topic_draws_from_that_topic() -> None:
    assert well("drill", "--plain", "--json", "--topic", "control").json["questions"][0]["id"].startswith("control-")


def test_switches_are_kept() -> None:
    shown = well(*DRILL, "--json", "--blind", "--exam", stdin="one\n?\n").json
    assert shown["switches"] == {"blind": True, "exam": True, "interviewer": "off"}
    assert shown["said"] == []


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--question", "sandbagging"), "no question “sandbagging”|no question 'sandbagging'"),
        (("--topic", "cooking"), "no question has the topic “cooking”"),
        (("--form", "sprint-of-joy"), "no form"),
        (("--seed", "-1"), "--seed"),
        (("--nonsense",), "No such option"),
    ],
)
def test_what_does_not_exist_is_wrong_usage_and_said_in_a_line(args: tuple[str, ...], says: str) -> None:
    done = brainstorm("drill", "--plain", *args, stdin="one\n")
    assert (done.status, done.out) == (2, "")
    assert any(part in done.err for part in says.split("|"))
    assert done.err.endswith("Try `brainstorm drill --help`.\n")


@pytest.mark.parametrize("command", [("drill",), ("call",), ()])
def test_without_a_terminal_and_without_plain_it_is_wrong_usage(command: tuple[str, ...]) -> None:
    done = brainstorm(*command, stdin="one\n")
    assert (done.status, done.out) == (2, "")
    assert "--plain" in done.err
    assert well("list").out.startswith("No sessions yet")


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = brainstorm(*DRILL, "--sessions", str(tmp_path / "file"), stdin="one\n")
    assert (done.status, done.out) == (1, "")
    assert "cannot record in" in done.err


def test_more_questions_can_be_given_and_bad_ones_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text('- id: tea-cold\n  topic: tea\n  question: "Why is it cold?"\n')
    (tmp_path / "bad.yaml").write_text("- id: [\n")
    banks = ("--bank", str(tmp_path / "mine.yaml"), "--bank", str(tmp_path / "bad.yaml"))
    done = well("drill", "--plain", "--json", "--question", "tea-cold", *banks, stdin="one\n")
    assert done.json["questions"][0]["text"] == "Why is it cold?"
    assert "bad.yaml:" in done.err
    shown = well("drill", "--plain", "--reveal", "--question", "tea-cold", *banks, stdin="one\n").out
    assert "no map" in shown


# The call


def test_a_call_asks_two_questions_of_different_topics_and_verbs() -> None:
    verbs = {row["id"]: (row["topic"], row["verb"]) for row in well("bank", "list", "--json").json["questions"]}
    for seed in range(10):
        shown = well("call", "--plain", "--json", "--seed", str(seed), stdin="a\n/next\nb\n").json
        first, second = (verbs[q["id"]] for q in shown["questions"])
        assert first[0] != second[0]
        assert first[1] != second[1]
        assert [e["q"] for e in shown["entries"]] == [1, 2]
        assert (shown["form"], shown["seconds"]) == ("call", 900)


def test_the_second_question_is_unseen_before_its_time_whatever_is_printed() -> None:
    both = well("call", "--plain", "--json", "--seed", "5", stdin="/next\n").json["questions"]
    for args in (("--json",), ("--reveal",), ()):
        done = well("call", "--plain", "--seed", "5", *args, stdin="only the first\n")
        assert both[1]["id"] not in done.text
        assert both[1]["text"][:40] not in " ".join(done.text.split())
    (path,) = list(Path(os.environ["BRAINSTORM_SESSIONS"]).rglob("*.jsonl"))[-1:]
    shown = well("show", "--json").json
    assert [q["id"] for q in shown["questions"]] == [both[0]["id"]]
    assert path.exists()


# The real program


def test_when_the_time_is_up_a_drill_ends_though_its_input_stays_open(terminal: Spawn) -> None:
    args = [*PROGRAM, *DRILL, "--minutes", "0.1", "--json"]
    piped = subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert piped.stdin is not None
    piped.stdin.write(b"in time\nhalf a thou")
    piped.stdin.flush()
    person = at_question(terminal, *DRILL, "--minutes", "0.1")
    person.line("a thought")
    person.expect("  1  0:")
    person.expect("Time. Enter for the debrief.")
    person.line("")
    person.expect("Your best")
    for _ in range(3):
        person.line("x")
    assert person.wait() == 0
    assert piped.stdout is not None
    assert piped.stderr is not None
    shown = json.loads(piped.stdout.read())
    assert piped.wait(30) == 0
    for pipe in (piped.stdin, piped.stdout, piped.stderr):
        pipe.close()
    assert (shown["why"], shown["elapsed"], shown["cut_off"]) == ("time", 6.0, "half a thou")
    assert [e["text"] for e in shown["entries"]] == ["in time"]


def test_a_whole_drill_on_a_terminal(terminal: Spawn) -> None:
    person = at_question(terminal)
    person.line("ask it twice")
    person.expect("  1  0:")
    for number in range(2, 200):  # an empty line is a mark once 1.5 s have passed
        person.line("")
        person.pump(0.1)
        if "said aloud, no words yet" in person.seen:
            break
        assert number < 190
    person.line("/end")
    person.expect("Its words? (Enter skips)\n")
    person.line("in Latin, aloud")
    person.expect("Your best, up to three numbers? (Enter skips)\n")
    person.line("2")
    person.expect("(Enter skips)\n")
    person.line("5")
    person.expect("longest silence")
    person.expect("a rough guess")
    person.expect("where your ideas went; anything else stops here.\n")
    person.line("")
    person.expect("each as a question; anything else stops here.\n")
    person.line("")
    person.expect("sources; anything else stops here.\n")
    person.line("")
    person.expect("Sources\n")
    person.expect("Kept as ")
    assert person.wait() == 0
    shown = well("show", "--json").json
    assert [e["text"] for e in shown["entries"]][:2] == ["ask it twice", "in Latin, aloud"]
    assert shown["rated"] == {"best": [2], "self": 5}
    assert (shown["why"], shown["input"]) == ("done", "lines")
    assert shown["measures"]["longest_silence"] > 1
    assert shown["measures"]["breadth"]["by"] == "offline"
    assert all(entry["label"]["angle"] for entry in shown["entries"])


def test_json_on_a_terminal_keeps_stdout_for_the_object(terminal: Spawn, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    script = f'"$@" > "{out}"'
    person = terminal(["/bin/sh", "-c", script, "sh", *PROGRAM, "drill", "--question", QUESTION, "--json"], echo=False)
    person.expect("Enter starts the clock.\n")
    person.line("")
    person.expect(ASKED)
    person.line("one")
    person.expect("  1  0:")
    person.line("/end")
    assert person.wait() == 0
    shown = json.loads(out.read_text())
    assert [e["text"] for e in shown["entries"]] == ["one"]


def test_ctrl_c_leaves_a_drill_that_the_next_one_offers_to_go_on_with(terminal: Spawn) -> None:
    person = at_question(terminal)
    person.line("one")
    person.expect("  1  0:")
    person.send("\x03")
    person.expect("Left unfinished, nothing is lost; `brainstorm drill` offers to go on.")
    assert person.wait() == 130
    assert "unfinished" in well("list").out
    assert well("show", "--json").json["state"] == "open"

    again = on_terminal(terminal, "drill", "--plain")
    again.expect("Unfinished: Single from ")
    again.expect("1 idea, 9:")
    again.expect("g  go on  c  close it  Enter  leave it and start a new one")
    again.line("g")
    again.expect(ASKED)
    again.expect("  1  0:")
    again.expect(" left.")
    again.line("two")
    again.expect("  2  0:")
    again.line("/end")
    again.expect("Your best")
    again.send("\x04")
    assert again.wait() == 0
    shown = well("show", "--json").json
    assert [e["text"] for e in shown["entries"]] == ["one", "two"]
    assert (shown["state"], shown["why"]) == ("ended", "done")


def unfinished(*args: str) -> str:
    """Leave a drill unfinished, as a kill does; the id of its session."""
    child = subprocess.Popen([*PROGRAM, *args], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert child.stdin is not None
    child.stdin.write(b"one\nhalf a li")
    child.stdin.flush()
    folder = Path(os.environ["BRAINSTORM_SESSIONS"])
    while not any(b'"one"' in path.read_bytes() for path in folder.rglob("*.jsonl")):
        assert child.poll() is None
    child.send_signal(signal.SIGTERM)
    assert child.wait(30) == 143
    child.stdin.close()
    id_ = well("list", "--json").json["sessions"][0]["id"]
    assert isinstance(id_, str)
    return id_


def test_an_unfinished_drill_can_be_closed(terminal: Spawn) -> None:
    id_ = unfinished(*DRILL)
    person = on_terminal(terminal, "drill", "--plain")
    person.expect("Enter  leave it")
    person.line("c")
    person.expect(f"Closed; `brainstorm show {id_}` shows it.")
    person.expect("Enter starts the clock.")
    person.send("\x04")
    assert person.wait() == 0
    shown = well("show", id_, "--json").json
    assert (shown["state"], shown["why"], shown["cut_off"]) == ("ended", "closed", "half a li")
    assert len(well("list", "--json").json["sessions"]) == 1


def test_an_unfinished_drill_can_be_left_as_it_is(terminal: Spawn) -> None:
    id_ = unfinished(*DRILL)
    person = on_terminal(terminal, "call", "--plain")
    person.expect("Enter  leave it")
    person.line("")
    person.expect("The call · 15 minutes")
    person.send("\x04")
    assert person.wait() == 0
    assert well("show", id_, "--json").json["state"] == "open"


def test_a_call_that_was_left_can_only_be_closed(terminal: Spawn) -> None:
    id_ = unfinished("call", "--plain")
    person = on_terminal(terminal, "drill", "--plain")
    person.expect("Unfinished: The call")
    offer = person.expect("leave it")
    assert "go on" not in offer
    person.line("g")
    person.expect("Enter starts the clock.")
    person.send("\x04")
    assert person.wait() == 0
    assert well("show", id_, "--json").json["state"] == "open"


@pytest.mark.parametrize("chosen", [("--question", QUESTION), ("--topic", "control"), ("--seed", "3")])
def test_an_unfinished_drill_is_offered_whatever_was_asked_for(chosen: tuple[str, str], terminal: Spawn) -> None:
    unfinished(*DRILL)
    person = on_terminal(terminal, "drill", "--plain", *chosen)
    person.expect("Unfinished: Single from ")
    person.line("g")
    person.expect(ASKED)
    person.expect("You were typing: half a li")


def test_a_pipe_is_offered_nothing() -> None:
    unfinished(*DRILL)
    assert "Unfinished" not in well(*DRILL, stdin="one\n").text


@pytest.mark.parametrize("many", [20_000, pytest.param(200_000, marks=pytest.mark.torture)])
def test_thousands_of_lines_are_as_many_ideas(many: int, tmp_path: Path) -> None:
    source = tmp_path / "ideas.txt"
    source.write_text("".join(f"idea {n}\n" for n in range(1, many + 1)))
    with source.open("rb") as ideas:
        subprocess.run([*PROGRAM, *DRILL, "--minutes", "5"], stdin=ideas, stdout=subprocess.DEVNULL, check=True)
    (path,) = Path(os.environ["BRAINSTORM_SESSIONS"]).rglob("*.jsonl")
    rows = path.read_bytes().splitlines()
    assert len(rows) == many + 3
    for n in (1, many // 3, many):
        assert f'"n":{n},"text":"idea {n}"'.encode() in rows[n + 1]
    assert b'"ended"' in rows[-1]
    assert b'"why":"eof","cut_off":null' in rows[-1]


def test_a_reader_that_closes_early_is_no_failure() -> None:
    drilled(*(f"idea {n} with some words to fill the pipe" for n in range(400)))
    command = f"{' '.join(PROGRAM)} show; echo $? >&2"
    for reader in ("head -n 1", "true"):
        done = subprocess.run(["bash", "-c", f"({command}) | {reader}"], capture_output=True, text=True, check=False)
        assert done.stderr == "0\n"
