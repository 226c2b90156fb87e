"""What can be set: one declaration a setting, read by the command line, the settings screen and the docs."""

import re
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any

from brainstorm.settings.kinds import KINDS, Setting, WrongValueError, items_of, quoted, setting


def _form_id(text: str) -> str:
    return "" if re.fullmatch(r"[a-z0-9-]+", text) else "the id of a form, such as single"


def _rising_bands(seconds: tuple[float, ...]) -> str:
    return "" if len(seconds) == 3 and list(seconds) == sorted(set(seconds)) else "three rising numbers of seconds"


def _model_id(text: str) -> str:
    return "" if re.fullmatch(r"[\w.:@/-]{1,200}", text) else "the id of a model, such as claude-sonnet-5-5"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with the value in force. Paths are absolute once `load` has read them."""

    sessions: str = setting(
        "",
        "The folder your sessions are kept in. Empty: where the program keeps them.",
        path=True,
        env="BRAINSTORM_SESSIONS",
    )
    banks: tuple[str, ...] = setting(
        (),
        "More questions, beside the shipped ones: files or folders. Of equal ids the later wins.",
        path=True,
    )
    minutes: float = setting(10.0, "How long a single drill lasts, in minutes.", low=0.1, high=180)
    form: str = setting("single", "The form of a drill when none is named.", check=_form_id)
    theme: str = setting(
        "textual-dark",
        "The colours of the screens. The ansi themes use your terminal's own.",
        choices=("textual-dark", "textual-light", "ansi-dark", "ansi-light", "nord", "gruvbox", "solarized-light"),
    )
    still_clock: bool = setting(False, "Show whole minutes instead of a clock that moves every second.")
    bell: str = setting("screen", "How the end of the time is announced.", choices=("none", "screen", "sound"))
    silences: tuple[float, ...] = setting(
        (15.0, 30.0, 45.0),
        "Seconds of silence after which a cue, a sentence to say aloud and a nudge to say even a dumb idea come.",
        low=5,
        high=600,
        check=_rising_bands,
    )
    encoder: str = setting(
        "auto",
        "What makes the first guess of the angles: word vectors, a sentence model or word stems; auto: the best.",
        choices=("auto", "wordllama", "fastembed", "stems"),
        env="BRAINSTORM_ENCODER",
    )
    model: str = setting(
        "claude-sonnet-5-5",
        "The model that is asked for labels.",
        env="BRAINSTORM_MODEL",
        check=_model_id,
    )
    claude_consent: str = setting(
        "ask",
        "Whether Claude is asked at once (always), or only after you have seen what is sent and what it costs.",
        choices=("ask", "always"),
    )
    claude_tip: bool = setting(True, "Ask for a tip as well, in one further request, where the labels are trusted.")
    claude_patience: float = setting(120.0, "Seconds of silence after which a request is given up.", low=5, high=3600)
    trust_checks: int = setting(4, "How many of the four hidden checks Claude's labels must pass.", low=0, high=4)
    trust_agreement: float = setting(
        0.5, "How well Claude's two runs must agree (Cohen's kappa) to be trusted.", low=0, high=1
    )
    keymap: dict[str, str] = setting({}, "Your own keys, by the ids in docs/keys.md: home.review=v puts review on v.")  # noqa: RUF009


@cache
def declared() -> tuple[Setting, ...]:
    """Every setting, in the order of `Settings`."""
    found = []
    for each in fields(Settings):
        default: Any = each.default if each.default_factory is MISSING else each.default_factory()
        found.append(Setting(key=each.name, kind=KINDS[each.type], default=default, **each.metadata))
    return tuple(found)


def find_setting(key: str) -> Setting:
    """The setting called `key`.

    Raises:
        WrongValueError: there is none; the message names the likeliest ones.
    """
    known = {each.key: each for each in declared()}
    if key in known:
        return known[key]
    from difflib import get_close_matches

    near = get_close_matches(key.strip().lower().replace("-", "_"), known, n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else "`brainstorm settings` lists what can be set"
    raise WrongValueError(f"there is no setting {quoted(key)}; {hint}")


_INTRODUCTION = """\
# Settings

`brainstorm settings` lists them, `brainstorm settings KEY VALUE` sets one, and `--unset` takes it back to its
default. They are kept in one file, `config.toml`, which may also be edited by hand: comments and order stay
when the program writes it. `brainstorm doctor` says where it is; `BRAINSTORM_CONFIG` names another folder for
it. An option on the command line goes before the environment, the environment before the file.

A list takes each item as a value of its own: `brainstorm settings banks ~/one.yaml ~/two`. A relative path
in the file is taken from the file's own folder, and `~` is the home directory. A mistake in the file costs
its own line only: the program says what is wrong and goes on with the default.
"""


def as_markdown() -> str:
    """The page docs/settings.md, whole."""
    parts = [_INTRODUCTION]
    for each in declared():
        default = ", ".join(f"`{text}`" for text in items_of(each.default) if text) or "empty"
        parts += [
            f"## `{each.key}`\n",
            f"{each.help}\n",
            f"- {_sentence(each.expects)}",
            f"- Default: {default}",
        ]
        if each.env:
            parts.append(f"- Environment: `{each.env}`")
        parts.append("")
    return "\n".join(parts)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
