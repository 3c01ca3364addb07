"""The list of the demo data with a file on its way, and the stops of who brings lists in."""

import io
import uuid

from django.utils import timezone

from accounts.models import User
from incidents.demo import lists
from incidents.domain import dates
from incidents.domain.imports import verbs
from incidents.models import ListImport, PersonList

ROWS = (
    "K-1;Сейіт Ержан;41;killed;08.01.2022",
    "K-2;Ә. Ахмет;200;zapped;32.13.2022",
    "K-1;Сейіт Ержан;41;killed;08.01.2022",
)


def file(by: User) -> ListImport:
    """A file with mistakes, read as its headings propose and checked."""
    lists.seed()
    series, at = PersonList.objects.get(title=lists.TITLE), timezone.now()
    content = "\n".join(["No;Name;Age;What happened;Date", *ROWS]).encode()
    row = verbs.receive(
        person_list=series, label="March 2023", as_of=dates.parse("2023-03"), file=io.BytesIO(content),
        name="march.csv", key=uuid.uuid4(), by=by, at=at,
    )  # fmt: skip
    columns = {0: "id", 1: "name", 2: "age", 3: "status", 4: "when"}
    row = verbs.read_as(row, columns=columns, options={"match": False}, version=row.version, by=by, at=at)
    return verbs.ask_check(row, by=by, at=at)


def stops(made) -> list:
    """Lists, their editions, and each step of a file; `made` makes a stop."""
    row = file(User.objects.get(username="reviewer"))
    series, one = (row.person_list.ref,), (row.ref,)
    second = (series[0], "2")
    done = (ListImport.objects.get(edition__number=2).ref,)
    return [
        made("desk:lists", main=True),
        made("desk:list_new", press="main form .btn-primary", main=True),
        made("desk:list", series, main=True),
        made("desk:list_edit", series),
        made("desk:list_import", series, press="main form .btn-primary", main=True),
        made("desk:edition", second, main=True),
        made("desk:edition_changes", second, main=True),
        made("desk:edition_changes", second, query="?kind=respelt"),
        made("desk:edition_rows", second),
        made("desk:import", one),
        made("desk:import_sheet", one, main=True),
        made("desk:import_columns", one, main=True),
        made("desk:import_values", one, main=True),
        made("desk:import_check", one, main=True),
        made("desk:import_undo", done, press="main form .btn-danger"),
        made("desk:import", ("M-0000000",)),
    ]
