"""`brainstorm delete`: into the trash, or for good when that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.command import Spawn, brainstorm, drilled, on_terminal, well


@pytest.fixture
def folder(own_home: Path) -> Path:
    return own_home / "sessions"


def test_a_deleted_session_lies_in_the_trash_whole(folder: Path) -> None:
    id_ = drilled("one")
    (path,) = folder.glob(f"*/{id_}.jsonl")
    before = path.read_bytes()
    done = well("delete", id_)
    trashed = folder / ".trash" / path.name
    assert done.out == f"{id_} is in {trashed}\n"
    assert trashed.read_bytes() == before
    assert not path.exists()
    assert well("list").out.startswith("No sessions yet")
    assert (trashed.parent.stat().st_mode & 0o777) == 0o700


def test_several_go_at_once_or_none(folder: Path) -> None:
    ids = [drilled("one"), drilled("two")]
    assert brainstorm("delete", ids[0], "nosuch").status == 1
    assert len(list(folder.glob("[0-9]*/*.jsonl"))) == 2
    done = well("delete", *ids, "--json")
    assert done.json == {"v": 1, "deleted": [{"id": i, "trash": str(folder / ".trash" / f"{i}.jsonl")} for i in ids]}


def test_the_same_session_named_twice_is_deleted_once(folder: Path) -> None:
    id_ = drilled("one")
    assert well("delete", id_, "latest", "--json").json["deleted"] == [
        {"id": id_, "trash": str(folder / ".trash" / f"{id_}.jsonl")}
    ]


def test_nothing_in_the_trash_is_ever_overwritten(folder: Path) -> None:
    id_ = drilled("one")
    (path,) = folder.glob(f"*/{id_}.jsonl")
    copy = path.read_bytes()
    well("delete", id_)
    path.write_bytes(copy + b"\n")
    well("delete", id_)
    kept = sorted(file.read_bytes() for file in (folder / ".trash").iterdir())
    assert kept == sorted([copy, copy + b"\n"])


def test_forever_without_a_terminal_needs_a_yes(folder: Path) -> None:
    id_ = drilled("one")
    refused = brainstorm("delete", id_, "--forever")
    assert refused.status == 2
    assert "--yes" in refused.err
    assert well("delete", id_, "--forever", "--yes").out == f"{id_} is deleted\n"
    assert not list(folder.rglob("*.jsonl"))


def test_forever_asks_on_a_terminal(terminal: Spawn, folder: Path) -> None:
    id_ = drilled("one")
    person = on_terminal(terminal, "delete", "latest", "--forever")
    person.expect(f"Delete {id_} (1 idea) for good? [y/N]: ")
    person.line("n")
    assert person.wait() == 130
    assert list(folder.rglob("*.jsonl"))
    person = on_terminal(terminal, "delete", "latest", "--forever")
    person.expect("[y/N]: ")
    person.line("y")
    person.expect("is deleted")
    assert person.wait() == 0
    assert not list(folder.rglob("*.jsonl"))


def test_latest_and_prefixes_mean_what_they_mean_elsewhere() -> None:
    first, second = drilled("one"), drilled("two")
    assert brainstorm("delete", first[:4]).status == 1
    assert well("delete", "latest", "--json").json["deleted"][0]["id"] == second
    assert well("show", "--json").json["id"] == first


def test_something_must_be_named() -> None:
    assert brainstorm("delete").status == 2


def test_what_is_deleted_for_good_is_not_in_the_search_index_either(own_home: Path) -> None:
    id_ = drilled("xylophone zeppelin", "another xylophone")
    drilled("something else")
    assert "xylophone" in well("search", "zeppelin").out
    cache = own_home / ".cache" / "brainstorm-drill"

    def kept() -> bool:
        return any(b"zeppelin" in path.read_bytes() for path in cache.iterdir())

    assert kept()
    well("delete", id_, "--forever", "--yes")
    assert not kept()
    assert well("search", "zeppelin").out == "Nothing fits.\n"
    assert well("search", "else").out.startswith("something else")
