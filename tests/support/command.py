"""A command of the program, run in the test's own process: arguments and a pipe go in; a status and two streams out."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from support.terminal import Terminal, status_of

from brainstorm.cli import _COMMANDS
from brainstorm.cli.run import run

PROGRAM = (sys.executable, "-m", "brainstorm")

# C0 but the newline, DEL, C1, marks and overrides of direction, line and paragraph separators, surrogates.
_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@dataclass(frozen=True)
class Result:
    """What a command left: its exit status and the bytes of its two streams."""

    status: int
    out_bytes: bytes
    err_bytes: bytes

    @property
    def out(self) -> str:
        return self.out_bytes.decode()

    @property
    def err(self) -> str:
        return self.err_bytes.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def text(self) -> str:
        """Both streams, for a message or a search."""
        return self.out + self.err


def harm(data: bytes) -> str | None:
    """What in `data` could do something to a terminal, in a few words; None when nothing could."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return f"no UTF-8: {error}"
    found = _HARMFUL.search(text)
    return found and f"U+{ord(found.group()):04X} in {text[max(0, found.start() - 40) : found.end() + 40]!r}"


def brainstorm(*args: str, stdin: str | bytes = b"") -> Result:
    """Run a command in this process, which saves the start of another; `stdin` is a pipe's worth of lines."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    with tempfile.TemporaryFile() as file:
        file.write(stdin.encode() if isinstance(stdin, str) else stdin)
        file.seek(0)
        with (
            io.TextIOWrapper(file, encoding="utf-8") as input_,
            patch.multiple(sys, argv=["brainstorm", *args], stdin=input_, stdout=streams[0], stderr=streams[1]),
        ):
            status = run(_COMMANDS)
    out, err = (stream.buffer.getvalue() for stream in streams)  # type: ignore[attr-defined]
    assert b"the program broke" not in err, err
    return Result(status, out, err)


def well(*args: str, stdin: str | bytes = b"") -> Result:
    """The same, for a command that must succeed."""
    result = brainstorm(*args, stdin=stdin)
    assert result.status == 0, result.err
    return result


def process(*args: str | bytes, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
    """Run a command in a process of its own, where bytes, signals or locales matter."""
    done = subprocess.run(
        [*PROGRAM, *args],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        timeout=60,
        check=False,
    )
    assert b"the program broke" not in done.stderr, done.stderr
    return Result(status_of(done.returncode), done.stdout, done.stderr)


QUESTION = "sandbagging-cant-wont"
ASKED = "isn't trying?\n"
"""How QUESTION ends."""


def drilled(*ideas: str, question: str = QUESTION) -> str:
    """Do a piped drill with these lines; the id of its session is returned."""
    args = ("drill", "--plain", "--json", "--question", question, "--minutes", "5")
    id_ = well(*args, stdin="".join(f"{idea}\n" for idea in ideas)).json["id"]
    assert isinstance(id_, str)
    return id_


Spawn = Callable[..., Terminal]


def on_terminal(terminal: Spawn, *args: str, **options: Any) -> Terminal:
    """The program with `args` on a terminal that doesn't repeat what is typed."""
    return terminal([*PROGRAM, *args], **{"echo": False, **options})


def at_question(terminal: Spawn, *args: str, ends: str = ASKED, **options: Any) -> Terminal:
    """A plain drill on a terminal whose clock has just been started."""
    person = on_terminal(terminal, *(args or ("drill", "--plain", "--question", QUESTION)), **options)
    person.expect("Enter starts the clock.\n")
    person.line("")
    person.expect(ends + "\n")
    return person
