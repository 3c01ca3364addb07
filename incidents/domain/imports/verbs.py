"""Verbs: a file of a list comes in, is read as somebody says, checked, imported as one act, undone, or given up.

What takes long is a job's work (checking, committing, undoing); here it is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from incidents import policies
from incidents.domain import audit, dates, references, store, tables
from incidents.domain.imports import found, looked, moving, plan, trying, undoing
from incidents.models import ListImport, ListMapping, PersonList
from incidents.policies import Denied, Stale, Unfit
from incidents.vocabulary import ImportState as S

CHECK, IMPORT, UNDO = (f"incidents.jobs.{name}_list" for name in ("check", "import", "undo"))
CHUNK = 1024 * 1024
SMALL = 1_000  # rows that are checked while somebody waits
LONGEST_LABEL, LONGEST_NAME, LONGEST_REASON = 200, 255, 2_000
READING = ("sheet", "header", "columns", "values", "options")
READY = (S.CHECKED, S.FAILED, S.STOPPED, S.UNDONE)


# --- A file comes in -------------------------------------------------------------------------------------------------
def receive(
    *, person_list: PersonList, label: str, as_of: dates.Partial, file: BinaryIO, name: str, key: UUID, by: User,
    at: datetime,
) -> ListImport:  # fmt: skip
    """Keep a file of this list, sealed, and look at what is in it. The same key receives once.

    Raises Denied for who may not import; Unfit without a label, and for a file that cannot be read (`file`). That the
    same bytes were imported before stands in `look["same_as"]`: the references of those imports.
    """
    policies.check_import(by)
    label = label.strip()[:LONGEST_LABEL]
    if not label:
        raise Unfit(_("Write what this edition is called, such as its date or number."), "label")
    former = ListImport.objects.filter(key=key).first()
    if former is not None:
        return _own(former, by)
    stored = store.put(_chunks(file), store.LISTS)
    try:
        look = _look(stored, name)
        return _keep(stored, look, person_list=person_list, label=label, as_of=as_of, name=name, key=key, by=by, at=at)
    except IntegrityError:  # the same key at the same moment
        _discard(stored.name)
        return _own(ListImport.objects.get(key=key), by)
    except BaseException:
        _discard(stored.name)
        raise


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while part := file.read(CHUNK):
        yield part


def _look(stored: store.Stored, name: str) -> dict[str, Any]:
    """What is in the file. Raises Unfit."""
    with store.open_kept(stored) as clear:
        try:
            return tables.look(clear, name).as_json()
        except tables.Unreadable as no:
            raise Unfit(tables.sentence(no.code), "file") from no


@transaction.atomic
def _keep(
    stored: store.Stored, look: dict[str, Any], *, person_list: PersonList, label: str, as_of: dates.Partial, name: str,
    key: UUID, by: User, at: datetime,
) -> ListImport:  # fmt: skip
    same = ListImport.objects.filter(sha256=stored.sha256, state__in=(S.DONE, S.UNDOING)).order_by("pk")
    look["same_as"] = list(same.values_list("ref", flat=True))
    proposed: dict[str, Any] = next((sheet for sheet in look.get("sheets", []) if not sheet.get("hidden")), {})
    row = ListImport.objects.create(
        ref=references.make("M"), key=key, person_list=person_list, label=label, name=name[:LONGEST_NAME],
        size=stored.size, sha256=stored.sha256, stored=stored.name, key_sealed=stored.key_sealed, look=look,
        sheet=proposed.get("number", 0), header=list(proposed.get("header", (0, 1))), when_edtf=as_of.edtf,
        when_lower=as_of.lower, when_upper=as_of.upper, by=by, at=at, touched_at=at,
    )  # fmt: skip
    detail = {"list": person_list.ref, "sha256": stored.sha256, "size": stored.size}
    audit.record(verb="list_file_received", by=by, at=at, kind="import", ref=row.ref, detail=detail)
    return row


def _own(row: ListImport, by: User) -> ListImport:
    if row.by_id != by.pk:
        raise Unfit(_("This could not be kept. Try once more."))
    return row


# --- How it is read, and what that would make ------------------------------------------------------------------------
@transaction.atomic
def read_as(
    row: ListImport, *, version: int, by: User, at: datetime, sheet: int | None = None,
    header: Sequence[int] | None = None, columns: Mapping[Any, str] | None = None,
    values: Mapping[str, Mapping[str, str]] | None = None, options: Mapping[str, Any] | None = None,
) -> ListImport:  # fmt: skip
    """Say how the file is to be read; what is left out stays as it was. What a check found no longer holds.

    Another sheet or heading forgets the columns, unless they are said as well. Raises Denied, also while something is
    under way; Stale on another version; Unfit for headings where there are none.
    """
    held = _locked(row, version, by)
    told = dict(zip(READING, (sheet, header, columns, values, options), strict=True))
    is_other = any(told[name] is not None and _plain(told[name]) != getattr(held, name) for name in ("sheet", "header"))
    facts = {name: _plain(value) for name, value in told.items() if value is not None}
    if is_other:
        facts = {"columns": {}, "values": {}, "look": _look_again(held, facts)} | facts
    _must_move(held, S.RECEIVED, found={}, failed_code="", total=0, done=0, rows=0, touched_at=at, **facts)
    return _fresh(row)


def _look_again(row: ListImport, facts: Mapping[str, Any]) -> dict[str, Any]:
    first, lines = facts.get("header", row.header)
    return looked.again(row, sheet=facts.get("sheet", row.sheet), header=(first, lines))


def _plain(value: Any) -> Any:
    """As it comes back from the database."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def ask_check(row: ListImport, *, by: User, at: datetime) -> ListImport:
    """Look what each row would become, at once in a small file, else by a job; nothing is imported. Asked twice it is
    the same. Raises Denied."""
    with transaction.atomic():
        held = _locked(row, None, by)
        is_small = _sheet(held).get("rows", 0) <= SMALL and held.size <= CHUNK
        if held.state != S.CHECKING:
            facts = {"found": {}, "failed_code": "", "stop_asked": False, "done": 0, "touched_at": at}
            _must_move(held, S.CHECKING, total=_sheet(held).get("rows", 0), **facts)
            if not is_small:
                _defer(CHECK, held)
    if is_small:
        trying.run(held.ref, clock=lambda: at)
    return _fresh(row)


@transaction.atomic
def remember(row: ListImport, *, by: User, at: datetime, name: str = "") -> ListMapping:
    """Keep how this file is read for the next file of the same keeper: by headings, not by places. Raises Denied."""
    policies.check_import(by)
    headings = row.look.get("headings") or _sheet(row).get("headings", [])
    columns = plan.remember(headings, {int(place): code for place, code in row.columns.items()})
    told = {"columns": columns, "values": row.values, "options": row.options, "by": by, "at": at}
    called = name.strip()[:LONGEST_LABEL] or row.person_list.title
    found, _new = ListMapping.objects.update_or_create(keeper=row.person_list.keeper, name=called, defaults=told)
    return found


def _sheet(row: ListImport) -> dict[str, Any]:
    """What the look found in the sheet that is read."""
    return next((sheet for sheet in row.look.get("sheets", []) if sheet.get("number") == row.sheet), {})


# --- The act, and taking it back -------------------------------------------------------------------------------------
@transaction.atomic
def ask_import(row: ListImport, *, version: int, by: User, at: datetime) -> ListImport:
    """Have a job import the file as it was checked, as one act. Pressed twice it is the same.

    Raises Denied when nothing was checked since it was last said how to read it; Stale on another version; Unfit when
    the same sheet of the same file stands imported in this list, or another file of the list is under way.
    """
    policies.check_import(by)
    PersonList.objects.select_for_update().get(pk=row.person_list_id)
    if (now := _fresh(row)).state in (S.WAITING, S.IMPORTING) and now.version == version + 1:
        return now
    held = _locked(row, version, by)
    checked = found.of(held)
    if checked is None or checked.reading != plan.fingerprint(held) or held.state not in READY:
        raise Denied(_("Check the file first."))
    if not checked.can_import:
        raise Denied(_("The check found what must be put right first."))
    _check_alone(held)
    cleared = {"undone_because": "", "undone_by": None, "undone_at": None, "failed_code": "", "stop_asked": False}
    _must_move(held, S.WAITING, done=0, total=_sheet(held).get("rows", 0), ended_at=None, touched_at=at, **cleared)
    _defer(IMPORT, held)
    return _fresh(row)


def _check_alone(row: ListImport) -> None:
    others = ListImport.objects.filter(person_list=row.person_list_id).exclude(pk=row.pk)
    same = others.filter(sha256=row.sha256, sheet=row.sheet, header=row.header, state__in=(S.DONE, S.UNDOING)).first()
    if same is not None:
        raise Unfit(_("This file is imported already: %(label)s.") % {"label": same.label})
    if others.filter(state__in=(S.WAITING, S.IMPORTING, S.UNDOING)).exists():
        raise Unfit(_("Another file of this list is being imported or undone. Wait until it is done."))


@transaction.atomic
def stop(row: ListImport, *, by: User, at: datetime) -> ListImport:
    """Stop what waits or is under way; an import that goes on hears it within seconds, and leaves nothing behind.

    Stopped twice it is the same. Raises Denied when it is over already, and for an undoing.
    """
    held = _locked(row, None, by)
    if held.state == S.IMPORTING:
        ListImport.objects.filter(pk=held.pk).update(stop_asked=True)
    elif held.state != S.STOPPED:
        _must_move(held, S.STOPPED, ended_at=at)
    if not held.stop_asked and held.state != S.STOPPED:
        audit.record(verb="list_import_stopped", by=by, at=at, kind="import", ref=held.ref)
    return _fresh(row)


@transaction.atomic
def ask_undo(row: ListImport, *, because: str, by: User, at: datetime) -> ListImport:
    """Have a job take the whole import back, exactly. Pressed twice it is the same.

    Raises Denied when it is not imported; Unfit without a reason, or with what relies on its rows.
    """
    held = _locked(row, None, by)
    because = because.strip()[:LONGEST_REASON]
    if not because:
        raise Unfit(_("Write why."), "because")
    if held.state != S.UNDOING:
        if held.state != S.DONE or held.edition is None:
            raise _not_now(held)
        undoing.check(held.edition)
        facts = {"undone_because": because, "undone_by": by, "undone_at": at, "touched_at": at, "failed_code": ""}
        _must_move(held, S.UNDOING, **facts)
        _defer(UNDO, held)
    return _fresh(row)


@transaction.atomic
def discard(row: ListImport, *, by: User, at: datetime) -> ListImport:
    """Give up a file that was never imported: its bytes are deleted. Given up twice it is the same. Raises Denied."""
    held = _locked(row, None, by)
    if held.state != S.DISCARDED:
        facts = {"stored": "", "key_sealed": b"", "look": {}, "values": {}, "found": {}, "ended_at": at}
        _must_move(held, S.DISCARDED, **facts)
        audit.record(verb="list_import_discarded", by=by, at=at, kind="import", ref=held.ref,
                     detail={"sha256": held.sha256})  # fmt: skip
        transaction.on_commit(partial(_discard, held.stored))
    return _fresh(row)


# --- What they share -------------------------------------------------------------------------------------------------
def _locked(row: ListImport, version: int | None, by: User) -> ListImport:
    policies.check_import(by)
    held = ListImport.objects.select_for_update(of=("self",)).select_related("person_list", "edition").get(pk=row.pk)
    if version is not None and held.version != version:
        raise Stale(held)
    return held


def _must_move(row: ListImport, to: S, **facts: Any) -> None:
    if not moving.move(row, to, is_verb=True, **facts):
        raise _not_now(_fresh(row))


def _not_now(row: ListImport) -> Denied:
    state = S(row.state).label
    return Denied(_("This cannot be done now: it is “%(state)s”. Somebody may have been faster.") % {"state": state})


def _defer(job: str, row: ListImport) -> None:
    """One job of an import at a time, on the version that was asked for."""
    app.configure_task(job, lock=f"list {row.ref}").defer(ref=row.ref)


def _fresh(row: ListImport) -> ListImport:
    return ListImport.objects.select_related("person_list", "edition").get(pk=row.pk)


def _discard(name: str) -> None:
    with suppress(OSError):  # the sweep takes it away
        store.discard(name)
