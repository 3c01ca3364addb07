"""bin/bench imports [rows]: a list read and checked beside python-calamine; imported beside a bare COPY; undone."""

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402

from benchmarks import imports_check, imports_commit  # noqa: E402
from benchmarks.bulk import machine  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "imports.json"
PARTS = ("check", "commit")


def main(arguments: Sequence[str]) -> int:
    """Both parts, or the one named first; figures are printed and kept."""
    named = [one for one in arguments if one in PARTS] or list(PARTS)
    rows = next((int(one) for one in arguments if one.isdigit()), imports_commit.ROWS)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_gazetteer", verbosity=0, stdout=io.StringIO())
        if "check" in named:
            results["check"] = imports_check.measure((rows // 10, rows)) | machine()
        if "commit" in named:
            results["commit"] = imports_commit.measure(rows) | machine()
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    print(json.dumps(results, indent=1))
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
