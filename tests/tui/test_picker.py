"""Choosing a drill without reading what one is going to be asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support.drills import QUESTION
from support.screens import Seat, seat
from support.sessions import save
from textual.widgets import OptionList

from brainstorm.tui.choice import Choice
from brainstorm.tui.desk import Desk
from brainstorm.tui.home import HomePage
from brainstorm.tui.picker import PickerPage
from brainstorm.tui.ready import ReadyPage

OTHER = "some-other-question"


@asynccontextmanager
async def picking(desk: Desk, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Seat]:
    async with seat(desk, PickerPage, size) as one:
        await one.sees("Choose a drill", "draw one for me")
        await one.pilot.app.workers.wait_for_complete()
        await one.settled()
        yield one


def choice(one: Seat, id_: str) -> Choice:
    return one.app.screen.query_one(f"#{id_}", Choice)


def listed(one: Seat) -> OptionList:
    return one.app.screen.query_one(OptionList)


async def choose(one: Seat, id_: str, value: str) -> None:
    """Go through the values of a choice until it is the one wanted."""
    choice(one, id_).focus()
    for _ in range(30):
        if choice(one, id_).value == value:
            break
        await one.press("right")
    assert choice(one, id_).value == value
    await one.settled()


def count(desk: Desk, **wanted: object) -> str:
    fits = [row for row in desk.bank.rows if all(getattr(row, name) == value for name, value in wanted.items())]
    return f"{len(fits)} question" + ("s" if len(fits) != 1 else "")


async def card(one: Seat) -> ReadyPage:
    await one.until(lambda: isinstance(one.app.screen, ReadyPage))
    await one.sees("Enter starts the clock")
    page = one.app.screen
    assert isinstance(page, ReadyPage)
    return page


async def test_every_question_is_listed_and_none_can_be_read(desk: Desk) -> None:
    async with picking(desk, (120, 200)) as one:
        await one.sees(count(desk))
        for row in desk.bank.rows:
            assert row.id in one.text
            assert row.text[:25] not in one.text


async def test_t_shows_the_text_of_the_one_under_the_cursor_only(desk: Desk) -> None:
    async with picking(desk) as one:
        await one.press("t")
        await one.sees("A question is drawn from the list")
        await one.press("down")
        shown = desk.bank.rows[0]
        await one.sees(shown.text[:25])
        assert not any(row.text[:25] in one.text for row in desk.bank.rows[1:])
        await one.press("t")
        await one.misses(shown.text[:25])


async def test_enter_draws_one(desk: Desk) -> None:
    async with picking(desk) as one:
        await one.press("enter")
        page = await card(one)
        assert page._plan.form.id == "single"
        await one.press("a")
        await one.sees("drawn anew (2)")


async def test_enter_on_a_question_takes_it(desk: Desk) -> None:
    async with picking(desk) as one:
        place = [row.id for row in desk.bank.rows].index(QUESTION)
        await one.press(*["down"] * (place + 1), "enter")
        page = await card(one)
        assert page._plan.material.questions[0]["id"] == QUESTION


async def test_a_click_on_a_question_takes_it(desk: Desk) -> None:
    async with picking(desk) as one:
        await one.pilot.click(OptionList, offset=(6, 3))
        page = await card(one)
        assert page._plan.material.questions[0]["id"] == desk.bank.rows[2].id


@pytest.mark.parametrize(("id_", "field"), [("topic", "topic"), ("needs", "needs")])
async def test_the_list_is_narrowed_by_topic_and_need(desk: Desk, id_: str, field: str) -> None:
    value = getattr(desk.bank.rows[-1], field)
    async with picking(desk) as one:
        await choose(one, id_, value)
        await one.sees(count(desk, **{field: value}))
        await one.press("left")


async def test_the_list_is_narrowed_by_difficulty_and_nothing_may_fit(desk: Desk) -> None:
    async with picking(desk) as one:
        await choose(one, "difficulty", "1")
        await one.sees(count(desk, difficulty=1))
        await choose(one, "seen", "again")
        await one.sees("0 questions", "none fits")
        listed(one).focus()
        await one.press("enter")
        await one.sees("no question fits; widen the choices")
        await one.press("a", "t")
        await one.sees("0 questions")


async def test_unseen_and_again(desk: Desk) -> None:
    save(desk.places.sessions.path, "idea", question=desk.bank.question(QUESTION).entry)
    async with picking(desk, (100, 80)) as one:
        await one.sees("done 1×")
        await choose(one, "seen", "unseen")
        await one.sees(f"{len(desk.bank.rows) - 1} questions")
        await one.misses("done 1×")
        await choose(one, "seen", "again")
        await one.sees("1 question", QUESTION)
        listed(one).focus()
        await one.press("enter")
        page = await card(one)
        assert page._plan.material.questions[0]["id"] == QUESTION


async def test_a_draw_keeps_to_the_list(desk: Desk) -> None:
    topic = desk.bank.rows[-1].topic
    ids = {row.id for row in desk.bank.rows if row.topic == topic}
    async with picking(desk) as one:
        await choose(one, "topic", topic)
        listed(one).focus()
        await one.press("home", "enter")
        page = await card(one)
        assert page._plan.material.questions[0]["id"] in ids
        for _ in range(3):
            await one.press("a")
            assert page._plan.material.questions[0]["id"] in ids


async def test_another_one_moves_to_a_question_unread(desk: Desk) -> None:
    async with picking(desk) as one:
        seen = set()
        for _ in range(6):
            before = listed(one).highlighted
            await one.press("a")
            assert listed(one).highlighted not in (before, 0)
            seen.add(listed(one).highlighted)
        assert len(seen) > 1


async def test_minutes_follow_the_form_and_can_be_typed(desk: Desk) -> None:
    async with picking(desk) as one:
        minutes = one.app.screen.query_one("#minutes")
        await choose(one, "form", "call")
        await one.sees("Minutes 15")
        await choose(one, "form", "single")
        await one.sees("Minutes 10")
        minutes.focus()
        await one.press("ctrl+u", *"2,5", "enter")
        page = await card(one)
        assert page._plan.seconds == 150
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, PickerPage))


@pytest.mark.parametrize("typed", ["", "x", "0", "181", "-1", "nan", "inf", "[/]"])
async def test_minutes_that_are_none_say_so(desk: Desk, typed: str) -> None:
    async with picking(desk) as one:
        one.app.screen.query_one("#minutes").focus()
        await one.press("ctrl+u", *typed, "enter")
        await one.sees("from 0.1 to 180")
        assert isinstance(one.app.screen, PickerPage)


async def test_the_other_keys_are_letters_in_no_field(desk: Desk) -> None:
    async with picking(desk) as one:
        one.app.screen.query_one("#minutes").focus()
        await one.press("ctrl+u", "a", "t")
        await one.until(lambda: "at" in one.app.screen.query_one("#minutes").value)  # type: ignore[attr-defined]
        await one.misses("A question is drawn from the list")


async def test_tab_goes_through_all_fields(desk: Desk) -> None:
    async with picking(desk) as one:
        seen = []
        for _ in range(7):
            seen.append(one.app.focused.id if one.app.focused else None)
            await one.press("tab")
        assert set(seen) == {"form", "minutes", "seen", "topic", "needs", "difficulty", "questions"}


async def test_a_click_changes_a_choice(desk: Desk) -> None:
    async with picking(desk) as one:
        width = choice(one, "form").size.width
        await one.pilot.click("#form", offset=(width - 2, 0))
        await one.until(lambda: choice(one, "form").value == "call")
        await one.pilot.click("#form", offset=(1, 0))
        await one.until(lambda: choice(one, "form").value == "single")


async def test_esc_goes_back_where_one_came_from(desk: Desk) -> None:
    async with seat(desk, HomePage) as one:
        await one.press("p")
        await one.sees("Choose a drill", "draw one for me")
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, HomePage))


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (200, 60)])
async def test_it_stands_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async with seat(desk, PickerPage, size) as one:
        await one.sees("draw one")
        await one.press("down", "t", "enter")
        await one.until(lambda: isinstance(one.app.screen, ReadyPage))
