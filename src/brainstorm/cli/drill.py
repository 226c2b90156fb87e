"""`brainstorm drill` and `brainstorm call`."""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brainstorm.cli.common import bank_option, open_bank, print_json, sessions_option, settings_and_places
from brainstorm.cli.complete import complete_form, complete_question
from brainstorm.cli.run import Failure
from brainstorm.cli.screens import need_terminal, show
from brainstorm.drill import commands as do
from brainstorm.history.archive import Archive, Found
from brainstorm.history.recent import recent, wordings
from brainstorm.history.suggest import draw_counts
from brainstorm.practice.drill import CannotRecordError, Drill, begin, reopen
from brainstorm.practice.goal import goal
from brainstorm.practice.plan import LONGEST, SHORTEST, Plan, PlanError, make_plan, settled
from brainstorm.report.words import clock, tally
from brainstorm.session.journal import JournalError, parse_time
from brainstorm.session.text import visible

if TYPE_CHECKING:
    from brainstorm.bank import Bank
    from brainstorm.history.earlier import Before
    from brainstorm.practice.labelling import Around
    from brainstorm.session.session import Session
    from brainstorm.settings import Places, Settings

_OPTIONS = [
    click.option(
        "--question",
        metavar="ID",
        shell_complete=complete_question,
        help="The question to ask, by its id in `brainstorm bank list`; drawn for you otherwise.",
    ),
    click.option(
        "--topic", metavar="TOPIC", help="Draw the question from this topic; `brainstorm bank list` names them."
    ),
    click.option(
        "--minutes",
        type=click.FloatRange(SHORTEST, LONGEST),
        metavar="M",
        help=f"Length, {SHORTEST} to {LONGEST:g}; the form's own otherwise.",
    ),
    click.option("--seed", type=click.IntRange(0), metavar="N", help="Draw the same questions and cues again."),
    click.option("--blind", is_flag=True, help="Ideas vanish once entered."),
    click.option("--exam", is_flag=True, help="No help of any kind."),
    click.option(
        "--interviewer",
        type=click.Choice(["off", "file", "claude"]),
        help="Who asks in a call; file, the default, needs no network. From a pipe nobody asks unless told to.",
    ),
    click.option("--plain", is_flag=True, help="One idea a line, no screen."),
    click.option("--reveal", is_flag=True, help="From a pipe: print angles, common ideas and sources at the end."),
    click.option("--json", "as_json", is_flag=True, help="Print the session as JSON and nothing else."),
    bank_option,
    sessions_option,
]


def _with_options(command: Any) -> Any:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(short_help="Do a drill: a question, a clock, your ideas.")
@click.option(
    "--form",
    metavar="FORM",
    shell_complete=complete_form,
    help="Form of exercise: single, call or your own; the setting `form` otherwise.",
)
@_with_options
@click.pass_context
def drill(ctx: click.Context, /, form: str | None = None, **options: Any) -> None:
    """Do a drill: a question, a clock, as many ideas as you can think of.

    Lines on stdin are ideas. On a terminal you are asked and answered; from a pipe or a file nothing is asked.
    """
    ctx.exit(_drill(form, **options))


@click.command(short_help="Simulate the call: two questions, fifteen minutes.")
@_with_options
@click.pass_context
def call(ctx: click.Context, /, **options: Any) -> None:
    """Simulate the call: two questions in fifteen minutes, no pause, no edits.

    The same as `drill --form call`.
    """
    ctx.exit(_drill("call", **options))


def _drill(
    form: str | None,
    *,
    sessions: Path | None = None,
    banks: tuple[Path, ...] = (),
    plain: bool = False,
    reveal: bool = False,
    as_json: bool = False,
    question: str | None = None,
    topic: str | None = None,
    minutes: float | None = None,
    seed: int | None = None,
    blind: bool = False,
    exam: bool = False,
    interviewer: str | None = None,
) -> int:
    interactive = sys.stdin.isatty()
    screens = not (plain or as_json)
    if screens:
        need_terminal("--plain takes one idea a line from stdin")
    settings, places = settings_and_places(sessions)
    archive = Archive(places.sessions.path)
    bank = open_bank(settings, places, banks)
    form = form or settings.form
    if minutes is None and form == "single":
        minutes = settings.minutes

    def plan() -> Plan:
        asks = interviewer if interactive or interviewer else "off"
        asked = question is None and seed is None
        done = draw_counts(archive.done(), datetime.now().astimezone().date()) if asked else None
        return make_plan(
            bank,
            form,
            question=question,
            topic=topic,
            minutes=minutes,
            seed=seed,
            done=done,
            blind=blind,
            exam=exam,
            interviewer=asks,
        )

    running = _offer_unfinished(archive, bank, settings.silences, err=as_json) if interactive else None
    try:
        if screens:
            return _on_screens(settings, places, banks, running, plan, fixed=question is not None or seed is not None)
        made = None if running is not None else plan()
        if made is not None and interactive:
            made = _settled(made, archive, settings)
    except PlanError as error:
        raise click.UsageError(str(error)) from None

    def start() -> Drill:
        if running is not None:
            return running
        assert made is not None
        return begin(archive.folder, made, input_="lines" if interactive else "piped")

    around = _around(settings, places, bank, archive)
    return _in_plain(start, made, around, interactive=interactive, reveal=reveal, as_json=as_json)


def _in_plain(
    start: Callable[[], Drill],
    plan: Plan | None,
    around: "Callable[[Session], Around]",
    *,
    interactive: bool,
    reveal: bool,
    as_json: bool,
) -> int:
    """The drill without a screen; the exit status."""
    from brainstorm.plain import Plain
    from brainstorm.report.show import session_json

    out = sys.stderr if as_json else sys.stdout
    face = Plain(start, plan, around, stdin=sys.stdin.fileno(), out=out, err=sys.stderr, interactive=interactive)
    try:
        status = face.run(spoil=reveal, quiet=as_json)
    except CannotRecordError as error:
        raise Failure(str(error)) from None
    if as_json and face.started:
        print_json(session_json(face.session, "ended" if face.session.ended else "open"))
    return status


def _settled(plan: Plan, archive: Archive, settings: "Settings") -> Plan:
    """`plan` with what the sessions so far and the settings add to it."""
    form = plan.form.id
    return settled(
        plan,
        excluded=wordings(archive, form) if plan.interviewed else (),
        goal=goal(recent(archive, form), form, plan.seconds),
        silences=settings.silences,
    )


def _around(settings: "Settings", places: "Places", bank: "Bank", archive: Archive) -> "Callable[[Session], Around]":
    """What labelling a session needs; the past is read by whoever asks first, in the labelling's own thread."""
    from functools import cache

    from brainstorm.practice.labelling import around

    def of_session(session: "Session") -> "Around":
        ids = {question.id for question in session.questions}

        @cache
        def past() -> "Before":
            from brainstorm.history.earlier import before_of

            return before_of(archive, ids, but=session.id)

        return around(settings, places, lambda: bank, lambda id_: past().ideas.get(id_, ()))

    return of_session


def _on_screens(
    settings: "Settings",
    places: "Places",
    banks: tuple[Path, ...],
    running: Drill | None,
    plan: Callable[[], Plan],
    *,
    fixed: bool,
) -> int:
    from brainstorm.tui.drill import DrillPage
    from brainstorm.tui.ready import ReadyPage

    if running is not None:
        page = DrillPage(running, resumed=True)
        return show(settings, places, banks, lambda: page, page.CSS_PATH)
    card = ReadyPage(plan(), None if fixed else plan)
    return show(settings, places, banks, lambda: card, card.CSS_PATH)


def _offer_unfinished(archive: Archive, bank: Any, silences: Sequence[float], *, err: bool) -> Drill | None:
    """Ask what becomes of the newest unfinished drill: go on (then it is returned), close or leave."""
    found = archive.unfinished(datetime.now().astimezone())
    if found is None:
        return None
    may_go_on = found.session.form.get("pause") is True and found.session.left > 0
    click.echo(f"Unfinished: {_describe(found)}", err=err)
    words = ["g  go on"] if may_go_on else []
    click.echo("  ".join([*words, "c  close it", "Enter  leave it and start a new one"]), err=err)
    answer = click.prompt("", default="", show_default=False, prompt_suffix="› ", err=err).strip().lower()
    if answer not in ("c", "g") or (answer == "g" and not may_go_on):
        return None
    try:
        running = reopen(found.path, bank, silences=silences)
    except (CannotRecordError, JournalError) as error:
        raise Failure(str(error)) from None
    if answer == "g":
        return running
    running.do(do.Close(), wait=True)
    if running.close():
        raise Failure(f"{found.path.name} cannot be written: {running.trouble}")
    click.echo(f"Closed; `brainstorm show {found.session.id}` shows it.", err=err)
    return None


def _describe(found: Found) -> str:
    session = found.session
    started = parse_time(session.started_at)
    when = f" from {started:%H:%M}" if started else ""
    return f"{visible(session.form_name)}{when}, {tally(session)}, {clock(session.left)} left"
