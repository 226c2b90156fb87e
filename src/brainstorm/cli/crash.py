"""A crash leaves one line on stderr, exit status 1, and a file without a word of what anybody wrote."""

import os
import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from brainstorm import __version__


def describe(crash: BaseException) -> str:
    """Where the program was when `crash` happened: types, files, lines and functions.

    Messages, source lines and variables are left out, since any of them may quote an idea.
    """
    lines = [
        f"brainstorm {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"at {datetime.now().astimezone().isoformat(timespec='seconds')}",
    ]
    seen: BaseException | None = crash
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        frames = traceback.extract_tb(seen.__traceback__)
        lines.extend(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines) + "\n"


def report(crash: BaseException) -> int:
    """Write the crash file, say one line, and return the exit status 1."""
    kind = type(crash).__name__
    try:
        from brainstorm.settings import find_places

        folder = find_places(os.environ).state.path / "crashes"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(describe(crash))
        where = f"details (no idea text) in {path}"
    except Exception:  # the report itself must never hide the crash
        where = "no report could be written"
    print(f"brainstorm: the program broke ({kind}); what was recorded is safe; {where}", file=sys.stderr)  # noqa: T201
    return 1
