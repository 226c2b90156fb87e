"""`brainstorm feedback`: what is shown before, what is sent, what is kept, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from report.test_show_schema import valid
from support.command import QUESTION, Spawn, brainstorm, drilled, on_terminal, well
from support.judges import Judge, Truth, lazy, perfect
from support.messages import KEY, Exchange, MessagesServer, fails, says, says_nothing, serving

from brainstorm.claude.client import Progress
from brainstorm.claude.errors import ClaudeError
from brainstorm.claude.request import Reply, Request
from brainstorm.cli import feedback as module

ROOT = Path(__file__).resolve().parents[2]
IDEAS = [f"idea number {n} about the exam" for n in range(9)]


def truth() -> dict[str, Truth]:
    """What is true of IDEAS and of QUESTION's hidden checks."""
    entries = yaml.load((ROOT / "prompts/questions/sandbagging.yaml").read_text("utf-8"), yaml.CSafeLoader)
    controls = next(entry for entry in entries if entry["id"] == QUESTION)["controls"]
    angles = ["framing-contrast", "error-fingerprint", "cross-context"]
    known = {text: Truth(angles[n % 3], text) for n, text in enumerate(IDEAS)}
    known |= {text: Truth("cross-context", "pair") for text in controls["same"]}
    return known | {controls["look_alike"]: Truth("error-fingerprint", "l"), controls["off_topic"]: Truth("none", "o")}


class Asked:
    """Stands where the client would: a judge answers, or an error is raised; nothing is started."""

    def __init__(self) -> None:
        self.judge = Judge(truth())
        self.errors: dict[int, ClaudeError] = {}
        self.requests: list[Request] = []

    def __call__(self, **_: Any) -> Asked:
        return self

    def __enter__(self) -> Asked:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ask(self, request: Request, tell: Any = lambda _: None) -> Reply:
        self.requests.append(request)
        tell(Progress("starting"))
        if error := self.errors.get(len(self.requests)):
            raise error
        return self.judge.ask(request, tell)


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Claude, as far as this command can tell."""
    asked = Asked()
    monkeypatch.setattr(module, "Client", asked)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    return asked


def journal(home: Path, id_: str) -> list[dict[str, Any]]:
    path = home / "sessions" / id_[:4] / f"{id_}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


def labelled(home: Path, id_: str) -> list[dict[str, Any]]:
    return [line for line in journal(home, id_) if line["type"] == "labelled" and line["by"] == "claude"]


def test_off_a_terminal_it_sends_nothing_without_yes_and_says_the_estimate(claude: Asked) -> None:
    drilled(*IDEAS)
    done = brainstorm("feedback")
    assert (done.status, done.out, claude.requests) == (2, "", [])
    assert "tokens sent and" in done.err
    assert "at most $" in done.err
    assert "--yes" in done.err


def test_a_dry_run_needs_no_key_and_prints_the_exact_requests(claude: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    drilled(*IDEAS)
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    shown = well("feedback", "--dry-run", "--json").json
    words = well("feedback", "--dry-run").out
    assert claude.requests == []
    assert shown["estimate"]["ideas"] == 9
    assert shown["estimate"]["earlier_ideas"] == 0
    assert "Sent to api.anthropic.com: 9 ideas on 1 question" in words
    assert words.startswith("Nothing is sent now.")
    assert "once ANTHROPIC_API_KEY holds a key" in words.splitlines()[-1]
    assert "idea number 3 about the exam" in words
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    assert well("feedback", "--dry-run").out.endswith("Nothing was sent. `brainstorm feedback` asks, then sends it.\n")
    well("feedback", "--yes")
    assert [one["body"] for one in shown["requests"]] == [request.body() for request in claude.requests[:2]]


def test_labels_are_kept_in_the_journal_and_trust_is_said_first(claude: Asked, own_home: Path) -> None:
    id_ = drilled(*IDEAS)
    done = well("feedback", "--yes")
    first, second, *tip = done.out.splitlines()
    assert first == f"{id_}, question 1: trusted (checks 4 of 4, agreement 1.00)"
    assert second.startswith("  9 of 9 ideas filed, 0 disputed; ")
    assert tip == ["  · You began here and stayed. (1)", "  ? And if nobody looked?", "  next: single"]
    labels, kept = labelled(own_home, id_)
    assert labels["by"] == "claude"
    assert [label["angle"] for label in labels["labels"]][:2] == ["framing-contrast", "error-fingerprint"]
    assert kept["figures"]["tip"]["form"] == "single"
    assert well("show", id_).status == 0


def test_the_key_is_in_no_file_and_on_no_stream(claude: Asked, own_home: Path) -> None:
    drilled(*IDEAS)
    done = well("feedback", "--yes")
    shown = done.text + well("doctor").text + well("settings").text + well("feedback", "--dry-run", "--again").text
    assert KEY not in shown
    assert not [file for file in own_home.rglob("*") if file.is_file() and KEY.encode() in file.read_bytes()]


def test_what_was_done_is_skipped_unless_asked_again(claude: Asked, own_home: Path) -> None:
    id_ = drilled(*IDEAS)
    well("feedback", "--yes")
    asked = len(claude.requests)
    assert well("feedback").out == (
        "1 question labelled before by this model and these prompts (--again asks anyway).\n"
    ), "nothing to send needs no yes"
    assert "Nothing to ask" in well("feedback", "--dry-run").out
    assert len(claude.requests) == asked
    well("feedback", "--yes", "--again")
    well("feedback", "--yes", "--model", "claude-opus-5-5")
    kept = [line for line in labelled(own_home, id_) if line["labels"]]
    assert [line["with"]["model"] for line in kept] == ["claude-sonnet-5-5", "claude-sonnet-5-5", "claude-opus-5-5"]


def test_an_entry_that_was_reworded_since_is_asked_about_again(claude: Asked) -> None:
    id_ = drilled(*IDEAS)
    well("feedback", "--yes")
    asked = len(claude.requests)
    path = Path(well("doctor", "--json").json["places"][0]["path"]) / id_[:4] / f"{id_}.jsonl"
    with path.open("a") as file:
        file.write(
            '{"type":"revised","at":"2026-11-23T07:30:00.000+00:00","n":2,"text":"idea number 5 about the exam"}\n'
        )
    well("feedback", "--yes")
    assert len(claude.requests) > asked


def test_several_sessions_go_on_where_they_were_broken_off(claude: Asked, own_home: Path) -> None:
    ids = [drilled(*IDEAS) for _ in range(3)]
    claude.errors[4] = ClaudeError("overloaded", "it is overloaded (529); ask again in a minute")
    done = brainstorm("feedback", *ids, "--yes")
    assert done.status == 1
    assert f"{ids[1]}, question 1: it is overloaded (529)" in done.out
    assert "1 question not asked about; the same command goes on from there." in done.out
    assert [len(labelled(own_home, id_)) for id_ in ids] == [2, 0, 0]
    done = well("feedback", *ids, "--yes", "--json")
    assert [one["state"] for one in done.json["sessions"]] == ["skipped", "done", "done"]
    assert [len(labelled(own_home, id_)) for id_ in ids] == [2, 2, 2]


def test_a_refusal_costs_its_own_session_only(claude: Asked) -> None:
    ids = [drilled(*IDEAS) for _ in range(2)]
    claude.errors[1] = ClaudeError("refused", "Claude declined to answer this request")
    done = brainstorm("feedback", "--all", "--yes", "--json")
    assert done.status == 1
    states = {one["id"]: one["state"] for one in done.json["sessions"]}
    assert states == {ids[1]: "failed", ids[0]: "done"}


def test_a_judge_that_is_not_trusted_is_said_to_be(claude: Asked, own_home: Path) -> None:
    claude.judge = Judge(truth(), lazy)
    id_ = drilled(*IDEAS)
    assert "not trusted, kept out of the numbers (checks 2 of 4" in well("feedback", "--yes").out
    (line,) = labelled(own_home, id_)
    assert line["trust"]["ok"] is False


def test_ideas_of_earlier_sessions_are_said_to_go_along(claude: Asked, own_home: Path) -> None:
    drilled("from before", "and another")
    # Both sessions may be of one second, so the later one is dated on.
    newest = next(own_home.rglob(f"{drilled(*IDEAS)}.jsonl"))
    newest.rename(newest.with_name("20991231" + newest.name[8:]))
    done = well("feedback", "--yes")
    assert "2 ideas from earlier sessions on the same questions go along." in done.err
    assert "- e1: from before\n" in claude.requests[0].turns[0][1]


def test_the_host_is_said_when_it_is_another(claude: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    drilled(*IDEAS)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://me:secret@localhost:9999")
    done = well("feedback", "--yes")
    assert "ANTHROPIC_BASE_URL is set: localhost:9999 is not Anthropic's." in done.err
    assert "secret" not in done.text
    assert "at most" not in well("feedback", "--dry-run", "--again", "--model", "my-own").out
    assert "cost unknown" in well("feedback", "--dry-run", "--again", "--model", "my-own").out


def test_the_model_comes_from_option_environment_or_settings(claude: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    drilled(*IDEAS)

    def model(*args: str) -> str:
        return str(well("feedback", "--dry-run", "--json", *args).json["estimate"]["model"])

    assert model() == "claude-sonnet-5-5"
    well("settings", "model", "claude-haiku-4-5")
    assert model() == "claude-haiku-4-5"
    monkeypatch.setenv("BRAINSTORM_MODEL", "claude-opus-5-5")
    assert model() == "claude-opus-5-5"
    assert model("--model", "mine") == "mine"
    assert brainstorm("feedback", "--model", "no spaces").status == 2


def test_a_call_is_asked_about_question_by_question(claude: Asked, own_home: Path) -> None:
    id_ = well("call", "--plain", "--json", stdin="a\nb\n/next\nc\n").json["id"]
    well("feedback", "--yes")
    assert [line["with"]["q"] for line in labelled(own_home, id_) if line["labels"]] == [1, 2]
    sheets = [text for request in claude.requests if "\nFamilies:\n" in (text := request.turns[0][1])]
    ideas = [len(json.loads(text.split("<ideas>\n")[1].split("\n</ideas>")[0])) for text in sheets]
    assert ideas == [2 + 4, 2 + 4, 1 + 4, 1 + 4]


def test_what_json_prints_is_what_the_schemas_promise(claude: Asked) -> None:
    ids = [drilled(*IDEAS), drilled(*IDEAS), drilled()]
    valid("feedback-dry-run", well("feedback", *ids, "--dry-run", "--json").json)
    claude.errors[4] = ClaudeError("refused", "Claude declined to answer this request")
    valid("feedback", brainstorm("feedback", *ids, "--yes", "--json").json)
    valid("feedback", well("feedback", *ids, "--yes", "--json", "--model", "unknown-model").json)
    valid("feedback", well("feedback", ids[0], "--yes", "--json").json)


def test_a_session_without_ideas_has_nothing_to_label(claude: Asked) -> None:
    drilled()
    done = well("feedback", "--yes")
    assert done.out == "There is nothing to label.\n"
    assert claude.requests == []


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("nosuch",), 1, "no session starts with “nosuch”"),
        (("latest", "--all"), 2, "not both"),
        (("--nosuch",), 2, "--nosuch"),
    ],
)
def test_wrong_usage_is_one_line(args: tuple[str, ...], status: int, words: str) -> None:
    drilled("one")
    done = brainstorm("feedback", *args)
    assert done.status == status
    assert words in done.err


def test_a_prompt_that_was_spoilt_is_said(claude: Asked, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRAINSTORM_CONFIG", str(own_home / "config"))
    own = own_home / "config" / "prompts" / "claude"
    own.mkdir(parents=True)
    (own / "label.md").write_text("nothing to fill in")
    drilled("one")
    done = brainstorm("feedback", "--dry-run")
    assert done.status == 1
    assert "label.md: lacks {{angles}}" in done.err


def test_without_a_key_it_is_one_line() -> None:
    drilled("one")
    done = brainstorm("feedback", "--yes")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("brainstorm: no key: set ANTHROPIC_API_KEY")


# On a terminal, by the real client


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MessagesServer]:
    judge = Judge(truth(), perfect)

    def answer(exchange: Exchange) -> None:
        says(judge.reply(exchange.body["messages"][0]["content"]))(exchange)

    with serving() as found:
        found.otherwise = answer
        monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
        monkeypatch.setenv("ANTHROPIC_BASE_URL", found.url)
        yield found


def test_on_a_terminal_it_shows_asks_and_shows_progress(server: MessagesServer, terminal: Spawn) -> None:
    id_ = drilled(*IDEAS)
    server.will(fails(529, headers={"retry-after-ms": "900"}))
    person = on_terminal(terminal, "feedback")
    person.expect(f"Sent to {server.host}: 9 ideas on 1 question")
    person.expect("Send it? [y/N]")
    assert server.requests == []
    person.line("y")
    person.expect("0/3")
    person.expect("busy, trying again in 1 s")
    person.expect("2/3")
    person.expect(f"{id_}, question 1: trusted")
    assert person.wait() == 0
    assert KEY not in person.seen


def test_a_no_sends_nothing(server: MessagesServer, terminal: Spawn, own_home: Path) -> None:
    id_ = drilled(*IDEAS)
    person = on_terminal(terminal, "feedback")
    person.expect("Send it? [y/N]")
    person.line("")
    assert person.wait() != 0
    assert server.requests == []
    assert labelled(own_home, id_) == []


def test_ctrl_c_ends_it_at_once_and_keeps_what_is_done(server: MessagesServer, terminal: Spawn, own_home: Path) -> None:
    ids = [drilled(*IDEAS) for _ in range(2)]
    judge = Judge(truth(), perfect)
    answer = lambda exchange: says(judge.reply(exchange.body["messages"][0]["content"]))(exchange)  # noqa: E731
    server.will(answer, answer, answer, says_nothing)
    well("settings", "claude_consent", "always")
    person = on_terminal(terminal, "feedback", *ids)
    person.expect(f"{ids[0]}, question 1: trusted")
    person.expect("3/6")
    person.expect("waiting for the reply")
    person.send("\x03")
    assert person.wait() == 130
    assert "Traceback" not in person.seen
    assert [len(labelled(own_home, id_)) for id_ in ids] == [2, 0]
