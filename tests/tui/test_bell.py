"""The end of a drill: what counts, what is kept, and that nothing happens to somebody who is still typing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.disk import FaultyDisk
from support.drills import Hand, Player, drilling
from textual import events

from brainstorm.session import events as ev
from brainstorm.session.journal import read
from brainstorm.tui.debrief import DebriefPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.drill import DrillPage

TIME = "Time. Enter for the debrief; what you are typing is kept."


async def rings(one: Player, seconds: float = 300.0) -> None:
    """The end comes."""
    await one.passes(seconds - one.drill.t)
    await one.until(lambda: one.session.ended)
    await one.sees("Time.")


async def test_the_bell_says_so_and_keeps_what_is_being_typed(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("one")
        await one.types("half a tho")
        await rings(one)
        await one.sees(TIME, "‖ half a tho", "0:00    1 idea")
        assert (one.session.ended, one.session.cut_off, one.session.ended_t) == ("time", "half a tho", 300.0)
        await one.recorded()
        assert isinstance(one.kept[-1], ev.Ended)


@pytest.mark.parametrize(("kind", "shown", "heard"), [("none", False, 0), ("screen", True, 0), ("sound", True, 1)])
async def test_each_kind_of_bell(
    desk: Desk, hand: Hand, kind: str, shown: bool, heard: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.settings = replace(desk.settings, bell=kind)
    rung: list[int] = []
    async with drilling(desk, hand) as one:
        monkeypatch.setattr(one.app, "bell", lambda: rung.append(1))
        await rings(one)
        await one.sees(TIME)
        assert one.page.has_class("-bell") is shown
    assert len(rung) == heard


async def test_keys_that_still_arrive_go_to_the_cut_off_text(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("half a")
        await rings(one)
        await one.types(" thought")
        await one.pastes("and\na block\n")
        hand.leaps(1)
        await one.press("enter")
        await one.at_debrief()
        assert one.session.cut_off == "half a thought and a block"
        assert one.session.entries == ()


async def test_enter_is_an_answer_only_after_a_moment_without_keys(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await rings(one)
        for _ in range(3):  # each of them is a key, too
            hand.leaps(0.6)
            await one.press("enter")
            assert isinstance(one.app.screen, DrillPage)
        hand.leaps(0.69)
        await one.types("x")
        hand.leaps(0.69)
        await one.press("enter")
        assert isinstance(one.app.screen, DrillPage)
        hand.leaps(0.71)
        await one.press("enter")
        await one.at_debrief()
        assert one.session.cut_off == "x"


async def test_somebody_typing_across_the_bell_ends_up_with_their_line_and_nothing_rated(
    desk: Desk, hand: Hand
) -> None:
    async with drilling(desk, hand) as one:
        await one.types("the first half ")
        await rings(one)
        for letter in "and the second\nthird line\n1 2 3\ns y n 5\n":
            hand.leaps(0.2)
            await one.types(letter)
        assert isinstance(one.app.screen, DrillPage)
        assert one.session.rated is None
        assert one.session.entries == ()
        assert one.draft == "the first half and the secondthird line1 2 3s y n 5"


async def test_an_enter_read_before_the_end_counts_though_the_bell_was_quicker(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(299.0)
        await one.types("just in time")
        hand.leaps(0.9)
        enter = events.Key("enter", None)
        hand.leaps(0.3)
        one.page._tick()  # the bell, before the key has had its turn
        assert one.session.ended == "time"
        one.app.post_message(enter)
        await one.until(lambda: one.ideas == ["just in time"])
        await one.sees("just in time", "1 idea")
        assert one.session.entries[0].t == 300.0
        assert isinstance(one.app.screen, DrillPage)
        assert one.draft == ""


async def test_the_bell_waits_for_the_keys_that_were_read_before_it(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(299.0)
        for letter in "one\ntwo\nthr":
            one.app.post_message(events.Key("enter", None) if letter == "\n" else events.Key(letter, letter))
        hand.moves(2.0)  # busy
        one.page._tick_in_turn()
        for letter in "ee\n":
            one.app.post_message(events.Key("enter", None) if letter == "\n" else events.Key(letter, letter))
        await one.until(lambda: one.session.ended)
        await one.sees(TIME)
        assert [(each.text, each.t, each.after_bell) for each in one.session.entries] == [
            ("one", 299.0, False),
            ("two", 299.0, False),
        ]
        assert one.session.cut_off == "thr"
        assert one.draft == "three"


async def test_an_enter_after_the_end_is_the_bell(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("too late")
        hand.moves(301)
        await one.types("\n")
        await one.until(lambda: one.session.ended)
        await one.sees(TIME)
        assert one.ideas == []
        assert one.session.cut_off == "too late"


async def test_a_draft_lent_to_the_menu_comes_back_at_the_bell(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("a draft")
        await one.press("escape", "d", "1", "2")
        await rings(one)
        assert (one.session.cut_off, one.draft) == ("a draft", "a draft")
        hand.leaps(1)
        await one.press("enter")
        await one.at_debrief()
        assert one.session.cut_off == "a draft"


async def test_a_line_being_edited_stays_as_it_was_at_the_bell(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("ask it twice")
        await one.types("a draft")
        await one.press("up")
        await one.types(" or thrice")
        await rings(one)
        assert one.ideas == ["ask it twice"]
        assert (one.session.cut_off, one.draft) == ("a draft", "a draft")
        await one.sees("‖ a draft")


async def test_the_menu_and_its_questions_are_over_at_the_bell(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.press("escape", "e")
        await rings(one)
        await one.press("enter")  # meant for "End the drill?"
        assert isinstance(one.app.screen, DrillPage)
        await one.press("escape")
        await one.sees(TIME)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_leaving_after_the_bell_keeps_what_was_typed_since(desk: Desk, hand: Hand, key: str) -> None:
    async with drilling(desk, hand) as one:
        await rings(one)
        await one.types("late thought")
        await one.press(key)
        await one.at_debrief()
        assert one.session.cut_off == "late thought"


async def test_a_signal_after_the_bell_keeps_what_was_typed_since(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await rings(one)
        await one.types("late thought")
        one.app.stop(143)
        await one.until(lambda: not one.app._running)
    session = read(one.drill.path).session
    assert (session.ended, session.cut_off) == ("time", "late thought")


async def test_the_call_changes_its_question_at_half_time_and_keeps_the_draft(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15, interviewer="off") as one:
        await one.enters("first")
        await one.types("half a th")
        await one.passes(449)
        await one.sees("1 of 2", "half a th")
        await one.passes(1)
        await one.sees("2 of 2", "The next question.", "7:30    1 idea")
        assert one.draft == ""
        assert one.session.questions[0].stretches[0].cut_off == "half a th"
        assert one.session.questions[1].asked == 450.0
        await one.enters("second")
        assert [each.q for each in one.session.entries] == [1, 2]
        await rings(one, 900)
        hand.leaps(1)
        await one.press("enter")
        await one.at_debrief()


async def test_lines_read_before_the_switch_belong_to_the_question_left(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15, interviewer="off") as one:
        await one.passes(449)
        for letter in "one\ntwo\nthr":
            one.app.post_message(events.Key("enter", None) if letter == "\n" else events.Key(letter, letter))
        hand.moves(2)
        one.page._tick_in_turn()
        await one.until(lambda: one.session.q == 2)
        assert [(each.text, each.q) for each in one.session.entries] == [("one", 1), ("two", 1)]
        assert one.session.questions[0].stretches[0].cut_off == "thr"


async def test_the_menu_closes_at_the_switch_and_the_draft_is_the_idea(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15, interviewer="off") as one:
        await one.types("a draft")
        await one.press("escape", "d", "9")
        await one.passes(450)
        await one.until(lambda: one.session.q == 2)
        assert one.session.questions[0].stretches[0].cut_off == "a draft"
        assert one.draft == ""
        await one.types("new\n")
        assert one.ideas == ["new"]


async def test_the_bell_rings_although_the_disk_is_full(desk: Desk, hand: Hand, disk: FaultyDisk) -> None:
    async with drilling(desk, hand) as one:
        disk.full()
        await one.enters("precious")
        await rings(one)
        await one.sees("not saved)")
        disk.heal()
        await one.recorded()
        await one.misses("not saved)")
        assert isinstance(one.kept[-1], ev.Ended)


async def test_an_ended_drill_goes_to_the_debrief_without_a_bell(desk: Desk, hand: Hand) -> None:
    rung: list[int] = []
    async with drilling(desk, hand) as one:
        one.app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        await one.enters("one")
        await one.press("escape", "e", "enter")
        page = await one.at_debrief()
        assert isinstance(page, DebriefPage)
    assert rung == []
