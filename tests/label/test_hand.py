"""Labels by hand: a key is an event, undo takes it back, the same words are offered their label again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.journals import line
from support.labelling import MAPPED, ideas, said, session_of

from brainstorm.label.hand import Remembered, accept, offered, press, remembered, undo
from brainstorm.label.labels import Label, labels_of, of_text
from brainstorm.session import events as ev
from brainstorm.session.events import Labelled
from brainstorm.session.fold import apply
from brainstorm.session.session import Session


def after(session: Session, *events: Labelled | None) -> Session:
    for event in events:
        assert event is not None
        session = apply(session, line(event))
    return session


def pressed(session: Session, n: int, **fields: Any) -> Session:
    return after(session, press(session, n, **fields))


def angle(session: Session, n: int = 1) -> str | None:
    return labels_of(session).get(n, Label(n)).angle


STEAM = session_of(*ideas("steam", "lid"), said("offline", 1, "steam", angle="heat", confidence=0.4))


def test_a_key_is_one_event_with_one_label() -> None:
    event = press(STEAM, 1, angle="cup")
    assert event == Labelled(by="you", labels=({"n": 1, "of": of_text("steam"), "angle": "cup"},))
    assert angle(after(STEAM, event)) == "cup"


def test_only_entries_with_words_can_be_labelled() -> None:
    with pytest.raises(ValueError, match="there is no entry 9"):
        press(STEAM, 9, angle="cup")
    with pytest.raises(ValueError, match="no words yet"):
        press(session_of(ev.Idea(n=1, text="", aloud=True)), 1, angle="cup")
    with pytest.raises(ValueError, match="nothing is said"):
        press(STEAM, 1)


def test_undo_brings_back_the_guess_and_then_there_is_nothing_to_undo() -> None:
    labelled = pressed(STEAM, 1, angle="cup")
    event = undo(labelled)
    assert angle(after(labelled, event)) == "heat"
    assert undo(after(labelled, event)) is None
    assert undo(STEAM) is None


def test_undo_brings_back_your_own_earlier_word() -> None:
    labelled = pressed(pressed(STEAM, 1, angle="other", other="a ghost"), 1, angle="cup")
    once = after(labelled, undo(labelled))
    assert labels_of(once)[1].other == "a ghost"
    assert angle(after(once, undo(once))) == "heat"


def test_undo_goes_back_key_by_key_and_a_new_key_starts_anew() -> None:
    two = pressed(pressed(STEAM, 1, angle="cup"), 2, angle="time")
    one = after(two, undo(two))
    assert (angle(one, 1), angle(one, 2)) == ("cup", None)
    again = pressed(one, 2, common=0)
    none = after(again, undo(again))
    none = after(none, undo(none))
    assert (angle(none, 1), labels_of(none).get(2)) == ("heat", None)
    assert undo(none) is None


@given(st.lists(st.tuples(st.integers(1, 2), st.sampled_from(["heat", "cup", "other", "none", None])), max_size=6))
def test_undoing_every_key_leaves_what_was_there_before(keys: list[tuple[int, str | None]]) -> None:
    states = [STEAM]
    for n, name in keys:
        states.append(pressed(states[-1], n, angle=name))
    session = states[-1]
    for before in reversed(states[:-1]):
        session = after(session, undo(session))
        assert labels_of(session) == labels_of(before)
    assert undo(session) is None


def test_what_a_source_says_can_be_made_yours_at_once_and_undone_at_once() -> None:
    session = session_of(
        *ideas("steam", "lid"),
        said("offline", 1, "steam", angle="heat", common=False),
        said("offline", 2, "lid", angle="other", other="a lid"),
    )
    mine = after(session, accept(session, labels_of(session).values()))
    labels = labels_of(mine, ("you",))
    assert (labels[1].angle, labels[1].common, labels[2].other) == ("heat", False, "a lid")
    assert labels_of(after(mine, undo(mine)), ("you",)) == {}
    assert accept(session, labels_of(session, ("claude",)).values()) is None


def test_undo_touches_only_the_fields_of_the_key() -> None:
    labelled = pressed(pressed(STEAM, 1, common=1), 1, angle="cup")
    back = after(labelled, undo(labelled))
    assert labels_of(back)[1].common == 1


# The same words again


def earlier(*texts: str, **fields: Any) -> Session:
    session = session_of(*ideas(*texts), said("you", 1, **fields))
    return session.changed(id="20261101-073000-single-aaaa")


def test_the_label_of_the_same_words_is_offered_again() -> None:
    past = remembered(earlier("Weigh  the STEAM", angle="heat", common=1))
    here = session_of(*ideas("weigh the steam", "lid"))
    assert offered(here, past) == {
        1: {"angle": "heat", "common": 1, "again": {"session": "20261101-073000-single-aaaa", "n": 1}}
    }


def test_an_offer_can_be_pressed() -> None:
    here = session_of(*ideas("steam"))
    fields = offered(here, remembered(earlier("steam", angle="other", other="a ghost")))[1]
    label = labels_of(pressed(here, 1, **fields))[1]
    assert (label.angle, label.other, label.again) == (
        "other",
        "a ghost",
        {"session": "20261101-073000-single-aaaa", "n": 1},
    )


def test_nothing_is_offered_for_what_you_have_labelled_or_another_question_or_the_session_itself() -> None:
    past = list(remembered(earlier("steam", angle="heat")))
    assert offered(session_of(*ideas("steam"), said("you", 1, angle="cup")), past) == {}
    assert offered(session_of(*ideas("steam"), question={**MAPPED, "id": "tea-bitter"}), past) == {}
    assert offered(earlier("steam", angle="heat"), past) == {}


def test_only_what_you_said_is_remembered() -> None:
    session = session_of(*ideas("steam", "lid"), said("offline", 1, "steam", angle="heat"), said("you", 2, same_as=1))
    assert list(remembered(session)) == []


def test_the_newest_word_is_offered() -> None:
    first, second = (
        earlier("steam", angle="heat"),
        earlier("steam", angle="cup").changed(id="20261102-073000-single-bbbb"),
    )
    past = [*remembered(first), *remembered(second)]
    assert offered(session_of(*ideas("steam")), past)[1]["angle"] == "cup"


def test_a_common_idea_is_found_by_its_line_wherever_the_bank_has_it_now() -> None:
    here = session_of(*ideas("steam"), question={**MAPPED, "common_ideas": ["the cup is thin", "a draught"]})
    past = list(remembered(earlier("steam", angle="heat", common=1)))
    assert past[0].common == "the cup is thin"
    assert offered(here, past)[1]["common"] == 0
    assert "common" not in offered(here, [Remembered("s", 1, "tea-cold", "steam", "heat", None, "gone")])[1]


def test_an_angle_that_the_map_lost_is_not_offered() -> None:
    assert offered(session_of(*ideas("steam")), [Remembered("s", 1, "tea-cold", "steam", "lost-angle")]) == {}
