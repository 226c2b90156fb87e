"""A setting as the screen shows, reads and writes it."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from brainstorm.settings import (
    Setting,
    SettingsError,
    Value,
    WrongValueError,
    declared,
    find_places,
    items_of,
    load,
    read,
    write,
)

if TYPE_CHECKING:
    from brainstorm.tui.app import BrainstormApp
    from brainstorm.tui.desk import Desk

_OPTION = "--sessions"


@dataclass(frozen=True, slots=True)
class Current:
    """One setting's value and what set it.

    Attributes:
        source: `config.toml`, `default`, or what goes before the file: an environment variable, an option.
        locked: What goes before the file, so that nothing can be changed here; "" when nothing does.
    """

    setting: Setting
    value: Value
    source: str
    locked: str = ""

    @property
    def text(self) -> str:
        """The value on one line."""
        return ", ".join(items_of(self.value))


def in_force(desk: Desk) -> list[Current]:
    """Every setting, as it stands now."""
    loaded = read(desk.places.config_file.path)
    rows = []
    for setting in declared():
        source = "config.toml" if setting.key in loaded.written else "default"
        row = Current(setting, getattr(loaded.settings, setting.key), source)
        if setting.key == "sessions" and desk.places.sessions.why == _OPTION:
            row = Current(setting, str(desk.places.sessions.path), _OPTION, _OPTION)
        elif setting.env and (text := os.environ.get(setting.env, "")).strip():
            with suppress(WrongValueError):  # it counts as unset
                row = Current(setting, setting.parse(text), setting.env, setting.env)
        rows.append(row)
    return rows


def change(app: BrainstormApp, key: str, raw: str | Sequence[str] | None) -> str:
    """Write one setting and go by it at once; None is its default. What went wrong, or ""."""
    places = app.desk.places
    try:
        write(places.config_file.path, key, raw)
    except SettingsError as error:
        return str(error)
    settings, _ = load(places.config_file.path)
    option = places.sessions.path if places.sessions.why == _OPTION else None
    app.desk.change(settings, find_places(os.environ, settings=settings, sessions=option))
    app.take(settings)
    return ""


def typed(value: Value) -> str:
    """`value` as it is typed: a list's items with commas between them, in quotes where they hold one."""
    if isinstance(value, str):
        return value
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(items_of(value))
    return text.getvalue().replace(",", ", ") if not any("," in item for item in items_of(value)) else text.getvalue()


def untyped(setting: Setting, text: str) -> str | list[str]:
    """What was typed, as `Setting.parse` takes it."""
    if not setting.kind.startswith("list"):
        return text
    row = next(csv.reader([text], skipinitialspace=True), [])
    return [item.strip() for item in row]
