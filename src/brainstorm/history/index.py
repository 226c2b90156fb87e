"""The index: the sessions folder as SQLite tables with full-text search, in the cache directory.

The journals are the truth. The index is brought up to date whenever it is asked, at a cost that depends on what
changed; whatever is wrong with it costs a line and the time to make it anew, in memory where the disk refuses.
"""

from __future__ import annotations

import contextlib
import fcntl
import marshal
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TypeVar
from zlib import adler32, crc32

from brainstorm.history.folder import entries, years
from brainstorm.history.store import (
    APPLICATION,
    Content,
    Stat,
    known_states,
    make_tables,
    put_in,
    take_out,
    unsettled,
    version,
)
from brainstorm.session.name import is_journal

T = TypeVar("T")
Progress = Callable[[int, int], None]

_WAIT = 10.0  # seconds for another program that is writing the index
_MANY = 2000  # journals, after which the full-text index is packed
_BATCH = 0.25  # seconds of work between two commits: others get their turn, and what is done stays done


class IndexFailure(Exception):  # noqa: N818 (it is the end of every other way)
    """There is no way to index here: one clear line."""


class _Unsound(Exception):  # noqa: N818
    """The file is no index of ours."""


def index_file(folder: Path, cache: Path) -> Path:
    """Where the index of the sessions folder `folder` is kept."""
    return cache / f"index-{crc32(os.fsencode(folder.absolute())):08x}.sqlite"


def ask(
    folder: Path,
    cache: Path,
    use: Callable[[sqlite3.Connection], T],
    *,
    say: Callable[[str], None] = lambda line: None,
    progress: Progress | None = None,
) -> T:
    """What `use` makes of the index of `folder`, which is brought up to date first.

    Args:
        folder: The sessions folder; it need not exist.
        cache: Where the index is kept.
        use: Gets the open database, which is of no use afterwards.
        say: Hears a line when the index had to be made anew, or in memory.
        progress: Hears how many of how many journals have been read.

    Raises:
        IndexFailure: this Python's SQLite cannot search.
    """
    file = index_file(folder, cache)
    for again in (False, True):
        try:
            with _opened(file, suspicious=again, say=say) as db:
                update(db, folder, progress)
                return use(db)
        except sqlite3.OperationalError as error:
            if "fts5" in str(error):
                raise IndexFailure("this Python's SQLite has no full-text search (FTS5)") from None
            why = str(error)
            break
        except sqlite3.DatabaseError as error:  # damaged, which showed only now
            why = str(error)
        except OSError as error:
            why = error.strerror or str(error)
            break
    say(f"the search index {file} cannot be used ({why}); it is made in memory this time")
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        if not _copied(file, db):
            make_tables(db)
        update(db, folder, progress)
        return use(db)


def forget(folder: Path, cache: Path) -> None:
    """Leave nothing in the index of what is no longer in `folder`, not even in bytes that nobody reads."""

    def wipe(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO words (words) VALUES ('optimize')")  # what was deleted lives on in it until then
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    if index_file(folder, cache).exists():
        with contextlib.suppress(IndexFailure):
            ask(folder, cache, wipe)


@contextlib.contextmanager
def _opened(file: Path, *, suspicious: bool, say: Callable[[str], None]) -> Iterator[sqlite3.Connection]:
    """The database in `file`; one that is not ours, or not sound, is replaced.

    Under a lock, so that nobody removes what somebody else has just made in its place.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(file.with_suffix(".lock")):
        try:
            db = _connected(file, suspicious)
        except (sqlite3.DatabaseError, _Unsound) as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            say(f"the search index {file} {_why(error)}; it is made anew")
            for end in ("", "-wal", "-shm", "-journal"):
                Path(f"{file}{end}").unlink(missing_ok=True)
            db = _connected(file, suspicious=False)
    try:
        yield db
    finally:
        with contextlib.suppress(sqlite3.Error):
            db.close()


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, _Unsound) else f"is damaged ({error})"


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[None]:
    fd = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with contextlib.suppress(OSError):  # a file system without locks does without
            fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _connected(file: Path, suspicious: bool) -> sqlite3.Connection:
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))  # SQLite would make it readable for all
    db = sqlite3.connect(file, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        ours, made_by = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            db.execute("PRAGMA journal_mode=WAL")
            make_tables(db)
        elif ours != APPLICATION:
            raise _Unsound("is no index of this program")
        elif made_by != version():
            raise _Unsound("was made by another version of the program")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute("PRAGMA secure_delete=ON")
        if suspicious and (found := db.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise _Unsound(f"is damaged ({found})")
        if suspicious:  # quick_check does not look into the full-text index
            db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except BaseException:
        db.close()
        raise
    return db


def _copied(file: Path, memory: sqlite3.Connection) -> bool:
    """Whether the index in `file`, which can only be read, is now in `memory`."""
    try:
        with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            ours, made_by = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
            if (ours, made_by) != (APPLICATION, version()) or db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return False
            db.backup(memory)
            memory.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except (sqlite3.Error, ValueError):
        return False
    return True


def update(db: sqlite3.Connection, folder: Path, progress: Progress | None = None) -> None:
    """Make the index agree with the journals in `folder`."""
    found, doubted = _found(folder), unsettled(db)
    state = marshal.dumps(sorted(found), 0)  # in this version equal values give equal bytes
    if not doubted and db.execute("SELECT state FROM agreed").fetchone() == (state,):
        return  # by far the most frequent case, at a third of the cost of comparing file by file
    known = known_states(db)
    changed = {state[0] for state in found - known}
    gone = [state[0] for state in known - found if state[0] not in changed]
    doubtful = [*changed, *(doubted.keys() - changed - set(gone))]
    if not gone and not doubtful:
        _agree(db, state)
        return
    done, total = 0, len(doubtful)
    while gone or doubtful:
        begun, ready = time.monotonic(), list[Content]()
        while doubtful and time.monotonic() - begun < _BATCH:
            path = doubtful.pop()
            content = _read(folder, path)
            if content is None:
                gone.append(path)
            elif path not in doubted or content.digest != doubted[path] or content.settled:
                ready.append(content)
        _write(db, folder, gone, ready)
        done, gone = total - len(doubtful), []
        if progress is not None:
            progress(done, total)
    if total > _MANY:
        db.execute("INSERT INTO words (words) VALUES ('optimize')")


def _agree(db: sqlite3.Connection, state: bytes) -> None:
    """Remember that the index agreed with the folder when it was in this state."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM agreed")
    db.execute("INSERT INTO agreed (state) VALUES (?)", (state,))
    db.execute("COMMIT")


def _write(db: sqlite3.Connection, folder: Path, gone: Sequence[str], ready: Sequence[Content]) -> None:
    if not gone and not ready:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute("DELETE FROM agreed")
        for path in gone:
            if not os.path.exists(folder / path):  # nobody has put it back meanwhile
                take_out(db, path)
        for content in ready:
            _put(db, folder, content)
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


def _put(db: sqlite3.Connection, folder: Path, content: Content) -> None:
    there = db.execute("SELECT digest, read_at FROM files WHERE path = ?", (content.path,)).fetchone()
    if there is not None and there[0] == content.digest:
        stat = content.stat  # touched, moved, or settled by now; its words are the same
        db.execute(
            "UPDATE files SET size = ?, mtime = ?, ctime = ?, ino = ?, read_at = ?, settled = ?"
            " WHERE path = ? AND read_at <= ?",
            (*stat[1:], content.read_at, content.settled, content.path, content.read_at),
        )
    elif there is None or there[1] <= content.read_at:  # else another program has read it later than we did
        put_in(db, folder, content)


def _found(folder: Path) -> set[tuple[str, int, int, int, int]]:
    """The state of every journal there is, as `known_states` has it."""
    found: set[tuple[str, int, int, int, int]] = set()
    for year in years(folder):
        for file in entries(year.path):
            name = file.name
            if not is_journal(name):
                continue
            path = f"{year.name}/{name}"
            try:
                stat = file.stat()
            except OSError:
                found.add((path, 0, 0, 0, 0))  # a link that leads nowhere: said like any unreadable one
                continue
            if S_ISREG(stat.st_mode) or S_ISDIR(stat.st_mode):  # reading another kind might never end
                found.add((path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
    return found


def _stat(path: str, of: os.stat_result) -> Stat:
    return Stat(path, of.st_size, of.st_mtime_ns, of.st_ctime_ns, of.st_ino)


def _read(folder: Path, path: str) -> Content | None:
    """The journal as it is now, or why it cannot be read; None when it has gone."""
    now, nothing = time.time_ns(), Stat(path, 0, 0, 0, 0)
    name = path.rpartition("/")[2]
    try:
        fd = os.open(folder / path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        with open(fd, "rb") as file:
            stat = _stat(path, os.fstat(fd))  # before its contents: what is appended meanwhile shows next time
            data = file.read()
    except FileNotFoundError:
        if not os.path.islink(folder / path):
            return None
        return Content(nothing, now, b"-", None, f"{name} cannot be read: it leads nowhere")
    except OSError as error:
        try:
            stat = _stat(path, os.stat(folder / path))
        except OSError:
            stat = nothing
        return Content(stat, now, b"-", None, f"{name} cannot be read: {error.strerror or error}")
    return Content(stat, now, _digest(data), data)


def _digest(data: bytes) -> bytes:
    """Whether a file that changed a moment ago is the same still. (`hashlib` takes long to import.)"""
    return crc32(data).to_bytes(4) + adler32(data).to_bytes(4)
