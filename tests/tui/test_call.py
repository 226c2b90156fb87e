"""The call as the person at the keys meets it: small talk, an interviewer who cuts in, the second question."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.drills import ASKED, QUESTION, Hand, Player, drilling
from support.screens import Seat, seat
from support.sessions import save

from brainstorm.drill.interviewer import DEEP
from brainstorm.drill.moves import small_talk
from brainstorm.practice import talk as talk_module
from brainstorm.practice.plan import Plan, make_plan
from brainstorm.session import events as ev
from brainstorm.session.journal import read
from brainstorm.session.session import BUILD, IDEA, Said
from brainstorm.tui.desk import Desk
from brainstorm.tui.drill import DrillPage
from brainstorm.tui.ready import ReadyPage

FLAT = 80


def heard(one: Player) -> list[Said]:
    """What the interviewer has said while the clock ran."""
    return [said for said in one.session.said if said.what == "interviewer" and said.t is not None]


async def until_said(one: Player, count: int, within: int = 200) -> Said:
    """Seconds pass, without a key, until the interviewer has said so many lines."""
    for _ in range(within):
        if len(heard(one)) >= count:
            break
        await one.passes(1)
    return heard(one)[count - 1]


def flat(text: str) -> str:
    """A screen's text on one line, whatever it was wrapped to."""
    return " ".join(text.split())


async def test_silence_brings_the_stuck_move_and_its_line_stands_until_the_next(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15) as one:
        await one.passes(24)
        assert one.cue == ""
        said = await until_said(one, 1, 3)
        assert (said.kind, said.t) == ("stuck", 25)
        assert flat(one.cue) == f"“{said.text}”"
        await one.enters("one thing")
        assert flat(one.cue) == f"“{said.text}”"  # it is still there to be looked at
        await one.press("escape")
        assert "esc back" in one.cue
        await one.press("escape")
        assert flat(one.cue) == f"“{said.text}”"
        assert one.session.entries[0].kind == IDEA  # after the stuck move come ideas


async def test_somebody_who_never_stops_is_cut_in_on_at_enter(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 3) as one:
        n = 0
        while not heard(one) and one.drill.t < 100:
            await one.passes(1.5)
            n += 1
            await one.types("x" if n % 4 else "\n")
        first = heard(one)[0]
        assert first.t is not None
        assert first.t >= 0.8 * 36 + 4, "somebody who never stops is cut in on at Enter, when the line is overdue"
        assert first.t in [entry.t for entry in one.session.entries]


async def test_what_answers_the_interviewer_is_no_idea_until_ten_silent_seconds(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15) as one:
        while not (heard(one) and heard(one)[-1].kind in DEEP):
            await one.enters(f"idea {one.session.next_n}")
            await one.passes(12)
        ideas = one.session.count(IDEA)
        await one.enters("that's how")
        await one.passes(9)
        await one.enters("and like this")
        assert [(each.kind, each.answers) for each in one.session.entries[-2:]] == [(BUILD, heard(one)[-1].k)] * 2
        await one.passes(10)
        await one.enters("something else")
        assert one.session.entries[-1].kind == IDEA
        await one.sees(f"{ideas + 1} ideas +2", "    + that's how")


async def test_the_second_question_comes_from_the_interviewer_and_keeps_the_draft(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15) as one:
        await one.passes(200)
        await one.types("half a thou")
        while one.session.q == 1:
            await one.passes(5)
        left, here = one.session.questions
        assert left.stretches[0].cut_off == "half a thou"
        assert here.stretches[0].why == "interviewer"
        assert 0.4 * 900 <= here.asked <= 0.6 * 900
        assert one.draft == ""
        await one.sees("The call · 2 of 2", "“Let's move on. Here's another one.”")
        await one.types("a")
        assert one.cue == ""  # gone with the next key


async def test_whoever_types_without_a_pause_is_moved_on_at_60_percent(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 1) as one:
        await one.passes(23)
        while one.session.q == 1:
            await one.types("x")
            await one.passes(1)
        assert 36 <= one.session.questions[1].asked <= 37.1
        assert (one.session.questions[0].stretches[0].cut_off or "").startswith("xxxx")


async def test_the_bell_has_a_closing_word_and_it_is_written_down(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 5) as one:
        await one.passes(300)
        await one.until(lambda: one.session.ended)
        closing = one.session.said[-1]
        assert (closing.kind, closing.t) == ("closing", None)
        await one.until(lambda: flat(one.cue).startswith(f"“{closing.text}” Time. Enter for the debrief"))
        await one.recorded()
        assert any(isinstance(event, ev.Interviewer) and event.move == "closing" for event in one.kept)


async def test_without_an_interviewer_the_call_turns_at_half_time_and_says_nothing(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 5, interviewer="off") as one:
        await one.passes(149)
        assert one.session.q == 1
        await one.passes(1)
        assert one.session.q == 2
        await one.sees("The next question.")
        await one.passes(150)
        assert one.session.said == ()


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_a_twist_is_read_whole(desk: Desk, hand: Hand, size: tuple[int, int]) -> None:
    async with drilling(desk, hand, "call", 15, size=size) as one:
        twist = max((twist for q in one.drill.material.questions for twist in q["twists"]), key=len)
        one.page.hear(f"Let me complicate your life. {twist}")
        await one.settled()
        if size[0] >= FLAT:
            await one.until(lambda: flat(f"“Let me complicate your life. {twist}”") in flat(one.text))
        await one.sees(twist[:10] if size[0] >= FLAT else "Let me", "›")
        await one.enters("an idea")
        await one.sees("an idea")


# the silence ladder on the screen


async def test_the_ladder_shows_one_line_at_a_time_gone_at_the_next_key(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(14)
        assert one.cue == ""
        shown = []
        for _ in range(3):
            for _ in range(16):
                if len(one.session.said) > len(shown):
                    break
                await one.passes(1)
            shown.append(one.session.said[-1])
            await one.until(lambda: one.cue == shown[-1].text[: len(one.cue)] and one.cue)
        assert [said.t for said in shown] == [15, 30, 45]
        assert [said.kind for said in shown][1:] == ["holding", "dumb"]
        await one.types("a")
        assert one.cue == ""


# small talk, on the ready card


@asynccontextmanager
async def card(desk: Desk, plan: Plan, again: Callable[[], Plan] | None = None) -> AsyncIterator[Seat]:
    async with seat(desk, lambda: ReadyPage(plan, again), (80, 30)) as one:
        await one.sees("Enter starts the clock")
        yield one
        if isinstance(one.app.screen, DrillPage):
            one.app.screen.drill.close()


def call_plan(desk: Desk, seed: int = 7, **options: object) -> Plan:
    return make_plan(desk.bank, "call", question=QUESTION, seed=seed, **options)  # type: ignore[arg-type]


def lines_of(plan: Plan) -> tuple[str, str, str]:
    found = small_talk(plan.material, plan.seed, ())
    assert found is not None
    exchange, intro = found
    return exchange.line, exchange.reply, intro.line


def kept(folder: Path) -> list[tuple[str, str | None, float | None]]:
    """(type, words, t) of the first lines on disk."""
    [path] = folder.rglob("*.jsonl")
    events = [(type(x.event).__name__, getattr(x.event, "text", None), x.t) for x in read(path).lines]
    return events[: next(i for i, (name, _, _) in enumerate(events) if name == "Asked") + 1]


async def test_small_talk_is_answered_and_written_down_before_the_question(desk: Desk) -> None:
    plan = call_plan(desk)
    line, reply, intro = lines_of(plan)
    async with card(desk, plan) as one:
        await one.until(lambda: f"“{line}”" in flat(one.text))
        await one.press(*"soup, and a", "enter")
        await one.until(lambda: all(f"“{text}”" in flat(one.text) for text in (reply, intro)))
        assert ASKED not in one.text
        await one.press("enter")
        await one.sees(ASKED, "0 ideas", intro[:20])
        said = kept(desk.places.sessions.path)
    assert said[0][0] == "Started"
    assert said[1:] == [
        ("Interviewer", line, None),
        ("Aside", "soup, and a", None),
        ("Interviewer", reply, None),
        ("Interviewer", intro, None),
        ("Asked", None, 0.0),
    ]


async def test_enter_starts_at_once_and_what_stands_there_is_kept(desk: Desk) -> None:
    plan = call_plan(desk)
    line, _, intro = lines_of(plan)
    async with card(desk, plan) as one:
        await one.until(lambda: f"“{line}”" in flat(one.text))
        await one.press("enter")
        await one.sees(ASKED)
        said = kept(desk.places.sessions.path)
    assert [text for _, text, _ in said[1:-1]] == [line, intro]


async def test_small_talk_is_over_after_a_while_and_nothing_typed_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from brainstorm.tui import talk

    assert talk_module.SECONDS == 20
    monkeypatch.setattr(talk, "SECONDS", 0.5)
    plan = call_plan(desk)
    line, _, intro = lines_of(plan)
    async with card(desk, plan) as one:
        await one.until(lambda: f"“{line}”" in flat(one.text))
        await one.press(*"hm")
        await one.until(lambda: f"“{intro}”" in flat(one.text))
        await one.press("enter")
        await one.sees(ASKED)
        assert ("Aside", "hm", None) in kept(desk.places.sessions.path)


async def test_letters_are_letters_while_one_answers_and_tab_leads_back_to_the_keys(desk: Desk) -> None:
    async with card(desk, call_plan(desk), lambda: call_plan(desk, seed=8)) as one:
        await one.until(lambda: one.app.focused is not None and one.app.focused.id == "answer")
        await one.press("a", "n")
        await one.misses("drawn anew")
        await one.sees("› an")
        await one.press("tab", "a")
        await one.sees("drawn anew (2)")
        await one.until(lambda: f"“{lines_of(call_plan(desk, seed=8))[0]}”" in flat(one.text))


async def test_esc_in_the_middle_of_small_talk_leaves_no_session(desk: Desk) -> None:
    async with card(desk, call_plan(desk)) as one:
        await one.until(lambda: one.app.focused is not None and one.app.focused.id == "answer")
        await one.press("escape")
        await one.until(lambda: not one.app._running)
    assert not list(desk.places.sessions.path.rglob("*.jsonl"))


async def test_the_goal_is_on_the_ready_card_and_nowhere_while_the_clock_runs(desk: Desk) -> None:
    for days_ago in range(3):
        save(desk.places.sessions.path, *(f"idea {n}" for n in range(5 + days_ago)), days_ago=days_ago)
    plan = make_plan(desk.bank, "single", question=QUESTION, minutes=5)
    async with card(desk, plan) as one:
        await one.sees("Goal: 8 ideas, a little above your recent best.")
        await one.press("enter")
        await one.sees(ASKED)
        await one.misses("Goal", "8 ideas")
        page = one.app.screen
        assert isinstance(page, DrillPage)
        assert page.session.goal == 8


async def test_what_the_last_three_calls_said_is_not_said_again(desk: Desk) -> None:
    said = [ev.Interviewer(k=1, move="breadth", text="What else?", id="breadth-elsewhere")]
    save(desk.places.sessions.path, "idea", form="call", during=[(30.0, said[0])])
    async with card(desk, make_plan(desk.bank, "call")) as one:
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, DrillPage))
        page = one.app.screen
        assert isinstance(page, DrillPage)
        assert page.session.excluded == ("breadth-elsewhere",)
    async with card(desk, call_plan(desk, seed=3)) as one:  # a seed that was given repeats its call exactly
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, DrillPage))
        page = one.app.screen
        assert isinstance(page, DrillPage)
        assert page.session.excluded == ()
