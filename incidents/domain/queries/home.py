"""What waits for a person: counts inside the scope, each with the page behind it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Role
from incidents import policies
from incidents.domain.queries import alike_groups, lists
from incidents.models import AuditEvent, Finding, Incident, ListExport, Person, Report
from incidents.vocabulary import ExportStatus, FindingStatus, Naming, ReportStatus


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a number, what it counts, and where to go."""

    number: int
    what: str
    url: str


def waiting(user: User) -> list[Waiting]:
    """What this person should look at next. At most seven queries."""
    return {Role.ACTIVIST: _activist, Role.REVIEWER: _reviewer, Role.ADMIN: _admin}[Role(user.role)](user)


def _activist(user: User) -> list[Waiting]:
    own = Report.objects.filter(submitter=user).aggregate(
        asked=Count("pk", filter=Q(status=ReportStatus.RETURNED)),
        drafts=Count("pk", filter=Q(status=ReportStatus.DRAFT)),
        sent=Count("pk", filter=Q(status__in=(ReportStatus.SUBMITTED, ReportStatus.UNDER_REVIEW))),
    )
    asked, drafts, sent = own["asked"], own["drafts"], own["sent"]
    url = reverse("desk:my_reports")
    return [
        Waiting(asked, ngettext("question for you", "questions for you", asked), url),
        Waiting(drafts, ngettext("draft that you have not sent", "drafts that you have not sent", drafts), url),
        Waiting(sent, ngettext("report with the reviewers", "reports with the reviewers", sent), url),
    ]


def _reviewer(user: User) -> list[Waiting]:
    reports = Report.objects.filter(policies.visible_reports(user)).aggregate(
        free=Count("pk", filter=Q(status=ReportStatus.SUBMITTED) & ~Q(submitter=user)),
        mine=Count("pk", filter=Q(status=ReportStatus.UNDER_REVIEW, taken_by=user)),
    )
    findings = Finding.objects.filter(policies.visible_findings(user), status=FindingStatus.PROPOSED)
    free, mine, open_ = reports["free"], reports["mine"], findings.exclude(proposed_by=user).count()
    queue, agree = reverse("desk:queue"), reverse("desk:findings")
    groups = alike_groups.number_waiting(user)
    return [
        Waiting(free, ngettext("report waits for a reviewer", "reports wait for a reviewer", free), queue),
        Waiting(mine, ngettext("report you have taken", "reports you have taken", mine), queue),
        Waiting(
            open_, ngettext("finding waits for a second reviewer", "findings wait for a second reviewer", open_), agree
        ),
        Waiting(
            groups,
            ngettext("group of likely same persons to read", "groups of likely same persons to read", groups),
            reverse("desk:alike"),
        ),
        *_lists(user),
    ]


def _admin(user: User) -> list[Waiting]:
    people = Person.objects.filter(policies.visible_persons(user), merged_into=None, reports_count__gt=0).aggregate(
        all=Count("pk"), unnamed=Count("pk", filter=Q(naming=Naming.UNNAMED))
    )
    incidents = Incident.objects.filter(policies.visible_incidents(user)).count()
    exports = AuditEvent.objects.filter(policies.visible_audit(user), verb="exported").count()
    listed, unnamed = people["all"], people["unnamed"]
    url = reverse("desk:people")
    nameless = f"{url}?naming=unnamed"
    return [
        Waiting(listed, ngettext("entry in the case list", "entries in the case list", listed), url),
        Waiting(unnamed, ngettext("of them without a name", "of them without a name", unnamed), nameless),
        Waiting(incidents, ngettext("incident", "incidents", incidents), reverse("desk:incidents")),
        Waiting(exports, ngettext("export made", "exports made", exports), reverse("desk:exports")),
        *_asked(user),
        *_lists(user),
    ]


def _asked(user: User) -> list[Waiting]:
    """The files that wait for this admin's word; nothing where there are none."""
    waiting = ListExport.objects.filter(policies.visible_exports(user), status=ExportStatus.ASKED)
    asked = waiting.exclude(by=user).count()
    words = ngettext("export to agree to", "exports to agree to", asked)
    return [Waiting(asked, words, reverse("desk:exports"))] if asked else []


def _lists(user: User) -> list[Waiting]:
    """What is not finished of lists; nothing where there are none."""
    open_, url = lists.waiting(user), reverse("desk:lists")
    counted = [
        Waiting(open_.imports, ngettext("import to finish", "imports to finish", open_.imports), url),
        Waiting(open_.rows, ngettext("row of a list to decide", "rows of lists to decide", open_.rows), url),
    ]
    return [one for one in counted if one.number]
