"""The bank as the program uses it: light rows at once, whole questions when they are asked for."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brainstorm.bank import cached
from brainstorm.bank.problem import BankError, quoted

if TYPE_CHECKING:
    from brainstorm.bank.forms import Form
    from brainstorm.bank.interviewer import Interviewer
    from brainstorm.bank.lenses import Lens
    from brainstorm.bank.question import Question


_ENTRY, _WORDINGS = slice(9, 12), slice(12, 15)
"""Where a row of the index says where its entry and its wordings stand."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of a question without reading it whole."""

    id: str
    topic: str
    needs: str | None
    difficulty: int | None
    verb: str | None
    text: str
    mapped: bool
    """Whether it has angles."""
    file: str
    line: int


class Bank:
    """The questions, their wordings, the lenses, forms and the interviewer in force.

    Attributes:
        notes: one line for each extra that had problems; to be said, not to be stopped by.
    """

    def __init__(self, places: "_Places", index: dict[str, Any], blob: bytes | None, file: str, base: int) -> None:
        self._places = places
        self._index = index
        self._blob = blob
        self._file = file
        self._base = base
        self._by_id: dict[str, list[Any]] = {row[0]: row for row in index["rows"]}
        self._rows: tuple[Row, ...] | None = None
        self._lenses: tuple[Lens, ...] | None = None
        self._forms: tuple[Form, ...] | None = None
        self._interviewer: Interviewer | None = None
        self.notes: tuple[str, ...] = tuple(index["notes"])

    @property
    def rows(self) -> tuple[Row, ...]:
        """All questions, by topic, then id."""
        if self._rows is None:
            self._rows = tuple(Row(*row[:9]) for row in self._index["rows"])
        return self._rows

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all questions, in the order of the rows."""
        return tuple(self._by_id)

    @property
    def topics(self) -> tuple[str, ...]:
        """All topics, sorted."""
        return tuple(dict.fromkeys(row[1] for row in self._index["rows"]))

    @property
    def lenses(self) -> "tuple[Lens, ...]":
        """The lenses, in the order of their file."""
        if self._lenses is None:
            from brainstorm.bank.lenses import Lens

            self._lenses = tuple(map(Lens.from_entry, self._index["lenses"]))
        return self._lenses

    @property
    def forms(self) -> "tuple[Form, ...]":
        """The forms of exercise, in the order of their file."""
        if self._forms is None:
            from brainstorm.bank.forms import form_of

            self._forms = tuple(map(form_of, self._index["forms"]))
        return self._forms

    def row(self, name: str) -> Row:
        """The row of the question with the id `name`.

        Raises:
            BankError: there is none; close matches are named.
        """
        return Row(*self._raw(name)[:9])

    def question(self, name: str) -> "Question":
        """The whole question with the id `name`.

        Raises:
            BankError: there is none (close matches are named), or the files were changed for the worse.
        """
        from brainstorm.bank.question import Question

        return Question.from_entry(self._part(name, _ENTRY))

    def wordings(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """The plain wordings of the question with the id `name`, by angle; none where no file has them.

        Raises:
            BankError: as `question` does.
        """
        if not self._raw(name)[_WORDINGS][1]:
            return {}
        worded = self._part(name, _WORDINGS).get("wordings", {})
        return {angle: tuple(" ".join(line.split()) for line in lines) for angle, lines in worded.items()}

    @property
    def interviewer(self) -> "Interviewer":
        """What an interviewer says; read when it is first asked for."""
        if self._interviewer is None:
            from brainstorm.bank.interviewer import Interviewer

            found = self._look("interviewer", self._index["interviewer"])
            if found is None:
                self._renew()
                found = self._look("interviewer", self._index["interviewer"])
            self._interviewer = Interviewer.from_entry(found or {})
        return self._interviewer

    def _part(self, name: str, where: slice) -> dict[str, Any]:
        """What a row points at."""
        found = self._look(name, self._raw(name)[where])
        if found is None:
            self._renew()
            if name not in self._by_id:
                raise BankError(f"question {quoted(name)} is no longer in the bank; its files have changed")
            found = self._look(name, self._by_id[name][where])
        return found or {}

    def _look(self, name: str, place: Sequence[int]) -> dict[str, Any] | None:
        if self._blob is None:
            return cached.part(self._file, self._base, name, place)
        import json

        found: dict[str, Any] = json.loads(self._blob[place[0] : place[0] + place[1]] or b"{}")
        return found

    def _renew(self) -> None:
        # Another process has replaced or removed the copy, or it is damaged. The files themselves know.
        fresh = _compiled(self._places)
        self._blob, self._index, self._by_id = fresh._blob, fresh._index, fresh._by_id
        self._rows = None

    def form(self, name: str) -> "Form":
        """The form with the id `name`.

        Raises:
            BankError: there is none; close matches are named.
        """
        for form in self.forms:
            if form.id == name:
                return form
        raise BankError(_unknown("form", name, (form.id for form in self.forms)))

    def _raw(self, name: str) -> list[Any]:
        row = self._by_id.get(name)
        if row is None:
            raise BankError(_unknown("question", name, self._by_id))
        return row


@dataclass(frozen=True, slots=True)
class _Places:
    prompts: str
    extra: tuple[str, ...]
    cache: str | None


def load_bank(prompts: Path, extra: Sequence[Path] = (), cache: Path | None = None) -> Bank:
    """The bank: the shipped `prompts` folder, then each of `extra`; of equal ids the later wins whole.

    An extra is a YAML file of questions, a folder of such files, or a folder laid out as the shipped one.
    What is wrong with extras is left out and told in `notes`. `cache` is the folder for the compiled copy;
    without it, or when it cannot be used, the files are read each time.

    Raises:
        BankError: the shipped prompts have problems; one a line.
    """
    places = _Places(os.fspath(prompts), tuple(map(os.fspath, extra)), None if cache is None else os.fspath(cache))
    if places.cache is not None:
        found = cached.read(places.cache, places.prompts, places.extra)
        if found is not None:
            index, file, base = found
            return Bank(places, index, None, file, base)
    return _compiled(places)


def _compiled(places: _Places) -> Bank:
    from brainstorm.bank.compile import compiled

    index, blob, complete = compiled(places.prompts, places.extra)
    if complete and places.cache is not None:
        cached.write(places.cache, places.prompts, places.extra, index, blob)
    return Bank(places, index, blob, "", 0)


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    known = tuple(known)
    close = (
        get_close_matches(name[:100], known, n=3, cutoff=0.5) or [word for word in known if name and name in word][:3]
    )
    hint = f"did you mean {' or '.join(close)}?" if close else f"`brainstorm bank list` names all {len(known)}"
    if kind == "form" and not close:
        hint = f"there are {', '.join(known)}"
    return f"there is no {kind} {quoted(name)}; {hint}"
