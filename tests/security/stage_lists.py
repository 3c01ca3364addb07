"""Of the stage: a list that others keep, an edition that came in through the verbs, a later one, and files on their way."""

import datetime as dt
import io
import uuid
from typing import Any

from accounts.models import User
from incidents.domain import dates, person_lists, references
from incidents.domain.imports import committing, verbs
from incidents.models import ListImport, PersonList, RowChange
from tests.factories import NOW
from tests.incidents.row_samples import a_row, an_edition

COLUMNS = {0: "id", 1: "name", 2: "status", 3: "note"}
OPTIONS = {"match": False, "when": "2022-01", "errors": "leave_rows"}


def listed(by: User, words: dict[str, str]) -> dict[str, str]:
    """The names of everything, by the words of the matrix; `words` are put into every text that somebody may type."""
    coverage = person_lists.Coverage(kinds=("killed",), edtf="2022-01", words=words["covers"])
    told = {"title": words["title"], "keeper": words["keeper"], "keeper_kind": "outlet", "method": words["method"]}
    series = person_lists.make(**told, coverage=coverage, by=by, at=NOW)
    waiting = checked(received(series, by, words), by)
    done = imported(waiting, by)
    later(series, done, by, words)
    return {"list": series.ref, "import_done": done.ref, "import_new": beside(done, state="received"),
            "import_checked": beside(done, state="checked", columns=done.columns, found=done.found)}  # fmt: skip


def received(series: PersonList, by: User, words: dict[str, str]) -> ListImport:
    """A file of two rows."""
    rows = f"No;Name;What;Note\nK-1;{words['name']} Testov;killed;{words['cell']}\nK-2;Some Other;zapped;\n"
    return verbs.receive(
        person_list=series, label=words["label"], as_of=dates.parse("2022-07"), file=io.BytesIO(rows.encode()),
        name=f"{words['file']}.csv", key=uuid.uuid4(), by=by, at=NOW,
    )  # fmt: skip


def checked(row: ListImport, by: User) -> ListImport:
    """Read as the columns say, and checked."""
    row = verbs.read_as(row, columns=COLUMNS, options=OPTIONS, version=row.version, by=by, at=NOW)
    return verbs.ask_check(row, by=by, at=NOW)


def imported(row: ListImport, by: User) -> ListImport:
    """Imported as one act."""
    verbs.ask_import(row, version=row.version, by=by, at=NOW)
    return committing.run(row.ref, clock=clock)


def later(series: PersonList, done: ListImport, by: User, words: dict[str, str]) -> None:
    """A second edition, in which a row is written otherwise."""
    edition = an_edition(series, 2, follows=done.edition, by=by)
    row = a_row(edition, f"{words['later']} Testov", number=1, row_id="K-1")
    former = done.edition.report.mentions.order_by("position").first()
    type(edition).objects.filter(pk=edition.pk).update(compared_at=NOW, rows=1)
    RowChange.objects.create(
        edition=edition, kind="respelt", former=former, mention=row, fields=[["Name", former.name, row.name]]
    )


def beside(done: ListImport, **facts: Any) -> str:
    """The same file once more, on its way."""
    same = ("label", "name", "size", "sha256", "stored", "key_sealed", "look", "sheet", "header", "options")
    told = {name: getattr(done, name) for name in same} | facts
    row = ListImport(ref=references.make("M"), key=uuid.uuid4(), by=done.by, at=NOW, **told)
    row.person_list_id = done.person_list_id
    row.save()
    return row.ref


def clock() -> dt.datetime:
    """The jobs' clock."""
    return NOW
