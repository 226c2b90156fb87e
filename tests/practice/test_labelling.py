"""Offline labels made in the background: by a child with an encoder, by word stems when there is none or it breaks."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.journals import line
from support.labelling import MAPPED, ideas, session_of

from brainstorm.label.labels import Earlier, labels_of
from brainstorm.practice import labelling
from brainstorm.practice.labelling import Around, Labelling, Made, wants_labels
from brainstorm.session import events as ev
from brainstorm.session.events import Labelled
from brainstorm.session.fold import apply
from brainstorm.session.session import Session

WORDINGS = {"heat": ["follow the steam", "weigh what evaporates"], "people": ["ask the aunt who poured it"]}
TEXTS = ("weigh the steam", "ask my aunt", "weigh the steam again")


@pytest.fixture
def made() -> Iterator[list[Labelling]]:
    """What was started, ended after the test."""
    started: list[Labelling] = []
    yield started
    for each in started:
        each.close(wait=True)


def session() -> Session:
    return session_of(*ideas(*TEXTS), ev.Ended(why="done"))


def labels(made: list[Labelling], around: Around, of: Session | None = None) -> Made:
    of = of or session()
    made.append(Labelling(of, around))
    return made[-1].make(of, patience=60)


def event(made: Made) -> Labelled:
    assert made.event is not None, made.note
    return made.event


def test_word_stems_label_every_idea_and_say_so(made: list[Labelling]) -> None:
    found = event(labels(made, Around(wordings=lambda _: WORDINGS, encoder="stems")))
    assert found.by == "offline"
    assert found.figures is not None
    assert found.figures["encoder"] == "stems"
    counted = labels_of(apply(session(), line(found)))
    assert (counted[1].angle, counted[2].angle) == ("heat", "people")
    assert not wants_labels(apply(session(), line(found)))


def test_an_encoder_labels_in_a_process_of_its_own(made: list[Labelling], tmp_path: Path) -> None:
    pytest.importorskip("wordllama")
    before = set(sys.modules)
    found = event(labels(made, Around(wordings=lambda _: WORDINGS, encoder="auto", cache=tmp_path)))
    assert found.with_ is not None
    assert found.with_["encoder"] == "wordllama"
    assert not {"wordllama", "numpy"} & (set(sys.modules) - before)
    child = made[-1]._child
    assert child is not None
    made[-1].close(wait=True)
    assert child._process.poll() is not None


def test_the_same_process_labels_again(made: list[Labelling]) -> None:
    first = event(labels(made, Around(encoder="stems")))
    revised = apply(session(), line(ev.Revised(n=1, text="ask my aunt twice")))
    again = event(made[-1].make(revised, patience=60))
    assert [x["of"] for x in first.labels] != [x["of"] for x in again.labels]


def test_earlier_ideas_are_asked_after(made: list[Labelling]) -> None:
    past = [Earlier("20261101-073000-single-aaaa", 7, "weigh the steam")]
    found = event(labels(made, Around(history=lambda _: past)))
    by_n = {label["n"]: label for label in found.labels}
    assert by_n[1]["again"] == {"session": "20261101-073000-single-aaaa", "n": 7}
    assert by_n[2]["again"] is False


def test_ideas_of_the_session_itself_are_no_past(made: list[Labelling]) -> None:
    past = [Earlier(session().id, 1, "weigh the steam")]
    assert all("again" not in label for label in event(labels(made, Around(history=lambda _: past))).labels)


def test_nothing_to_label_makes_no_event(made: list[Labelling]) -> None:
    assert labels(made, Around(), session_of(ev.Ended(why="done"))) == Made(None)
    assert not wants_labels(session_of(ev.Ended(why="done")))


def test_builds_marks_and_struck_lines_are_not_labelled(made: list[Labelling]) -> None:
    events = [*ideas("steam"), ev.Idea(n=2, text="more", builds_on=1), ev.Idea(n=3, text="", aloud=True)]
    events += [ev.Idea(n=4, text="lid"), ev.Struck(n=4), ev.Ended(why="done")]
    assert [label["n"] for label in event(labels(made, Around(), session_of(*events))).labels] == [1]


def test_each_question_has_its_own_map(made: list[Labelling]) -> None:
    other = {**MAPPED, "id": "tea-bitter", "angles": [{**MAPPED["angles"][0], "id": "leaf"}, MAPPED["angles"][1]]}
    events = [*ideas("steam"), ev.Asked(q=2, question=other), ev.Idea(n=2, q=2, text="leaf"), ev.Ended(why="done")]
    found = event(labels(made, Around(), session_of(*events)))
    assert found.figures is not None
    tops = {each["n"]: {angle for angle, _ in each["top"]} for each in found.figures["ideas"]}
    assert "leaf" in tops[2]
    assert "leaf" not in tops[1]


# What can go wrong


def child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """The child is this program instead, and an encoder is thought to be there."""

    class Broken(labelling._Child):
        def _command(self) -> list[str]:
            return [sys.executable, "-c", program]

    monkeypatch.setattr(labelling, "_Child", Broken)
    monkeypatch.setattr(Labelling, "_wants_child", lambda _: True)


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("raise SystemExit(3)", "ended"),
        ("import os; os.abort()", "ended"),
        ("print('no JSON', flush=True); input(); input(); input()", "nonsense"),
        ('input(); print(\'{"error": "ImportError: no"}\', flush=True); input(); input()', "failed"),
        ("input(); print('[]', flush=True); input(); input()", "failed"),
        ("import time; time.sleep(600)", "took too long"),
    ],
)
def test_word_stems_serve_when_the_child_breaks_and_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, made: list[Labelling], program: str, why: str
) -> None:
    child(monkeypatch, program)
    monkeypatch.setattr(labelling, "PATIENCE", 0.3 if "sleep" in program else 30.0)
    found = labels(made, Around(encoder="auto"))
    assert event(found).with_ == {"encoder": "stems", "version": "1"}
    assert found.note is not None
    assert why in found.note
    assert "rough guess" in found.note
    assert "\n" not in found.note


def test_a_child_that_cannot_be_started_is_survived(monkeypatch: pytest.MonkeyPatch, made: list[Labelling]) -> None:
    class Missing(labelling._Child):
        def _command(self) -> list[str]:
            return ["/no/such/python"]

    monkeypatch.setattr(labelling, "_Child", Missing)
    monkeypatch.setattr(Labelling, "_wants_child", lambda _: True)
    found = labels(made, Around(encoder="auto"))
    assert event(found).with_ == {"encoder": "stems", "version": "1"}
    assert found.note is not None


def test_nothing_waits_for_the_child(monkeypatch: pytest.MonkeyPatch, made: list[Labelling]) -> None:
    child(monkeypatch, "import time; time.sleep(600)")
    one = Labelling(session(), Around(encoder="auto"))
    made.append(one)
    begun = time.monotonic()
    one.warm()
    done = threading.Event()
    one.ask(session(), lambda _: done.set())
    one.close()
    assert time.monotonic() - begun < 5  # the child would take ten minutes
    assert one._thread is not None
    one._thread.join(30)
    assert not one._thread.is_alive()
    assert not done.is_set()  # nobody wanted it any more


def test_what_fails_before_the_child_is_said_too(made: list[Labelling]) -> None:
    def broken(_: str) -> list[Earlier]:
        raise RuntimeError("no archive")

    found = labels(made, Around(history=broken))
    assert event(found).by == "offline"
    assert found.note is not None
