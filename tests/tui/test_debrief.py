"""The debrief: one rung after the other, nothing of a later one to be seen before, nothing rated by accident."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from support.disk import FaultyDisk
from support.drills import QUESTION, Hand, Player, drilling
from textual import events

from brainstorm.bank import Question
from brainstorm.drill import commands as do
from brainstorm.measure.numbers import numbers
from brainstorm.practice.labelling import Labelling
from brainstorm.session import events as ev
from brainstorm.session.journal import read
from brainstorm.tui.debrief import DebriefPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.drill import DrillPage
from brainstorm.tui.home import HomePage
from brainstorm.tui.ready import ReadyPage

WORDS, CUT_OFF, BEST = "Words for what you said aloud", "Cut off by the bell", "Your best three"
NUMBERS, COVERED, CHOICE = "How it went", "Where your ideas went", "What next"
ASKS = "Where you did not look, each as a question"
REVEAL = "What others say first, examples, sources"


@asynccontextmanager
async def debriefing(
    desk: Desk,
    hand: Hand,
    *lines: str,
    marks: int = 0,
    draft: str = "",
    quiet: float = 1.0,
    size: tuple[int, int] = (80, 24),
    **options: Any,
) -> AsyncIterator[Player]:
    """Somebody who has come through a drill, to the first rung of its debrief."""
    async with drilling(desk, hand, size=size, **options) as one:
        for line in lines:
            await one.passes(10)
            await one.enters(line)
        for _ in range(marks):
            await one.passes(10)
            await one.types("\n")
        await one.types(draft)
        await one.passes(one.session.seconds - one.drill.t)
        await one.until(lambda: one.session.ended)
        hand.leaps(1)
        await one.press("enter")
        await one.at_debrief(quiet)
        yield one


def page_of(one: Player) -> DebriefPage:
    page = one.app.screen
    assert isinstance(page, DebriefPage)
    return page


def map_of(desk: Desk, id_: str = QUESTION) -> Question:
    return Question.from_entry(desk.bank.question(id_).entry)


def whole_text(one: Player) -> str:
    """All of the page, also what is scrolled away."""
    page = page_of(one)
    offers = page.query_one("#offers")
    return "\n".join(str(part.render()) for part in (page.query_one("#text"), offers) if part.display)


async def test_the_rungs_come_in_their_order(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice", marks=1, draft="half a thought") as one:
        await one.sees(WORDS, "1 of 8", "(said aloud, no words yet)")
        await one.types("offer it money\n")
        await one.sees(CUT_OFF, "2 of 8", "half a thought", "y yes   n no")
        await one.press("y")
        await one.sees(BEST, "3 of 8", "ask it twice", "offer it money", "half a thought")
        await one.press("enter", "enter")
        await one.sees(NUMBERS, "4 of 8", "first idea after", "10.0 s", "longest silence")
        await one.press("enter")
        await one.sees(COVERED, "5 of 8", "0 of 3 ideas filed by you", "ask it twice")
        await one.press("enter")
        await one.sees(CHOICE, "6 of 8", "Another go at it?")
        await one.press("enter")
        await one.sees(ASKS, "7 of 8", "? ")
        await one.press("enter")
        await one.sees(REVEAL, "8 of 8", "What most people say first")
        await one.press("enter")
        await one.until(lambda: not one.app._running)
    session = read(one.drill.path).session
    assert [(each.text, each.after_bell) for each in session.entries] == [
        ("ask it twice", False),
        ("offer it money", False),
        ("half a thought", True),
    ]
    assert one.app.last_words.startswith(f"Kept as {session.id}")


async def test_rungs_with_nothing_to_ask_are_left_out(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice") as one:
        await one.sees(BEST, "1 of 6")
    async with debriefing(desk, hand) as one:
        await one.sees(NUMBERS, "1 of 3", "none came")


async def test_nothing_of_a_later_rung_can_be_seen_before(desk: Desk, hand: Hand) -> None:
    known = map_of(desk)
    asks = [angle.ask for angle in known.angles if angle.ask]
    late = [known.common_ideas[0].line, known.angles[0].examples[0], known.sources[0].title]
    async with debriefing(desk, hand, "ask it twice", marks=1, draft="half", size=(120, 60)) as one:
        for title in (WORDS, CUT_OFF, BEST, BEST, NUMBERS, COVERED, CHOICE, ASKS, REVEAL):
            await one.sees(title)

            seen = whole_text(one)
            for later in late:
                assert (later in seen) == (title == REVEAL)
            named = [angle.name for angle in known.angles if angle.name in seen]
            assert not named or title in (COVERED, CHOICE, REVEAL)
            assert len(named) < len(known.angles) or title == REVEAL  # those not touched are named on demand only
            seen_asks = [ask for ask in asks if ask in seen]
            assert bool(seen_asks) == (title == ASKS)
            assert len(seen_asks) < len(asks)  # of those that were touched nobody asks
            assert ("ideas a minute" in seen) == (title == NUMBERS)

            await one.press("ctrl+p")
            await one.press("escape")
            await one.until(lambda: isinstance(one.app.screen, DebriefPage))
            if title != REVEAL:
                await one.press("n" if title == CUT_OFF else "enter")


async def test_words_for_marks_one_by_one_and_empty_skips(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice", marks=3) as one:
        await one.sees(WORDS, "▸   2")
        assert "Skip" not in one.footer
        await one.types("slower letters s\n")  # an s is a letter here
        await one.sees("▸   3", "slower letters s")
        await one.press("enter")
        await one.sees("▸   4")
        await one.types("left and right")
        await one.press("left", "right", "backspace")
        await one.press("enter")
        await one.sees(BEST)
        assert [each.text for each in one.session.entries] == ["ask it twice", "slower letters s", "", "left and righ"]
        await one.press("left")
        await one.sees(WORDS, "▸   3")  # what was skipped is asked again, on purpose only
        await one.types("ah yes\n")
        await one.sees(BEST)
        assert one.ideas == ["ask it twice", "slower letters s", "ah yes", "left and righ"]
        await one.press("left")
        await one.sees(WORDS, "Each has its words now.")
        await one.press("enter")
        await one.sees(BEST)


async def test_a_cut_off_line_that_does_not_count_stays_in_the_session(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "one", draft="half a thought") as one:
        await one.press("n")
        await one.sees(BEST)
        assert one.ideas == ["one"]
        assert one.session.cut_off == "half a thought"
        await one.press("left")
        await one.sees(CUT_OFF)
        await one.press("y")
        await one.sees(BEST, "half a thought")
        assert one.ideas == ["one", "half a thought"]
        await one.press("left")
        await one.sees(CUT_OFF, "It counts, as number 2.")
        await one.press("y", "y")
        assert one.ideas == ["one", "half a thought"]


async def test_best_three_and_how_new(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "one", "two", "three", "four") as one:
        await one.sees("Before any numbers: which are your best, up to 3?", "▸      1")
        await one.press("down", "space", "down", "space", "down", "space", "up", "up", "up", "space")
        await one.sees("★1   2", "★2   3", "★3   4")
        assert "★" not in next(line for line in one.text.splitlines() if "0:10" in line)  # three at most
        await one.press("down", "space")  # taken back
        await one.sees("★1   3", "★2   4")
        await one.press("enter")
        await one.sees("How new were these for you, all in all?", "1 nothing new", "5 all new")
        await one.press("4")
        await one.sees("▸ 4")
        await one.press("2", "enter")
        await one.sees(NUMBERS)
        assert one.session.rated is not None
        assert (one.session.rated.best, one.session.rated.self) == ((3, 4), 2)


async def test_skipping_rates_nothing(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "one", "two") as one:
        await one.press("space", "s")
        await one.sees(NUMBERS)
        assert one.session.rated is None
        await one.press("left")
        await one.sees("Before any numbers")
        await one.press("enter", "enter")
        await one.sees(NUMBERS)
        assert one.session.rated is None
        await one.press("left", "left")
        await one.sees("Before any numbers")
        await one.press("space", "enter", "5", "s")  # the best stay, how new is skipped
        await one.sees(NUMBERS)
        assert one.session.rated is not None
        assert (one.session.rated.best, one.session.rated.self) == ((1,), None)


async def test_going_back_shows_what_was_said_and_says_it_once(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "one", "two") as one:
        await one.press("space", "enter", "3", "enter")
        await one.sees(NUMBERS)
        await one.press("left")
        await one.sees("▸ 3")
        await one.press("enter")
        await one.sees(NUMBERS)
        await one.press("left", "left")
        await one.sees("★1   1")
        await one.press("space", "down", "space", "enter", "enter")
        await one.sees(NUMBERS)
        await one.recorded()
        rated = [(event.best, event.self) for event in one.kept if isinstance(event, ev.Rated)]
        assert rated == [((1,), 3), ((2,), 3)]
        await one.press("enter", "left", "left")
        await one.sees(BEST)


async def test_the_first_rung_has_nothing_before_it(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "one") as one:
        assert "Back" not in one.footer
        await one.press("left")
        await one.sees(BEST)
        await one.press("s")
        await one.sees(NUMBERS)
        assert "Back" in one.footer
        assert "Skip" not in one.footer


@pytest.mark.parametrize("still_typing", ["and the rest\n", "1 2 3\n4\n5\n", "   \n\n", "ynys\n"])
async def test_keys_still_arriving_rate_nothing(desk: Desk, hand: Hand, still_typing: str) -> None:
    for marks in (0, 1):
        async with debriefing(desk, hand, "one", marks=marks, draft="half" * marks, quiet=0.1) as one:
            await one.sees(WORDS if marks else BEST)
            for letter in still_typing:
                hand.leaps(0.3)
                await one.types(letter)
            await one.sees(WORDS if marks else BEST)
            assert one.session.rated is None
            assert page_of(one).ladder.place == 0
            assert page_of(one)._rating.best == []
            assert [each.text for each in one.session.entries] == ["one", ""][: 1 + marks]
            hand.leaps(0.8)  # a moment's quiet, and the keys count
            await one.types("said\n" if marks else " ")
            await one.sees(CUT_OFF if marks else "★1   1")


async def test_picks_count_though_one_leaves_before_enter(desk: Desk, hand: Hand) -> None:
    for key in ("escape", "ctrl+q"):
        async with debriefing(desk, hand, "one", "two") as one:
            await one.press("down", "space", key)
            await one.until(lambda one=one: not one.app._running)
        rated = read(one.drill.path).session.rated
        assert rated is not None
        assert rated.best == (2,)


async def test_a_signal_in_the_debrief_keeps_what_was_picked(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "one") as one:
        await one.press("space")
        one.app.stop(143)
        await one.until(lambda: not one.app._running)
    rated = read(one.drill.path).session.rated
    assert rated is not None
    assert rated.best == (1,)


async def test_the_timeline_shows_entries_and_silences_and_fits_the_width(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "one", "two", size=(80, 60)) as one:
        await one.press("s")
        await one.sees(NUMBERS, "●", "═", "freezes")
        for width in (120, 40, 80):
            await one.pilot.resize_terminal(width, 60)
            await one.until(lambda width=width: max(map(len, whole_text(one).splitlines())) in range(width // 2, width))
            await one.sees("●")


async def test_two_questions_each_have_their_part(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15, size=(120, 60)) as one:
        second = one.drill.material.questions[1]
        await one.enters("first")
        await one.passes(450)
        await one.enters("second")
        await one.passes(450)
        hand.leaps(1)
        await one.press("enter")
        await one.at_debrief()
        await one.press("s")
        await one.sees("first idea on question 1 after", "first idea on question 2 after")
        for text in (str(one.drill.material.questions[0]["question"])[:50], str(second["question"])[:50]):
            await one.sees(text)
        await one.labelled()
        await one.press("enter", "enter", "enter")
        await one.sees(ASKS)
        for each in numbers(one.session).questions:
            question = Question.from_entry(one.session.questions[each.q - 1].entry)
            for angle in question.angles:
                assert (angle.ask in whole_text(one)) == (angle.id in each.untouched)


async def test_a_question_without_a_map_has_lenses_in_place_of_angles(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        plain = {"id": "tea", "topic": "tea", "question": "Why is it cold?"}
        question = one.session.questions[0]
        one.drill.session = one.session.changed(questions=(type(question)(1, plain, question.stretches),))
        await one.enters("one")
        await one.press("escape", "e", "enter")
        await one.at_debrief()
        await one.sees(BEST, "1 of 5")
        await one.press("s")
        await one.sees(NUMBERS, "2 of 5", "different ideas")
        assert "angles" not in whole_text(one).replace("different angles", "")
        await one.press("enter")
        await one.sees(COVERED, "this question has no map")
        await one.press("1")
        await one.sees("This question has no map: o, m and x")
        await one.press("o", "enter")
        await one.sees("none of the angles")
        await one.press("enter", "enter")
        await one.sees(ASKS, "5 of 5", one.drill.material.lenses[0][1][0])
        await one.press("enter")
        await one.until(lambda: not one.app._running)


async def test_an_idea_is_picked_by_its_number(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "one thing", "another") as one:
        await one.sees("or its number picks")
        await one.press("2", "1")
        await one.sees("★1   2", "★2   1")
        await one.press("2", "7")
        await one.sees("★1   1")
        await one.misses("★2")


async def test_it_scrolls_with_keys_and_wheel_and_starts_each_rung_at_its_top(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, *(f"idea {n}" for n in range(1, 30))) as one:
        await one.press(*["down"] * 28, "space")
        await one.sees("★1  29")  # the cursor stays in sight
        await one.press(*["up"] * 28)
        await one.sees("idea 1 ".rstrip(), "▸      1")
        await one.press("s", "enter", "enter", "enter", "enter")
        await one.sees(REVEAL, "What most people say first")
        await one.press("end")
        await one.sees("https://")
        await one.misses("What most people say first")
        box = page_of(one).query_one("#page")
        await one.pilot._post_mouse_events([events.MouseScrollUp] * 3, box, button=0)
        await one.until(lambda: box.scroll_y < box.max_scroll_y)
        await one.press("left")
        await one.sees(ASKS)
        await one.until(lambda: box.scroll_y == 0)


async def test_disk_trouble_is_said_and_nothing_is_lost(desk: Desk, hand: Hand, disk: FaultyDisk) -> None:
    async with debriefing(desk, hand, "one") as one:
        await one.recorded()
        disk.full()
        await one.press("space", "enter", "enter")
        await one.sees(NUMBERS)
        await one.until(lambda: one.drill.trouble)
        await one.press("left", "1", "enter")
        await one.sees("Not saved yet: the disk is full")
        await one.press("escape")
        await one.until(lambda: not one.app._running)
    assert b'"rated"' in b"".join(one.app.unsaved)


async def test_home_is_where_it_ends_when_it_began_there(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, home=HomePage) as one:
        await one.enters("one")
        await one.press("escape", "e", "enter")
        await one.at_debrief()
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))
        await one.sees("1 session")
        assert not any(isinstance(page, DrillPage) for page in one.app.screen_stack)
        assert one.app._running


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60)])
async def test_every_rung_at_every_size(desk: Desk, hand: Hand, size: tuple[int, int]) -> None:
    async with debriefing(desk, hand, "ask it twice", marks=1, draft="half", size=size) as one:
        rungs = {WORDS: "enter", CUT_OFF: "n", BEST: "s", NUMBERS: "", COVERED: "1", CHOICE: "", ASKS: ""}
        for title, key in rungs.items():
            await one.sees(title[:15])
            await one.press(*filter(None, [key, "" if title in (WORDS, CUT_OFF, BEST) else "enter"]))
        await one.sees(REVEAL[:15])


# Another go


async def test_another_go_now_has_the_untouched_angles_on_its_card(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice", "pay it", size=(100, 40)) as one:
        await one.press("s")
        await one.labelled()
        await one.press("enter", "enter")
        await one.sees(CHOICE, "now: five minutes", "Another go now", "After a break")
        left = numbers(one.session).questions[0].untouched
        await one.press("g")
        await one.until(lambda: isinstance(one.app.screen, ReadyPage))
        await one.sees("Another go", "Where you did not look:")
        known = {angle.id: angle.ask for angle in map_of(desk).angles}
        card = str(one.app.screen.query_one("#words").render()).replace("\n", " ")
        shown = {id_ for id_, ask in known.items() if ask[:30] in " ".join(card.split())}
        assert shown == set(left)
        assert one.session.questions[0].text[:30] not in card  # the question comes with the clock
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, DrillPage))
        page = one.app.screen
        assert isinstance(page, DrillPage)
        again = page.drill.session.again
        assert again is not None
        assert again["session"] == one.session.id
        assert again["after_seconds"] == 0
        assert set(again["rungs_seen"]) == {"best", "numbers", "covered", "choice", "asks"}
        assert page.drill.session.questions[0].id == QUESTION
        page.drill.do(do.End())
        page.drill.close()
    first = read(one.drill.path).session
    assert first.seen == ("best", "numbers", "covered", "choice")


async def test_after_a_break_nothing_of_the_rest_was_seen(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice") as one:
        await one.press("s", "enter", "enter")
        await one.sees(CHOICE)
        await one.press("b")
        await one.until(lambda: not one.app._running)
    assert read(one.drill.path).session.seen == ("best", "numbers", "covered", "choice")


async def test_the_keys_of_the_choice_mean_nothing_elsewhere(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice") as one:
        for title in (BEST, NUMBERS):
            await one.sees(title)
            await one.press("g", "b")
            await one.sees(title)
            await one.press("s" if title == BEST else "enter")
        assert one.app._running


async def test_a_dividend_is_shown_after_a_break_only(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice", "pay it for good answers") as first:
        await first.press("escape")
        await first.until(lambda: not first.app._running)
    for after, shown in ((3600, True), (30, False)):
        again = {"session": first.session.id, "after_seconds": after, "rungs_seen": ["best"]}
        async with drilling(desk, hand, size=(100, 60)) as one:
            one.drill.session = one.session.changed(again=again)
            for text in ("ask it twice", "fine-tune it on ten items"):
                await one.passes(10)
                await one.enters(text)
            await one.press("escape", "e", "enter")
            await one.at_debrief()
            await one.press("s")
            await one.labelled()
            await one.sees(NUMBERS, "as broad as")
            seen = whole_text(one)
            assert ("What 60 minutes away added" in seen) == shown
            assert ("1 of 2 ideas" in seen) == shown
            assert ("seen of its debrief before: best" in seen) == shown


# Labels


async def test_the_guess_comes_without_being_asked_for_and_once(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice", marks=1, draft="half a thought") as one:
        await one.types("offer it money\n")
        assert not one.session.labels  # the words are not all there yet
        await one.press("y")
        await one.sees(BEST)
        await one.labelled()
        assert [label["n"] for label in one.session.labels[0].labels] == [1, 2, 3]
        await one.press("s", "enter", "left", "left", "enter", "enter")
        await one.pilot.pause()
        await one.recorded()
        assert sum(isinstance(event, ev.Labelled) for event in one.kept) == 1


async def test_words_that_come_later_are_filed_anew(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice", marks=1) as one:
        await one.press("enter")
        await one.sees(BEST)
        await one.labelled()
        await one.press("left")
        await one.sees(WORDS)
        await one.types("offer it money\n")
        await one.until(lambda: sum(each.by == "offline" for each in one.session.labels) == 2)
        assert [label["n"] for label in one.session.labels[1].labels] == [1, 2]


async def test_filing_by_key_is_journalled_key_by_key(desk: Desk, hand: Hand) -> None:
    async with debriefing(desk, hand, "ask it twice", "pay it for good answers") as one:
        await one.press("s")
        await one.labelled()
        await one.press("enter")
        await one.sees(COVERED, "about", "? a rough guess", "▸  1")
        await one.press("1", "x", "u", "o", "enter")
        await one.sees("2 of 2 ideas filed by you", "1 of 9 angles")
        await one.recorded()
        by_hand = [event for event in one.kept if isinstance(event, ev.Labelled) and event.by == "you"]
        assert len(by_hand) == 4
        await one.press("enter", "left")
        await one.sees(COVERED, "2 of 2 ideas filed by you")


async def test_leaving_at_once_still_keeps_the_guess(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, home=HomePage) as one:
        await one.enters("ask it twice")
        await one.press("escape", "e", "enter")
        await one.at_debrief()
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))
        await one.until(lambda: any(isinstance(event, ev.Labelled) for event in one.kept))


async def test_the_screens_work_with_an_encoder_too(desk: Desk, hand: Hand, vectors: None) -> None:
    desk.settings = replace(desk.settings, encoder="auto")
    async with debriefing(desk, hand, "ask it twice", "pay it for good answers") as one:
        await one.press("s")
        await one.labelled(patience=60)
        await one.sees(NUMBERS, "angles", "a first guess")
        await one.press("enter")
        await one.sees(COVERED, "? a guess", "1 ")


async def test_without_labels_the_debrief_goes_on_all_the_same(
    desk: Desk, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(Labelling, "_by_stems", broken)
    async with debriefing(desk, hand, "ask it twice", size=(100, 40)) as one:
        await one.press("s")
        await one.sees(NUMBERS, "the offline labels could not be made")
        await one.press("enter")
        await one.sees(COVERED, "0 of 1 idea filed by you", "9 ")  # no guess: every angle is named
        await one.press("4")
        await one.sees("1 of 1 idea filed by you", "1 of 9 angles")


async def test_words_typed_for_a_mark_are_kept_when_the_debrief_is_left(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("ask it twice")
        await one.passes(5)
        await one.types("\n")
        await one.press("escape", "e", "enter")
        await one.at_debrief()
        await one.sees("What did you say?")
        await one.types("watch it hesitate")
        await one.press("escape")
        await one.until(lambda: not one.app._running)
    assert [entry.text for entry in read(one.drill.path).session.entries] == ["ask it twice", "watch it hesitate"]
