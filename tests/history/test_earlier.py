"""What the same person said before on the same question."""

from __future__ import annotations

from pathlib import Path

from support.sessions import SECOND, save

from brainstorm.history.archive import Archive
from brainstorm.history.earlier import earlier_ideas
from brainstorm.session import events as ev


def said(folder: Path, session: Path, question: str = "tea-cold") -> list[tuple[str, int, str]]:
    found = earlier_ideas(Archive(folder), session.stem, question)
    return [(each.session, each.n, each.text) for each in found]


def test_only_earlier_sessions_on_this_question_speak_the_latest_first(tmp_path: Path) -> None:
    old, older = save(tmp_path, "new one", "old one", days_ago=1), save(tmp_path, "Old  one", days_ago=2)
    save(tmp_path, "on another", days_ago=3, question=SECOND)
    here = save(tmp_path, "mine")
    assert said(tmp_path, here) == [(old.stem, 1, "new one"), (old.stem, 2, "old one")], "no text twice"
    assert said(tmp_path, old) == [(older.stem, 1, "Old  one")]
    assert said(tmp_path, older) == []
    assert said(tmp_path, here, "unknown") == said(tmp_path, here, "") == []


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
    assert [text for _, _, text in said(tmp_path, here)] == ["stays"]


def test_a_journal_that_cannot_be_read_has_nothing_to_say(tmp_path: Path) -> None:
    broken = save(tmp_path, "lost", days_ago=1)
    broken.write_bytes(broken.read_bytes().replace(b'"v":1', b'"v":99'))
    here = save(tmp_path, "mine")
    assert said(tmp_path, here) == []


def test_there_are_never_more_than_can_be_sent(tmp_path: Path) -> None:
    for day in range(1, 4):
        save(tmp_path, *(f"day {day} idea {n}" for n in range(30)), days_ago=day)
    here = save(tmp_path, "mine")
    found = said(tmp_path, here)
    assert len(found) == 40
    assert {text[:5] for _, _, text in found} == {"day 1", "day 2"}
