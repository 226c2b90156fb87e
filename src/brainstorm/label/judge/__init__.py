"""Labels from Claude: prepare, ask twice, validate, reconcile, trust, aggregate; and a tip.

A model says which angle an idea belongs to and which ideas are the same; whatever is a number is counted by code.
"""
