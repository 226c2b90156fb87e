"""Days as people write them on a command line."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import click


class Day(click.ParamType[date]):
    """A day: 2026-11-23, 2026-11, 2026, today, yesterday, or 30d for thirty days back."""

    name = "day"

    def __init__(self, *, last: bool = False) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read `value`; of a month or a year the first day, or the last one."""
        if isinstance(value, date):
            return value
        today = datetime.now().astimezone().date()
        word = str(value).strip().lower()
        if word in ("today", "yesterday"):
            return today - timedelta(days=word == "yesterday")
        try:
            if back := re.fullmatch(r"(\d{1,6})d", word):
                return today - timedelta(days=int(back[1]))
            if part := re.fullmatch(r"(\d{4})(?:-(\d\d?))?", word):
                year, month = int(part[1]), int(part[2] or (12 if self.last else 1))
                first = date(year, month, 1)
                return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1) if self.last else first
            return date.fromisoformat(word)
        except (ValueError, OverflowError):
            self.fail(f"“{value}” is no day; write 2026-11-23, 2026-11, 2026, today, yesterday or 30d", param, ctx)
