"""The kinds of setting: how a value is declared, checked, typed in and shown."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

Value = bool | int | float | str | tuple[str, ...] | tuple[float, ...] | dict[str, str]
Kind = Literal["text", "true or false", "whole number", "number", "list of texts", "list of numbers", "table of texts"]
T = TypeVar("T", bound=Value)

KINDS: dict[object, Kind] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "number",
    tuple[str, ...]: "list of texts",
    tuple[float, ...]: "list of numbers",
    dict[str, str]: "table of texts",
}
_TRUTHS = {"true": True, "yes": True, "on": True, "1": True}
_TRUTHS |= {"false": False, "no": False, "off": False, "0": False}


class SettingsError(Exception):
    """A setting cannot be read or written; the message is one line that says what to do."""


class WrongValueError(SettingsError):
    """No such setting, or a value that does not fit: wrong usage rather than trouble with the file."""


def setting(
    default: T,
    help_text: str,
    *,
    check: Callable[[Any], str] | None = None,
    choices: Sequence[str] = (),
    low: float | None = None,
    high: float | None = None,
    path: bool = False,
    env: str = "",
) -> T:
    """Declare a field of `Settings`.

    Args:
        default: the value when nothing else is said.
        help_text: one or two sentences for people.
        check: gets a value of the right type; returns what is expected instead, or "" when all is well.
        choices: the texts allowed (each item's, for a list).
        low: the smallest number allowed (each item's, for a list).
        high: the greatest number allowed.
        path: the text is a path (each item's, for a list).
        env: the environment variable that goes before the file.
    """
    about = {"help": help_text, "check": check, "choices": choices, "low": low, "high": high}
    about |= {"path": path, "env": env}
    made: Any = (
        field(default_factory=lambda: dict(default), metadata=about)
        if isinstance(default, dict)
        else field(default=default, metadata=about)
    )
    return made  # type: ignore[no-any-return]  # dataclasses.field plays the same trick


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it was declared; see `setting` for the attributes."""

    key: str
    kind: Kind
    default: Value
    help: str
    check: Callable[[Any], str] | None
    choices: Sequence[str]
    low: float | None
    high: float | None
    path: bool
    env: str

    @property
    def expects(self) -> str:
        """What a value must be, such as "a number from 0.1 to 180"."""
        if self.choices:
            one = "one of " + ", ".join(self.choices)
            return f"a list, each {one}" if self.kind == "list of texts" else one
        bounds = ""
        if self.low is not None:
            bounds += f" from {shown(self.low)}"
        if self.high is not None:
            bounds += f" to {shown(self.high)}"
        return {
            "true or false": "true or false",
            "text": "a path" if self.path else "a text",
            "list of texts": f'a list of {"paths" if self.path else "texts"}, such as ["one", "two"]',
            "list of numbers": f"a list of numbers{bounds}, such as [1, 2.5]",
            "table of texts": 'a table of texts, such as {name = "text"}',
        }.get(self.kind, f"a {self.kind}{bounds}")

    def fit(self, value: object) -> Value:
        """`value`, as a TOML file says it, made the declared type.

        Raises:
            WrongValueError: it does not fit.
        """
        made = _made(self.kind, value)
        if made is None or not all(self._allowed(item) for item in _items(made)):
            raise WrongValueError(f"{self.key} must be {self.expects}, not {quoted(value)}")
        if self.path and any("\0" in str(item) for item in _items(made)):
            raise WrongValueError(f"{self.key}: a path has no NUL character in it")
        if self.path and isinstance(made, tuple) and "" in made:
            raise WrongValueError(f"{self.key}: an empty text names no file or folder")
        if self.check is not None and (wanted := self.check(made)):
            raise WrongValueError(f"{self.key} must be {wanted}, not {quoted(value)}")
        return made

    def parse(self, raw: str | Sequence[str]) -> Value:
        """The value that was typed: one text, or one for each item of a list (`name=text` for a table's).

        A relative path is taken from the current directory; a leading `~` stays as it is.

        Raises:
            WrongValueError: it does not fit.
        """
        texts = [raw] if isinstance(raw, str) else list(raw)
        if self.kind.startswith(("list", "table")):
            texts = [text for text in texts if text.strip()]
        elif len(texts) != 1:
            raise WrongValueError(f"{self.key} takes one value, not {len(texts)}")
        for text in texts:
            try:
                text.encode()
            except UnicodeEncodeError:
                raise WrongValueError(f"{self.key}: {quoted(text)} is no UTF-8 text") from None
        if self.path:
            texts = [str(Path(text).absolute()) if text and text[0] != "~" else text for text in texts]
        if self.kind == "list of texts":
            return self.fit(texts)
        if self.kind == "list of numbers":
            return self.fit([_number(text) for text in texts])
        if self.kind == "table of texts":
            if wrong := [text for text in texts if "=" not in text]:
                raise WrongValueError(f"{self.key} takes name=text, not {quoted(wrong[0])}")
            return self.fit({name.strip(): text for name, _, text in (text.partition("=") for text in texts)})
        if self.kind == "true or false":
            return self.fit(_TRUTHS.get(texts[0].strip().lower(), texts[0]))
        return self.fit(texts[0] if self.kind == "text" else _number(texts[0]))

    def _allowed(self, item: object) -> bool:
        if isinstance(item, str):
            return not self.choices or item in self.choices
        if isinstance(item, bool) or not isinstance(item, (int, float)):
            return True
        return (self.low is None or item >= self.low) and (self.high is None or item <= self.high)


def items_of(value: Value) -> list[str]:
    """`value` as texts for people: one, or one for each item of a list or table."""
    if isinstance(value, Mapping):
        return [f"{name}={text}" for name, text in value.items()]
    return [shown(item) for item in value] if isinstance(value, tuple) else [shown(value)]


def shown(value: bool | int | float | str) -> str:
    """One plain value the way people write it: `true`, `10`, `0.5`, or the text itself."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _made(kind: Kind, value: object) -> Value | None:
    """`value` as `kind`, or None when it is something else. A whole number will do for a number."""
    match kind, value:
        case ("true or false", bool()) | ("text", str()):
            return value  # type: ignore[return-value]  # the pattern holds it
        case (_, bool()):
            return None
        case ("whole number", int()):
            return value
        case ("number", int() | float()):
            return _finite(value)
        case ("list of texts", list()) if all(isinstance(item, str) for item in value):
            return tuple(value)
        case ("list of numbers", list()):
            numbers = [None if isinstance(item, bool) else _finite(item) for item in value]
            return None if None in numbers else tuple(number for number in numbers if number is not None)
        case ("table of texts", Mapping()) if all(isinstance(item, str) for item in value.values()):
            return {str(name): str(text) for name, text in value.items()}
    return None


def _finite(value: object) -> float | None:
    if not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _number(text: str) -> int | float | str:
    """The number `text` stands for, or `text` itself, which will not fit."""
    for make in (int, float):
        try:
            return make(text)
        except ValueError:
            continue
    return text


def _items(value: Value) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, tuple) else (value,)


def quoted(value: object) -> str:
    """`value` for an error line: short, on one line, however long or odd it is."""
    if isinstance(value, (list, tuple, dict)):
        return f"a {'table' if isinstance(value, dict) else 'list'}"
    try:
        text = repr(value) if not isinstance(value, bool) else shown(value)
    except ValueError:  # a whole number of more digits than Python prints
        return "an endless number"
    return text if len(text) <= 42 else f"{text[:40]}…"
