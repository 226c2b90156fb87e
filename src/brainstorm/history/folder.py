"""Which files of a sessions folder are journals. Light, since every command with an index needs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from brainstorm.session.name import is_journal


def years(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The folders of a sessions folder that hold journals."""
    return (year for year in entries(folder) if len(year.name) == 4 and year.name.isdigit() and year.is_dir())


def journals(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Every journal of a sessions folder, in the order of the disk."""
    for year in years(folder):
        for file in entries(year.path):
            if is_journal(file.name) and not _endless(file):
                yield file


def entries(folder: str | Path) -> list[os.DirEntry[str]]:
    """What is in `folder`; nothing when it is not there."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _endless(file: os.DirEntry[str]) -> bool:
    """Whether reading `file` might never end: a pipe, a device."""
    if file.is_file() or file.is_dir():  # known from the listing: no look at the disk for each journal
        return False
    return os.path.exists(file.path)  # a link that leads nowhere is said to be unreadable, like any journal
