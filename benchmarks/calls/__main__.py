"""`python -m benchmarks.calls [PERSON] [--seeds N…] [--minutes M]`: calls as transcripts, to be read."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.calls.people import PEOPLE
from benchmarks.calls.play import Call, play
from brainstorm.bank import load_bank
from brainstorm.practice.plan import make_plan
from brainstorm.report.words import clock
from brainstorm.session import events as ev

PROMPTS = Path(__file__).parents[2] / "prompts"


def transcript(call: Call) -> Iterator[str]:
    """The call, line by line: what was asked, said and entered, each with its time."""
    for line in call.lines:
        t = "     " if line.t is None else f"{clock(line.t):>5}"
        match line.event:
            case ev.Asked(question=question, why=why, cut_off=cut_off) if question is not None:
                if cut_off:
                    yield f"{t}     … {cut_off} (cut off)"
                yield ""
                yield f"{t} ASKS ({why}) {question['question']}"
            case ev.Interviewer(move=move, text=text):
                yield f"{t} ---- “{text}”   [{move}]"
            case ev.Idea(text=text, answers=answers):
                yield f"{t}      {'↳ ' if answers else ''}{text or '(said aloud)'}"
            case ev.Ended():
                yield f"{t} bell"
            case _:
                pass


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.calls", description=__doc__)
    parser.add_argument("person", nargs="?", default="listening", choices=PEOPLE)
    parser.add_argument("--seeds", type=int, nargs="*", default=range(1, 11))
    parser.add_argument("--minutes", type=float, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        bank = load_bank(PROMPTS, (), Path(cache))
        for seed in options.seeds:
            plan = make_plan(bank, "call", seed=seed, minutes=options.minutes)
            call = play(plan, PEOPLE[options.person](seed))
            print(f"\n=== {options.person}, seed {seed} ===")
            print("\n".join(transcript(call)))


if __name__ == "__main__":
    main()
