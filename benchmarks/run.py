"""The measurements: lists and a person's page with invented people, in the server and without the network."""

import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402

from benchmarks import pages  # noqa: E402
from benchmarks.measure import table  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "results.json"
PEOPLE = 10_000


def main(arguments: Sequence[str]) -> int:
    """Fill a database of its own, measure, print a table, write results.json."""
    people = int(arguments[0]) if arguments else PEOPLE
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        begun = time.perf_counter()
        call_command("load_gazetteer", stdout=open(os.devnull, "w"))  # noqa: SIM115
        call_command("generate_people", str(people), "--seed", "1")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        filled = round(time.perf_counter() - begun, 1)
        measured = facts(people, filled)
        results = [*pages.lists(), *pages.persons(), *pages.others()]
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    print(f"{people} people, made in {filled} s\n\n{table(results)}")
    RESULTS.write_text(json.dumps(measured | {"results": [one.as_dict() for one in results]}, indent=1) + "\n")
    return 0


def facts(people: int, filled: float) -> dict:
    """What the figures hang on."""
    return {
        "people": people,
        "filled_seconds": filled,
        "python": platform.python_version(),
        "postgresql": connection_version(),
        "processors": os.cpu_count(),
    }


def connection_version() -> str:
    """The server's own version."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
