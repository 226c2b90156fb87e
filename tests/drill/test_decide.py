"""What a drill does, in simulated time."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from brainstorm.drill import commands as do
from brainstorm.drill.decide import Refused, decide
from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.fold import apply
from brainstorm.session.session import Session

SINGLE = {"id": "single", "name": "Single", "turn": "none", "pause": True, "edit": True, "help": "ladder"}
CALL = {"id": "call", "name": "The call", "turn": "half", "pause": False, "edit": False, "help": "none"}
ASKS = [{"id": "one", "ask": "Who reads it?"}]
MATERIAL = do.Material(
    questions=({"id": "a", "question": "First?", "angles": ASKS}, {"id": "b", "question": "Second?"}),
    lenses=(("vary", ("What if you change one thing?",)),),
)


@dataclass
class Bench:
    """A drill driven by hand: `bench.do(command, t)`."""

    session: Session = field(default_factory=Session)
    material: do.Material = MATERIAL
    lines: list[Line] = field(default_factory=list)

    def do(self, command: do.Command, t: float) -> list[ev.Event]:
        due = decide(self.session, command, t, self.material)
        for when, event in due:
            line = Line("2026-11-23T07:30:00.000+00:00", when, event)
            self.lines.append(line)
            self.session = apply(self.session, line)
        return [event for _, event in due]

    @property
    def texts(self) -> list[str]:
        return [entry.text for entry in self.session.entries]


def begin(form: dict[str, object] = SINGLE, seconds: float = 300, **switches: object) -> Bench:
    count = 2 if form is CALL else 1
    bench = Bench(material=do.Material(MATERIAL.questions[:count], MATERIAL.lenses))
    started = ev.Started(id="20261123-073000-single-k3f9", form=form, seconds=seconds, seed=7, switches=switches)
    bench.do(do.Begin(started), 0)
    return bench


def test_a_drill_begins_with_its_first_question_at_zero() -> None:
    bench = begin()
    assert [type(line.event) for line in bench.lines] == [ev.Started, ev.Asked]
    assert [line.t for line in bench.lines] == [None, 0.0]
    assert bench.session.question is not None
    assert bench.session.question.text == "First?"


def test_a_plus_builds_on_the_idea_before_and_is_no_idea() -> None:
    bench = begin()
    bench.do(do.Enter("ask it twice"), 4)
    bench.do(do.Enter("in another language", build=True), 6)
    bench.do(do.Enter("and in verse", build=True), 8)
    kinds = [(e.kind, e.builds_on) for e in bench.session.entries]
    assert kinds == [("idea", None), ("build", 1), ("build", 1)]
    assert bench.session.count("idea") == 1


def test_a_plus_before_any_idea_makes_an_idea() -> None:
    bench = begin()
    bench.do(do.Enter("start here", build=True), 4)
    assert bench.session.entries[0].kind == "idea"


def test_a_build_skips_struck_ideas_and_stays_with_its_question() -> None:
    bench = begin()
    bench.do(do.Enter("kept"), 1)
    bench.do(do.Enter("struck"), 2)
    bench.do(do.Strike(2), 3)
    bench.do(do.Enter("more", build=True), 4)
    assert bench.session.entries[2].builds_on == 1
    call = begin(CALL, 900)
    call.do(do.Enter("on the first"), 5)
    call.do(do.Next(), 10)
    call.do(do.Enter("on the second", build=True), 12)
    assert call.session.entries[1].kind == "idea"


def test_an_empty_line_is_a_mark_only_a_moment_after_the_last_entry() -> None:
    bench = begin()
    assert bench.do(do.Enter("", aloud=True), 1.0) == []
    bench.do(do.Enter("typed"), 10)
    assert bench.do(do.Enter("", aloud=True), 11.4) == []
    bench.do(do.Enter("", aloud=True), 11.5)
    assert [e.kind for e in bench.session.entries] == ["idea", "mark"]
    bench.do(do.End(), 20)
    bench.do(do.Revise(2, "what I said"), 30)
    assert [e.kind for e in bench.session.entries] == ["idea", "idea"]
    assert bench.lines[-1].t is None


def test_a_blank_line_that_is_no_mark_is_nothing() -> None:
    assert begin().do(do.Enter("   "), 50) == []


def test_the_bell_comes_at_the_end_exactly_and_keeps_what_is_typed() -> None:
    bench = begin(seconds=300)
    bench.do(do.Enter("in time"), 299.999)
    assert bench.do(do.Tick("half a li"), 300.7) == [ev.Ended(why="time", cut_off="half a li")]
    assert bench.lines[-1].t == 300
    assert bench.session.elapsed == 300
    assert bench.session.cut_off == "half a li"


def test_a_line_entered_after_the_end_is_cut_off_not_lost() -> None:
    bench = begin(seconds=300)
    bench.do(do.Enter("too late"), 300.2)
    assert bench.texts == []
    assert bench.session.cut_off == "too late"
    bench.do(do.Late("too late, and more"), 303)
    assert bench.session.cut_off == "too late, and more"
    bench.do(do.CountCutOff(), 310)
    [entry] = bench.session.entries
    assert (entry.text, entry.t, entry.after_bell) == ("too late, and more", 300, True)
    assert bench.do(do.CountCutOff(), 311) == []


def test_a_cut_off_build_counts_as_a_build() -> None:
    bench = begin(seconds=60)
    bench.do(do.Enter("idea"), 3)
    bench.do(do.Enter("more", build=True), 61)
    bench.do(do.CountCutOff(), 70)
    assert [e.kind for e in bench.session.entries] == ["idea", "build"]


def test_the_call_asks_its_second_question_at_half_time_and_keeps_the_draft() -> None:
    call = begin(CALL, 900)
    assert call.do(do.Tick("draft"), 449.9) != call.do(do.Tick("half typed"), 450.2)
    question = call.session.question
    assert question is not None
    assert question.text == "Second?"
    assert call.session.questions[0].stretches[0].cut_off == "half typed"
    call.do(do.Tick(), 460)
    assert len(call.session.questions) == 2


def test_an_idea_entered_as_half_time_passes_belongs_to_the_question_that_was_on_screen() -> None:
    call = begin(CALL, 900)
    call.do(do.Enter("for the first"), 450.4)
    call.do(do.Enter("for the second"), 452)
    assert [e.q for e in call.session.entries] == [1, 2]


def test_next_brings_the_second_question_once() -> None:
    call = begin(CALL, 900)
    call.do(do.Next("was typing"), 100)
    assert call.session.q == 2
    assert call.session.questions[0].stretches[0].cut_off == "was typing"
    with pytest.raises(Refused, match="last question"):
        call.do(do.Next(), 110)
    with pytest.raises(Refused, match="only one"):
        begin().do(do.Next(), 110)
    call.do(do.Tick(), 450)
    assert len(call.session.questions) == 2


@pytest.mark.parametrize(
    "command", [do.Pause(), do.Revise(1, "x"), do.Strike(1), do.Restore(1), do.AskCue(), do.Reopen()]
)
def test_the_call_has_no_pause_no_edits_no_help(command: do.Command) -> None:
    call = begin(CALL, 900)
    call.do(do.Enter("idea"), 5)
    with pytest.raises(Refused):
        call.do(command, 10)


def test_a_pause_keeps_the_draft_and_an_entry_ends_it() -> None:
    bench = begin()
    assert bench.do(do.Pause("dra"), 30) == [ev.Beat(draft="dra"), ev.Paused(why="you")]
    assert bench.session.draft == "dra"
    assert bench.do(do.Tick(), 30) == []
    bench.do(do.Enter("drawn out"), 30)
    assert bench.session.paused is None
    assert bench.session.draft == ""


def test_absence_is_written_down_where_the_form_pauses() -> None:
    assert begin().do(do.Away(), 30) == [ev.Paused(why="away"), ev.Resumed(why="back")]
    assert begin(CALL).do(do.Away(), 30) == []


def test_revise_strike_restore() -> None:
    bench = begin()
    bench.do(do.Enter("early wording"), 3)
    bench.do(do.Revise(1, " first "), 5)
    bench.do(do.Strike(1), 6)
    assert bench.session.count("idea") == 0
    bench.do(do.Restore(1), 7)
    [entry] = bench.session.entries
    assert (entry.text, entry.earlier, entry.struck) == ("first", ("early wording",), False)
    assert bench.do(do.Revise(1, "first"), 8) == []
    with pytest.raises(Refused, match="no entry 9"):
        bench.do(do.Strike(9), 9)
    with pytest.raises(Refused, match="no words"):
        bench.do(do.Revise(1, " "), 10)


def test_a_beat_is_written_after_ten_quiet_seconds_with_the_draft() -> None:
    bench = begin()
    assert bench.do(do.Tick("a"), 9.9) == []
    assert bench.do(do.Tick("ab"), 10.0) == [ev.Beat(draft="ab")]
    assert bench.do(do.Tick("abc", 19.8), 19.9) == []
    assert bench.session.draft == "ab"


def test_closing_an_unfinished_drill_keeps_its_draft_as_cut_off() -> None:
    bench = begin()
    bench.do(do.Tick("not yet ent"), 12)
    bench.do(do.Close(), 12)
    assert (bench.session.ended, bench.session.cut_off, bench.session.elapsed) == ("closed", "not yet ent", 12)


def test_stopping_leaves_it_unfinished_with_the_draft() -> None:
    bench = begin()
    bench.do(do.Stop("mid-sen"), 42)
    assert bench.session.running
    assert (bench.session.draft, bench.session.left) == ("mid-sen", 258)


def test_cues_are_never_repeated_and_the_same_seed_gives_the_same() -> None:
    def cues() -> list[str]:
        bench = begin()
        said = []
        for t in (5, 10):
            bench.do(do.AskCue(), t)
            said.append(bench.session.said[-1].text)
        with pytest.raises(Refused, match="every cue"):
            bench.do(do.AskCue(), 15)
        return said

    assert cues() == cues()
    assert sorted(cues()) == ["What if you change one thing?", "Who reads it?"]


def test_an_exam_gives_no_help() -> None:
    with pytest.raises(Refused, match="exam"):
        begin(exam=True).do(do.AskCue(), 5)


def test_saying_dry_is_written_down_with_the_bet() -> None:
    assert begin().do(do.SayDry(3), 60) == [ev.Dry(bet=3)]


def test_nothing_happens_in_a_drill_that_is_over() -> None:
    bench = begin()
    bench.do(do.End(), 60)
    for command in (do.Enter("x"), do.End(), do.Pause(), do.AskCue(), do.SayDry()):
        with pytest.raises(Refused, match="over"):
            bench.do(command, 70)
    assert bench.do(do.Tick(), 400) == []


def test_a_rating_names_entries_that_count() -> None:
    bench = begin()
    for n in range(1, 6):
        bench.do(do.Enter(f"idea {n}"), n * 3)
    bench.do(do.Strike(5), 20)
    bench.do(do.End(), 60)
    with pytest.raises(Refused, match="no entry 5"):
        bench.do(do.Rate((5,), 3), 70)
    with pytest.raises(Refused, match="1 to 5"):
        bench.do(do.Rate(None, 6), 70)
    assert bench.do(do.Rate((2, 2, 1, 3, 4), 4), 70) == [ev.Rated(best=(2, 1, 3), self=4)]


def test_time_never_falls() -> None:
    bench = begin()
    bench.do(do.Enter("late"), 50)
    bench.do(do.Enter("clock went wrong"), 20)
    assert [e.t for e in bench.session.entries] == [50, 50]


def test_a_first_key_lies_within_the_drill() -> None:
    bench = begin()
    bench.do(do.Enter("a", first_key=99.0), 50)
    assert bench.session.entries[0].first_key == 50


# After the debrief


def test_labels_and_what_was_seen_come_when_the_clock_has_stopped() -> None:
    labels = do.AddLabels(ev.Labelled(by="you", labels=({"n": 1, "angle": "other"},)))
    running = begin().session
    for command in (labels, do.Note(("best",))):
        with pytest.raises(Refused):
            decide(running, command, 5.0)
    over = running.changed(ended="done", ended_t=5.0)
    assert decide(over, labels, 9.0) == ((None, labels.event),)
    assert decide(over, do.Note(("best",)), 9.0) == ((None, ev.Seen(rungs=("best",))),)
    assert decide(over.changed(seen=("best", "numbers")), do.Note(("best",)), 9.0) == ()
