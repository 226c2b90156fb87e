"""A report into a file: whole or not at all."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_out(path: Path, text: str, *, force: bool = False) -> None:
    """Write `text` to `path` atomically.

    Raises:
        FileExistsError: there is something already, and no `force`.
        OSError: it cannot be written; what was there is untouched.
    """
    if path.exists() and not force:
        raise FileExistsError(path)
    fd, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with open(fd, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if force:
            os.replace(name, path)
        else:
            os.link(name, path)  # unlike a rename, never over a file that came meanwhile
            os.unlink(name)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
