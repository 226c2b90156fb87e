"""What a drill is going to be, settled before its clock starts."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from brainstorm.bank import Bank, BankError, Form, Interviewer
from brainstorm.drill.commands import SILENCES, Material
from brainstorm.drill.draw import draw

SHORTEST, LONGEST = 0.1, 180.0
"""Minutes a drill may last."""


class PlanError(Exception):
    """The drill asked for is not possible: one clear line."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A drill to be started.

    Attributes:
        form: The form of exercise.
        seconds: Its length.
        seed: What chance hangs on: the draw of the questions and of the cues.
        material: The questions drawn, and the cues.
        switches: blind, exam, interviewer.
        goal: How many ideas to aim for; it is on the ready card, and never seen while the clock runs.
        again: For a second go: the session it follows, after how long, and which rungs of its debrief were seen.
        excluded: The interviewer's wordings that may not come again.
        repeat: Its seed was given, so that it can be done again exactly.
        asks: For a second go at once: questions that open the angles not touched before, for the ready card.
    """

    form: Form
    seconds: float
    seed: int
    material: Material
    switches: Mapping[str, Any] = field(default_factory=dict)
    goal: int | None = None
    again: Mapping[str, Any] | None = None
    excluded: tuple[str, ...] = ()
    repeat: bool = False
    asks: tuple[str, ...] = ()

    @property
    def interviewed(self) -> bool:
        """Whether an interviewer leads it."""
        return self.form.turn == "interviewer" and self.switches.get("interviewer") in ("file", "claude")


def make_plan(
    bank: Bank,
    form_id: str,
    *,
    question: str | None = None,
    topic: str | None = None,
    among: Collection[str] | None = None,
    minutes: float | None = None,
    seed: int | None = None,
    done: Mapping[str, int] | None = None,
    blind: bool = False,
    exam: bool = False,
    interviewer: str | None = None,
) -> Plan:
    """The plan for a drill of form `form_id`.

    Args:
        bank: The questions, forms and lenses.
        form_id: An id of forms.yaml.
        question: The id of the (first) question; drawn when None.
        topic: The topic to draw from.
        among: The ids to draw the first question from; all when None.
        minutes: The length; the form's own when None.
        seed: Given, the draw looks at the seed and the bank alone and can be repeated; else chance decides, among
            the questions done least often.
        done: How often each question was done before.
        blind: The list vanishes on Enter.
        exam: No help of any kind.
        interviewer: off, file or claude; None: file where the form has an interviewer. Others have none.

    Raises:
        PlanError: no such form, question or topic, or a length out of range.
    """
    try:
        form = bank.form(form_id)
    except BankError as error:
        raise PlanError(str(error)) from None
    if minutes is not None and not SHORTEST <= minutes <= LONGEST:
        raise PlanError(f"a drill lasts from {SHORTEST} to {LONGEST:g} minutes, not {minutes:g}")
    asks = _interviewer(form, interviewer)
    repeat = seed is not None
    seed = random.SystemRandom().randrange(2**31) if seed is None else seed
    try:
        if question is not None:
            bank.row(question)
        if question is None and among:
            chosen = [row for row in bank.rows if row.id in among]
            question = draw(chosen, count=1, different=False, seed=seed, done={} if repeat else done)[0]
        ids = draw(
            bank.rows,
            count=form.questions,
            different=form.draw == "different",
            seed=seed,
            done={} if repeat else done,
            first=question,
            topic=topic,
        )
        entries = tuple(bank.question(id_).entry for id_ in ids)
    except (ValueError, BankError) as error:
        raise PlanError(str(error)) from None
    return Plan(
        form=form,
        seconds=_seconds(minutes * 60) if minutes is not None else form.seconds,
        seed=seed,
        material=Material(entries, lens_lines(bank), _lines(bank, form.help, form.turn)),
        switches={"blind": blind, "exam": exam, "interviewer": asks},
        repeat=repeat,
    )


def _interviewer(form: Form, wanted: str | None) -> str:
    """Who asks in a drill of `form`: off, file or claude."""
    if form.turn != "interviewer":
        if wanted not in (None, "off"):
            raise PlanError(f"{form.name} has no interviewer; the call has")
        return "off"
    if wanted == "claude":
        raise PlanError("Claude can't be the interviewer yet; --interviewer file asks offline")
    return wanted or "file"


def settled(
    plan: Plan, *, excluded: Collection[str] = (), goal: int | None = None, silences: Sequence[float] = SILENCES
) -> Plan:
    """`plan` with what the person's past and settings add.

    Args:
        plan: The plan.
        excluded: The interviewer's wordings of recent calls; a plan whose seed was given excludes none.
        goal: How many ideas to aim for.
        silences: Seconds of silence after which each rung of the silence ladder comes.
    """
    return replace(
        plan,
        material=plan.material._replace(silences=tuple(silences)),
        goal=goal,
        excluded=tuple(excluded) if plan.interviewed and not plan.repeat else (),
    )


def _lines(bank: Bank, help_: str, turn: str) -> Interviewer | None:
    """What is said to somebody in a drill, where it has an interviewer or a silence ladder."""
    return bank.interviewer if help_ != "none" or turn == "interviewer" else None


def _seconds(value: float) -> float:
    """To the millisecond, and a whole number as one: 300 in the journal, not 300.0."""
    seconds = round(float(value), 3)
    return int(seconds) if seconds.is_integer() else seconds


def lens_lines(bank: Bank) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The lenses as cues: (id, wordings)."""
    return tuple((lens.id, tuple(lens.lines)) for lens in bank.lenses)
