"""The command line: one file a command, each imported only when it is asked for."""

import sys
from typing import NoReturn

_COMMANDS = {
    "bank": "brainstorm.cli.bank:bank",
    "call": "brainstorm.cli.drill:call",
    "compare": "brainstorm.cli.compare:compare_",
    "debrief-real": "brainstorm.cli.debrief_real:debrief_real",
    "delete": "brainstorm.cli.delete:delete",
    "doctor": "brainstorm.cli.doctor:doctor",
    "drill": "brainstorm.cli.drill:drill",
    "encoder": "brainstorm.cli.encoder:encoder",
    "export": "brainstorm.cli.export:export",
    "feedback": "brainstorm.cli.feedback:feedback",
    "import": "brainstorm.cli.import_:import_",
    "later": "brainstorm.cli.later:later",
    "list": "brainstorm.cli.list:list_",
    "measure": "brainstorm.cli.measure:measure",
    "review": "brainstorm.cli.review:review",
    "search": "brainstorm.cli.search:search_",
    "settings": "brainstorm.cli.settings:settings",
    "show": "brainstorm.cli.show:show",
    "stats": "brainstorm.cli.stats:stats",
    "today": "brainstorm.cli.today:today",
}


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    from brainstorm.cli.run import run

    sys.exit(run(_COMMANDS))
