"""The command group, and the one place where errors become a line and an exit status."""

import codecs
import contextlib
import errno
import importlib
import io
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from brainstorm import __version__
from brainstorm.session.text import spell_out, visible

_LONGEST_MESSAGE = 2000
_DAY = 86400
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


class Failure(click.ClickException):
    """Something went wrong that the user can do something about: one clear line, exit status 1."""

    exit_code = 1

    def show(self, file: Any = None) -> None:
        """Print the line on stderr."""
        complain(self.message)


class _ReaderGoneError(Exception):
    """Nobody reads stdout any more. (click would make exit status 1 of a BrokenPipeError.)"""


@contextlib.contextmanager
def _noticing_a_gone_reader() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise _ReaderGoneError from None
        raise


class LazyGroup(click.Group):
    """A click group that imports a command's module when that command is run, never before.

    The names and one-line helps come from `targets`; `--help` alone imports them all.
    """

    def __init__(self, *args: Any, targets: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = dict(targets or {})

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _noticing_a_gone_reader():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _noticing_a_gone_reader():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.targets)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = self.targets.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command


def complain(message: str) -> None:
    """One line on stderr with the program's name, as Unix tools do; what it quotes is made harmless."""
    line = visible(message)
    if len(line) > _LONGEST_MESSAGE:
        line = line[:_LONGEST_MESSAGE] + "…"
    click.echo(f"brainstorm: {line}", err=True)


def _have_standard_streams() -> None:
    """What the shell closed (`>&-`) is nothing to read and nowhere to write; no journal ever gets its number."""
    for fd, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            with contextlib.suppress(OSError):
                os.fstat(fd)
                continue
            os.open(os.devnull, os.O_RDWR)  # the lowest free number: this one
            setattr(sys, name, open(fd, "w" if fd else "r", encoding="utf-8", closefd=False))  # noqa: SIM115


def _let_everything_be_printed() -> None:
    """Where stdout or stderr cannot take a character (a C locale, say), it is spelled out; nothing crashes."""
    codecs.register_error("brainstorm", spell_out)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="brainstorm")


def _have_a_time_zone() -> None:
    """A TZ that is more than a day from UTC, which no time can be written in, is said and taken for UTC."""
    if abs(time.localtime().tm_gmtoff) >= _DAY:
        complain(f"TZ={os.environ.get('TZ', '')} is no time zone; times are in UTC")
        os.environ["TZ"] = "UTC"
        time.tzset()


def _give_up_stdout() -> None:
    """Let what is still to be written go nowhere, so that no second error comes of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _group(targets: Mapping[str, str]) -> click.Group:
    from brainstorm.cli.common import bank_option, sessions_option

    @click.group(
        cls=LazyGroup,
        targets=targets,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        epilog="Questions, sessions and settings live where `brainstorm doctor` says.",
    )
    @click.version_option(__version__, "-V", "--version", prog_name="brainstorm", message="%(prog)s %(version)s")
    @sessions_option
    @bank_option
    @click.pass_context
    def brainstorm(ctx: click.Context, banks: tuple[Path, ...], sessions: Path | None) -> None:
        """Train for a live research brainstorm.

        A question, a clock, as many ideas as you can think of; afterwards, what happened. Without a command the
        app opens on its home page.
        """
        if ctx.invoked_subcommand is None:
            from brainstorm.cli.start import start

            start(ctx, sessions, banks)
        elif sessions is not None or banks:
            option = "--bank" if sessions is None else "--sessions"
            raise click.UsageError(f"{option} goes after the command: brainstorm {ctx.invoked_subcommand} {option} …")

    return brainstorm


def run(targets: Mapping[str, str]) -> int:
    """Run the command line in this process; the exit status is returned.

    0 well, 1 failed (also a crash), 2 wrong usage, 130/143/129 ended by a signal.
    """
    _have_standard_streams()
    _let_everything_be_printed()
    _have_a_time_zone()
    try:
        result = _group(targets).main(prog_name="brainstorm", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as failed:
        complain(failed.format_message())
        if isinstance(failed, click.UsageError) and failed.ctx is not None:
            click.echo(f"Try `{failed.ctx.command_path} --help`.", err=True)
        return failed.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        return 128 + signal.SIGINT
    except (_ReaderGoneError, BrokenPipeError):
        # The reader has gone (`| head`): nothing is wrong, and nothing more can be said on stdout.
        _give_up_stdout()
        return 0
    except Exception as crash:
        if isinstance(crash, OSError) and crash.errno in _FULL and crash.filename is None:  # a file would have a name
            _give_up_stdout()
            complain(f"the output is not whole: {crash.strerror}; make room, or send it elsewhere")
            return 1
        from brainstorm.cli.crash import report

        return report(crash)
