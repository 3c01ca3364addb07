"""How many people are documented, counted honestly: what is not decided widens the number instead of being chosen."""
