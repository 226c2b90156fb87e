"""Years of made-up practice: labelled sessions whose ideas, times, labels and ratings look like a person's.

`python -m benchmarks.practice FOLDER [SESSIONS]` writes them, so that every screen can be seen with a long history.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.sessions import START, bank, nth_id
from brainstorm.bank import Bank
from brainstorm.label.labels import of_text
from brainstorm.session.codec import encode
from brainstorm.session.events import Asked, Cue, Ended, Event, Idea, Labelled, Later, Line, Rated, Started
from brainstorm.session.journal import path_of, stamp

_DAY_GAP = 0.9  # days between two sessions, on average


def practice(folder: Path, sessions: int, entries: int = 40, *, seed: int = 1, newest: datetime = START) -> Path:
    """A folder of `sessions` finished and labelled sessions of about `entries` entries, the last at `newest`."""
    known, chance = bank(), random.Random(seed)
    words = _vocabulary(known)
    for number in range(sessions):
        began = newest - timedelta(days=_DAY_GAP * number, minutes=chance.randrange(120))
        path, lines = _session(known, words, chance, number, began, entries)
        target = path_of(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"".join(map(encode, lines)))  # without the fsync of a real one
    return folder


def _vocabulary(known: Bank) -> list[str]:
    """The words of the bank's own wordings, rare and common as they come."""
    found: list[str] = []
    for id_ in known.ids:
        for lines in known.wordings(id_).values():
            found += (word for line in lines for word in line.split())
    return found


def _session(
    known: Bank, words: list[str], chance: random.Random, number: int, began: datetime, entries: int
) -> tuple[str, list[Line]]:
    form = known.form(("single", "call", "single")[number % 3])
    id_ = nth_id(began, form.id, number)
    ids = chance.sample(known.ids, form.questions)
    timed: list[tuple[float | None, Event]] = [
        (None, Started(id=id_, form=form.entry, seconds=form.seconds, input="typed", seed=number))
    ]
    labels: list[Mapping[str, Any]] = []
    n = 0
    for q, question in enumerate((known.question(id_) for id_ in ids), start=1):
        start, end = form.seconds * (q - 1) / form.questions, form.seconds * q / form.questions
        timed.append((start, Asked(q=q, question=question.entry, why="start" if q == 1 else "time")))
        wordings = known.wordings(question.id)
        liked = chance.sample(question.angles, min(len(question.angles), chance.randint(3, 7)))
        times = list(_times(chance, start, end, entries // form.questions))
        first_t = times[0] if times else start
        for t in times:
            n += 1
            angle = chance.choice(liked)
            base = chance.choice(wordings.get(angle.id) or (angle.line,)).split()
            text = " ".join(chance.sample(base, min(len(base), 7)) + chance.choices(words, k=3))
            build = t > first_t and chance.random() < 0.15
            first = round(max(start, t - 1 - 0.25 * len(text.split())), 3)
            timed.append((t, Idea(n=n, q=q, text=text, first_key=first, builds_on=n - 1 if build else None)))
            common = chance.randrange(len(question.common_ideas)) if chance.random() < 0.4 else False
            labels.append({"n": n, "of": of_text(text), "angle": angle.id, "same_as": False, "common": common})
        if chance.random() < 0.3:
            timed.append((round(start + 0.6 * (end - start), 1), Cue(kind="lens", text=known.lenses[0].lines[0])))
    timed.sort(key=lambda pair: -1.0 if pair[0] is None else pair[0])
    timed.append((float(form.seconds), Ended(why="time")))
    timed.append((None, Labelled(by="you", labels=tuple(labels))))
    timed.append((None, Rated(best=(1, 2, 3), self=chance.randint(1, 5))))
    if chance.random() < 0.2:
        timed.append((None, Later(n=n + 1, text=" ".join(chance.choices(words, k=8)), where="walk", q=1)))
    ended = began + timedelta(seconds=form.seconds)
    return id_, [Line(stamp(_at(began, ended, t, event)), t, event) for t, event in timed]


def _at(began: datetime, ended: datetime, t: float | None, event: Event) -> datetime:
    if t is not None:
        return began + timedelta(seconds=t)
    return began if isinstance(event, Started) else ended


def _times(chance: random.Random, start: float, end: float, count: int) -> Iterator[float]:
    """`count` times between, in bursts with silences between them."""
    gaps = [chance.gammavariate(0.6, 1.0) for _ in range(count + 1)]
    scale, t = (end - start - 1) / sum(gaps), start
    for gap in gaps[:-1]:
        t += gap * scale
        yield round(t, 3)


if __name__ == "__main__":
    practice(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300)
