"""The drill as the person at the keys meets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.disk import FaultyDisk
from support.drills import ASKED, Hand, Player, begun, drilling, resumed
from textual import events
from textual.geometry import Offset
from textual.keys import _character_to_key

from brainstorm.session import events as ev
from brainstorm.session.journal import read
from brainstorm.session.session import BUILD, IDEA, MARK
from brainstorm.tui.debrief import DebriefPage
from brainstorm.tui.desk import Desk
from brainstorm.tui.drill import DrillPage
from brainstorm.tui.help import HelpPage

FORBIDDEN = ("p pause", "u strike")


def shown(one: Player) -> list[str]:
    """The list of entries, line by line."""
    region = one.page.entries.region
    return [line.rstrip() for line in one.text.splitlines()[region.y : region.bottom] if line.strip()]


# ideas, builds, marks


async def test_question_clock_count_entries_cue_and_input_and_nothing_else(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.sees(ASKED, "5:00    0 ideas", "›")
        await one.passes(10)
        await one.enters("ask it twice")
        await one.passes(10)
        await one.enters("compare with an honest model", "+ one from last year")
        await one.sees("4:40    2 ideas +1", "  1   0:10  ask it twice", "  3   0:20    + one from last year")
        await one.recorded()
        lines = [line for line in one.text.splitlines() if line.strip()]
        assert len(lines) == 1 + 2 + 3 + 3 + 1  # title, rules, question, entries, input
        assert [each.kind for each in one.session.entries] == [IDEA, IDEA, BUILD]


async def test_every_printable_key_is_text(desk: Desk, hand: Hand) -> None:
    keys = "abcxyz ABC 0123456789 !\"#$%&'()*,-./:;<=>@[]^_`{|}~ äß é 日本"
    async with drilling(desk, hand) as one:
        await one.enters(keys)
        assert one.ideas == [keys]


async def test_a_burst_arrives_whole_and_in_order(desk: Desk, hand: Hand) -> None:
    lines = [f"idea {n} of a burst" for n in range(40)]
    async with drilling(desk, hand) as one:
        await one.types("".join(f"{line}\n" for line in lines))
        await one.until(lambda: len(one.ideas) == len(lines))
        assert one.ideas == lines


async def test_the_first_key_is_when_the_line_was_begun(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(4)
        await one.types("slo")
        await one.passes(5)
        await one.types("wly\n")
        [entry] = one.session.entries
        assert (entry.first_key, entry.t) == (4.0, 9.0)


async def test_a_key_that_had_to_wait_counts_from_when_it_was_read(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(10)
        late = events.Key("enter", None)
        await one.types("quick")
        hand.leaps(2.0)  # the screen was blocked
        one.app.post_message(late)
        await one.until(lambda: one.ideas)
        assert one.session.entries[0].t == 10.0


async def test_an_empty_line_is_a_mark_but_not_at_once(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("\n")
        assert one.session.entries == ()  # somebody's second Enter on the ready card
        await one.passes(3)
        await one.enters("one")
        await one.passes(1.4)
        await one.types("\n")
        assert one.ideas == ["one"]
        assert "from 1.5 s after the last one" in one.cue
        await one.passes(0.1)
        await one.types("\n")
        assert [each.kind for each in one.session.entries] == [IDEA, MARK]
        await one.sees("(said aloud, no words yet)", "2 ideas")
        assert one.cue == ""


async def test_only_spaces_are_a_mark_and_a_plus_alone_is_nothing(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(5)
        await one.types("+\n")
        assert one.session.entries == ()
        await one.types("   \n")
        assert [each.kind for each in one.session.entries] == [MARK]


async def test_a_plus_builds_on_the_idea_before(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("+ nothing to build on", "idea", "+ more", "+more still")
        assert [(each.text, each.builds_on) for each in one.session.entries] == [
            ("nothing to build on", None),
            ("idea", None),
            ("more", 2),
            ("more still", 2),
        ]
        await one.sees("2 ideas +2")


async def test_a_slash_escapes_a_leading_sign(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("/+1 for honesty", "/?", "//end", "/end")
        assert one.ideas == ["+1 for honesty", "?", "/end", "/end"]


async def test_a_long_idea_hangs_under_its_first_word(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("word " * 40)
        first, second = shown(one)[:2]
        assert first.index("word") == second.index("word")


async def test_the_newest_is_at_the_bottom_and_page_up_looks_back(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters(*(f"idea {n:02}" for n in range(1, 61)))
        await one.sees("idea 60")
        await one.misses("idea 01")
        for _ in range(8):
            await one.press("pageup")
        await one.sees("idea 01")
        await one.types("half")
        await one.sees("idea 01", "half")  # typing doesn't move the list; the next idea does
        await one.types("\n")
        await one.misses("idea 01")
        await one.press(*["pageup"] * 8, *["pagedown"] * 8)
        await one.sees("idea 60")


async def test_keys_go_to_the_input_wherever_one_clicked(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        for widget in ("#entries", "#question", "#cue", "#prompt"):
            await one.pilot.click(widget, offset=Offset(0, 0))
            await one.types(f"{widget[1:]} ")
        await one.press("tab", "shift+tab")
        await one.types("tabbed\n")
        assert one.ideas == ["entries question cue prompt tabbed"]


# cues


async def test_a_question_mark_alone_brings_a_cue_and_never_the_same_one(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        seen = set()
        for n in range(5):
            await one.enters("?")
            cues = [said for said in one.session.said if said.what == "cue"]
            assert len(cues) == n + 1
            assert cues[-1].asked_for
            assert one.cue == cues[-1].text[: len(one.cue)]
            seen.add(cues[-1].text)
        assert len(seen) == 5
        assert one.session.entries == ()
        await one.types("a")
        await one.until(lambda: one.cue == "")  # it goes when an idea comes


async def test_an_exam_and_the_call_give_no_cues(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, exam=True) as one:
        await one.enters("?")
        assert one.cue == "(no help in an exam)"
    async with drilling(desk, hand, "call") as one:
        await one.enters("?")
        assert one.cue == "(The call gives no help)"
        assert one.session.said == one.session.entries == ()


async def test_blind_ideas_vanish_and_count(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, blind=True) as one:
        await one.enters("unseen thought", "+ and more")
        await one.sees("1 idea +1")
        await one.misses("unseen thought")
        assert one.ideas == ["unseen thought", "and more"]
        await one.press("escape", "u")
        await one.until(lambda: one.session.entries[1].struck)
        await one.misses("and more")


# the clock


async def test_the_clock_shows_each_second_and_a_still_one_minutes(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.sees("5:00")
        await one.passes(1)
        await one.sees("4:59")
    desk.settings = replace(desk.settings, still_clock=True)
    async with drilling(desk, hand) as one:
        await one.sees("5 minutes")
        await one.passes(59)
        await one.sees("5 minutes")
        await one.passes(182)
        await one.sees("1 minute ")


async def test_it_ticks_once_a_second_however_often_it_was_paused(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        for _ in range(4):
            await one.press("escape", "p")
            await one.until(lambda: one.session.paused)
            await one.press("enter")
            await one.until(lambda: not one.session.paused)
        timers = [timer for timer in one.page._timers if timer._callback == one.page._tick_in_turn]
        assert len(timers) <= 1


async def test_the_last_minute_shows_softly(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, exam=True) as one:
        await one.passes(239)
        assert one.cue == ""
        await one.passes(1)
        await one.sees("1:00", "One minute left.")
        await one.passes(1)
        await one.types("a")
        await one.misses("One minute left.")


async def test_pausing_stops_the_clock_and_enter_goes_on(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(10)
        await one.types("half a th")
        await one.press("escape")
        await one.sees("p pause", "d dry", "u strike" if one.session.entries else "e end", "esc back")
        await one.press("p")
        await one.sees("paused 4:50", "Paused. Enter goes on.")
        await one.passes(1000)
        await one.sees("paused 4:50")
        assert one.draft == "half a th"
        await one.types("ought\n")  # a line entered goes on as well
        assert one.ideas == ["half a thought"]
        await one.sees("4:50    1 idea")
        await one.misses("paused")
        await one.press("escape", "p")
        await one.sees("paused")
        await one.press("escape")
        await one.sees("p go on")
        await one.press("p")
        await one.misses("paused")
        assert [why for why, _ in one.session.pauses] == ["you", "you"]


async def test_being_away_is_not_counted(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(10)
        hand.leaps(3600)
        await one.ticks()
        await one.sees("4:50", "Welcome back. The time you were away is not counted.")
        assert [why for why, _ in one.session.pauses] == ["away"]


async def test_the_call_counts_being_away(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15) as one:
        await one.passes(10)
        hand.leaps(100)
        await one.ticks()
        await one.sees("13:10")
        assert one.session.pauses == ()


async def test_a_screen_that_was_blocked_is_not_away(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        hand.moves(30)  # the thread looked all along; the page could not
        await one.ticks()
        await one.sees("4:30")
        assert one.session.pauses == ()


# the menu


async def test_the_menu_has_what_the_form_allows(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.press("escape")
        assert one.cue == "p pause   d dry   e end   esc back"
        await one.press("escape")
        await one.enters("one")
        await one.press("escape")
        assert one.cue == "p pause   d dry   u strike last   e end   esc back"
        await one.press("escape")
        await one.until(lambda: one.cue == "")
    async with drilling(desk, hand, "call", 15) as one:
        await one.enters("one")
        await one.press("escape")
        assert one.cue == "d dry   n next question   e end   esc back"
        await one.press("p")  # forbidden, so it is a letter
        assert one.draft == "p"
        assert not one.session.paused
        await one.press("escape", "u")
        assert one.draft == "pu"
        assert not one.session.entries[0].struck


async def test_the_menu_closes_when_one_types_on(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("half ")
        await one.press("escape")
        await one.types("a thought\n")
        assert one.ideas == ["half a thought"]
        assert one.cue == ""
        await one.press("escape")
        await one.pastes("pasted")
        assert one.cue == ""
        await one.press("escape")
        await one.press("enter")  # with words in the line Enter records, menu or not
        assert one.ideas[1:] == ["pasted"]


async def test_ending_asks_and_anything_else_is_text(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(60)
        await one.press("escape", "e")
        await one.sees("End the drill with 4:00 left? Enter yes · esc no")
        await one.press("escape")
        assert one.session.running
        await one.press("escape", "e", "v")
        assert one.draft == "v"
        assert one.cue == ""
        await one.press("escape", "e")
        await one.pastes("en more")
        await one.press("enter")  # for the line, not for the question that has gone
        assert one.ideas == ["ven more"]
        assert one.session.running
        await one.types("unfinished")
        await one.press("escape", "e", "enter")
        await one.at_debrief()
        assert (one.session.ended, one.session.cut_off) == ("done", "unfinished")


async def test_the_next_question_asks_first_and_keeps_the_draft(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15) as one:
        await one.sees("The call · 1 of 2", ASKED)
        await one.enters("first")
        await one.types("half a tho")
        await one.press("escape", "n")
        await one.sees("On to the next question? This one does not come back. Enter yes · esc no")
        await one.press("escape")
        await one.misses("On to the next question?")
        assert one.draft == "half a tho"
        await one.press("escape", "n", "enter")
        await one.sees("The call · 2 of 2", "The next question.", "1 idea")
        await one.misses(ASKED, "first")
        assert one.draft == ""
        assert one.session.questions[0].stretches[0].cut_off == "half a tho"
        await one.enters("second")
        assert [each.q for each in one.session.entries] == [1, 2]
        await one.press("escape")
        assert "next" not in one.cue


async def test_dry_asks_for_a_bet(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("draft")
        await one.press("escape", "d")
        assert one.cue == "How many more do you expect in the 5:00 left? a number, Enter · esc back"
        assert one.draft == ""
        await one.types("12\n")
        await one.sees("Noted. Go on all the same")
        assert one.session.dry == ((0.0, 12),)
        assert one.draft == "draft"
        await one.press("escape", "d", "9", "escape")
        assert one.draft == "draft"
        assert len(one.session.dry) == 1
        await one.press("escape", "d")
        await one.types("no idea\n")
        assert one.session.dry[1] == (0.0, None)
        await one.types("\n")
        assert one.ideas == ["draft"]


async def test_strike_and_restore_the_last(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("good", "bad")
        await one.press("escape", "u")
        await one.sees("bad (struck)", "1 idea")
        await one.press("escape")
        assert "u restore last" in one.cue
        await one.press("u")
        await one.misses("(struck)")
        await one.sees("2 ideas")


async def test_a_draft_outlives_every_way_through_the_menu(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("one")
        await one.passes(2)
        await one.types("a draft")
        for keys in (
            ["escape", "escape"],
            ["escape", "d", "7", "ctrl+q", "escape"],
            ["up", "escape"],
            ["escape", "d", "escape"],
            ["escape", "d", "enter"],
            ["escape", "e", "escape"],
            ["ctrl+c", "escape"],
            ["f1", "escape"],
            ["f1", "ctrl+q", "escape"],
            ["ctrl+p", "escape"],
        ):
            await one.press(*keys)
            await one.until(lambda: one.app.screen is one.page)
            assert one.draft == "a draft", keys
        await one.passes(2)
        await one.types("\n")
        assert one.ideas == ["one", "a draft"]
        assert one.session.entries[1].first_key == 2.0


async def test_while_the_menu_asks_the_beat_has_the_idea(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("a draft")
        await one.press("escape", "d", "7")
        await one.passes(11)
        await one.until(lambda: one.session.draft == "a draft")


# editing


async def test_up_edits_the_last_line_and_esc_restores_the_draft(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.press("up")
        assert one.cue == "(there is no line to edit yet)"
        await one.enters("ask it twise")
        await one.types("a draft")
        await one.press("up")
        await one.sees("1 › ask it twise", "Changing line 1. Enter keeps the change, esc leaves it as it was.")
        await one.press("escape")
        assert (one.draft, one.ideas) == ("a draft", ["ask it twise"])
        await one.press("up", "backspace", "backspace", "c", "e", "enter")
        assert (one.draft, one.ideas) == ("a draft", ["ask it twice"])
        await one.sees("ask it twice", "1 idea")
        await one.press("up", "ctrl+u", "enter")
        await one.sees("no words to put there; entry 1 stays as it is")
        assert (one.draft, one.ideas) == ("a draft", ["ask it twice"])


async def test_the_call_has_no_edits(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15) as one:
        await one.enters("one")
        await one.types("draft")
        await one.press("up")
        assert one.cue == "(The call has no edits while the clock runs)"
        assert one.draft == "draft"


async def test_what_ctrl_u_removed_ctrl_y_puts_back(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("a long thought")
        await one.press("ctrl+u")
        assert one.draft == ""
        await one.press("ctrl+y")
        assert one.draft == "a long thought"
        await one.press("ctrl+w", "ctrl+y", "enter")
        assert one.ideas == ["a long thought"]


async def test_what_was_typed_on_the_wrong_line_is_not_lost_by_focus(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("draft")
        await one.press("f1")
        await one.until(lambda: isinstance(one.app.screen, HelpPage))
        await one.press("escape")
        await one.until(lambda: one.app.screen is one.page)
        await one.types("s\n")
        assert one.ideas == ["drafts"]


# pasting


async def test_a_pasted_line_waits_for_enter(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.pastes("ask it twice")
        assert (one.draft, one.ideas) == ("ask it twice", [])
        await one.types("\n")
        assert one.ideas == ["ask it twice"]
        assert (one.session.entries[0].via, one.session.entries[0].first_key is None) == ("paste", False)


async def test_a_pasted_block_enters_each_line_and_the_draft_stays_behind(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.types("a draft")
        await one.pastes("one\n\n  two  \r\nthree\n\n+ and a half")
        assert one.ideas == ["one", "two", "three", "and a half"]
        assert one.draft == "a draft"
        assert {each.via for each in one.session.entries} == {"paste"}
        await one.pastes("one line and its end\n")
        assert one.ideas[4:] == ["one line and its end"]
        await one.types("\n")
        assert one.ideas[5:] == ["a draft"]


async def test_a_block_pasted_while_a_line_is_edited_is_no_edit(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("first")
        await one.types("draft")
        await one.press("up")
        await one.pastes("two\nthree")
        assert one.ideas == ["first", "two", "three"]
        assert one.draft == "first"
        await one.types("!\n")
        assert one.ideas == ["first!", "two", "three"]
        assert one.draft == "draft"


async def test_a_pasted_question_mark_is_an_idea_of_a_block(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.pastes("?\nwhy\n")
        assert one.ideas == ["?", "why"]


# the disk


async def test_an_entry_not_on_disk_has_a_hollow_mark(desk: Desk, hand: Hand, disk: FaultyDisk) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("safe")
        await one.recorded()
        await one.until(lambda: "○" not in one.text)
        disk.full()
        await one.enters("one", "two")
        await one.sees("(2 not saved)", "○  2", "○  3", "Not saved: the disk is full. Trying again; esc, then f")
        assert "○  1" not in one.text
        disk.heal()
        await one.recorded()
        await one.misses("○", "not saved")
        assert [event.text for event in one.kept if isinstance(event, ev.Idea)] == ["safe", "one", "two"]


async def test_hundreds_of_entries_lose_their_hollow_marks_together(desk: Desk, hand: Hand, disk: FaultyDisk) -> None:
    async with drilling(desk, hand, size=(80, 40)) as one:
        disk.full()
        await one.pastes("\n".join(f"idea {n}" for n in range(1, 301)))
        await one.sees("○300", "(300 not saved)")
        disk.heal()
        await one.recorded()
        await one.misses("not saved", "○")
        assert one.page.entries._hollow == set()
        assert not any(strips and strips[0].text.startswith("○") for strips in one.page.entries._strips)


async def test_another_folder_that_does_not_work_either_says_so(
    desk: Desk, hand: Hand, disk: FaultyDisk, tmp_path: Path
) -> None:
    async with drilling(desk, hand, size=(200, 30)) as one:
        await one.press("escape")
        assert "folder" not in one.cue
        await one.press("escape")
        disk.full()
        await one.enters("one")
        await one.types("a draft")
        await one.sees("(1 not saved)")
        await one.press("escape")
        await one.sees("f other folder")
        await one.press("f")
        await one.sees("Which folder?")
        await one.types(f"{tmp_path}/elsewhere\n")
        await one.sees(f"cannot record in {tmp_path}/elsewhere: the disk is full", "(1 not saved)")
        assert one.draft == "a draft"
        await one.press("escape", "f", "enter")  # no folder: nothing changes
        await one.sees("(1 not saved)", "a draft")
        disk.heal()
        await one.recorded()


async def test_recording_goes_on_in_the_other_folder(desk: Desk, hand: Hand, disk: FaultyDisk, tmp_path: Path) -> None:
    async with drilling(desk, hand, size=(200, 30)) as one:
        await one.enters("one")
        await one.recorded()
        before = one.drill.path
        before.unlink()
        before.parent.rmdir()
        before.parent.write_text("a file stands where the year's folder was")
        await one.enters("two")
        await one.sees("not saved")
        await one.types("a draft")
        await one.press("escape", "f")
        await one.types(f"{tmp_path}/elsewhere\n")
        await one.sees(f"Recording in {tmp_path}/elsewhere now, everything so far included.")
        await one.misses("not saved", "○")
        assert one.draft == "a draft"
        assert one.drill.path == tmp_path / "elsewhere" / before.parent.name / before.name
        assert [event.text for event in one.kept if isinstance(event, ev.Idea)] == ["one", "two"]


async def test_leaving_with_unsaved_lines_says_so_and_hands_them_over(desk: Desk, hand: Hand, disk: FaultyDisk) -> None:
    async with drilling(desk, hand) as one:
        disk.full()
        await one.enters("precious")
        await one.sees("(1 not saved)")
        await one.press("ctrl+q")
        await one.sees("Leave? 1 line not on disk will be printed.")
        await one.press("enter")
        await one.until(lambda: one.app.unsaved)
    assert b"precious" in b"".join(one.app.unsaved)


async def test_lines_on_their_way_to_a_busy_disk_are_no_trouble_when_leaving(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        with one.drill._writer._io:  # the disk is at work
            await one.enters("on its way")
            assert one.drill.unsaved == 1
            await one.press("ctrl+q")
            await one.sees("Leave with 5:00 left?")
        await one.press("enter")
        await one.until(lambda: not one.app._running)
    assert (one.app.unsaved, one.ideas) == ((), ["on its way"])


async def test_a_burst_longer_than_the_screen_ends_at_its_last_line(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        for letter in "".join(f"idea {n}\n" for n in range(1, 41)):
            key = "enter" if letter == "\n" else _character_to_key(letter)
            one.app.post_message(events.Key(key, None if letter == "\n" else letter))
        await one.sees("idea 40")


# leaving and coming back


async def test_no_letter_is_under_the_scrollbar_once_there_is_one(desk: Desk, hand: Hand) -> None:
    line = "abcdefghij abcdefghij abcdefghij abcdefghij abcdefghij abcdefZZ tail"
    async with drilling(desk, hand) as one:
        for n in range(1, 15):
            await one.enters(line)
            await one.sees(f"{n} idea")
        assert one.page.entries.show_vertical_scrollbar
        words = " ".join(" ".join(shown(one)).replace("▇", "").replace("▄", "").split())
        assert words.count("abcdefZZ") == words.count("tail") > 1


async def test_ctrl_c_and_ctrl_q_ask(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("one")
        await one.types("draft")
        for key in ("ctrl+c", "ctrl+q"):
            await one.press(key)
            await one.sees("Leave with 5:00 left? (you can go on later) Enter yes · esc no")
            await one.press("escape")
            await one.until(lambda: one.cue == "")
        await one.press("ctrl+c", "ctrl+c")  # twice is still a question
        await one.sees("Leave with 5:00 left?")
        assert one.draft == "draft"
        await one.press("enter")
        await one.until(lambda: not one.app._running)
    session = read(one.drill.path).session
    assert session.running
    assert session.draft == "draft"
    assert "Left unfinished with 1 idea, nothing is lost; `brainstorm` offers to go on." in one.app.last_words


async def test_leaving_asks_where_it_can_be_seen_also_over_the_help(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.press("f1")
        await one.sees("The drill's menu")
        await one.press("ctrl+q")
        await one.sees("Leave with 5:00 left?")


async def test_the_call_can_only_be_closed_later(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, "call", 15) as one:
        await one.press("ctrl+q")
        await one.sees("(it can only be closed then)")


async def test_going_on_has_the_entries_the_draft_and_the_time(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.passes(30)
        await one.enters("one")
        await one.passes(5)
        await one.types("half a")
        one.app.stop(143)
        await one.until(lambda: not one.app._running)
    hand.moves(1000)
    async with resumed(desk, hand, one.drill) as again:
        await again.sees("one", "4:25    1 idea", "half a")
        await again.passes(5)
        await again.types(" thought\n")
        assert again.ideas == ["one", "half a thought"]
        assert again.session.entries[1].t == 40.0


async def test_going_on_shows_every_line_there_was_at_once(desk: Desk, hand: Hand) -> None:
    texts = [f"idea {n} in as many words as people use" for n in range(1, 9)]
    async with drilling(desk, hand) as one:
        await one.enters(*texts)
        one.app.stop(143)
        await one.until(lambda: not one.app._running)
    async with resumed(desk, hand, one.drill) as again:
        await again.sees("8 ideas", *texts)
        assert again.page.entries.max_scroll_y == 0


async def test_resizing_keeps_everything(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.enters("a longer idea that needs to be wrapped when the window becomes narrow")
        await one.types("a draft")
        for size in ((20, 5), (40, 12), (200, 60), (8, 3), (80, 24)):
            await one.pilot.resize_terminal(*size)
            await one.settled()
            assert one.draft == "a draft"
        await one.sees("a longer idea that needs to be wrapped", "a draft", "5:00")


async def test_a_sliver_still_has_all_there_is(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, size=(20, 5)) as one:
        await one.enters("idea one")
        await one.types("next")
        await one.sees("You give a model", "idea one", "next", "5:00 1 idea")
        await one.enters("", "?")
        await one.until(lambda: one.cue)


async def test_drills_of_other_lengths_start_at_their_length(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand, minutes=90) as one:
        await one.sees("1:30:00")


async def test_a_page_over_the_drill_does_not_stop_the_clock(desk: Desk, hand: Hand) -> None:
    async with drilling(desk, hand) as one:
        await one.press("f1")
        await one.until(lambda: isinstance(one.app.screen, HelpPage))
        await one.passes(300)
        await one.until(lambda: isinstance(one.app.screen, DrillPage))
        await one.sees("Time. Enter for the debrief")
        assert not isinstance(one.app.screen, DebriefPage)


async def test_journals_of_tests_have_what_a_drill_has(desk: Desk, hand: Hand) -> None:
    page = DrillPage()
    drill = begun(desk, hand, page)
    assert [type(line.event) for line in read(drill.path).lines] == [ev.Started, ev.Asked]
    assert not drill.close()
