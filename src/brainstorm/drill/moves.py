"""What the interviewer says next: which move, in which of its wordings.

A question starts wide; then wide and deep moves take turns, so that ground is covered and something gets dug into; it
ends on a choice. What has been said, by either side, decides what fits.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from brainstorm.bank import Question
from brainstorm.bank.interviewer import ANY, FITS, TWIST
from brainstorm.drill.commands import Material
from brainstorm.session.events import Interviewer
from brainstorm.session.session import BUILD, Session

if TYPE_CHECKING:
    from brainstorm.bank.interviewer import Exchange, Sentence, Wording

_Spoken = TypeVar("_Spoken", "Exchange", "Sentence")

JUST_NOW = 6.0
"""Seconds after an entry in which a line may speak of "that one"."""
FLUENT = (3, 40.0)
"""So many entries in so many seconds are fluent."""
SILENCE = 10.0
"""Seconds without a key that a line may call a silence."""
SEVERAL = 3
"""Ideas on a question from which there is something to choose from."""

_WIDE, _DEEP = ("breadth", "constraint"), ("concreteness", "falsify", "adversary", "stakes")
_TURNS = {  # how readily each move is made when something wide, or something deep, has its turn
    "breadth": (3.0, 0.5),
    "constraint": (2.5, 0.5),
    "concreteness": (0.2, 3.0),
    "falsify": (0.1, 2.0),
    "adversary": (0.1, 2.0),
    "stakes": (0.0, 0.7),
    "choice": (0.0, 0.3),
}
_AT_THE_END = {"choice": 6.0, "stakes": 2.0, "breadth": 1.0, "concreteness": 0.3}


class Moment(NamedTuple):
    """When a line is said, in drill seconds.

    Attributes:
        t: Now.
        start: When the question on screen was asked.
        end: When it will be left.
        quiet: Seconds since the last key.
        last: No question follows it.
        pace: Seconds between two lines, at least.
    """

    t: float
    start: float
    end: float
    quiet: float
    last: bool
    pace: float


def line_for(session: Session, material: Material, moment: Moment, moves: Sequence[str] = ()) -> Interviewer | None:
    """The next line, of one of `moves` where they are given, else of the move whose turn it is.

    None when no wording is left: within a call, and against the wordings excluded, none comes twice.
    """
    if material.interviewer is None:
        return None
    chance = random.Random(f"{session.seed}:move:{_spoken(session)}")
    weights = dict.fromkeys(moves, 1.0) or _weights(session, moment)
    if _ideas(session) < SEVERAL and len(weights) > 1:
        weights.pop("constraint", None)  # nobody is made to solve a harder question who hasn't begun on this one
    words = _words(session, moment)
    for move in _drawn(weights, chance):
        found = _wording(session, material, move, words, chance)
        if found is not None:
            wording, text = found
            return Interviewer(k=_spoken(session) + 1, move=move, text=text, id=wording.id)
    return None


def _weights(session: Session, moment: Moment) -> dict[str, float]:
    said = [x for x in session.said if x.what == "interviewer" and x.t is not None]
    here = [x.kind for x in said if (x.t or 0.0) >= moment.start]
    ordinary = [move for move in here if move != "stuck"]
    ideas = _ideas(session)
    unheard = bool(said) and not any(entry.t > (said[-1].t or 0.0) for entry in session.entries)
    deep_turn = bool(ordinary) and ordinary[-1] in _WIDE
    weights = {move: turns[deep_turn] for move, turns in _TURNS.items()}
    if moment.last and moment.end - moment.t < 2.2 * moment.pace and ideas >= SEVERAL:
        weights = dict(_AT_THE_END)
    elif moment.t - moment.start < (moment.end - moment.start) / 2:
        weights["choice"] = 0.0
        weights["stakes"] /= 3
    if ideas < SEVERAL:  # there is little to dig into, and nothing to choose from
        weights = {move: weight for move, weight in weights.items() if move in _WIDE or (ideas and move in _DEEP)}
        weights["breadth"] = weights.get("breadth", 0.0) + 4.0
    if unheard and said[-1].kind != "stuck":  # somebody who hasn't answered the last one isn't asked to dig further
        weights = {move: weight for move, weight in weights.items() if move in _WIDE}
    for move in ordinary:
        if move in weights:
            weights[move] *= 0.6 if move == "breadth" else 0.25
    if ordinary and len(weights) > 1:
        weights.pop(ordinary[-1], None)
    return weights


def _ideas(session: Session) -> int:
    return sum(1 for entry in session.counted() if entry.q == session.q and entry.kind != BUILD)


def _drawn(weights: dict[str, float], chance: random.Random) -> Iterator[str]:
    """The moves in an order of chance, the readier the earlier; those of no weight are left out."""
    left = {move: weight for move, weight in weights.items() if weight > 0}
    while left:
        move = chance.choices(list(left), list(left.values()))[0]
        del left[move]
        yield move


def _words(session: Session, moment: Moment) -> frozenset[str]:
    """The words of `bank.interviewer.FITS` that hold now."""
    question = Question.from_entry(session.question.entry if session.question else {})
    third = (moment.t - moment.start) / max(moment.end - moment.start, 1.0) * 3
    words = {("early", "middle", "late")[min(int(third), 2)]}
    if ideas := _ideas(session):
        words.add("few" if ideas < SEVERAL else "several")
    times = [entry.t for entry in session.entries if entry.q == session.q]
    if moment.quiet >= SILENCE:
        words.add("after-silence")
    elif times and moment.t - times[-1] <= JUST_NOW:
        words.add("after-idea")
    many, within = FLUENT
    if len(times) >= many and moment.t - times[-many] <= within:
        words.add("fluent")
    return frozenset(words | {word for word in (question.needs, question.verb) if word})


def _wording(
    session: Session, material: Material, move: str, words: Collection[str], chance: random.Random
) -> tuple[Wording, str] | None:
    assert material.interviewer is not None
    gone = {said.id for said in session.said if said.id} | set(session.excluded)
    offered = [each for each in material.interviewer.moves.get(move, ()) if each.id not in gone and each.fits_in(words)]
    twists = _twists_left(session) if move == "constraint" else []
    with_twist = [each for each in offered if TWIST in each.line]
    offered = with_twist if twists and with_twist else [each for each in offered if TWIST not in each.line]
    if not offered:
        return None
    wording = chance.choices(offered, [_apt(each) for each in offered])[0]
    text = wording.line.replace(TWIST, chance.choice(twists)) if TWIST in wording.line else wording.line
    return wording, text


def _apt(wording: Wording) -> float:
    """How readily a wording that fits is said: rather one for this very moment and question than one for any."""
    times, _, counts, *_ = FITS
    close = [word for word in wording.fits if word != ANY and word not in (*times, *counts)]
    return 1.0 + (1.2 if close else 0.0) + (0.3 if len(wording.fits) > len(close) and ANY not in wording.fits else 0.0)


def _twists_left(session: Session) -> list[str]:
    question = Question.from_entry(session.question.entry if session.question else {})
    said = [x.text for x in session.said if x.what == "interviewer"]
    return [twist for twist in question.twists if not any(twist in text for text in said)]


def _spoken(session: Session) -> int:
    return sum(1 for said in session.said if said.what == "interviewer")


def small_talk(material: Material, seed: int, excluded: Collection[str]) -> tuple[Exchange, Sentence] | None:
    """An exchange before the clock, and what leads to the first question; None without an interviewer."""
    if material.interviewer is None:
        return None
    chance = random.Random(f"{seed}:talk")
    exchange = _one_of(material.interviewer.small_talk, excluded, chance)
    intro = _one_of(material.interviewer.intros, excluded, chance)
    return None if exchange is None or intro is None else (exchange, intro)


def closing(session: Session, material: Material) -> Interviewer | None:
    """What is said at the bell."""
    if material.interviewer is None:
        return None
    said = _one_of(material.interviewer.closings, session.excluded, random.Random(f"{session.seed}:closing"))
    return None if said is None else Interviewer(k=_spoken(session) + 1, move="closing", text=said.line, id=said.id)


def _one_of(offered: Sequence[_Spoken], excluded: Collection[str], chance: random.Random) -> _Spoken | None:
    fresh = [one for one in offered if one.id not in excluded]
    return chance.choice(fresh) if fresh else None
