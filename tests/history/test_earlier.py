"""What earlier sessions say about a question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.labelling import MAPPED, said
from support.sessions import SECOND, save

from brainstorm.history.archive import Archive
from brainstorm.history.earlier import before_of, earlier_ideas
from brainstorm.session import events as ev
from brainstorm.session.events import Event


def kept(folder: Path, *texts: str, days_ago: int, after: tuple[Event, ...] = (), **question: Any) -> str:
    return save(folder, *texts, days_ago=days_ago, question={**MAPPED, **question}, after=after).stem


def test_ideas_on_the_question_oldest_first(tmp_path: Path) -> None:
    old = kept(tmp_path, "steam", "lid", days_ago=3)
    new = kept(tmp_path, "aunt", days_ago=1)
    kept(tmp_path, "elsewhere", days_ago=2, id="tea-bitter")
    now = kept(tmp_path, "today", days_ago=0)
    found = before_of(Archive(tmp_path), {"tea-cold"}, but=now)
    assert found.ideas == {"tea-cold": ((old, 1, "steam"), (old, 2, "lid"), (new, 1, "aunt"))}


def test_what_came_later_is_no_past(tmp_path: Path) -> None:
    old = kept(tmp_path, "steam", days_ago=3)
    then = kept(tmp_path, "aunt", days_ago=2)
    kept(tmp_path, "later", days_ago=1)
    assert before_of(Archive(tmp_path), {"tea-cold"}, but=then).ideas == {"tea-cold": ((old, 1, "steam"),)}


def test_labels_by_hand_are_remembered_oldest_first_and_lenses_newest_first(tmp_path: Path) -> None:
    kept(tmp_path, "steam", days_ago=2, after=(said("you", 1, angle="heat"),))
    kept(tmp_path, "steam", days_ago=1, after=(said("you", 1, angle="people"),))
    kept(tmp_path, "x", days_ago=3, id="tea-bitter", after=(said("you", 1, angle="time"),))
    found = before_of(Archive(tmp_path), {"tea-cold"}, but="99999999-000000-single-zzzz")
    assert [each.angle for each in found.remembered] == ["heat", "people"]
    assert found.lenses == ({"stakes": 1}, {"measurement": 1}, {"history": 1})


def test_a_broken_journal_is_left_out_and_one_may_stop(tmp_path: Path) -> None:
    kept(tmp_path, "steam", days_ago=1)
    (tmp_path / "2026" / "20261101-073000-single-aaaa.jsonl").write_bytes(b'{"type":"started","v":99,"id":"x"}\n')
    assert len(before_of(Archive(tmp_path), {"tea-cold"}, but="9").ideas["tea-cold"]) == 1
    assert before_of(Archive(tmp_path), {"tea-cold"}, but="9", stop=lambda: True).ideas == {}


def ideas(folder: Path, session: Path, question: str = "tea-cold") -> list[tuple[str, int, str]]:
    found = earlier_ideas(Archive(folder), session.stem, question)
    return [(each.session, each.n, each.text) for each in found]


def test_only_earlier_sessions_on_this_question_speak_the_latest_first(tmp_path: Path) -> None:
    old, older = save(tmp_path, "new one", "old one", days_ago=1), save(tmp_path, "Old  one", days_ago=2)
    save(tmp_path, "on another", days_ago=3, question=SECOND)
    here = save(tmp_path, "mine")
    assert ideas(tmp_path, here) == [(old.stem, 1, "new one"), (old.stem, 2, "old one")], "no text twice"
    assert ideas(tmp_path, old) == [(older.stem, 1, "Old  one")]
    assert ideas(tmp_path, older) == []
    assert ideas(tmp_path, here, "unknown") == ideas(tmp_path, here, "") == []


def test_struck_ideas_and_builds_do_not_speak(tmp_path: Path) -> None:
    save(
        tmp_path,
        "stays",
        "goes",
        days_ago=1,
        after=[ev.Struck(n=2)],
        during=[(50.0, ev.Idea(n=3, text="b", builds_on=1))],
    )
    here = save(tmp_path, "mine")
    assert [text for _, _, text in ideas(tmp_path, here)] == ["stays"]


def test_a_journal_that_cannot_be_read_has_nothing_to_say(tmp_path: Path) -> None:
    broken = save(tmp_path, "lost", days_ago=1)
    broken.write_bytes(broken.read_bytes().replace(b'"v":1', b'"v":99'))
    here = save(tmp_path, "mine")
    assert ideas(tmp_path, here) == []


def test_there_are_never_more_than_can_be_sent(tmp_path: Path) -> None:
    for day in range(1, 4):
        save(tmp_path, *(f"day {day} idea {n}" for n in range(30)), days_ago=day)
    here = save(tmp_path, "mine")
    found = ideas(tmp_path, here)
    assert len(found) == 40
    assert {text[:5] for _, _, text in found} == {"day 1", "day 2"}
