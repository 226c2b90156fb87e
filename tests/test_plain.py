"""The plain drill, as a person at a keyboard and a pipe meet it, in simulated time."""

from __future__ import annotations

import contextlib
import io
import os
import re
import select
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.command import ASKED, QUESTION
from support.disk import FaultyDisk

from brainstorm.bank import Bank, load_bank
from brainstorm.drill import commands as do
from brainstorm.plain import Plain
from brainstorm.practice.clock import DrillClock
from brainstorm.practice.drill import Drill, begin, reopen
from brainstorm.practice.plan import Plan, make_plan
from brainstorm.session.journal import Reading, read
from brainstorm.session.session import Entry, Session

PROMPTS = Path(__file__).parents[1] / "prompts"
PATIENCE = 20.0
"""Seconds after which somebody who waits for what never comes gives up, so that the test fails and says for what."""
READY = "Enter starts the clock."


class Person(io.StringIO):
    """Somebody at a keyboard: reads what the drill prints, and types when the time has come.

    `script` holds (what is waited for, seconds that then pass, what is typed). After the last, ctrl+d.
    """

    def __init__(self, *script: tuple[str, float, str]) -> None:
        super().__init__()
        self.now = 0.0
        self.keys, self._write = os.pipe()
        self._script = list(script)
        self._read_to = 0
        self._waits_for_clock = False
        self.stays = False
        self._patience = threading.Timer(PATIENCE, self.leave)
        self._patience.daemon = True
        self._patience.start()

    def clock(self) -> float:
        return self.now

    def write(self, text: str) -> int:
        written = super().write(text)
        self._react()
        return written

    def clock_started(self) -> None:
        self._waits_for_clock = False
        self._react()

    def _react(self) -> None:
        while self._script and not self._waits_for_clock:
            waited_for, seconds, typed = self._script[0]
            at = self.getvalue().find(waited_for, self._read_to)
            if at < 0:
                return
            self._read_to = at + len(waited_for)
            del self._script[0]
            self._waits_for_clock = waited_for == READY
            self.now += seconds
            if typed == "^C":
                os.kill(os.getpid(), signal.SIGINT)
            else:
                os.write(self._write, typed.encode())
        if not self._script and not self._waits_for_clock and not self.stays:
            self.leave()

    def leave(self) -> None:
        if self._write >= 0:
            os.close(self._write)
            self._write = -1

    def close(self) -> None:
        self._patience.cancel()
        self.leave()
        os.close(self.keys)
        super().close()

    @property
    def done(self) -> bool:
        """Whether all was typed."""
        return not self._script

    @property
    def saw(self) -> str:
        return self.getvalue()


@pytest.fixture
def bank(compiled: Path) -> Bank:
    return load_bank(PROMPTS, (), compiled)


def own_bank(tmp_path: Path, questions: str) -> Bank:
    """The shipped bank and these questions."""
    own = tmp_path / "own.yaml"
    own.write_text(questions)
    return load_bank(PROMPTS, (own,), tmp_path / "cache")


class Room:
    """Where drills are done: makes them, runs them, and reads what they left."""

    def __init__(self, folder: Path, bank: Bank) -> None:
        self.folder = folder
        self.bank = bank
        self.person = Person()
        self.err = io.StringIO()
        self.status: int | None = None
        self.drill: Drill | None = None

    def start(
        self, *script: tuple[str, float, str], form: str = "single", ready: str = "\n", **options: object
    ) -> Room:
        """Do a drill at a keyboard, from its ready card on, where `ready` is typed."""
        self.person = Person((READY, 0, ready), *script)
        return self._run(self._plan(form, options))

    def pipe(self, data: str | bytes, form: str = "single", *, spoil: bool = False, **options: object) -> Room:
        """Do a drill from a pipe."""
        self.person = Person()
        os.write(self.person._write, data.encode() if isinstance(data, str) else data)
        self.person.leave()
        self.drill = self._begin(form, "piped", options)
        return self._feed(spoil=spoil)

    def go_on(self, *script: tuple[str, float, str]) -> Room:
        """Take the last drill up again."""
        assert self.drill is not None
        self.person = Person(*script)
        self.drill = reopen(self.drill.path, self.bank, clock=DrillClock(self.person.clock))
        return self._run(None)

    def _plan(self, form: str, options: dict[str, object]) -> Plan:
        values = {"question": QUESTION, "minutes": 5.0, "seed": 7, **options}
        return make_plan(self.bank, form, **values)  # type: ignore[arg-type]

    def _begin(self, form: str, input_: str, options: dict[str, object]) -> Drill:
        self.plan = self._plan(form, options)
        return begin(self.folder, self.plan, input_=input_, clock=DrillClock(self.person.clock))

    def _run(self, plan: Plan | None) -> Room:
        """Do a drill at the keyboard: a new one by `plan`, or the one that was taken up again."""

        def start() -> Drill:
            if plan is not None:
                self.drill = begin(self.folder, plan, input_="lines", clock=DrillClock(self.person.clock))
            assert self.drill is not None
            start_clock = self.drill.start_clock

            def started() -> None:
                start_clock()
                self.person.clock_started()

            self.drill.start_clock = started  # type: ignore[method-assign]
            return self.drill

        self.err = io.StringIO()
        face = Plain(start, plan, stdin=self.person.keys, out=self.person, err=self.err, interactive=True)
        self.status = face.run()
        return self

    def _feed(self, *, spoil: bool = False) -> Room:
        """Do the drill that was begun, from a pipe."""
        drill = self.drill
        assert drill is not None
        self.err = io.StringIO()
        face = Plain(lambda: drill, self.plan, stdin=self.person.keys, out=self.person, err=self.err, interactive=False)
        self.status = face.run(spoil=spoil)
        return self

    @property
    def saw(self) -> str:
        return self.person.saw

    @property
    def complaints(self) -> str:
        return self.err.getvalue()

    @property
    def reading(self) -> Reading:
        assert self.drill is not None
        return read(self.drill.path)

    @property
    def session(self) -> Session:
        return self.reading.session

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.session.entries

    @property
    def texts(self) -> list[str]:
        return [entry.text for entry in self.entries]


@pytest.fixture
def room(tmp_path: Path, bank: Bank) -> Iterator[Room]:
    """A room, in which all that was scripted must have happened when the test ends."""
    room = Room(tmp_path / "sessions", bank)
    yield room
    assert room.person.done, f"never came: {room.person._script[0]}\n{room.saw}"
    room.person.close()


def _write_all(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]


NO_ENTRIES = (("each as a question", 0, "no\n"),)
NO_DEBRIEF = (("Your best", 0, "\n"), ("How new", 0, "\n"), ("each as a question", 0, "no\n"))


# The ready card


def test_the_question_is_shown_only_when_enter_has_started_the_clock(room: Room) -> None:
    room.start((ASKED, 0, "/end\n"), ("each as a question", 0, "no\n"))
    card, after = room.saw.split(READY)
    assert "You give a model an exam" not in card
    assert "You give a model an exam" in after
    assert card.startswith("Single · 5 minutes\n")


def test_the_ready_card_names_the_keys_the_form_has(room: Room, bank: Bank) -> None:
    card = room.start((ASKED, 0, "/end\n"), ("each as a question", 0, "no\n")).saw.split(READY)[0]
    for key in ("?", "/end", "/pause", "/dry", "/edit N text", "/strike N", "/restore N", "+", "//"):
        assert key in card
    assert "/next" not in card
    assert max(map(len, card.splitlines())) <= 80
    exam = Room(room.folder, bank).start((ASKED, 0, "/end\n"), ("each as a question", 0, "no\n"), exam=True)
    assert "? a cue" not in exam.saw
    call = Room(room.folder, bank).start(("trying?", 0, "/end\n"), form="call")
    assert "/next" in call.saw
    assert "/pause" not in call.saw
    assert "/edit" not in call.saw


def test_help_is_no_idea_but_names_what_a_line_may_be(room: Room) -> None:
    room.start((ASKED, 0, "/help\n"), ("/end  /pause", 0, "/end\n"), ("each as a question", 0, "no\n"))
    assert room.session.entries == ()
    asked = room.saw.split("trying?", 1)[1]
    assert "? a cue  /end  /pause  /dry  /edit N text  /strike N  /restore N  /help" in asked


def test_a_drill_left_on_its_ready_card_leaves_no_session(room: Room) -> None:
    room.person = Person()
    room.person.leave()
    room._run(room._plan("single", {}))
    assert room.status == 0
    assert not list(room.folder.rglob("*.jsonl"))
    assert "You give a model" not in room.saw


def test_ctrl_c_on_the_ready_card_leaves_no_session_either(room: Room) -> None:
    room.person = Person((READY, 0, "^C"))
    room._run(room._plan("single", {}))
    assert room.status == 130
    assert not list(room.folder.rglob("*.jsonl"))


# While the clock runs


def test_each_recorded_line_is_confirmed_with_number_and_time(room: Room) -> None:
    room.start(
        (ASKED, 41, "ask it twice\n"),
        ("  1  0:41  ask it twice\n", 20, "+ in another language\n"),
        ("  2  1:01    + in another language\n", 0, "/end\n"),
        *NO_DEBRIEF,
    )
    assert [(e.text, e.t, e.kind) for e in room.entries] == [
        ("ask it twice", 41.0, "idea"),
        ("in another language", 61.0, "build"),
    ]
    assert room.entries[1].builds_on == 1
    assert room.complaints == ""


def test_a_plus_before_any_idea_makes_an_idea(room: Room) -> None:
    room.start((ASKED, 5, "+ start here\n"), ("  1  0:05  start here\n", 0, "/end\n"), *NO_DEBRIEF)
    assert room.entries[0].kind == "idea"


def test_an_empty_line_on_a_terminal_is_a_mark(room: Room) -> None:
    room.start(
        (ASKED, 9, "\n"),
        ("  1  0:09  (said aloud, no words yet)\n", 1, "\ntyped\n"),  # the empty line is too soon for a second mark
        ("  2  0:10  typed\n", 0, "/end\n"),
        ("Said aloud at number 1", 0, "\n"),
        *NO_DEBRIEF,
    )
    assert [e.kind for e in room.entries] == ["mark", "idea"]


def test_a_question_mark_brings_another_cue_each_time(room: Room) -> None:
    room.start((ASKED, 1, "?\n"), ("     ", 1, "?\n"), ("\n     ", 1, "/end\n"), ("each as a question", 0, "no\n"))
    first, second = (said.text for said in room.session.said)
    assert first != second
    assert f"     {first}\n     {second}\n" in room.saw
    assert all(said.asked_for for said in room.session.said)


def test_an_exam_has_no_cues(room: Room) -> None:
    room.start((ASKED, 1, "?\n/end\n"), ("each as a question", 0, "no\n"), exam=True)
    assert room.complaints == "brainstorm: no help in an exam\n"
    assert room.session.said == ()


def test_edit_strike_and_restore_change_what_is_there(room: Room) -> None:
    room.start(
        (ASKED, 1, "one\n"),
        ("  1  0:01  one\n", 1, "/edit 1 uno, /really\n"),
        ("  1  0:01  uno, /really\n", 1, "/strike 1\n"),
        ("  1  0:01  uno, /really  (struck)\n", 1, "/restore 1\n"),
        ("  1  0:01  uno, /really\n", 0, "/end\n"),
        *NO_DEBRIEF,
    )
    (entry,) = room.entries
    assert (entry.text, entry.earlier, entry.struck) == ("uno, /really", ("one",), False)


@pytest.mark.parametrize(
    ("line", "answer"),
    [("/edit 7 x", "there is no entry 7"), ("/strike 0", "there is no entry 0"), ("/next", "only one question")],
)
def test_what_cannot_be_done_is_said_and_the_drill_goes_on(room: Room, line: str, answer: str) -> None:
    room.start((ASKED, 1, f"{line}\nnext idea\n"), ("  1  0:01  next idea", 0, "/end\n"), *NO_DEBRIEF)
    assert answer in room.complaints


def test_dry_is_noted_with_its_bet(room: Room) -> None:
    room.start(
        (ASKED, 60, "/dry 3\n"), ("Noted.", 5, "/dry\n"), ("Noted.", 0, "/end\n"), ("each as a question", 0, "no\n")
    )
    assert room.session.dry == ((60.0, 3), (65.0, None))


def test_a_pause_stops_the_clock_until_enter(room: Room) -> None:
    room.start(
        (ASKED, 10, "one\n"),
        ("one\n", 5, "/pause\n"),
        ("Paused at 0:15. Enter goes on.", 3600, "\n"),
        ("Going on; 4:45 left.", 5, "two\n"),
        ("  2  0:20  two\n", 0, "/end\n"),
        *NO_DEBRIEF,
    )
    assert [e.t for e in room.entries] == [10.0, 20.0]


def test_an_idea_in_a_pause_goes_on_and_counts(room: Room) -> None:
    room.start((ASKED, 10, "/pause\n"), ("Paused", 99, "came in the pause\n"), ("  1  0:10", 0, "/end\n"), *NO_DEBRIEF)
    assert room.texts == ["came in the pause"]
    assert room.session.paused is None


def test_a_minute_before_the_end_one_quiet_line_says_so(room: Room) -> None:
    room.start(
        (ASKED, 240, "late\n"), ("(a minute left)", 1, "later\n"), ("  2  4:01  later", 0, "/end\n"), *NO_DEBRIEF
    )
    assert room.saw.count("a minute left") == 1


def test_blind_shows_numbers_and_no_words(room: Room) -> None:
    room.start((ASKED, 7, "secret words\n"), ("  1  0:07\n", 0, "/end\n"), *NO_DEBRIEF, blind=True)
    assert room.texts == ["secret words"]
    assert "secret words" not in room.saw


def test_a_line_the_disk_has_not_taken_is_not_confirmed_though_the_drill_be_blind(room: Room, disk: FaultyDisk) -> None:
    room.start((ASKED, 7, "one\n"), ("  1  0:07\n", 0, "/end\n"), *NO_DEBRIEF, blind=True)
    drill = room.drill = room._begin("single", "lines", {"blind": True})
    out = io.StringIO()
    face = Plain(lambda: drill, None, stdin=0, out=out, err=io.StringIO(), interactive=True)
    face.drill = drill
    disk.full()
    face._line(b"two", 0.0)
    assert out.getvalue() == "  1  0:00   (not saved yet)\n"
    disk.heal()
    drill.close()


def test_while_the_clock_runs_nothing_is_shown_but_clock_count_and_words(room: Room) -> None:
    room.start((ASKED, 1, "one\n"), ("one\n", 50, "two\n"), ("two\n", 0, "/end\n"), *NO_DEBRIEF)
    drill = room.saw.split(ASKED)[1].split("Your best")[0]
    assert drill.strip("\n") == "  1  0:01  one\n  2  0:51  two"


# The end


def test_ctrl_d_ends_the_ideas_and_the_debrief_still_asks(room: Room) -> None:
    room.start((ASKED, 3, "one\n"))
    assert room.status == 0
    assert room.session.ended == "eof"
    assert "Your best" in room.saw


def test_the_bell_takes_what_was_being_typed_as_cut_off(room: Room) -> None:
    room.start(
        (ASKED, 299, "in time\n"),
        ("in time\n", 2, ""),
        ("Time. Enter for the debrief.\n", 0, "half a thou\n"),
        ("Cut off by the bell: half a thou\n", 0, "y\n"),
        ("Your best", 0, "2\n"),
        ("How new", 0, "\n"),
        ("each as a question", 0, "no\n"),
    )
    assert room.session.ended == "time"
    assert [(e.text, e.t, e.after_bell) for e in room.entries] == [
        ("in time", 299.0, False),
        ("half a thou", 300.0, True),
    ]
    assert room.session.rated is not None
    assert room.session.rated.best == (2,)


@pytest.mark.parametrize("answer", ["\n", "n\n", "yet another idea\n"])
def test_a_cut_off_line_that_does_not_count_is_still_kept(room: Room, answer: str) -> None:
    room.start(
        (ASKED, 301, "too late\n"),
        ("Enter for the debrief.\n", 0, "\n"),
        ("Does it count?", 0, answer),
        ("each as a question", 0, "no\n"),
    )
    assert room.entries == ()
    assert room.session.cut_off == "too late"


def test_lines_after_the_bell_are_all_kept(room: Room) -> None:
    room.start(
        (ASKED, 301, "first, too late\n"),
        ("Enter for the debrief.\n", 0, "second\nthird\n\n"),
        ("Cut off by the bell: first, too late⏎second⏎third\n", 0, "\n"),
        ("each as a question", 0, "no\n"),
    )
    assert room.session.cut_off == "first, too late\nsecond\nthird"


def test_leaving_by_ctrl_c_keeps_everything_and_says_how_to_go_on(room: Room) -> None:
    room.start((ASKED, 12, "one\n"), ("one\n", 8, "^C"))
    assert room.status == 130
    assert "Left unfinished, nothing is lost; `brainstorm drill` offers to go on." in room.saw
    assert room.session.ended is None
    assert room.session.last_t == 20.0


def test_going_on_shows_what_is_there_and_counts_on(room: Room) -> None:
    room.start((ASKED, 12, "one\n"), ("one\n", 8, "^C"))
    room.go_on(("  1  0:12  one\n4:40 left.\n", 10, "two\n"), ("  2  0:30  two", 0, "/end\n"), *NO_DEBRIEF)
    assert room.status == 0
    assert room.session.ended == "done"
    assert [e.t for e in room.entries] == [12.0, 30.0]


@pytest.mark.parametrize("turn", ["none", "half"])
def test_two_questions_with_a_pause_can_be_gone_on_with_and_the_next_asked_for(
    room: Room, tmp_path: Path, turn: str
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "forms.yaml").write_text(
        '- id: pair\n  name: "A pair"\n  about: ["One.", "Two.", "Three."]\n  questions: 2\n  seconds: 600\n'
        f"  turn: {turn}\n  pause: true\n  edit: true\n  help: ladder\n  draw: any\n  counts: ideas\n"
    )
    room.bank = load_bank(PROMPTS, (tmp_path / "own",), tmp_path / "cache")
    room.start((ASKED, 2, "one\n/next\ntwo\n"), ("two\n", 8, "^C"), form="pair", minutes=None)
    assert "/next" in room.saw.split(READY)[0]
    assert [entry.q for entry in room.entries] == [1, 2]
    assert "offers to go on" in room.saw


def test_a_call_that_was_left_cannot_be_gone_on_with(room: Room) -> None:
    room.start(("trying?", 12, "one\n"), ("one\n", 8, "^C"), form="call", minutes=None)
    assert room.status == 130
    assert "offers to go on" not in room.saw


# The debrief


def test_the_debrief_goes_up_its_rungs_in_order(room: Room) -> None:
    room.start(
        (ASKED, 10, "one\n"),
        ("one\n", 10, "\n"),
        ("said aloud", 10, "/end\n"),
        ("Said aloud at number 2. Its words? (Enter skips)\n", 0, "what I said\n"),
        ("Your best, up to three numbers? (Enter skips)\n", 0, "2, 1 and 9\n"),
        ("there is no entry 9; left out\n", 0, ""),
        ("How new were these for you", 0, "4\n"),
        ("ideas ", 0, ""),
        ("each as a question; anything else stops here.\n", 0, "\n"),
        ("forty percent afterwards?", 0, ""),
        ("Enter for common ideas, examples and sources; anything else stops here.\n", 0, "\n"),
        ("What most people say first\n", 0, ""),
        ("Sources\n", 0, ""),
        ("Kept as ", 0, ""),
    )
    assert room.texts == ["one", "what I said"]
    assert room.session.rated is not None
    assert (room.session.rated.best, room.session.rated.self) == ((2, 1), 4)
    assert len(re.findall(r"^ideas +2$", room.saw, re.MULTILINE)) == 1
    assert max(len(line) for line in room.saw.splitlines() if "https://" not in line) <= 80


def test_one_key_skips_each_rung_and_skipped_ratings_are_none(room: Room) -> None:
    room.start((ASKED, 10, "one\n/end\n"), *NO_DEBRIEF)
    assert room.session.rated is None
    assert "common ideas" not in room.saw


@pytest.mark.parametrize("answer", ["6", "0", "3.5", "very"])
def test_a_rating_out_of_range_is_a_skipped_one(room: Room, answer: str) -> None:
    room.start((ASKED, 10, "one\n/end\n"), ("Your best", 0, "1\n"), ("How new", 0, f"{answer}\n"), NO_DEBRIEF[2])
    assert room.session.rated is not None
    assert room.session.rated.self is None


def test_without_an_idea_nothing_is_to_be_rated(room: Room) -> None:
    room.start((ASKED, 10, "/end\n"), ("each as a question", 0, "no\n"))
    assert "Your best" not in room.saw
    assert "first idea after" in room.saw
    assert "none came" in room.saw


def test_the_angles_come_as_questions_before_they_are_named(room: Room, bank: Bank) -> None:
    room.start(
        (ASKED, 10, "one\n/end\n"), *NO_DEBRIEF[:2], ("each as a question", 0, "\n"), ("common ideas", 0, "no\n")
    )
    angles = bank.question(QUESTION).angles
    after = room.saw.split("each as a question")[1]
    flat = " ".join(after.split())
    assert all(" ".join(angle.ask.split()) in flat for angle in angles if angle.ask)
    assert not any(angle.line in flat for angle in angles)


def test_a_question_without_a_map_still_shows_its_sources(room: Room, tmp_path: Path) -> None:
    room.bank = own_bank(
        tmp_path,
        """- id: zz-mine
  topic: zz
  question: "Why?"
  sources: [{title: "A book", url: "https://example.org", year: 2024}]
""",
    )
    room.start(
        ("Why?", 10, "one\n/end\n"), *NO_DEBRIEF[:2], ("common ideas", 0, "\n"), ("A book", 0, ""), question="zz-mine"
    )
    assert "each as a question" not in room.saw


def test_a_question_with_nothing_to_reveal_offers_nothing(room: Room, tmp_path: Path) -> None:
    room.bank = own_bank(tmp_path, '- id: zz-mine\n  topic: zz\n  question: "Why?"\n')
    room.start(("Why?", 10, "one\n/end\n"), *NO_DEBRIEF[:2], question="zz-mine")
    assert "anything else stops here" not in room.saw


def test_a_debrief_of_a_call_takes_its_questions_one_by_one(room: Room) -> None:
    room.start(
        ("trying?\n", 100, "one\n"),
        ("one\n", 10, "/next\n"),
        ("\n\n", 40, "two\n"),
        ("  2  2:30  two\n", 0, "/end\n"),
        *NO_DEBRIEF[:2],
        ("first idea on question 1 after  1:40\n", 0, ""),
        ("first idea on question 2 after  40.0 s\n", 0, ""),
        ("trying?\n", 0, ""),
        ("each as a question", 0, "\n"),
        ("sources; anything", 0, "\n"),
        ("Sources", 0, ""),
        ("each as a question", 0, "no\n"),
        form="call",
        minutes=None,
    )
    assert [e.q for e in room.entries] == [1, 2]


# The call


def test_the_second_question_of_a_call_is_unseen_before_its_time(room: Room) -> None:
    room.start(
        ("trying?\n", 449, "still the first\n"),
        ("7:29  still the first\n", 1, ""),
        ("?\n", 30, "on the second\n"),
        ("8:00  on the second\n", 0, "/end\n"),
        *NO_DEBRIEF,
        form="call",
        minutes=None,
        interviewer="off",
    )
    second = room.session.questions[1]
    assert second.asked == 450.0
    before, _, after = room.saw.partition("still the first")
    flat = " ".join(after.split())
    assert " ".join(second.text.split()) in flat
    assert second.text[:30] not in " ".join(before.split())
    assert [e.q for e in room.entries] == [1, 2]


def test_a_call_has_no_pause_no_edits_no_help_and_no_third_question(room: Room) -> None:
    room.start(
        ("trying?\n", 5, "one\n"),
        ("one\n", 5, "/pause\n?\n/edit 1 x\n/strike 1\n/next\n"),
        ("\n\n", 5, "/next\ntwo\n"),
        ("  2  0:15  two\n", 0, "/end\n"),
        *NO_DEBRIEF,
        form="call",
        minutes=None,
    )
    for answer in ("no pause", "gives no help", "no edits while the clock runs", "this is the last question"):
        assert answer in room.complaints
    assert room.entries[0].text == "one"


# From a pipe


def test_from_a_pipe_nothing_is_asked_or_echoed_but_the_figures(room: Room) -> None:
    room.pipe("ask it twice\n\n   \nask a weaker model\n+ and compare the errors\n")
    assert room.status == 0
    assert room.saw == "ideas   2\nbuilds  1\ntimes   not measured: the ideas were pasted, piped or imported\n"
    assert room.complaints == ""
    assert [(e.text, e.kind, e.via) for e in room.entries] == [
        ("ask it twice", "idea", "pipe"),
        ("ask a weaker model", "idea", "pipe"),
        ("and compare the errors", "build", "pipe"),
    ]
    assert room.session.ended == "eof"


def test_a_pipe_gets_the_last_rung_only_when_it_asks_for_it(room: Room, bank: Bank) -> None:
    assert "Sources" not in room.pipe("one\n").saw
    shown = room.pipe("one\n", spoil=True).saw
    assert "What most people say first" in shown
    assert "Sources" in shown
    both = room.pipe("one\n/next\ntwo\n", "call", spoil=True, minutes=None)
    flat = " ".join(both.saw.split())
    assert all(" ".join(question.text.split()) in flat for question in both.session.questions)


def test_a_last_line_without_a_newline_counts(room: Room) -> None:
    assert room.pipe("one\r\ntwo").texts == ["one", "two"]


def test_lines_read_before_the_bell_count_however_long_the_disk_takes(room: Room) -> None:
    person = room.person = Person()
    os.write(person._write, b"one\n?\ntwo\n?\nthree\n")
    person.leave()
    drill = room.drill = room._begin("single", "piped", {"minutes": 0.1})
    do_it = drill.do

    def slow(*args: Any, **options: Any) -> object:
        due = do_it(*args, **options)
        person.now += 4.0
        return due

    drill.do = slow  # type: ignore[assignment, method-assign]
    room._feed()
    assert room.texts == ["one", "two", "three"]
    assert room.session.ended == "time"
    assert [entry.t for entry in room.entries] == [0.0, 0.0, 0.0]


def test_all_that_was_read_after_the_bell_is_kept_as_cut_off(room: Room) -> None:
    person = room.person = Person()
    drill = room.drill = room._begin("single", "piped", {"minutes": 0.1})
    start = drill.start_clock

    def late() -> None:
        start()
        person.now += 7.0
        os.write(person._write, b"one\ntwo\nthr")

    drill.start_clock = late  # type: ignore[method-assign]
    room._feed()
    assert (room.texts, room.session.ended) == ([], "time")
    assert room.session.cut_off == "one\ntwo\nthr"
    person.leave()


def test_the_bell_cuts_off_all_that_is_still_in_the_pipe(room: Room) -> None:
    person = room.person = Person()
    drill = room.drill = room._begin("single", "piped", {"minutes": 0.1})
    late = "".join(f"{'+ ' if n % 3 else ''}late {n}\n" for n in range(40_000)) + "/end\nhalf"
    do_it = drill.do

    def slow(command: do.Command, **options: Any) -> object:
        due = do_it(command, **options)
        if isinstance(command, do.EnterAll):
            person.now += 7.0
        return due

    drill.do = slow  # type: ignore[assignment, method-assign]
    os.write(person._write, b"in time\n")
    feeder = threading.Thread(target=lambda: (_write_all(person._write, late.encode()), person.leave()))
    feeder.start()
    room._feed()
    feeder.join()
    cut_off = room.session.cut_off
    assert cut_off is not None
    counted = "".join(f"{'+ ' if e.kind == 'build' else ''}{e.text}\n" for e in room.entries)
    assert counted + cut_off == "in time\n" + late
    assert {e.t for e in room.entries} == {0.0}
    assert room.session.ended == "time"
    assert room.complaints == ""


def test_an_input_without_end_is_left_unread_soon_after_the_bell(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("brainstorm.plain.drill._MOST_CUT_OFF", 100_000)
    person = room.person = Person()
    person.stays = True
    drill = room.drill = room._begin("single", "piped", {"minutes": 0.1})
    start = drill.start_clock

    def late() -> None:
        start()
        person.now += 7.0

    drill.start_clock = late  # type: ignore[method-assign]
    over = threading.Event()

    def feed() -> None:
        while not over.is_set():
            select.select([], [person._write], [], 0.1)
            with contextlib.suppress(OSError):  # full, or closed at the other end
                os.write(person._write, b"y\n" * 2000)

    os.set_blocking(person._write, False)
    feeder = threading.Thread(target=feed)
    feeder.start()
    room._feed()
    over.set()
    feeder.join()
    assert (room.texts, room.session.ended) == ([], "time")
    assert len(room.session.cut_off or "") >= 100_000
    assert "left unread" in room.complaints


def test_end_in_a_pipe_ends_it_and_the_rest_is_not_read(room: Room) -> None:
    assert room.pipe("one\n/end\ntwo\n").texts == ["one"]
    assert room.session.ended == "done"


def test_commands_work_from_a_pipe(room: Room) -> None:
    room.pipe("one\ntwo\nthree\n/edit 2 zwei\n/strike 3\n/dry 5\n/pause\nfour\n/restore 3\n/strike 1\n?\n")
    assert [(e.text, e.struck) for e in room.entries] == [
        ("one", True),
        ("zwei", False),
        ("three", False),
        ("four", False),
    ]
    assert len(room.session.said) == 1
    assert room.session.dry[0][1] == 5
    assert room.complaints == ""


def test_a_pipe_is_told_which_lines_were_refused(room: Room) -> None:
    room.pipe("one\n/edit 5 a good idea, misplaced\n")
    assert room.complaints == "brainstorm: there is no entry 5: /edit 5 a good idea, misplaced\n"


@pytest.mark.parametrize(
    ("line", "kept"),
    [("//end", "/end"), ("/?", "?"), ("/+1", "+1"), ("/nosuch thing", "/nosuch thing"), ("/end of it", "/end of it")],
)
def test_leading_signs_are_escaped_and_unknown_words_are_ideas(room: Room, line: str, kept: str) -> None:
    assert room.pipe(f"{line}\n").texts == [kept]


def test_a_reader_who_has_gone_does_not_stop_a_drill(room: Room) -> None:
    class Gone(Person):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    room.person = Gone()
    os.write(room.person._write, b"one\ntwo\n")
    room.person.leave()
    room.drill = room._begin("single", "piped", {})
    room._feed()
    assert room.status == 0
    assert room.texts == ["one", "two"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_drill_unfinished_with_the_draft(room: Room, number: signal.Signals) -> None:
    person = room.person = Person()
    person.stays = True
    os.write(person._write, b"one\nhalf a li")
    drill = room.drill = room._begin("single", "piped", {})
    seen = threading.Event()
    do_it = drill.do

    def watched(command: do.Command, *, wait: bool = False, ago: float = 0.0) -> object:
        due = do_it(command, wait=wait, ago=ago)
        if isinstance(command, do.EnterAll):
            seen.set()
        return due

    drill.do = watched  # type: ignore[assignment, method-assign]
    threading.Thread(target=lambda: seen.wait(30) and os.kill(os.getpid(), number)).start()
    room._feed()
    assert room.status == 128 + number
    assert room.session.ended is None
    assert room.texts == ["one"]
    assert room.session.draft == "half a li"
    person.leave()


# The interviewer


def said(room: Room) -> list[tuple[float | None, str]]:
    """(when, which move) of what the interviewer said."""
    return [(x.t, x.kind) for x in room.session.said if x.what == "interviewer"]


def test_small_talk_comes_before_the_clock_and_is_written_down(room: Room) -> None:
    room.start(("trying?\n", 5, "/end\n"), *NO_ENTRIES, form="call", ready="soup\n\n")
    assert said(room) == [(None, "small-talk"), (None, "small-talk"), (None, "intro")]
    assert [x.text for x in room.session.said if x.what == "aside"] == ["soup"]
    assert room.saw.index("“") < room.saw.index("You give a model")
    assert room.session.elapsed == 5


def test_enter_starts_a_call_at_once(room: Room) -> None:
    room.start(("trying?\n", 5, "/end\n"), *NO_ENTRIES, form="call")
    assert said(room) == [(None, "small-talk"), (None, "intro")]


def test_the_interviewer_speaks_after_a_long_silence_and_moves_on(room: Room) -> None:
    room.start(
        ("trying?\n", 25, ""),
        ("”\n", 45, "that's one\n"),
        ("1:10  that's one\n", 375, ""),
        ("?\n", 0, "/end\n"),
        *NO_DEBRIEF,
        form="call",
        minutes=15.0,
    )
    assert said(room)[2] == (25.0, "stuck")
    assert [e.kind for e in room.entries] == ["idea"]
    assert [x.stretches[0].why for x in room.session.questions] == ["start", "interviewer"]
    assert room.session.questions[1].asked == 445.0


def test_after_an_overdue_enter_the_interviewer_cuts_in(room: Room) -> None:
    room.start(
        ("trying?\n", 215, "one\n"),
        ("”\n", 1, "/end\n"),
        *NO_DEBRIEF,
        form="call",
        minutes=15.0,
    )
    assert said(room)[2][0] == 215.0


def test_the_ladder_comes_by_itself_at_a_keyboard(room: Room) -> None:
    room.start(("trying?\n", 15, ""), ("     ", 15, ""), ("     ", 15, ""), ("     ", 1, "/end\n"), *NO_ENTRIES)
    assert [(x.t, x.asked_for) for x in room.session.said] == [(15.0, False), (30.0, False), (45.0, False)]
    assert [x.kind for x in room.session.said][1:] == ["holding", "dumb"]


def test_behind_a_pipe_nothing_is_said_unless_an_interviewer_was_asked_for(room: Room) -> None:
    room.pipe("one\ntwo\n", form="call", interviewer="off")
    assert room.session.said == ()
    assert "“" not in room.saw
    room.pipe("one\ntwo\n", form="call", interviewer="file")
    assert "You give a model" in room.saw


def test_being_dry_is_a_bet_that_the_debrief_settles(room: Room) -> None:
    room.start(
        ("trying?\n", 5, "one\n"),
        ("  one\n", 5, "/dry 1\n"),
        ("Noted", 5, "two\nthree\n"),
        ("  three\n", 1, "/end\n"),
        *NO_DEBRIEF,
        exam=True,
    )
    assert "dry at 0:10" in room.saw
    assert "your bets so far" in room.saw
    assert "you expected 1 more; 2 came" in room.saw
