"""What Claude said is found again, and can be taken over."""

from __future__ import annotations

from label.judge.test_job import FORMS, TEXTS, labelled
from support.judges import lazy
from support.sheets import session_of

from brainstorm.label.judge.results import disputed, newest, taken_over, tip_of
from brainstorm.session import events as ev
from brainstorm.session.fold import apply
from brainstorm.session.session import Session


def with_(*events: ev.Labelled | None) -> Session:
    session = session_of(TEXTS)
    for event in events:
        assert event is not None
        session = apply(session, ev.Line("", None, event))
    return session


def test_the_newest_labels_and_the_newest_tip_are_found() -> None:
    made, other = labelled(forms=FORMS), labelled(lazy)
    session = with_(made.event, made.tip, other.event)
    assert newest(session, 1) == other.event
    assert newest(session, 2) is None
    tip = tip_of(session, 1)
    assert tip is not None
    assert tip["form"] == "single"
    assert tip_of(session, 2) is None
    assert newest(session_of(TEXTS), 1) is tip_of(session_of(TEXTS), 1) is None


def test_labels_of_a_run_that_is_not_trusted_can_be_taken_over_one_or_all() -> None:
    event = labelled(lazy).event
    session = with_(event)
    assert event is not None
    one = taken_over(session, event, [3])
    assert one is not None
    assert one.by == "you"
    assert [(label["n"], label["angle"], label["other"]) for label in one.labels] == [(3, "other", "another way")]
    every = taken_over(session, event)
    assert every is not None
    assert [label["n"] for label in every.labels] == list(range(1, len(TEXTS) + 1))
    assert all("quote" not in label for label in every.labels)


def test_a_label_about_other_words_is_not_taken() -> None:
    event = labelled().event
    assert event is not None
    session = apply(with_(event), ev.Line("", None, ev.Revised(n=1, text="other words")))
    assert taken_over(session, event, [1]) is None
    assert taken_over(session, event, []) is None


def test_disputes_of_a_damaged_journal_are_none() -> None:
    assert disputed(ev.Labelled(by="claude", trust={"disputed": 3})) == []
    assert disputed(ev.Labelled(by="claude")) == []
    assert disputed(ev.Labelled(by="claude", trust={"disputed": [{"n": 1}, 4]})) == [{"n": 1}]
