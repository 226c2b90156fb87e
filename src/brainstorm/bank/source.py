"""Reading a file of the bank as text, and refusing what is no honest text file, with file and line."""

import os
import re
import stat
from dataclasses import dataclass

from brainstorm.bank.problem import Problem, RefusedError

MAX_BYTES = 5_000_000

# What an editor does not show. U+0085, U+2028 and U+2029 would also end lines to YAML, and to no editor.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a file and the state it was in when they were read."""

    path: str
    data: bytes
    size: int
    mtime_ns: int

    @property
    def key(self) -> list[str | int]:
        """Path, size, mtime and content hash: what a compiled copy is checked against."""
        return [self.path, self.size, self.mtime_ns, content_hash(self.data)]


def content_hash(data: bytes) -> str:
    """SHA-256 of a file's bytes, in hex."""
    from hashlib import sha256  # a few milliseconds to load, and not needed while the compiled copy is fresh

    return sha256(data).hexdigest()


def read_raw(path: str) -> Raw:
    """The bytes of the regular file at `path`.

    Raises:
        RefusedError: it is not there, not a regular file, not readable, or larger than `MAX_BYTES`.
    """
    try:
        # Without O_NONBLOCK, opening a FIFO nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            state = os.fstat(handle)
            if stat.S_ISDIR(state.st_mode):
                raise RefusedError(Problem(path, 0, "is a folder", "a YAML file is expected"))
            if not stat.S_ISREG(state.st_mode):
                raise RefusedError(Problem(path, 1, "is not a regular file", "a YAML file is expected"))
            with os.fdopen(handle, "rb", closefd=False) as file:
                data = file.read(MAX_BYTES + 1)
        finally:
            os.close(handle)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        line = 0 if isinstance(error, FileNotFoundError) else 1
        raise RefusedError(Problem(path, line, f"cannot be read ({reason})", "a YAML file is expected")) from None
    if len(data) > MAX_BYTES:
        raise RefusedError(Problem(path, 1, "is larger than 5 MB", "split it into several files"))
    return Raw(path, data, state.st_size, state.st_mtime_ns)


def decode(raw: Raw) -> str:
    """The file's text.

    Raises:
        RefusedError: it is empty, not UTF-8, or holds NUL bytes, tabs or other characters nobody can see.
    """
    data = raw.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError(Problem(raw.path, 1, "is written in UTF-16", "save it as UTF-8"))
    if (at := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        raise RefusedError(Problem(raw.path, line, "a NUL byte stands here", "a text file in UTF-8 is expected"))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        raise RefusedError(Problem(raw.path, line, what, "save the file as UTF-8")) from None
    if not text.strip():
        raise RefusedError(Problem(raw.path, 1, "is empty", "a list is expected"))
    if (found := UNSEEN.search(text)) is not None:
        what = f"the character U+{ord(found.group()):04X} stands here, which nobody can see"
        raise RefusedError(Problem(raw.path, _line(text, found.start()), what, "take it out"))
    if (at := text.find("\t")) >= 0:
        others = sum("\t" in line for line in text.split("\n")) - 1
        more = f" (and on {others} more line{'s' * (others > 1)})" if others else ""
        raise RefusedError(Problem(raw.path, _line(text, at), f"a tab stands here{more}", "use spaces"))
    return text


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
