"""Verbs: asking for a file that goes out, agreeing or refusing, stopping, making again, fetching, deleting."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from incidents import policies
from incidents.domain import audit, references, store
from incidents.domain.exporting import filters as filtering
from incidents.domain.exporting import flags, moving, packing, people, printed, rechecking
from incidents.domain.exporting.asked import Asked
from incidents.domain.exporting.tables import KINDS, Kind
from incidents.models import ListExport
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Disclosure, ExportFormat, ExportStatus

JOB = "incidents.jobs.build_export"
SMALL, SMALL_PRINTED = 2000, 100
LONGEST_PURPOSE = LONGEST_WORDS = 500
GONE: dict[str, Any] = {"filters": {}}


@transaction.atomic
def ask(
    *, by: User, at: datetime, key: UUID, what: str, filters: Mapping[str, str], columns: Sequence[str],
    disclosure: str, fmt: str, purpose: str, language: str, options: Mapping[str, Any] | None = None,
    recipient: str = "", seen: bool = False,
) -> ListExport:  # fmt: skip
    """Ask for a file. What another admin must agree to waits for that; the rest is made: by the caller at once where
    is_small() says so, else by a job. The same key asks once.

    Raises Denied for others than admins; Unfit for what cannot be made, and, beyond the team, when rows point at one
    person and whoever asks did not say that they saw it (`seen`).
    """
    policies.check_export(by)
    kind = _kind(what, disclosure, fmt, purpose, language)
    asked = Asked(by, dict(filters), tuple(columns), disclosure, dict(options or {}), at)
    kept, found = filtering.codes(asked), kind.count(asked)
    kind.header(asked)
    kind.check(asked)
    if fmt == ExportFormat.PDF:
        people.check_printed(found, printed.most(what, len(columns)))
    pointed = flags.found(asked, kind)
    if pointed and not seen:
        raise Unfit(_("Some rows point at one person. Read what is said there, and tick that you saw it."), "seen")
    row, made = ListExport.objects.get_or_create(
        key=key,
        defaults={
            "ref": references.make("X"), "what": what, "disclosure": disclosure, "fmt": fmt, "language": language,
            "columns": list(asked.columns), "filters": dict(filters), "filter_codes": kept, "options": asked.options,
            "purpose": purpose.strip()[:LONGEST_PURPOSE], "recipient": packing.recipient_of(recipient),
            "flags": pointed.kept() if pointed else {}, "by": by, "at": at, "total": found,
            "status": ExportStatus.ASKED if needs_another(disclosure) else ExportStatus.WAITING,
        },
    )  # fmt: skip
    if not made:
        return _own(row, by)
    audit.record(verb="export_asked", by=by, at=at, kind="export", ref=row.ref, detail=_detail(row))
    if row.status == ExportStatus.WAITING and not is_small(row):
        _defer(row)
    return row


def is_small(row: ListExport) -> bool:
    """Whether it is made while one waits: few rows, nobody else to ask, nothing to encrypt."""
    most = SMALL_PRINTED if row.fmt == ExportFormat.PDF else SMALL
    return row.status == ExportStatus.WAITING and row.total <= most and not row.recipient


def needs_another(disclosure: str) -> bool:
    """Whether another admin must agree: what only the team may have leaves with four eyes, unless switched off."""
    return bool(settings.EXPORT_APPROVAL) and disclosure == Disclosure.INTERNAL


def _kind(what: str, disclosure: str, fmt: str, purpose: str, language: str) -> Kind:
    kind = KINDS.get(what)
    if kind is None:
        raise Unfit(_("Choose what the file holds."), "what")
    if disclosure not in kind.circles:
        raise Unfit(_("Choose who receives the file."), "disclosure")
    if fmt not in kind.formats:
        raise Unfit(_("Choose a format from the list."), "fmt")
    if language not in dict(settings.LANGUAGES):
        raise Unfit(_("Choose a language from the list."), "language")
    if not purpose.strip():
        raise Unfit(_("Write why."), "purpose")
    return kind


def _own(row: ListExport, by: User) -> ListExport:
    if row.by_id != by.pk:
        raise Unfit(_("This could not be kept. Try once more."))
    return row


def _detail(row: ListExport) -> dict[str, Any]:
    detail = {"disclosure": row.disclosure, "format": row.fmt, "what": row.what, "purpose": row.purpose,
              "columns": row.columns, "filter": row.filter_codes}  # fmt: skip
    return detail | ({"pointed": row.flags["rows"]} if row.flags else {})


def _defer(row: ListExport) -> None:
    app.configure_task(JOB, lock=f"export {row.ref}").defer(ref=row.ref)


# --- What another admin says -----------------------------------------------------------------------------------------
def agree(row: ListExport, *, by: User, at: datetime) -> ListExport:
    """Agree that it goes out; a job makes it. Raises Denied for whoever asked for it, and when it is decided."""
    return _decide(row, "agree", by=by, at=at)


def refuse(row: ListExport, *, because: str, by: User, at: datetime) -> ListExport:
    """It does not go out. Raises Denied as agree() does, Unfit without a reason."""
    if not because.strip():
        raise Unfit(_("Write why."), "because")
    return _decide(row, "refuse", by=by, at=at, words=because.strip()[:LONGEST_WORDS])


@transaction.atomic
def _decide(row: ListExport, step: str, *, by: User, at: datetime, words: str = "") -> ListExport:
    policies.check_agree_export(by, row)
    facts = GONE if step == "refuse" else {}
    if not moving.move(row.ref, step, decided_by=by, decided_at=at, decided_words=words, **facts):
        row.refresh_from_db()
        raise Denied.not_from_here(row)
    verb = {"agree": "export_agreed", "refuse": "export_refused"}[step]
    audit.record(verb=verb, by=by, at=at, kind="export", ref=row.ref, detail={"disclosure": row.disclosure})
    row.refresh_from_db()
    if step == "agree":
        _defer(row)
    return row


# --- What becomes of it ----------------------------------------------------------------------------------------------
@transaction.atomic
def stop(row: ListExport, *, by: User, at: datetime) -> ListExport:
    """Stop one that waits or is being made; who makes it hears of it within two thousand rows. Stopped twice it is the
    same. Raises Denied for others than admins, and when it is there already."""
    policies.check_export(by)
    if moving.move(row.ref, "stop"):
        audit.record(verb="export_stopped", by=by, at=at, kind="export", ref=row.ref)
    return _now(row, ExportStatus.STOPPED)


@transaction.atomic
def again(row: ListExport, *, by: User, at: datetime) -> ListExport:
    """Begin anew one that failed, was stopped, or was left half-way; one that nobody agreed to is asked for anew.

    Raises Denied for others than admins, and when there is nothing to begin anew.
    """
    policies.check_export(by)
    needs = needs_another(row.disclosure) and row.decided_by_id is None
    moved = moving.move(row.ref, "ask_again" if needs else "again", failed_words="", done=0)
    row.refresh_from_db()
    if moved:
        audit.record(verb="export_asked", by=by, at=at, kind="export", ref=row.ref, detail=_detail(row))
    elif row.status not in (ExportStatus.WAITING, ExportStatus.BUILDING):
        raise Denied.not_from_here(row)
    if row.status != ExportStatus.ASKED:
        _defer(row)
    return row


@transaction.atomic
def delete(row: ListExport, *, by: User | None, at: datetime) -> ListExport:
    """Take the file away, and the filter as it was typed; what was in it stays on record. `by` nobody: its time is
    over. Deleted twice it is the same. Raises Denied for others than admins, and while it is being made."""
    if by is not None:
        policies.check_export(by)
    held = ListExport.objects.select_for_update().get(pk=row.pk)
    if moving.move(held.ref, "delete", deleted_at=at, stored="", key_sealed=b"", **GONE):
        detail = {"sha256": held.sha256} if held.sha256 else {}
        audit.record(verb="export_deleted", by=by, at=at, kind="export", ref=held.ref, detail=detail)
        if held.stored:
            transaction.on_commit(partial(store.discard, held.stored))
    return _now(row, ExportStatus.DELETED)


def _now(row: ListExport, status: ExportStatus) -> ListExport:
    row.refresh_from_db()
    if row.status != status:
        raise Denied.not_from_here(row)
    return row


def expire(*, at: datetime) -> int:
    """Delete the files whose time is over, and what was asked for, stopped or failed as long ago; how many."""
    over = ListExport.objects.filter(status=ExportStatus.READY, expires_at__lte=at)
    left = (ExportStatus.ASKED, ExportStatus.STOPPED, ExportStatus.FAILED)
    stale = ListExport.objects.filter(status__in=left, at__lte=at - timedelta(days=settings.EXPORT_DAYS))
    return len([delete(row, by=None, at=at) for row in [*over, *stale]])


def remind() -> None:
    """What waits, or was left half-way by a process that was killed, is put into the queue; a lock keeps two from
    making the same file."""
    for row in ListExport.objects.filter(status__in=(ExportStatus.WAITING, ExportStatus.BUILDING)):
        _defer(row)


@transaction.atomic
def fetch(row: ListExport, *, by: User, at: datetime, whole: bool = False) -> BinaryIO:
    """The bytes of a file that is ready, or of its package; that they were fetched is written down.

    Raises Denied; also when less may go out now than when it was made, and while the package is not signed.
    """
    policies.check_export(by)
    held = ListExport.objects.select_for_update().get(pk=row.pk)
    if held.status != ExportStatus.READY or held.expires_at is None or held.expires_at <= at:
        raise Denied(_("This file is not there, or not any more."))
    if (whole or held.recipient) and not packing.split(held.manifest)[1]:
        raise Denied(_("The package is not signed yet. Try again in a minute."))
    file = packing.opened(held, whole=whole)
    with store.open_stored(held.stored, bytes(held.key_sealed)) as again_:
        if not rechecking.still_goes(held, again_, by=by, at=at):
            file.close()
            raise Denied(_("Less may go out now than when this file was made. Delete it and make a new one."))
    detail = {"sha256": held.sha256, "disclosure": held.disclosure}
    audit.record(verb="export_downloaded", by=by, at=at, kind="export", ref=held.ref, detail=detail)
    return file
