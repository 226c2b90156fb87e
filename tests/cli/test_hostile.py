"""Hostile text is kept as it was entered, and no command that shows it does anything but show it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import QUESTION, Result, brainstorm, drilled, harm, process, well
from support.hostile import HOSTILE, Hostile

from brainstorm.session.text import visible

LINES = [hostile for hostile in HOSTILE if hostile.one_line]
KEPT = [hostile for hostile in LINES if hostile.line is not None]
EVERY = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
PIPED = b"".join(hostile.raw + b"\n" for hostile in LINES)
DRILL = ("drill", "--plain", "--question", QUESTION, "--minutes", "5")


def harmless(result: Result) -> Result:
    for stream in (result.out_bytes, result.err_bytes):
        assert harm(stream) is None
    return result


@pytest.fixture
def everything() -> Result:
    """A piped drill into which all of it went."""
    return harmless(well(*DRILL, stdin=PIPED))


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(HOSTILE) >= 40
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE)
    assert any(len(hostile.kept) >= 100_000 - 10 for hostile in HOSTILE)


# Kept


def test_a_drill_keeps_every_line_in_order_exactly(everything: Result) -> None:
    entries = well("show", "--json").json["entries"]
    assert [entry["text"] for entry in entries] == [hostile.line for hostile in KEPT]
    builds = [hostile.name for hostile, entry in zip(KEPT, entries, strict=True) if entry["kind"] == "build"]
    assert builds == [hostile.name for hostile in KEPT if hostile.build]
    assert [entry["n"] for entry in entries] == list(range(1, len(KEPT) + 1))
    assert not any(entry["struck"] or entry["earlier"] for entry in entries)


def test_bytes_that_are_no_utf8_are_said_once(everything: Result) -> None:
    assert everything.err.count("no UTF-8") == 1
    assert "no UTF-8" not in well(*DRILL, stdin="\ufffd is what I mean\n").err


@EVERY
def test_as_the_only_line_it_is_kept_the_same(hostile: Hostile) -> None:
    if not hostile.one_line:
        return
    shown = harmless(well(*DRILL, "--json", stdin=hostile.raw)).json
    if hostile.line is None:
        assert shown["entries"] == []
    else:
        assert [entry["text"] for entry in shown["entries"]] == [hostile.line]
    assert shown["why"] == "eof"


@EVERY
def test_a_later_idea_keeps_it_and_where_it_came(hostile: Hostile) -> None:
    id_ = drilled("one")
    result = harmless(brainstorm("later", "--where", hostile.argument, "--json", "--", hostile.argument))
    if not hostile.kept:
        assert result.status == 2
        return
    assert result.json["text"] == result.json["where"] == hostile.kept
    (later,) = well("show", id_, "--json").json["later"]
    assert (later["text"], later["where"]) == (hostile.kept, hostile.kept)
    for command in (("show",), ("export",), ("list",), ("export", "--format", "json"), ("show", "--json")):
        harmless(well(*command))


def test_a_line_that_revises_keeps_the_words() -> None:
    for hostile in KEPT:
        lines = b"first\n/edit 1 " + hostile.raw + b"\n"
        entry = harmless(well(*DRILL, "--json", stdin=lines)).json["entries"][0]
        assert entry["text"] == hostile.kept, hostile.name
        assert entry["earlier"] == ["first"]


def test_a_surrogate_that_a_journal_spells_is_shown_as_a_replacement(own_home: Path) -> None:
    id_ = drilled("here")
    (path,) = (own_home / "sessions").glob(f"*/{id_}.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"here"', b'"\\ud800 a \\udfff b \\ud83e\\udde0 \\udc80"'))
    assert well("show", "--json").json["entries"][0]["text"] == "\ufffd a \ufffd b 🧠 \ufffd"
    assert "\ufffd a \ufffd b 🧠" in harmless(well("show")).out


def test_the_journal_itself_is_harmless_to_look_at(everything: Result, own_home: Path) -> None:
    (path,) = (own_home / "sessions").glob("*/*.jsonl")
    assert harm(path.read_bytes()) is None


# Shown


@pytest.mark.parametrize(
    "command",
    [
        ("show",),
        ("show", "--json"),
        ("list",),
        ("list", "--json"),
        ("export",),
        ("export", "--format", "json"),
        ("export", "--all"),
        ("delete", "latest"),
    ],
    ids=" ".join,
)
def test_every_command_that_shows_a_session_shows_it_harmlessly(everything: Result, command: tuple[str, ...]) -> None:
    result = harmless(well(*command))
    assert result.out


def test_the_words_are_all_there_to_read(everything: Result) -> None:
    shown = "".join(well("show").out.split())
    page = "".join(well("export").out.replace("\\", "").split())
    for hostile in KEPT:
        words = "".join(visible(hostile.line or "").split())
        assert words in shown, hostile.name
        assert words.replace("\\", "") in page, hostile.name


def test_json_parses_back_to_exactly_what_is_kept(everything: Result) -> None:
    exported = well("export", "--format", "json").json["sessions"][0]
    assert exported == well("show", "--json").json
    assert exported["counts"]["ideas"] + exported["counts"]["builds"] == len(KEPT)


def test_markdown_makes_nothing_of_it(everything: Result) -> None:
    page = well("export").out
    lines = page.splitlines()
    entries = [line for line in lines if line.lstrip().startswith("- **")]
    assert len(entries) == len(KEPT)
    assert "<script" not in page.replace("\\<", "")
    assert not [line for line in lines if line.startswith(("```", "---", "# ")) and line != lines[0]]


def test_no_line_of_show_is_wider_than_the_terminal(everything: Result) -> None:
    narrow = [line for line in well("show").out.splitlines() if len(line) > 80]
    assert narrow == []


# Quoted by messages


@pytest.mark.parametrize(
    "command",
    [
        ("show",),
        ("export",),
        ("delete",),
        ("drill", "--plain", "--question"),
        ("drill", "--plain", "--topic"),
        ("drill", "--plain", "--form"),
        ("drill", "--plain", "--minutes"),
        ("drill", "--plain", "--seed"),
        ("call", "--plain", "--question"),
        ("later", "words", "--question"),
        ("later", "words", "--session"),
        ("bank", "show"),
        ("bank", "list", "--topic"),
        ("bank", "list", "--difficulty"),
        ("export", "--format"),
        ("settings",),
        ("settings", "minutes"),
        ("list", "--most"),
    ],
    ids=" ".join,
)
def test_a_message_that_quotes_an_argument_is_harmless(command: tuple[str, ...]) -> None:
    drilled("so that there is a session")
    for hostile in HOSTILE:
        if hostile.kept in ("", "latest"):
            continue
        *before, last = command
        words = [*before, f"{last}={hostile.argument}"] if last.startswith("--") else [*command, "--", hostile.argument]
        result = harmless(brainstorm(*words))
        assert result.status in (1, 2), (hostile.name, result.text)
        assert result.out == "", hostile.name
        first, *rest = result.err.splitlines()
        assert first.startswith("brainstorm: "), hostile.name
        assert len(first) < 2100
        assert all(line.startswith("Try `brainstorm ") for line in rest), hostile.name


def test_commands_and_options_that_nobody_knows_are_quoted_harmlessly() -> None:
    for hostile in HOSTILE:
        for command in (f"x{hostile.argument}", f"--x{hostile.argument}"):
            for before in ((), ("bank",), ("drill",)):
                assert harmless(brainstorm(*before, command)).status == 2, (hostile.name, command)


def test_paths_are_quoted_harmlessly(tmp_path: Path) -> None:
    drilled("so that there is a session")
    for hostile in HOSTILE:
        name = hostile.argument.replace("/", "_").replace("\0", "_")[:40]
        path = f"{tmp_path}/no/x{name}"
        assert harmless(brainstorm("list", "--sessions", path)).status == 0
        assert harmless(brainstorm("show", "--sessions", path)).status == 1
        assert harmless(brainstorm("export", "--out", path)).status == 1
        assert harmless(brainstorm("bank", "list", "--bank", path)).status == 0
        assert harmless(brainstorm("bank", "check", path)).status == 1


def test_a_hostile_setting_is_shown_harmlessly_by_whatever_names_it() -> None:
    for hostile in HOSTILE[::6]:
        harmless(brainstorm("settings", "sessions", "--", hostile.argument))
        for command in ("settings", "settings --json", "doctor", "doctor --json", "list"):
            assert harmless(brainstorm(*command.split())).text, hostile.name


def test_arguments_that_are_no_text_at_all_are_quoted_harmlessly() -> None:
    drilled("so that there is a session")
    result = harmless(process("show", b"\xff\xfe\x1b[31m\xc2\x9b\xe2\x80\xae"))
    assert (result.status, result.out) == (1, "")
    assert "␛[31m" in result.err


def test_hostile_lines_that_a_form_refuses_are_given_back_harmlessly() -> None:
    lines = b"".join(b"/edit 1 " + hostile.raw + b"\n" for hostile in KEPT)
    result = harmless(well("call", "--plain", stdin=b"one\n" + lines))
    assert result.err.count("no edits while the clock runs") == len(KEPT)


# Locales that cannot print it

LOCALES = {
    "the C locale": {"LC_ALL": "C"},
    "the C locale, taken literally": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX and ASCII": {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
    "Latin-1": {"PYTHONIOENCODING": "latin-1"},
}


@pytest.mark.parametrize("env", LOCALES.values(), ids=LOCALES.keys())
def test_in_any_locale_everything_is_kept_and_nothing_breaks(env: dict[str, str], everything: Result) -> None:
    assert process(*DRILL, stdin=PIPED, env=env).status == 0
    for format_ in ("show --json", "export --format json"):
        shown = process(*format_.split(), env=env)
        assert shown.status == 0
        found = json.loads(shown.out_bytes.decode())
        session = found["sessions"][0] if "sessions" in found else found
        assert [entry["text"] for entry in session["entries"]] == [hostile.line for hostile in KEPT]
    for command in ("show", "export"):
        shown = process(command, env=env)
        assert (shown.status, shown.err_bytes) == (0, b"")
        assert b"format strings" not in shown.out_bytes
        assert b"%s %n %(x)s {0}" in shown.out_bytes.replace(b"\\", b"")


def test_in_an_ascii_locale_words_on_the_command_line_are_read_as_utf8(own_home: Path) -> None:
    env = LOCALES["the C locale, taken literally"]
    folder = "Übungen 🧠".encode()
    done = process("drill", "--plain", "--json", "--sessions", folder, stdin="zwei Rätsel\n".encode(), env=env)
    assert done.json["entries"][0]["text"] == "zwei Rätsel"
    assert process("later", "später".encode(), "--sessions", folder, env=env).status == 0
    shown = process("show", "--json", "--sessions", folder, env=env)
    assert shown.json["later"][0]["text"] == "später"
    assert b"Kept as" in process("later", b"\xff", "--sessions", folder, env=env).out_bytes
    assert process("show", "naïf".encode(), env=env).err_bytes.startswith(b"brainstorm: ")
