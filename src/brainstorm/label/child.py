"""Offline labels in a process of their own: the encoder's library never loads where somebody types.

`python -m brainstorm.label.child` reads one JSON object a line and answers each with one. The first gets ready:
`{"encoder", "models", "cache", "questions": [{"entry", "wordings"}]}` -> `{"encoder", "note"}`. Each later one labels:
`{"lists": [{"q", "question": index, "ideas": [[n, text]], "history": [[session, n, text]]}]}` -> `with`, `labels` and
`figures` of a `labelled` event. What goes wrong is answered as `{"error"}`; it ends with its input.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from brainstorm.embed import Encoder
    from brainstorm.label.offline import Labeller


class Bench:
    """An encoder, and the questions made ready for it."""

    def __init__(self, request: Mapping[str, Any]) -> None:
        from brainstorm.embed import open_encoder

        models = request.get("models")
        self._cache = Path(cache) if (cache := request.get("cache")) else None
        self._questions: Sequence[Mapping[str, Any]] = request["questions"]
        self._ready: dict[int, Labeller] = {}
        self.encoder: Encoder
        self.encoder, self.note = open_encoder(request["encoder"], Path(models) if models else None)
        for place in range(len(self._questions)):
            self._labeller(place)

    def _labeller(self, place: int) -> Labeller:
        if place not in self._ready:
            from brainstorm.bank.question import Question
            from brainstorm.label.offline import Labeller

            asked = self._questions[place]
            question = Question.from_entry(asked["entry"])
            self._ready[place] = Labeller(question, asked["wordings"], self.encoder, cache=self._cache)
        return self._ready[place]

    def fields(self, lists: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """`with`, `labels` and `figures` for the ideas of `lists`."""
        from brainstorm.label.labels import Earlier
        from brainstorm.label.offline import Idea, event_fields

        parts = []
        for each in lists:
            ideas = [Idea(n, text) for n, text in each["ideas"]]
            history = [Earlier(*past) for past in each["history"]] or None
            parts.append((each["q"], self._labeller(each["question"]).label([ideas], history=history)[0]))
        return event_fields(parts, version=self.encoder.version)


def _answer(line: str, bench: list[Bench]) -> dict[str, Any]:
    try:
        request = json.loads(line)
        if not bench:
            bench.append(Bench(request))
            return {"encoder": bench[0].encoder.name, "note": bench[0].note}
        return bench[0].fields(request["lists"])
    except Exception as error:  # whoever asked falls back on word stems, and says why
        return {"error": f"{type(error).__name__}: {error}"}


def main() -> None:
    """Answer until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints must not be taken for an answer
    bench: list[Bench] = []
    for line in sys.stdin:
        answers.write(json.dumps(_answer(line, bench)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
