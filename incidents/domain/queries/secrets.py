"""Reads about secret texts, never of them: what is kept, who looked, and which report somebody may ask about."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import identity
from incidents.models import ActivistContact, Report, SecretLook, SourceIdentity, WitnessNote
from incidents.vocabulary import SecretKind

PER_PAGE = 50


@dataclass(frozen=True)
class Kept:
    """What is kept apart about one report, by kind."""

    identity: bool
    note: WitnessNote | None
    contact: bool

    def has(self, kind: str) -> bool:
        """Whether there is something of this kind to show."""
        return bool(
            {SecretKind.IDENTITY: self.identity, SecretKind.NOTE: self.note}.get(SecretKind(kind), self.contact)
        )


def askable(user: User) -> QuerySet[Report]:
    """The reports of others about whose secrets this person may ask."""
    seen = Report.objects.filter(policies.visible_reports(user)).exclude(received_at=None).exclude(submitter=user)
    return (seen if may(user, "secret.read") else seen.none()).select_related("source", "submitter")


def kinds(user: User) -> list[str]:
    """What this person may ask to see: reviewers everything, admins how to reach an author."""
    of_a_report = [SecretKind.IDENTITY.value, SecretKind.NOTE.value, SecretKind.CONTACT.value]
    return of_a_report if may(user, "report.review") else [SecretKind.CONTACT.value]


def kept(report: Report) -> Kept:
    """What is kept about this report. Three queries; the texts stay where they are."""
    sealed = SourceIdentity.objects.filter(source=report.source_id).values_list(*identity.FIELDS.values()).first()
    note = WitnessNote.objects.filter(report=report).select_related("by").defer("text_sealed").first()
    return Kept(any(sealed or ()), note, ActivistContact.objects.filter(user=report.submitter_id).exists())


def own_contact(user: User) -> dt.datetime | None:
    """Since when a contact of this person is kept, for a role that logs reports."""
    if not may(user, "report.log"):
        return None
    return ActivistContact.objects.filter(user=user).values_list("updated_at", flat=True).first()


def looks(user: User, query: Mapping[str, str]) -> Page:
    """Who looked at what and why, newest first, for whoever reads the audit log."""
    found = SecretLook.objects.select_related("by")
    found = found if may(user, "audit.read") else found.none()
    return Paginator(found, PER_PAGE).get_page(query.get("page"))
