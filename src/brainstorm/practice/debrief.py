"""What a debrief asks the person, in its fixed order: words for marks, the cut-off line, the best, how new."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from brainstorm.drill import commands as do
from brainstorm.session.session import MARK, Entry, Session
from brainstorm.session.text import visible


def marks_without_words(session: Session) -> list[Entry]:
    """The marks whose words have not come yet."""
    return list(session.counted(MARK))


def cut_off_open(session: Session) -> str | None:
    """The cut-off line, while nobody has said that it counts."""
    if session.cut_off and not any(entry.after_bell for entry in session.entries):
        return session.cut_off
    return None


def parse_best(text: str) -> tuple[int, ...] | None:
    """Up to three entry numbers from what was typed, in order; None when there is none."""
    numbers = tuple(dict.fromkeys(int(digits) for digits in re.findall(r"\d{1,9}", text)))[:3]
    return numbers or None


def parse_self(text: str) -> int | None:
    """A rating from 1 to 5; None for anything else."""
    text = text.strip()
    return int(text) if text in ("1", "2", "3", "4", "5") else None


def ask_person(
    session: Callable[[], Session], say: Callable[[str], None], answer: Callable[[], str | None]
) -> Iterator[do.Command]:
    """Ask rung by rung and yield what follows; an empty answer skips, the end of input skips all that is left.

    Args:
        session: The session as it stands now.
        say: Shows a line.
        answer: Reads a line; None at the end of the input.
    """
    for mark in marks_without_words(session()):
        say(f"Said aloud at number {mark.n}. Its words? (Enter skips)")
        words = answer()
        if words is None:
            return
        if words.strip():
            yield do.Revise(mark.n, words)
    if (cut_off := cut_off_open(session())) is not None:
        say(f"Cut off by the bell: {visible(cut_off)}")
        say("Does it count? (y, or Enter for no)")
        said = answer()
        if said is None:
            return
        if said.strip().lower() in ("y", "yes"):
            yield do.CountCutOff()
    if not any(session().counted()):
        return
    say("Your best, up to three numbers? (Enter skips)")
    said = answer()
    if said is None:
        return
    best = parse_best(said)
    if best is not None:
        known = {entry.n for entry in session().counted()}
        unknown = [n for n in best if n not in known]
        if unknown:
            say(f"  there is no entry {unknown[0]}; left out")
        best = tuple(n for n in best if n in known) or None
    say("How new were these for you, 1 (nothing new) to 5 (all new)? (Enter skips)")
    said = answer()
    newness = parse_self(said or "")
    if best is not None or newness is not None:
        yield do.Rate(best, newness)
    if said is not None:
        say("")
