"""A call in simulated time: one scripted person, the real interviewer, every key with its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from brainstorm.drill import commands as do
from brainstorm.drill.decide import decide
from brainstorm.practice.plan import Plan
from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.fold import apply
from brainstorm.session.session import Session

AT = "2026-11-23T07:30:00.000+00:00"
KEY = 0.2
"""Seconds from one key to the next, of somebody who types."""


class Act(NamedTuple):
    """What somebody does next.

    Attributes:
        wait: Seconds until the first key.
        typing: Seconds from the first key to Enter, a key each fifth of a second.
        lines: What is entered: one line, or several that were pasted.
        pasted: They were pasted.
        listens: Thinks again when the interviewer says something while no key has been pressed yet.
    """

    wait: float
    typing: float
    lines: tuple[str, ...]
    pasted: bool = False
    listens: bool = True


Person = Callable[[Session, float], Act]
"""Decides at a drill second what to do next."""


@dataclass
class Call:
    """A call that was played.

    Attributes:
        session: What it left.
        lines: Its journal.
        keys: Drill seconds of every key, Enters included.
        enters: Drill seconds of the Enters.
    """

    session: Session = field(default_factory=Session)
    lines: list[Line] = field(default_factory=list)
    keys: list[float] = field(default_factory=list)
    enters: list[float] = field(default_factory=list)

    def do(self, command: do.Command, t: float, material: do.Material) -> list[ev.Event]:
        """Carry `command` out."""
        due = decide(self.session, command, t, material)
        for when, event in due:
            line = Line(AT, when, event)
            self.lines.append(line)
            self.session = apply(self.session, line)
        return [event for _, event in due]


def play(plan: Plan, person: Person, *, sees_keys: bool = True) -> Call:
    """The whole call, a tick each second; without `sees_keys` as plain mode has it."""
    call = Call()
    started = ev.Started(
        id="20261123-073000-call-k3f9",
        form=plan.form.entry,
        seconds=plan.seconds,
        seed=plan.seed,
        switches=plan.switches,
        excluded=plan.excluded,
    )
    call.do(do.Begin(started), 0.0, plan.material)
    act, since = person(call.session, 0.0), 0.0
    tick = 1.0
    while call.session.running:
        first = since + act.wait
        enter = first + act.typing
        t = round(min(tick, max(enter, since + 0.001)), 3)
        typing = [first + KEY * n for n in range(int(act.typing / KEY) + 1)]
        if enter <= tick:
            call.keys += [round(key, 3) for key in typing if key < enter] + [t]
            call.enters.append(t)
            heard = _enter(call, act, round(first, 3), t, plan.material)
            if call.session.running:
                act, since = person(call.session, t), t
            continue
        pressed = [key for key in typing if key <= t]
        last = max([*call.keys[-1:], *pressed], default=0.0)
        draft = act.lines[0][: len(pressed)] if pressed and not act.pasted else ""
        heard = call.do(do.Tick(draft, last if sees_keys else None), t, plan.material)
        cut_off = bool(pressed) and any(isinstance(event, ev.Asked | ev.Ended) for event in heard)
        spoken_to = not pressed and act.listens and any(isinstance(event, ev.Interviewer | ev.Asked) for event in heard)
        if cut_off:
            call.keys += [round(key, 3) for key in pressed]
        if (cut_off or spoken_to) and call.session.running:
            act, since = person(call.session, t), t
        tick += 1.0
    return call


def _enter(call: Call, act: Act, first: float, t: float, material: do.Material) -> list[ev.Event]:
    heard: list[ev.Event] = []
    for line in act.lines:
        if not call.session.running:
            break
        via = "paste" if act.pasted else "key"
        first_key = None if act.pasted or not line else first
        heard += call.do(do.Enter(line, first_key, via, aloud=not line), t, material)
    return heard
