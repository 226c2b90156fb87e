"""Filing ideas under angles with one key, or two: what is pointed at, what is being asked, and what each key says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from textual import events

from brainstorm.bank import Question
from brainstorm.label.figures import IdeaFigures, figures_of
from brainstorm.label.hand import press, undo
from brainstorm.label.judge.results import newest, open_disputes, taken_over
from brainstorm.label.labels import NONE, OTHER, YOU, labels_of
from brainstorm.measure.novelty import repeat_of
from brainstorm.session.events import Labelled
from brainstorm.session.session import IDEA, Entry, Session
from brainstorm.tui.keys import keys_of, of_page
from brainstorm.tui.whose import ALL

NEAREST = 3
"""How many angles are offered first."""
_WORDS = 4
ASK_OTHER, ASK_SAME = "other", "same"
_OF_THE_PAGE = ("back", "claude", "whose")


class Offer(NamedTuple):
    """An angle that a key files the idea under; `chance` is the guess's, `before` what you said of the same words."""

    id: str
    name: str
    chance: float | None = None
    before: bool = False


class Pressed(NamedTuple):
    """What a key did: nothing that belongs here (`used` False), a change of view, or an event for the journal."""

    used: bool
    event: Labelled | None = None
    words: str = ""


NOT_MINE = Pressed(False)


class Filing:
    """Where somebody stands among the ideas of a session.

    Attributes:
        cursor: Index among the ideas that count.
        asking: Nothing, or what a line is being typed for.
        typed: That line.
        all: Whether every angle is named, or only the nearest and those already in use.
        view: Whose labels are shown.
        remembered: By entry, what was said by hand of the same words before; fields of `press`.
    """

    def __init__(self) -> None:
        self.cursor = 0
        self.asking = ""
        self.typed = ""
        self.all = False
        self.view = ALL
        self.remembered: Mapping[int, Mapping[str, Any]] = {}

    def ideas(self, session: Session) -> list[Entry]:
        """What can be filed: the ideas that count; builds go with theirs."""
        return list(session.counted(IDEA))

    def here(self, session: Session) -> Entry | None:
        """The idea that is pointed at."""
        ideas = self.ideas(session)
        return ideas[min(self.cursor, len(ideas) - 1)] if ideas else None

    def go_to_first_open(self, session: Session) -> None:
        """Point at the first idea that you have not filed."""
        self.cursor = 0
        self._forward(session, 0)

    def offers(self, session: Session, entry: Entry) -> list[Offer]:
        """The angles for `entry` in the order of their keys: what you said before, the nearest, then as in the bank."""
        question = session.question_at(entry.q)
        names = {x.id: x.name for x in Question.from_entry(question.entry).angles} if question is not None else {}
        measured = figures_of(session).ideas.get(entry.n)
        chances = measured.chances if measured is not None else {}
        before = self.remembered.get(entry.n, {}).get("angle")
        near = [before] if before in names else []
        near += [id_ for id_ in chances if id_ in names and id_ != before]
        order = dict.fromkeys([*near[:NEAREST], *names])
        return [Offer(id_, names[id_], chances.get(id_), id_ == before) for id_ in order]

    def shown(self, session: Session, entry: Entry) -> set[int]:
        """Which of the offers are named: the nearest, and those that some idea is filed under already."""
        offers = self.offers(session, entry)
        if self.all or not any(offer.chance is not None or offer.before for offer in offers):
            return set(range(len(offers)))
        used = {label.angle for label in labels_of(session, self.view.sources).values()}
        return {place for place, offer in enumerate(offers) if place < NEAREST or offer.id in used}

    # keys

    def key(self, event: events.Key, session: Session, keymap: Mapping[str, str]) -> Pressed:
        """What a key does."""
        if self.asking:
            return self._type(event, session)
        for key in of_page("label"):
            keys = keys_of(key.id, keymap)
            if event.key in keys and key.action not in _OF_THE_PAGE:
                return self.act(key.action, session, keys.index(event.key))
        return NOT_MINE

    def act(self, action: str, session: Session, place: int = 0) -> Pressed:
        """Do what a key of the table stands for; `place` is the key's among several."""
        entry = self.here(session)
        if entry is None:
            return Pressed(True)
        if action == "angle":
            return self._file(session, entry, place)
        if action in ("next", "before"):
            self._step(session, 1 if action == "next" else -1)
            return Pressed(True)
        if action == "all_angles":
            self.all = not self.all
            return Pressed(True)
        if action == "other":
            self.asking, self.typed = ASK_OTHER, ""
            return Pressed(True)
        if action == "same":
            if not any(x.q == entry.q and x.n < entry.n for x in self.ideas(session)):
                return Pressed(True, words="It is the first idea; there is none before it.")
            self.asking, self.typed = ASK_SAME, ""
            return Pressed(True)
        if action == "common":
            return self._common(session, entry)
        if action == "off_topic":
            return self._filed(session, entry, angle=NONE)
        if action == "take":
            return self._take(session, entry)
        if action == "take_all":
            return self._take_all(session)
        if action in ("first", "second"):
            return self._decide(session, entry, 0 if action == "first" else 1)
        return self._undo(session)

    # what Claude said

    def _take(self, session: Session, entry: Entry) -> Pressed:
        event = newest(session, entry.q)
        taken = taken_over(session, event, {entry.n}) if event is not None else None
        if taken is None:
            return Pressed(True, words="Claude has said nothing of this idea.")
        self._forward(session, self.cursor + 1)
        return Pressed(True, taken)

    def _take_all(self, session: Session) -> Pressed:
        answers = [event for x in session.questions if (event := newest(session, x.q)) is not None]
        taken = [mine for event in answers if (mine := taken_over(session, event)) is not None]
        labels = tuple(label for event in taken for label in event.labels)
        if not labels:
            few = "There is nothing of Claude's left to take over." if answers else "Claude has said nothing yet."
            return Pressed(True, words=few)
        return Pressed(True, Labelled(by=YOU, labels=labels), f"{len(labels)} of Claude's labels are yours now.")

    def dispute(self, session: Session, entry: Entry) -> Mapping[str, Any] | None:
        """What Claude's two readings differ on for `entry`, undecided so far: the first of it."""
        return next((each for each in open_disputes(session, entry.q) if each["n"] == entry.n), None)

    def _decide(self, session: Session, entry: Entry, which: int) -> Pressed:
        found = self.dispute(session, entry)
        if found is None:
            open_ = {each["n"] for x in session.questions for each in open_disputes(session, x.q)}
            places = [place for place, idea in enumerate(self.ideas(session)) if idea.n in open_]
            if not places:
                return Pressed(True, words="Nothing is disputed.")
            self.cursor = next((place for place in places if place > self.cursor), places[0])
            return Pressed(True)
        fields: dict[str, Any] = {found["field"]: found["values"][which]}
        words = found.get("other")
        if isinstance(words, list | tuple) and len(words) == 2 and words[which]:
            fields["other"] = words[which]
        return Pressed(True, press(session, entry.n, **fields))

    def _file(self, session: Session, entry: Entry, place: int) -> Pressed:
        offers = self.offers(session, entry)
        if place >= len(offers):
            few = "This question has no map: o, m and x work all the same."
            return Pressed(True, words=few if not offers else f"There are {len(offers)} angles.")
        if place not in self.shown(session, entry):
            self.all = True  # what has not been named is not picked blindly
            return Pressed(True)
        chosen = offers[place]
        more: dict[str, Any] = dict(self.remembered.get(entry.n, {})) if chosen.before else {}
        return self._filed(session, entry, **(more | {"angle": chosen.id}))

    def _filed(self, session: Session, entry: Entry, **fields: Any) -> Pressed:
        event = press(session, entry.n, **fields)
        self._forward(session, self.cursor + 1)
        return Pressed(True, event)

    def _common(self, session: Session, entry: Entry) -> Pressed:
        label = labels_of(session).get(entry.n)
        if label is not None and label.common is not None and label.common is not False:
            return Pressed(True, press(session, entry.n, common=False))
        measured = figures_of(session).ideas.get(entry.n)
        nearest = measured.nearest_common if measured is not None else None
        if nearest is None:
            return Pressed(True, words="There are no common ideas to compare it with.")
        return Pressed(True, press(session, entry.n, common=nearest))

    def _undo(self, session: Session) -> Pressed:
        event = undo(session)
        if event is None:
            return Pressed(True, words="There is nothing to undo.")
        ns = [raw.get("n") for raw in event.labels]
        self.cursor = next((i for i, e in enumerate(self.ideas(session)) if e.n in ns), self.cursor)
        return Pressed(True, event)

    # the line that is typed for `other` and `same as`

    def suggestion(self, session: Session, entry: Entry) -> int | None:
        """The earlier idea that this one is most likely to repeat."""
        label = labels_of(session).get(entry.n)
        measured = figures_of(session).ideas.get(entry.n) or IdeaFigures(entry.n)
        found = repeat_of(label, measured)
        return found[0] if found is not None else measured.repeat_of

    def _type(self, event: events.Key, session: Session) -> Pressed:
        entry = self.here(session)
        if event.key == "escape" or entry is None:
            self.asking = ""
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.key == "enter":
            return self._enter(session, entry)
        elif event.is_printable and event.character is not None:
            if self.asking == ASK_OTHER:
                self.typed = (self.typed + event.character)[:60]
            elif event.character.isdecimal() and event.character.isascii():
                self.typed = (self.typed + event.character)[:6]
                if int(self.typed) * 10 >= entry.n:  # no earlier idea has a longer number
                    return self._enter(session, entry)
        return Pressed(True)

    def _enter(self, session: Session, entry: Entry) -> Pressed:
        asking, typed = self.asking, self.typed
        self.asking = self.typed = ""
        if asking == ASK_OTHER:
            words = " ".join(typed.split()[:_WORDS])
            return self._filed(session, entry, angle=OTHER, **({"other": words} if words else {}))
        n = int(typed) if typed else self.suggestion(session, entry)
        if n is None:
            return Pressed(True)
        if n == 0:
            return Pressed(True, press(session, entry.n, same_as=False))
        there = session.entry(n)
        if there is None or there.q != entry.q or n >= entry.n:
            return Pressed(True, words=f"There is no earlier idea {n} on this question.")
        self._forward(session, self.cursor + 1)
        return Pressed(True, press(session, entry.n, same_as=n))

    def _step(self, session: Session, step: int) -> None:
        self.cursor = max(0, min(len(self.ideas(session)) - 1, self.cursor + step))

    def _forward(self, session: Session, start: int) -> None:
        """On to the next idea that you have not filed; where there is none, to the next."""
        ideas = self.ideas(session)
        mine = labels_of(session, (YOU,))
        filed = {n for n, label in mine.items() if "angle" in label.by}
        open_ = [place for place in range(start, len(ideas)) if ideas[place].n not in filed]
        self.cursor = open_[0] if open_ else max(0, min(start, len(ideas) - 1))
