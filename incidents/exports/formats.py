"""The formats of a list: who writes them, and how the browser is told what it gets."""

from collections.abc import Callable
from dataclasses import dataclass

from incidents.exports import csv, hxl, jsonl, pdf, xlsx
from incidents.vocabulary import ExportFormat


@dataclass(frozen=True)
class Format:
    """One format: its code, its media type, its writer (out, header, rows, about), and how its files end."""

    code: str
    media_type: str
    write: Callable[..., None]
    ending: str = ""


FORMATS = {
    ExportFormat.CSV.value: Format("csv", "text/csv; charset=utf-8", csv.write),
    ExportFormat.XLSX.value: Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.write
    ),
    ExportFormat.JSONL.value: Format("jsonl", "application/jsonl", jsonl.write),
    ExportFormat.HXL.value: Format("hxl", "text/csv; charset=utf-8", hxl.write, "hxl.csv"),
    ExportFormat.PDF.value: Format("pdf", "application/pdf", pdf.write),
}
