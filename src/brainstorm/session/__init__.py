"""A session: its events, its journal, and the fold from one to the other."""
