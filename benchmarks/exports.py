"""bin/bench exports [people …]: the case list as a file, beside COPY and XlsxWriter, in a database of its own.

COPY writes the same query to nobody, XlsxWriter the same cells into memory. Printed are also how time grows, and by how
much memory the process is larger than before; benchmarks/exports.json keeps it.

What is measured is the whole making: the query, the cells in words, the writer, hashing, sealing into the store, the
manifest, and the line of the log with everybody who is in the file. Ten thousand people are invented, and then
multiplied in the database.
"""

import io
import json
import math
import os
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django
import xlsxwriter

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from incidents.domain import disclosure  # noqa: E402
from incidents.domain.exporting import making, people, verbs  # noqa: E402
from incidents.domain.exporting.asked import Asked, Leaving  # noqa: E402
from incidents.domain.queries.going import Going  # noqa: E402
from incidents.exports.formats import FORMATS  # noqa: E402
from incidents.models import ListExport  # noqa: E402

RESULTS = Path(__file__).resolve().parent / "exports.json"
SIZES = (10_000, 100_000, 1_000_000)
FIRST = 10_000
STEP = 10_000_000  # keys of one copy
MOST_CELLS = 100_000  # people whose spreadsheet is measured
RUNS = 3
CIRCLES = ("public", "partner", "internal")
SHIFTED = {
    "incidents_person": {"id", "merged_into_id"},
    "incidents_report": {"id", "derived_from_id"},
    "incidents_mention": {"id", "report_id", "person_id"},
    "incidents_finding": {"id", "person_id", "supersedes_id"},
}
GIN = ("person_name_keys", "person_ever", "person_search_trgm", "mention_name_keys")


def main(arguments: Sequence[str]) -> int:
    """Measure each size in a database of its own, print, write exports.json."""
    sizes = [int(word) for word in arguments] or list(SIZES)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_gazetteer", verbosity=0, stdout=io.StringIO())
        call_command("generate_people", str(min(FIRST, sizes[0])), "--seed", "1", stdout=io.StringIO())
        admin = User.objects.create(username="bench-admin", name="Bench", role="admin")
        rows: list[dict[str, Any]] = []
        held = min(FIRST, sizes[0])
        for size in sizes:
            multiply(held, size)
            held = size
            rows += [of_circle(admin, circle, size) for circle in (CIRCLES if size <= MOST_CELLS else CIRCLES[1:2])]
            print(json.dumps(rows[-3:]), flush=True)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    told = {"processors": os.cpu_count(), "exponent": exponent(rows), "rows": rows}
    print(f"exponent of CSV for partners: {told['exponent']}")
    RESULTS.write_text(json.dumps(told, indent=1) + "\n")
    return 0


def of_circle(admin: User, circle: str, size: int) -> dict[str, Any]:
    """CSV beside COPY, and for up to a hundred thousand people a spreadsheet beside XlsxWriter."""
    runs = RUNS if size <= MOST_CELLS else 1
    asked = everything(admin, circle)
    found: dict[str, Any] = {"people": size, "circle": circle, "columns": len(asked.columns)}
    found["copy_seconds"] = best(lambda: copied(asked), runs)
    found["csv_seconds"], found["csv_memory_mb"] = remembered(lambda: made(asked, "csv"), runs)
    found["csv_ratio"] = round(found["csv_seconds"] / found["copy_seconds"], 2)
    if size <= MOST_CELLS and circle != "public":
        found["xlsx_seconds"], found["xlsx_memory_mb"] = remembered(lambda: made(asked, "xlsx"), 1)
        cells = list(people.rows(asked, Leaving()))
        found["xlsxwriter_seconds"] = best(lambda: plainly(people.header(asked), cells), 1)
        found["xlsx_ratio"] = round(found["xlsx_seconds"] / found["xlsxwriter_seconds"], 2)
    return found


def everything(admin: User, circle: str) -> Asked:
    """Everybody with every column of the circle."""
    columns = tuple(column.code for column in disclosure.columns_for(circle))
    return Asked(admin, {}, columns, circle, {}, timezone.now())


def made(asked: Asked, fmt: str) -> None:
    """One file, from waiting to ready; its bytes are thrown away."""
    row = ListExport.objects.create(
        ref=f"X-{uuid.uuid4().hex[:8]}", key=uuid.uuid4(), disclosure=asked.disclosure, fmt=fmt, purpose="Bench.",
        columns=list(asked.columns), by=asked.user, at=asked.at, status="waiting",
    )  # fmt: skip
    done = making.make(row.ref, clock=timezone.now, formats=FORMATS)
    assert done is not None
    assert done.status == "ready", done.failed_words
    verbs.delete(done, by=None, at=timezone.now())


def copied(asked: Asked) -> int:
    """COPY (the same query) TO STDOUT, thrown away."""
    telling = disclosure.Telling(people.chosen(asked.columns, asked.disclosure), asked.disclosure)
    statement = Going(people.case_list(asked).people, asked.user, telling.reads).statement()
    sql, values = statement.query.sql_with_params()
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT", values) as out:
        return sum(len(part) for part in out)


def plainly(header: Sequence[str], cells: Sequence[Sequence[Any]]) -> None:
    """The same cells by XlsxWriter alone, in its mode of constant memory."""
    with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True, "strings_to_formulas": False,
                                            "strings_to_urls": False}) as book:  # fmt: skip
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for number, row in enumerate(cells, 1):
            sheet.write_row(number, 0, row)


# --- People ----------------------------------------------------------------------------------------------------------
def multiply(held: int, wanted: int) -> None:
    """Copies of everybody, with their reports, mentions and findings, until there are so many."""
    with connection.cursor() as cursor:
        for name in GIN if wanted > held else ():
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
        for number in range(1, -(-wanted // held)):
            for table, shifted in SHIFTED.items():
                cursor.execute(copying(cursor, table, shifted, held, number))
        cursor.execute("VACUUM ANALYZE")


def copying(cursor: Any, table: str, shifted: set[str], held: int, number: int) -> str:
    """One more copy of what was there first: keys moved on, references made anew."""
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
    columns = [name for (name,) in cursor.fetchall()]
    step = STEP * held // FIRST * number
    told = {name: f"{name} + {step}" for name in shifted}
    told |= {"ref": f"'P-' || upper(substr(md5(ref || '{held}-{number}'), 1, 10))"}
    told |= {"key": "gen_random_uuid()"} if table == "incidents_report" else {}
    values = ", ".join(told.get(name, name) for name in columns)
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE id < {STEP * held // FIRST}"


# --- Measuring -------------------------------------------------------------------------------------------------------
def best(action: Callable[[], object], runs: int) -> float:
    """Seconds of the fastest run."""
    return min(timed(action) for _run in range(runs))


def timed(action: Callable[[], object]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    action()
    return round(time.perf_counter() - begun, 3)


def remembered(action: Callable[[], object], runs: int) -> tuple[float, float]:
    """Seconds, and by how many MB this process was larger at its largest than before."""
    action()
    before = status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")
    seconds = best(action, runs)
    return seconds, round(status("VmHWM") - before, 1)


def status(name: str) -> float:
    """A line of /proc/self/status, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def exponent(rows: Sequence[dict[str, Any]]) -> float | None:
    """The slope of a log-log fit through the sizes."""
    points = [(math.log(row["people"]), math.log(row["csv_seconds"])) for row in rows if row["circle"] == "partner"]
    if len(points) < 2:
        return None
    mean_x, mean_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    over = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return round(over / sum((x - mean_x) ** 2 for x, _y in points), 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
