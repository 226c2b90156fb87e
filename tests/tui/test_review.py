"""The list of sessions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.hostile import HOSTILE
from support.screens import Seat, seat
from support.sessions import NOON, TEA, save

from brainstorm.history.archive import Archive, ArchiveError
from brainstorm.session import events as ev
from brainstorm.session.journal import make_id, path_of
from brainstorm.session.lock import take
from brainstorm.tui import review
from brainstorm.tui.desk import Desk
from brainstorm.tui.review import ReviewPage
from brainstorm.tui.rows import Row, draw, filled, fits, named
from brainstorm.tui.session import SessionPage


@pytest.fixture
def folder(desk: Desk) -> Path:
    return desk.places.sessions.path


def page_of(one: Seat) -> ReviewPage:
    page = one.app.screen
    assert isinstance(page, ReviewPage)
    return page


def current(one: Seat) -> str:
    row = page_of(one).list.current
    return row.id if row else ""


async def test_sessions_are_listed_newest_first_with_what_is_in_them(desk: Desk, folder: Path) -> None:
    save(folder, "warm the pot", "drink it", days_ago=1, during=[(25.0, ev.Idea(n=3, text="quick", builds_on=2))])
    save(folder, "steam", days_ago=0, ended=False)
    async with seat(desk, ReviewPage) as one:
        await one.sees("2 sessions", "2026-11-22 12:00  single    5:00  2 ideas +1    tea-cold")
        await one.sees("2026-11-23 12:00  single    0:10  1 idea        unfinished · tea-cold")
        assert one.text.index("2026-11-23") < one.text.index("2026-11-22")


async def test_names_are_there_before_any_file_was_read(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in range(3):
        save(folder, "warm the pot", days_ago=days)
    gate = __import__("threading").Event()

    def slowly(archive: Archive, row: Row) -> Row | None:
        gate.wait(20)
        return filled(archive, row)

    monkeypatch.setattr(review, "filled", slowly)
    async with seat(desk, ReviewPage) as one:
        await one.sees("2026-11-21 12:00  single", "3 sessions · reading…")
        await one.misses("tea-cold")
        await one.press("down")  # the cursor can move meanwhile, and stays where it is
        there = current(one)
        gate.set()
        await one.sees("tea-cold")
        await one.misses("reading")
        assert current(one) == there == named(Archive(folder).paths()[1]).id


async def test_a_journal_without_a_line_disappears_and_the_cursor_stays_on_its_session(
    desk: Desk, folder: Path
) -> None:
    save(folder, "warm the pot", days_ago=1)
    empty = path_of(folder, make_id(NOON, "single", "zzzz"))
    empty.write_bytes(b"")
    async with seat(desk, ReviewPage) as one:
        await one.sees("1 session", "tea-cold")
        await one.misses("2026-11-23")
        assert current(one).startswith("20261122")


async def test_what_is_damaged_or_newer_says_so(desk: Desk, folder: Path) -> None:
    damaged = save(folder, "warm the pot")
    damaged.write_bytes(damaged.read_bytes() + b"garbage\n")
    newer = save(folder, days_ago=1)
    newer.write_text('{"type":"started","v":99,"at":"2026-11-23T12:00:00.000+00:00","id":"x","form":{}}\n')
    async with seat(desk, ReviewPage, (200, 24)) as one:
        await one.sees("damaged · tea-cold", newer.name)
        assert "2 sessions" in one.text


async def test_without_sessions_it_says_what_to_do(desk: Desk) -> None:
    async with seat(desk, ReviewPage) as one:
        await one.sees("No sessions yet.", "A drill leaves one here: esc, and start one.")
        await one.press("enter", "d", "slash", "down", "u")
        await one.sees("There is nothing in the trash.")


async def test_enter_and_a_click_open_and_esc_comes_back(desk: Desk, folder: Path) -> None:
    first = save(folder, "warm the pot")
    second = save(folder, "drink it", days_ago=1)
    async with seat(desk, ReviewPage) as one:
        await one.sees("2 sessions", "tea-cold")
        await one.press("down", "enter")
        await one.sees("0:10  drink it")
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, ReviewPage))
        assert current(one) == second.stem
        await one.pilot.click(page_of(one).list, offset=(10, 0))
        await one.sees("0:10  warm the pot")
        assert isinstance(one.app.screen, SessionPage)
        await one.press("escape")
        await one.until(lambda: isinstance(one.app.screen, ReviewPage))
        assert current(one) == first.stem


@pytest.mark.parametrize("typed", ["2026-11-22", "20261122", "CALL", "tea-bitter", "ＢＬÄTTER", "bitter call", "grün"])
async def test_the_filter_finds_date_form_question_and_words(desk: Desk, folder: Path, typed: str) -> None:
    save(folder, "warm the pot")
    bitter = {"id": "tea-bitter", "topic": "tea", "question": "Why is it bitter?"}
    hit = save(folder, "Grüne Blätter", days_ago=1, form="call", question=bitter)
    async with seat(desk, ReviewPage) as one:
        await one.sees("2 sessions", "tea-bitter")
        await one.press("slash")
        page_of(one).query_one("#filter").value = typed
        await one.sees("1 of 2")
        await one.press("enter")
        assert current(one) == hit.stem
        await one.press("enter")
        await one.sees("Grüne Blätter")


async def test_letters_are_letters_while_the_filter_is_typed(desk: Desk, folder: Path) -> None:
    path = save(folder, "dud u/d")
    async with seat(desk, ReviewPage) as one:
        await one.sees("1 session", "tea-cold")
        await one.press("slash", "d", "u", "d")
        await one.sees("/ dud", "1 of 1")
        assert "Delete" not in one.footer
        assert path.exists()


async def test_a_burst_after_the_slash_is_the_filter_in_order(desk: Desk, folder: Path) -> None:
    from textual import events

    path = save(folder, "warm the pot")
    async with seat(desk, ReviewPage) as one:
        await one.sees("1 session", "tea-cold")
        for letter in "/dud":
            key = {"/": "slash"}.get(letter, letter)
            one.app.post_message(events.Key(key, letter))
        await one.sees("/ dud", "0 of 1")
        assert path.exists()


async def test_esc_clears_the_filter_and_then_goes_back(desk: Desk, folder: Path) -> None:
    save(folder, "warm the pot")
    async with seat(desk, ReviewPage) as one:
        await one.sees("1 session", "tea-cold")
        await one.press("slash", "z", "z")
        await one.sees("Nothing fits “zz”.", "esc clears the filter.")
        await one.press("escape")
        await one.sees("1 session", "tea-cold")
        await one.misses("zz")
        await one.press("down", "escape")
    assert one.app.return_code == 0


async def test_d_moves_to_the_trash_says_where_and_u_brings_back_one_after_the_other(desk: Desk, folder: Path) -> None:
    paths = [save(folder, f"idea of day {days}", days_ago=days) for days in range(4)]
    async with seat(desk, ReviewPage, (250, 24)) as one:
        await one.sees("4 sessions", "tea-cold")
        await one.press("down", "d")
        await one.sees("3 sessions", f"{folder / '.trash' / paths[1].name}", "u brings it back")
        assert current(one) == paths[2].stem
        await one.press("d")
        await one.sees("2 sessions")
        for back, count in ((paths[2], "3 sessions"), (paths[1], "4 sessions")):
            await one.press("u")
            await one.sees(count, f"Back again: {back.stem}")
            assert current(one) == back.stem
        assert Archive(folder).paths() == paths


async def test_u_brings_back_what_an_earlier_visit_deleted(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot")
    Archive(folder).delete(path)
    async with seat(desk, ReviewPage) as one:
        await one.sees("No sessions yet.")
        await one.press("u")
        await one.sees("1 session", "tea-cold")
        await one.press("enter")
        await one.sees("warm the pot")


async def test_deleting_in_the_session_comes_back_to_the_list(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot")
    save(folder, "drink it", days_ago=1)
    async with seat(desk, ReviewPage) as one:
        await one.sees("2 sessions", "tea-cold")
        await one.press("enter")
        await one.sees("warm the pot")
        await one.press("d")
        await one.sees("1 session", "Deleted; u brings it back")
        assert not path.exists()
        await one.press("u")
        await one.sees("2 sessions")


async def test_a_session_in_use_is_not_deleted(desk: Desk, folder: Path) -> None:
    path = save(folder, "warm the pot", ended=False)
    with path.open("rb") as file:
        take(file.fileno())
        async with seat(desk, ReviewPage) as one:
            await one.sees("running now")
            await one.press("d")
            await one.sees("is in use", "1 session")
    assert path.exists()


async def test_the_cursor_stays_on_the_screen_in_a_long_list(desk: Desk, folder: Path) -> None:
    for days in range(60):
        save(folder, days_ago=days)
    async with seat(desk, ReviewPage) as one:
        await one.sees("60 sessions", "tea-cold")
        for key, place in (("end", 59), ("up", 58), ("home", 0), ("pagedown", 19), ("pageup", 0)):
            await one.press(key)
            await one.until(lambda place=place: page_of(one).list.cursor == place)
            await one.until(lambda: "› " in one.text)


async def test_the_cursor_stays_on_its_session_when_the_filter_is_cleared(desk: Desk, folder: Path) -> None:
    paths = [save(folder, "warm" if days == 50 else "cold", days_ago=days) for days in range(60)]
    async with seat(desk, ReviewPage) as one:
        await one.until(lambda: page_of(one).shelf.read)
        await one.press("slash", *"warm", "enter")
        await one.sees("1 of 60")
        await one.press("escape")
        await one.sees("60 sessions", "› 2026-10-04")
        assert current(one) == paths[50].stem


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (120, 40), (200, 60)])
async def test_it_is_right_at_every_size(desk: Desk, folder: Path, size: tuple[int, int]) -> None:
    question = {**TEA, "id": "tea-" + "cold-" * 40, "question": "お茶はなぜ冷めるのか。" * 12}
    for days in range(5):
        save(folder, *(hostile.kept or "x" for hostile in HOSTILE[:5]), days_ago=days, question=question)
    async with seat(desk, ReviewPage, size) as one:
        await one.sees("2026-11-23")
        await one.until(lambda: page_of(one).shelf.read)
        rows = [row for row in one.text.splitlines() if "2026-11-2" in row]
        assert rows
        assert all("…" in row for row in rows)


async def test_reading_many_sessions_leaves_the_footer_alone(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new footer is new widgets, and their remains a pause of a tenth of a second for the collector."""
    for days in range(60):
        save(folder, days_ago=days)
    monkeypatch.setattr(review, "_BATCH_MOST", 2)
    footers: list[None] = []
    real = ReviewPage.refresh_bindings
    monkeypatch.setattr(ReviewPage, "refresh_bindings", lambda self: (footers.append(None), real(self))[1])
    async with seat(desk, ReviewPage) as one:
        await one.until(lambda: page_of(one).shelf.read)
        assert len(footers) < 10


def test_a_row_fills_its_cells_exactly(tmp_path: Path) -> None:
    row = Row(
        str(tmp_path),
        "20261123-120000-single-k3f9",
        "single",
        words="",
        time="1:02:03",
        count="120 ideas +40",
        flags="unfinished · damaged",
        ids="お茶-冷たい, " + "x" * 40,
        text="お茶はなぜ" * 30,
        later="3 later",
    )
    for width in range(1, 220):
        assert draw(row, width, 12).cell_length == width
        assert draw(named(tmp_path / f"{row.id}.jsonl"), width, 6).cell_length == width


def test_all_words_must_fit() -> None:
    row = Row("x", "x", "single", "warm the pot\nlid")
    assert fits(row, ["pot", "li"])
    assert fits(row, [])
    assert not fits(row, ["pot", "cup"])


def test_restoring_refuses_what_it_cannot_do(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "sessions")
    path = save(archive.folder, "warm the pot")
    kept = path.read_bytes()
    trashed = archive.delete(path)
    assert trashed is not None
    path.write_bytes(b"another")
    with pytest.raises(ArchiveError, match="is there already"):
        archive.restore(trashed)
    assert (path.read_bytes(), trashed.read_bytes()) == (b"another", kept)
    path.unlink()
    assert archive.trashed() == [trashed]
    assert archive.restore(trashed) == path
    assert path.read_bytes() == kept
    assert archive.trashed() == []
    with pytest.raises(ArchiveError, match="not in the trash"):
        archive.restore(trashed)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_restoring_into_a_folder_that_refuses_says_why(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "sessions")
    path = save(archive.folder, "warm the pot")
    trashed = archive.delete(path)
    assert trashed is not None
    path.parent.chmod(0o500)
    try:
        with pytest.raises(ArchiveError, match="cannot be brought back"):
            archive.restore(trashed)
    finally:
        path.parent.chmod(0o700)
