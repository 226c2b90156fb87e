"""The debrief of a plain drill: what was still typed, the rungs that ask, the labels, the rungs that show."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from brainstorm.drill import commands as do
from brainstorm.drill.decide import Refused
from brainstorm.measure.bets import record
from brainstorm.plain.stdin import Lines
from brainstorm.plain.voice import Voice, width
from brainstorm.practice.debrief import ask_person
from brainstorm.practice.drill import Drill
from brainstorm.practice.labelling import Around, Labelling
from brainstorm.report.call_words import record_line
from brainstorm.report.text import can_reveal, covered, numbers_text, reveal, table, untouched, wrap
from brainstorm.report.words import flow_lines
from brainstorm.session.session import IDEA, Session

_SILENT_KEYS = 0.7
"""Seconds without a line, after which nothing more is thought to be typed on past the bell."""


class Labels:
    """The offline labels of a drill; without `around`, which says what labelling a session needs, there are none."""

    def __init__(self, around: Callable[[Session], Around] | None) -> None:
        self._around = around
        self._labelling: Labelling | None = None

    def warm(self, session: Session) -> None:
        """Get ready to label `session`, once its questions are known."""
        if self._labelling is None and self._around is not None:
            self._labelling = Labelling(session, self._around(session))
            self._labelling.warm()

    def make(self, drill: Drill, voice: Voice) -> None:
        """Make and record them, and say in one line when they are not what they could be."""
        if self._labelling is None or not any(drill.session.counted(IDEA)):
            return
        made = self._labelling.make(drill.session)
        if made.event is not None:
            drill.do(do.AddLabels(made.event), wait=True)
        if made.note is not None:
            voice.complain(made.note)

    def close(self) -> None:
        """Let go of what makes them."""
        if self._labelling is not None:
            self._labelling.close(wait=True)


def debrief(drill: Drill, lines: Lines, voice: Voice, labels: Labels, *, spoil: bool) -> None:
    """The whole ladder; from a pipe the numbers alone, and the other rungs with `spoil`."""
    if voice.interactive:
        lines.at_end = False  # ctrl+d ended the ideas; the person is still there
        if drill.session.ended == "time":
            _late(drill, lines)
        _ask(drill, lines, voice)
    labels.make(drill, voice)
    voice.say_all(table([*flow_lines(drill.session), *_bets(drill)]))
    voice.say_all(numbers_text(drill.session, width()))
    if spoil or voice.interactive:
        _rungs(drill.session, lines, voice)


def _bets(drill: Drill) -> Iterator[tuple[str, str]]:
    """The running record of bets, where somebody said that nothing came any more: (name, value)."""
    if not drill.session.dry:
        return
    from brainstorm.history.archive import Archive
    from brainstorm.history.recent import with_bets

    line = record_line(record(with_bets(Archive(drill.path.parent.parent))))
    if line is not None:
        yield line


def _late(drill: Drill, lines: Lines) -> None:
    """What was being typed at the bell: lines up to an empty one, or until the keys fall silent."""
    typed = [drill.session.cut_off] if drill.session.cut_off else []
    before = len(typed)
    try:
        while line := lines.next():
            typed.append(line)
            if not lines.waiting(_SILENT_KEYS):
                break
    finally:  # also when a signal comes
        if len(typed) > before:
            drill.do(do.Late("\n".join(typed)), wait=True)


def _ask(drill: Drill, lines: Lines, voice: Voice) -> None:
    """The rungs that ask: words for marks, the cut-off line, best three and self-rating."""
    for command in ask_person(lambda: drill.session, voice.say, lines.next):
        try:
            drill.do(command, wait=True)
        except Refused as refused:
            voice.say(f"  {refused}")


def _rungs(session: Session, lines: Lines, voice: Voice) -> None:
    for question in session.questions:
        if len(session.questions) > 1:
            voice.say()
            voice.say_all(wrap(question.text, width()))
        rungs = {
            "where your ideas went": list(covered(session, question.q, width())),
            "the other angles, each as a question": list(untouched(session, question.q, width())),
        }
        if not voice.interactive or can_reveal(question.entry):
            rungs["common ideas, examples and sources"] = list(reveal(question.entry, width()))
        for name, rung in rungs.items():
            if not rung:
                continue
            if voice.interactive:
                voice.say(f"\nEnter for {name}; anything else stops here.")
                if lines.next() != "":
                    return
            voice.say()
            voice.say_all(rung)
