"""A whole call on a real terminal, short but complete: from the ready card to the debrief, and what home says then."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.child import BRAINSTORM, DEADLINE, environment, journals, show
from support.terminal import Terminal

from brainstorm.session.journal import read
from brainstorm.session.session import Said, Session

Start = Callable[..., Terminal]
QUESTION = "sandbagging-cant-wont"


@pytest.mark.parametrize("face", ["screens", "plain"])
def test_a_whole_call_from_the_ready_card_to_debrief_and_readiness(face: str, terminal: Start, folder: Path) -> None:
    def now() -> Session:
        return read(journals(folder)[0]).session

    def heard() -> list[Said]:
        return [said for said in now().said if said.what == "interviewer" and said.t is not None]

    def entered(count: int) -> bool:
        return len(now().entries) == count

    def wait(condition: Callable[[], object], what: str) -> None:
        """Read what the program prints meanwhile: one that nobody listens to comes to a stop."""
        deadline = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < deadline, f"{what} never came; so far:\n{screen.seen[-4000:]}"
            screen.pump(0.05)

    plain = face == "plain"
    enter = "\n" if plain else "\r"
    options = {"env": environment(TERM="xterm-256color", COLUMNS=None, LINES=None), "echo": False}
    where = ["--sessions", folder]
    args = ["call", "--question", QUESTION, "--minutes", "0.35", *where, *(["--plain"] if plain else [])]
    screen = terminal([*BRAINSTORM, *args], **options)
    screen.expect("starts the clock")
    screen.expect("“")
    screen.send(f"soup, thanks{enter}")
    screen.expect("“")
    screen.send(enter)
    screen.expect("forty")
    screen.send(f"ask it twice{enter}")
    wait(lambda: entered(1), "the first entry")
    if not plain:  # there the interviewer waits for a long silence, since keys are not seen
        wait(heard, "a word from the interviewer")
        assert heard()[0].t is not None
        screen.send(f"as I said{enter}")
        wait(lambda: entered(2), "the answer")
    else:
        screen.send(f"as I said{enter}")
    wait(lambda: now().q == 2, "the second question")
    screen.send(f"look at the logs{enter}")
    wait(lambda: now().ended == "time", "the bell")
    screen.expect("Time.")  # the rest may be on the next row
    session = now()
    assert session.ended_t == 21
    assert [said.text for said in session.said if said.what == "aside"] == ["soup, thanks"]
    assert [said.kind for said in session.said if said.t is None] == [
        "small-talk",
        "",
        "small-talk",
        "intro",
        "closing",
    ]
    assert session.questions[1].stretches[0].why == "interviewer"
    if plain:
        screen.send(f"{enter}")
        screen.expect("Your best")
        screen.send(enter * 2)
        screen.expect("second question" if heard() else "first idea on question 2")
        screen.send("no\n")
        assert screen.wait() == 0
    else:
        screen.pump(1.0)  # Enter is an answer only after a moment's quiet
        screen.send(enter)
        screen.expect("Your best three")
        screen.pump(1.0)
        screen.send("s")
        screen.expect("redirects answered")
        screen.send("\x1b")
        assert screen.wait() == 0
        assert show(folder)["counts"]["ideas"] >= 2
    home = terminal([*BRAINSTORM, *where], **options)
    home.expect("Readiness")
    home.expect("(1 short); too")  # the rest is on the next row
    home.send("q")
    assert home.wait() == 0
