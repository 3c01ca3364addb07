"""What is deleted by policy, and when: drafts nobody touches, contents of what was rejected, identities of sources.

Nothing that was sent is deleted by a user. These policies (settings.KEEP_DAYS; 0 keeps) do it, each thing in a
transaction of its own with a line in the log. A report keeps its row, its moves and the SHA-256 of what was sent.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import may
from incidents.domain import audit, texts
from incidents.domain.evidence import leaving
from incidents.domain.thawing import thawed
from incidents.domain.turns import clearing
from incidents.models import (
    Act,
    Evidence,
    FigureClaim,
    FindingAct,
    IdentityRenewal,
    Kinship,
    MatchDecision,
    Mention,
    Report,
    ReportMove,
    ReportRevision,
    Source,
    SourceIdentity,
    WitnessNote,
)
from incidents.policies import Denied
from incidents.vocabulary import FigureValue, ReportStatus, SourceKind

WARNING = timedelta(days=30)
OVER = (ReportStatus.REJECTED, ReportStatus.WITHDRAWN)
FROZEN = tuple(
    f"incidents.{name}_frozen" for name in ("ReportMove:move", "ReportRevision:revision", "Redaction:redaction")
)
ENTERED = ("incidents.FigureClaim:figureclaim_as_entered",)
SAID = dict.fromkeys(("speaker", "population_words", "place_text", "method_words", "wording", "caveats"), "")
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("title", "narrative", "translation_caveats", "derived_words", "place_text", "when_words"), ""),
    **dict.fromkeys(("place", "when_lower", "when_upper")),
    "when_edtf": "",
    "draft": {},
}


# --- What is due ---------------------------------------------------------------------------------------------------
def due_drafts(at: datetime) -> QuerySet[Report]:
    """Drafts that were never sent, and not touched for so many days: neither their words nor their files."""
    last_file = Evidence.objects.filter(report=OuterRef("pk")).order_by("-added_at").values("added_at")[:1]
    touched = Greatest(Coalesce("draft_saved_at", "created_at"), Subquery(last_file))
    found = Report.objects.filter(status=ReportStatus.DRAFT, received_at=None)
    return _before(found.annotate(touched=touched), "touched", "drafts", at)


def due_reports(at: datetime) -> QuerySet[Report]:
    """Reports that were rejected or withdrawn so many days ago and still have contents that nothing relies on: no
    finding, and no claimed figure but a struck one."""
    ended = ReportMove.objects.filter(report=OuterRef("pk")).order_by("-at", "-pk").values("at")[:1]
    relied = FindingAct.objects.filter(act__mention__report=OuterRef("pk"))
    told = FigureClaim.objects.filter(Q(report=OuterRef("pk")) | Q(moves__told_in=OuterRef("pk")), struck_at=None)
    found = Report.objects.filter(~Exists(relied), ~Exists(told), status__in=OVER, emptied_at=None)
    return _before(found.annotate(ended=Subquery(ended)), "ended", "rejected", at)


def due_identities(at: datetime) -> QuerySet[Any]:
    """Identities kept so many days ago, and not renewed by two people since. `kept_from` is where the term began."""
    return _before(_kept_from(), "kept_from", "identities", at)


def coming_identities(at: datetime) -> QuerySet[Any]:
    """Those that come due within 30 days, the first one first."""
    return due_identities(at + WARNING).select_related("source").order_by("kept_from", "pk")


def ends_at(report: Report) -> datetime | None:
    """When a draft is deleted if nobody touches it; nothing for what is kept."""
    term = settings.KEEP_DAYS["drafts"]
    if not term or report.status != ReportStatus.DRAFT or report.received_at:
        return None
    last_file = report.evidence.aggregate(at=models.Max("added_at"))["at"]
    known = [instant for instant in (report.draft_saved_at or report.created_at, last_file) if instant]
    return max(known) + timedelta(days=term)


# --- What is done --------------------------------------------------------------------------------------------------
def run(*, at: datetime) -> dict[str, int]:
    """Delete what is due, one thing a transaction, and say in the log how much it was. Raises Busy."""
    with clearing():
        done = {
            "drafts": _each(due_drafts, delete_draft, at),
            "rejected": _each(due_reports, empty_report, at),
            "identities": _each(due_identities, delete_identity, at),
        }
        if any(settings.KEEP_DAYS.values()):
            audit.record(verb="retention_ran", by=None, at=at, detail={**done, "days": settings.KEEP_DAYS})
    return done


def due(at: datetime) -> dict[str, list[str]]:
    """The references of what run() would take now."""
    return {
        "drafts": list(due_drafts(at).values_list("ref", flat=True)),
        "rejected": list(due_reports(at).values_list("ref", flat=True)),
        "identities": list(due_identities(at).values_list("source__ref", flat=True)),
    }


def delete_draft(report: Report, *, at: datetime) -> None:
    """A draft leaves with its files and the identity that was typed into it. Call it in a transaction."""
    with thawed(FROZEN):
        files = leaving.leave(report)
    vessel = Source.objects.filter(ref=report.draft.get("source", {}).get("vessel", ""), created_by=report.submitter_id)
    with thawed(FROZEN):
        ReportMove.objects.filter(report=report).delete()
        ReportRevision.objects.filter(report=report).delete()
    WitnessNote.objects.filter(report=report).delete()
    report.delete()
    for source in vessel.filter(reports=None):
        _forget(source)
        source.delete()
    _say("draft_deleted", "report", report.ref, "drafts", at, files=files)


def empty_report(report: Report, *, at: datetime) -> None:
    """What a rejected or withdrawn report says leaves; that it was there, and its hashes, stay. In a transaction."""
    with thawed(FROZEN):
        files = leaving.leave(report)
    said = Mention.objects.filter(report=report)
    Kinship.objects.filter(Q(mention__in=said) | Q(to_mention__in=said)).delete()
    Act.objects.filter(mention__in=said).delete()
    MatchDecision.objects.filter(mention__in=said).delete()
    said.delete()
    with thawed(FROZEN):
        ReportRevision.objects.filter(report=report).update(content={}, reason="")
        ReportMove.objects.filter(report=report).update(words="")
    WitnessNote.objects.filter(report=report).delete()
    _empty_figures(report)
    texts.forget(report)
    Report.objects.filter(pk=report.pk).update(**EMPTY, version=F("version") + 1, emptied_at=at)
    _leave_source(report)
    _say("contents_deleted", "report", report.ref, "rejected", at, files=files)


def delete_identity(kept: SourceIdentity, *, at: datetime) -> None:
    """Nobody can tell any more who the source was. In a transaction."""
    _forget(kept.source)
    _say("identity_deleted", "source", kept.source.ref, "identities", at)


@transaction.atomic
def renew(*, source: Source, by: User, at: datetime) -> IdentityRenewal:
    """Ask to keep an identity for another term, or agree as the second person; then the term begins anew.

    Raises Denied without the right, when it is not due within 30 days, and for the one who asked.
    """
    Source.objects.select_for_update().get(pk=source.pk)
    if not may(by, "source.renew"):
        raise Denied(_("Only a reviewer or an admin can do this."))
    if not coming_identities(at).filter(source=source).exists():
        raise Denied(_("This identity is not about to be deleted."))
    asked = IdentityRenewal.objects.filter(source=source, second_at=None).first()
    if asked is None:
        audit.record(verb="renewal_asked", by=by, at=at, kind="source", ref=source.ref)
        return IdentityRenewal.objects.create(source=source, first_by=by, first_at=at)
    if asked.first_by_id == by.pk:
        raise Denied(_("You asked for this already. A second person must agree."))
    asked.second_by, asked.second_at = by, at
    asked.save(update_fields=["second_by", "second_at"])
    audit.record(verb="identity_renewed", by=by, at=at, kind="source", ref=source.ref)
    return asked


# --- How -----------------------------------------------------------------------------------------------------------
def _kept_from() -> QuerySet[SourceIdentity]:
    renewed = IdentityRenewal.objects.filter(source=OuterRef("source")).exclude(second_at=None).order_by("-second_at")
    return SourceIdentity.objects.annotate(
        kept_from=Greatest(F("updated_at"), Subquery(renewed.values("second_at")[:1]))
    )


def _before(found: QuerySet, field: str, policy: str, at: datetime) -> QuerySet:
    """The rows whose term has ended; none where the policy keeps for good."""
    term = settings.KEEP_DAYS[policy]
    return found.filter(**{f"{field}__lt": at - timedelta(days=term)}) if term else found.none()


def _each(due_rows: Callable[[datetime], QuerySet], act: Callable[..., None], at: datetime) -> int:
    """One after the other; what is locked, or was touched meanwhile, waits for the next run."""
    done = 0
    for pk in list(due_rows(at).order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = due_rows(at).filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
            if row is not None:
                act(row, at=at)
                done += 1
    return done


def _empty_figures(report: Report) -> None:
    """Only struck ones are there (due_reports): the number and the scope stay, the report's words leave."""
    with thawed(ENTERED):
        said = FigureClaim.objects.filter(report=report)
        said.filter(value=FigureValue.WORDS).update(words="…", **SAID)
        said.exclude(value=FigureValue.WORDS).update(words="", **SAID)


def _leave_source(report: Report) -> None:
    """A source that no other report stands on loses its name and identity; an institution keeps its name."""
    source = report.source
    if source is None or source.reports.exclude(pk=report.pk).exclude(emptied_at__isnull=False).exists():
        return
    _forget(source)
    if source.kind == SourceKind.PERSON:
        Source.objects.filter(pk=source.pk).update(name="", name_folded="")


def _forget(source: Source) -> None:
    SourceIdentity.objects.filter(source=source).delete()
    IdentityRenewal.objects.filter(source=source).delete()


def _say(verb: str, kind: str, ref: str, policy: str, at: datetime, **more: int) -> None:
    audit.record(verb=verb, by=None, at=at, kind=kind, ref=ref, detail={"days": settings.KEEP_DAYS[policy], **more})
