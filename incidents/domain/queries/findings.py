"""Reads of findings: which wait for whom, and one with everything it relies on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from incidents import policies
from incidents.domain.confirmation import Allowed
from incidents.domain.grounds import Grounds
from incidents.models import Act, Evidence, Finding, FindingAct
from incidents.vocabulary import FindingStatus, ReportStatus

PER_PAGE = 30
SHOWN = ("waiting", "mine", "disputed", "agreed")


@dataclass(frozen=True)
class Relied:
    """One act that the finding relies on, and whether it goes back to the same origin as one before."""

    act: Act
    who: str
    root: int


def visible(user: User) -> QuerySet[Finding]:
    """The findings that one may see."""
    rows = Finding.objects.filter(policies.visible_findings(user))
    return rows.select_related("person", "place", "incident", "proposed_by", "decided_by", "withdrawn_by", "supersedes")


def counts(user: User) -> dict[str, int]:
    """How many findings there are under each heading. One query."""
    return Finding.objects.filter(policies.visible_findings(user)).aggregate(
        **{name: Count("pk", filter=_shown(user, name)) for name in SHOWN}
    )


def page(user: User, show: str, number: Any) -> Page:
    """One page of the findings under a heading: of what waits the oldest first, of what is decided the newest."""
    show = show if show in SHOWN else "waiting"
    order = ("proposed_at", "pk") if show in ("waiting", "mine") else ("-decided_at", "-pk")
    return Paginator(visible(user).filter(_shown(user, show)).order_by(*order), PER_PAGE).get_page(number)


class Told:
    """One finding with what it relies on. Nothing is read before the page asks for it."""

    def __init__(self, user: User, finding: Finding) -> None:
        self.user, self.finding = user, finding

    @cached_property
    def grounds(self) -> Grounds:
        """The acts relied on, and how they are rated now."""
        return Grounds(self.finding.acts.all())

    @cached_property
    def relied(self) -> list[Relied]:
        """Each act with who says it; the same number stands for the same origin."""
        numbers: dict[str, int] = {}
        said = [(act, self.grounds.said[act.pk]) for act in self.grounds.acts]
        return [Relied(act, one.source_name, numbers.setdefault(one.root, len(numbers) + 1)) for act, one in said]

    @cached_property
    def allowed(self) -> Allowed:
        """The highest level that they allow now."""
        return self.grounds.allowed(self.grounds.acts, self.finding.kind)

    @cached_property
    def has_changed(self) -> bool:
        """Whether anything it relies on changed since it was proposed."""
        return self.grounds.basis() != self.finding.basis

    @cached_property
    def not_accepted(self) -> list[str]:
        """The reports it relies on that are not accepted yet."""
        reports = {act.mention.report for act in self.grounds.acts}
        return sorted(report.ref for report in reports if report.status != ReportStatus.ACCEPTED)

    @cached_property
    def is_author(self) -> bool:
        """Whether one wrote a report that it relies on."""
        return any(act.mention.report.submitter_id == self.user.pk for act in self.grounds.acts)

    @cached_property
    def may_decide(self) -> bool:
        """Whether one may agree or disagree."""
        waits = self.finding.status == FindingStatus.PROPOSED
        return waits and self.finding.proposed_by_id != self.user.pk and not self.is_author

    @cached_property
    def may_withdraw(self) -> bool:
        """Whether one may take it back."""
        own = self.finding.status == FindingStatus.PROPOSED and self.finding.proposed_by_id == self.user.pk
        return own or self.finding.status == FindingStatus.AGREED

    @cached_property
    def evidence(self) -> list[Evidence]:
        """What hangs on the reports it relies on."""
        reports = {act.mention.report_id for act in self.grounds.acts}
        return list(Evidence.objects.filter(policies.visible_evidence(self.user), report__in=reports))


def _shown(user: User, show: str) -> Q:
    proposed, mine = Q(status=FindingStatus.PROPOSED), Q(proposed_by=user)
    if show == "waiting":
        own = FindingAct.objects.filter(finding=OuterRef("pk"), act__mention__report__submitter=user)
        return proposed & ~mine & ~Q(Exists(own))
    if show == "mine":
        return proposed & mine
    return Q(status=FindingStatus.DISPUTED if show == "disputed" else FindingStatus.AGREED)
