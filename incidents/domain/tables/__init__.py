"""Files of rows as others make them (CSV, XLSX, XLS, ODS), read in a limited child process."""

from incidents.domain.tables.reading import look, read
from incidents.domain.tables.sentences import sentence
from incidents.domain.tables.told import Look, Sheet, Table, Unreadable

__all__ = ["Look", "Sheet", "Table", "Unreadable", "look", "read", "sentence"]
