"""Weeks of practice to take pictures of: sessions as somebody who drills leaves them, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from brainstorm.bank import Bank
from brainstorm.session import events as ev
from brainstorm.session.journal import create, make_id, path_of, stamp

QUESTION = "sandbagging-cant-wont"

IDEAS = (
    (9.1, 6.0, "compare its mistakes with an honestly weak model's", False),
    (21.4, 15.2, "ask for the same skill hidden inside another task", False),
    (30.2, 26.0, "e.g. debugging instead of the quiz", True),
    (41.9, 35.5, "tell it the score decides whether it gets deployed", False),
    (63.0, 58.1, "let it mark other people's answers", False),
    (107.8, 101.2, "ten solved examples and see how fast it climbs", False),
    (121.3, 113.0, "ask in Welsh", False),
    (139.5, 133.3, "train a faker on purpose and try every trick on it first", False),
)
"""A drill on `QUESTION`: t, first key, words, and whether it builds on the idea before."""

MORE = (
    (158.2, 151.0, "is it worse than chance? guessing would do better", False),
    (173.9, 166.4, "offer it something for trying", False),
    (190.0, 181.7, "rename everything in the question, keep the sums", False),
    (231.5, 226.8, "does it know which of its answers are wrong?", False),
    (246.1, 239.5, "same exam in the middle of a long chat about cooking", False),
    (266.4, 258.0, "fine-tune on ten answers and see if it leaps", False),
)
"""What came in the second half of it."""

_DAYS = (33, 31, 30, 27, 26, 24, 21, 20, 17, 16, 14, 12, 11, 9, 8, 5, 4, 2, 1)
_CALLS = (30, 24, 17, 12, 8, 4, 2)


def lines(bank: Bank, began: datetime, seconds: float, *, upto: float | None = None) -> list[ev.Line]:
    """The journal of a drill on `QUESTION`; ended, unless it broke off after `upto` seconds."""
    happened: list[tuple[float | None, ev.Event]] = [*_start(bank, began, "single", seconds, QUESTION)]
    idea = 0
    for n, (t, first_key, text, build) in enumerate([*IDEAS, *MORE], start=1):
        if t < (seconds if upto is None else upto):
            happened.append((t, ev.Idea(n=n, q=1, text=text, first_key=first_key, builds_on=idea if build else None)))
        idea = idea if build else n
    if upto is None:
        happened.append((seconds, ev.Ended(why="time", cut_off=None)))
    return _dated(happened, began)


def fill(folder: Path, bank: Bank, now: datetime) -> Path:
    """Five weeks of drills and calls, filed by hand, and a drill that broke off; the path of the last."""
    chance = random.Random(11)
    ids = [row.id for row in bank.rows if bank.wordings(row.id) and row.id != QUESTION]
    chance.shuffle(ids)
    for place, back in enumerate(_DAYS):
        began = now.replace(hour=7, minute=5) - timedelta(days=back, minutes=-chance.randrange(90))
        call = back in _CALLS
        asked = [ids[(2 * place) % len(ids)], *([ids[(2 * place + 1) % len(ids)]] if call else [])]
        made = _practised(bank, began, asked, place / len(_DAYS), chance)
        create(path_of(folder, made[0].event.id), made)  # type: ignore[attr-defined]
    made = lines(bank, now - timedelta(minutes=4), 300.0, upto=150.0)
    path = path_of(folder, made[0].event.id)  # type: ignore[attr-defined]
    create(path, made)
    return path


def _practised(bank: Bank, began: datetime, asked: Sequence[str], skill: float, chance: random.Random) -> list[ev.Line]:
    """A session by somebody whose skill goes from 0 to 1."""
    form, seconds = ("call", 900.0) if len(asked) > 1 else ("single", 600.0)
    happened = [*_start(bank, began, form, seconds, asked[0])]
    n, t, said = 0, 0.0, []
    for q, id_ in enumerate(asked, start=1):
        end = seconds * q / len(asked)
        if q > 1:
            t = max(t + 2.0, seconds * (q - 1) / len(asked))
            happened.append((t, ev.Asked(q=q, question=bank.question(id_).entry, why="interviewer")))
        t += chance.uniform(6, 50 - 36 * skill)
        for angle, text in _stream(bank, id_, skill, chance):
            if t > end - 15:
                break
            n += 1
            happened.append((round(t, 1), ev.Idea(n=n, q=q, text=text, first_key=round(t - len(text) / 9, 1))))
            said.append({"n": n, "angle": angle, "same_as": False, "common": False})
            t += len(text) / 8 + chance.expovariate(1 / (26 - 14 * skill)) + 4
            if chance.random() < 0.07:
                t += chance.uniform(25, 55)
    happened.append((seconds, ev.Ended(why="time", cut_off=None)))
    happened += [(None, ev.Labelled(by="you", labels=tuple(said))), (None, ev.Rated(best=(1, 2), self=3))]
    return _dated(happened, began)


def _stream(bank: Bank, id_: str, skill: float, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(angle, words), one after the other: the better, the sooner somebody leaves an angle."""
    left = {angle: chance.sample(list(said), len(said)) for angle, said in bank.wordings(id_).items()}
    known = chance.sample(sorted(left), max(3, round(len(left) * (0.35 + 0.55 * skill))))
    angle = known[0]
    while left[angle]:
        yield angle, left[angle].pop()
        if chance.random() < 0.35 + 0.4 * skill:
            angle = chance.choice(known)


def _start(
    bank: Bank, began: datetime, form: str, seconds: float, question: str
) -> Iterator[tuple[float | None, ev.Event]]:
    session = make_id(began, form, "k3f9")
    yield None, ev.Started(id=session, form=bank.form(form).entry, seconds=seconds, seed=7, input="typed")
    yield 0.0, ev.Asked(q=1, question=bank.question(question).entry)


def _dated(happened: Sequence[tuple[float | None, ev.Event]], began: datetime) -> list[Any]:
    return [ev.Line(stamp(began + timedelta(seconds=t or 0)), t, event) for t, event in happened]


def today() -> datetime:
    """Now, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
