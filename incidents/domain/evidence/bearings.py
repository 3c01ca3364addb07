"""What a piece of evidence does for what is said: it supports, contradicts, or shows what was around. Many to many."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import audit
from incidents.domain.evidence.describing import held
from incidents.domain.letters import strip_unsafe
from incidents.models import Act, Evidence, EvidenceBearing, FigureClaim, Incident, Mention, Report
from incidents.policies import Denied, Unfit
from incidents.vocabulary import Bearing, ReportStatus

# A report, a person as told, an act, an incident, a claimed figure, or one in words that nobody entered.
Target = Report | Mention | Act | Incident | FigureClaim | str
OVER = (ReportStatus.REJECTED, ReportStatus.WITHDRAWN)
LONGEST_FIGURE, LONGEST_NOTE, MOST = 300, 500, 500


@transaction.atomic
def tie(
    *, evidence: Evidence, targets: Iterable[Target], bearing: str, note: str = "", by: User, at: datetime
) -> list[EvidenceBearing]:
    """Say what the piece does for each of these. Said again it is the same; another bearing takes the place of the one.

    Raises Denied as describing does; Unfit for nothing, for what this person does not see, and for what is no longer
    there: unknown and gone are told in one sentence.
    """
    row = held(evidence, by)
    aims = list(dict.fromkeys(_aim(target, by) for target in targets))
    if not aims:
        raise Unfit(_("Choose what it bears on."), "targets")
    if bearing not in Bearing.values:
        raise Unfit(_("Choose from the list."), "bearing")
    standing = row.bearings.filter(removed_at=None)
    if standing.count() + len(aims) > MOST:
        raise Unfit(_("One piece bears on 500 things at most."), "targets")
    note = strip_unsafe(note)[:LONGEST_NOTE]
    return [_tie(row, column, target, bearing, note, by=by, at=at) for column, target in aims]


@transaction.atomic
def untie(*, bearing: EvidenceBearing, by: User, at: datetime) -> EvidenceBearing:
    """Take a bearing back; it stays on record with who took it back. Done twice it is done once. Raises Denied."""
    held(bearing.evidence, by)
    row = EvidenceBearing.objects.select_for_update().select_related("evidence__report").get(pk=bearing.pk)
    policies.check_untie(by, row)
    if row.removed_at is None:
        _end(row, by=by, at=at)
    return row


def _tie(
    row: Evidence, column: str, target: Target, bearing: str, note: str, *, by: User, at: datetime
) -> EvidenceBearing:
    stands = row.bearings.filter(removed_at=None, **{column: target}).first()
    if stands is not None and (stands.bearing, stands.note) == (bearing, note):
        return stands
    if stands is not None:
        policies.check_untie(by, stands)
        _end(stands, by=by, at=at)
    made = EvidenceBearing(evidence=row, bearing=bearing, note=note, by=by, at=at, **{column: target})
    made.save()
    audit.record(verb="evidence_tied", by=by, at=at, kind="evidence", ref=row.ref, detail=facts(made))
    return made


def _end(row: EvidenceBearing, *, by: User, at: datetime) -> None:
    row.removed_by, row.removed_at = by, at
    row.save(update_fields=["removed_by", "removed_at"])
    audit.record(verb="evidence_untied", by=by, at=at, kind="evidence", ref=row.evidence.ref, detail=facts(row))


def facts(row: EvidenceBearing) -> dict[str, Any]:
    """For the log: what kind of thing and which, never its words."""
    on = next(name for name in ("report", "mention", "act", "incident", "claim", "figure") if getattr(row, name))
    told: dict[str, Any] = {"sha256": row.evidence.sha256, "bearing": str(row.bearing), "on": on}
    if on in ("mention", "act"):
        told[on] = getattr(row, f"{on}_id")
    of = {"report": row.report, "mention": row.mention and row.mention.report,
          "act": row.act and row.act.mention.report, "incident": row.incident, "claim": row.claim}.get(on)  # fmt: skip
    return told | ({"target": of.ref} if of else {})


# --- What may be tied to ---------------------------------------------------------------------------------------------
def _aim(target: Target, by: User) -> tuple[str, Any]:
    """The column, and the target as it stands. Raises Unfit."""
    if isinstance(target, str):
        figure = strip_unsafe(target)[:LONGEST_FIGURE]
        if not figure:
            raise Unfit(_("Choose what it bears on."), "figure")
        return "figure", figure
    column, find = FINDERS[type(target)]
    found = find(target.pk, by)
    if found is None:
        raise Unfit(_("This can no longer be chosen: it was left out, withdrawn, or is not there."), "targets")
    return column, found


def _report(pk: int, by: User) -> Any:
    return Report.objects.filter(policies.visible_reports(by), pk=pk).exclude(status__in=OVER).first()


def _mention(pk: int, by: User) -> Any:
    seen = Mention.objects.filter(policies.visible_mentions(by), pk=pk, retired_at=None)
    return seen.exclude(report__status__in=OVER).select_related("report").first()


def _act(pk: int, by: User) -> Any:
    seen = Act.objects.filter(policies.prefixed("mention", policies.visible_mentions(by)), pk=pk, retired_at=None)
    seen = seen.filter(mention__retired_at=None).exclude(mention__report__status__in=OVER)
    return seen.select_related("mention__report").first()


def _incident(pk: int, by: User) -> Any:
    return Incident.objects.filter(policies.visible_incidents(by), pk=pk).first()


def _claim(pk: int, by: User) -> Any:
    seen = FigureClaim.objects.filter(policies.visible_figures(by), pk=pk, struck_at=None)
    return seen.exclude(report__status__in=OVER).first()


FINDERS: dict[type, tuple[str, Callable[[int, User], Any]]] = {
    Report: ("report", _report),
    Mention: ("mention", _mention),
    Act: ("act", _act),
    Incident: ("incident", _incident),
    FigureClaim: ("claim", _claim),
}
__all__ = ["Denied", "Target", "facts", "tie", "untie"]
