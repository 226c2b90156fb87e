"""The bank: everything under prompts/, with errors that name file and line.

Names are imported when they are first used: most starts need only `load_bank`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brainstorm.bank.checking import check
    from brainstorm.bank.forms import Form
    from brainstorm.bank.interviewer import Interviewer
    from brainstorm.bank.lenses import Lens
    from brainstorm.bank.load import Bank, Row, load_bank
    from brainstorm.bank.problem import BankError, Problem
    from brainstorm.bank.question import Angle, CommonIdea, Question

__all__ = [
    "Angle",
    "Bank",
    "BankError",
    "CommonIdea",
    "Form",
    "Interviewer",
    "Lens",
    "Problem",
    "Question",
    "Row",
    "check",
    "load_bank",
]

_HOMES = {
    "Angle": "question",
    "Bank": "load",
    "BankError": "problem",
    "CommonIdea": "question",
    "Form": "forms",
    "Interviewer": "interviewer",
    "Lens": "lenses",
    "Problem": "problem",
    "Question": "question",
    "Row": "load",
    "check": "checking",
    "load_bank": "load",
}


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
