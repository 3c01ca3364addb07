"""Small invented lists for the tests of importing, and the database as text to compare before and after."""

import datetime as dt
import io
import uuid

from django.apps import apps
from django.db import connection

from incidents.domain import dates
from incidents.domain.imports import committing, verbs
from incidents.models import ListImport, PersonList
from tests.factories import NOW, SourceFactory

HEADINGS = ("№", "Case", "Name", "Sex", "Age", "What", "When", "Where", "IIN", "Note")
COLUMNS = {0: "number", 1: "id", 2: "name", 3: "sex", 4: "age", 5: "status", 6: "when", 7: "place", 8: "national_id",
           9: "note"}  # fmt: skip
PEOPLE = (
    ("K-1", "Ахметов Айдар", "м", "34", "убит", "08.01.2022", "Алматы", "900101300111", "у площади"),
    ("K-2", "Сейітова Дана", "ж", "29", "ранена", "7 января 2022 г.", "Талдыкорган", "", ""),
    ("K-3", "Omarov Yerlan", "m", "", "detained", "2022-01-06", "Almaty", "", "from home"),
    ("K-4", "Белгісіз", "", "около 40", "убит", "январь 2022", "", "", ""),
    ("K-5", "Тасгеров А. Б.", "м", "51", "задержан", "", "Талдыкорган", "", ""),
)
# Not of the rows that an import makes: its own row, the log, jobs, and what nobody imported.
STAYING = ("auditevent", "auditset", "auditbatch", "auditcheck", "listimport", "matchrun", "secretlook")
LATER = dt.timedelta(hours=1)


def table(people=PEOPLE, headings=HEADINGS) -> bytes:
    """The file of a list of these people, as CSV."""
    rows = [headings, *((str(number), *row) for number, row in enumerate(people, 1))]
    return "".join(";".join(row) + "\n" for row in rows).encode()


def a_list(by, title="Official list") -> PersonList:
    """A list that an organisation keeps."""
    made = {"ref": f"L-{uuid.uuid4().hex[:7].upper()}", "created_by": by, "created_at": NOW}
    return PersonList.objects.create(title=title, keeper=SourceFactory(created_by=by), **made)


def received(by, person_list, content=None, label="January", name="list.csv") -> ListImport:
    """A file of the list, received."""
    return verbs.receive(
        person_list=person_list, label=label, as_of=dates.parse("2022-01"), file=io.BytesIO(content or table()),
        name=name, key=uuid.uuid4(), by=by, at=NOW,
    )  # fmt: skip


def checked(by, person_list, content=None, label="January", **options) -> ListImport:
    """A file, read as COLUMNS say and checked."""
    row = received(by, person_list, content, label)
    row = verbs.read_as(row, columns=COLUMNS, options={"match": False, **options}, version=row.version, by=by, at=NOW)
    return verbs.ask_check(row, by=by, at=NOW)


def imported(by, person_list, content=None, label="January", at=NOW, **options) -> ListImport:
    """A file that was imported."""
    row = checked(by, person_list, content, label, **options)
    row = verbs.ask_import(row, version=row.version, by=by, at=at)
    done = committing.run(row.ref, clock=lambda: at)
    assert done is not None
    assert (done.state, done.failed_code) == ("done", "")
    return done


def dump(*, without=STAYING) -> dict[str, list[str]]:
    """Every table of incidents as text, row by row, in a fixed order; without the version of persons, which only grows:
    by it a page knows that it is old."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_app_config("incidents").get_models(include_auto_created=True):
            name = model._meta.db_table
            if name.removeprefix("incidents_") not in without:
                row = "to_jsonb(t) - 'version'" if name == "incidents_person" else "to_jsonb(t)"
                cursor.execute(f'SELECT ({row})::text FROM "{name}" t ORDER BY 1')
                found[name] = [text for (text,) in cursor.fetchall()]
    return found


def differences(before: dict[str, list[str]], after: dict[str, list[str]]) -> dict[str, tuple[list[str], list[str]]]:
    """The tables that differ: what went, what came."""
    return {name: ([row for row in before[name] if row not in after[name]],
                   [row for row in after[name] if row not in before[name]])
            for name in before if before[name] != after[name]}  # fmt: skip
