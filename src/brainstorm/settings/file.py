"""The settings file: read without ever failing, written without losing a comment."""

import os
import re
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from brainstorm.settings.fields import Settings, declared, find_setting
from brainstorm.settings.kinds import Setting, SettingsError, Value

_LARGEST = 1_000_000  # bytes; far above anything typed by hand


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a settings file says.

    Attributes:
        settings: the values, defaults where the file says nothing or something wrong.
        notes: one line for each thing wrong in the file.
        written: the settings whose value comes from the file.
    """

    settings: Settings
    notes: tuple[str, ...] = ()
    written: frozenset[str] = frozenset()


def load(config_file: Path, environ: Mapping[str, str] = os.environ) -> tuple[Settings, list[str]]:
    """The settings in `config_file`, and one line for each thing wrong in it. Never raises.

    A missing file gives the defaults; so does one that is no TOML; a doubtful value gives its own default. What the
    environment says goes before the file (but for places, which `find_places` settles).
    """
    loaded = read(config_file)
    notes = list(loaded.notes)
    values: dict[str, Any] = {}
    for setting in declared():
        if setting.env and not setting.path and (text := environ.get(setting.env, "")).strip():
            try:
                values[setting.key] = setting.parse(text)
            except SettingsError as error:
                notes.append(f"{setting.env}: {error}; ignored")
    return replace(loaded.settings, **values) if values else loaded.settings, notes


def read(config_file: Path) -> Loaded:
    """As `load`, and which settings come from the file."""
    try:
        text = _text(config_file)
        entries = _parsed(config_file, text) if text is not None else {}
    except SettingsError as error:
        return Loaded(Settings(), (f"{error}; until that is mended every setting is at its default",))
    values: dict[str, Any] = {}
    notes = []
    for key, entry in entries.items():
        try:
            setting = find_setting(key)
        except SettingsError as error:
            notes.append(f"{_at(config_file, text, key)}: {error}; ignored")
            continue
        try:
            values[key] = _placed(setting, setting.fit(entry), config_file.parent)
        except SettingsError as error:
            default = "the default stands" if setting.default else "ignored"
            notes.append(f"{_at(config_file, text, key)}: {error}; {default}")
    return Loaded(Settings(**values), tuple(notes), frozenset(values))


def write(config_file: Path, key: str, raw: str | Sequence[str] | None) -> Path:
    """Set one key of `config_file`, whole or not at all; comments, order and everything else in it stay.

    Args:
        config_file: the file, made with its folder when missing; where it is a link, what it points to.
        key: a field of `Settings`.
        raw: the value as typed, several for a list or table; None takes the key out, back to its default.

    Returns:
        The file itself, behind any links.

    Raises:
        WrongValueError: there is no such key, or the value does not fit.
        SettingsError: the file does not parse (it is left alone), or it cannot be written.
    """
    setting = find_setting(key)
    value = None if raw is None else setting.parse(raw)
    try:
        target = Path(os.path.realpath(config_file))
        old = _text(config_file) or ""
        before = _parsed(config_file, old)
        new = _edited(config_file, old, key, value)
        if not _only(setting, value, before, _parsed(config_file, new)):
            raise SettingsError(f"{config_file}: is laid out in a way that cannot be edited safely")
        if new != old:
            _replace(target, new)
    except SettingsError as error:
        raise SettingsError(f"{error}; nothing was changed: mend it first") from None
    except OSError as error:
        raise SettingsError(f"{config_file}: cannot be written ({error.strerror}); nothing changed") from None
    return target


def _text(config_file: Path) -> str | None:
    """What stands in the file, None when there is none."""
    try:
        found = config_file.stat()
        if not stat.S_ISREG(found.st_mode):  # reading a pipe would wait for ever
            raise SettingsError(f"{config_file}: is no plain file")
        if found.st_size > _LARGEST:
            raise SettingsError(f"{config_file}: is too large for a settings file")
        # A byte order mark is what some editors put first; it is no part of the text.
        return config_file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{config_file}:{line}: is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{config_file}: cannot be read ({error.strerror})") from None


def _parsed(config_file: Path, text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise SettingsError(f"{config_file}: is nested too deeply") from None
    except ValueError as error:
        message = " ".join(str(error).split())[:120]
        found = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message)
        if found is None:
            raise SettingsError(f"{config_file}: is not TOML ({message})") from None
        line = found[2] or text.rstrip().count("\n") + 1
        column = f", column {found[3]}" if found[3] else ""
        raise SettingsError(f"{config_file}:{line}: is not TOML ({found[1]}{column})") from None


def _at(config_file: Path, text: str | None, key: str) -> str:
    """The file, and the line that sets `key` where one can tell."""
    # Inside a text of several lines anything may look like a key.
    if text is not None and '"""' not in text and "'''" not in text:
        name = re.escape(key)
        setter = re.compile(rf"""\s*\[*\s*(["']?){name}\1\s*[\].=]""")
        for number, line in enumerate(text.split("\n"), 1):
            if setter.match(line):
                return f"{config_file}:{number}"
    return str(config_file)


def _placed(setting: Setting, value: Value, folder: Path) -> Value:
    """A path's `~` expanded, a relative one taken from `folder`: the same wherever the program is started."""
    if not setting.path:
        return value
    if isinstance(value, tuple):
        return tuple(str(folder / os.path.expanduser(str(item))) for item in value)
    return str(folder / os.path.expanduser(value)) if isinstance(value, str) and value else value


def _edited(config_file: Path, old: str, key: str, value: Value | None) -> str:
    """`old` with `key` set to `value`, or without it."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    if value is None and key not in old:
        return old
    try:
        document = tomlkit.parse(old)
        _put(document, key, value)
        new = tomlkit.dumps(document)
    except (TOMLKitError, RecursionError, ValueError) as error:
        raise SettingsError(f"{config_file}: is not understood ({type(error).__name__})") from None
    if "\r\n" in old and "\n" not in old.replace("\r\n", ""):
        new = new.replace("\r\n", "\n").replace("\n", "\r\n")
    return new


def _put(document: Any, key: str, value: Value | None) -> None:
    """Change as little of tomlkit's `document` as will do, since comments hang on what is there."""
    present = document.get(key)
    if value is None:
        document.pop(key, None)
    elif isinstance(value, Mapping) and isinstance(present, Mapping):
        for name in [name for name in present if name not in value]:
            del document[key][name]
        for name, text in value.items():
            if present.get(name) != text:
                document[key][name] = text
    elif isinstance(value, tuple) and isinstance(present, list):
        items = [_plain(item) for item in value]
        kept = [item for item in present if item in items]
        if kept != items[: len(kept)]:
            document[key] = items
            return
        for index in [index for index, item in enumerate(present) if item not in items][::-1]:
            del present[index]
        present.extend(items[len(kept) :])
    else:
        if isinstance(present, Mapping) != isinstance(value, Mapping):
            document.pop(key, None)  # a table and a plain value stand in different places
        document[key] = [_plain(item) for item in value] if isinstance(value, tuple) else _plain(value)


def _plain(value: Any) -> Any:
    """10 rather than 10.0, as people write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _only(setting: Setting, value: Value | None, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether the one key says `value` now and all others what they said: the editing library is checked."""
    others = [{key: entry for key, entry in each.items() if key != setting.key} for each in (before, after)]
    now = None if setting.key not in after else setting.fit(after[setting.key])
    return now == value and repr(others[0]) == repr(others[1])  # repr, because nan is not equal to itself


def _replace(target: Path, text: str) -> None:
    """Put `text` in place of `target` so that after a crash either the old or the new one is there, whole."""
    _make_folder(target.parent)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with suppress(FileNotFoundError):
        draft.unlink()  # one left by a crash under the same process id
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot sync a folder; the file itself is safe
            os.fsync(folder)
    finally:
        os.close(folder)


def _make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, private; one that exists is left as it is."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
