"""What Claude is asked: files under prompts/claude/ that a user can read and change; their hash goes with a result."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from brainstorm.bank.question import Controls, Question

LABEL, REPAIR, TIP, CONTROLS = "label.md", "repair.md", "tip.md", "controls.yaml"
_PLACES = {
    LABEL: ("question", "angles", "common", "earlier", "ideas"),
    REPAIR: ("problems",),
    TIP: ("question", "numbers", "untouched", "forms", "ideas"),
    CONTROLS: (),
}
_PLACE = re.compile(r"\{\{([a-z]+)\}\}")
_LARGEST = 100_000


class PromptError(Exception):
    """A file of prompts/claude/ cannot be used: one line with file, fault and what is expected."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """The files, read.

    Attributes:
        texts: By file name.
        controls: For questions that bring none of their own.
        hash: First 8 hex digits of the SHA-256 of all that labelling depends on.
        tip_hash: The same for the tip.
    """

    texts: Mapping[str, str]
    controls: Controls
    hash: str
    tip_hash: str

    def fill(self, name: str, **values: str) -> str:
        """The prompt with its places filled; what is filled in is never looked at again."""
        return _PLACE.sub(lambda match: values[match[1]], self.texts[name]).strip()


def read_prompts(folders: Sequence[Path]) -> Prompts:
    """The prompts: each file from the last of `folders` (each with a claude/ in it) that has it.

    Raises:
        PromptError: one is missing, unreadable, or lacks one of its places.
    """
    texts = {name: _text(folders, name) for name in _PLACES}
    return Prompts(texts, _controls(texts[CONTROLS]), _hash(texts, LABEL, REPAIR, CONTROLS), _hash(texts, TIP, REPAIR))


def _hash(texts: Mapping[str, str], *names: str) -> str:
    return hashlib.sha256("\0".join(texts[name] for name in names).encode()).hexdigest()[:8]


def _text(folders: Sequence[Path], name: str) -> str:
    paths = [path for folder in folders if (path := folder / "claude" / name).is_file()]
    if not paths:
        raise PromptError(f"claude/{name} is missing from {' and '.join(map(str, folders))}")
    try:
        if paths[-1].stat().st_size > _LARGEST:
            raise PromptError(f"{paths[-1]}: is longer than {_LARGEST:,} bytes; a prompt is expected")
        text = paths[-1].read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PromptError(f"{paths[-1]}: is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise PromptError(f"{paths[-1]}: cannot be read ({error.strerror})") from None
    known, found = set(_PLACES[name]), set(_PLACE.findall(text))
    for place in sorted(known - found):
        raise PromptError(f"{paths[-1]}: lacks {{{{{place}}}}}; put it where the {place} should stand")
    for place in sorted(found - known):
        expected = ", ".join(f"{{{{{each}}}}}" for each in sorted(known)) or "none"
        raise PromptError(f"{paths[-1]}: nothing is called {{{{{place}}}}}; known are {expected}")
    return text


def _controls(text: str) -> Controls:
    import yaml

    try:
        entry = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError):
        entry = None
    controls = Question.from_entry({"controls": entry}).controls
    if controls is None:
        raise PromptError(
            f"claude/{CONTROLS}: two texts under same, one each under off_topic and look_alike are expected"
        )
    return controls
