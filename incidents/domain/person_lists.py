"""Verbs: the series of lists that a keeper makes, and what they could have recorded."""
