"""bin/manage matching evaluate-search NAMES.csv.gz QUERIES.csv: how often the right name is found, and how quickly."""

import contextlib
import csv
import gzip
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from django.db import connections

from incidents.domain.seekers import people
from incidents.management.matching import figures, filling, scratch
from incidents.management.matching.pairs_file import rows
from incidents.management.matching.refused import Refused
from incidents.models import NameWord, Person

HELP = "Find each query of a file among the names of another, in a scratch schema: recall and latency."
TEN = 10


def arguments(parser) -> None:
    """Two files, and how to print."""
    parser.add_argument("names", type=Path, help="CSV or CSV.GZ: name, birth, place")
    parser.add_argument("queries", type=Path, help="CSV: query, expected")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")


def run(options: dict[str, Any], write: Callable[[str], Any]) -> None:
    """Measure and print; the scratch schema is removed whatever happens. Raises Refused for files that do not do."""
    asked = [(row["query"], row["expected"].strip()) for _line, row in rows(options["queries"], ("query", "expected"))]
    if not asked:
        raise Refused(f"{options['queries']} holds no queries.")
    if next(read(options["names"]), None) is None:
        raise Refused(f"{options['names']} holds no names.")
    connections.close_all()  # the processes that make the keys must not share a connection
    with Pool(os.cpu_count()) as pool, ended_by_exception(), scratch.schema((Person, NameWord)) as place:
        began = time.perf_counter()
        count = filling.fill(place, pool, read(options["names"]))
        pool.close()
        found = measured(asked) | {"names": count, "queries": len(asked)}
        found["loaded_seconds"] = round(time.perf_counter() - began, 1)
    write(json.dumps(found) if options["json"] else said(found))


@contextlib.contextmanager
def ended_by_exception() -> Iterator[None]:
    """A wish to end (SIGTERM) is an exception here, so that the schema and the processes go too."""
    former = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def read(path: Path) -> Iterator[tuple[str, str]]:
    """The names of a file with their births, one after the other. Raises Refused: no such file, or columns missing."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            if not {"name", "birth", "place"} <= set(reader.fieldnames or ()):
                raise Refused(f"{path} needs the columns name, birth and place.")
            for row in reader:
                yield row["name"].strip().replace("\0", ""), row["birth"]
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path} cannot be read: {error}.") from None


def measured(asked: list[tuple[str, str]]) -> dict[str, float]:
    """Recall among the first and the first ten, and the time of each search, through the code of the screens."""
    scope = Person.objects.filter(merged_into=None)
    first = ten = 0
    seconds = []
    for query, expected in asked:
        began = time.perf_counter()
        hits = people.seek(query, scope, TEN)
        seconds.append(time.perf_counter() - began)
        shown = [hit.name.strip() for hit in hits]
        first += shown[:1] == [expected]
        ten += expected in shown
    return {
        "recall_at_1": round(first / len(asked), 4),
        "recall_at_10": round(ten / len(asked), 4),
        **figures.latency(seconds),
    }


def said(found: dict[str, float]) -> str:
    """The figures as lines of text."""
    return "\n".join(f"{name}: {number}" for name, number in found.items())
