"""Who may do what in which state, and what each may see. Every road asks here.

check_*(user, thing) raises Denied with a sentence that the page shows; visible_*(user) gives the one scope (a Q).
"""

from collections.abc import Callable, Container
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents.vocabulary import Channel, FindingStatus, ReportStatus


class Denied(Exception):
    """This person may not do this now. The message is for that person's eyes."""

    @classmethod
    def not_from_here(cls, thing: Any) -> "Denied":
        """The workflow has no such move."""
        state = thing.get_status_display()
        return cls(_("This cannot be done now: it is “%(state)s”. Somebody may have been faster.") % {"state": state})


class Unfit(Denied):
    """The person may, but not with these words: the page shows the sentence beside `field` and keeps what was typed."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class Stale(Exception):
    """Somebody else changed the row since the page was opened. `current` is the row as it stands."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Somebody else changed this since you opened it."))
        self.current = current


# --- What each may see: the one scope --------------------------------------------------------------------------------
def visible_reports(user: User) -> Q:
    """Own reports in every state; for reviewers also all that were sent; for readers of people the accepted ones."""
    own = Q(submitter_id=user.pk) if may(user, "report.log") else Q(pk__in=[])
    if may(user, "report.review"):
        return own | ~Q(received_at=None)
    return own | Q(status=ReportStatus.ACCEPTED) if may(user, "person.read") else own


def visible_mentions(user: User) -> Q:
    """The mentions of visible reports."""
    return prefixed("report", visible_reports(user))


def visible_persons(user: User) -> Q:
    """Reviewers and admins see every person; activists none."""
    return Q() if may(user, "person.read") else Q(pk__in=[])


def visible_incidents(user: User) -> Q:
    """Reviewers and admins see every incident; activists none."""
    return Q() if may(user, "incident.read") else Q(pk__in=[])


def visible_findings(user: User) -> Q:
    """As persons."""
    return visible_persons(user)


def visible_evidence(user: User) -> Q:
    """The evidence of visible reports that was not taken off again; for its author and for reviewers only."""
    if may(user, "report.review") or may(user, "report.log"):
        return Q(removed_at=None) & prefixed("report", visible_reports(user))
    return Q(pk__in=[])


def visible_for_bundles(user: User) -> Q:
    """The evidence of the reports that somebody who takes case bundles out may read: the accepted ones."""
    if may(user, "export.make"):
        return Q(removed_at=None) & prefixed("report", visible_reports(user))
    return Q(pk__in=[])


def visible_bundles(user: User) -> Q:
    """Case bundles are for those who may export."""
    return Q() if may(user, "export.make") else Q(pk__in=[])


def visible_lists(user: User) -> Q:
    """The lists of others, their editions and imports, and what is told of their rows: for those who may import."""
    return Q() if may(user, "list.import") else Q(pk__in=[])


def visible_rows(user: User) -> Q:
    """The rows of lists, as mentions: of every edition, for those who may import, while its report stands."""
    if may(user, "list.import"):
        return Q(report__edition__isnull=False, retired_at=None)
    return Q(pk__in=[])


def visible_exports(user: User) -> Q:
    """Files that go out are for those who may export."""
    return Q() if may(user, "export.make") else Q(pk__in=[])


def visible_figures(user: User) -> Q:
    """Claimed figures, of the reports that one may see, for those who read figures."""
    return prefixed("report", visible_reports(user)) if may(user, "figure.read") else Q(pk__in=[])


def visible_counts(user: User) -> Q:
    """Topics of figures, kept counts and estimates: for those who read figures and people."""
    return Q() if may(user, "figure.read") and may(user, "person.read") else Q(pk__in=[])


def visible_audit(user: User) -> Q:
    """The log is for those who may read it."""
    return Q() if may(user, "audit.read") else Q(pk__in=[])


def prefixed(relation: str, scope: Q) -> Q:
    """The same scope, asked across a relation: prefixed("report", Q(status=…)) is Q(report__status=…)."""
    children: list[Any] = scope.children
    moved = [
        prefixed(relation, part) if isinstance(part, Q) else (f"{relation}__{part[0]}", part[1]) for part in children
    ]
    return Q(*moved, _connector=scope.connector, _negated=scope.negated)


# --- What each may do ------------------------------------------------------------------------------------------------
def check_log(user: User, report: Any) -> None:
    """Anybody who may log reports writes own drafts."""
    if not may(user, "report.log") or report.submitter_id != user.pk:
        raise Denied(_("Only a person who logs reports can do this."))


def check_edit(user: User, report: Any) -> None:
    """The author edits the working copy of a draft, or of a report that came back with a question."""
    check_log(user, report)
    if report.status not in (ReportStatus.DRAFT, ReportStatus.RETURNED):
        raise Denied(_("This report was sent and can no longer be changed. Withdraw it, or wait for a question."))


def check_submit(user: User, report: Any) -> None:
    """The author sends."""
    check_edit(user, report)


def check_withdraw(user: User, report: Any) -> None:
    """The author withdraws, while the review has not come to its end."""
    check_log(user, report)
    if report.status in (ReportStatus.ACCEPTED, ReportStatus.REJECTED, ReportStatus.WITHDRAWN):
        raise Denied.not_from_here(report)
    if report.channel == Channel.LIST and getattr(report, "edition", None) is not None:
        raise Denied(_("This came in as a list. Undo its import instead."))


def check_describe(user: User, report: Any) -> None:
    """What a piece of evidence is: its author until the report is decided, any reviewer also once it is accepted."""
    if report.status in (ReportStatus.REJECTED, ReportStatus.WITHDRAWN):
        raise Denied.not_from_here(report)
    if may(user, "report.review") and report.received_at is not None:
        return
    check_log(user, report)
    if report.status == ReportStatus.ACCEPTED:
        raise Denied.not_from_here(report)


def check_redact(user: User, report: Any) -> None:
    """Covering something in a new copy: any reviewer, and the author while the report is open."""
    if may(user, "report.review"):
        return
    check_log(user, report)
    if report.status in (ReportStatus.ACCEPTED, ReportStatus.REJECTED, ReportStatus.WITHDRAWN):
        raise Denied.not_from_here(report)


def check_untie(user: User, bearing: Any) -> None:
    """Who said what a piece does takes it back; so does any reviewer who did not write the report."""
    if bearing.by_id != user.pk:
        check_take(user, bearing.evidence.report)


def check_reviewer(user: User) -> None:
    """Reviewers only, whatever it is about."""
    if not may(user, "report.review"):
        raise Denied(_("Only a reviewer can do this."))


def check_take(user: User, report: Any) -> None:
    """A reviewer who is not the author takes a report that nobody has."""
    check_reviewer(user)
    if report.submitter_id == user.pk:
        raise Denied(_("You wrote this report. Somebody else must review it."))


def check_review(user: User, report: Any) -> None:
    """The reviewer who took it works on it."""
    check_take(user, report)
    if report.status != ReportStatus.UNDER_REVIEW:
        raise Denied.not_from_here(report)
    if report.taken_by_id != user.pk:
        raise Denied(_("Another reviewer has taken this report."))


def check_judge(user: User, report: Any) -> None:
    """Rating, grouping and tying reports together: whoever has taken it, or any other reviewer once it is accepted.

    Nobody takes the report of a list: several decide about its rows at once.
    """
    if is_list(report):
        check_reconcile(user, report)
        return
    check_take(user, report)
    if report.status != ReportStatus.ACCEPTED:
        check_review(user, report)


def is_list(report: Any) -> bool:
    """Whether the report is an edition of a list, and not merely told from one."""
    return report.channel == Channel.LIST and hasattr(report, "edition")


def check_merge(user: User, authors: Container[int]) -> None:
    """A reviewer who wrote no report about any of them says whether persons are one, and takes it back."""
    check_reviewer(user)
    if user.pk in authors:
        raise Denied(_("You wrote a report that this relies on. Somebody else must do it."))


def check_rate_source(user: User, source: Any) -> None:
    """A reviewer who did not bring the source in."""
    check_reviewer(user)
    if source.created_by_id == user.pk:
        raise Denied(_("You brought this source in. Somebody else must rate it."))


def check_group_incident(user: User) -> None:
    """Reviewers make incidents, edit them and say who was harmed in them."""
    check_reviewer(user)


def check_put_back(user: User, report: Any) -> None:
    """The reviewer who took it puts it back."""
    check_review(user, report)


def check_propose(user: User, finding: Any) -> None:
    """A reviewer proposes. The database refuses an own report as well."""
    if not may(user, "finding.propose") or finding.proposed_by_id != user.pk:
        raise Denied(_("Only a reviewer can propose a finding."))


def check_agree(user: User, finding: Any) -> None:
    """A second reviewer decides; when a newer finding is agreed, the older one makes way."""
    if not may(user, "finding.agree"):
        raise Denied(_("Only a reviewer can do this."))
    if finding.status == FindingStatus.PROPOSED and finding.proposed_by_id == user.pk:
        raise Denied(_("You proposed this finding. A second reviewer must decide."))


def check_withdraw_finding(user: User, finding: Any) -> None:
    """A proposal is taken back by its proposer; an agreed finding by any reviewer, with a reason."""
    if not may(user, "finding.propose"):
        raise Denied(_("Only a reviewer can do this."))
    if finding.status == FindingStatus.PROPOSED and finding.proposed_by_id != user.pk:
        raise Denied(_("Only the reviewer who proposed it can take it back. You can dispute it."))


def check_export(user: User) -> None:
    """Only an admin takes lists out of the house."""
    if not may(user, "export.make"):
        raise Denied(_("Only an admin can export."))


def check_import(user: User) -> None:
    """Reviewers and admins take lists in, and undo that."""
    if not may(user, "list.import"):
        raise Denied(_("Only a reviewer or an admin can import a list."))


def check_bring(user: User, _report: Any) -> None:
    """Whoever may import a list makes the report of its edition by it."""
    check_import(user)


def check_reconcile(user: User, report: Any) -> None:
    """Any reviewer who did not import the list decides about its rows, several at once, while its report stands."""
    check_take(user, report)
    if report.status in (ReportStatus.DRAFT, ReportStatus.REJECTED, ReportStatus.WITHDRAWN):
        raise Denied.not_from_here(report)


def check_enter_figure(user: User, report: Any = None) -> None:
    """Reviewers and admins enter claimed figures from a report that stands, relate them and say what became of them."""
    if not may(user, "figure.enter"):
        raise Denied(_("Only a reviewer or an admin can enter figures."))
    if report is not None and report.status in (ReportStatus.DRAFT, ReportStatus.REJECTED, ReportStatus.WITHDRAWN):
        raise Denied.not_from_here(report)


def check_agree_export(user: User, export: Any) -> None:
    """Another admin agrees to a file with internal columns, or refuses it."""
    check_export(user)
    if export.by_id == user.pk:
        raise Denied(_("You asked for this file. Another admin must decide."))


CHECKS: dict[str, Callable[[User, Any], None]] = {
    "log": check_log,
    "import": check_bring,
    "submit": check_submit,
    "withdraw": check_withdraw,
    "take": check_take,
    "review": check_review,
    "put_back": check_put_back,
    "propose": check_propose,
    "agree": check_agree,
    "withdraw_finding": check_withdraw_finding,
    "enter_figure": check_enter_figure,
}
