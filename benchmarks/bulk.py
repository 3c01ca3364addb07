"""bin/bench bulk [N ...]: likely same persons among N invented records, and how long it takes."""

import csv
import json
import os
import platform
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import django

django.setup()

from benchmarks import invented  # noqa: E402 - needs the settings
from incidents.domain import scoring  # noqa: E402
from incidents.management.matching import evaluate_bulk  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "bulk.json"
RECORDS = 100_000
SEED = 2_026  # of no set that anything was chosen by


def main(arguments: Sequence[str]) -> int:
    """Make the records, link them, print and keep the figures of each size."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for size in map(int, arguments or [RECORDS]):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "records.csv"
            write(path, size)
            load, began = os.getloadavg()[0], processor_seconds()
            found = evaluate_bulk.measure(path, scoring.load_weights())
        spent = round(processor_seconds() - began, 1)
        results[str(size)] = found | {"load_before": round(load, 1), "processor_seconds": spent, **machine()}
        print(json.dumps(results[str(size)]))
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    return 0


def write(path: Path, size: int) -> None:
    """The records as a file of the form that `matching evaluate-bulk` reads; without a column of the sex."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "birth", "place", "entity"))
        for number, one in enumerate(invented.records(size, SEED), 1):
            rows.writerow((number, one.name, one.birth, one.place, one.person.key))


def processor_seconds() -> float:
    """Of this process and of those that it began and that ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def machine() -> dict:
    """What the figures hang on."""
    return {"python": platform.python_version(), "processors": os.cpu_count()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
