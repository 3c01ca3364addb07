"""Invented people in any number, for tests and measurements. Never for a house in use."""
