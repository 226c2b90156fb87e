"""Claude on the screens: asked for once, seen at work, given up at once, believed or not, and taken over."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.disk import FaultyDisk
from support.drills import Hand, drilling
from support.judges import Judge, Truth, lazy, perfect
from support.messages import KEY, Exchange, MessagesServer, drips, fails, says, serving, texts_of
from support.screens import Seat, seat
from support.sessions import save
from support.sheets import CHECKED, TEA, session_of
from tui.test_debrief import COVERED, NUMBERS, debriefing

from brainstorm.claude.client import Progress
from brainstorm.claude.errors import CANCELLED, ClaudeError
from brainstorm.claude.request import Reply, Request
from brainstorm.label.labels import of_text
from brainstorm.practice import asking
from brainstorm.session.events import Labelled
from brainstorm.session.journal import read
from brainstorm.session.text import visible
from brainstorm.tui.claude import ClaudeLine
from brainstorm.tui.claude_lines import tip_lines, tip_questions
from brainstorm.tui.consent import ConsentPage
from brainstorm.tui.debrief import DebriefPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.filing import Filing
from brainstorm.tui.filing_lines import filing_list, filing_offers
from brainstorm.tui.home import HomePage
from brainstorm.tui.label import LabelPage
from brainstorm.tui.session import SessionPage
from brainstorm.tui.whose import ALL

TEXTS = [
    "weigh the steam that leaves",
    "ask who was in the room",
    "look at the kettle's clock",
    "weigh the vapour going off",
    "wait for a sign",
    "somebody forgot it, ask her",
    "time the cooling of another cup",
    "smell whether milk went in first",
]
TRUTH = {
    **CHECKED,
    TEXTS[0]: Truth("heat", "steam"),
    TEXTS[1]: Truth("ask", "room"),
    TEXTS[2]: Truth("time", "clock"),
    TEXTS[3]: Truth("heat", "steam"),
    TEXTS[4]: Truth("other", "sign"),
    TEXTS[5]: Truth("ask", "her", common="somebody forgot it"),
    TEXTS[6]: Truth("heat", "cooling"),
    TEXTS[7]: Truth("other", "milk"),
}
SIZE = (100, 60)
CONSENT = "Ask Claude?"


class Fake:
    """Stands where the client would. It waits where the test says so, and fails when told to."""

    def __init__(self) -> None:
        self.judge = Judge(TRUTH)
        self.wait_at: int | None = None
        self.error: ClaudeError | None = None
        self.requests: list[Request] = []
        self.cancelled = threading.Event()
        self.go = threading.Event()

    def __call__(self, **_: Any) -> Fake:
        self.cancelled = threading.Event()
        return self

    def __enter__(self) -> Fake:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def ask(self, request: Request, tell: Any) -> Reply:
        self.requests.append(request)
        tell(Progress("reading", tokens=1234))
        if self.wait_at == len(self.requests):
            while not self.go.wait(0.01):
                if self.cancelled.is_set():
                    raise ClaudeError(CANCELLED, "cancelled; nothing was changed")
        if self.cancelled.is_set():
            raise ClaudeError(CANCELLED, "cancelled; nothing was changed")
        if self.error is not None:
            raise self.error
        return self.judge.ask(request)

    def cancel(self) -> None:
        self.cancelled.set()


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    fake = Fake()
    monkeypatch.setattr(asking, "Client", fake)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    yield fake
    fake.go.set()


@pytest.fixture(scope="module")
def server() -> Iterator[MessagesServer]:
    with serving() as server:
        yield server


@pytest.fixture
def real(server: MessagesServer, monkeypatch: pytest.MonkeyPatch) -> MessagesServer:
    """The API's own library in its child process, against a local server."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", server.url)
    server.requests.clear()
    server.hung_up.clear()

    def judged(exchange: Exchange) -> None:
        says(Judge(TRUTH).reply(texts_of(exchange.body)[0]))(exchange)

    server.otherwise = judged
    return server


@pytest.fixture
def path(desk: Desk) -> Path:
    """A session of the past, without any labels."""
    return save(desk.places.sessions.path, *TEXTS, question=TEA)


def by_claude(path: Path) -> list[Labelled]:
    return [event for event in read(path).session.labels if event.by == "claude"]


def by_hand(path: Path) -> list[Labelled]:
    return [event for event in read(path).session.labels if event.by == "you"]


def unsure(paper: Any, rng: Any) -> list[dict[str, Any]]:
    """Files the fifth idea otherwise each time it is asked."""
    rows = perfect(paper, rng)
    unsure.turn += 1  # type: ignore[attr-defined]
    for row, (_, text, _) in zip(rows, paper.items, strict=True):
        if text == TEXTS[4]:
            row["angle"], row["other"] = ("heat", "") if unsure.turn % 2 else ("time", "")  # type: ignore[attr-defined]
    return rows


async def labelling(one: Seat) -> None:
    """On the page where ideas are filed, with the first guess there."""
    await one.until(lambda: isinstance(one.app.screen, LabelPage))
    await one.sees("?", "weigh the steam")


async def asked(one: Seat) -> None:
    """Ask, and say yes."""
    await one.press("f")
    await one.sees(CONSENT, "Sent to api.anthropic.com: 8 ideas on 1 question.", "tokens sent and", "at most $")
    await one.press("y")


# consent


async def test_what_is_sent_is_shown_first_and_a_no_sends_nothing(desk: Desk, path: Path, claude: Fake) -> None:
    async with seat(desk, lambda: SessionPage(path), (80, 24)) as one:
        await one.sees("Single")
        await one.until(lambda: one.app.screen.paper.lines)  # type: ignore[attr-defined]
        await one.press("f")
        await one.sees(CONSENT, "claude-sonnet-5-5", "Asked: claude-sonnet-5-5, in 3 requests.", "y  Send it.")
        await one.press("escape")
        await one.sees("Claude  nothing was sent.")
        assert claude.requests == []
        await one.press("f")
        await one.sees(CONSENT)


async def test_a_yes_holds_until_the_program_is_left_but_not_for_a_second_answer(
    desk: Desk, path: Path, claude: Fake
) -> None:
    second = save(desk.places.sessions.path, *TEXTS, question=TEA, days_ago=1)
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees("has answered: ")
        await one.press("f")
        await one.sees("has answered these prompts on these ideas already")
        await one.press("n")
        await one.app.push_screen(LabelPage(second, read(second).session))
        await labelling(one)
        await one.press("f")
        await one.sees("has answered: ")
        assert not isinstance(one.app.screen, ConsentPage)
    assert len(by_claude(path)) == len(by_claude(second)) == 2  # labels and tip


async def test_always_is_remembered_by_a_setting(desk: Desk, path: Path, claude: Fake) -> None:
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await one.press("f")
        await one.sees("Y  Send it, and never show this page again")
        await one.press("Y")
        await one.sees("has answered: ")
        assert one.app.desk.settings.claude_consent == "always"  # type: ignore[attr-defined]
    assert 'claude_consent = "always"' in desk.places.config_file.path.read_text()


async def test_the_page_names_another_host(desk: Desk, path: Path, claude: Fake, monkeypatch: Any) -> None:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://localhost:8123")
    async with seat(desk, lambda: LabelPage(path, read(path).session), (60, 30)) as one:
        await labelling(one)
        await one.press("f")
        await one.sees("Sent to localhost:8123", "ANTHROPIC_BASE_URL is set")


async def test_without_a_key_one_line_says_what_to_do(desk: Desk, path: Path) -> None:
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await one.press("f")
        await one.sees("! No key: set ANTHROPIC_API_KEY (platform.claude.com gives one), then ask again.")


# while it is asked


async def test_progress_is_seen_while_one_goes_on_filing_and_cancel_writes_nothing_more(
    desk: Desk, path: Path, claude: Fake
) -> None:
    claude.wait_at = 2
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees("f cancels  ██░░░░ 1/3", "tokens so far · labels, reading 2 of 2")
        await one.press("1")
        await one.sees("1 of 8 ideas filed by you")
        await one.press("f")
        await one.sees("Claude  cancelled. Nothing was changed.")
        assert claude.cancelled.is_set()
        claude.go.set()
        await one.until(lambda: not any(thread.name == "claude" for thread in threading.enumerate()))
        await one.pilot.pause()
    assert by_claude(path) == []
    assert len(by_hand(path)) == 1


async def test_labels_are_there_before_the_tip_and_stay_when_that_is_given_up(
    desk: Desk, path: Path, claude: Fake
) -> None:
    claude.wait_at = 3
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees("a tip", "Claude: trusted: checks 4 of 4, agreement 1.00")
        await one.press("f")
        await one.sees("cancelled. What had come before stands.")
    assert len(by_claude(path)) == 1


@pytest.mark.parametrize(
    "error",
    [
        ClaudeError("overloaded", "api.anthropic.com is overloaded (529); ask again in a minute"),
        ClaudeError("refused", "Claude declined to answer this request; the offline labels stand"),
    ],
)
async def test_a_failure_is_one_line_and_the_guess_stands(
    desk: Desk, path: Path, claude: Fake, error: ClaudeError
) -> None:
    claude.error = error
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees(f"! {error.line[0].upper()}{error.line[1:]}", "? a rough guess")
    assert by_claude(path) == []


async def test_something_broken_inside_is_a_line_too(desk: Desk, path: Path, claude: Fake) -> None:
    claude.judge.truth = {}
    claude.judge.habit = lambda *_: [{}[KEY]]  # type: ignore[misc]
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees("! The asking failed inside the program (KeyError); the offline labels stand.")
        assert KEY not in one.text


async def test_an_answer_the_disk_does_not_take_is_printed_at_the_end(
    desk: Desk, path: Path, claude: Fake, disk: FaultyDisk
) -> None:
    claude.wait_at = 2
    async with seat(desk, lambda: SessionPage(path), SIZE) as one:
        await one.until(lambda: one.app.screen.paper.lines)  # type: ignore[attr-defined]
        await asked(one)
        await one.sees("f cancels")
        disk.full()
        claude.go.set()
        await one.sees("Claude's answer is not saved")
        await one.until(lambda: not one.app.claude.busy)
    assert b'"by":"claude"' in b"".join(one.app.unsaved).replace(b": ", b":")


# what comes of it


async def test_trust_comes_first_and_labels_carry_their_source_and_quote(desk: Desk, path: Path, claude: Fake) -> None:
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees("Claude: trusted: checks 4 of 4, agreement 1.00 · claude-sonnet-5-5 · $0.0", "· Claude")
        assert one.text.index("Claude: trusted") < one.text.index("0 of 8 ideas filed by you")
        await one.sees("Claude  Heat · “weigh the steam that leaves” · checkable   t takes it  T all")


async def test_a_judge_that_fails_is_dim_and_stays_out_until_it_is_taken_over(
    desk: Desk, path: Path, claude: Fake
) -> None:
    claude.judge.habit = lazy
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        before = one.text.count("?")
        await asked(one)
        await one.sees("Claude: not trusted, kept out of the numbers: checks 2 of 4")
        await one.sees("      not trusted: other: another way · “weigh the steam that leaves”")
        assert one.text.count("?") == before  # the guess is what still counts
        await one.press("2")
        await one.sees("1 of 8 ideas filed by you")
        await one.press("t")
        await one.sees("2 of 8 ideas filed by you")
        await one.press("T")
        await one.sees("8 of 8 ideas filed by you")
        await one.press("T")
        await one.sees("There is nothing of Claude's left")
        await one.press("u")
        await one.sees("2 of 8 ideas filed by you")
    own, taken, rest, _ = by_hand(path)
    assert own.labels[0]["angle"] != "other"
    assert [label["n"] for label in taken.labels] == [2]
    assert "angle" not in rest.labels[0], "what one has said oneself is not taken over"


async def test_what_the_readings_differ_on_is_decided_by_one_key(desk: Desk, path: Path, claude: Fake) -> None:
    unsure.turn = 0  # type: ignore[attr-defined]
    claude.judge.habit = unsure
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees("1 to decide", "to decide: Heat / Time")
        await one.press("comma")  # there, from wherever one is
        await one.sees("Two readings  , Heat   . Time")
        await one.press("full_stop")
        await one.sees("1 of 8 ideas filed by you")
        await one.misses("to decide")
        await one.press("comma")
        await one.sees("Nothing is disputed.")
    assert [(x["n"], x["angle"]) for x in by_hand(path)[0].labels] == [(5, "time")]


async def test_the_numbers_change_with_the_source(desk: Desk, path: Path, claude: Fake) -> None:
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees("3 of 3 angles")
    async with seat(desk, lambda: SessionPage(path), (100, 80)) as one:
        await one.sees("Labels: all that count · v switches · f asks Claude again", "3 of 3", "(filed by Claude)")
        await one.sees("From Claude:", "You began here and stayed.", "1 “weigh the steam that leaves”")
        await one.press("v")
        await one.sees("Labels: yours and Claude's only")
        await one.press("v")
        await one.sees("Labels: the guess only", "a rough guess")
        await one.misses("From Claude:", "(filed by Claude)")


async def test_the_answer_finds_the_page_that_is_open_by_then(desk: Desk, path: Path, claude: Fake) -> None:
    claude.wait_at = 2
    async with seat(desk, lambda: SessionPage(path), SIZE) as one:
        await one.until(lambda: one.app.screen.paper.lines)  # type: ignore[attr-defined]
        await asked(one)
        await one.sees("f cancels")
        await one.press("l")
        await labelling(one)
        await one.sees("f cancels")  # it is told here as well
        claude.go.set()
        await one.sees("Claude: trusted", "has answered: ")
        await one.press("escape")
        await one.sees("has answered: ")
    assert len(by_claude(path)) == 2


@pytest.mark.parametrize(
    "text", ["[/] x[/dim] [@click=app.quit]y[/]", "\x1b[31mred\x07", "\u202eevil", "漢字" * 60, "a" * 300]
)
@pytest.mark.parametrize("width", [8, 40, 100])
@pytest.mark.parametrize("ok", [True, False])
def test_whatever_claude_says_is_shown_as_text_and_fits(text: str, width: int, ok: bool) -> None:
    session = session_of(TEXTS)
    entry = session.entries[0]
    label = {"n": 1, "of": of_text(entry.text), "angle": "other", "other": text, "quote": text, "same_as": text}
    disputed = [{"n": 1, "field": "common", "values": [text, 99]}, {"n": "1"}, text]
    tip = {
        "observations": [{"text": text, "ns": [1], "quotes": [text]}, 3],
        "questions": [{"text": text}],
        "form": text,
    }
    made = {"model": text, "q": 1}
    answer = Labelled(by="claude", with_=made, trust={"ok": ok, "checks": text, "disputed": disputed}, labels=(label,))
    session = session.changed(labels=(answer, Labelled(by="claude", with_=made, figures={"v": 1, "tip": tip})))
    filing = Filing()
    lines = filing_list(filing, session, width)[0]
    lines += filing_offers(filing, session, width, {}).split("\n")
    for content in (*tip_lines(session, ALL, width), *tip_questions(session, 1, ALL, width)):
        lines += content.split("\n")
    shown = "\n".join(line.plain for line in lines)
    assert not set(shown) & {"\x1b", "\x07", "\u202e"}
    if width >= 40:
        assert max(line.cell_length for line in lines) <= width
        assert visible(text)[:12] in shown


async def test_a_click_on_the_line_gives_it_up(desk: Desk, path: Path, claude: Fake) -> None:
    claude.wait_at = 1
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await asked(one)
        await one.sees("f cancels")
        await one.pilot.click(ClaudeLine)
        await one.sees("cancelled. Nothing was changed.")


# in the debrief


def truth_of(desk: Desk, *texts: str) -> dict[str, Truth]:
    """What is true of the debrief's question, and of `texts`: each is an idea of its own, under the first angle."""
    entry = desk.bank.question("sandbagging-cant-wont").entry
    controls, angles = entry["controls"], [angle["id"] for angle in entry["angles"]]
    known = {text: Truth(angles[0], text) for text in texts}
    known |= {text: Truth(angles[1], "pair") for text in controls["same"]}
    return known | {controls["look_alike"]: Truth(angles[2], "l"), controls["off_topic"]: Truth("none", "o")}


async def test_in_the_debrief_one_reads_on_and_the_answer_comes_to_every_rung(
    desk: Desk, hand: Hand, claude: Fake
) -> None:
    claude.judge.truth = truth_of(desk, "ask it twice", "pay it")
    claude.wait_at = 2
    async with debriefing(desk, hand, "ask it twice", "pay it", size=SIZE) as one:
        await one.press("f")  # not before the ratings
        assert not isinstance(one.app.screen, ConsentPage)
        await one.press("s")
        await one.sees(NUMBERS, "f asks Claude")
        await one.press("f")
        await one.sees(CONSENT)
        await one.press("y")
        await one.sees("f cancels")
        await one.press("enter")
        await one.sees(COVERED, "f cancels", "0 of 2 ideas filed by you")
        claude.go.set()
        await one.sees("Claude: trusted: checks 4 of 4, agreement not measured (few ideas)")
        await one.press("enter")
        await one.sees("What next", "From Claude:", "Next time, says Claude")
        assert "And if nobody looked?" not in one.text  # of angles not touched nothing is seen before their turn
        await one.press("enter")
        await one.sees("And from Claude:", "? And if nobody looked?")
        await one.press("left", "left", "left")
        await one.sees(NUMBERS, "Claude: trusted", "filed by Claude")
        await one.press("v", "v")
        await one.sees("Labels: the guess only", "a rough guess")
        await one.recorded()
        assert len(by_claude(one.drill.path)) == 2


async def test_leaving_asks_once_and_then_gives_up(desk: Desk, hand: Hand, claude: Fake) -> None:
    claude.wait_at = 1
    for key in ("escape", "ctrl+q"):
        claude.requests.clear()
        async with debriefing(desk, hand, "ask it twice") as one:
            await one.press("s")
            await one.sees(NUMBERS)
            await one.press("f")
            await one.sees(CONSENT)
            await one.press("y")
            await one.sees("f cancels")
            await one.press(key)
            await one.sees("Claude has not answered yet.")
            assert isinstance(one.app.screen, DebriefPage)
            await one.press(key)
            await one.until(lambda one=one: not one.app._running)
        assert claude.cancelled.is_set()
        assert by_claude(one.drill.path) == []


async def test_back_home_the_answer_goes_to_its_journal_all_the_same(desk: Desk, hand: Hand, claude: Fake) -> None:
    claude.judge.truth = truth_of(desk, "ask it twice")
    claude.wait_at = 2
    async with drilling(desk, hand, home=HomePage) as one:
        await one.enters("ask it twice")
        await one.press("escape", "e", "enter")
        await one.at_debrief()
        await one.press("s")
        await one.sees(NUMBERS)
        await one.press("f")
        await one.sees(CONSENT)
        await one.press("y")
        await one.sees("f cancels")
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))
        claude.go.set()
        await one.until(lambda: len(by_claude(one.drill.path)) == 2)


# the API's own library


async def test_a_real_answer_a_cancel_and_a_refused_key(desk: Desk, path: Path, real: MessagesServer) -> None:
    async with seat(desk, lambda: LabelPage(path, read(path).session), SIZE) as one:
        await labelling(one)
        await one.press("f")
        await one.sees(CONSENT, f"Sent to {real.host}", "is not Anthropic's")
        await one.press("enter")  # on its way to somewhere else: no yes
        await one.press("y")
        await one.sees("has answered: 450 tokens in all.", "Claude: trusted")
        assert len(real.requests) == 3

        judged, real.otherwise = real.otherwise, drips
        await one.press("f")
        await one.sees("already")
        await one.press("y")
        await one.sees("tokens so far", "f cancels")
        await one.press("f")
        await one.sees("cancelled. Nothing was changed.")
        assert real.hung_up.wait(30)  # the other side sees it, too: nobody reads on
        kept = len(by_claude(path))

        real.otherwise = fails(401, "authentication_error", "no such key")
        await one.press("f")
        await one.sees("already")
        await one.press("y")
        await one.sees("did not accept the key in ANTHROPIC_API_KEY")
        real.otherwise = judged
        assert len(by_claude(path)) == kept == 2
        assert KEY not in one.text
    assert KEY.encode() not in path.read_bytes()
    assert json.loads(path.read_text().splitlines()[-1])["type"] == "labelled"
