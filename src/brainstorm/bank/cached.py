"""The compiled copy of the bank: one file in the cache directory, so that a start reads no YAML.

A line that says how long the parts are, the index as JSON, then the entries, one a line. A start reads the
first two; an entry is read when it is asked for. Being one file, it is replaced whole: an index never meets
the entries of another. Whatever is wrong with it makes it a copy that is not there.
"""

import json
import os
import stat
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from zlib import crc32

from brainstorm.bank.layers import State, layers, states

FORMAT = 2
"""To be raised whenever the copy, or what counts as a sound bank, changes."""

_KEPT = 8  # copies for different sets of extras
_SETTLED_NS = 2_000_000_000  # a file changed less than this before it was read may change again within one mtime
_ROW: tuple[Any, ...] = (
    str,
    str,
    (str, type(None)),
    (int, type(None)),
    (str, type(None)),
    str,
    bool,
    str,
    *(int,) * 7,
)

Copy = tuple[dict[str, Any], str, int]
"""The index, the file of the copy, and where in it the entries begin (bytes)."""


def read(cache: str, prompts: str, extra: Sequence[str]) -> Copy | None:
    """The copy that fits the files as they are now, or None."""
    try:
        places = _places(prompts, extra)
        copy = _open(_file(cache, places), places)
        if copy is None:
            return None
        index = copy[0]
        now = states(layers(prompts, extra))
        if now is None or len(now) != len(index["files"]):
            return None
        newest = max((int(state[2]) for state in now), default=0)
        same = all(state == known[:3] for state, known in zip(now, index["files"], strict=True))
        if same and newest < index["made"] - _SETTLED_NS:
            return copy
        made = time.time_ns()
        if not _same_contents(now, index["files"]):
            return None
        if not same or newest < made - _SETTLED_NS:
            return _refreshed(copy, cache, places, now, made)
        return copy
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write(cache: str, prompts: str, extra: Sequence[str], index: dict[str, Any], blob: bytes) -> None:
    """Keep a copy for the next start. A cache that cannot be written is no trouble."""
    with suppress(OSError, ValueError):
        places = _places(prompts, extra)
        _write(cache, _file(cache, places), {**index, "places": places}, blob)


def part(file: str, base: int, name: str, place: Sequence[int]) -> dict[str, Any] | None:
    """The part with the id `name` at a place (offset, length, checksum), or None when it is not there any more."""
    offset, length, check = place
    try:
        with open(file, "rb") as copy:
            copy.seek(base + offset)
            data = copy.read(length)
    except (OSError, ValueError):
        return None
    if crc32(data) != check:
        return None
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found.get("id") == name else None


def _places(prompts: str, extra: Sequence[str]) -> list[list[str]]:
    # As given, since problems name paths so; and in full, since the same words mean something else elsewhere.
    return [[path, os.path.abspath(path)] for path in (prompts, *extra)]


def _file(cache: str, places: list[list[str]]) -> str:
    name = crc32(json.dumps(places).encode())
    return os.path.join(cache, f"bank-{name:08x}.json")


def _open(file: str, places: list[list[str]]) -> Copy | None:
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as copy:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode):
            return None
        head = copy.readline(200)
        name, version, index_bytes, index_crc, blob_bytes = json.loads(head)
        base = len(head) + index_bytes + 1
        if [name, version] != ["brainstorm bank", FORMAT] or base + blob_bytes != state.st_size:
            return None
        data = copy.read(index_bytes)
    if crc32(data) != index_crc:
        return None
    index = json.loads(data)
    if index["places"] != places or not _sound(index):
        return None
    return index, file, base


def _sound(index: dict[str, Any]) -> bool:
    """Whether an index has the shape that the bank relies on."""
    return (
        isinstance(index["made"], int)
        and all(isinstance(part, dict) for name in ("lenses", "forms") for part in index[name])
        and list(map(type, index["interviewer"])) == [int, int, int]
        and all(isinstance(line, str) for line in index["notes"])
        and all(list(map(type, file)) == [str, int, int, str] for file in index["files"])
        and all(
            len(row) == len(_ROW) and all(isinstance(part, kind) for part, kind in zip(row, _ROW, strict=True))
            for row in index["rows"]
        )
    )


def _same_contents(now: Sequence[State], known: Sequence[list[Any]]) -> bool:
    from brainstorm.bank.problem import RefusedError
    from brainstorm.bank.source import content_hash, read_raw

    if [state[:2] for state in now] != [file[:2] for file in known]:
        return False
    try:
        return all(content_hash(read_raw(path).data) == digest for path, _, _, digest in known)
    except RefusedError:
        return False


def _refreshed(copy: Copy, cache: str, places: list[list[str]], now: Sequence[State], made: int) -> Copy:
    """The same copy under the files' new mtimes, so that they are not read again next time."""
    index, file, base = copy
    files = [[*state, known[3]] for state, known in zip(now, index["files"], strict=True)]
    fresh = {**index, "files": files, "made": made}
    with open(file, "rb") as old:
        old.seek(base)
        blob = old.read()
    try:
        return fresh, file, _write(cache, file, fresh, blob)
    except OSError:
        return copy


def _write(cache: str, file: str, index: dict[str, Any], blob: bytes) -> int:
    """Write a copy in one piece; where its entries begin is returned."""
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    head = json.dumps(["brainstorm bank", FORMAT, len(data), crc32(data), len(blob)]).encode() + b"\n"
    os.makedirs(cache, mode=0o700, exist_ok=True)
    unfinished = os.path.join(cache, f".bank-{os.getpid()}-{time.monotonic_ns()}.tmp")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as copy:
            copy.write(head + data + b"\n" + blob)
        os.replace(unfinished, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(unfinished)
        raise
    _prune(cache)
    return len(head) + len(data) + 1


def _prune(cache: str) -> None:
    """Remove the copies that were made longest ago, and what a killed process left."""
    with suppress(OSError):
        found = [(item.stat().st_mtime, item.path) for item in os.scandir(cache) if _ours(item.name)]
        found.sort(reverse=True)
        finished = [path for _, path in found if path.endswith(".json")]
        hour_ago = time.time() - 3600
        leftovers = [path for changed, path in found if path.endswith(".tmp") and changed < hour_ago]
        for path in finished[_KEPT:] + leftovers:
            with suppress(OSError):
                os.unlink(path)


def _ours(name: str) -> bool:
    return (name.startswith("bank-") and name.endswith(".json")) or (
        name.startswith(".bank-") and name.endswith(".tmp")
    )
