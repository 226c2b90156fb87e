"""The same drill without a screen: one idea a line from stdin, prompts on stdout."""

from brainstorm.plain.drill import Plain
from brainstorm.plain.stdin import Leave, Lines, Signals

__all__ = ["Leave", "Lines", "Plain", "Signals"]
