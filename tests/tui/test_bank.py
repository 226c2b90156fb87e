"""Browsing the questions without spoiling those one has yet to drill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.drills import PROMPTS
from support.screens import Seat, seat

from brainstorm.bank import load_bank
from brainstorm.drill import commands as do
from brainstorm.practice.drill import begin
from brainstorm.practice.plan import make_plan
from brainstorm.tui.bank import BankPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.ready import ReadyPage

FRESH = "auditing-secret-quirk"
FRESH_TEXT = "Someone has trained one secret habit"
DRILLED = "sandbagging-cant-wont"
DRILLED_TEXT = "You give a model an exam"
SPOILS = "This spoils the question."
FEW = (
    FRESH,
    "control-hostile-colleague",
    "cot-real-reasons",
    "eval-awareness-leaky-exam",
    "internals-deception-direction",
    DRILLED,
)


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prompts folder with FEW of the shipped questions, as many as a screen of 24 lines holds."""
    prompts = tmp_path_factory.mktemp("few") / "prompts"
    (prompts / "questions").mkdir(parents=True)
    for name in ("forms.yaml", "lenses.yaml"):
        (prompts / name).write_text((PROMPTS / name).read_text())
    for file in (PROMPTS / "questions").glob("*.yaml"):
        entries = re.split(r"(?m)^(?=- id: )", file.read_text())
        chosen = [entry for entry in entries if entry.partition("\n")[0].removeprefix("- id: ") in FEW]
        if chosen:
            (prompts / "questions" / file.name).write_text("".join(chosen))
    load_bank(prompts, (), prompts.parent)
    return prompts


@pytest.fixture
def desk(desk: Desk, few: Path) -> Desk:
    """The few questions."""
    desk.open_bank = lambda: load_bank(few, (), few.parent)
    return desk


@pytest.fixture
def drilled(desk: Desk) -> Desk:
    """One question was drilled."""
    drill = begin(desk.places.sessions.path, make_plan(desk.bank, "single", question=DRILLED), input_="typed")
    drill.start_clock()
    drill.do(do.End("done", ""), wait=True)
    assert not drill.close()
    return desk


async def _on(one: Seat, id_: str) -> None:
    """Go down to a question."""
    page = one.app.screen
    assert isinstance(page, BankPage)
    await one.sees("questions")
    await one.until(lambda: page._list.chosen)
    await one.press("home")
    for _ in page._rows:
        if page._list.chosen == id_:
            return
        await one.press("down")
    assert page._list.chosen == id_


async def test_the_list_names_every_question_and_shows_no_text_of_one_never_drilled(desk: Desk) -> None:
    async with seat(desk, BankPage) as one:
        await one.sees(f"{len(FEW)} questions · 0 drilled", "auditing", FRESH, "●●○", "black-box", "detect")
        await one.misses(FRESH_TEXT, "×")


async def test_every_shipped_question_can_be_gone_to(desk: Desk) -> None:
    bank = load_bank(PROMPTS, (), desk.places.cache.path)
    desk.open_bank = lambda: bank
    async with seat(desk, BankPage) as one:
        await one.sees(f"{len(bank.ids)} questions · 0 drilled")
        for key, row in (("end", bank.rows[-1]), ("home", bank.rows[0])):
            await one.press(key)
            await one.sees(row.topic, row.id)


async def test_t_shows_the_texts_and_hides_them_again(desk: Desk) -> None:
    async with seat(desk, BankPage) as one:
        await one.sees(FRESH)
        await one.press("t")
        await one.sees(FRESH_TEXT)
        await one.press("t")
        await one.misses(FRESH_TEXT)


async def test_a_drilled_question_says_how_often_and_shows_its_text_and_its_map(drilled: Desk) -> None:
    async with seat(drilled, BankPage) as one:
        await one.sees("1 drilled")
        await _on(one, DRILLED)
        await one.sees("1×", DRILLED_TEXT)
        await one.press("enter")
        await one.sees("drilled once", "standard", "9 angles", "Framing contrast", "crossword club")
        await one.press("end")
        await one.sees("Sources", "http")


async def test_a_question_never_drilled_gives_only_numbers_away(desk: Desk) -> None:
    async with seat(desk, BankPage) as one:
        await one.sees(FRESH)
        await one.press("enter")
        await one.sees("never drilled", "9 angles, 13 common ideas, 3 twists", "text is hidden")
        await one.misses(FRESH_TEXT)
        await one.press("t")
        await one.sees(FRESH_TEXT)
        await one.press("escape")
        await one.sees("control-hostile")
        await one.misses("Assume your best model")  # only the one that was asked for


async def test_its_map_is_shown_after_asking_and_not_without(desk: Desk) -> None:
    async with seat(desk, BankPage) as one:
        angle = desk.bank.question(FRESH).angles[0].name
        await one.sees(FRESH)
        await one.press("x")
        await one.sees(SPOILS)
        await one.press("escape")
        await one.misses(SPOILS)
        assert angle not in one.text
        await one.press("x", "enter")
        await one.sees(angle, FRESH_TEXT)
        assert SPOILS not in one.text


async def test_moving_on_takes_the_question_back(desk: Desk) -> None:
    async with seat(desk, BankPage, (120, 40)) as one:
        await one.sees(FRESH)
        await one.press("x")
        await one.sees(SPOILS)
        await one.press("escape", "escape", "down")
        await one.sees("control-hostile-colleague", "10 angles")
        await one.press("enter")
        await one.misses("What most people say first")


async def test_the_filter_looks_at_what_may_be_seen(drilled: Desk) -> None:
    async with seat(drilled, BankPage) as one:
        await one.sees(FRESH)
        await one.press("slash", *"deep")
        await one.sees(f"1 of {len(FEW)}", "internals-deception-direction")
        await one.press(*["backspace"] * 4, *"forty percent")
        await one.sees(f"1 of {len(FEW)}", DRILLED)
        await one.press("ctrl+u", *"secret habit")
        await one.sees("No question fits.")
        await one.press("escape")
        await one.sees(f"{len(FEW)} questions", FRESH)


async def test_enter_in_the_filter_goes_to_the_list(desk: Desk) -> None:
    async with seat(desk, BankPage) as one:
        await one.sees(FRESH)
        await one.press("slash", *"cot", "enter", "enter")
        await one.sees("cot-real-reasons", "warm-up", "never drilled")


async def test_g_goes_to_the_ready_card_of_the_question_which_is_not_on_it(desk: Desk) -> None:
    async with seat(desk, BankPage) as one:
        await one.sees(FRESH)
        await one.press("g")
        await one.until(lambda: isinstance(one.app.screen, ReadyPage))
        await one.sees("on auditing", "10 minutes")
        assert FRESH_TEXT not in one.text
        await one.press("escape")
        await one.sees(FRESH)


async def test_a_wide_screen_has_both_side_by_side(drilled: Desk) -> None:
    async with seat(drilled, BankPage, (120, 40)) as one:
        await _on(one, DRILLED)
        await one.sees(FRESH, "9 angles", "Framing contrast")
        await one.press("enter", "pagedown")
        await one.sees(FRESH, DRILLED)
        await one.misses("9 angles")


async def test_the_mouse_reads(desk: Desk) -> None:
    async with seat(desk, BankPage) as one:
        await one.sees("cot-real-reasons")
        line = next(y for y, text in enumerate(one.text.splitlines()) if "cot-real-reasons" in text)
        await one.pilot.click(offset=(10, line))
        await one.sees("warm-up", "never drilled")


@pytest.mark.parametrize("size", [(200, 60), (40, 10), (20, 5)])
async def test_other_sizes_show_something_honest(desk: Desk, size: tuple[int, int]) -> None:
    async with seat(desk, BankPage, size) as one:
        await one.sees("auditing-")
        await one.press("enter")
        await one.sees("auditing-secret")


async def test_resizing_while_reading_keeps_the_place(drilled: Desk) -> None:
    async with seat(drilled, BankPage) as one:
        await _on(one, DRILLED)
        await one.press("enter")
        await one.sees("Framing contrast")
        await one.pilot.resize_terminal(120, 40)
        await one.sees(FRESH, "Framing contrast")
        await one.pilot.resize_terminal(80, 24)
        await one.misses(FRESH)
        await one.sees("Framing contrast")


async def test_questions_that_cannot_be_read_are_said(desk: Desk) -> None:
    def broken() -> None:
        raise RuntimeError("prompts/x.yaml:3: [/ is wrong")

    desk.open_bank = broken  # type: ignore[assignment]
    async with seat(desk, BankPage) as one:
        await one.sees("prompts/x.yaml:3: [/ is wrong", "No questions.")
        await one.press("enter", "g", "x", "t")


async def test_a_question_full_of_markup_is_shown_as_it_is_written(desk: Desk, few: Path, tmp_path: Path) -> None:
    text = "x[/dim] [/ and [@click=app.quit]quit[/] [bold]loud"
    extra = tmp_path / "mine.yaml"
    extra.write_text(f'- {{id: aaa-odd, topic: aaa, question: "{text}"}}\n')
    desk.open_bank = lambda: load_bank(few, [extra], few.parent)
    async with seat(desk, BankPage) as one:
        await one.sees("aaa-odd")
        await one.press("t")
        await one.sees(text)
        await one.press("enter")
        await one.sees(text, "It has no map")
        await one.press("x")
        await one.until(lambda: one.app._notifications)
        await one.press("escape", "slash", *"[/dim]")
        await one.sees(f"1 of {len(FEW) + 1}", text)
