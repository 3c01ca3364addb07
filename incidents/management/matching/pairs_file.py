"""Reads a file of pairs to measure with: two names, births and places, and whether they are one person."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incidents.management.matching.refused import Refused

SIDE = ("name", "birth", "place")
COLUMNS = (*(f"left_{part}" for part in SIDE), *(f"right_{part}" for part in SIDE), "same")
SAME = {"1": True, "0": False}


@dataclass(frozen=True)
class Pair:
    """Two descriptions as written (name, birth, place), and whether they are one person."""

    left: tuple[str, str, str]
    right: tuple[str, str, str]
    same: bool


def read(path: Path) -> list[Pair]:
    """The pairs of a file (CSV, UTF-8). Raises Refused: no such file, no text, columns or rows that are missing."""
    found = [_pair(row, f"{path}, line {line}") for line, row in rows(path, COLUMNS)]
    if not found:
        raise Refused(f"{path} holds no pairs.")
    return found


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line. Raises Refused when the file cannot be read, or a column is missing."""
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True, restval="")
    try:
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise Refused(f"{path} lacks the columns {', '.join(missing)}. It needs {', '.join(columns)}, with commas.")
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise Refused(f"{path}, after line {reader.line_num}: {error}.") from None


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 (byte {error.start + 1}). Save it as UTF-8.") from None
    if "\0" in text:
        raise Refused(f"{path} holds zero bytes: it is no text in UTF-8.")
    if not text.strip():
        raise Refused(f"{path} is empty.")
    return text


def _pair(row: dict[str, str], where: str) -> Pair:
    same = SAME.get(row["same"].strip())
    if same is None:
        raise Refused(f"{where}: “same” must be 1 or 0.")
    left, right = ((row[f"{side}_name"], row[f"{side}_birth"], row[f"{side}_place"]) for side in ("left", "right"))
    return Pair(left, right, same)
