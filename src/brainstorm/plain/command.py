"""What a line of a plain drill asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from brainstorm.drill import commands as do
from brainstorm.drill.lines import asks_for_cue, read_line

_EDIT = re.compile(r"/edit\s+(\d{1,9})\s+(\S.*)", re.DOTALL)
_NUMBERED = re.compile(r"/(strike|restore)\s+(\d{1,9})")
_DRY = re.compile(r"/dry(?:\s+(\d{1,6}))?")
_BARE: Mapping[str, Callable[[], do.Command]] = {"/end": do.End, "/pause": do.Pause, "/next": do.Next}


def read_command(text: str, *, typed: bool, paused: bool) -> do.Command:
    """The command in `text`, a line `typed` by a person or piped; an unknown /word is an idea."""
    line = text.strip()
    if asks_for_cue(line):
        return do.AskCue()
    if line in _BARE:
        return _BARE[line]()
    if match := _EDIT.fullmatch(line):
        return do.Revise(int(match[1]), match[2])
    if match := _NUMBERED.fullmatch(line):
        n = int(match[2])
        return do.Strike(n) if match[1] == "strike" else do.Restore(n)
    if match := _DRY.fullmatch(line):
        return do.SayDry(int(match[1]) if match[1] else None)
    words, build = read_line(text)
    if not words and paused:
        return do.Resume()
    return do.Enter(words, via="key" if typed else "pipe", build=build, aloud=typed and not words and not build)
