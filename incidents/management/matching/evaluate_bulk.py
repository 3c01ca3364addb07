"""bin/manage matching evaluate-bulk RECORDS.csv(.gz): linking in bulk where the truth is known. Writes nothing."""

import csv
import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from incidents.domain import match_weights, scoring
from incidents.domain.bulk import evaluating
from incidents.domain.bulk.comparing import How
from incidents.domain.bulk.evaluating import Columns
from incidents.domain.bulk.linking import Asked
from incidents.management.matching.refused import Refused

HELP = "precision, recall and F1 of linking in bulk on a file of records with their true persons"
NEEDED = ("name", "birth", "place", "entity")


def arguments(parser) -> None:
    """A file, and how to print."""
    parser.add_argument("records", type=Path, help="CSV or CSV.GZ: id,name,birth,place[,sex],entity")
    parser.add_argument("--processes", type=int, default=0, help="as many as there are processors, when not given")
    parser.add_argument("--least", type=float, help="bits at which two records may join a group")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of lines")


def run(options: dict[str, Any], write: Callable[[str], Any]) -> None:
    """Prints the figures. Raises Refused for a file that cannot be read."""
    found = measure(options["records"], match_weights.in_use(), options["processes"], options["least"])
    write(json.dumps(found) if options["json"] else "\n".join(f"{name}: {value}" for name, value in found.items()))


def measure(
    path: Path, weights: scoring.Weights, processes: int = 0, least: float | None = None
) -> dict[str, Any]:  # fmt: skip
    """The figures of one file: pairwise, over groups; seconds from the first line read to the last group."""
    began, stages = time.perf_counter(), {}

    def tell(stage: str, _done: int) -> None:
        stages.setdefault(stage, round(time.perf_counter() - began, 1))

    how = How(weights)
    asked = Asked(evaluating.record, evaluating.span, how, least, processes)
    _linked, figures = evaluating.evaluate(_read(path), asked, tell)
    seconds = round(time.perf_counter() - began, 1)
    return figures._asdict() | {"seconds": seconds, "begun_at": stages}


def _read(path: Path) -> Iterator[tuple[Columns, str]]:
    """Row by row, since the file may hold a million."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            if not set(NEEDED) <= set(reader.fieldnames or ()):
                raise Refused(f"{path} needs the columns {', '.join(NEEDED)}.")
            for row in reader:
                yield Columns(row["name"], row["birth"], row["place"], row.get("sex") or ""), row["entity"]
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path} cannot be read: {error}.") from None
