"""Files of rows as others make them (CSV, XLSX, XLS, ODS), read in a limited child process."""

from incidents.domain.tables.grouping import Group, groups
from incidents.domain.tables.reading import look, read, read_joined
from incidents.domain.tables.sentences import sentence
from incidents.domain.tables.told import Look, Sheet, Table, Unreadable

__all__ = ["Group", "Look", "Sheet", "Table", "Unreadable", "groups", "look", "read", "read_joined", "sentence"]
