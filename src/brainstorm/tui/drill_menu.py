"""The drill's menu, in the cue line: opened by esc while the clock runs on. Nothing ends a drill with one key."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from brainstorm.drill.decide import has_next, may
from brainstorm.report.words import clock, plural
from brainstorm.tui.keys import keys_of, spelled
from brainstorm.tui.texts import join

if TYPE_CHECKING:
    from brainstorm.practice.drill import Drill


class Answer(Enum):
    """What a key came to while the menu was open."""

    STAY = auto()  # the menu shows something else now
    TEXT = auto()  # the menu is closed, and the key is text
    TYPE = auto()  # the menu has asked for something that is being typed
    PAUSE = auto()
    NEXT = auto()
    STRIKE = auto()
    END = auto()
    LEAVE = auto()
    ASK = auto()  # clear the input for an answer
    GIVEN = auto()  # the answer stands in the input
    TAKEN_BACK = auto()
    CLOSED = auto()


class DrillMenu:
    """What the menu shows and what its keys mean. The page does it."""

    def __init__(self) -> None:
        self.open = False
        self.asking = ""
        self._confirming: Answer | None = None
        self._drill: Drill | None = None
        self._keymap: Mapping[str, str] = {}

    @property
    def typing(self) -> bool:
        """Whether the input holds an answer instead of an idea."""
        return self.open and bool(self.asking)

    def show(self, drill: Drill, keymap: Mapping[str, str]) -> None:
        """Open."""
        self.open, self.asking, self._confirming = True, "", None
        self._drill, self._keymap = drill, keymap

    def close(self) -> None:
        """Close; what was asked for is remembered until the next time."""
        self.open, self._confirming = False, None

    def ask(self) -> None:
        """Stay open for an answer that is typed."""
        self.open = True

    def ask_to_leave(self) -> None:
        """Ask whether to leave the program."""
        self._confirming = Answer.LEAVE

    def _offers(self) -> list[tuple[str, str]]:
        """(id, words) of what the form allows now."""
        assert self._drill is not None
        session = self._drill.session
        offers = []
        if may(session, "pause"):
            offers.append(("menu.pause", "go on" if session.paused else "pause"))
        offers.append(("menu.dry", "dry"))
        if has_next(session, self._drill.material):
            offers.append(("menu.next", "next question"))
        if may(session, "edit") and session.entries:
            offers.append(("menu.strike", "restore last" if session.entries[-1].struck else "strike last"))
        if self._drill.trouble:
            offers.append(("menu.folder", "other folder"))
        offers.append(("menu.end", "end"))
        return offers

    def content(self) -> Content:
        """The cue line while the menu is open."""
        assert self._drill is not None
        if self.asking == "dry":
            left = clock(self._drill.left)
            return join(
                f"How many more do you expect in the {left} left? ", ("a number, Enter · esc back", "$text-muted")
            )
        if self.asking == "folder":
            return join("Which folder? ", ("a path, Enter · esc back", "$text-muted"))
        if self._confirming is not None:
            return join(f"{self._question()} ", ("Enter yes · esc no", "$text-muted"))
        parts: list[Content | tuple[str, str] | str] = []
        for id_, words in self._offers():
            parts += [(spelled(keys_of(id_, self._keymap)[0]), "bold $text-accent"), f" {words}   "]
        return join(*parts, ("esc back", "$text-muted"))

    def _question(self) -> str:
        assert self._drill is not None
        left = clock(self._drill.left)
        if self._confirming is Answer.END:
            return f"End the drill with {left} left?"
        if self._confirming is Answer.NEXT:
            return "On to the next question? This one does not come back."
        unsaved = self._drill.unsaved
        if unsaved and self._drill.trouble:  # without trouble they are on their way, and leaving waits for them
            return f"Leave? {plural(unsaved, 'line')} not on disk will be printed."
        again = "you can go on later" if may(self._drill.session, "pause") else "it can only be closed then"
        return f"Leave with {left} left? ({again})"

    def key(self, event: events.Key, typed: str) -> Answer:
        """What `event` means; `typed` stands in the input."""
        if self.asking:
            return self._asking_key(event)
        if self._confirming is not None:
            return self._confirming_key(event)
        if event.key == "escape":
            return Answer.CLOSED
        offered = {key: id_ for id_, _ in self._offers() for key in keys_of(id_, self._keymap)}
        match offered.get(event.key):
            case "menu.pause":
                return Answer.PAUSE
            case "menu.strike":
                return Answer.STRIKE
            case "menu.end":
                self._confirming = Answer.END
                return Answer.STAY
            case "menu.next":
                self._confirming = Answer.NEXT
                return Answer.STAY
            case "menu.dry":
                self.asking = "dry"
                return Answer.ASK
            case "menu.folder":
                self.asking = "folder"
                return Answer.ASK
        self.close()
        return Answer.TEXT

    def _asking_key(self, event: events.Key) -> Answer:
        if event.key == "escape":
            return Answer.TAKEN_BACK
        return Answer.GIVEN if event.key == "enter" else Answer.TYPE

    def _confirming_key(self, event: events.Key) -> Answer:
        confirmed = self._confirming
        if event.key == "enter" and confirmed is not None:
            return confirmed
        if event.key in ("escape", "ctrl+c", "ctrl+q"):
            return Answer.CLOSED
        self.close()
        return Answer.TEXT
