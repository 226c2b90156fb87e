"""The app: its pages, its themes, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from brainstorm.session.text import visible
from brainstorm.tui.colours import legible
from brainstorm.tui.desk import Desk
from brainstorm.tui.keys import bindings, check_keymap, of_page, sound_keymap, spelled

if TYPE_CHECKING:
    from textual.driver import Driver

    from brainstorm.practice.drill import Drill
    from brainstorm.session.session import Session
    from brainstorm.settings import Settings
    from brainstorm.tui.claude import Claude

_HERE = Path(__file__).parent
_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class BrainstormApp(App[None]):
    """brainstorm on screens.

    Attributes:
        desk: Settings, places, bank, archive.
        leaving: Asks before a running drill is left; set by the drill's page while it runs.
        stopping: Writes down what stands in the input when the program must go at once.
        unsaved: Journal lines that never reached the disk; the command line prints them.
        last_words: A line for the shell, once the screens are gone.
        crash: What broke the program, if anything did.
    """

    TITLE = "brainstorm"
    DEFAULT_MODE = "main"
    BINDINGS = bindings("app", priority=True)
    COMMAND_PALETTE_BINDING = "f9"  # our own table has the palette's key; Textual would bind a second one
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (80, "-normal"), (110, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (12, "-low"), (24, "-tall")]  # noqa: RUF012

    def __init__(self, desk: Desk, first: Callable[[], Screen[None]], styles: str | None = None) -> None:
        """`first` makes the page to start with; `styles`, its CSS_PATH, saves parsing all styles twice."""
        super().__init__(css_path=[_HERE / name for name in ("app.tcss", styles) if name])
        self.desk = desk
        # A mode rather than a default screen, which would come without its styles.
        self.add_mode(self.DEFAULT_MODE, first)
        self.leaving: Callable[[], None] | None = None
        self.stopping: Callable[[], None] | None = None
        self.unsaved: tuple[bytes, ...] = ()
        self.last_words = ""
        self.crash: BaseException | None = None
        self._claude: Claude | None = None
        desk.notes += check_keymap(desk.settings.keymap)
        self.take(desk.settings)

    def take(self, settings: Settings) -> None:
        """Go by `settings` from now on, without what cannot be used of their keymap."""
        self.desk.settings = replace(settings, keymap=sound_keymap(settings.keymap))
        self.theme = settings.theme
        self.set_keymap(dict(self.desk.settings.keymap))

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, those that are hard to read mended."""
        variables = super().get_css_variables()
        variables |= legible(variables)
        self.theme_variables = variables
        return variables

    def get_driver_class(self) -> type[Driver]:
        """How the terminal is read."""
        from textual.drivers.linux_driver import LinuxDriver

        found = super().get_driver_class()
        if found is not LinuxDriver:  # another one was asked for in the environment
            return found
        from brainstorm.tui.driver import Driver

        return Driver

    def get_key_display(self, binding: Binding) -> str:
        """A key in the footer as it is spelled everywhere else."""
        return spelled(binding.key)

    def on_mount(self) -> None:
        """Be ready for signals, and say what the settings file or the bank had to say."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            # Without these nothing runs on a signal: no handler, no finally.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self.stop, 128 + number)
        self.set_interval(2.0, self._terminal_gone)
        self.say_notes()

    def say_notes(self) -> None:
        """Show what is waiting to be said, once."""
        while self.desk.notes:
            self.notify(visible(self.desk.notes.pop(0)), markup=False, severity="warning", timeout=10)

    def stop(self, status: int) -> None:
        """Leave at once, with everything that was entered written down."""
        if self.stopping is not None:
            self.stopping()
        self.exit(return_code=status)

    def _terminal_gone(self) -> None:
        # A closed window usually sends SIGHUP; where it doesn't, nobody is there to type or read.
        if not self.is_headless and not os.isatty(0):
            self.stop(128 + signal.SIGHUP)

    @property
    def claude(self) -> Claude:
        """Who asks Claude; nothing of it is loaded before a page wants it."""
        if self._claude is None:
            from brainstorm.tui.claude import Claude

            self._claude = Claude(self)
        return self._claude

    def would_lose_an_answer(self) -> bool:
        """Whether leaving now would throw away what Claude is being asked; it is said, and the next time it may."""
        return self._claude is not None and self._claude.holds()

    def exit(self, *args: Any, **options: Any) -> None:
        """Leave; what is being asked is given up."""
        if self._claude is not None:
            self._claude.stop()
        super().exit(*args, **options)

    def keep(self, drill: Drill) -> None:
        """Let go of a drill's journal, and remember what the disk never took."""
        self.unsaved += drill.close()
        self.leaving = self.stopping = None

    def turn_to(self, page: Screen[None]) -> None:
        """Show `page` in place of the page on top."""
        if len(self.screen_stack) > 1:
            self.switch_screen(page)
        else:  # the page that the program started with cannot be taken off the stack
            self.push_screen(page)

    @property
    def has_home(self) -> bool:
        """Whether there is a home to go back to: the program was not started with something else."""
        from brainstorm.tui.home import HomePage

        return any(isinstance(page, HomePage) for page in self.screen_stack)

    def finished(self, session: Session) -> None:
        """A drill and its debrief are over: home, or, started from the command line, out."""
        from brainstorm.tui.home import HomePage

        if not self.has_home:
            self.last_words = f"Kept as {session.id}; `brainstorm show` shows it, `brainstorm` goes home."
            self.exit()
            return
        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomePage):
            self.pop_screen()

    def action_leave(self) -> None:
        """Leave, after asking where a drill runs or an answer would be lost."""
        if self.would_lose_an_answer():
            return
        if self.leaving is not None:
            self.leaving()
        else:
            self.exit()

    def action_show_help(self) -> None:
        """Show the keys of the page, or hide them again."""
        from brainstorm.tui.help import HelpPage

        if isinstance(self.screen, HelpPage):
            self.pop_screen()
        else:
            self.push_screen(HelpPage(getattr(self.screen, "PAGE", "app")))

    def action_command_palette(self) -> None:
        """Open the palette."""
        from brainstorm.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: what the page's keys do, then what works everywhere."""
        page = getattr(screen, "PAGE", "app")
        for key in of_page(page):
            command = getattr(screen, f"action_{key.action.partition('(')[0]}", None)
            if command is not None and (key.footer or key.action in ("claude", "whose")):
                yield SystemCommand(key.label, key.help, command)
        yield SystemCommand("Help", "Show the keys of this page.", self.action_show_help)
        yield SystemCommand("Theme", "Light, dark, and the terminal's own colours.", self.action_change_theme)
        yield SystemCommand("Leave", "Leave the program.", self.action_leave)

    def _handle_exception(self, error: Exception) -> None:
        self.crash = error
        if self.stopping is not None:
            with contextlib.suppress(Exception):
                self.stopping()
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        # Textual's own report shows source lines and variables, and those hold ideas.
        self._exit_renderables.clear()


def run(app: BrainstormApp) -> int:
    """Run the app; its exit status is returned, lines that could not be saved are printed.

    Raises:
        BaseException: what broke the app, after the terminal is sane again.
    """
    app.run(mouse=True)
    for line in app.unsaved:
        print(line.decode().rstrip("\n"))  # noqa: T201
    if app.last_words:
        print(app.last_words)  # noqa: T201
    if app.crash is not None:
        raise app.crash
    return app.return_code or 0
