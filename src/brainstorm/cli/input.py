"""A file that is to be taken over, or stdin in its place."""

import sys
from pathlib import Path

from brainstorm.bank.problem import RefusedError
from brainstorm.bank.source import MAX_BYTES, read_raw
from brainstorm.cli.common import say_what_is_awaited
from brainstorm.cli.run import Failure

STDIN = Path("-")


def read_bytes(file: Path, what: str) -> bytes:
    """What is in `file`, 5 MB at the most; `what` is awaited, where a person types it.

    Raises:
        Failure: it is not there, no plain file, not readable, or larger.
    """
    if file == STDIN:
        say_what_is_awaited(what)
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Failure("stdin: is larger than 5 MB; split it into several files")
        return data
    try:
        return read_raw(str(file)).data
    except RefusedError as refused:
        raise Failure(f"{file}: {refused.problem.what}") from None
