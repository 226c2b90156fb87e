"""brainstorm: a gym for the fifteen-minute research brainstorm."""

__version__ = "0.1.0"
