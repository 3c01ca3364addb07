"""How long a case bundle of 200 pieces takes, built and checked, and the memory of both, beside sha256sum."""

import json
import os
import random
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.verify import peak, timed  # noqa: E402
from incidents.domain import store  # noqa: E402
from incidents.domain.bundles import building, verbs  # noqa: E402
from incidents.exports import csv  # noqa: E402
from incidents.models import CaseBundle, Person  # noqa: E402
from incidents.vocabulary import ReportStatus  # noqa: E402
from tests.factories import ReportFactory, UserFactory  # noqa: E402
from tests.incidents.domain.evidence import held  # noqa: E402
from tests.incidents.people_samples import held as person_held  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "bundle.json"
PIECES = 200
MB = 1_000_000
EACH = 2 * MB
# Runs a script as a program of its own, and then says what the system knows of its memory.
ALONE = """
import runpy, sys
try:
    runpy.run_path(sys.argv.pop(1), run_name="__main__")
except SystemExit as end:
    assert not end.code
print(open("/proc/self/status").read())
"""


def main(arguments: Sequence[str]) -> int:
    """One person with so many photographs of two megabytes, for the team, in a database of its own."""
    pieces = int(arguments[0]) if arguments else PIECES
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        bundle = asked(filled(pieces))
        idle = peak()
        memory: list[float] = []
        seconds = timed(lambda: building.build(bundle.ref, clock=timezone.now, write_csv=csv.write))
        grown = peak() - idle
        bundle.refresh_from_db()
        with (
            tempfile.NamedTemporaryFile(suffix=".zip") as clear,
            store.open_stored(bundle.stored, bytes(bundle.key_sealed)) as file,
        ):
            while chunk := file.read(MB):
                clear.write(chunk)
            clear.flush()
            reference = timed(lambda: subprocess.run(["sha256sum", clear.name], check=True, stdout=subprocess.DEVNULL))
            checked = timed(lambda: memory.append(check(clear.name)))
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    measured = {
        "pieces": pieces,
        "megabytes": round(bundle.size / MB),
        "build_seconds": round(seconds, 1),
        "build_memory_grown_mb": round(grown, 1),
        "check_seconds": round(checked, 1),
        "check_memory_mb": round(memory[0], 1),
        "sha256sum_seconds": round(reference, 1),
        "processors": os.cpu_count(),
    }
    print("\n".join(f"{name.replace('_', ' '):<24}{value:>8}" for name, value in measured.items()))
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n")
    return 0


def filled(pieces: int) -> Person:
    """A person whose one accepted report has so many pieces of evidence."""
    reviewer, drawn = UserFactory(role="reviewer"), random.Random(1)
    report = ReportFactory(status=ReportStatus.ACCEPTED, taken_by=reviewer)
    for _piece in range(pieces):
        held.receipt(held.original(drawn.randbytes(EACH), media_type="image/jpeg"), report)
    return person_held(reviewer, name="Айдар Тасгеров", report=report)


def asked(person: Person) -> CaseBundle:
    """A bundle that waits to be built."""
    told = {"disclosure": "internal", "reason": "To measure.", "language": "en", "key": uuid.uuid4()}
    return verbs.ask(persons=[person], **told, by=UserFactory(role="admin"), at=timezone.now())


def check(name: str) -> float:
    """The verifier as others run it; the most memory it had, in MB."""
    verifier = [sys.executable, "-I", "-c", ALONE, str(settings.BASE_DIR / "tools" / "verify_bundle.py"), name]
    words = subprocess.run(verifier, check=True, capture_output=True, text=True).stdout
    return int(words.rpartition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
