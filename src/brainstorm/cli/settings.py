"""`brainstorm settings`: what is set, what sets it, and setting it."""

import os
import shutil
import textwrap
from dataclasses import dataclass
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from brainstorm.cli.common import json_option, print_json, say, warn
from brainstorm.cli.run import Failure
from brainstorm.settings import (
    Loaded,
    Setting,
    SettingsError,
    Value,
    WrongValueError,
    declared,
    find_places,
    find_setting,
    items_of,
    read,
    write,
)


@dataclass(frozen=True, slots=True)
class _Current:
    """One setting's value, and what set it: an environment variable, the file's name, or `default`."""

    setting: Setting
    value: Value
    source: str

    @property
    def text(self) -> str:
        return ", ".join(items_of(self.value)) or "(empty)"

    def as_json(self) -> dict[str, object]:
        return {
            "key": self.setting.key,
            "value": self.value,
            "default": self.setting.default,
            "from": self.source,
            "expects": self.setting.expects,
            "help": self.setting.help,
        }


def _complete_key(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(one.key, help=one.help) for one in declared() if one.key.startswith(incomplete)]


def _complete_value(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    setting = next((one for one in declared() if one.key == ctx.params.get("key")), None)
    if setting is None:
        return []
    if setting.path:
        return [CompletionItem(incomplete, type="file")]
    choices = setting.choices or (("true", "false") if setting.kind == "true or false" else ())
    return [CompletionItem(choice) for choice in choices if choice.startswith(incomplete)]


@click.command(short_help="Show or change settings.")
@click.argument("key", required=False, shell_complete=_complete_key)
@click.argument("values", metavar="[VALUE]...", nargs=-1, shell_complete=_complete_value)
@click.option("--unset", is_flag=True, help="Take KEY back to its default.")
@json_option
def settings(key: str | None, values: tuple[str, ...], unset: bool, as_json: bool) -> None:
    """Show or change settings.

    Without KEY, lists every setting: its value, where that comes from, and what it does. With KEY, prints
    its value and nothing else (a list's, one item a line). With VALUE, writes it to the settings file, whose
    comments stay. A list takes each item as a VALUE of its own:

    \b
      brainstorm settings minutes 5
      brainstorm settings banks ~/my-questions.yaml ~/more
      brainstorm settings banks --unset
    """
    if unset and (values or key is None):
        raise click.UsageError("--unset takes a KEY and no VALUE")
    config_file = find_places(os.environ).config_file.path
    if key is None:
        _list(config_file, as_json)
        return
    try:
        setting = find_setting(key)
        if unset or values:
            write(config_file, key, None if unset else values)
    except WrongValueError as error:
        raise click.UsageError(str(error)) from None
    except SettingsError as error:
        raise Failure(str(error)) from None
    loaded = read(config_file)
    now = _in_force(setting, loaded)
    if as_json:
        print_json({"v": 1, "config_file": str(config_file), **now.as_json()})
    elif unset or values:
        _confirm(setting, _from_file(setting, loaded), now, config_file)
    else:
        for note in loaded.notes:
            warn(note)
        for item in items_of(now.value):
            say(item)


def _in_force(setting: Setting, loaded: Loaded) -> _Current:
    if setting.env and (text := os.environ.get(setting.env, "")).strip():
        try:
            return _Current(setting, setting.parse(text), setting.env)
        except WrongValueError as error:
            warn(f"{setting.env}: {error}; ignored")
    return _from_file(setting, loaded)


def _from_file(setting: Setting, loaded: Loaded) -> _Current:
    source = "config.toml" if setting.key in loaded.written else "default"
    return _Current(setting, getattr(loaded.settings, setting.key), source)


def _confirm(setting: Setting, written: _Current, now: _Current, config_file: Path) -> None:
    if written.source == "default":
        say(f"{setting.key} is at its default, {written.text}; {config_file} says nothing of it")
    else:
        say(f"{setting.key} = {written.text} in {config_file}")
    if now.source == setting.env:
        warn(f"{setting.env} is set and goes before the file: {now.text}")


def _list(config_file: Path, as_json: bool) -> None:
    loaded = read(config_file)
    rows = [_in_force(setting, loaded) for setting in declared()]
    if as_json:
        every = [row.as_json() for row in rows]
        print_json({"v": 1, "config_file": str(config_file), "settings": every, "notes": loaded.notes})
        return
    for note in loaded.notes:
        warn(note)
    say(f"{config_file}{'' if config_file.exists() else ' (not there yet)'}")
    wide = max(len(row.setting.key) for row in rows) + 2
    for row in rows:
        source = row.source
        if source != "default":
            source += f"; default {', '.join(items_of(row.setting.default)) or 'empty'}"
        say("")
        say(f"{row.setting.key:<{wide}}{row.text}  [{source}]")
        indent = " " * wide
        about = row.setting.help
        if row.setting.kind not in ("text", "list of texts") or row.setting.choices:
            about += f" Takes {row.setting.expects}."
        width = min(shutil.get_terminal_size().columns, 100) - 1
        for line in textwrap.wrap(about, max(width, 40), initial_indent=indent, subsequent_indent=indent):
            say(line)
