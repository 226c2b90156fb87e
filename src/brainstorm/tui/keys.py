"""Every key of the program, once: bindings, footer, palette, help and the key reference all come from this table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import _character_to_key, format_key, key_to_character


@dataclass(frozen=True, slots=True)
class Key:
    """One thing a key does on one page.

    Attributes:
        id: Names it in the setting `keymap`: page.action.
        keys: The keys, comma separated, as Textual spells them.
        action: What it does there: a method `action_…` of the page, or an answer of the drill's menu.
        label: For the footer, in a word or two.
        help: A sentence for the help page.
        footer: Whether the footer shows it.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    footer: bool = True

    @property
    def page(self) -> str:
        """The page it belongs to."""
        return self.id.split(".")[0]


PAGES = {
    "app": "Everywhere",
    "home": "Home",
    "picker": "Choosing a drill",
    "ready": "Ready card",
    "drill": "Drill",
    "menu": "The drill's menu (esc)",
    "debrief": "Debrief",
    "label": "Where your ideas went (in the debrief and in review)",
    "consent": "Before Claude is asked",
    "review": "Review",
    "session": "One session",
    "search": "Search",
    "compare": "Then against now",
    "trends": "Trends",
    "later": "An idea that came later",
    "bank": "The questions",
    "settings": "Settings",
}
"""The pages in the order in which the help lists them."""

TABLE = (
    Key("app.help", "f1", "app.show_help", "Help", "Show the keys of this page."),
    Key("app.palette", "ctrl+p", "app.command_palette", "Palette", "Find anything by its name.", footer=False),
    Key("app.leave", "ctrl+q,ctrl+c", "app.leave", "Leave", "Leave the program; a running drill asks first.", False),
    Key("app.suspend", "ctrl+z", "app.suspend_process", "Suspend", "Back to the shell; `fg` returns.", False),
    # home
    Key("home.start", "enter", "start", "Start", "Start what is suggested, or what is highlighted.", footer=False),
    Key("home.pick", "p", "pick", "Choose", "Choose form, question and length."),
    Key("home.call", "c", "call", "The call", "Simulate the call: two questions in fifteen minutes."),
    Key("home.review", "r", "review", "Review", "Look at past sessions."),
    Key("home.later", "i", "later", "Later idea", "Keep an idea that came afterwards.", footer=False),
    Key("home.bank", "b", "bank", "Questions", "Browse the questions."),
    Key("home.settings", "s", "settings", "Settings", "Change the settings."),
    Key("home.go_on", "g", "go_on", "Go on", "Go on with the unfinished drill.", footer=False),
    Key("home.again", "a", "again", "Another go", "Another go at a question, after a break.", footer=False),
    Key("home.close", "x", "close_drill", "Close it", "End the unfinished drill where it was left.", footer=False),
    Key("home.set_aside", "l", "set_aside", "Leave it", "Leave the unfinished drill as it is.", footer=False),
    Key("home.quit", "q", "app.leave", "Leave", "Leave the program."),
    # picker
    Key("picker.start", "enter", "start", "Start", "To the ready card of this drill."),
    Key("picker.another", "a", "another", "Another one", "Draw another question, unread."),
    Key("picker.text", "t", "text", "Show text", "Show or hide the questions' texts."),
    Key("picker.next", "tab", "app.focus_next", "Next field", "On to the next field.", footer=False),
    Key("picker.back", "escape", "back", "Back", "Back to where you came from."),
    # ready
    Key("ready.start", "enter", "start", "Start the clock", "Show the question and start the clock."),
    Key("ready.another", "a", "another", "Another question", "Draw another question without having read this one."),
    Key("ready.back", "escape", "back", "Back", "Back, without starting."),
    # drill
    Key("drill.enter", "enter", "enter", "Record", "Record the line; an empty one marks an idea said aloud.", False),
    Key("drill.edit", "up", "edit_last", "Edit last", "Edit the last line, where the form allows it.", False),
    Key("drill.yank", "ctrl+y", "yank", "Put back", "Put back what ctrl+u, ctrl+k or ctrl+w removed.", False),
    Key("drill.menu", "escape", "menu", "Menu", "Open the menu; the clock runs on.", False),
    Key("drill.scroll_up", "pageup", "scroll_list(-1)", "Scroll up", "Look at earlier lines.", False),
    Key("drill.scroll_down", "pagedown", "scroll_list(1)", "Scroll down", "Back to the latest lines.", False),
    # the drill's menu
    Key("menu.pause", "p", "pause", "pause", "Stop the clock."),
    Key("menu.dry", "d", "dry", "dry", "Say that nothing comes any more, and bet on what still will."),
    Key("menu.next", "n", "next", "next question", "On to the next question."),
    Key("menu.strike", "u", "strike", "strike", "Strike the last line, or restore it."),
    Key("menu.folder", "f", "folder", "folder", "Record in another folder, when the disk makes trouble."),
    Key("menu.end", "e", "end", "end", "End the drill."),
    # debrief
    Key("debrief.on", "enter,right", "on", "Next", "On to the next step."),
    Key("debrief.back", "left", "step_back", "Back", "Back to the step before."),
    Key("debrief.skip", "s", "skip", "Skip", "Skip this step."),
    Key("debrief.again", "g", "again", "Another go now", "Five more minutes on the question, at once."),
    Key("debrief.pause", "b", "after_break", "After a break", "Stop here; home offers another go in ten minutes."),
    Key("debrief.claude", "f", "claude", "Claude", "Have Claude label your ideas, or give that up.", False),
    Key("debrief.whose", "v", "whose", "Whose", "Whose labels count: all, yours and Claude's, or the guess.", False),
    Key("debrief.home", "escape", "home", "Done", "Finish the debrief; it stays in review."),
    # filing ideas under angles
    Key("label.angle", "1,2,3,4,5,6,7,8,9,0", "angle", "Angle", "File the idea under this angle.", False),
    Key("label.other", "o", "other", "Other", "File it outside the angles, in up to four words or none."),
    Key("label.common", "c", "common", "Common", "Mark it as one of the common ideas, or not."),
    Key("label.same", "m", "same", "Same as", "It says the same as an earlier idea."),
    Key("label.none", "x", "off_topic", "Off topic", "It is no idea on this question."),
    Key("label.undo", "u", "undo", "Undo", "Take back what was filed last."),
    Key("label.all", "a", "all_angles", "All angles", "Name all angles of the question, or the nearest only."),
    Key("label.take", "t", "take", "Take over", "Make Claude's label of this idea your own.", False),
    Key(
        "label.take_all",
        "T",
        "take_all",
        "Take all over",
        "Make all of Claude's labels your own, but for yours.",
        False,
    ),
    Key(
        "label.first", "comma", "first", "First reading", "Of what Claude's readings differ on, take the first.", False
    ),
    Key("label.second", "full_stop", "second", "Second reading", "Of what its readings differ on, the second.", False),
    Key("label.claude", "f", "claude", "Claude", "Have Claude label the ideas, or give that up.", False),
    Key("label.whose", "v", "whose", "Whose", "Whose labels count: all, yours and Claude's, or the guess.", False),
    Key("label.next", "space,down,j", "next", "Next idea", "On to the next idea, as it is.", False),
    Key("label.before", "up,k", "before", "Idea before", "Back to the idea before.", False),
    Key("label.back", "escape,left", "back", "Back", "Back to the session."),
    # before Claude is asked
    Key("consent.send", "y", "send", "Send it", "Send it; until the program is left it is not asked again."),
    Key("consent.always", "Y", "always", "Always", "Send it, and never ask again; a setting remembers it."),
    Key("consent.back", "escape,n", "back", "Send nothing", "Send nothing."),
    # review
    Key("review.open", "enter", "open", "Open", "Open the session."),
    Key("review.filter", "slash", "filter", "Filter", "Type to filter by date, form, question or words."),
    Key("review.search", "s", "search", "Search", "Find ideas, questions and later notes by their words."),
    Key("review.trends", "t", "trends", "Trends", "Where your practice goes, as plots."),
    Key("review.delete", "d", "delete", "Delete", "Move the session to the trash."),
    Key("review.undo", "u", "undo", "Undo", "Bring back the session deleted last."),
    Key("review.back", "escape", "back", "Back", "Clear the filter, or back."),
    # one session
    Key("session.export", "e", "export", "Export", "Write it as Markdown beside the sessions."),
    Key("session.copy", "y", "copy", "Copy", "Copy it to the clipboard as Markdown."),
    Key("session.struck", "x", "struck", "Struck", "Show or hide struck lines and earlier wordings."),
    Key("session.angles", "a", "angles", "Angles", "Show or hide the question's map; only after a drill on it."),
    Key("session.compare", "c", "compare", "Compare", "Another attempt at its question beside it."),
    Key("session.claude", "f", "claude", "Claude", "Have Claude label its ideas, or give that up.", False),
    Key("session.whose", "v", "whose", "Whose", "Whose labels count: all, yours and Claude's, or the guess.", False),
    Key("session.label", "l", "label", "Label", "File its ideas under the question's angles."),
    Key("session.delete", "d", "delete", "Delete", "Move the session to the trash."),
    Key("session.back", "escape,left", "back", "Back", "Back to the list."),
    # search
    Key("search.open", "enter", "open", "Open", "Open the session of the hit."),
    Key("search.before", "up", "move(-1)", "Up", "The hit before.", False),
    Key("search.after", "down", "move(1)", "Down", "The next hit.", False),
    Key("search.back", "escape", "back", "Back", "Back."),
    # then against now
    Key("compare.earlier", "left", "other(1)", "Earlier", "Compare with an earlier attempt."),
    Key("compare.later", "right", "other(-1)", "Later", "Compare with a later attempt."),
    Key("compare.back", "escape", "back", "Back", "Back to the session."),
    # trends
    Key("trends.figure", "right", "figure(1)", "Next figure", "The next figure."),
    Key("trends.figure_before", "left", "figure(-1)", "Figure before", "The figure before.", False),
    Key("trends.group", "down,tab", "group(1)", "Next form", "The next form and kind of input."),
    Key("trends.group_before", "up", "group(-1)", "Form before", "The form and kind of input before.", False),
    Key("trends.lenses", "l", "lenses", "Lenses", "The lenses you use and never use."),
    Key("trends.back", "escape", "back", "Back", "Back."),
    # a later idea
    Key("later.keep", "enter", "keep", "Keep", "Keep the idea."),
    Key("later.before", "up", "before", "Question before", "About the question asked after this one.", False),
    Key("later.after", "down", "after", "Another question", "About the question asked before this one."),
    Key("later.back", "escape", "back", "Back", "Back."),
    # bank
    Key("bank.open", "enter", "open", "Read", "Read the question."),
    Key("bank.drill", "g", "drill", "Drill it", "Do a drill on it."),
    Key("bank.filter", "slash", "filter", "Filter", "Type to filter by topic, id, need or verb."),
    Key("bank.text", "t", "text", "Show text", "Show or hide the texts of questions not drilled yet."),
    Key("bank.spoil", "x", "spoil", "Spoil", "Show the map of a question not drilled yet."),
    Key("bank.back", "escape", "back", "Back", "Clear the filter, or back."),
    # settings
    Key("settings.edit", "enter", "edit", "Change", "Change the setting."),
    Key("settings.reset", "d", "reset", "Default", "Back to the default."),
    Key("settings.back", "escape", "back", "Back", "Back."),
)
"""All keys."""


def of_page(page: str) -> tuple[Key, ...]:
    """The keys of one page."""
    return tuple(key for key in TABLE if key.page == page)


FIXED = frozenset({"drill.enter"})
"""What cannot be put on another key: the line of ideas takes Enter itself."""


def bindings(page: str, *, priority: bool = False) -> list[BindingType]:
    """The page's keys as Textual's bindings."""
    return [
        Binding(
            key.keys,
            key.action,
            key.label,
            id=key.id,
            show=key.footer,
            tooltip=key.help,
            priority=priority,
            system=page == "app",
        )
        for key in of_page(page)
    ]


def keys_of(id_: str, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that do `id_` now, given the user's own keymap, as Textual names them: `slash` for `/`."""
    found = next(key for key in TABLE if key.id == id_)
    return _names(keymap.get(id_, found.keys))


def _names(keys: str) -> tuple[str, ...]:
    stripped = [key.strip() for key in keys.split(",")]
    return tuple(_character_to_key(key) if len(key) == 1 else key for key in stripped if key)


def is_text(key: str) -> bool:
    """Whether the key types a character."""
    character = key_to_character(key)
    return key == "space" or (character is not None and character.isprintable())


def check_keymap(keymap: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a keymap, a line each: ids that don't exist, keys that can't be, one key twice on a page."""
    known = {key.id for key in TABLE}
    for id_ in keymap:
        if id_ not in known:
            yield f"keymap: there is no action “{id_}”; docs/keys.md lists them"
        elif wrong := _unfit(id_, keymap):
            yield f"keymap: {wrong}"
    for one, first, second in _clashes(keymap):
        yield f"keymap: {spelled(one)} would do both {first} and {second}"


def sound_keymap(keymap: Mapping[str, str]) -> dict[str, str]:
    """What of a keymap can be used: without unknown ids, unfit keys, and clashing ones, which fall back."""
    known = {key.id for key in TABLE}
    sound = {id_: ",".join(_names(keys)) for id_, keys in keymap.items() if id_ in known and not _unfit(id_, keymap)}
    while clash := next(_clashes(sound), None):
        _, first, second = clash
        sound.pop(second if second in sound else first)
    return sound


def _unfit(id_: str, keymap: Mapping[str, str]) -> str:
    keys = keys_of(id_, keymap)
    page = id_.partition(".")[0]
    if not keys:
        return f"{id_} names no key"
    if id_ in FIXED:
        default = next(key.keys for key in TABLE if key.id == id_)
        return f"{id_} stays on {spelled(default)}" if keys != _names(default) else ""
    if page in ("app", "drill") and (text := next(filter(is_text, keys), "")):
        return f"{id_} cannot be on {spelled(text)}, which types a letter there"
    return ""


def _clashes(keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """(key, first id, second id) for each key that would do two things; the keys of `app` work on every page."""
    for page in PAGES:
        taken: dict[str, str] = {}
        for key in (*of_page("app"), *(of_page(page) if page != "app" else ())):
            for one in keys_of(key.id, keymap):
                # Two of `app` on one key are said once, with `app`.
                if (other := taken.get(one)) and (page == "app" or key.page != "app"):
                    yield one, other, key.id
                taken.setdefault(one, key.id)


_SPELLED = {
    "enter": "enter",
    "tab": "tab",
    "escape": "esc",
    "slash": "/",
    "pageup": "page up",
    "pagedown": "page down",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    **{f"f{n}": f"F{n}" for n in range(1, 25)},
}


def spelled(keys: str) -> str:
    """Keys as people read them."""
    return " or ".join(map(_spell, _names(keys)))


def _spell(key: str) -> str:
    *modifiers, last = key.split("+")
    return "+".join((*modifiers, _SPELLED.get(last) or format_key(last)))


def as_markdown() -> str:
    """The key reference, docs/keys.md."""
    lines = [
        "# Keys",
        "",
        "Every key has an id and can be changed by the setting `keymap`:",
        "`brainstorm settings keymap home.review=v` puts review on `v`.",
    ]
    for page, title in PAGES.items():
        lines += ["", f"## {title}", "", "| key | what it does | id |", "|---|---|---|"]
        lines += [f"| {spelled(key.keys)} | {key.help} | `{key.id}` |" for key in of_page(page)]
    return "\n".join(lines) + "\n"
