"""THE allow-list: what class each stored field has, which columns a list may have for whom, and who may get a name."""

from incidents.domain.disclosure.classes import CLASSES, FIELD_CLASSES, NEVER, reaches
from incidents.domain.disclosure.columns import (
    COLUMNS,
    NAME_NEEDS,
    STAYS_INSIDE,
    Column,
    Entry,
    Value,
    columns_for,
    may_leave,
    may_name,
    row,
)

__all__ = [
    "CLASSES",
    "COLUMNS",
    "FIELD_CLASSES",
    "NAME_NEEDS",
    "NEVER",
    "STAYS_INSIDE",
    "Column",
    "Entry",
    "Value",
    "columns_for",
    "may_leave",
    "may_name",
    "reaches",
    "row",
]
