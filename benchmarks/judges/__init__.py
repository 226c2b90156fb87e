"""Simulated judges of known habits on synthetic sessions: what trust catches, and how far breadth is off."""
