"""bin/bench search [names]: a name among invented ones, full and at every keystroke, beside trigrams of raw names."""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection, connections  # noqa: E402

from benchmarks import invented  # noqa: E402
from incidents.domain.seekers import people  # noqa: E402
from incidents.management.matching import figures, filling, scratch  # noqa: E402
from incidents.models import NameWord, Person  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "search.json"
SIZES, SEED, ASKED, TYPED, TEN = (10_000, 100_000, 1_000_000), 40, 400, 60, 10
TRIGRAMS = "SELECT display_name FROM incidents_person ORDER BY display_name <-> %s LIMIT 10"
TRIGRAM_INDEX = "CREATE INDEX ON incidents_person USING gist (display_name gist_trgm_ops)"
TRIGRAM_ASKED = 40


def main(arguments: Sequence[str]) -> int:
    """Measure each size up to the one asked for, print a table, write search.json."""
    most = int(arguments[0]) if arguments else SIZES[-1]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_gazetteer", stdout=open(os.devnull, "w"))  # noqa: SIM115
        rows = [measure(size) for size in SIZES if size <= most] or [measure(most)]
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    print(table(rows))
    RESULTS.write_text(json.dumps({"processors": os.cpu_count(), "sizes": rows}, indent=1) + "\n")
    return 0


def measure(size: int) -> dict[str, Any]:
    """One size: recall and latency of full queries and of keystrokes, and of trigrams for the same queries."""
    held = invented.names(size, SEED)
    asked = invented.queries(held, ASKED, SEED)
    connections.close_all()  # the processes that make the keys must not share a connection
    with Pool(os.cpu_count()) as pool, scratch.schema((Person, NameWord)) as place:
        began = time.perf_counter()
        filling.fill(place, pool, ((one.name, one.birth) for one in held))
        loaded = round(time.perf_counter() - began, 1)
        full = answered(asked, sought)
        keys = figures.latency([spent(lambda text=text: sought(text, True))[0] for text in keystrokes(asked)])
        with connection.cursor() as cursor:
            cursor.execute(TRIGRAM_INDEX)
        trigrams = answered(asked[:TRIGRAM_ASKED], by_trigrams)
    return {"names": size, "loaded_seconds": loaded, "full": full, "keystroke": keys, "trigrams": trigrams}


def sought(text: str, at_keystroke: bool = False) -> list[str]:
    """Through the code of the screens."""
    rows = Person.objects.filter(merged_into=None)
    return [hit.name for hit in people.seek(text, rows, TEN, at_keystroke=at_keystroke)]


def by_trigrams(text: str) -> list[str]:
    """The plain reference: the ten nearest by trigrams of the name as written."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGRAMS, [text])
        return [name for (name,) in cursor.fetchall()]


def answered(asked: Sequence[tuple[str, str]], find: Callable[[str], list[str]]) -> dict[str, float]:
    """Recall and latency."""
    found = [(spent(lambda text=text: find(text)), expected) for text, expected in asked]
    ten = sum(expected in names for (_seconds, names), expected in found) / len(found)
    first = sum(names[:1] == [expected] for (_seconds, names), expected in found) / len(found)
    times = figures.latency([seconds for (seconds, _names), _expected in found])
    return {"recall_at_1": round(first, 4), "recall_at_10": round(ten, 4), **times}


def spent(action: Callable[[], list[str]]) -> tuple[float, list[str]]:
    """The seconds it took, and its answer."""
    began = time.perf_counter()
    found = action()
    return time.perf_counter() - began, found


def keystrokes(asked: Sequence[tuple[str, str]]) -> list[str]:
    """What somebody has typed at each letter from the third."""
    return [text[:end] for text, _expected in asked[:TYPED] for end in range(3, len(text) + 1)]


def table(rows: Sequence[dict[str, Any]]) -> str:
    """For a terminal and for the README."""
    lines = ["| names | what | first | in ten | p50 ms | p95 ms | p99 ms |", "|---:|---|---:|---:|---:|---:|---:|"]
    for row in rows:
        for what in ("full", "keystroke", "trigrams"):
            seen = row[what]
            shares = [f"{seen[part]:.3f}" if part in seen else "–" for part in ("recall_at_1", "recall_at_10")]
            times = [f"{seen[f'p{part}_ms']:.1f}" for part in (50, 95, 99)]
            lines.append(f"| {row['names']:,} | {what} | {' | '.join([*shares, *times])} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
