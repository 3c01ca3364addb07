"""The import itself, in the job worker: one transaction, so that nothing of a half-done import is ever there.

Killed at any place it has written nothing, and is begun anew by the next try (adr/0023). How far it is stands beside
the transaction, on a connection of its own. What it locks it locks at its end.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction

from incidents import policies
from incidents.domain import collecting, editions, names, references, store, tables, texts, turns, workflow
from incidents.domain.envelope import Broken
from incidents.domain.imports import catalogue, failures, moving, plan, reading
from incidents.domain.imports.fields import NATIONAL_ID
from incidents.domain.imports.plan import Plan
from incidents.domain.imports.progress import Progress, Stopped
from incidents.domain.imports.reading import RowRead
from incidents.domain.imports.told import Told
from incidents.domain.imports.trying import code_of
from incidents.domain.imports.undoing import TURN, Busy
from incidents.domain.intake import contents
from incidents.domain.keyring import Sealed
from incidents.models import ListEdition, ListImport, Report, ReportRevision
from incidents.policies import Denied
from incidents.vocabulary import Channel, Derivation, ReportStatus
from incidents.vocabulary import ImportState as S

AT_ONCE = 4_000
LONGEST_TITLE = 300
EARLY = """
    DO $$ DECLARE named text; BEGIN
        FOR named IN SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferrable
            AND conrelid IN ('incidents_act'::regclass, 'incidents_listmark'::regclass)
        LOOP EXECUTE format('SET CONSTRAINTS %I IMMEDIATE', named); END LOOP;
    END $$
"""
Clock = Callable[[], datetime]
T = TypeVar("T")


class Unfinished(Exception):
    """It cannot be imported as it is; the message is the code that the import keeps."""


def run(ref: str, *, clock: Clock) -> ListImport | None:
    """Import the file that waits under this reference, or was left half-way, and compare it with the edition before.

    An import that cannot be says so (`failed_code`) and raises nothing; what nobody foresaw is raised as well. Raises
    Busy while another worker has it.
    """
    row = ListImport.objects.select_related("by", "person_list__keeper").filter(ref=ref).first()
    if row is None:
        return None
    with turns.alone(TURN + row.pk, Busy(ref)):
        if moving.move(row, S.IMPORTING, done=0, touched_at=clock()):
            _caught(row, clock)
        row.refresh_from_db()
        if row.edition is not None and row.edition.compared_at is None:
            editions.compare(row.edition, at=clock())
    return row


def _caught(row: ListImport, clock: Clock) -> None:
    """Whatever goes wrong has its code."""
    try:
        with Progress(row, clock) as progress:
            _import(row, progress, clock)
    except Stopped:
        moving.move(row, S.STOPPED, ended_at=clock())
    except Unfinished as why:
        _fail(row, str(why), clock)
    except tables.Unreadable as no:
        _fail(row, f"{failures.FILE}{no.code}", clock)
    except (Sealed, Broken, Denied) as no:
        _fail(row, code_of(no), clock)
    except Exception:
        _fail(row, "error", clock)
        raise


def _fail(row: ListImport, code: str, clock: Clock) -> None:
    moving.move(row, S.FAILED, failed_code=code[:64], ended_at=clock())


def _import(row: ListImport, progress: Progress, clock: Clock) -> None:
    policies.check_import(row.by)
    has_numbers = NATIONAL_ID in row.columns.values()
    with store.open_stored(row.stored, bytes(row.key_sealed)) as file:
        begin, count = row.header
        table = tables.read(file, row.name, sheet=row.sheet, header=(begin, count))
        try:
            with catalogue.opened(at=clock(), numbers=has_numbers) as known, transaction.atomic(), collecting.seldom():
                asked = dataclasses.replace(plan.of(row), headings=tuple(table.headings))
                _write(row, asked, reading.read(table.rows, asked, known), progress, clock)
        finally:
            table.close()


def _write(row: ListImport, asked: Plan, rows: Iterator[RowRead], progress: Progress, clock: Clock) -> None:
    told = Told(row)
    for part in _parts(_fit(rows, asked)):
        told.write(part)
        progress.note(told.mentions)
        names.forget()
    if not told.mentions:
        raise Unfinished("nothing")
    progress.close()
    _end(row, asked, told, clock())


def _fit(rows: Iterable[RowRead], asked: Plan) -> Iterator[RowRead]:
    """The rows that become mentions. Raises Unfinished for one with an error, unless those are to be left out."""
    for one in rows:
        if one.mention is not None:
            yield one
        elif one.has_error and asked.option("errors") == plan.STOP:
            raise Unfinished("errors")


def _parts(rows: Iterable[T]) -> Iterator[list[T]]:
    there = iter(rows)
    while part := list(islice(there, AT_ONCE)):
        yield part


# --- The report and its edition --------------------------------------------------------------------------------------
def _end(row: ListImport, asked: Plan, told: Told, at: datetime) -> None:
    """What all would wait for comes last: the words, the row of the import, the line of the log."""
    new_words = told.hold_words()
    _check_early()
    former = ListEdition.objects.filter(person_list=row.person_list_id).order_by("-number").first()
    number = former.number + 1 if former else 1
    report = _report(row, asked, told, number, at)
    edition = ListEdition.objects.create(
        person_list_id=row.person_list_id, number=number, label=row.label, report=report,
        follows=former, headers=list(asked.headings), rows=told.mentions, when_edtf=row.when_edtf,
        when_lower=row.when_lower, when_upper=row.when_upper, compared_at=None if former else at,
    )  # fmt: skip
    texts.keep_report(report)
    facts: dict[str, Any] = dict.fromkeys(("rows", "done", "total"), told.mentions) | {"new_words": new_words}
    if not moving.move(row, S.DONE, edition=edition, ended_at=at, **facts):
        raise Stopped


def _check_early() -> None:
    """Most of what the database checks at the commit it checks now: from the line of the log on, others wait."""
    with connection.cursor() as cursor:
        cursor.execute(EARLY)


def _report(row: ListImport, asked: Plan, told: Told, number: int, at: datetime) -> Report:
    """The report of the edition, sent; of the editions of one list the later ones come from the first."""
    title = f"{row.person_list.title}, {row.label}"[:LONGEST_TITLE]
    first = ListEdition.objects.filter(person_list=row.person_list_id).order_by("number").first()
    report = Report(
        pk=told.report, ref=references.make("R"), key=told.key, status=ReportStatus.SUBMITTED, channel=Channel.LIST,
        source=row.person_list.keeper, title=title, language=asked.option("language"), consent=asked.option("consent"),
        derivation=Derivation.REPRINT if first else Derivation.NONE, derived_from=first.report if first else None,
        submitter=row.by, created_at=at, received_at=at,
    )  # fmt: skip
    content = {"what": {"title": title, "channel": Channel.LIST.value}, "people": [], "kin": [], "list": _frozen(row)}
    digest = contents.sha256(content)
    workflow.create(report, by=row.by, at=at, detail={
        "import": row.ref, "list": row.person_list.ref, "edition": number, "mentions": told.mentions,
        "acts": told.acts, "sha256": digest})  # fmt: skip
    ReportRevision.objects.create(report=report, number=1, content=content, sha256=digest, by=row.by, at=at)
    return report


def _frozen(row: ListImport) -> dict:
    """What fixes every row: the file by its hash, and how it was read."""
    names = ("ref", "name", "sha256", "sheet", "header", "columns", "values", "options")
    return {name: getattr(row, name) for name in names} | {"list": row.person_list.ref}
