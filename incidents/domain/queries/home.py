"""What waits for a person: counts inside the scope, each with the page behind it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from incidents import policies
from incidents.models import AuditEvent, Finding, Incident, Person, Report
from incidents.vocabulary import FindingStatus, Naming, ReportStatus


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a number, what it counts, and where to go."""

    number: int
    what: str
    url: str


def waiting(user: User) -> list[Waiting]:
    """What this person should look at next. At most four queries."""
    return {Role.ACTIVIST: _activist, Role.REVIEWER: _reviewer, Role.ADMIN: _admin}[Role(user.role)](user)


def _activist(user: User) -> list[Waiting]:
    own = Report.objects.filter(submitter=user).aggregate(
        questions=Count("pk", filter=Q(status=ReportStatus.RETURNED)),
        drafts=Count("pk", filter=Q(status=ReportStatus.DRAFT)),
        sent=Count("pk", filter=Q(status__in=(ReportStatus.SUBMITTED, ReportStatus.UNDER_REVIEW))),
    )
    url = reverse("desk:my_reports")
    return [
        Waiting(own["questions"], _("questions for you"), url),
        Waiting(own["drafts"], _("drafts that you have not sent"), url),
        Waiting(own["sent"], _("reports with the reviewers"), url),
    ]


def _reviewer(user: User) -> list[Waiting]:
    reports = Report.objects.filter(policies.visible_reports(user)).aggregate(
        free=Count("pk", filter=Q(status=ReportStatus.SUBMITTED) & ~Q(submitter=user)),
        mine=Count("pk", filter=Q(status=ReportStatus.UNDER_REVIEW, taken_by=user)),
    )
    proposed = Finding.objects.filter(policies.visible_findings(user), status=FindingStatus.PROPOSED)
    return [
        Waiting(reports["free"], _("reports wait for a reviewer"), reverse("desk:queue")),
        Waiting(reports["mine"], _("reports you have taken"), reverse("desk:queue")),
        Waiting(proposed.exclude(proposed_by=user).count(), _("findings wait for a second reviewer"), reverse("desk:findings")),
    ]  # fmt: skip


def _admin(user: User) -> list[Waiting]:
    persons = Person.objects.filter(policies.visible_persons(user), merged_into=None, reports_count__gt=0).aggregate(
        all=Count("pk"), unnamed=Count("pk", filter=Q(naming=Naming.UNNAMED))
    )
    exports = AuditEvent.objects.filter(policies.visible_audit(user), verb="exported")
    incidents = Incident.objects.filter(policies.visible_incidents(user))
    return [
        Waiting(persons["all"], _("people in the case list"), reverse("desk:people")),
        Waiting(persons["unnamed"], _("of them without a name"), reverse("desk:people") + "?naming=unnamed"),
        Waiting(incidents.count(), _("incidents"), reverse("desk:incidents")),
        Waiting(exports.count(), _("exports made"), reverse("desk:exports")),
    ]
