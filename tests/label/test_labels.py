"""Which label counts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.labelling import ANGLES, ideas, said, session_of

from brainstorm.label.labels import FIELDS, Label, labels_of, of_text, said_by
from brainstorm.session import events as ev
from brainstorm.session.events import Event, Labelled
from brainstorm.session.session import Session


def label(*events: Event, n: int = 1, sources: tuple[str, ...] = ("you", "claude", "offline")) -> Label:
    """What counts for entry `n` of a session with the ideas `steam` and `lid` and then these events."""
    return labels_of(session_of(*ideas("steam", "lid"), *events), sources).get(n, Label(n))


def test_the_wording_is_known_by_the_start_of_its_hash() -> None:
    assert of_text("steam") == "3f1f2944"
    assert of_text(" caf\u00e9 ") == of_text("cafe\u0301")


def test_an_entry_nobody_labelled_is_left_out() -> None:
    assert labels_of(session_of(*ideas("steam"))) == {}


def test_your_word_counts_before_claudes_and_claudes_before_the_guess() -> None:
    guess = said("offline", 1, "steam", angle="heat", confidence=0.4)
    claude = said("claude", 1, "steam", angle="people")
    assert label(guess).angle == "heat"
    assert label(claude, guess).angle == "people"
    you = label(said("you", 1, angle="cup"), claude, guess)
    assert (you.angle, you.by, you.confidence) == ("cup", {"angle": "you"}, None)


def test_each_field_has_its_own_source() -> None:
    both = label(said("offline", 1, "steam", angle="heat", common=0, confidence=0.5), said("you", 1, angle="cup"))
    assert both == Label(1, angle="cup", common=0, by={"angle": "you", "common": "offline"})


def test_the_newest_word_of_one_source_counts() -> None:
    assert label(said("you", 1, angle="cup"), said("you", 1, angle="heat")).angle == "heat"


def test_a_key_left_out_says_nothing_and_null_takes_back() -> None:
    guess, hand = said("offline", 1, "steam", angle="heat"), said("you", 1, angle="cup", common=1)
    assert label(guess, hand, said("you", 1, common=False)) == Label(
        1, angle="cup", common=False, by={"angle": "you", "common": "you"}
    )
    back = label(guess, hand, said("you", 1, angle=None))
    assert (back.angle, back.common, back.by) == ("heat", 1, {"angle": "offline", "common": "you"})


def test_null_takes_back_nothing_of_another_source() -> None:
    assert label(said("you", 1, angle="cup"), said("offline", 1, "steam", angle=None)).angle == "cup"


def test_the_first_common_idea_is_not_none_of_them() -> None:
    assert label(said("you", 1, common=0)).common == 0
    assert label(said("you", 1, common=0)).common is not False
    assert label(said("you", 1, common=False)).common is False


@pytest.mark.parametrize("by", ["claude", "offline"])
def test_a_models_label_lapses_with_the_wording_and_comes_back_with_it(by: str) -> None:
    about = said(by, 1, "steam", angle="heat")
    assert label(about, ev.Revised(n=1, text="vapour")).angle is None
    assert label(about, ev.Revised(n=1, text="vapour"), ev.Revised(n=1, text="steam")).angle == "heat"


def test_a_label_by_hand_stays_with_the_entry() -> None:
    assert label(said("you", 1, "steam", angle="heat"), ev.Revised(n=1, text="vapour")).angle == "heat"


def test_an_untrusted_run_of_claude_counts_nowhere_and_hides_no_trusted_one() -> None:
    trusted = said("claude", 1, "steam", angle="heat")
    rejected = said("claude", 1, "steam", angle="cup")._replace(trust={"ok": False})
    assert label(rejected).angle is None
    assert label(said("claude", 1, "steam", angle="cup")._replace(trust=None)).angle is None
    assert label(trusted, rejected).angle == "heat"


def test_a_disputed_field_is_left_to_the_next_source() -> None:
    guess = said("offline", 1, "steam", angle="cup", common=0)
    claude = said("claude", 1, "steam", angle="heat", common=1)
    disputed = {"ok": True, "disputed": [{"n": 1, "field": "angle", "values": ["heat", "people"]}]}
    found = label(guess, claude._replace(trust=disputed))
    assert (found.angle, found.common) == ("cup", 1)
    assert label(guess, claude._replace(trust=disputed), said("you", 1, angle="heat")).angle == "heat"


def test_only_the_sources_asked_for_are_heard_in_the_order_given() -> None:
    guess, hand = said("offline", 1, "steam", angle="heat"), said("you", 1, angle="cup")
    assert label(guess, hand, sources=("offline",)).angle == "heat"
    assert label(guess, hand, sources=("offline", "you")).angle == "heat"
    assert label(guess, hand, sources=()).angle is None


def test_other_and_confidence_go_with_the_angle() -> None:
    assert label(said("you", 1, angle="other", other="a ghost")).other == "a ghost"
    found = label(
        said("offline", 1, "steam", angle="heat", confidence=0.7), said("you", 1, angle="other", other="a ghost")
    )
    assert (found.angle, found.other, found.confidence) == ("other", "a ghost", None)
    assert label(said("you", 1, angle="other", other="a ghost"), said("you", 1, angle="heat")).other is None


@pytest.mark.parametrize(
    "fields",
    [
        {"angle": "no-such-angle"},
        {"angle": 3},
        {"angle": ["heat"]},
        {"same_as": 1},
        {"same_as": 9},
        {"same_as": True},
        {"common": 2},
        {"common": -1},
        {"common": True},
        {"again": "20261123"},
        {"again": {"session": 1, "n": 1}},
        {"angle": "no-such-angle", "confidence": 0.9},
    ],
)
def test_what_no_reader_could_use_says_nothing(fields: dict[str, Any]) -> None:
    assert label(said("you", 1, **fields)) == Label(1)


@pytest.mark.parametrize(
    "raw", [{}, {"n": 7, "angle": "heat"}, {"n": "1", "angle": "heat"}, {"n": True, "angle": "heat"}]
)
def test_a_label_of_no_entry_says_nothing(raw: dict[str, Any]) -> None:
    assert labels_of(session_of(*ideas("steam"), Labelled(by="you", labels=(raw,)))) == {}


def test_the_same_as_points_back_on_one_question() -> None:
    two = [*ideas("steam"), ev.Asked(q=2, question={"id": "b", "question": "And?"}), ev.Idea(n=2, q=2, text="lid")]
    assert labels_of(session_of(*ideas("steam", "lid"), said("you", 2, same_as=1)))[2].same_as == 1
    assert labels_of(session_of(*two, said("you", 2, same_as=1))) == {}


def test_a_build_takes_its_ideas_angle() -> None:
    entries = [*ideas("steam"), ev.Idea(n=2, text="weigh it", builds_on=1), ev.Idea(n=3, text="twice", builds_on=2)]
    session = session_of(*entries, said("you", 1, angle="heat"), said("you", 2, angle="cup"))
    labels = labels_of(session)
    assert [labels[n].angle for n in (1, 2, 3)] == ["heat", "heat", "heat"]
    assert labels[3].by == {"angle": "you"}


def test_an_entry_that_builds_on_itself_or_on_nothing_has_no_angle() -> None:
    entries = [
        ev.Idea(n=1, text="a", builds_on=2),
        ev.Idea(n=2, text="b", builds_on=1),
        ev.Idea(n=3, text="c", builds_on=9),
    ]
    assert labels_of(session_of(*entries, said("you", 3, angle="heat"))) == {}


def test_a_mark_has_a_label_once_it_has_words() -> None:
    mark = ev.Idea(n=1, text="", aloud=True)
    assert labels_of(session_of(mark, said("you", 1, angle="heat"))) == {}
    assert labels_of(session_of(mark, said("you", 1, angle="heat"), ev.Revised(n=1, text="steam")))[1].angle == "heat"


def test_without_a_map_an_idea_is_other_or_none() -> None:
    bare = {"id": "bare", "question": "Why?"}
    for angle, kept in (("heat", None), ("other", "other"), ("none", "none")):
        session = session_of(*ideas("steam"), said("you", 1, angle=angle), question=bare)
        assert labels_of(session).get(1, Label(1)).angle == kept


# Properties: the rule of the design, written down once more as plainly as can be

TEXTS = ("steam", "lid", "thin cup")
values: dict[str, st.SearchStrategy[Any]] = {
    "angle": st.sampled_from([*ANGLES, "other", "none", None]),
    "same_as": st.sampled_from([False, None, 1, 2]),
    "again": st.sampled_from([False, None, {"session": "s", "n": 1}]),
    "common": st.sampled_from([False, None, 0, 1]),
}
raws = st.fixed_dictionaries(
    {"n": st.integers(1, 3), "of": st.sampled_from([of_text(text) for text in TEXTS])}, optional=values
)
trusts = st.fixed_dictionaries(
    {
        "ok": st.booleans(),
        "disputed": st.lists(
            st.fixed_dictionaries({"n": st.integers(1, 3), "field": st.sampled_from(FIELDS)}), max_size=2
        ),
    }
)
labelleds = st.builds(
    lambda by, trust, labels: Labelled(by=by, trust=trust, labels=labels),
    by=st.sampled_from(["you", "claude", "offline", "somebody"]),
    trust=st.none() | trusts,
    labels=st.lists(raws, max_size=4).map(tuple),
)
revisions = st.builds(lambda n, text: ev.Revised(n=n, text=text), st.integers(1, 3), st.sampled_from(TEXTS))
happenings = st.lists(labelleds | revisions, max_size=12)


def plainly(session: Session, n: int, name: str) -> tuple[Any, str | None]:
    """(value, source) of one field, by the words of the design."""
    entry = session.entry(n)
    assert entry is not None
    for source in ("you", "claude", "offline"):
        for event in reversed(session.labels):
            if event.by != source:
                continue
            for raw in reversed(event.labels):
                if raw["n"] != n or name not in raw:
                    continue
                if name == "same_as" and raw[name] is not None and raw[name] is not False and raw[name] >= n:
                    continue
                if source != "you" and raw["of"] != of_text(entry.text):
                    continue
                if source == "claude":
                    trust = event.trust or {}
                    if not trust.get("ok") or any(d["n"] == n and d["field"] == name for d in trust["disputed"]):
                        continue
                if raw[name] is None:
                    break  # taken back: the next source
                return raw[name], source
            else:
                continue
            break
    return None, None


@given(happenings)
def test_what_counts_is_what_the_design_says(events: list[Event]) -> None:
    session = session_of(*ideas(*TEXTS), *events)
    labels = labels_of(session)
    for n in (1, 2, 3):
        found = labels.get(n, Label(n))
        for name in FIELDS:
            value, source = plainly(session, n, name)
            assert (getattr(found, name), found.by.get(name)) == (value, source)
            assert type(getattr(found, name)) is type(value)


@given(happenings)
def test_nothing_a_model_says_changes_what_you_said(events: list[Event]) -> None:
    whole = session_of(*ideas(*TEXTS), *events)
    yours = session_of(*ideas(*TEXTS), *(e for e in events if not isinstance(e, Labelled) or e.by == "you"))
    mine = labels_of(yours)
    for n, label_ in labels_of(whole).items():
        for name, source in label_.by.items():
            if source == "you":
                assert getattr(label_, name) == getattr(mine[n], name)
    assert labels_of(whole, ("you",)) == mine


@given(happenings, st.integers(1, 3), st.sampled_from(FIELDS))
def test_null_by_you_leaves_what_the_others_say(events: list[Event], n: int, name: str) -> None:
    session = session_of(*ideas(*TEXTS), *events, Labelled(by="you", labels=({"n": n, name: None},)))
    assert said_by(session, "you", n, name) == {}
    rest = labels_of(session, ("claude", "offline")).get(n, Label(n))
    assert getattr(labels_of(session).get(n, Label(n)), name) == getattr(rest, name)
