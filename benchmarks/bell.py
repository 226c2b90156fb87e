"""From the bell to the numbers: how long the labels of sixty ideas take, and whether a key ever waits for them."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from support.terminal import Terminal

from benchmarks.__main__ import Figure, environment, interleaved
from benchmarks.sessions import bank
from brainstorm.practice.labelling import Around, Labelling
from brainstorm.report.numbers import numbers_lines
from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.fold import apply, replay
from brainstorm.session.session import Session

QUESTION = "sandbagging-cant-wont"
IDEAS = 60
WARM, COLD, GAP = 300.0, 1000.0, 100.0
"""The bars, in ms: numbers with the encoder loaded, without, and the longest wait of a key meanwhile."""


def _session() -> Session:
    """Sixty ideas that differ: the plain wordings of the bank, which are what people type."""
    question = bank().question(QUESTION)
    texts = [line for lines in bank().wordings(QUESTION).values() for line in lines][:IDEAS]
    lines = [
        Line("", None, ev.Started(id="20261123-073000-single-k3f9", form={"id": "single"}, seconds=300)),
        Line("", 0.0, ev.Asked(q=1, question=question.entry)),
        *(Line("", 4.0 * n, ev.Idea(n=n, text=text)) for n, text in enumerate(texts, start=1)),
        Line("", 300.0, ev.Ended(why="time")),
    ]
    return replay(lines)


def _numbers(labelling: Labelling, session: Session) -> float:
    """Labels, numbers and their words; ms."""
    from brainstorm.measure.numbers import numbers

    begun = time.perf_counter()
    made = labelling.make(session, patience=60)
    assert made.event is not None, made.note
    assert list(numbers_lines(numbers(apply(session, Line("", None, made.event)))))
    return (time.perf_counter() - begun) * 1000


def figures(folder: Path, runs: int) -> Iterator[Figure]:
    """Numbers warm and cold, with word vectors and with stems; the longest wait of a key in a real terminal."""
    session = _session()
    for encoder in ("auto", "stems"):
        around = Around(wordings=bank().wordings, encoder=encoder, cache=folder)
        ready = Labelling(session, around)
        _numbers(ready, session)

        def cold(around: Around = around) -> float:
            fresh = Labelling(session, around)
            took = _numbers(fresh, session)
            fresh.close(wait=True)
            return took

        warm_ms, cold_ms = interleaved(runs, lambda ready=ready: _numbers(ready, session), cold)
        ready.close(wait=True)
        name = "word vectors" if encoder == "auto" else "word stems"
        yield Figure(f"numbers of {IDEAS} ideas, {name}, warm", warm_ms, "the bar", WARM, 1.0)
        yield Figure(f"numbers of {IDEAS} ideas, {name}, cold", cold_ms, "the bar", COLD, 1.0)
    gap, beside = _gaps(folder)
    yield Figure("longest wait of a key while they are made", gap, "the bar", GAP, 1.0)
    yield Figure("longest wait of a key once they are there", beside, "the bar", GAP, 1.0)


def _gaps(folder: Path) -> tuple[float, float]:
    """The longest time from a key to the screen in the debrief: while the child loads and labels, and afterwards."""
    env = environment(folder / "home", BRAINSTORM_SESSIONS=str(folder / "sessions"))
    command = [sys.executable, "-m", "brainstorm", "drill", "--question", QUESTION, "--minutes", "0.2"]
    screen = Terminal(command, env=env, size=(24, 80), echo=False)
    try:
        screen.expect(re.compile("starts the clock"))
        screen.send("\r")
        screen.expect(re.compile("0:1[0-9]"))
        texts = [entry.text for entry in _session().entries]
        for text in texts:
            screen.send(f"{text}\r")
        screen.expect(re.compile("Time\\. Enter"))
        time.sleep(0.8)  # the debrief takes no key before
        screen.send("\r")
        screen.expect(re.compile("Before any numbers"))
        time.sleep(0.8)
        meanwhile = _longest(screen, "j", 30)
        time.sleep(2.0)
        return meanwhile, _longest(screen, "k", 30)
    finally:
        screen.close()


def _longest(screen: Terminal, key: str, times: int) -> float:
    waits = []
    for _ in range(times):
        begun = time.perf_counter()
        screen.send(key)
        screen.expect(re.compile("▸"))
        waits.append((time.perf_counter() - begun) * 1000)
    return max(waits)
