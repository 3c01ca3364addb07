"""The protected note about the witness of a report: a reviewer writes it, and reads it with a reason on record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit, envelope, keyring, looking
from incidents.domain.keyring import place_of
from incidents.models import Report, WitnessNote
from incidents.policies import Denied, Stale
from incidents.vocabulary import SecretKind


@transaction.atomic
def keep(*, report: Report, by: User, at: datetime, note: str, version: int) -> WitnessNote:
    """Seal a note in place of the one kept. `version` is that of the note that the page spoke of, 0 for none.

    Raises Denied (not a reviewer, an own report), Stale (somebody wrote another note since), NoKeys.
    """
    row = _held(report, by, version) or WitnessNote(report=report, version=0)
    row.text_sealed = envelope.seal(note, keyring.current(SecretKind.NOTE), place_of(row, "text_sealed"))
    row.version, row.by, row.updated_at = row.version + 1, by, at
    row.save()
    audit.record(verb="note_kept", by=by, at=at, kind="report", ref=report.ref)
    return row


@transaction.atomic
def remove(*, report: Report, by: User, at: datetime, version: int) -> None:
    """Delete the note. Raises Denied and Stale."""
    row = _held(report, by, version)
    if row is not None:
        row.delete()
        audit.record(verb="note_removed", by=by, at=at, kind="report", ref=report.ref)


def open_(*, report: Report, by: User, at: datetime, reason: str, because: str) -> dict[str, str]:
    """The note, for a reviewer of somebody else's report. The look is written down first.

    Raises Denied, Sealed, Unreadable.
    """
    check(by, report)
    row = WitnessNote.objects.filter(report=report).first()
    if row is None:
        raise Denied(_("There is no protected note here."))
    return looking.look(
        kind=SecretKind.NOTE, ref=report.ref, by=by, at=at, because=because, words=reason,
        read=lambda ring: {"note": ring.open_(bytes(row.text_sealed), place_of(row, "text_sealed"))},
    )  # fmt: skip


def check(by: User, report: Report) -> None:
    """A reviewer, of a report that was sent and is not an own one. Raises Denied."""
    policies.check_take(by, report)
    if report.received_at is None:
        raise Denied(_("Only a reviewer can do this."))


def _held(report: Report, by: User, version: int) -> WitnessNote | None:
    check(by, report)
    Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    row = WitnessNote.objects.select_for_update().filter(report=report).first()
    if (row.version if row else 0) != version:
        raise Stale(row)
    return row
