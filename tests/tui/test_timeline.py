"""The strip under a question: every entry and silence where it was, told by shapes."""

from __future__ import annotations

import pytest
from support.journals import FORM, ID, QUESTION, line, opening

from brainstorm.session import events as ev
from brainstorm.session.events import Line
from brainstorm.session.fold import replay
from brainstorm.session.session import Session
from brainstorm.tui.timeline import strip


def typed(n: int, t: float, first_key: float | None = None, q: int = 1, text: str = "an idea", **more: object) -> Line:
    key = t if first_key is None else first_key
    return line(ev.Idea(n=n, q=q, text=text, first_key=key, **more), t)  # type: ignore[arg-type]


def drill(*lines: Line, seconds: float = 60.0, end: float | None = 60.0) -> Session:
    ended = [] if end is None else [line(ev.Ended(why="time"), end)]
    return replay([*opening(seconds=seconds), *lines, *ended])


def rows(session: Session, width: int = 60, q: int = 1) -> list[str]:
    return strip(session, q, width).plain.split("\n")


def test_an_entry_stands_at_its_time() -> None:
    marks = rows(drill(typed(1, 5), typed(2, 9), typed(3, 59.5)))[0]
    assert [i for i, sign in enumerate(marks) if sign == "●"] == [5, 9, 59]


def test_each_kind_has_a_sign_of_its_own_and_the_legend_names_only_what_is_there() -> None:
    session = drill(typed(1, 5), typed(2, 9, builds_on=1), typed(3, 14, text="", aloud=True), typed(4, 20))
    marks, _, _, legend = rows(replay([line(ev.Struck(n=4))], session))[:4]
    assert (marks[5], marks[9], marks[14], marks[20]) == ("●", "+", "○", "×")
    for words in ("● idea", "+ build", "○ said aloud", "× struck"):
        assert words in "   ".join(rows(replay([line(ev.Struck(n=4))], session))[3:])
    assert "pause" not in legend
    assert "at once" not in legend


def test_several_in_one_cell_become_their_number() -> None:
    session = drill(*(typed(n, 5 + n / 100) for n in range(1, 4)), *(typed(n, 30 + n / 100) for n in range(4, 20)))
    marks = rows(session)[0]
    assert marks[5] == "3"
    assert marks[30] == "▪"
    assert "that many at once" in strip(session, 1, 60).plain


def test_a_silence_is_a_dashed_run_with_its_length() -> None:
    marks = rows(drill(*(typed(n, t) for n, t in enumerate([5, 25, 30, 35, 40, 45, 50, 55], start=1))))[0]
    assert (marks[5], marks[25]) == ("●", "●")
    assert marks[6:25].strip("┄") == " 20 s "


def test_a_freeze_has_another_shape_than_a_silence() -> None:
    session = drill(typed(1, 5), typed(2, 50))
    marks = rows(session)[0]
    assert "═" in marks
    assert "┄" not in marks[5:50]
    assert " 45 s " in marks
    assert "═ freeze from 30 s" in strip(session, 1, 60).plain


def test_silences_below_ten_seconds_and_typing_are_not_shown() -> None:
    typing = [typed(1, 9.9, 9), typed(2, 45, 10), typed(3, 51), typed(4, 59)]
    assert not set("┄═") & set(rows(drill(*typing))[0])


def test_without_an_entry_it_is_one_long_silence() -> None:
    assert rows(drill())[0] == "═" * 27 + " 60 s " + "═" * 27


def test_a_pause_is_marked_beside_an_entry_never_over_it() -> None:
    marks = rows(drill(typed(1, 20), line(ev.Paused(), 20.2), line(ev.Resumed(), 20.2), typed(2, 21.5)))[0]
    assert marks[19:22] == "‖●●"


def test_the_scale_has_a_tick_each_minute_and_both_ends() -> None:
    _, ruler, labels, *_ = rows(drill(seconds=300, end=300), 75)
    assert (ruler[0], ruler[-1]) == ("├", "┤")
    assert all(ruler[cell] == "┬" for cell in (15, 30, 45, 60))
    assert all(labels[15 * minute :].startswith(f"{minute}:00") for minute in range(5))
    assert labels.endswith("  5:00")
    assert len(labels) == 75


def two_questions(*more: Line) -> Session:
    asked = line(ev.Asked(q=2, question=QUESTION, why="time"), 30.0)
    return drill(typed(1, 5), asked, typed(2, 40, q=2), *more)


def test_where_the_question_changed_the_strip_says_so() -> None:
    session = two_questions()
    first, second = rows(session, q=1), rows(session, q=2)
    assert (first[0][0], first[0][-1]) == (" ", "┃")
    assert (second[0][0], second[0][-1]) == ("┃", "┄")
    assert (second[2].split()[0], second[2].split()[-1]) == ("0:30", "1:00")
    assert "┃ the question changed" in strip(session, 1, 60).plain


def test_a_question_that_came_back_shows_the_gap() -> None:
    session = two_questions(line(ev.Asked(q=1, why="you"), 45.0), typed(3, 50))
    marks = rows(session, q=1)[0]
    gap = marks[marks.index("┃") : marks.rindex("┃") + 1]
    assert gap.strip("┃").isspace()
    assert 14 <= len(gap) <= 16


@pytest.mark.parametrize("input_", ["piped", "imported"])
def test_untimed_ideas_have_no_timeline_and_it_says_why(input_: str) -> None:
    start = [line(ev.Started(id=ID, form=FORM, seconds=60.0, input=input_)), *opening()[1:], typed(1, 5)]
    assert strip(replay(start), 1, 60).plain.startswith("No timeline: ")
    pasted = drill(typed(1, 5, via="paste"))
    assert strip(pasted, 1, 60).plain.startswith("No timeline: ")


def test_without_a_clock_it_says_so() -> None:
    assert "No clock" in strip(drill(seconds=0, end=None), 1, 60).plain
    assert "No clock" in strip(Session(), 1, 60).plain
    assert "no time passed" in strip(drill(end=0.0), 1, 60).plain


@pytest.mark.parametrize("width", [0, 1, 8, 9, 20, 76, 116, 196])
def test_no_row_is_wider_than_asked(width: int) -> None:
    session = two_questions(line(ev.Paused(), 41.0), line(ev.Resumed(), 41.0), typed(3, 58, q=2))
    for q in (1, 2):
        marks, ruler, labels, *_ = strip(session, q, width).split("\n")
        assert marks.cell_length == ruler.cell_length == max(8, width)
        assert labels.cell_length <= max(8, width)
    if width >= 30:
        assert all(row.cell_length <= width for row in strip(session, 2, width).split("\n"))


@pytest.mark.parametrize("seconds", [0.001, 1, 59, 61, 899.9, 10_800, 400_000])
def test_any_length_has_a_scale(seconds: float) -> None:
    marks, ruler, labels, *_ = rows(drill(seconds=max(seconds, 1), end=seconds), 76)
    assert len(marks) == len(ruler) == 76
    assert labels.startswith("0:00")
