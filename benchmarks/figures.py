"""bin/bench figures [people …]: counts of the documented people, counted now and kept, beside a plain GROUP BY.

The plain statement groups the same people by the same columns and nothing else: no ranges, no places inside places, no
list behind each number. “Now” is what the job does; “page” is the page as the server answers it, from a kept answer
where there are many people. A thousand people are invented, then multiplied; of more than a hundred thousand the people
alone, so that what is asked of reports is not measured there. benchmarks/figures.json keeps it.
"""

import io
import json
import math
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks.exports import SHIFTED, copying, multiply  # noqa: E402
from benchmarks.pages import signed_in  # noqa: E402
from incidents.domain.documented import history, keeping, links, reckoning  # noqa: E402
from incidents.domain.documented.questions import Question  # noqa: E402
from incidents.models import CountedAnswer  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "figures.json"
INVENTED = 1_000
SIZES = (10_000, 100_000, 1_000_000)
INDEXES = "SELECT indexname FROM pg_indexes WHERE tablename = 'incidents_person' AND indexname NOT LIKE '%pkey'"
ACTS = {"incidents_act": {"id", "mention_id"}}
PAGES = 5
MOST_WHOLE = 100_000  # people who are copied with all that is told of them
MOST_THEN = 10_000  # people whose days are read back one by one
LISTED = "merged_into_id IS NULL AND reports_count > 0"
MENTIONS = """
    JOIN incidents_mention m ON m.person_id = p.id AND m.retired_at IS NULL
    JOIN incidents_report r ON r.id = m.report_id
"""
PLAIN: Sequence[tuple[Question, str, str]] = (
    (Question("day"), "when_lower, when_upper", ""),
    (Question("day", "sure"), "when_lower, when_upper, confirmation", ""),
    (Question("place", "status"), "place_id, p.status", ""),
    (Question("age", "sex"), "p.age_low, p.age_high, p.sex", ""),
    (Question("participation", "naming"), "p.participation, p.naming", ""),
    (Question("ever"), "ever", ""),
    (Question("day", filters={"status": "killed", "since": "2022-01"}), "when_lower, when_upper", ""),
    (Question("manner"), "f.manner", "LEFT JOIN incidents_finding f ON f.person_id = p.id AND f.status = 'agreed'"),
    (Question("source"), "r.source_id", MENTIONS),
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Measure each size in a database of its own, print, write figures.json."""
    sizes = [int(word) for word in arguments] or list(SIZES)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_gazetteer", verbosity=0, stdout=io.StringIO())
        held = INVENTED
        call_command("generate_people", str(held), "--seed", "1", stdout=io.StringIO())
        admin = User.objects.create(username="bench-counts", name="Bench", role="admin")
        rows: list[dict[str, Any]] = []
        for size in sizes:
            grow(held, size)
            held = size
            rows += [measured(admin, one, size) for one in PLAIN if size <= MOST_WHOLE or not one[2]]
            rows += [read_back(admin, size)] if size <= MOST_THEN else []
            print(table([row for row in rows if row["people"] == size]), flush=True)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    told = {"processors": os.cpu_count(), "exponents": exponents(rows), "rows": rows}
    print(json.dumps(told["exponents"], indent=1))
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")
    return 0


def grow(held: int, size: int) -> None:
    """Copies of everybody and of what is told of them; where there are very many, of the people alone."""
    with connection.cursor() as cursor:
        if size > MOST_WHOLE:
            cursor.execute(INDEXES)
            for (index,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE incidents_person DROP CONSTRAINT IF EXISTS "{index}"')
                cursor.execute(f'DROP INDEX IF EXISTS "{index}"')
            copied(cursor, {"incidents_person": SHIFTED["incidents_person"]}, held, size)
            cursor.execute("VACUUM ANALYZE incidents_person")
            return
    multiply(held, size)
    with connection.cursor() as cursor:
        copied(cursor, ACTS, held, size)


def copied(cursor: Any, tables: dict[str, set[str]], held: int, size: int) -> None:
    """The rows of these tables once more, until there are so many."""
    for number in range(1, -(-size // held)):
        for table, shifted in tables.items():
            cursor.execute(copying(cursor, table, shifted, held, number))


def measured(admin: User, asked: tuple[Question, str, str], size: int) -> dict[str, Any]:
    """One question: counted now, grouped plainly, and its page."""
    question, columns, joined = asked
    where = f"WHERE {LISTED}" + (" AND p.status = 'killed' AND when_upper >= '2022-01-01'" if question.filters else "")
    statement = (
        f"SELECT {columns}, count(*), sum(p.n_low), sum(p.n_high) FROM incidents_person p {joined} "
        f"{where.replace('merged', 'p.merged')} GROUP BY {columns}"
    )
    runs = 3 if size <= MOST_WHOLE else 1
    plain = best(lambda: grouped(statement), runs)
    now = best(lambda: reckoning.count(admin, question), runs)
    return {"people": size, "question": name(question), "plain_ms": plain, "now_ms": now, "page_ms": page(question)}


def grouped(statement: str) -> list[tuple]:
    """The rows of the plain statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def page(question: Question) -> float:
    """The median time of the page, once what it keeps is counted."""
    client, address = signed_in(), "/desk/figures/counts/" + links.question(question)
    client.get(address)
    for row in CountedAnswer.objects.exclude(state="done"):
        keeping.run(row.key, clock=timezone.now)
    spent = []
    for _number in range(PAGES):
        begun = time.perf_counter()
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{address} did not answer")
        spent.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(spent), 1)


def read_back(admin: User, size: int) -> dict[str, Any]:
    """What the team had documented, day by day: everybody's days read back."""
    now = best(lambda: history.steps(admin, {}, until=timezone.now().date()), 1)
    plain = best(
        lambda: grouped("SELECT date(decided_at), confirmation, count(*) FROM incidents_finding GROUP BY 1, 2"), 2
    )
    return {"people": size, "question": "day by day, as held", "plain_ms": plain, "now_ms": now, "page_ms": None}


def best(action: Callable[[], object], runs: int) -> float:
    """Milliseconds of the fastest run."""
    spent = []
    for _run in range(runs):
        begun = time.perf_counter()
        action()
        spent.append((time.perf_counter() - begun) * 1000)
    return round(min(spent), 1)


def name(question: Question) -> str:
    """The question in short."""
    filters = ", ".join(f"{word}={value}" for word, value in question.filters.items())
    return " × ".join(filter(None, (question.rows, question.columns))) + (f" ({filters})" if filters else "")


def exponents(rows: Sequence[dict[str, Any]]) -> dict[str, float | None]:
    """For each question the slope of a log-log fit of counting now through the sizes."""
    return {asked: slope([(row["people"], row["now_ms"]) for row in rows if row["question"] == asked])
            for asked in dict.fromkeys(row["question"] for row in rows)}  # fmt: skip


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """Of a straight line through the logarithms."""
    if len(points) < 2:
        return None
    return round(
        statistics.linear_regression(*zip(*[(math.log(x), math.log(y)) for x, y in points], strict=True)).slope, 2
    )


def table(rows: Sequence[dict[str, Any]]) -> str:
    """For a terminal and for docs/figures.md."""
    lines = ["| people | question | plain GROUP BY, ms | now, ms | page, ms |", "|---:|---|---:|---:|---:|"]
    lines += [
        f"| {row['people']} | {row['question']} | {row['plain_ms']} | {row['now_ms']} | {row['page_ms']} |"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
