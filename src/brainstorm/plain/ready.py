"""The ready card of a plain drill, and the small talk before a call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from brainstorm.plain.stdin import Lines
from brainstorm.plain.voice import Voice
from brainstorm.practice.plan import Plan
from brainstorm.practice.talk import SECONDS, SmallTalk
from brainstorm.report.words import length, plural
from brainstorm.session.text import visible


def ready_card(plan: Plan, talk: SmallTalk | None, lines: Lines, voice: Voice) -> bool:
    """Show what is to come and wait for Enter; whether the person is still there.

    Raises:
        Leave: a signal came.
    """
    voice.say(f"{visible(plan.form.name)} · {length(plan.seconds)}")
    for line in plan.form.about:
        voice.say(f"  {visible(line)}")
    if plan.goal:
        voice.say(f"  Goal: {plural(plan.goal, 'idea')}, a little above your recent best.")
    voice.say()
    voice.say("One idea a line. + builds on the one before, an empty line is one said aloud.")
    voice.say_all(keys(plan.form.entry, plan.switches))
    voice.say()
    voice.say("Enter starts the clock.")
    if talk is None:
        return lines.next() is not None
    return _small_talk(talk, lines, voice)


def _small_talk(talk: SmallTalk, lines: Lines, voice: Voice) -> bool:
    """One exchange, of 20 s at most; an empty line starts the clock at once. Whether the person is still there."""
    voice.hear(talk.ask())
    said = lines.within(SECONDS)
    if said is not None and said.strip():
        voice.hear(talk.answer(said))
    voice.hear(talk.lead_in())
    if said is None or said.strip():
        said = lines.next()
        talk.aside(said or "")
    return said is not None


def keys(form: Mapping[str, Any], switches: Mapping[str, Any]) -> list[str]:
    """What a line may be beside an idea, in a drill of `form` (as a journal keeps it)."""
    words = ["? a cue"] if form.get("help") == "ladder" and not switches.get("exam") else []
    words += ["/end"]
    words += ["/pause"] if form.get("pause") else []
    words += ["/next"] if form.get("questions", 1) > 1 else []
    words += ["/dry"]
    words += ["/edit N text", "/strike N", "/restore N"] if form.get("edit") else []
    return ["  ".join([*words, "/help"]), "// /? /+ begin an idea with that sign."]
