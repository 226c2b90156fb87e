"""The transcripts in docs/call.md are what the interviewer really says, and when."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from benchmarks.calls.people import PEOPLE
from benchmarks.calls.play import play
from brainstorm.bank import load_bank
from brainstorm.drill.moves import small_talk
from brainstorm.practice.plan import make_plan
from brainstorm.report.words import clock

ROOT = Path(__file__).parents[2]
CALLS = [("listening", 5), ("fluent", 21), ("frozen", 9)]
_SAID = re.compile(r"^( *\d+:\d\d)?  +“([^”]+)”$", re.MULTILINE)


def told() -> list[str]:
    """The transcripts, each a block of text."""
    page = (ROOT / "docs" / "call.md").read_text(encoding="utf-8")
    return re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("which", range(len(CALLS)))
def test_the_page_about_the_call_tells_what_the_interviewer_says(which: int) -> None:
    name, seed = CALLS[which]
    with tempfile.TemporaryDirectory() as cache:
        bank = load_bank(ROOT / "prompts", (), Path(cache))
        plan = make_plan(bank, "call", seed=seed, question="sandbagging-cant-wont")
        call = play(plan, PEOPLE[name](seed))
    said = [("" if x.t is None else clock(x.t), x.text) for x in call.session.said if x.what == "interviewer"]
    before = small_talk(plan.material, seed, ())
    assert before is not None
    said += [("", before[0].line), ("", before[0].reply), ("", before[1].line), ("15:00", said[-1][1])]
    shown = [((t or "").strip(), " ".join(text.split())) for t, text in _SAID.findall(told()[which])]
    assert len(shown) >= 4
    assert [line for line in shown if line not in said] == []
    second = clock(call.session.questions[1].asked)
    assert f" {second}  The second question.\n" in told()[which]
