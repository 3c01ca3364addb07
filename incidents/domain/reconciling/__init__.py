"""Rows of a list and the people we hold: one by one, many at once, and who is on which list."""
