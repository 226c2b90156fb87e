"""Sessions as Markdown and JSON."""
