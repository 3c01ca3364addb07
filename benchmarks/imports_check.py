"""Part of bin/bench imports: a workbook read and checked without matching, beside python-calamine merely reading it.

Runs in a database of its own; each step in a process of its own, so that the memory is that of the step.
"""

import json
import math
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import django

django.setup()

import python_calamine  # noqa: E402 - needs the settings
import xlsxwriter  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks import invented  # noqa: E402
from benchmarks.imports_commit import _received  # noqa: E402
from incidents.domain import references, tables  # noqa: E402
from incidents.domain.imports import checking, proposing, verbs  # noqa: E402
from incidents.models import ListImport, PersonList, Source  # noqa: E402

SIZES = (10_000, 100_000)
SEED = 2_026
HEADINGS = ("№", "ФИО", "Дата рождения", "Пол", "ИИН", "Статус", "Дата смерти", "Место", "Причина", "Примечание")
DAYS = ("05.01.2022", "6 января 2022 г.", "2022 ж. 8 қаңтар", "07.01.2022", "2022-01-06")
STATUSES = ("убит", "погиб", "ранен", "задержан", "пропал без вести")
MANNERS = ("огнестрельное ранение", "избиение", "")
NOTES = ("", "работал на рынке", "найден у моста")


def main(arguments: Sequence[str]) -> int:
    """One step, in the process that was begun for it: what was done, in seconds and megabytes, as JSON."""
    kind, path, *database = arguments
    if database:
        connection.settings_dict["NAME"] = database[0]
    print(json.dumps(told(lambda: STEPS[kind](path))))
    return 0


def measure(sizes: Sequence[int] = SIZES) -> dict[str, Any]:
    """Each size: calamine alone, our reading alone, reading with checking; the ratio, and how time grows."""
    found: dict[str, Any] = {}
    by = User.objects.create(username="bench-check", name="Bench", role="reviewer")
    person_list = kept(by)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = written(Path(folder) / "list.xlsx", size)
            row = received(by, path, person_list)
            one = {"load_before": round(os.getloadavg()[0], 1)}
            for kind, where in (("calamine", path), ("read", path), ("check", row.ref)):
                one |= {f"{kind}_{name}": value for name, value in step(kind, str(where)).items()}
            one["ratio"] = round(one["check_seconds"] / one["calamine_seconds"], 2)
            found[str(size)] = one
    small, large = min(sizes), max(sizes)
    if large > small:
        growth = found[str(large)]["check_seconds"] / found[str(small)]["check_seconds"]
        found["exponent"] = round(math.log(growth) / math.log(large / small), 3)
    return found


def step(kind: str, where: str) -> dict[str, float]:
    """Run a step in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.imports_check", kind, where, connection.settings_dict["NAME"]]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def told(work: Callable[[], object]) -> dict[str, float]:
    """Seconds on the wall and of the processors, children too, and the most megabytes of this process."""
    began, spent = time.perf_counter(), processor_seconds()
    work()
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "processor_seconds": round(processor_seconds() - spent, 2),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def processor_seconds() -> float:
    """Of this process and of those that it began and that ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def calamine(path: str) -> int:
    """What everything is measured against: every cell of the first sheet, as Python objects."""
    return len(python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def read(path: str) -> int:
    """Our reading alone: a limited child, rows streamed."""
    with Path(path).open("rb") as file:
        return sum(1 for _row in tables.read(file, path, sheet=0, header=(0, 1)).rows)


def check(ref: str) -> dict[str, int]:
    """The dry run without matching: the sealed file opened, read in its child, every row read and judged."""
    row = ListImport.objects.select_related("person_list__keeper").get(ref=ref)
    found = checking.check(row, at=timezone.now())
    if found.lacks or not found.counts["mentions"]:
        raise RuntimeError(found.lacks)
    return found.counts


STEPS: dict[str, Callable[[str], object]] = {"calamine": calamine, "read": read, "check": check}


def kept(by: User) -> PersonList:
    """A list of a keeper of its own."""
    made = {"created_by": by, "created_at": timezone.now()}
    keeper = Source.objects.create(ref=references.make("S"), kind="outlet", name="Newsroom", name_folded="newsroom",
                                   protection="open", **made)  # fmt: skip
    return PersonList.objects.create(ref=references.make("L"), title="A checked list", keeper=keeper, **made)


def received(by: User, path: Path, person_list: PersonList) -> ListImport:
    """The file, received and read as its headings propose."""
    at = timezone.now()
    row = _received(by, path, "Measured", person_list, at)
    columns = proposing.propose(HEADINGS, [])
    options = {"match": False, "errors": "empty_cells"}
    return verbs.read_as(row, columns=columns, options=options, version=row.version, by=by, at=at)


def written(path: Path, size: int) -> Path:
    """A workbook of invented people in ten columns, as lists are: several ways to write a day."""
    chance = random.Random(SEED)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for number, one in enumerate(invented.records(size, SEED), 1):
            told_ = (one.name, one.birth, chance.choice(("м", "ж", "муж.")), f"{chance.randrange(10**11, 10**12)}",
                     chance.choice(STATUSES), chance.choice(DAYS), one.place, chance.choice(MANNERS),
                     chance.choice(NOTES))  # fmt: skip
            sheet.write_number(number, 0, number)
            for column, text in enumerate(told_, 1):
                sheet.write_string(number, column, text)
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
