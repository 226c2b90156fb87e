"""Numbers from a session: pure functions of its entries and times."""
