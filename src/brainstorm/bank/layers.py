"""Which files make up a bank: the shipped prompts, then each extra, in order."""

import os
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from brainstorm.bank.problem import Problem

LENSES = "lenses.yaml"
FORMS = "forms.yaml"
INTERVIEWER = "interviewer.yaml"
WORDINGS = "wordings"
# Files of a prompts folder that hold no questions.
_OTHERS = {LENSES, FORMS, INTERVIEWER, "wordings.yaml"}

State = list[str | int]
"""Path, size in bytes, mtime in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The files that one path adds to the bank. `fault` tells why it adds none."""

    path: str
    shipped: bool
    lenses: str | None = None
    forms: str | None = None
    interviewer: str | None = None
    questions: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    fault: Problem | None = None

    @property
    def files(self) -> Iterable[str]:
        """All of them, in the order in which they are read."""
        return (*filter(None, (self.lenses, self.forms, self.interviewer)), *self.questions, *self.wordings)


def layers(prompts: str, extra: Sequence[str]) -> tuple[Layer, ...]:
    """The shipped layer and those of the extras; later ones win."""
    return _folder(prompts, shipped=True), *map(_layer, extra)


def states(found: Iterable[Layer]) -> list[State] | None:
    """What the file system says of all files, none of them read; None when one is not as it should be."""
    result: list[State] = []
    try:
        for layer in found:
            if layer.fault:
                return None
            for path in layer.files:
                state = os.stat(path)
                if not stat.S_ISREG(state.st_mode):
                    return None
                result.append([path, state.st_size, state.st_mtime_ns])
    except (OSError, ValueError):
        return None
    return result


def _layer(path: str) -> Layer:
    try:
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError) as error:
        return _faulty(path, error)
    return _folder(path, shipped=False) if is_folder else _file(path)


def _file(path: str) -> Layer:
    """A single file: what it holds is told by its name and its folder's, as in the shipped prompts."""
    folder, name = os.path.split(os.path.abspath(path))
    if name == LENSES:
        return Layer(path, False, lenses=path)
    if name == FORMS:
        return Layer(path, False, forms=path)
    if name == INTERVIEWER:
        return Layer(path, False, interviewer=path)
    if os.path.basename(folder) == WORDINGS:
        return Layer(path, False, wordings=(path,))
    beside = os.path.join(os.path.dirname(path), os.pardir if os.path.basename(folder) == "questions" else "")
    own = os.path.normpath(os.path.join(beside, WORDINGS, name))
    return Layer(path, False, questions=(path,), wordings=(own,) if os.path.isfile(own) else ())


def _folder(path: str, *, shipped: bool) -> Layer:
    try:
        names = os.listdir(path)
        inner = os.path.join(path, "questions")
        split = shipped or os.path.isdir(inner)
        questions = _yaml_files(inner, os.listdir(inner)) if split else _yaml_files(path, set(names) - _OTHERS)
        worded = WORDINGS in names and os.path.isdir(more := os.path.join(path, WORDINGS))
        wordings = _yaml_files(more, os.listdir(more)) if worded else ()
    except (OSError, ValueError) as error:
        return _faulty(path, error, shipped=shipped)
    lenses = os.path.join(path, LENSES) if shipped or LENSES in names else None
    forms = os.path.join(path, FORMS) if shipped or FORMS in names else None
    interviewer = os.path.join(path, INTERVIEWER) if INTERVIEWER in names else None
    fault = None
    if not (questions or lenses or forms or interviewer or wordings):
        fault = Problem(path, 0, "holds no .yaml files", "questions are expected here or in questions/")
    elif shipped and not questions:
        fault = Problem(inner, 0, "holds no .yaml files", "the shipped questions are expected")
    return Layer(path, shipped, lenses, forms, interviewer, questions, wordings, fault)


def _yaml_files(folder: str, names: Iterable[str]) -> tuple[str, ...]:
    wanted = (name for name in names if name.endswith((".yaml", ".yml")) and not name.startswith("."))
    return tuple(os.path.join(folder, name) for name in sorted(wanted))


def _faulty(path: str, error: OSError | ValueError, *, shipped: bool = False) -> Layer:
    reason = getattr(error, "strerror", None) or str(error)
    problem = Problem(path, 0, f"cannot be read ({reason})", "a YAML file or a folder of them is expected")
    return Layer(path, shipped, fault=problem)
