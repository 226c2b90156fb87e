"""Who labels when: the offline labels of a session, made once, by its debrief, without a key ever waiting for them.

With an encoder they are made in a child process, started at the bell so that it is warm when it is asked. Word stems
need no library and serve here, in a thread; they also serve when the child cannot be had, breaks or takes too long.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from brainstorm.label.figures import STEMS, figures_of
from brainstorm.label.labels import Earlier
from brainstorm.session.events import Labelled
from brainstorm.session.session import IDEA, Session

if TYPE_CHECKING:
    from brainstorm.bank import Bank
    from brainstorm.settings import Places, Settings

PATIENCE = 8.0
"""Seconds the child may take to answer before word stems serve instead."""


@dataclass(frozen=True)
class Around:
    """What labelling needs of the program around it. The two functions are called in a thread.

    Attributes:
        wordings: Plain wordings by angle, of a question's id; empty where the bank has none.
        history: The ideas of earlier sessions on a question's id.
        encoder: The setting: auto, wordllama, fastembed or stems.
        models: The folder of fetched models.
        cache: The folder for the embeddings of the bank's texts.
    """

    wordings: Callable[[str], Mapping[str, Sequence[str]]] = lambda _: {}
    history: Callable[[str], Sequence[Earlier]] = lambda _: ()
    encoder: str = STEMS
    models: Path | None = None
    cache: Path | None = None


def around(
    settings: Settings,
    places: Places,
    bank: Callable[[], Bank],
    history: Callable[[str], Sequence[Earlier]] = lambda _: (),
) -> Around:
    """What labelling needs, from what every face of the program has."""

    def wordings(id_: str) -> Mapping[str, Sequence[str]]:
        from brainstorm.bank import BankError

        try:
            return bank().wordings(id_)
        except BankError:  # the question is no longer in the bank
            return {}

    cache = places.cache.path
    return Around(wordings, history, settings.encoder, models=cache / "models", cache=cache)


class Made(NamedTuple):
    """The offline labels, or None when they cannot be made; `note` is a line for the person."""

    event: Labelled | None
    note: str | None = None


def wants_labels(session: Session) -> bool:
    """Whether an idea that counts has no offline label of its present wording."""
    known = figures_of(session).ideas
    return any(entry.n not in known for entry in session.counted(IDEA))


class Labelling:
    """Makes the offline labels of one session. All work is done in a thread of its own."""

    def __init__(self, session: Session, around: Around) -> None:
        self._around = around
        self._entries = [question.entry for question in session.questions]
        self._ids = [question.id for question in session.questions]
        self._places = {question.q: place for place, question in enumerate(session.questions)}
        self._wordings: list[Mapping[str, Sequence[str]]] = []
        self._history: list[Sequence[Earlier]] = []
        self._asked: queue.SimpleQueue[tuple[Session, Callable[[Made], None]] | None] = queue.SimpleQueue()
        self._child: _Child | None = None
        self._thread: threading.Thread | None = None
        self._note: str | None = None
        self._closed = False

    def warm(self) -> None:
        """Begin: the child starts and loads; returns at once. Called again, nothing happens."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="labels", daemon=True)
            self._thread.start()

    def ask(self, session: Session, done: Callable[[Made], None]) -> None:
        """Label the ideas of `session`, with the questions it began with; `done` is called in the thread."""
        self.warm()
        self._asked.put((session, done))

    def make(self, session: Session, patience: float = PATIENCE + 4.0) -> Made:
        """The same, waited for."""
        made: queue.SimpleQueue[Made] = queue.SimpleQueue()
        self.ask(session, made.put)
        try:
            return made.get(timeout=patience)
        except queue.Empty:
            return Made(None, "the offline labels took too long")

    def close(self, *, wait: bool = False) -> None:
        """Nothing more is wanted. What is being made is given up; the thread lets go of the child."""
        self._closed = True
        self._asked.put(None)
        if self._child is not None:
            self._child.stop()
        if wait and self._thread is not None:
            self._thread.join(1.0)

    def _run(self) -> None:
        try:
            self._prepare()
        except Exception as error:  # the thread must live on, to say that there are no labels
            self._note = f"{type(error).__name__}: {error}"
        while (asked := self._asked.get()) is not None:
            session, done = asked
            made = self._made(session)
            if not self._closed:
                done(made)
        if self._child is not None:
            self._child.let_go()

    def _prepare(self) -> None:
        around = self._around
        self._wordings = [around.wordings(id_) for id_ in self._ids]
        if self._wants_child():
            self._child = _Child()
            self._child.send(
                {
                    "encoder": around.encoder,
                    "models": str(around.models) if around.models is not None else None,
                    "cache": str(around.cache) if around.cache is not None else None,
                    "questions": [
                        {"entry": entry, "wordings": {angle: list(lines) for angle, lines in wordings.items()}}
                        for entry, wordings in zip(self._entries, self._wordings, strict=True)
                    ],
                }
            )
        self._history = [around.history(id_) for id_ in self._ids]  # read while the child loads

    def _wants_child(self) -> bool:
        from brainstorm.embed import FASTEMBED, WORDLLAMA
        from brainstorm.embed.encoder import installed

        return self._around.encoder != STEMS and (installed(WORDLLAMA) or installed(FASTEMBED))

    def _made(self, session: Session) -> Made:
        lists = self._lists(session)
        if not lists:
            return Made(None)
        note = self._note
        if self._child is not None:
            found = self._child.fields(lists)
            if isinstance(found, dict):
                return Made(_event(found), self._child.note)
            self._child.let_go()
            self._child = None
            if self._closed:
                return Made(None)
            note = f"{found}; word stems serve instead, as a rough guess"
        try:
            return Made(_event(self._by_stems(lists)), note)
        except Exception as error:  # a debrief without a guess is still a debrief
            return Made(None, f"the offline labels could not be made ({type(error).__name__})")

    def _lists(self, session: Session) -> list[dict[str, Any]]:
        """What is to be labelled, question by question, as the child reads it."""
        found = []
        for question in session.questions:
            place = self._places.get(question.q)
            ideas = [[entry.n, entry.text] for entry in session.counted(IDEA) if entry.q == question.q]
            if place is None or not ideas:
                continue
            past = self._history[place] if place < len(self._history) else ()
            history = [list(idea) for idea in past if idea.session != session.id]
            found.append({"q": question.q, "question": place, "ideas": ideas, "history": history})
        return found

    def _by_stems(self, lists: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        from brainstorm.label.child import Bench

        wordings = self._wordings or [{} for _ in self._entries]
        questions = [{"entry": e, "wordings": w} for e, w in zip(self._entries, wordings, strict=True)]
        return Bench({"encoder": STEMS, "questions": questions}).fields(lists)


def _event(fields: Mapping[str, Any]) -> Labelled:
    return Labelled(by="offline", with_=fields["with"], labels=tuple(fields["labels"]), figures=fields["figures"])


class _Child:
    """The process that labels."""

    def __init__(self) -> None:
        import brainstorm

        source = str(Path(brainstorm.__file__).parents[1])
        path = os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH"))))
        # A session of its own, so that a ctrl+c at the keyboard is not for it; -P, so that no file of the current
        # folder is taken for a module.
        self._process = subprocess.Popen(
            self._command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )
        self._buffer = b""
        self._ready: dict[str, Any] | None = None

    def _command(self) -> list[str]:
        return [sys.executable, "-P", "-m", "brainstorm.label.child"]

    @property
    def note(self) -> str | None:
        """A sentence when the encoder is another one than was asked for."""
        note = (self._ready or {}).get("note")
        return note if isinstance(note, str) else None

    def send(self, request: Mapping[str, Any]) -> None:
        """Write one request; a child that has gone is noticed when its answer is read."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()

    def fields(self, lists: Sequence[Mapping[str, Any]]) -> dict[str, Any] | str:
        """The fields of the event, or what went wrong, in a few words."""
        deadline = time.monotonic() + PATIENCE
        self.send({"lists": lists})
        answer = self._ready or self._read(deadline)
        if isinstance(answer, dict):
            self._ready = answer
            answer = self._read(deadline)
        return answer

    def _read(self, deadline: float) -> dict[str, Any] | str:
        assert self._process.stdout is not None
        fd = self._process.stdout.fileno()
        while b"\n" not in self._buffer:
            left = deadline - time.monotonic()
            if left <= 0:
                return "the labelling process took too long"
            if select.select([fd], [], [], left)[0]:
                data = os.read(fd, 1 << 16)
                if not data:
                    return "the labelling process ended"
                self._buffer += data
        line, self._buffer = self._buffer.split(b"\n", 1)
        try:
            found = json.loads(line)
        except ValueError:
            return "the labelling process answered nonsense"
        if not isinstance(found, dict) or "error" in found:
            return "the labelling process failed"
        return found

    def stop(self) -> None:
        """End it, at once, whoever is reading from it."""
        self._process.kill()

    def let_go(self) -> None:
        """End it, and leave nothing of it behind."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()
