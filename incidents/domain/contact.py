"""How a reviewer reaches an activist safely: the activist writes it, nobody but a reviewer with a reason reads it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import audit, envelope, keyring, looking
from incidents.domain.keyring import place_of
from incidents.models import ActivistContact, Report
from incidents.policies import Denied
from incidents.vocabulary import SecretKind


@transaction.atomic
def keep(*, by: User, at: datetime, contact: str) -> ActivistContact:
    """Seal one's own contact in place of what was kept. Goes on while Kua is sealed. Raises Denied and NoKeys."""
    if not may(by, "report.log"):
        raise Denied(_("Only a person who logs reports can do this."))
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    row = ActivistContact.objects.select_for_update().filter(user=by).first() or ActivistContact(user=by)
    row.text_sealed = envelope.seal(contact, keyring.current(SecretKind.CONTACT), place_of(row, "text_sealed"))
    row.updated_at = at
    row.save()
    audit.record(verb="contact_kept", by=by, at=at, kind="user", ref=by.ref)
    return row


@transaction.atomic
def remove(*, by: User, at: datetime) -> None:
    """Delete one's own contact; the row goes, not only its text. Nothing kept: nothing happens."""
    if ActivistContact.objects.filter(user=by).delete()[0]:
        audit.record(verb="contact_removed", by=by, at=at, kind="user", ref=by.ref)


def open_(*, report: Report, by: User, at: datetime, reason: str, because: str) -> dict[str, str]:
    """How to reach the author of a report, for a reviewer of it or an admin who may read it. Written down first.

    Raises Denied (an own report, one that this person may not see), Sealed, Unreadable.
    """
    check_open(by, report)
    row = ActivistContact.objects.filter(user=report.submitter_id).first()
    if row is None:
        raise Denied(_("The author has left nothing here."))
    return looking.look(
        kind=SecretKind.CONTACT, ref=report.submitter.ref, by=by, at=at, because=because, words=reason,
        read=lambda ring: {"contact": ring.open_(bytes(row.text_sealed), place_of(row, "text_sealed"))},
    )  # fmt: skip


def check_open(by: User, report: Report) -> None:
    """Whoever reviews, or manages the team, and may see this report of somebody else's. Raises Denied."""
    seen = Report.objects.filter(policies.visible_reports(by), pk=report.pk).exclude(submitter=by)
    if not may(by, "secret.read") or not seen.exclude(received_at=None).exists():
        raise Denied(_("Only somebody who may see this person's report can do this."))
