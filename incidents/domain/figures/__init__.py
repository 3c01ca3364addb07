"""Claimed figures: entering them, what became of them, what one is to another, what they leave unexplained."""
