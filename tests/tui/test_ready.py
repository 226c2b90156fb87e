"""The ready card: what is about to happen, without the question."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support.drills import QUESTION
from support.screens import Seat, seat
from support.sessions import save

from brainstorm.practice.plan import Plan, PlanError, make_plan
from brainstorm.session.journal import read
from brainstorm.tui.desk import Desk
from brainstorm.tui.drill import DrillPage
from brainstorm.tui.ready import ReadyPage

FIRST_TIME = "Say whatever comes, one idea a line"


def plan_for(desk: Desk, form: str = "single", question: str | None = QUESTION, **options: object) -> Plan:
    return make_plan(desk.bank, form, question=question, seed=None, **options)  # type: ignore[arg-type]


@asynccontextmanager
async def card(desk: Desk, plan: Plan, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Seat]:
    async with seat(desk, lambda: ReadyPage(plan, lambda: plan_for(desk, question=None)), size) as one:
        await one.sees("Enter starts the clock")
        yield one
        if isinstance(one.app.screen, DrillPage):
            one.app.screen.drill.close()


async def test_form_length_keys_and_rules_but_not_the_question(desk: Desk) -> None:
    plan = plan_for(desk, minutes=5)
    async with card(desk, plan) as one:
        await one.sees("Single", "5 minutes", "1 question on sandbagging in 5 minutes.")
        await one.sees("One question, one clock", "alone on a line asks for a cue", "edits the last line")
        await one.sees("a menu: pause, dry, strike, end")
        text = str(plan.material.questions[0]["question"])
        assert text[:30] not in one.text
        assert QUESTION not in one.text


async def test_the_card_of_the_call_has_only_what_the_call_has(desk: Desk) -> None:
    async with card(desk, plan_for(desk, "call")) as one:
        await one.sees("The call", "15 minutes", "2 questions in 15 minutes.", "a menu: dry, next question, end")
        await one.misses("for a cue", "edits the last line", "menu: pause")


async def test_an_exam_and_a_blind_drill_say_so(desk: Desk) -> None:
    async with card(desk, plan_for(desk, blind=True, exam=True)) as one:
        await one.sees("blind: each idea vanishes once entered", "exam: no help")
        await one.misses("for a cue")


async def test_three_lines_the_first_time_and_never_after_it(desk: Desk) -> None:
    async with card(desk, plan_for(desk), (80, 40)) as one:
        await one.sees(FIRST_TIME, "Don't judge and don't polish", "Type a bad idea")
        assert one.text.count("· ") >= 3
    save(desk.places.sessions.path, "an idea")
    async with card(desk, plan_for(desk), (80, 40)) as one:
        await one.misses(FIRST_TIME)


async def test_the_whole_card_is_seen_at_80x24(desk: Desk) -> None:
    async with card(desk, plan_for(desk)) as one:
        await one.sees(FIRST_TIME, "Enter starts the clock; the question comes with it.")


async def test_enter_starts_once_and_the_question_comes_with_the_clock(desk: Desk) -> None:
    async with card(desk, plan_for(desk)) as one:
        assert not desk.places.sessions.path.exists()
        await one.press("enter", "enter", "enter")
        await one.until(lambda: isinstance(one.app.screen, DrillPage))
        await one.sees("You give a model an exam", "0 ideas")
        [path] = desk.places.sessions.path.rglob("*.jsonl")
        assert read(path).session.questions[0].id == QUESTION


async def test_another_question_unread(desk: Desk) -> None:
    async with card(desk, plan_for(desk)) as one:
        await one.press("a")
        await one.sees("drawn anew (2)")
        await one.press("a")
        await one.sees("drawn anew (3)")
        texts = [row.text[:30] for row in desk.bank.rows]
        assert not any(text in one.text for text in texts)


async def test_a_question_chosen_by_name_stays(desk: Desk) -> None:
    async with seat(desk, lambda: ReadyPage(plan_for(desk))) as one:
        await one.press("a")
        await one.sees("This question was chosen by name.")
        await one.misses("drawn anew")


async def test_no_other_question_says_why(desk: Desk) -> None:
    def fails() -> Plan:
        raise PlanError("no question fits [/]")

    async with seat(desk, lambda: ReadyPage(plan_for(desk), fails)) as one:
        await one.press("a")
        await one.sees("no question fits [/]")
        await one.misses("drawn anew")


async def test_esc_goes_back_without_a_session(desk: Desk) -> None:
    async with card(desk, plan_for(desk)) as one:
        await one.press("escape")
        await one.until(lambda: not one.app._running)
    assert not list(desk.places.sessions.path.rglob("*"))


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
async def test_a_folder_that_cannot_be_written_says_so(desk: Desk) -> None:
    folder = desk.places.sessions.path
    folder.mkdir(mode=0o500)
    async with card(desk, plan_for(desk), (120, 30)) as one:
        await one.press("enter")
        await one.sees("cannot record in")


async def test_a_file_in_place_of_the_folder_says_so_and_can_be_mended(desk: Desk) -> None:
    folder = desk.places.sessions.path
    folder.write_text("in the way")
    async with card(desk, plan_for(desk), (120, 30)) as one:
        await one.press("enter")
        await one.sees("cannot record in")
        assert isinstance(one.app.screen, ReadyPage)
        folder.unlink()
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, DrillPage))


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60)])
async def test_it_stands_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async with seat(desk, lambda: ReadyPage(plan_for(desk)), size) as one:
        await one.sees("Single")
        await one.press("pagedown", "down", "end")
        await one.sees("comes with it." if size[0] >= 40 else "with it.")
