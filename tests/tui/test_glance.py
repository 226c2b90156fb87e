"""The numbers of a debrief in groups, short ones side by side where there is room."""

from __future__ import annotations

from brainstorm.tui.glance import Group, glance

PACE: Group = ("Pace", "5 ideas", [("first idea after", "9.0 s"), ("ideas a minute", "0.8"), ("cues", "2, by day")])
LONG: Group = ("Breadth", "", [("as broad as", "3.8 angles used alike; " + "and " * 14 + "on")])


def rows(*groups: Group, width: int) -> list[str]:
    return [line.rstrip() for part in glance(groups, width) for line in part.plain.splitlines()]


def test_short_values_stand_two_a_line() -> None:
    found = rows(PACE, width=76)
    assert found[0] == "Pace  5 ideas"
    assert found[1].split() == ["first", "idea", "after", "9.0", "s", "ideas", "a", "minute", "0.8"]
    assert len(found) == 3


def test_no_line_is_wider_than_the_window() -> None:
    for width in (18, 36, 40, 50, 60, 76, 116):
        assert all(len(line) <= max(width, 18) for line in rows(PACE, LONG, width=width)), width


def test_in_a_narrow_window_a_value_is_below_its_name() -> None:
    found = rows(PACE, width=30)
    assert found[1:3] == ["first idea after", "  9.0 s"]
