"""THE allow-list: what class each stored field has, which columns a list may have for whom, and who may get a name."""

from incidents.domain.disclosure.classes import CLASSES, FIELD_CLASSES, NEVER, reaches
from incidents.domain.disclosure.columns import (
    BESIDE_THE_ROW,
    COLUMNS,
    NAME_NEEDS,
    STAYS_INSIDE,
    Column,
    Entry,
    Value,
    columns_for,
    leaves,
    may_leave,
    may_name,
    names,
    row,
)
from incidents.domain.disclosure.telling import Remembered, Telling

__all__ = [
    "BESIDE_THE_ROW",
    "CLASSES",
    "COLUMNS",
    "FIELD_CLASSES",
    "NAME_NEEDS",
    "NEVER",
    "Remembered",
    "STAYS_INSIDE",
    "Column",
    "Entry",
    "Telling",
    "Value",
    "columns_for",
    "leaves",
    "may_leave",
    "may_name",
    "names",
    "reaches",
    "row",
]
