"""The silence ladder of the forms without an interviewer, in simulated time."""

from __future__ import annotations

from typing import Any

from support.interviewer import whole

from brainstorm.bank import Interviewer
from brainstorm.drill import commands as do
from brainstorm.drill.decide import decide
from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.fold import apply
from brainstorm.session.session import Session

FORM = {"id": "single", "name": "Single", "turn": "none", "pause": True, "edit": True, "help": "ladder"}
MATERIAL = do.Material(
    questions=({"id": "a", "question": "First?", "angles": [{"id": "one", "ask": "Who reads it?"}]},),
    lenses=(("vary", ("What if you change one thing?",)), ("repeat", ("And a hundred times?",))),
    interviewer=Interviewer.from_entry(whole()),
)


class Desk:
    """A drill whose person presses keys when told."""

    def __init__(self, material: do.Material = MATERIAL, input_: str = "typed", **switches: Any) -> None:
        self.session, self.key, self.t, self.material = Session(), 0.0, 0.0, material
        started = ev.Started(
            id="20261123-073000-single-k3f9", form=FORM, seconds=600, seed=7, input=input_, switches=switches
        )
        self.do(do.Begin(started))

    def do(self, command: do.Command) -> list[ev.Event]:
        due = decide(self.session, command, self.t, self.material)
        for when, event in due:
            self.session = apply(self.session, Line("2026-11-23T07:30:00.000+00:00", when, event))
        return [event for _, event in due]

    def waits(self, until: float, draft: str = "") -> list[tuple[float, str]]:
        """The cues of a tick each second until then: (when, kind)."""
        cues = []
        while self.t < until:
            self.t += 1.0
            cues += [(self.t, e.kind) for e in self.do(do.Tick(draft, self.key)) if isinstance(e, ev.Cue)]
        return cues

    def presses(self) -> None:
        self.key = self.t


def test_a_silence_brings_a_lens_then_a_sentence_to_say_then_the_dumb_version_and_no_more() -> None:
    cues = Desk().waits(300)
    assert [t for t, _ in cues] == [15, 30, 45]
    assert cues[0][1] in ("lens", "ask")
    assert [kind for _, kind in cues[1:]] == ["holding", "dumb"]


def test_a_key_begins_the_silence_anew_also_without_an_entry() -> None:
    desk = Desk()
    desk.waits(14)
    desk.presses()
    assert [t for t, _ in desk.waits(40, "half")] == [29]
    desk.presses()
    cues = desk.waits(100)
    assert [(t, kind) for t, kind in cues if kind in ("holding", "dumb")] == [(70, "holding"), (85, "dumb")]
    desk.presses()
    desk.do(do.Enter("an idea", 99))
    assert desk.waits(114) == []
    assert len(desk.waits(115)) == 1


def test_the_bands_are_a_setting() -> None:
    desk = Desk(MATERIAL._replace(silences=(5.0, 50.0, 200.0)))
    assert [t for t, _ in desk.waits(300)] == [5, 50, 200]


def test_a_cue_that_was_asked_for_counts_as_a_key() -> None:
    desk = Desk()
    desk.waits(10)
    desk.presses()
    [cue] = desk.do(do.AskCue())
    assert isinstance(cue, ev.Cue)
    assert cue.asked_for
    assert [t for t, _ in desk.waits(60)] == [25, 40, 55]


def test_an_exam_a_pipe_and_a_pause_bring_none() -> None:
    assert Desk(exam=True).waits(300) == []
    assert Desk(input_="piped").waits(300) == []
    paused = Desk()
    paused.waits(10)
    paused.do(do.Pause())
    assert paused.waits(10) == []
    paused.do(do.Resume())
    assert [t for t, _ in paused.waits(60)] == [25, 40, 55]


def test_sentences_come_again_only_when_all_have_been_said() -> None:
    desk = Desk(MATERIAL._replace(silences=(1.0, 2.0, 3.0)))
    for _ in range(4):
        desk.waits(desk.t + 5)
        desk.presses()
        desk.do(do.Enter("x", desk.t))
    dumb = [said.id for said in desk.session.said if said.kind == "dumb"]
    assert len(dumb) == len(set(dumb)) == 4
    desk.waits(desk.t + 5)
    assert len([said for said in desk.session.said if said.kind == "dumb"]) == 5


def test_without_a_lens_left_the_first_rung_is_a_sentence_to_say() -> None:
    bare = MATERIAL._replace(questions=({"id": "a", "question": "First?"},), lenses=())
    assert [kind for _, kind in Desk(bare).waits(60)] == ["holding", "holding", "dumb"]


def test_each_cue_is_written_down_and_the_draft_with_it() -> None:
    desk = Desk()
    desk.presses()
    desk.waits(2)
    desk.waits(15, "half a thou")
    assert desk.session.draft == "half a thou"
    assert [said.what for said in desk.session.said] == ["cue"]
