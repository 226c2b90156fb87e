"""`brainstorm feedback`: labels from Claude, for one session or many."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from brainstorm.claude.client import Client
from brainstorm.claude.errors import ClaudeError
from brainstorm.claude.hosts import elsewhere, host, key
from brainstorm.cli.common import print_json, say, sessions_option, settings_and_places, warn
from brainstorm.cli.complete import complete_session
from brainstorm.cli.feedback_say import Line, result_json, result_lines, session_json, total_line
from brainstorm.cli.run import Failure
from brainstorm.cli.show import load
from brainstorm.history.archive import LIVE, Archive, Found
from brainstorm.history.earlier import earlier_ideas
from brainstorm.label.judge import trust
from brainstorm.label.judge.job import Job, Result, done_with
from brainstorm.label.judge.prepare import Task, request, sheet, task_of
from brainstorm.label.judge.preview import Preview, preview
from brainstorm.label.judge.prompts import PromptError, Prompts, read_prompts
from brainstorm.session.journal import JournalError, append
from brainstorm.session.lock import InUseError

if TYPE_CHECKING:
    from brainstorm.settings import Places, Settings


@dataclass(slots=True)
class _Work:
    """One session: what is to be asked about it, and what came of that."""

    found: Found
    tasks: list[Task]
    before: int = 0  # questions that were done before
    results: list[Result] = field(default_factory=list)
    trouble: str | None = None


@click.command(short_help="Have Claude label the ideas of sessions.")
@click.argument("session", nargs=-1, shell_complete=complete_session)
@click.option("--all", "everything", is_flag=True, help="Every session.")
@click.option("--dry-run", is_flag=True, help="Print what would be sent, and send nothing.")
@click.option("--yes", is_flag=True, help="Send without asking.")
@click.option("--again", is_flag=True, help="Ask also where this model has answered these prompts before.")
@click.option("--model", metavar="M", help="The model to ask; the setting `model` otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@sessions_option
@click.pass_context
def feedback(
    ctx: click.Context,
    session: tuple[str, ...],
    everything: bool,
    dry_run: bool,
    yes: bool,
    again: bool,
    model: str | None,
    as_json: bool,
    sessions: Path | None,
) -> None:
    """Have Claude say which angle each idea belongs to, and which ideas are the same.

    A SESSION is `latest` (also when none is named), an id, or the start of an id. What is sent and what it costs is
    shown before; without a terminal it needs --yes. Needs a key in ANTHROPIC_API_KEY.
    """
    if session and everything:
        raise click.UsageError("name sessions or take --all, not both")
    settings, places = settings_and_places(sessions)
    model = _model(model, settings)
    archive = Archive(places.sessions.path)
    try:
        prompts = read_prompts([places.prompts.path, places.config.path / "prompts"])
        work = list(_work(_found(archive, session, everything), archive, prompts, model, again=again))
        tasks = [task for one in work for task in one.tasks]
        forms = _forms(settings, places)
        shown = preview(tasks, prompts, model, host=host(os.environ), elsewhere=elsewhere(os.environ), forms=forms)
        if dry_run:
            _dry_run(tasks, prompts, model, shown, as_json=as_json)
            return
        if tasks:
            _consent(shown, settings, yes=yes)
            _ask(work, tasks, prompts, model, settings, forms, quiet=as_json)
    except PromptError as error:
        raise Failure(str(error)) from None
    except ClaudeError as error:
        raise Failure(error.line) from None
    _report(work, prompts, model, shown, as_json=as_json)
    ctx.exit(1 if any(_troubles(work)) else 0)


def _model(option: str | None, settings: "Settings") -> str:
    from brainstorm.settings import SettingsError, find_setting

    said = option or os.environ.get("BRAINSTORM_MODEL", "").strip()
    if not said:
        return settings.model
    try:
        return str(find_setting("model").parse(said))
    except SettingsError as error:
        raise click.UsageError(str(error)) from None


def _found(archive: Archive, refs: Sequence[str], everything: bool) -> list[Found]:
    if everything:
        problems: list[str] = []
        found = list(archive.all(problems))
        for problem in problems:
            warn(problem)
        return [one for one in found if one.state != LIVE]
    named = list({one.path: one for one in (load(archive, ref) for ref in refs or ("latest",))}.values())
    for one in named:
        if one.state == LIVE:
            raise Failure(f"{one.path.stem} is in use by another brainstorm; end the drill there first")
    return named


def _work(found: Sequence[Found], archive: Archive, prompts: Prompts, model: str, *, again: bool) -> Iterator[_Work]:
    for one in found:
        work = _Work(one, [])
        session = one.session.changed(id=one.path.stem)  # what it is called here, whatever its first line says
        for question in session.questions:
            earlier = earlier_ideas(archive, session.id, question.id)
            task = task_of(session, question.q, prompts, earlier)
            if task is None:
                continue
            if not again and any(done_with(event, task, model, prompts) for event in one.session.labels):
                work.before += 1
            else:
                work.tasks.append(task)
        yield work


def _forms(settings: "Settings", places: "Places") -> Mapping[str, str] | None:
    """The forms a tip may name, each with what it is; None when no tip is wanted."""
    if not settings.claude_tip:
        return None
    from brainstorm.cli.common import open_bank

    bank = open_bank(settings, places, (), quiet=True)
    return {form.id: " ".join(form.about) for form in bank.forms}


def _dry_run(tasks: Sequence[Task], prompts: Prompts, model: str, shown: Preview, *, as_json: bool) -> None:
    from brainstorm.label.judge.job import RUNS

    bodies = [
        {
            "session": task.session,
            "q": task.q,
            "reading": run,
            "body": request(sheet(task, run), prompts, model).body(),
        }
        for task in tasks
        for run in RUNS
    ]
    if as_json:
        print_json({"v": 1, "prompt": prompts.hash, "estimate": shown.as_json(), "requests": bodies})
        return
    if not tasks:
        say("Nothing to ask: every idea is labelled by this model and these prompts (--again asks anyway).")
        return
    say("Nothing is sent now. This is what would be:")
    say("")
    for line in shown.lines():
        say(line)
    for one in bodies:
        say("")
        say(f"{one['session']}, question {one['q']}, reading {one['reading']}:")
        print_json(one["body"])
    if shown.estimate.requests > len(bodies):
        say("")
        say("The request for a tip is made from the labels that come back; its wording is prompts/claude/tip.md.")
    say("")
    say(f"Nothing was sent. {_way_to_send()}")


def _way_to_send() -> str:
    try:
        key(os.environ)
    except ClaudeError:
        return "`brainstorm feedback` asks, then sends it, once ANTHROPIC_API_KEY holds a key (platform.claude.com)."
    return "`brainstorm feedback` asks, then sends it."


def _consent(shown: Preview, settings: "Settings", *, yes: bool) -> None:
    """Show what is sent and what it costs, and have it allowed.

    Raises:
        UsageError: nobody is there who could.
        Abort: somebody is, and says no.
    """
    terminal = sys.stdin.isatty() and sys.stderr.isatty()
    if not terminal and not yes:
        raise click.UsageError(f"{shown.cost_line()} With --yes it is sent; --dry-run prints it")
    key(os.environ)
    for line in shown.lines():
        click.echo(line, err=True)
    if yes or settings.claude_consent == "always":
        return
    click.echo("(`brainstorm settings claude_consent always` stops this question.)", err=True)
    click.confirm("Send it?", abort=True, err=True)


def _ask(
    work: Sequence[_Work],
    tasks: Sequence[Task],
    prompts: Prompts,
    model: str,
    settings: "Settings",
    forms: Mapping[str, str] | None,
    *,
    quiet: bool,
) -> None:
    """Ask about every task; each question's labels are in its journal before the next is asked about."""
    by_id = {one.found.path.stem: one for one in work}
    line = Line(sys.stderr)

    def done(result: Result) -> None:
        one = by_id[result.task.session]
        one.results.append(result)
        events = [event for event in (result.event, result.tip) if event is not None]
        try:
            if events:
                append(one.found.path, events, datetime.now().astimezone())
        except JournalError as error:
            one.trouble = str(error)
        except InUseError as error:
            one.trouble = f"{one.found.path.stem} {error}"
        line.clear()
        if not quiet:
            for text in result_lines(result):
                say(text)

    at = trust.Line(settings.trust_checks, settings.trust_agreement)
    with Client(patience=settings.claude_patience) as client:
        job = Job(tasks, client, prompts, model, line=at, forms=forms, tell=line.show, done=done)
        try:
            job.run()
        finally:
            line.clear()


def _troubles(work: Sequence[_Work]) -> Iterator[str]:
    for one in work:
        if one.trouble is not None:
            yield one.trouble
        yield from (result.error.line for result in one.results if result.error is not None)
        if len(one.results) < len(one.tasks):
            yield f"{one.found.path.stem}: not asked about"


def _report(work: Sequence[_Work], prompts: Prompts, model: str, shown: Preview, *, as_json: bool) -> None:
    for one in work:
        if one.trouble is not None:
            warn(one.trouble)
    results = [result for one in work for result in one.results]
    if as_json:
        listed: list[dict[str, Any]] = [
            session_json(one.found.path.stem, one.results, one.before, len(one.tasks), one.trouble) for one in work
        ]
        print_json(
            {
                "v": 1,
                "model": model,
                "host": shown.host,
                "prompt": prompts.hash,
                "sessions": listed,
                **result_json(results, model),
            }
        )
        return
    before, left = sum(one.before for one in work), sum(len(one.tasks) - len(one.results) for one in work)
    for text in total_line(results, model, before=before, left=left):
        say(text)
