"""Which angle is each entry? Labels offline, by Claude and by hand, and which of them counts."""
