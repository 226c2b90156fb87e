"""What earlier sessions say about a question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.labelling import MAPPED, said
from support.sessions import save

from brainstorm.history.archive import Archive
from brainstorm.history.before import before_of
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
