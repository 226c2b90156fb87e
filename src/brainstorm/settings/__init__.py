"""The user's settings, and where the program keeps things."""

from brainstorm.settings.fields import Settings, as_markdown, declared, find_setting
from brainstorm.settings.file import Loaded, load, read, write
from brainstorm.settings.kinds import Setting, SettingsError, Value, WrongValueError, items_of, shown
from brainstorm.settings.places import Place, Places, find_places

__all__ = [
    "Loaded",
    "Place",
    "Places",
    "Setting",
    "Settings",
    "SettingsError",
    "Value",
    "WrongValueError",
    "as_markdown",
    "declared",
    "find_places",
    "find_setting",
    "items_of",
    "load",
    "read",
    "shown",
    "write",
]
