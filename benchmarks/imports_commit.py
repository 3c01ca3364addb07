"""Part of bin/bench imports: a list imported, beside a bare COPY of the same rows into the same tables; an edition
compared with the one before; the import undone.

Runs in a database of its own. The import is the whole job, in a process of its own as the job worker is one: the sealed
file opened, read in its child, every row made a mention with its acts and keys, words of the lexicon, the report.
"""

import io
import json
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs the settings
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks import invented  # noqa: E402
from incidents.domain import dates, editions, references  # noqa: E402
from incidents.domain.imports import committing, undoing, verbs  # noqa: E402
from incidents.models import ListImport, PersonList, RowChange, Source  # noqa: E402

ROWS, SEED = 100_000, 2_026
SHIFTED = 20  # in the second edition one row of so many is gone, one new, and one respelt
TABLES = ("mention", "act", "nameword")
COLUMNS = {0: "number", 1: "id", 2: "name", 3: "birth", 4: "status", 5: "when", 6: "place", 7: "note"}
HEADINGS = ("No", "Case", "Name", "Born", "What", "When", "Where", "Note")
KINDS = ("killed", "wounded", "detained", "missing")


def main(arguments: Sequence[str]) -> int:
    """Alone, for whoever works on it: a database is made and thrown away. `run` is the process of the job."""
    if arguments[:1] == ["run"]:
        return _job(*arguments[1:])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("load_gazetteer", verbosity=0, stdout=io.StringIO())
        print(json.dumps(measure(int(arguments[0]) if arguments else ROWS), indent=1))
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    return 0


def measure(rows: int = ROWS) -> dict[str, Any]:
    """Seconds and megabytes of each step, with so many rows."""
    by = User.objects.create(username="bench", name="Bench", role="reviewer")
    with tempfile.TemporaryDirectory() as folder:
        first = _imported(by, _file(Path(folder) / "first.csv", rows, respelt=0), "First")
        found: dict[str, Any] = {"rows": rows}
        found |= _run(first) | bare(first)
        found["ratio"] = round(found["import_seconds"] / found["copy_seconds"], 2)
        second = _imported(by, _file(Path(folder) / "second.csv", rows, respelt=rows // SHIFTED), "Second", first)
        found |= {f"second_{name}": value for name, value in _run(second).items()}
        found["changes"] = RowChange.objects.count()
        verbs.ask_undo(second, because="Measured.", by=by, at=timezone.now())
        found["undo_seconds"] = timed(lambda: undoing.undo(second.ref, clock=timezone.now))
    return found | {"memory_all_mb": peak()}


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 2)


def peak() -> float:
    """The most megabytes that this process has held."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def bare(row: ListImport) -> dict[str, float]:
    """The rows that the import made, taken out of their tables and put back by COPY and nothing else: in one
    transaction, with its commit, as the import is one. Then they are there again."""
    report = row.edition.report_id  # type: ignore[union-attr]
    which = {"mention": f"report_id = {report}", "nameword": "true",
             "act": f"mention_id IN (SELECT id FROM incidents_mention WHERE report_id = {report})"}  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        for table in TABLES:
            with (Path(folder) / table).open("wb") as out, cursor.copy(_out(table, which[table])) as copy:
                out.writelines(copy)
        for table in reversed(TABLES):
            cursor.execute(f"DELETE FROM incidents_{table} WHERE {which[table]}")  # noqa: S608
        cursor.execute("VACUUM")
        return {"copy_seconds": timed(lambda: _in(cursor, Path(folder)))}


def _out(table: str, where: str) -> str:
    return f"COPY (SELECT * FROM incidents_{table} WHERE {where}) TO STDOUT"  # noqa: S608


def _in(cursor: Any, folder: Path) -> None:
    cursor.execute("BEGIN")
    for table in TABLES:
        with (folder / table).open("rb") as file, cursor.copy(f"COPY incidents_{table} FROM STDIN") as copy:
            while part := file.read(1024 * 1024):
                copy.write(part)
    cursor.execute("COMMIT")


# --- What is imported ------------------------------------------------------------------------------------------------
def _run(row: ListImport) -> dict[str, float]:
    """The job, in a process of its own; what it says of itself."""
    words = [sys.executable, "-m", "benchmarks.imports_commit", "run", row.ref, connection.settings_dict["NAME"]]
    found = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    row.refresh_from_db()
    return found


def _job(ref: str, database: str) -> int:
    """Import, then compare; each with its seconds, and the most memory so far."""
    connection.settings_dict["NAME"] = database
    compare = editions.compare
    committing.editions.compare = lambda *_edition, **_at: None  # type: ignore[assignment]
    idle = peak()
    found = {
        "idle_mb": idle,
        "import_seconds": timed(lambda: committing.run(ref, clock=timezone.now)),
        "memory_mb": peak(),
    }
    row = ListImport.objects.get(ref=ref)
    if row.state != "done":
        raise RuntimeError(row.failed_code)
    if row.edition is not None and row.edition.follows_id:
        found["compare_seconds"] = timed(lambda: compare(row.edition, at=timezone.now()))
        found["compare_memory_mb"] = peak()
    print(json.dumps(found))
    return 0


def _imported(by: User, path: Path, label: str, before: ListImport | None = None) -> ListImport:
    """A file that was received, checked and asked to be imported."""
    at = timezone.now()
    row = _received(by, path, label, before.person_list if before else _list(by, at), at)
    row = verbs.read_as(row, columns=COLUMNS, options={"match": False}, version=row.version, by=by, at=at)
    row = verbs.ask_check(row, by=by, at=at)
    verbs.trying.run(row.ref, clock=timezone.now)
    row.refresh_from_db()
    return verbs.ask_import(row, version=row.version, by=by, at=at)


def _received(by: User, path: Path, label: str, person_list: PersonList, at: datetime) -> ListImport:
    with path.open("rb") as file:
        return verbs.receive(person_list=person_list, label=label, as_of=dates.parse("2022"), file=file,
                             name=path.name, key=uuid.uuid4(), by=by, at=at)  # fmt: skip


def _list(by: User, at: datetime) -> PersonList:
    made = {"created_by": by, "created_at": at}
    keeper = Source.objects.create(ref=references.make("S"), kind="authority", name="Office", name_folded="office",
                                   protection="open", **made)  # fmt: skip
    return PersonList.objects.create(ref=references.make("L"), title="A measured list", keeper=keeper, **made)


def _file(path: Path, rows: int, *, respelt: int) -> Path:
    """A CSV of invented people; in the second edition some are respelt, some gone and some new."""
    random = Random(SEED)
    people = invented.records(rows + rows // SHIFTED, SEED)
    with path.open("w", encoding="utf-8") as out:
        out.write(";".join(HEADINGS) + "\n")
        for number, (key, name, one) in enumerate(_told(people, rows, respelt, random), 1):
            told = (number, f"K{key}", name, one.birth, KINDS[key % len(KINDS)], "08.01.2022", one.place, "as told")
            out.write(";".join(str(value).replace(";", ",") for value in told) + "\n")
    return path


def _told(people: Sequence[Any], rows: int, respelt: int, random: Random) -> Iterator[tuple[int, str, Any]]:
    changed = set(random.sample(range(rows), respelt))
    for key in range(respelt, rows + respelt):
        name = people[key].name
        yield key, (name.replace("и", "ы") if key in changed else name), people[key]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
