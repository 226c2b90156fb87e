"""The sessions folder: what is in it, and which one is meant."""
