"""Invented people in many spellings, with the answer beside them; nobody in them exists."""

from benchmarks.invented.hands import Record
from benchmarks.invented.people import Person, people
from benchmarks.invented.sets import names, pairs, queries, records, unnamed

__all__ = ["Person", "Record", "names", "pairs", "people", "queries", "records", "unnamed"]
