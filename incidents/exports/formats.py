"""The formats of a list: who writes them, and how the browser is told what it gets."""

from collections.abc import Callable
from dataclasses import dataclass

from incidents.exports import csv, xlsx
from incidents.vocabulary import ExportFormat


@dataclass(frozen=True)
class Format:
    """One format: its code, its media type, its writer."""

    code: str
    media_type: str
    write: Callable[..., None]


FORMATS = {
    ExportFormat.CSV.value: Format("csv", "text/csv; charset=utf-8", csv.write),
    ExportFormat.XLSX.value: Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.write
    ),
}
