"""How fast originals are hashed anew, beside sha256sum and Python's hashlib over the same bytes in clear."""

import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - needs the settings
from django.utils import timezone  # noqa: E402

from incidents.domain import store  # noqa: E402
from incidents.domain.evidence import checking  # noqa: E402
from incidents.models import Original  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "verify.json"
MEGABYTES = 500
MB = 1_000_000
RUNS = 3


def main(arguments: Sequence[str]) -> int:
    """One large original in a database of its own; the best of three, as others may use the machine."""
    size = int(arguments[0]) if arguments else MEGABYTES
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with tempfile.NamedTemporaryFile() as clear:
            clear.writelines(parts(size))
            clear.flush()
            alone = best(lambda: hashlib.file_digest(open(clear.name, "rb"), "sha256"))  # noqa: SIM115
            reference = best(lambda: subprocess.run(["sha256sum", clear.name], check=True, stdout=subprocess.DEVNULL))
        keep(size)
        idle = peak()
        seconds = best(lambda: checking.run(at=timezone.now()))
        grown = peak() - idle
        assert Original.objects.get().integrity == "whole"
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    measured = {
        "megabytes": size,
        "verify_mb_s": round(size / seconds),
        "sha256sum_mb_s": round(size / reference),
        "hashlib_mb_s": round(size / alone),
        "times_sha256sum": round(seconds / reference, 2),
        "memory_grown_mb": round(grown, 1),
        "processors": os.cpu_count(),
    }
    print("\n".join(f"{name.replace('_', ' '):<18}{value:>8}" for name, value in measured.items()))
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n")
    return 0


def parts(size: int) -> Iterator[bytes]:
    """Bytes that no file system makes smaller, the same each time."""
    drawn = random.Random(1)
    return (drawn.randbytes(MB) for _part in range(size))


def keep(size: int) -> None:
    """The same bytes as an original."""
    kept = store.put(parts(size), store.EVIDENCE)
    Original.objects.create(
        sha256=kept.sha256, size=kept.size, stored=kept.name, key_sealed=kept.key_sealed, received_at=timezone.now()
    )


def best(action: Callable[[], object]) -> float:
    """Seconds of the fastest run."""
    return min(timed(action) for _run in range(RUNS))


def timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def peak() -> float:
    """The most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
