"""Verbs: asking for a bundle, stopping one, fetching one, deleting one. Building it is a job's work (building.py)."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from incidents import policies
from incidents.domain import audit, references, store
from incidents.domain.bundles import moving, rechecking
from incidents.models import CaseBundle, Incident, Person
from incidents.policies import Denied, Unfit
from incidents.vocabulary import BundleStatus, Disclosure

JOB = "incidents.jobs.build_bundle"
MOST_PERSONS = 500
LONGEST_REASON = 500


@transaction.atomic
def ask(
    *, persons: Sequence[Person] = (), incident: Incident | None = None, disclosure: str, reason: str, language: str,
    key: UUID, by: User, at: datetime,
) -> CaseBundle:  # fmt: skip
    """Ask for a bundle of these persons, or of the incident; a job builds it. The same key asks once.

    Raises Denied for others than admins; Unfit without a reason or a circle, and for nobody, too many, or both.
    """
    policies.check_export(by)
    _check(persons, incident, disclosure, reason, language)
    row, made = CaseBundle.objects.get_or_create(
        key=key,
        defaults={"ref": references.make("B"), "incident": incident, "disclosure": disclosure, "language": language,
                  "reason": reason.strip()[:LONGEST_REASON], "by": by, "at": at},
    )  # fmt: skip
    if not made:
        return _own(row, by)
    row.persons.set(persons)
    detail = {"disclosure": disclosure, "purpose": row.reason, "people": len(persons)}
    detail |= {"incident": incident.ref} if incident else {}
    refs = [person.ref for person in persons]
    audit.record(verb="bundle_asked", by=by, at=at, kind="bundle", ref=row.ref, detail=detail, records=refs or None)
    app.configure_task(JOB, lock=f"bundle {row.ref}").defer(ref=row.ref)
    return row


def _check(persons: Sequence[Person], incident: Incident | None, disclosure: str, reason: str, language: str) -> None:
    if disclosure not in Disclosure.values:
        raise Unfit(_("Choose who receives the file."), "disclosure")
    if language not in dict(settings.LANGUAGES):
        raise Unfit(_("Choose a language from the list."), "language")
    if not reason.strip():
        raise Unfit(_("Write why."), "reason")
    if bool(persons) == bool(incident):
        raise Unfit(_("Choose people, or one incident."))
    if len(persons) > MOST_PERSONS:
        raise Unfit(_("One bundle holds 500 people at most."))


def _own(row: CaseBundle, by: User) -> CaseBundle:
    if row.by_id != by.pk:
        raise Unfit(_("This could not be kept. Try once more."))
    return row


@transaction.atomic
def stop(bundle: CaseBundle, *, by: User, at: datetime) -> CaseBundle:
    """Stop a bundle that waits or is being built; the job hears of it within a few megabytes. Stopped twice it is the
    same. Raises Denied for others than admins, and when it is built already."""
    policies.check_export(by)
    if moving.move(bundle.ref, BundleStatus.STOPPED):
        audit.record(verb="bundle_stopped", by=by, at=at, kind="bundle", ref=bundle.ref)
    bundle.refresh_from_db()
    if bundle.status != BundleStatus.STOPPED:
        raise Denied.not_from_here(bundle)
    return bundle


@transaction.atomic
def delete(bundle: CaseBundle, *, by: User | None, at: datetime) -> CaseBundle:
    """Take the file away; that it was there and what it held stays on record. `by` nobody: its time is over.

    Deleted twice it is the same. Raises Denied for others than admins, and while it is being built.
    """
    if by is not None:
        policies.check_export(by)
    row = CaseBundle.objects.select_for_update().get(pk=bundle.pk)
    if moving.move(row.ref, BundleStatus.DELETED, deleted_at=at, stored="", key_sealed=b""):
        detail = {"sha256": row.sha256} if row.sha256 else {}
        audit.record(verb="bundle_deleted", by=by, at=at, kind="bundle", ref=row.ref, detail=detail)
        if row.stored:
            transaction.on_commit(partial(store.discard, row.stored))
    bundle.refresh_from_db()
    if bundle.status != BundleStatus.DELETED:
        raise Denied.not_from_here(bundle)
    return bundle


def expire(*, at: datetime) -> int:
    """Delete the bundles whose time is over; how many."""
    over = CaseBundle.objects.filter(status=BundleStatus.READY, expires_at__lte=at)
    return len([delete(row, by=None, at=at) for row in over])


def fetch(bundle: CaseBundle, *, by: User, at: datetime) -> BinaryIO:
    """The bytes of a bundle that is ready; that they were fetched is written down first.

    Raises Denied; also when less may go out now than when it was built: somebody withdrew, refused, or redacted.
    """
    policies.check_export(by)
    if bundle.status != BundleStatus.READY or bundle.expires_at is None or bundle.expires_at <= at:
        raise Denied(_("This bundle is not there, or not any more."))
    detail = {"sha256": bundle.sha256, "disclosure": bundle.disclosure}
    file = store.open_stored(bundle.stored, bytes(bundle.key_sealed))
    if not rechecking.still_goes(bundle, file, by):
        file.close()
        raise Denied(_("Less may go out now than when this bundle was built. Delete it and make a new one."))
    audit.record(verb="bundle_downloaded", by=by, at=at, kind="bundle", ref=bundle.ref, detail=detail)
    return file
