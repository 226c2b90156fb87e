"""Filing ideas: one key or two an idea, the nearest first, everything can be undone, nothing is picked blindly."""

from __future__ import annotations

import pytest
from support.drills import Hand
from support.journals import line
from support.labelling import figured, ideas, said, session_of
from support.screens import seat
from support.sessions import save
from textual import events
from textual.keys import _character_to_key

from brainstorm.label.labels import Label, labels_of
from brainstorm.session import events as ev
from brainstorm.session.fold import apply
from brainstorm.session.journal import read
from brainstorm.session.session import Session
from brainstorm.tui.desk import Desk
from brainstorm.tui.filing import Filing
from brainstorm.tui.filing_lines import filing_list, filing_offers
from brainstorm.tui.session import SessionPage

TEXTS = ["steam", "lid", "aunt", "clock"]


class Filer:
    """Somebody filing, key by key."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.filing = Filing()
        self.words = ""
        self.keys = 0

    def press(self, *keys: str) -> Filer:
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            pressed = self.filing.key(events.Key(name, key if len(key) == 1 else None), self.session, {})
            assert pressed.used, key
            self.words = pressed.words
            self.keys += 1
            if pressed.event is not None:
                self.session = apply(self.session, line(pressed.event))
        return self

    def label(self, n: int) -> Label:
        return labels_of(self.session, ("you",)).get(n, Label(n))

    @property
    def at(self) -> int:
        entry = self.filing.here(self.session)
        assert entry is not None
        return entry.n

    @property
    def offers(self) -> str:
        return str(filing_offers(self.filing, self.session, 76, {}))

    @property
    def list(self) -> str:
        return "\n".join(map(str, filing_list(self.filing, self.session, 76)[0]))


@pytest.fixture
def filer() -> Filer:
    near = figured(dict(zip(TEXTS, ["heat", "cup", "people", "time"], strict=True)), near={"lid": "near"})
    return Filer(session_of(*ideas(*TEXTS), near))


def test_the_guess_stands_on_one_and_takes_one_key(filer: Filer) -> None:
    assert "1 Heat  50%" in filer.offers
    filer.press("1")
    assert (filer.label(1).angle, filer.at) == ("heat", 2)
    assert "1 Cup  50%" in filer.offers


def test_twenty_ideas_take_twenty_keys() -> None:
    texts = {f"idea {n}": "heat" for n in range(1, 21)}
    filer = Filer(session_of(*ideas(*texts), figured(texts)))
    filer.press(*["1"] * 20)
    assert filer.keys == 20
    assert all(filer.label(n).angle == "heat" for n in range(1, 21))


def test_an_angle_not_named_is_not_picked_blindly(filer: Filer) -> None:
    alone = Filer(session_of(*ideas("steam"), figured({"steam": "heat"})))
    assert "4 Time" not in alone.offers
    assert "all 4" in alone.offers
    alone.press("4")
    assert alone.label(1).angle is None
    assert "4 Time" in alone.offers
    alone.press("4")
    assert alone.label(1).angle == "time"


def test_the_numbers_of_the_keys_do_not_move_when_all_are_named(filer: Filer) -> None:
    few = filer.filing.offers(filer.session, filer.filing.ideas(filer.session)[0])
    filer.press("a")
    assert filer.filing.offers(filer.session, filer.filing.ideas(filer.session)[0]) == few
    assert all(f"{place} {offer.name}" in filer.offers for place, offer in enumerate(few, start=1))


def test_other_takes_words_or_none(filer: Filer) -> None:
    filer.press("o", *"a g 1", "enter")  # digits and letters are words here
    assert (filer.label(1).angle, filer.label(1).other, filer.at) == ("other", "a g 1", 2)
    filer.press("o", "enter")
    assert (filer.label(2).angle, filer.label(2).other) == ("other", None)
    filer.press("o", *"one two three four five", "enter")
    assert filer.label(3).other == "one two three four"
    filer.press("o", "x", "escape")
    assert filer.label(4).angle is None


def test_common_is_a_switch(filer: Filer) -> None:
    figures = figured({"steam": "heat"}).figures
    assert figures is not None
    figures["ideas"][0]["nearest_common"] = 1
    one = Filer(session_of(*ideas("steam"), figured({"steam": "heat"})._replace(figures=figures)))
    one.press("c")
    assert (one.label(1).common, one.at) == (1, 1)  # the angle comes with the second key
    assert "common" in one.list
    one.press("c")
    assert one.label(1).common is False
    one.press("c")
    assert one.label(1).common == 1
    filer.press("c")
    assert filer.words == "There are no common ideas to compare it with."


def test_the_same_as_an_earlier_one(filer: Filer) -> None:
    filer.press("m")
    assert filer.words == "It is the first idea; there is none before it."
    filer.press("j", "m")
    assert "The same as which number?" in filer.offers
    filer.press("1")  # no earlier number begins with it
    assert (filer.label(2).same_as, filer.at) == (1, 3)
    assert "=1" in filer.list
    filer.press("m", "0")
    assert filer.label(3).same_as in (None, False)


def test_a_possible_repeat_is_taken_with_enter_or_refused_with_nought() -> None:
    def asked() -> Filer:
        guess = figured({"steam": "heat", "vapour": "heat"}, repeat_of={"vapour": 1})
        return Filer(session_of(*ideas("steam", "vapour"), guess)).press("j")

    assert "=1?" in asked().list
    taken = asked().press("m", "enter")
    assert taken.label(2).same_as == 1
    refused = asked().press("m", "0", "enter") if asked().press("m", "0").filing.asking else asked().press("m", "0")
    assert refused.label(2).same_as is False
    assert "=1" not in refused.list


def test_off_topic_is_no_angle(filer: Filer) -> None:
    filer.press("x")
    assert filer.label(1).angle == "none"
    assert "off topic" in filer.list


def test_undo_goes_back_to_the_idea(filer: Filer) -> None:
    filer.press("1", "2", "u")
    assert (filer.at, filer.label(2).angle, filer.label(1).angle) == (2, None, "heat")
    filer.press("u")
    assert (filer.at, filer.label(1).angle) == (1, None)
    filer.press("u")
    assert filer.words == "There is nothing to undo."


def test_it_advances_to_what_is_still_a_guess(filer: Filer) -> None:
    filer.session = apply(filer.session, line(said("you", 2, angle="cup")))
    filer.press("1")
    assert filer.at == 3


def test_what_was_said_of_the_same_words_comes_first(filer: Filer) -> None:
    again = {"session": "20261101-073000-single-aaaa", "n": 4}
    filer.filing.remembered = {1: {"angle": "time", "common": False, "again": again}}
    assert "1 Time  as before" in filer.offers
    filer.press("1")
    assert (filer.label(1).angle, filer.label(1).common, filer.label(1).again) == ("time", False, again)


def test_builds_and_struck_lines_are_not_filed() -> None:
    events_ = [ev.Idea(n=2, text="weigh it", builds_on=1), ev.Idea(n=3, text="lid"), ev.Struck(n=3)]
    filer = Filer(session_of(*ideas("steam"), *events_))
    assert [entry.n for entry in filer.filing.ideas(filer.session)] == [1]


def test_the_list_tells_a_guess_from_a_word_of_yours(filer: Filer) -> None:
    filer.press("1")
    rows = filer.list.splitlines()
    assert next(row for row in rows if "steam" in row).rstrip().endswith("Heat")
    assert " ? " in next(row for row in rows if "lid" in row)
    assert "1 of 4 ideas filed by you" in rows[0]


@pytest.mark.parametrize("width", [20, 38, 60, 76, 116])
def test_no_line_is_wider_than_the_window(filer: Filer, width: int) -> None:
    for keys in ((), ("a",), ("o",), ("escape", "j", "m")):
        filer.press(*keys)
        lines, place = filing_list(filer.filing, filer.session, width)
        assert all(each.cell_length <= width for each in lines)
        assert f"{filer.at}" in str(lines[place])
        offers = filing_offers(filer.filing, filer.session, width, {})
        assert all(each.cell_length <= width for each in offers.split("\n"))


def test_markup_in_an_idea_is_text() -> None:
    filer = Filer(session_of(*ideas("[/b] [red]x", "\x1b[31m")))
    assert "[/b] [red]x" in filer.list
    assert "\x1b" not in filer.list + filer.offers


# In review


async def test_a_past_session_is_filed_in_review(desk: Desk, hand: Hand) -> None:
    from support.labelling import MAPPED

    path = save(desk.places.sessions.path, "weigh the steam", "ask the aunt", question=MAPPED)
    async with seat(desk, lambda: SessionPage(path), (100, 40)) as one:
        await one.sees("weigh the steam")
        await one.press("l")
        await one.sees("Where your ideas went", "0 of 2 ideas filed by you")
        await one.until(lambda: any(each.by == "offline" for each in read(path).session.labels))
        await one.sees("? a rough guess")
        await one.press("a")
        await one.sees("4 Cup")
        await one.press("1", "x")
        await one.sees("2 of 2 ideas filed by you", "off topic")
        await one.press("u", "escape")
        await one.sees("angles", "1 of 4")
    labels = labels_of(read(path).session)
    assert labels[1].by["angle"] == "you"
    assert labels[2].by["angle"] == "offline"


async def test_no_filing_where_nothing_can_be_filed(desk: Desk, hand: Hand) -> None:
    path = save(desk.places.sessions.path, "one", ended=False)
    async with seat(desk, lambda: SessionPage(path), (100, 40)) as one:
        await one.sees("one")
        await one.press("l")
        await one.pilot.pause()
        assert isinstance(one.app.screen, SessionPage)
